//! Who is asking, and how people prove it: passkeys, recovery codes, invitations, the set-up code,
//! the organisation's own sign-in (R149). None of it needs anything outside this deployment but
//! the last.
//!
//! A session wins over a demo's "act as".

pub mod calendars;
pub mod ceremonies;
pub mod codes;
pub mod cookie;
pub mod demo;
pub mod device;
pub mod erasure;
pub mod invitations;
mod key_set;
pub mod limits;
pub mod origin;
pub mod passkeys;
pub mod rooms;
pub mod secrets;
pub mod sessions;
pub mod set_up;
pub mod sso;
mod web_crypto;
pub mod whom;

use crate::caller::Caller;
use muster_domain::ids::{IncidentId, PersonId};
use worker::{Env, Request, Result};

/// Somebody who was recognised.
pub struct Known {
    /// Who, as rooms hear of them.
    pub caller: Caller,
    /// The one incident they know of, where they are a guest.
    pub guest: Option<IncidentId>,
}

/// Who is asking.
pub async fn known(request: &Request, env: &Env) -> Result<Option<Known>> {
    match sessions::of(request, env).await? {
        Some(session) => Ok(Some(session.known())),
        None => demo::known(request, env).await,
    }
}

/// Shuts somebody out: all their sessions end and their sockets close, also a demo's "act as". Who
/// was deactivated is known nowhere anyway, after ten seconds at the latest; this is at once. The
/// secret addresses that they made end too.
pub async fn shut_out(env: &Env, person: PersonId) -> Result<()> {
    demo::forget(person);
    sessions::forget(|session| session.person() == person);
    sessions::end(env, &sessions::Which::all_of(person)).await?;
    calendars::end_all_of(env, person).await
}
