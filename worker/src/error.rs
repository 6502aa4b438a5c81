//! Every "no" on the wire: `application/problem+json` with a stable code (RFC 9457).
//!
//! What went wrong inside is logged, never told: a client gets a code and a sentence.

use muster_domain::copy::en;
use muster_domain::diff::Piece;
use muster_domain::refusal::{Family, Refusal};
use serde::Serialize;
use worker::{Error, Response, Result, console_error};

#[derive(Serialize)]
struct Problem<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    code: &'a str,
    detail: &'a str,
    values: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    difference: Vec<Piece>,
}

/// A problem with a code and a sentence that says what to do.
pub fn problem(status: u16, code: &str, detail: &str) -> Result<Response> {
    answer(status, code, detail, &[], Vec::new())
}

/// A refusal of the rule book.
pub fn refused(refusal: &Refusal, difference: Vec<Piece>) -> Result<Response> {
    let status = match refusal.code.family() {
        Family::Malformed => 400,
        Family::Forbidden => 403,
        Family::Missing => 404,
        Family::Conflict => 409,
        Family::TooLarge => 413,
    };
    let code = muster_json::write(&refusal.code);
    let sentence = en::refusal(refusal);
    answer(status, code.trim_matches('"'), &sentence, &refusal.values, difference)
}

/// There is no such thing, or none that this person may know of.
pub fn not_found() -> Result<Response> {
    problem(404, "not_found", "There is nothing here. Check the address.")
}

/// A fault of ours: logged, and told without its cause.
pub fn internal(place: &str, error: &Error) -> Result<Response> {
    log(place, error);
    problem(500, "internal", "Something went wrong on our side. Nothing was lost; try again.")
}

/// Writes a fault to the log, without anything a person typed.
pub fn log(place: &str, error: &Error) {
    console_error!("{place}: {error}");
}

fn answer(
    status: u16,
    code: &str,
    detail: &str,
    values: &[String],
    difference: Vec<Piece>,
) -> Result<Response> {
    let title = match status {
        400 => "Malformed request",
        401 => "Not signed in",
        403 => "Not allowed",
        404 => "Not found",
        405 => "Method not allowed",
        413 => "Too large",
        409 => "Not in the present state",
        429 => "Too many requests",
        _ => "Fault of the server",
    };
    let problem = Problem { kind: "about:blank", title, status, code, detail, values, difference };
    let body = muster_json::write(&problem);
    let mut response = Response::ok(body)?.with_status(status);
    let headers = response.headers_mut();
    headers.set("content-type", "application/problem+json")?;
    headers.set("cache-control", "no-store")?;
    Ok(response)
}
