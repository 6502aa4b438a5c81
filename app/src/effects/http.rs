//! Requests to the own origin: JSON text out, JSON text in, and what went wrong in one sentence.

use muster_json as json;
use serde::Deserialize;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// HTTP status; 0 where the server was not reached.
    pub status: u16,
    /// The server's code; empty where it gave none.
    pub code: String,
    /// For people.
    pub sentence: String,
}

/// The part of `application/problem+json` that people are shown.
#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    code: String,
    detail: String,
}

/// Asks for something.
pub async fn get(path: &str) -> Result<String, Problem> {
    request("GET", path, None).await
}

/// Sends something.
pub async fn post(path: &str, body: &str) -> Result<String, Problem> {
    request("POST", path, Some(body)).await
}

/// Asks for something, or sends something, by the method's name.
pub async fn request(method: &str, path: &str, body: Option<&str>) -> Result<String, Problem> {
    let (status, text) = fetch(method, path, body).await.map_err(|_| unreachable())?;
    if (200..300).contains(&status) { Ok(text) } else { Err(refused(status, &text)) }
}

async fn fetch(method: &str, path: &str, body: Option<&str>) -> Result<(u16, String), JsValue> {
    let init = RequestInit::new();
    init.set_method(method);
    if let Some(body) = body {
        let headers = Headers::new()?;
        headers.set("content-type", "application/json")?;
        init.set_headers(&headers);
        init.set_body(&JsValue::from_str(body));
    }
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let answer = JsFuture::from(window.fetch_with_str_and_init(path, &init)).await?;
    let answer: Response = answer.dyn_into()?;
    let text = JsFuture::from(answer.text()?).await?;
    Ok((answer.status(), text.as_string().unwrap_or_default()))
}

fn unreachable() -> Problem {
    let sentence = "The server cannot be reached. Nothing was sent; please try again.".into();
    Problem { status: 0, code: String::new(), sentence }
}

fn refused(status: u16, text: &str) -> Problem {
    let told = json::read_trusted::<Told>(text).unwrap_or_else(|_| Told {
        code: String::new(),
        detail: format!("The server answered with an error ({status})."),
    });
    Problem { status, code: told.code, sentence: told.detail }
}
