//! One incident: its state, its log, its socket, and any command on it.

use super::Asking;
use crate::error;
use muster_domain::command::{Command, Request as Asked};
use worker::{Headers, Method, Request, RequestInit, Response, Result};

/// The state, as this person may see it.
pub async fn state(asking: &Asking<'_>, id: &str) -> Result<Response> {
    asking.pass(asking.room(id).await?, Method::Get, "/state", None).await
}

/// A stretch of the log, as this person may see it.
pub async fn events(asking: &Asking<'_>, id: &str) -> Result<Response> {
    let path = format!("/events?{}", query(asking));
    asking.pass(asking.room(id).await?, Method::Get, &path, None).await
}

/// The whole of it as a file.
pub async fn export(asking: &Asking<'_>, id: &str, form: &str) -> Result<Response> {
    let path = format!("/export?form={form}&{}", query(asking));
    asking.pass(asking.room(id).await?, Method::Get, &path, None).await
}

/// Who opened it, or read its privileged notes.
pub async fn readings(asking: &Asking<'_>, id: &str) -> Result<Response> {
    asking.pass(asking.room(id).await?, Method::Get, "/readings", None).await
}

/// Erases what is known of somebody without an account.
pub async fn erase(asking: &Asking<'_>, id: &str, outsider: &str) -> Result<Response> {
    let Ok(outsider) = outsider.parse::<u32>() else { return error::not_found() };
    let body = outsider.to_string();
    asking.pass(asking.room(id).await?, Method::Post, "/erase", Some(&body)).await
}

/// All versions of a message, as far as this person may read them.
pub async fn versions(asking: &Asking<'_>, id: &str, message: &str) -> Result<Response> {
    let Ok(message) = message.parse::<u32>() else { return error::not_found() };
    let path = format!("/versions?message={message}");
    asking.pass(asking.room(id).await?, Method::Get, &path, None).await
}

/// What changed between two versions of a message, and who changed it.
pub async fn redline(asking: &Asking<'_>, id: &str, message: &str) -> Result<Response> {
    let Ok(message) = message.parse::<u32>() else { return error::not_found() };
    let path = format!("/redline?message={message}&{}", query(asking));
    asking.pass(asking.room(id).await?, Method::Get, &path, None).await
}

fn query(asking: &Asking<'_>) -> String {
    let url = asking.request.inner().url();
    url.split_once('?').map(|(_, query)| query.into()).unwrap_or_default()
}

/// The incident's socket.
pub async fn live(asking: &Asking<'_>, id: &str) -> Result<Response> {
    socket(asking, id, "/live").await
}

/// The socket of a stock Yjs editor, for one message's text (decision 28).
pub async fn text(asking: &Asking<'_>, id: &str, message: &str) -> Result<Response> {
    let Ok(message) = message.parse::<u32>() else { return error::not_found() };
    socket(asking, id, &format!("/doc?message={message}")).await
}

async fn socket(asking: &Asking<'_>, id: &str, path: &str) -> Result<Response> {
    if asking.request.headers().get("upgrade")?.is_none() {
        return error::problem(400, "not_a_socket", "This address is for WebSockets.");
    }
    let Some(room) = asking.room_id(id).await? else { return error::not_found() };
    let headers = Headers::new();
    asking.caller.vouch(&headers)?;
    headers.set(crate::room::ORGANISATION, &crate::organisation::newest().to_string())?;
    headers.set("upgrade", "websocket")?;
    let mut init = RequestInit::new();
    init.with_method(Method::Get).with_headers(headers);
    let request = Request::new_with_init(&format!("https://room{path}"), &init)?;
    let answer = super::room(asking.env, &room)?.fetch_with_request(request).await?;
    if answer.status_code() == 101 {
        asking.note_socket(Some(room));
    }
    Ok(answer)
}

/// Any command.
pub async fn command(asking: &Asking<'_>, id: &str) -> Result<Response> {
    match asking.json::<Asked>() {
        Ok(asked) => take(asking, id, &asked).await,
        Err(answer) => answer,
    }
}

/// Passes a command on to the room.
pub async fn take(asking: &Asking<'_>, id: &str, asked: &Asked) -> Result<Response> {
    if !asked.id.is_well_formed() {
        return super::bad_id();
    }
    if matches!(asked.command, Command::Declare { .. } | Command::OpenWatch { .. })
        && asking.room(id).await?.is_none()
    {
        return error::not_found();
    }
    let body = muster_json::write(asked);
    let Some(room) = asking.room(id).await? else { return error::not_found() };
    let caller = asking.with_newest_proof(asked.command.needs_proof()).await?;
    let request = super::request(Some(&caller), Method::Post, "/commands", Some(&body))?;
    room.fetch_with_request(request).await
}

/// For the tests: the room panics, or forgets what it has in memory.
#[cfg(feature = "test-hooks")]
pub async fn disturb(asking: &Asking<'_>, what: &str, id: &str) -> Result<Response> {
    asking.pass(asking.room(id).await?, Method::Post, &format!("/{what}"), None).await
}
