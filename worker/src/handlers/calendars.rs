//! Calendars that people subscribe to: making and ending their secret addresses, and the feed that
//! a calendar program reads (R4).
//!
//! | Path | Does |
//! | --- | --- |
//! | `GET /calendar/{token}.ics` | the feed; the address is the whole proof |
//! | `GET`, `POST`, `DELETE /api/me/calendar` | the address of one's own turns |
//! | `GET`, `POST /api/calendars`, `DELETE /api/calendars/{id}` | those of roles' turns; for administrators |

use super::own::Own;
use super::sign_in::malformed;
use crate::identity::{calendars, limits, secrets};
use crate::{answer, chance, error, organisation};
use muster_domain::catalogue::Role;
use muster_domain::refusal::Refusal;
use muster_domain::ways_in::{may_administer, may_publish_turns, may_subscribe};
use serde::Deserialize;
use worker::{Env, Method, Request, Response, Result};

/// What calendar programs read.
const TYPE: &str = "text/calendar; charset=utf-8";

/// Whether a path is that of a feed.
pub fn is_feed(path: &str) -> bool {
    path.starts_with("/calendar/")
}

/// A feed. Whatever is wrong with the address, it is answered alike.
pub async fn feed(request: &Request, env: &Env) -> Result<Response> {
    if let Some(refused) = limits::address(env, request).await? {
        return Ok(refused);
    }
    let Some(text) = text(request, env).await? else { return error::not_found() };
    let response = Response::ok(text)?;
    response.headers().set("content-type", TYPE)?;
    Ok(response)
}

async fn text(request: &Request, env: &Env) -> Result<Option<String>> {
    let path = request.path();
    let name = path.strip_prefix("/calendar/").and_then(|name| name.strip_suffix(".ics"));
    let reads = matches!(request.method(), Method::Get | Method::Head);
    let Some(token) = name.filter(|token| reads && secrets::is_token(token)) else {
        return Ok(None);
    };
    let Some(whose) = calendars::open(env, token).await? else { return Ok(None) };
    let Some(facts) = organisation::load(env).await? else { return Ok(None) };
    Ok(muster_staffing::turns_of(&facts, whose, chance::now(env)))
}

/// Everything at `/api/me/calendar`.
pub async fn own(own: &Own<'_>, method: Method) -> Result<Response> {
    let (env, person) = (own.env, own.caller.person);
    match method {
        Method::Get => answer::json(200, &calendars::own(env, person).await?),
        Method::Post => {
            if let Some(refused) = own.too_often("calendar").await? {
                return Ok(refused);
            }
            if let Err(refusal) = may_subscribe(&own.facts.person).and_then(|()| own.proved()) {
                return refused(&refusal);
            }
            answer::json(201, &calendars::make(env, person, None).await?)
        }
        Method::Delete => gone(calendars::end_own(env, person).await?),
        _ => error::not_found(),
    }
}

#[derive(Deserialize)]
struct Wanted {
    role: Role,
}

/// Everything below `/api/calendars`.
pub async fn of_roles(own: &Own<'_>, method: Method, parts: &[&str]) -> Result<Response> {
    if let Err(refusal) = may_administer(&own.facts.person) {
        return refused(&refusal);
    }
    match (method, parts) {
        (Method::Get, []) => answer::json(200, &calendars::of_roles(own.env).await?),
        (Method::Post, []) => make_for_role(own).await,
        (Method::Delete, [id]) => gone(calendars::end_of_role(own.env, id).await?),
        _ => error::not_found(),
    }
}

async fn make_for_role(own: &Own<'_>) -> Result<Response> {
    let Ok(Wanted { role }) = muster_json::read(own.body) else { return malformed() };
    if let Some(refused) = own.too_often("calendar").await? {
        return Ok(refused);
    }
    let Some(facts) = organisation::load(own.env).await? else { return error::not_found() };
    let may = may_publish_turns(&own.facts.person, &facts, role);
    if let Err(refusal) = may.and_then(|()| own.proved()) {
        return refused(&refusal);
    }
    answer::json(201, &calendars::make(own.env, own.caller.person, Some(role)).await?)
}

fn gone(was_there: bool) -> Result<Response> {
    if was_there { answer::done() } else { error::not_found() }
}

fn refused(refusal: &Refusal) -> Result<Response> {
    error::refused(refusal, Vec::new())
}
