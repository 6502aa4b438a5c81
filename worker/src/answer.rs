//! What every answer that the Worker makes says about itself. The one place for it: handlers set
//! what is special of theirs, this is put on top. Static files have theirs in `public/_headers`.

use serde::Serialize;
use worker::{Headers, Request, Response, Result};

/// What an answer of the API may load or run where a browser opens it: nothing.
const POLICY: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; \
     form-action 'none'";
/// Two years of https only; said on https only, because a browser must not believe it elsewhere.
const TRANSPORT: &str = "max-age=63072000";

/// The status of an upgrade to WebSocket.
const SWITCHING: u16 = 101;

/// JSON with a status.
pub fn json<T: Serialize>(status: u16, value: &T) -> Result<Response> {
    let text = muster_json::write(value);
    let response = Response::ok(text)?.with_status(status);
    response.headers().set("content-type", "application/json")?;
    Ok(response)
}

/// Done, and there is nothing to say about it.
pub fn done() -> Result<Response> {
    Ok(Response::empty()?.with_status(204))
}

/// Puts the headers on an answer: the API's get all of them, the app's shell keeps its own where
/// it has one. Upgrades to WebSocket have no headers that a browser would read.
pub fn sealed(response: Response, request: &Request, page: bool) -> Result<Response> {
    if response.status_code() == SWITCHING {
        return Ok(response);
    }
    // Those of an answer that was fetched, from a room or from the files, cannot be changed.
    let headers = Headers::new();
    for (name, value) in response.headers().entries() {
        headers.append(&name, &value)?;
    }
    let https = request.inner().url().starts_with("https:");
    if !page {
        headers.set("cache-control", "no-store")?;
        headers.set("content-security-policy", POLICY)?;
    }
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        if !headers.has(name)? {
            headers.set(name, value)?;
        }
    }
    if https {
        headers.set("strict-transport-security", TRANSPORT)?;
    }
    Ok(response.with_headers(headers))
}
