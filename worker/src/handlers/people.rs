//! The organisation, and the demo's "act as".

use super::Asking;
use crate::identity::demo;
use crate::{answer, error, organisation};
use muster_domain::ids::PersonId;
use muster_domain::viewer::{Clearance, Viewer};
use serde::Deserialize;
use worker::{Env, Response, Result};

/// The demo organisation and its past incident, where there is none yet.
pub async fn prepare_demo(env: &Env) -> Result<()> {
    if organisation::load(env).await?.is_some() {
        return Ok(());
    }
    let demo = muster_demo::organisation();
    match organisation::found(env, &demo).await {
        Ok(()) => super::incidents::tell_past(env, &demo).await,
        // Two first requests at once: one sets it up, the other finds it there.
        Err(failure) => match organisation::load(env).await? {
            Some(_) => Ok(()),
            None => Err(failure),
        },
    }
}

/// The organisation's facts: for members without any guest, for a guest without what is not the
/// business of their one incident.
pub async fn organisation(asking: &Asking<'_>) -> Result<Response> {
    let whole = asking.organisation().await?;
    let person = Some(asking.caller.person);
    let seen = match &asking.guest {
        Some(incident) => {
            let viewer = Viewer { person, clearance: Clearance::Observer };
            whole.for_incident(incident).for_viewer(&viewer)
        }
        None => whole.without_guests(),
    };
    answer::json(200, &seen)
}

#[derive(Deserialize)]
struct ActAs {
    person: PersonId,
}

/// Makes the browser act as somebody of the demo organisation from now on.
pub async fn act_as(body: &str, env: &Env) -> Result<Response> {
    if !demo::is_demo(env) {
        return error::problem(401, "not_signed_in", "This deployment is not a demo. Sign in.");
    }
    let Ok(ActAs { person }) = serde_json::from_str(body) else {
        return error::problem(400, "malformed", "Name a person: {\"person\": 1}.");
    };
    prepare_demo(env).await?;
    if organisation::person(env, person).await?.is_none() {
        return error::problem(404, "not_found", "There is no such person in the organisation.");
    }
    let mut response = json(format!("{{\"person\":{person},\"demo\":true}}"))?;
    let cookie =
        format!("{}={person}; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800", demo::COOKIE);
    response.headers_mut().set("set-cookie", &cookie)?;
    Ok(response)
}

fn json(text: String) -> Result<Response> {
    let mut response = Response::ok(text)?;
    let headers = response.headers_mut();
    headers.set("content-type", "application/json")?;
    headers.set("cache-control", "no-store")?;
    Ok(response)
}
