//! Invitations: a link that lets its person in once. Only a button's POST uses it up, so that
//! whatever opens links in mails does not.

use super::secrets;
use crate::{chance, database as db};
use muster_domain::ids::PersonId;
use muster_domain::time::{Minutes, Timestamp};
use serde::{Deserialize, Serialize};
use worker::{D1Type, Env, Result};

const LASTS: Minutes = Minutes(7 * Minutes::DAY.0);

/// An invitation that was made.
#[derive(Serialize)]
pub struct Invitation {
    /// Its address, on this site.
    pub link: String,
    /// Until when it can be used.
    pub until: Timestamp,
}

fn fingerprint(token: &str) -> String {
    secrets::fingerprint("muster/invitation/1", token)
}

/// A new one; older ones of the same person end. It does not outlast a guest's time.
pub async fn make(
    env: &Env,
    person: PersonId,
    guest_until: Option<Timestamp>,
) -> Result<Invitation> {
    let token = secrets::token()?;
    let until = chance::now(env) + LASTS;
    let until = guest_until.map_or(until, |guest| until.min(guest));
    let row = [D1Type::Text(&fingerprint(&token)), db::person(person), db::moment(until)];
    let insert = "INSERT INTO invitation (token, person, until) VALUES (?1, ?2, ?3)";
    let delete = "DELETE FROM invitation WHERE person = ?1";
    db::batch(env, &[(delete, &[db::person(person)]), (insert, &row)]).await?;
    Ok(Invitation { link: format!("/invite/{token}"), until })
}

/// What somebody who follows the link is told.
#[derive(Serialize)]
pub struct Look {
    organisation: String,
    name: String,
    until: Timestamp,
    guest: bool,
}

#[derive(Deserialize)]
struct Row {
    organisation: String,
    name: String,
    until: f64,
    guest: Option<String>,
}

const IS_GOOD: &str = "invitation.token = ?1 AND invitation.used IS NULL \
     AND invitation.until > ?2";

/// Whom an invitation is for. It stays good.
pub async fn look(env: &Env, token: &str) -> Result<Option<Look>> {
    let query = format!(
        "SELECT organisation.name AS organisation, person.name, invitation.until, person.guest \
         FROM invitation JOIN person ON person.id = invitation.person JOIN organisation \
         WHERE {IS_GOOD} AND person.deactivated = 0 \
         AND (person.guest IS NULL OR person.guest_until > ?2)"
    );
    let values = [D1Type::Text(&fingerprint(token)), db::moment(chance::now(env))];
    let row: Option<Row> = db::first(env, &query, &values).await?;
    Ok(row.map(|row| Look {
        organisation: row.organisation,
        name: row.name,
        until: db::at(row.until),
        guest: row.guest.is_some(),
    }))
}

#[derive(Deserialize)]
struct Whose {
    person: u32,
}

/// Uses an invitation up: whom it lets in. Of two at the same moment, one.
pub async fn accept(env: &Env, token: &str) -> Result<Option<PersonId>> {
    let query = format!(
        "UPDATE invitation SET used = ?2 WHERE {IS_GOOD} AND person IN (SELECT id FROM person \
         WHERE deactivated = 0 AND (guest IS NULL OR guest_until > ?2)) RETURNING person"
    );
    let values = [D1Type::Text(&fingerprint(token)), db::moment(chance::now(env))];
    let whose: Option<Whose> = db::first(env, &query, &values).await?;
    Ok(whose.map(|row| PersonId(row.person)))
}
