//! What administrators do about how others get in. Whatever opens a way in, or takes one away for
//! good, asks for a fresh proof: a device that was left open is not enough.

use super::own::{self, Own};
use crate::identity::sessions::{self, Which};
use crate::identity::{erasure, invitations, limits, passkeys, whom};
use crate::{answer, error};
use muster_domain::ids::PersonId;
use muster_domain::ways_in::{may_administer, may_erase, may_invite};
use worker::{Method, Response, Result};

/// Everything below `/api/people/`.
pub async fn route(own: &Own<'_>, method: Method, parts: &[&str]) -> Result<Response> {
    if let Err(refusal) = may_administer(&own.facts.person) {
        return error::refused(&refusal, Vec::new());
    }
    if let (Method::Get, ["access"]) = (&method, parts) {
        return answer::json(200, &whom::access(own.env).await?);
    }
    let [id, rest @ ..] = parts else { return error::not_found() };
    let Ok(person) = id.parse().map(PersonId) else { return error::not_found() };
    let Some(facts) = whom::facts(own.env, person).await? else { return error::not_found() };
    let all = Which::all_of(person);
    match (method, rest) {
        (Method::Get, ["sessions"]) => own::list_sessions(own.env, person, None).await,
        (Method::Delete, ["sessions"]) => {
            sessions::end(own.env, &all).await?;
            answer::done()
        }
        (Method::Delete, ["sessions", id]) => {
            own::end_one(own.env, &Which { only: Some(id), ..all }).await
        }
        (Method::Get, ["passkeys"]) => answer::json(200, &passkeys::list(own.env, person).await?),
        (Method::Post, ["invitations"]) => invite(own, person, &facts).await,
        (Method::Delete, ["passkeys", id]) => remove_passkey(own, person, id).await,
        (Method::Post, ["erase"]) => erase(own, person, &facts).await,
        _ => error::not_found(),
    }
}

async fn invite(own: &Own<'_>, person: PersonId, facts: &whom::Facts) -> Result<Response> {
    if let Err(refusal) = own.proved().and_then(|()| may_invite(&facts.person)) {
        return error::refused(&refusal, Vec::new());
    }
    if let Some(refused) = limits::address(own.env, own.request).await? {
        return Ok(refused);
    }
    answer::json(201, &invitations::make(own.env, person, facts.guest_until).await?)
}

async fn remove_passkey(own: &Own<'_>, person: PersonId, id: &str) -> Result<Response> {
    if let Err(refusal) = own.proved() {
        return error::refused(&refusal, Vec::new());
    }
    if !passkeys::remove(own.env, person, id).await? {
        return error::not_found();
    }
    let but = Some(own.caller.session.as_str());
    let which = Which { passkey: Some(id), but, ..Which::all_of(person) };
    sessions::end(own.env, &which).await?;
    answer::json(200, &passkeys::list(own.env, person).await?)
}

async fn erase(own: &Own<'_>, person: PersonId, facts: &whom::Facts) -> Result<Response> {
    if let Err(refusal) = own.proved().and_then(|()| may_erase(&facts.person)) {
        return error::refused(&refusal, Vec::new());
    }
    erasure::erase(own.env, person).await?;
    answer::done()
}
