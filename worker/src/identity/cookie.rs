//! The cookie of a session. `__Host-` binds it to this host, https and the whole site: no sibling
//! domain and no plain connection can plant one.

use worker::{Request, Result};

const NAME: &str = "__Host-muster";
/// How long a browser keeps it; the session may end before.
const SECONDS: u32 = 30 * 24 * 60 * 60;

/// The value of a cookie.
pub fn value(request: &Request, name: &str) -> Result<Option<String>> {
    let cookies = request.headers().get("cookie")?.unwrap_or_default();
    let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    Ok(pairs.find(|(found, _)| *found == name).map(|(_, value)| value.to_owned()))
}

/// What the browser holds of its session.
pub fn token(request: &Request) -> Result<Option<String>> {
    value(request, NAME)
}

/// What makes a browser hold a token.
pub fn set(token: &str) -> String {
    format!("{NAME}={token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={SECONDS}")
}

/// What makes a browser forget it.
pub fn clear() -> String {
    format!("{NAME}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}
