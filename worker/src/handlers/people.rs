//! Who is asking, and the demo's "act as".

use super::json;
use crate::{chance, error, identity, organisation};
use muster_domain::ids::PersonId;
use muster_domain::organisation::Organisation;
use serde::Deserialize;
use worker::{Env, Request, Response, Result};

/// Who is asking; in a demo, this also sets up the demo organisation on first use.
pub async fn me(request: &Request, env: &Env) -> Result<Response> {
    if !identity::is_demo(env) {
        return error::problem(401, "not_signed_in", "Nobody is signed in. Sign in and try again.");
    }
    prepare_demo(env).await?;
    let person = identity::person(request, env).await?.map_or("null".into(), |id| id.to_string());
    json(format!("{{\"person\":{person},\"demo\":true}}"))
}

/// The demo organisation and its past incident, where there is none yet.
async fn prepare_demo(env: &Env) -> Result<()> {
    if organisation::load(env).await?.is_some() {
        return Ok(());
    }
    let rotas = muster_demo::rotas(chance::now(env));
    let demo = Organisation { rotas, ..muster_demo::organisation() };
    match organisation::found(env, &demo).await {
        Ok(()) => super::incidents::tell_past(env, &demo).await,
        // Two first requests at once: one sets it up, the other finds it there.
        Err(failure) => match organisation::load(env).await? {
            Some(_) => Ok(()),
            None => Err(failure),
        },
    }
}

#[derive(Deserialize)]
struct ActAs {
    person: PersonId,
}

/// Makes the browser act as somebody of the demo organisation from now on.
pub async fn act_as(body: &str, env: &Env) -> Result<Response> {
    if !identity::is_demo(env) {
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
        format!("{}={person}; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800", identity::COOKIE);
    response.headers_mut().set("set-cookie", &cookie)?;
    Ok(response)
}
