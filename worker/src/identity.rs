//! Who is asking. Until sign-in exists, only a deployment marked as a demo knows anybody: there,
//! people act as somebody of the demo organisation. Everywhere else nobody is signed in.

use muster_domain::ids::PersonId;
use worker::{Env, Request, Result};

/// The demo's cookie. Not `__Host-`: a second device reaches `make run` by plain http.
pub const COOKIE: &str = "muster-demo-person";

/// Whether this deployment is marked as a demo.
pub fn is_demo(env: &Env) -> bool {
    env.var("DEMO").is_ok_and(|mark| mark.to_string() == "1")
}

/// The person who is asking, if anybody is known.
pub fn person(request: &Request, env: &Env) -> Result<Option<PersonId>> {
    if !is_demo(env) {
        return Ok(None);
    }
    let cookies = request.headers().get("cookie")?.unwrap_or_default();
    let pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    let value = pairs.into_iter().find(|(name, _)| *name == COOKIE).map(|(_, value)| value);
    Ok(value.and_then(|text| text.parse().ok()).map(PersonId))
}

/// Whether an unsafe request or a socket comes from a page of our own: browsers say where from, and
/// programs say nothing.
pub fn is_own_origin(request: &Request) -> Result<bool> {
    let headers = request.headers();
    let site = headers.get("sec-fetch-site")?;
    if site.is_some_and(|site| site != "same-origin" && site != "none") {
        return Ok(false);
    }
    let (Some(origin), Some(host)) = (headers.get("origin")?, headers.get("host")?) else {
        return Ok(true);
    };
    Ok(origin.split_once("://").is_some_and(|(_, authority)| authority == host))
}
