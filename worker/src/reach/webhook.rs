//! Calls to somebody's chat or paging service, signed after Standard Webhooks.

use super::addresses::{self, Hook, HookKind};
use super::post::post;
use super::{Attempt, Kind, Letter};
use crate::chance;
use muster_push::body::{Notice, Reader, write};
use muster_push::webhook::headers;
use worker::js_sys;
use worker::{Env, Result};

/// Calls the hook that somebody gave.
pub async fn send(env: &Env, id: &str, letter: &Letter) -> Result<Attempt> {
    let Some(hook) = addresses::hook(env, letter.person).await? else {
        return Ok(Attempt::NotSetUp);
    };
    let now = chance::now(env);
    #[expect(clippy::cast_precision_loss, reason = "milliseconds stay below 2^53")]
    let date = js_sys::Date::new(&(now.0 as f64).into());
    let at = String::from(date.to_iso_string());
    let body = body(&hook, letter, &at);
    let signed = headers(&hook.secret, id, now.0 / 1_000, &body);
    let mut all = vec![("content-type", "application/json")];
    all.extend(signed.iter().map(|(name, value)| (*name, value.as_str())));
    let attempt = post(env, &hook.url, &all, body.as_str().into()).await?;
    // A hook that is gone is for its owner to take away: its address is theirs, and a chat that is
    // put in order answers again.
    Ok(if attempt == Attempt::Gone { Attempt::Refused } else { attempt })
}

fn body(hook: &Hook, letter: &Letter, at: &str) -> String {
    let link = format!("{}{}", hook.origin, letter.path);
    let notice = Notice {
        id: &letter.tag,
        kind: letter.kind.slug(),
        title: &letter.title,
        text: &letter.text,
        link: if letter.path.is_empty() { "" } else { &link },
        action: letter.kind.action(),
        urgent: letter.urgent,
        closes: letter.kind == Kind::Over,
        at,
    };
    let reader = match hook.kind {
        HookKind::Slack => Reader::Slack,
        HookKind::Teams => Reader::Teams,
        HookKind::PagerDuty => Reader::PagerDuty(&hook.key),
        HookKind::Generic => Reader::Generic,
    };
    write(&notice, reader)
}
