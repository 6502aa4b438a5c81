//! Secret addresses of calendars: whoever has one reads who is on call when, and nothing else. A
//! calendar program sends no cookie, so the address is the whole proof; it is stored as a
//! fingerprint, and ends with the person who made it.

use super::secrets;
use crate::{chance, database as db};
use muster_domain::catalogue::Role;
use muster_domain::ids::PersonId;
use muster_staffing::Whose;
use serde::{Deserialize, Serialize};
use worker::{D1Type, Env, Result};

/// Addresses that are listed: one for each role that takes turns.
const LISTED_MAX: u32 = 1_000;

/// An address, as who made it and administrators see it.
#[derive(Serialize)]
pub struct Listed {
    /// Its name here.
    id: String,
    /// Whose turns; nothing where they are those of the person who made it.
    role: Option<Role>,
    /// Who made it.
    person: PersonId,
    /// When it was made, in milliseconds.
    made: f64,
    /// When a program last read it.
    read: Option<f64>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    role: Option<String>,
    person: u32,
    made: f64,
    read: Option<f64>,
}

/// An address that was made.
#[derive(Serialize)]
pub struct Made {
    /// The address, on this site; shown once.
    link: String,
}

fn fingerprint(token: &str) -> String {
    secrets::fingerprint("muster/calendar/1", token)
}

/// A role as it is stored.
fn stored(role: Option<Role>) -> Option<String> {
    role.map(|role| muster_json::write(&role))
}

fn read(role: Option<&String>) -> Result<Option<Role>> {
    role.map(|role| muster_json::read(role)).transpose().map_err(crate::room::broken)
}

fn listed(row: Row) -> Result<Listed> {
    let role = read(row.role.as_ref())?;
    let Row { id, person, made, read, .. } = row;
    Ok(Listed { id, role, person: PersonId(person), made, read })
}

/// The address of somebody's own turns, if they made one.
pub async fn own(env: &Env, person: PersonId) -> Result<Vec<Listed>> {
    let query = "SELECT * FROM calendar WHERE person = ?1 AND role IS NULL";
    list(env, query, &[db::person(person)]).await
}

/// The addresses of roles' turns.
pub async fn of_roles(env: &Env) -> Result<Vec<Listed>> {
    let query = format!(
        "SELECT * FROM calendar WHERE role IS NOT NULL ORDER BY made, id LIMIT {LISTED_MAX}"
    );
    list(env, &query, &[]).await
}

async fn list(env: &Env, query: &str, values: &[D1Type<'_>]) -> Result<Vec<Listed>> {
    let rows: Vec<Row> = db::rows(env, query, values).await?;
    rows.into_iter().map(listed).collect()
}

/// A new address, in the place of the one before. None is made for somebody who was deactivated at
/// this moment.
pub async fn make(env: &Env, person: PersonId, role: Option<Role>) -> Result<Made> {
    let (id, token, role) = (chance::name()?, secrets::token()?, stored(role));
    let role = || db::optional(role.as_deref());
    let delete = "DELETE FROM calendar WHERE role IS ?2 AND (role IS NOT NULL OR person = ?1)";
    let insert = "INSERT INTO calendar (id, token, person, role, made) \
                  SELECT ?1, ?2, id, ?4, ?5 FROM person WHERE id = ?3 AND deactivated = 0";
    let row = [
        D1Type::Text(&id),
        D1Type::Text(&fingerprint(&token)),
        db::person(person),
        role(),
        db::moment(chance::now(env)),
    ];
    db::batch(env, &[(delete, &[db::person(person), role()]), (insert, &row)]).await?;
    Ok(Made { link: format!("/calendar/{token}.ics") })
}

/// Ends the address of somebody's own turns; whether there was one.
pub async fn end_own(env: &Env, person: PersonId) -> Result<bool> {
    let query = "DELETE FROM calendar WHERE person = ?1 AND role IS NULL RETURNING id";
    ended(env, query, &[db::person(person)]).await
}

/// Ends the address of a role's turns by its name; whether there was one.
pub async fn end_of_role(env: &Env, id: &str) -> Result<bool> {
    let query = "DELETE FROM calendar WHERE id = ?1 AND role IS NOT NULL RETURNING id";
    ended(env, query, &[D1Type::Text(id)]).await
}

async fn ended(env: &Env, query: &str, values: &[D1Type<'_>]) -> Result<bool> {
    #[derive(Deserialize)]
    struct Gone {}
    Ok(db::first::<Gone>(env, query, values).await?.is_some())
}

/// Ends all that somebody made: they know these addresses.
pub async fn end_all_of(env: &Env, person: PersonId) -> Result<()> {
    db::run(env, "DELETE FROM calendar WHERE person = ?1", &[db::person(person)]).await
}

/// Whose turns an address shows; nothing where it never was one, or is none any more. One question
/// to D1 in each case, so that they take the same time.
pub async fn open(env: &Env, token: &str) -> Result<Option<Whose>> {
    #[derive(Deserialize)]
    struct Found {
        person: u32,
        role: Option<String>,
    }
    let found: Option<Found> = db::first(
        env,
        "UPDATE calendar SET read = ?2 WHERE token = ?1 AND person IN \
         (SELECT id FROM person WHERE deactivated = 0 AND guest IS NULL) RETURNING person, role",
        &[D1Type::Text(&fingerprint(token)), db::moment(chance::now(env))],
    )
    .await?;
    let Some(Found { person, role }) = found else { return Ok(None) };
    let role = read(role.as_ref())?;
    Ok(Some(role.map_or(Whose::Person(PersonId(person)), Whose::Role)))
}
