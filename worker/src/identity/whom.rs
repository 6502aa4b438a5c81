//! What D1 knows of people, as far as signing in goes.

use crate::{chance, database as db};
use muster_domain::ids::{IncidentId, PersonId};
use muster_domain::organisation::Person;
use muster_domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use worker::{D1Type, Env, Result};

#[derive(Deserialize)]
struct Row {
    id: u32,
    name: String,
    email: String,
    administrator: f64,
    deactivated: f64,
    guest: Option<String>,
    guest_until: Option<f64>,
    passkeys: f64,
    codes: f64,
    organisation: String,
}

/// Somebody, by themselves.
pub struct Facts {
    /// Who: all that ways in depend on; nothing of how they are reached but their mail address.
    pub person: Person,
    /// Until when they are a guest.
    pub guest_until: Option<Timestamp>,
    /// How many passkeys they have.
    pub passkeys: u32,
    /// How many recovery codes they have left.
    pub codes: u32,
    /// What their organisation calls itself.
    pub organisation: String,
}

impl From<Row> for Facts {
    fn from(row: Row) -> Self {
        let person = Person {
            id: PersonId(row.id),
            name: row.name,
            email: row.email,
            administrator: row.administrator > 0.5,
            deactivated: row.deactivated > 0.5,
            guest: row.guest.map(IncidentId),
            ..Person::default()
        };
        Self {
            person,
            guest_until: row.guest_until.map(db::at),
            passkeys: count(row.passkeys),
            codes: count(row.codes),
            organisation: row.organisation,
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of rows")]
const fn count(column: f64) -> u32 {
    column as u32
}

/// Somebody, whether they are active or not.
pub async fn facts(env: &Env, person: PersonId) -> Result<Option<Facts>> {
    let query = "SELECT person.id, person.name, person.email, person.administrator, person.deactivated, \
                 person.guest, person.guest_until, organisation.name AS organisation, \
                 (SELECT COUNT(*) FROM passkey WHERE passkey.person = person.id) AS passkeys, \
                 (SELECT COUNT(*) FROM recovery_code WHERE recovery_code.person = person.id \
                 AND used IS NULL) AS codes \
                 FROM person JOIN organisation WHERE person.id = ?1";
    let row: Option<Row> = db::first(env, query, &[db::person(person)]).await?;
    Ok(row.map(Facts::from))
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
    passkeys: u32,
    recovery_codes: u32,
    invited: Option<Timestamp>,
    last_seen: Option<Timestamp>,
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
