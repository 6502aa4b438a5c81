//! Challenges that wait for an answer: each answers once, within minutes, for one purpose and one
//! person.

use crate::{chance, database as db};
use muster_domain::ids::PersonId;
use muster_domain::time::{Minutes, Timestamp};
use muster_passkeys::Challenge;
use serde::Deserialize;
use worker::{D1Type, Env, Result};

/// How long a challenge can be answered.
const LASTS: Minutes = Minutes(5);
/// The same for the browser, in milliseconds.
pub const TIMEOUT_MS: u32 = 5 * 60_000;
/// Challenges that wait at once; then the oldest give way. At 300 a minute and address (see
/// `limits`), displacing one that waits for half a minute takes dozens of addresses.
const WAITING_MAX: f64 = 10_000.0;

/// What a challenge is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Signing in.
    SignIn,
    /// A fresh proof in a session.
    Prove,
    /// A new passkey.
    Register,
}

impl Purpose {
    const fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Prove => "prove",
            Self::Register => "register",
        }
    }
}

/// A challenge that was given out.
pub struct Ceremony {
    /// Its name.
    pub id: String,
    /// What is to be signed.
    pub challenge: Challenge,
    /// Until when.
    pub ends: Timestamp,
}

/// A new one, for a purpose, and for somebody if they are known yet.
pub async fn begin(env: &Env, purpose: Purpose, person: Option<PersonId>) -> Result<Ceremony> {
    let (id, now) = (chance::name()?, chance::now(env));
    let challenge = Challenge(chance::bytes()?);
    let ends = now + LASTS;
    let insert = "INSERT INTO ceremony (id, challenge, purpose, person, ends) \
                  VALUES (?1, ?2, ?3, ?4, ?5)";
    let row = [
        D1Type::Text(&id),
        D1Type::Text(&challenge.to_base64url()),
        D1Type::Text(purpose.name()),
        person.map_or(D1Type::Null, db::person),
        db::moment(ends),
    ];
    let tidy = "DELETE FROM ceremony WHERE ends <= ?1 \
                OR ends < (SELECT ends FROM ceremony ORDER BY ends DESC LIMIT 1 OFFSET ?2)";
    let bounds = [db::moment(now), D1Type::Real(WAITING_MAX)];
    db::batch(env, &[(tidy, &bounds), (insert, &row)]).await?;
    Ok(Ceremony { id, challenge, ends })
}

#[derive(Deserialize)]
struct Row {
    challenge: String,
    ends: f64,
}

/// The challenge that is answered now; nothing if it was answered before, is too old, or was given
/// out for something or somebody else. Whoever asks first has it, and nobody after.
pub async fn take(
    env: &Env,
    id: &str,
    purpose: Purpose,
    person: Option<PersonId>,
) -> Result<Option<Ceremony>> {
    let row: Option<Row> = db::first(
        env,
        "DELETE FROM ceremony WHERE id = ?1 AND purpose = ?2 AND person IS ?3 \
         RETURNING challenge, ends",
        &[D1Type::Text(id), D1Type::Text(purpose.name()), person.map_or(D1Type::Null, db::person)],
    )
    .await?;
    let now = chance::now(env);
    let ceremony = row.and_then(|row| {
        let challenge = Challenge::from_base64url(&row.challenge)?;
        Some(Ceremony { id: id.into(), challenge, ends: db::at(row.ends) })
    });
    Ok(ceremony.filter(|ceremony| now < ceremony.ends))
}
