//! Erasing somebody who left (R145): who they were goes, what they did stays. The log of an
//! incident names people by number, so that its chain is untouched.

use crate::organisation::NEXT_REVISION;
use crate::{database as db, organisation};
use muster_domain::ids::PersonId;
use worker::{Env, Result};

/// What stands where a name was.
const NAME: &str = "Somebody (erased)";

/// Erases somebody's contact data and ways in, here and in the rooms' copies.
pub async fn erase(env: &Env, person: PersonId) -> Result<()> {
    super::shut_out(env, person).await?;
    let who = [db::person(person)];
    let blank = format!(
        "UPDATE person SET name = '{NAME}', title = '', phone = '', email = '', zone = '', \
         channels = '[]', request = NULL \
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
            ("DELETE FROM push_subscription WHERE person = ?1", &who),
            ("DELETE FROM webhook WHERE person = ?1", &who),
            ("DELETE FROM channel_test WHERE person = ?1", &who),
            (NEXT_REVISION, &[]),
        ],
    )
    .await?;
    scrub_change_log(env, person).await?;
    organisation::push_anew(env).await
}

/// What the log of the organisation's changes says of somebody.
async fn scrub_change_log(env: &Env, person: PersonId) -> Result<()> {
    let scrub = "UPDATE organisation_log SET changed = NULL WHERE concerns = ?1";
    db::run(env, scrub, &[db::person(person)]).await
}
