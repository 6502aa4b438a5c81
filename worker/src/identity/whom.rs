//! What D1 knows of people, as far as signing in goes.

use crate::{chance, database as db};
use muster_domain::ids::PersonId;
use muster_domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use worker::{D1Type, Env, Result};

/// Somebody, by themselves.
#[derive(Deserialize)]
pub struct Facts {
    /// Their name.
    pub name: String,
    /// Their mail address; may be empty.
    pub email: String,
    administrator: f64,
    deactivated: f64,
    guest: Option<String>,
    guest_until: Option<f64>,
    passkeys: f64,
    codes: f64,
    /// What their organisation calls itself.
    pub organisation: String,
}

impl Facts {
    /// Whether they may change the organisation.
    pub fn is_administrator(&self) -> bool {
        self.administrator > 0.5 && self.guest.is_none()
    }

    /// Whether they may not come in any more.
    pub fn is_deactivated(&self) -> bool {
        self.deactivated > 0.5
    }

    /// The one incident they may know of, where they are a guest.
    pub fn guest(&self) -> Option<&str> {
        self.guest.as_deref()
    }

    /// Until when they are a guest.
    pub fn guest_until(&self) -> Option<Timestamp> {
        self.guest_until.map(db::at)
    }

    /// How many passkeys they have.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
    pub const fn passkeys(&self) -> u32 {
        self.passkeys as u32
    }

    /// How many recovery codes they have left.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
    pub const fn codes(&self) -> u32 {
        self.codes as u32
    }
}

/// Somebody, whether they are active or not.
pub async fn facts(env: &Env, person: PersonId) -> Result<Option<Facts>> {
    let query = "SELECT person.name, person.email, person.administrator, person.deactivated, \
                 person.guest, person.guest_until, organisation.name AS organisation, \
                 (SELECT COUNT(*) FROM passkey WHERE passkey.person = person.id) AS passkeys, \
                 (SELECT COUNT(*) FROM recovery_code WHERE recovery_code.person = person.id \
                 AND used IS NULL) AS codes \
                 FROM person JOIN organisation WHERE person.id = ?1";
    db::first(env, query, &[db::person(person)]).await
}

#[derive(Deserialize)]
struct Id {
    id: u32,
}

/// The one active member with this mail address. Nobody where there are several: who signs in must
/// not depend on the order of rows. Guests are not found by their mail.
pub async fn by_mail(env: &Env, mail: &str, administrators: bool) -> Result<Option<PersonId>> {
    let query = "SELECT id FROM person WHERE email <> '' AND lower(email) = lower(?1) \
                 AND deactivated = 0 AND guest IS NULL AND (?2 = 0 OR administrator = 1) LIMIT 2";
    let values = [D1Type::Text(mail.trim()), D1Type::Real(f64::from(u8::from(administrators)))];
    let found: Vec<Id> = db::rows(env, query, &values).await?;
    let [Id { id }] = found.as_slice() else { return Ok(None) };
    Ok(Some(PersonId(*id)))
}

#[derive(Deserialize)]
struct Flag {
    flag: f64,
}

/// Whether there is an organisation with somebody who runs it.
pub async fn is_set_up(env: &Env) -> Result<bool> {
    let query = "SELECT EXISTS (SELECT 1 FROM organisation) AND EXISTS (SELECT 1 FROM person \
                 WHERE administrator = 1 AND deactivated = 0) AS flag";
    Ok(db::first::<Flag>(env, query, &[]).await?.is_some_and(|row| row.flag > 0.5))
}

/// Somebody's ways in, as administrators see them: whom an outage would lock out.
#[derive(Serialize, Deserialize)]
pub struct Access {
    person: u32,
    passkeys: f64,
    recovery_codes: f64,
    invited: Option<f64>,
    last_seen: Option<f64>,
}

/// The same of everybody who is active and belongs here.
pub async fn access(env: &Env) -> Result<Vec<Access>> {
    let query = "SELECT person.id AS person, \
                 (SELECT COUNT(*) FROM passkey WHERE passkey.person = person.id) AS passkeys, \
                 (SELECT COUNT(*) FROM recovery_code WHERE recovery_code.person = person.id \
                 AND used IS NULL) AS recovery_codes, \
                 (SELECT MAX(until) FROM invitation WHERE invitation.person = person.id \
                 AND used IS NULL AND until > ?1) AS invited, \
                 (SELECT MAX(seen) FROM session WHERE session.person = person.id) AS last_seen \
                 FROM person WHERE deactivated = 0 AND guest IS NULL ORDER BY person.id LIMIT 5000";
    db::rows(env, query, &[db::moment(chance::now(env))]).await
}
