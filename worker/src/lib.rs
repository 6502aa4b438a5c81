//! The Worker's entry: which part answers which path. It holds no rule of an incident.
//!
//! | Path | Answered by |
//! | --- | --- |
//! | `GET /api/me` | [`handlers::me`] |
//! | `POST /api/set-up`, `/api/sign-in/…`, `/api/invitations/…`, `GET /sso` | [`handlers::sign_in`] |
//! | `/api/me/…`, `/api/prove/…`, `/api/sign-out` | [`handlers::own`] |
//! | `/api/me/reach/…` | [`handlers::reach`] |
//! | `/api/people/…` | [`handlers::access`] |
//! | `GET /calendar/{token}.ics`, `/api/me/calendar`, `/api/calendars` | [`handlers::calendars`] |
//! | `POST /api/demo/act-as` | [`handlers::people`] |
//! | `/api/organisation` and everything below | [`handlers::setup`] |
//! | `GET`, `POST /api/incidents`, `GET /api/live` | [`handlers::incidents`] |
//! | `GET /api/incidents/{id}`, `/events`, `/live`, `/readings` | [`handlers::incident`] |
//! | `GET /api/incidents/{id}/messages/{message}/versions`, `/redline`, `/doc` | [`handlers::incident`] |
//! | `POST /api/incidents/{id}/guests` | [`handlers::guests`] |
//! | `POST /api/incidents/{id}/commands` | [`handlers::incident`] |
//! | `POST /api/incidents/{id}/messages/{message}/{gate}` | [`handlers::gates`] |
//! | `GET`, `POST /page/{link}` | [`handlers::page`] |
//! | any other `GET` that wants a page | the app's shell |

mod answer;
mod caller;
mod chance;
mod database;
mod error;
mod handlers;
mod identity;
mod office;
mod organisation;
mod reach;
mod retention;
mod room;
mod tables;
mod together;

use handlers::own::Own;
use handlers::{
    Asking, access, calendars, gates, guests, incident, incidents, me, own, page, people,
    reach as reaching, setup, sign_in,
};
use identity::Known;
use muster_domain::limits::BODY_BYTES_MAX;
use worker::{
    Context, Env, Method, Request, Response, Result, ScheduleContext, ScheduledEvent, event,
};

/// Answers every request that no static file answers.
#[event(fetch)]
async fn fetch(mut request: Request, env: Env, context: Context) -> Result<Response> {
    let path = request.path();
    let feed = calendars::is_feed(&path);
    let page = !path.starts_with("/api/") && path != "/sso" && !feed;
    let link = path.strip_prefix("/page/");
    let answer = if path == "/sso" {
        sign_in::single(&request, &env).await
    } else if feed {
        calendars::feed(&request, &env).await
    } else if let Some(link) = link {
        page::route(&mut request, &env, link).await
    } else if page {
        shell(&request, &env).await
    } else {
        api(&mut request, &env, &context).await
    };
    let answer = match answer {
        Ok(response) => response,
        Err(failure) => error::internal("fetch", &failure)?,
    };
    answer::sealed(answer, &request, page)
}

/// Once a day: what the organisation keeps no longer.
#[event(scheduled)]
async fn scheduled(_: ScheduledEvent, env: Env, _: ScheduleContext) {
    if let Err(failure) = retention::sweep(&env).await {
        error::log("retention", &failure);
    }
}

