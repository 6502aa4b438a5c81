//! A deployment marked as a demo: there, people may act as somebody of the demo organisation.

use super::{Known, cookie};
use crate::caller::Caller;
use crate::{chance, error, organisation};
use muster_domain::ids::PersonId;
use muster_domain::proof::{Proof, ProofMeans};
use muster_domain::time::{Minutes, Timestamp};
use std::cell::RefCell;
use std::collections::BTreeMap;
use worker::{Env, Request, Result};

/// The demo's cookie. Not `__Host-`: a second device reaches `make run` by plain http.
pub const COOKIE: &str = "muster-demo-person";
/// How long an isolate takes somebody for active without asking D1 again: a deactivated person is
/// out after that at the latest, and D1 hears of each person six times a minute at most.
const TRUST_MS: i64 = 10_000;
/// People this isolate remembers: 16 bytes each.
const SEEN_MAX: usize = 10_000;

thread_local! {
    /// When somebody was last found to be active. Whoever was, is still known while D1 is away:
    /// only newcomers wait for it (decision 20).
    static SEEN: RefCell<BTreeMap<PersonId, Timestamp>> = const { RefCell::new(BTreeMap::new()) };
}

/// Whether this deployment is marked as a demo.
pub fn is_demo(env: &Env) -> bool {
    env.var("DEMO").is_ok_and(|mark| mark.to_string() == "1")
}

/// How long a demo's "act as" holds: as long as its cookie.
const DEMO_MINUTES: Minutes = Minutes(7 * Minutes::DAY.0);

/// Who is acting. A demo's people need no proof: everybody acts as whomever they like.
pub async fn known(request: &Request, env: &Env) -> Result<Option<Known>> {
    let Some(person) = person(request, env).await? else { return Ok(None) };
    let now = chance::now(env);
    let proof = Some(Proof { at: now, means: ProofMeans::Demo });
    let caller = Caller { person, session: String::new(), until: now + DEMO_MINUTES, proof };
    Ok(Some(Known { caller, guest: None }))
}

/// The person who is asking: somebody active of the organisation. A cookie that names anybody else
/// is as good as none.
pub async fn person(request: &Request, env: &Env) -> Result<Option<PersonId>> {
    let Some(person) = claimed(request, env)? else { return Ok(None) };
    let now = chance::now(env);
    let seen = SEEN.with_borrow(|seen| seen.get(&person).copied());
    if seen.is_some_and(|at| now - at < TRUST_MS) {
        return Ok(Some(person));
    }
    match organisation::person(env, person).await {
        Ok(Some(_)) => remember(person, now),
        Ok(None) => {
            SEEN.with_borrow_mut(|seen| seen.remove(&person));
            return Ok(None);
        }
        Err(failure) if seen.is_some() => error::log("identity", &failure),
        Err(failure) => return Err(failure),
    }
    Ok(Some(person))
}

/// Whom the request says it comes from.
fn claimed(request: &Request, env: &Env) -> Result<Option<PersonId>> {
    if !is_demo(env) {
        return Ok(None);
    }
    let value = cookie::value(request, COOKIE)?;
    Ok(value.and_then(|text| text.parse().ok()).map(PersonId))
}

fn remember(person: PersonId, now: Timestamp) {
    SEEN.with_borrow_mut(|seen| {
        if seen.len() >= SEEN_MAX {
            seen.clear();
        }
        seen.insert(person, now);
    });
}

/// Forgets that somebody was active.
pub fn forget(person: PersonId) {
    SEEN.with_borrow_mut(|seen| seen.remove(&person));
}
