//! What a browser is told of whoever uses it, also where that is nobody.

use super::people::prepare_demo;
use crate::identity::cookie;
use crate::identity::demo;
use crate::identity::sessions::{self, Session};
use crate::identity::whom;
use crate::{answer, error};
use muster_domain::ids::{IncidentId, PersonId};
use muster_domain::proof::Proof;
use muster_domain::time::Timestamp;
use muster_domain::ways_in::may_administer;
use serde::Serialize;
use worker::{Env, Request, Response, Result};

#[derive(Serialize)]
struct Me<'a> {
    person: Option<PersonId>,
    demo: bool,
    set_up: bool,
    name: Option<&'a str>,
    administrator: bool,
    guest: Option<&'a str>,
    session: Option<Told<'a>>,
    passkeys: u32,
    recovery_codes: u32,
}

#[derive(Serialize)]
struct Told<'a> {
    id: &'a str,
    since: Timestamp,
    until: Timestamp,
    proof: Option<Proof>,
}

/// Who is asking; in a demo, this also sets up the demo organisation on first use.
pub async fn me(request: &Request, env: &Env) -> Result<Response> {
    if demo::is_demo(env) {
        prepare_demo(env).await?;
    }
    let session = sessions::of(request, env).await?;
    let person = match &session {
        Some(session) => Some(session.person()),
        None => demo::person(request, env).await?,
    };
    told(env, 200, person, session.as_ref()).await
}

async fn told(
    env: &Env,
    status: u16,
    person: Option<PersonId>,
    session: Option<&Session>,
) -> Result<Response> {
    let facts = match person {
        Some(person) => whom::facts(env, person).await?,
        None => None,
    };
    let facts = facts.as_ref();
    let who = facts.map(|facts| &facts.person);
    let me = Me {
        person,
        demo: demo::is_demo(env),
        set_up: whom::is_set_up(env).await?,
        name: who.map(|it| it.name.as_str()),
        administrator: who.is_some_and(|it| may_administer(it).is_ok()),
        guest: who.and_then(|it| it.guest.as_ref()).map(IncidentId::as_str),
        session: session.map(|session| Told {
            id: &session.id,
            since: session.since(),
            until: session.until(),
            proof: session.proof(),
        }),
        passkeys: facts.map_or(0, |facts| facts.passkeys),
        recovery_codes: facts.map_or(0, |facts| facts.codes),
    };
    answer::json(status, &me)
}

/// The same to somebody whose session just changed.
pub async fn again(env: &Env, request: &Request) -> Result<Response> {
    let Some(session) = sessions::fresh(request, env).await? else { return not_signed_in() };
    told(env, 200, Some(session.person()), Some(&session)).await
}

/// Signs somebody in, and tells them who they are.
pub async fn welcome(
    env: &Env,
    request: &Request,
    status: u16,
    opening: &sessions::Opening<'_>,
) -> Result<Response> {
    let token = sessions::open(env, request, opening).await?;
    let Some(session) = sessions::by_token(env, &token).await? else { return not_signed_in() };
    let response = told(env, status, Some(session.person()), Some(&session)).await?;
    response.headers().set("set-cookie", &cookie::set(&token))?;
    Ok(response)
}

/// Nobody is asking.
pub fn not_signed_in() -> Result<Response> {
    error::problem(401, "not_signed_in", "Nobody is signed in. Sign in and try again.")
}
