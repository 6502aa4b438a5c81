//! The keys of the organisation's own sign-in: fetched, kept for an hour, and fetched again when a
//! key is named that is not among them.

use crate::{chance, error};
use muster_domain::time::Timestamp;
use serde::Deserialize;
use std::cell::RefCell;
use worker::{Env, Error, Fetch, Request, RequestInit, RequestRedirect, Result};

/// How long a set of keys is good.
const GOOD_MS: i64 = 60 * 60_000;
/// How soon it may be asked for again because of an unknown key, which anybody can name.
const AGAIN_MS: i64 = 60_000;
/// How long it is used when it cannot be fetched: an outage may reach the keys' host too.
const STALE_MS: i64 = 24 * 60 * 60_000;
/// Bytes of a set of keys; a key has some 600.
const BYTES_MAX: usize = 64 << 10;

thread_local! {
    static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

#[derive(Clone)]
struct Kept {
    url: String,
    keys: Vec<Key>,
    at: Timestamp,
}

/// A key. What it is good for is decided here, whatever else it says of itself.
#[derive(Clone, Deserialize)]
struct Key {
    #[serde(default)]
    kid: String,
    #[serde(default)]
    kty: String,
    #[serde(default)]
    n: String,
    #[serde(default)]
    e: String,
}

#[derive(Deserialize)]
struct Set {
    keys: Vec<Key>,
}

/// The RSA key of this name, as a JSON Web Key of nothing but its numbers.
pub async fn key(env: &Env, url: &str, kid: &str) -> Result<Option<String>> {
    let now = chance::now(env);
    let kept = KEPT.with_borrow(Clone::clone).filter(|kept| kept.url == url);
    let age = kept.as_ref().map_or(i64::MAX, |kept| now - kept.at);
    let known = kept.as_ref().and_then(|kept| find(&kept.keys, kid));
    if known.is_some() && age < GOOD_MS || kept.is_some() && age < AGAIN_MS {
        return Ok(known);
    }
    match fetch(env, url).await {
        Ok(keys) => {
            let found = find(&keys, kid);
            KEPT.set(Some(Kept { url: url.into(), keys, at: now }));
            Ok(found)
        }
        Err(failure) if age < STALE_MS => {
            error::log("keys of the sign-in", &failure);
            Ok(known)
        }
        Err(failure) => Err(failure),
    }
}

fn find(keys: &[Key], kid: &str) -> Option<String> {
    let plain = |text: &str| {
        !text.is_empty()
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    let key = keys.iter().find(|key| key.kid == kid && key.kty == "RSA")?;
    let whole = plain(&key.n) && plain(&key.e);
    whole.then(|| format!(r#"{{"kty":"RSA","n":"{}","e":"{}"}}"#, key.n, key.e))
}

async fn fetch(env: &Env, url: &str) -> Result<Vec<Key>> {
    if !url.starts_with("https://") && !is_test_host(env, url) {
        return Err(wrong("SSO_KEYS_URL must be https"));
    }
    let mut init = RequestInit::new();
    init.with_redirect(RequestRedirect::Manual);
    let request = Request::new_with_init(url, &init)?;
    let mut answer = Fetch::Request(request).send().await?;
    if answer.status_code() != 200 {
        return Err(wrong("the keys of the sign-in are not to be had"));
    }
    let bytes = answer.bytes().await?;
    if bytes.len() > BYTES_MAX {
        return Err(wrong("the keys of the sign-in are too many"));
    }
    let text = str::from_utf8(&bytes).map_err(|_| wrong("the keys of the sign-in are no text"))?;
    let Set { keys } = muster_json::read(text).map_err(crate::room::broken)?;
    Ok(keys)
}

/// Whether tests said that this host of theirs may be asked without https (decision 33).
fn is_test_host(env: &Env, url: &str) -> bool {
    let hosts = env.var("TEST_HOSTS").map(|hosts| hosts.to_string()).unwrap_or_default();
    let rest = url.strip_prefix("http://").unwrap_or_default();
    let host = rest.split('/').next().unwrap_or_default();
    !host.is_empty() && hosts.split([',', ' ']).any(|allowed| allowed == host)
}

fn wrong(what: &str) -> Error {
    Error::RustError(what.into())
}
