//! How somebody is reached: their devices, their chat or paging service, and whether it works.
//!
//! | Path | Does |
//! | --- | --- |
//! | `GET /api/me/reach` | all of it |
//! | `POST /api/me/reach/devices`, `DELETE …/devices/{id}` | a browser that takes notifications |
//! | `POST`, `DELETE /api/me/reach/hook` | where a chat or paging service is called |
//! | `POST /api/me/reach/test` | tries a channel now |
//!
//! The order of channels is contact data of the organisation; see `Change::SetOwnContact`.

use super::Asking;
use crate::identity::{device, limits, origin};
use crate::reach::addresses::{self, Device, Hook, HookKind};
use crate::reach::{self, Kind, Letter, keys, mail};
use crate::{answer, chance, error};
use muster_domain::copy::en;
use muster_domain::limits::NAME_CHARS_MAX;
use muster_domain::organisation::ContactChannel;
use muster_domain::reach::{ChannelTest, Notice};
use muster_push::{encrypt, webhook};
use serde::{Deserialize, Serialize};
use worker::{Method, Response, Result};

/// Where `PagerDuty` takes events, unless somebody says otherwise.
const PAGER_DUTY: &str = "https://events.pagerduty.com/v2/enqueue";
/// Seconds for which a test is of interest.
const TEST_LIFE_S: u32 = 300;

/// The part of the route table below `/api/me/reach`.
pub async fn route(asking: &Asking<'_>, rest: &[&str]) -> Result<Response> {
    // A guest holds no seat, and is not paged.
    if asking.guest.is_some() {
        return error::not_found();
    }
    match (asking.request.method(), rest) {
        (Method::Get, []) => told(asking, 200).await,
        (Method::Post, ["devices"]) => add_device(asking).await,
        (Method::Delete, ["devices", id]) => {
            addresses::forget_device(asking.env, asking.caller.person, id).await?;
            told(asking, 200).await
        }
        (Method::Post, ["hook"]) => set_hook(asking).await,
        (Method::Delete, ["hook"]) => {
            addresses::forget_hook(asking.env, asking.caller.person).await?;
            told(asking, 200).await
        }
        (Method::Post, ["test"]) => test(asking).await,
        _ => error::not_found(),
    }
}

#[derive(Serialize)]
struct Told {
    /// What browsers subscribe with.
    key: String,
    /// Whether this deployment can send mail.
    mail: bool,
    devices: Vec<ToldDevice>,
    hook: Option<ToldHook>,
    tests: Vec<ChannelTest>,
}

#[derive(Serialize)]
struct ToldDevice {
    id: String,
    name: String,
    added: f64,
    /// By which a browser knows that it is itself.
    endpoint: String,
}

/// Of the address only the host: whoever has all of it can write to that chat.
#[derive(Serialize)]
struct ToldHook {
    kind: HookKind,
    host: String,
}

async fn told(asking: &Asking<'_>, status: u16) -> Result<Response> {
    let (env, person) = (asking.env, asking.caller.person);
    let devices = addresses::devices(env, person).await?.into_iter().map(|it| {
        let Device { id, name, added, endpoint, .. } = it;
        ToldDevice { id, name, added, endpoint }
    });
    let hook = addresses::hook(env, person).await?.map(|hook| {
        let rest = hook.url.split_once("://").map_or("", |(_, rest)| rest);
        let host = rest.split('/').next().unwrap_or_default().into();
        ToldHook { kind: hook.kind, host }
    });
    let told = Told {
        key: keys::of(env).await?.public,
        mail: mail::is_set_up(env),
        devices: devices.collect(),
        hook,
        tests: addresses::tests(env, Some(person)).await?,
    };
    answer::json(status, &told)
}

fn bad_address() -> Result<Response> {
    let detail = "Nothing can be sent to this address. It has to begin with https:// and lead to a \
                  host that is reachable from the internet.";
    error::problem(400, "bad_address", detail)
}

#[derive(Deserialize)]
struct Subscription {
    endpoint: String,
    p256dh: String,
    auth: String,
}

async fn add_device(asking: &Asking<'_>) -> Result<Response> {
    let said: Subscription = match asking.json() {
        Ok(said) => said,
        Err(answer) => return answer,
    };
    if !reach::may_go_to(asking.env, &said.endpoint) {
        return bad_address();
    }
    if encrypt::Device::read(&said.p256dh, &said.auth).is_none() {
        return error::problem(400, "malformed", "These are no keys of a subscription.");
    }
    let agent = asking.request.headers().get("user-agent")?.unwrap_or_default();
    let Subscription { endpoint, p256dh, auth } = said;
    #[expect(clippy::cast_precision_loss, reason = "milliseconds stay below 2^53")]
    let added = chance::now(asking.env).0 as f64;
    let origin = origin::own(asking.request, asking.env).origin;
    let (id, name) = (chance::name()?, device::words(&agent));
    let kept = Device { id, endpoint, p256dh, auth, origin, name, added };
    addresses::keep_device(asking.env, asking.caller.person, &kept).await?;
    told(asking, 201).await
}

#[derive(Deserialize)]
struct NewHook {
    kind: HookKind,
    #[serde(default)]
    url: String,
    #[serde(default)]
    key: String,
}

#[derive(Serialize)]
struct Secret {
    secret: String,
}

async fn set_hook(asking: &Asking<'_>) -> Result<Response> {
    let said: NewHook = match asking.json() {
        Ok(said) => said,
        Err(answer) => return answer,
    };
    let usual = said.kind == HookKind::PagerDuty && said.url.is_empty();
    let url = if usual { PAGER_DUTY.to_owned() } else { said.url.trim().to_owned() };
    if !reach::may_go_to(asking.env, &url) {
        return bad_address();
    }
    if said.key.len() > NAME_CHARS_MAX || (said.kind == HookKind::PagerDuty && said.key.is_empty())
    {
        let detail = "Give the key of the integration, as the paging service shows it.";
        return error::problem(400, "bad_key", detail);
    }
    let secret = webhook::secret(&chance::bytes::<32>()?);
    let origin = origin::own(asking.request, asking.env).origin;
    let hook = Hook { kind: said.kind, url, key: said.key, secret, origin };
    addresses::keep_hook(asking.env, asking.caller.person, &hook).await?;
    // Told once: what is kept is not shown again.
    answer::json(201, &Secret { secret: hook.secret })
}

#[derive(Deserialize)]
struct Which {
    channel: ContactChannel,
}

async fn test(asking: &Asking<'_>) -> Result<Response> {
    let Which { channel } = match asking.json() {
        Ok(said) => said,
        Err(answer) => return answer,
    };
    let (env, person) = (asking.env, asking.caller.person);
    if let Some(refused) = limits::account(env, "reach", &person.to_string()).await? {
        return Ok(refused);
    }
    let Notice { title, text } = en::reach::channel_test();
    let (tag, path) = ("muster-test".into(), "/me".into());
    let (kind, urgent, life_s) = (Kind::Test, true, TEST_LIFE_S);
    let letter = Letter { person, tag, kind, title, text, path, urgent, life_s };
    let outcome = reach::send(env, channel, &chance::name()?, &letter).await.outcome();
    let tried = ChannelTest { person, channel, at: chance::now(env), outcome };
    addresses::note_test(env, &tried).await?;
    answer::json(200, &tried)
}
