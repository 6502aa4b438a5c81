//! How often somebody may try what can be guessed, or what costs.
//!
//! Every secret has 79 random bits or more, so that guessing is hopeless at any rate; the limits
//! keep the attempts from costing us. They are far from what people do: in the first minute of an
//! outage a whole office signs in from one address, two requests each.

use crate::error;
use std::cell::Cell;
use worker::{Env, Request, Response, Result, console_warn};

/// 300 a minute and address, see wrangler.toml.
const BY_ADDRESS: &str = "TRIES_BY_ADDRESS";
/// 10 a minute and account.
const BY_ACCOUNT: &str = "TRIES_BY_ACCOUNT";
/// Seconds after which both are full again.
const PERIOD: &str = "60";

thread_local! {
    static WARNED: Cell<bool> = const { Cell::new(false) };
}

/// The answer to an address that tries too often, if it does.
pub async fn address(env: &Env, request: &Request) -> Result<Option<Response>> {
    let address = request.headers().get("cf-connecting-ip")?.unwrap_or_default();
    limit(env, BY_ADDRESS, network(&address)).await
}

/// The answer to too many tries at one account, if there are: `what` is tried at `whose`.
pub async fn account(env: &Env, what: &str, whose: &str) -> Result<Option<Response>> {
    let whose = whose.trim().to_lowercase();
    let whose = super::secrets::fingerprint("muster/limit/1", &whose);
    limit(env, BY_ACCOUNT, format!("{what}:{whose}")).await
}

/// Whoever has an address of version 6 has the 2^64 beside it too.
fn network(address: &str) -> String {
    if !address.contains(':') {
        return address.into();
    }
    let (head, tail) = address.split_once("::").unwrap_or((address, ""));
    let given: Vec<&str> = head.split(':').filter(|group| !group.is_empty()).collect();
    let after = tail.split(':').filter(|group| !group.is_empty()).count();
    let zeros =
        if address.contains("::") { 8_usize.saturating_sub(given.len() + after) } else { 0 };
    let groups = given.into_iter().chain(core::iter::repeat_n("0", zeros)).chain(tail.split(':'));
    groups.take(4).collect::<Vec<_>>().join(":")
}

async fn limit(env: &Env, binding: &str, key: String) -> Result<Option<Response>> {
    let Ok(limiter) = env.rate_limiter(binding) else {
        // A deployment whose configuration is older than this; better open than shut in an outage.
        if !WARNED.replace(true) {
            console_warn!("{binding}: there is no such rate limit; see wrangler.toml");
        }
        return Ok(None);
    };
    match limiter.limit(key).await {
        Ok(outcome) if !outcome.success => too_many().map(Some),
        Ok(_) => Ok(None),
        Err(failure) => {
            error::log("rate limit", &failure);
            Ok(None)
        }
    }
}

fn too_many() -> Result<Response> {
    let detail = "Too many tries. Wait a minute, then try again.";
    let response = error::problem(429, "too_many_tries", detail)?;
    response.headers().set("retry-after", PERIOD)?;
    Ok(response)
}
