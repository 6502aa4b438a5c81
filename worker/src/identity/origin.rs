//! Which pages are ours: what a request may come from, and what passkeys are bound to.
//!
//! # Requests from other sites
//!
//! Checked on every unsafe method and on every WebSocket, whatever `SameSite` does:
//!
//! - `Sec-Fetch-Site`, where it is there, must be `same-origin` or `none` (typed by a person).
//! - `Origin`, where it is there, must be ours; `null` never is.
//! - No `Origin`: every browser sends it with each POST, DELETE and WebSocket, so this is no
//!   browser, or one whose header somebody took away. It is let through where it brings no session:
//!   without one, a forged request can do nothing in anybody's name. With a session cookie it is
//!   refused, because then nobody could tell; programs that hold a session send `Origin` too. The
//!   demo's "act as" is no session: there, everybody is whom they like.

use super::cookie;
use worker::{Env, Request, Result};

/// Where the pages are that may talk to us.
pub struct Origin {
    /// Such as `https://muster.example`.
    pub origin: String,
    /// What passkeys are bound to: the host, such as `muster.example`.
    pub rp_id: String,
}

/// Our own origin: the variable `ORIGIN` where it is set, else where the request came.
pub fn own(request: &Request, env: &Env) -> Origin {
    let origin = declared(env).unwrap_or_else(|| here(&request.inner().url()).to_owned());
    let authority = origin.split_once("://").map_or(origin.as_str(), |(_, authority)| authority);
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    let rp_id = host.to_owned();
    Origin { origin, rp_id }
}

/// The origin of an address as the platform gives it: normalised, without a port that goes without
/// saying. A general reader of addresses would weigh 90 kB in the Worker.
fn here(url: &str) -> &str {
    let begin = url.find("://").map_or(0, |at| at + 3);
    let end = url.get(begin..).and_then(|rest| rest.find(['/', '?', '#']));
    end.and_then(|end| url.get(..begin + end)).unwrap_or(url)
}

fn declared(env: &Env) -> Option<String> {
    let origin = env.var("ORIGIN").ok()?.to_string();
    Some(origin.trim_end_matches('/').to_owned()).filter(|origin| !origin.is_empty())
}

/// Whether an unsafe request or a socket may be answered, as far as where it comes from goes.
pub fn is_own(request: &Request, env: &Env) -> Result<bool> {
    let headers = request.headers();
    let site = headers.get("sec-fetch-site")?;
    if site.is_some_and(|site| site != "same-origin" && site != "none") {
        return Ok(false);
    }
    let Some(origin) = headers.get("origin")? else {
        return Ok(cookie::token(request)?.is_none());
    };
    if let Some(declared) = declared(env) {
        return Ok(origin == declared);
    }
    // Without a declared origin there may be a proxy in front that speaks https; never the other
    // way round.
    let Some((scheme, authority)) = origin.split_once("://") else { return Ok(false) };
    let https = request.inner().url().starts_with("https:");
    let host = headers.get("host")?;
    Ok(host.is_some_and(|host| host == authority) && (scheme == "https" || !https))
}
