//! Erasing somebody who left (R145): who they were goes, what they did stays. The log of an
//! incident names people by number, so that its chain is untouched.

use super::whom;
use crate::organisation::NEXT_REVISION;
use crate::{database as db, organisation};
use muster_domain::ids::PersonId;
use worker::{Env, Result};

/// What stands where a name was.
const NAME: &str = "Somebody (erased)";

/// Why somebody cannot be erased.
pub enum Erased {
    /// It is done.
    Done,
    /// There is no such person.
    Unknown,
    /// They are active: deactivate them first.
    Active,
}

/// Erases somebody's contact data and ways in, here and in the rooms' copies.
pub async fn erase(env: &Env, person: PersonId) -> Result<Erased> {
    let Some(facts) = whom::facts(env, person).await? else { return Ok(Erased::Unknown) };
    if !facts.is_deactivated() {
        return Ok(Erased::Active);
    }
    super::shut_out(env, person).await?;
    let who = [db::person(person)];
    let blank = format!(
        "UPDATE person SET name = '{NAME}', title = '', phone = '', email = '', request = NULL \
         WHERE id = ?1 AND deactivated = 1"
    );
    let rooms = "DELETE FROM session_room WHERE session IN \
                 (SELECT id FROM session WHERE person = ?1)";
    db::batch(
        env,
        &[
            (&blank, &who),
            (rooms, &who),
            ("DELETE FROM session WHERE person = ?1", &who),
            ("DELETE FROM passkey WHERE person = ?1", &who),
            ("DELETE FROM user_handle WHERE person = ?1", &who),
            ("DELETE FROM recovery_code WHERE person = ?1", &who),
            ("DELETE FROM invitation WHERE person = ?1", &who),
            ("DELETE FROM ceremony WHERE person = ?1", &who),
            (NEXT_REVISION, &[]),
        ],
    )
    .await?;
    scrub_change_log(env, person).await?;
    organisation::push_anew(env).await?;
    Ok(Erased::Done)
}

/// What the log of the organisation's changes says of somebody.
async fn scrub_change_log(env: &Env, person: PersonId) -> Result<()> {
    let scrub = "UPDATE organisation_log SET changed = NULL WHERE concerns = ?1";
    db::run(env, scrub, &[db::person(person)]).await
}
