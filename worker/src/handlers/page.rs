//! The link in a page: whoever holds it answers that page, without a session. It names the room, so
//! that it works while D1 is away, and holds a token that nobody guesses.

use crate::identity::secrets;
use crate::reach::page;
use worker::{Env, Headers, Method, Request, RequestInit, Response, Result};

/// The token, on its way to the room that made it.
pub const TOKEN: &str = "x-muster-page";
/// Letters of a room's id.
const ROOM_CHARS: usize = 64;
/// What a room says when it took an answer.
pub const TAKEN: u16 = 204;
/// Bytes of a form's body: one short answer.
const BODY_BYTES_MAX: usize = 1_000;

/// Passes a link on to its room.
pub async fn route(request: &mut Request, env: &Env, link: &str) -> Result<Response> {
    let method = request.method();
    let Some((room, token)) = link.split_at_checked(ROOM_CHARS) else { return page::nowhere() };
    let known = matches!(method, Method::Get | Method::Head | Method::Post);
    if !known || !secrets::is_token(token) {
        return page::nowhere();
    }
    // Of another deployment, or made up: the platform knows its own ids.
    let Ok(room) = super::room(env, room) else { return page::nowhere() };
    let headers = Headers::new();
    headers.set(TOKEN, token)?;
    let mut init = RequestInit::new();
    init.with_headers(headers).with_method(Method::Get);
    if method == Method::Post {
        let body = request.text().await?;
        let body = if body.len() > BODY_BYTES_MAX { String::new() } else { body };
        init.with_method(Method::Post).with_body(Some(body.into()));
    }
    let path = request.path();
    let request = Request::new_with_init("https://room/page", &init)?;
    let answer = room.fetch_with_request(request).await?;
    if answer.status_code() == TAKEN {
        // Shown by a GET of its own, so that loading it anew sends nothing twice.
        let response = Response::empty()?.with_status(303);
        response.headers().set("location", &path)?;
        response.headers().set("cache-control", "no-store")?;
        return Ok(response);
    }
    let html = answer.headers().get("content-type")?.is_some_and(|it| it.starts_with("text/html"));
    if html { Ok(answer) } else { page::nowhere() }
}
