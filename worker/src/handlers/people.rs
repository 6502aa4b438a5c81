//! The demo's organisation, and its "act as".

use crate::identity::demo;
use crate::{answer, chance, error, organisation};
use muster_domain::ids::PersonId;
use muster_domain::organisation::Organisation;
use serde::{Deserialize, Serialize};
use worker::{Env, Response, Result};

/// The demo organisation and its past incident, where there is none yet.
pub async fn prepare_demo(env: &Env) -> Result<()> {
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

#[derive(Serialize)]
struct Acting {
    person: PersonId,
    demo: bool,
}

/// Makes the browser act as somebody of the demo organisation from now on.
pub async fn act_as(body: &str, env: &Env) -> Result<Response> {
    if !demo::is_demo(env) {
        return error::problem(401, "not_signed_in", "This deployment is not a demo. Sign in.");
    }
    let Ok(ActAs { person }) = muster_json::read(body) else {
        return error::problem(400, "malformed", "Name a person: {\"person\": 1}.");
    };
    prepare_demo(env).await?;
    if organisation::person(env, person).await?.is_none() {
        return error::problem(404, "not_found", "There is no such person in the organisation.");
    }
    let acting = Acting { person, demo: true };
    let mut response = answer::json(200, &acting)?;
    let cookie =
        format!("{}={person}; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800", demo::COOKIE);
    response.headers_mut().set("set-cookie", &cookie)?;
    Ok(response)
}
