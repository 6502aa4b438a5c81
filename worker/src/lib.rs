//! The Worker's entry: which part answers which path. It holds no rule of an incident.
//!
//! | Path | Answered by |
//! | --- | --- |
//! | `GET /api/me`, `POST /api/demo/act-as` | [`handlers::people`] |
//! | `GET /api/organisation` | [`handlers::people`] |
//! | `GET`, `POST /api/incidents`, `GET /api/live` | [`handlers::incidents`] |
//! | `GET /api/incidents/{id}`, `/events`, `/live`, `/readings` | [`handlers::incident`] |
//! | `GET /api/incidents/{id}/messages/{message}/versions`, `/redline`, `/doc` | [`handlers::incident`] |
//! | `POST /api/incidents/{id}/commands` | [`handlers::incident`] |
//! | `POST /api/incidents/{id}/messages/{message}/{gate}` | [`handlers::gates`] |
//! | any other `GET` that wants a page | the app's shell |

mod caller;
mod chance;
mod error;
mod handlers;
mod identity;
mod office;
mod organisation;
mod room;

use handlers::{Asking, gates, incident, incidents, people};
use identity::Known;
use muster_domain::limits::BODY_BYTES_MAX;
use worker::{Context, Env, Method, Request, Response, Result, event};

/// Answers every request that no static file answers.
#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    let answer = if request.path().starts_with("/api/") {
        api(request, &env).await
    } else {
        shell(&request, &env).await
    };
    match answer {
        Ok(response) => Ok(response),
        Err(failure) => error::internal("fetch", &failure),
    }
}

async fn api(mut request: Request, env: &Env) -> Result<Response> {
    let own = identity::is_own_origin(&request)?;
    let socket = request.headers().get("upgrade")?.is_some();
    let reads = request.method() == Method::Get;
    if !own && (socket || !reads) {
        return error::problem(403, "cross_origin", "Requests from other sites are refused.");
    }
    let path = request.path();
    let parts: Vec<&str> = path.split('/').skip(2).collect();
    if parts == ["me"] && reads {
        return people::me(&request, env).await;
    }
    let body = match body(&mut request).await? {
        Ok(body) => body,
        Err(response) => return Ok(response),
    };
    if parts == ["demo", "act-as"] && !reads {
        return people::act_as(&body, env).await;
    }
    let Some(Known { caller, guest }) = identity::known(&request, env).await? else {
        return error::problem(401, "not_signed_in", "Nobody is signed in. Sign in and try again.");
    };
    let asking = Asking { env, caller, guest, request: &request, body };
    match (request.method(), parts.as_slice()) {
        (Method::Get, ["organisation"]) => people::organisation(&asking).await,
        (Method::Get, ["live"]) => incidents::live(&asking).await,
        (Method::Get, ["incidents"]) => incidents::list(&asking).await,
        (Method::Post, ["incidents"]) => incidents::open(&asking).await,
        (Method::Get, ["incidents", id]) => incident::state(&asking, id).await,
        (Method::Get, ["incidents", id, "live"]) => incident::live(&asking, id).await,
        (Method::Get, ["incidents", id, "events"]) => incident::events(&asking, id).await,
        (Method::Get, ["incidents", id, "readings"]) => incident::readings(&asking, id).await,
        (Method::Post, ["incidents", id, "commands"]) => incident::command(&asking, id).await,
        (Method::Get, ["incidents", id, "messages", message, "versions"]) => {
            incident::versions(&asking, id, message).await
        }
        (Method::Get, ["incidents", id, "messages", message, "redline"]) => {
            incident::redline(&asking, id, message).await
        }
        (Method::Get, ["incidents", id, "messages", message, "doc"]) => {
            incident::text(&asking, id, message).await
        }
        (Method::Post, ["incidents", id, "messages", message, gate]) => {
            gates::sign(&asking, id, message, gate).await
        }
        #[cfg(feature = "test-hooks")]
        (Method::Post, ["test", what @ ("panic" | "forget"), id]) => {
            incident::disturb(&asking, what, id).await
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