async fn api(request: &mut Request, env: &Env, context: &Context) -> Result<Response> {
    let socket = request.headers().get("upgrade")?.is_some();
    let reads = request.method() == Method::Get;
    if (socket || !reads) && !identity::origin::is_own(request, env)? {
        return error::problem(403, "cross_origin", "Requests from other sites are refused.");
    }
    let path = request.path();
    let parts: Vec<&str> = path.split('/').skip(2).collect();
    if parts == ["me"] && reads {
        return me::me(request, env).await;
    }
    let body = match body(request).await? {
        Ok(body) => body,
        Err(response) => return Ok(response),
    };
    if parts == ["demo", "act-as"] && !reads {
        return people::act_as(&body, env).await;
    }
    if request.method() == Method::Post
        && let Some(answer) = sign_in::route(request, env, &parts, &body).await?
    {
        return Ok(answer);
    }
    if let ["me" | "prove" | "sign-out" | "people" | "calendars", rest @ ..] = parts.as_slice()
        && rest.first() != Some(&"reach")
    {
        let Some(own) = Own::of(env, request, &body).await? else { return me::not_signed_in() };
        return match parts.as_slice() {
            ["people", rest @ ..] => access::route(&own, request.method(), rest).await,
            ["calendars", rest @ ..] => calendars::of_roles(&own, request.method(), rest).await,
            parts => own::route(&own, request.method(), parts).await,
        };
    }
    let Some(Known { caller, guest }) = identity::known(request, env).await? else {
        return me::not_signed_in();
    };
    let asking = Asking { env, context, caller, guest, request, body };
    route(&asking, &parts).await
}

/// What somebody who is known may ask for.
async fn route(asking: &Asking<'_>, parts: &[&str]) -> Result<Response> {
    match (asking.request.method(), parts) {
        (_, ["organisation", rest @ ..]) => setup::route(asking, rest).await,
        (_, ["me", "reach", rest @ ..]) => reaching::route(asking, rest).await,
        (Method::Get, ["live"]) => incidents::live(asking).await,
        (Method::Get, ["incidents"]) => incidents::list(asking).await,
        (Method::Post, ["incidents"]) => incidents::open(asking).await,
        (Method::Get, ["incidents", id]) => incident::state(asking, id).await,
        (Method::Get, ["incidents", id, "live"]) => incident::live(asking, id).await,
        (Method::Get, ["incidents", id, "events"]) => incident::events(asking, id).await,
        (Method::Get, ["incidents", id, "export", form]) => {
            incident::export(asking, id, form).await
        }
        (Method::Get, ["incidents", id, "readings"]) => incident::readings(asking, id).await,
        (Method::Post, ["incidents", id, "outsiders", outsider, "erase"]) => {
            incident::erase(asking, id, outsider).await
        }
        (Method::Post, ["incidents", id, "guests"]) => guests::admit(asking, id).await,
        (Method::Post, ["incidents", id, "commands"]) => incident::command(asking, id).await,
        (Method::Get, ["incidents", id, "messages", message, "versions"]) => {
            incident::versions(asking, id, message).await
        }
        (Method::Get, ["incidents", id, "messages", message, "redline"]) => {
            incident::redline(asking, id, message).await
        }
        (Method::Get, ["incidents", id, "messages", message, "doc"]) => {
            incident::text(asking, id, message).await
        }
        (Method::Post, ["incidents", id, "messages", message, gate]) => {
            gates::sign(asking, id, message, gate).await
        }
        #[cfg(feature = "test-hooks")]
        (Method::Post, ["test", what @ ("panic" | "forget"), id]) => {
            incident::disturb(asking, what, id).await
        }
        _ => error::not_found(),
    }
}

/// The body as text, or the answer to one that is too large or no text.
async fn body(request: &mut Request) -> Result<core::result::Result<String, Response>> {
    if request.method() == Method::Get {
        return Ok(Ok(String::new()));
    }
    let too_large = || error::problem(413, "too_large", "The request is larger than 512 KiB.");
    let declared = request.headers().get("content-length")?.and_then(|n| n.parse::<usize>().ok());
    if declared.is_some_and(|length| length > BODY_BYTES_MAX) {
        return too_large().map(Err);
    }
    let bytes = request.bytes().await?;
    if bytes.len() > BODY_BYTES_MAX {
        return too_large().map(Err);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Ok(text)),
        Err(_) => error::problem(400, "malformed", "The request is not UTF-8 text.").map(Err),
    }
}

/// Deep links of the app get its shell; a missing file stays missing, so no cache keeps a wrong
/// body.
async fn shell(request: &Request, env: &Env) -> Result<Response> {
    let accept = request.headers().get("accept")?.unwrap_or_default();
    if request.method() != Method::Get || !accept.contains("text/html") {
        return error::not_found();
    }
    env.assets("ASSETS")?.fetch("https://assets.local/", None).await
}
