//! One request to somebody else's server: bounded in time, no redirect followed, nothing of the
//! answer read but its status and when to come again.

use super::Attempt;
use muster_push::address::target;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use worker::js_sys;
use worker::web_sys::AbortSignal;
use worker::{Env, Fetch, Headers, Method, Request, RequestInit, RequestRedirect, Result};

/// How long an answer is waited for. Push services and chats answer within one second.
const WAIT_MS: u32 = 5_000;
/// The longest that "later" is believed.
const LATER_MS_MAX: i64 = 300_000;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = AbortSignal, js_name = timeout)]
    fn abort_after(milliseconds: u32) -> AbortSignal;
}

/// Sends a body with these headers.
pub async fn post(
    env: &Env,
    url: &str,
    headers: &[(&str, &str)],
    body: JsValue,
) -> Result<Attempt> {
    if target(url, &super::test_hosts(env)).is_none() {
        return Ok(Attempt::Forbidden);
    }
    let named = Headers::new();
    for (name, value) in headers {
        named.set(name, value)?;
    }
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_headers(named).with_body(Some(body));
    init.with_redirect(RequestRedirect::Manual);
    let request = Request::new_with_init(url, &init)?;
    let signal = abort_after(WAIT_MS).into();
    let Ok(answer) = Fetch::Request(request).send_with_signal(&signal).await else {
        return Ok(Attempt::Later(None));
    };
    Ok(match answer.status_code() {
        200..=299 => Attempt::Delivered,
        404 | 410 => Attempt::Gone,
        408 | 429 | 500..=599 => Attempt::Later(later(answer.headers())?),
        _ => Attempt::Refused,
    })
}

/// "Retry-After": seconds, or a date.
fn later(headers: &Headers) -> Result<Option<i64>> {
    let Some(said) = headers.get("retry-after")? else { return Ok(None) };
    let ms = said.trim().parse::<i64>().ok().map(|seconds| seconds.saturating_mul(1_000));
    let ms = ms.or_else(|| {
        let ahead = js_sys::Date::parse(&said) - js_sys::Date::now();
        #[expect(clippy::cast_possible_truncation, reason = "bounded below, and NaN becomes 0")]
        ahead.is_finite().then_some(ahead as i64)
    });
    Ok(ms.map(|ms| ms.clamp(0, LATER_MS_MAX)))
}
