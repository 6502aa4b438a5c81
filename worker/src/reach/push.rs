//! Notifications on somebody's devices (RFC 8030), sealed for each of them (RFC 8291).

use super::addresses::{self, Device};
use super::crypto::WebCrypto;
use super::post::post;
use super::{Attempt, Kind, Letter, keys};
use crate::chance;
use crate::identity::secrets;
use muster_push::address::target;
use muster_push::encrypt::{self, PLAIN_BYTES_MAX, encrypt};
use muster_push::vapid::{Claims, LIFETIME_S, authorization};
use serde::Serialize;
use worker::js_sys::Uint8Array;
use worker::{Env, Result};

/// Whom services may write to where our own address is not one that they take.
const NOBODY: &str = "mailto:nobody@example.com";
/// Letters of a topic (RFC 8030, section 5.4).
const TOPIC_CHARS: usize = 32;
/// Characters of a text that surely fit, at four bytes each and twice, once for each reader.
const TEXT_CHARS_MAX: usize = 300;

/// What the service worker reads, `public/sw-push.js`. The outer shape is that of Declarative Web
/// Push, so that a browser which knows it shows the notification by itself if need be.
#[derive(Serialize)]
struct Message<'a> {
    web_push: u32,
    notification: Notification<'a>,
    muster: Ours<'a>,
}

#[derive(Serialize)]
struct Notification<'a> {
    title: &'a str,
    body: &'a str,
    navigate: &'a str,
    tag: &'a str,
    #[serde(rename = "requireInteraction")]
    stays: bool,
    silent: bool,
}

#[derive(Serialize)]
struct Ours<'a> {
    kind: &'a str,
    action: &'a str,
}

/// Sends to every device of theirs. One that took it is enough; devices that are gone are
/// forgotten.
pub async fn send(env: &Env, letter: &Letter) -> Result<Attempt> {
    let devices = addresses::devices(env, letter.person).await?;
    let mut come_to = Attempt::NotSetUp;
    for device in &devices {
        let attempt = to_device(env, device, letter).await?;
        if attempt == Attempt::Gone {
            addresses::forget_device(env, letter.person, &device.id).await?;
        }
        come_to = match (come_to, attempt) {
            (Attempt::Delivered, _) | (_, Attempt::Delivered) => Attempt::Delivered,
            (Attempt::Later(after), _) | (_, Attempt::Later(after)) => Attempt::Later(after),
            (_, attempt) => attempt,
        };
    }
    Ok(come_to)
}

async fn to_device(env: &Env, device: &Device, letter: &Letter) -> Result<Attempt> {
    let Some(target) = target(&device.endpoint, &super::test_hosts(env)) else {
        return Ok(Attempt::Forbidden);
    };
    let Some(known) = encrypt::Device::read(&device.p256dh, &device.auth) else {
        return Ok(Attempt::Refused);
    };
    let keys = keys::of(env).await?;
    let crypto = WebCrypto { signing: &keys.private };
    let sealed = encrypt(&crypto, &known, &chance::salt()?, &message(letter, device)).await?;
    let subject = if device.origin.starts_with("https:") { &device.origin } else { NOBODY };
    let expires_s = chance::now(env).0 / 1_000 + LIFETIME_S;
    let claims = Claims { audience: target.origin, expires_s, subject };
    let vouched = authorization(&crypto, &keys.public, &claims).await?;
    let topic: String =
        secrets::fingerprint("topic", &letter.tag).chars().take(TOPIC_CHARS).collect();
    let life = letter.life_s.to_string();
    let headers = [
        ("authorization", vouched.as_str()),
        ("content-encoding", "aes128gcm"),
        ("content-type", "application/octet-stream"),
        ("ttl", &life),
        ("urgency", if letter.urgent { "high" } else { "normal" }),
        ("topic", &topic),
    ];
    post(env, target.url, &headers, Uint8Array::from(sealed.as_slice()).into()).await
}

/// A text that is too long all the same is left out: the title says what it is about.
fn message(letter: &Letter, device: &Device) -> Vec<u8> {
    let text: String = letter.text.chars().take(TEXT_CHARS_MAX).collect();
    let navigate = format!("{}{}", device.origin, letter.path);
    let with = |text: &str| {
        let notification = Notification {
            title: &letter.title,
            body: text,
            navigate: &navigate,
            tag: &letter.tag,
            stays: letter.kind == Kind::Page,
            silent: letter.kind == Kind::Over,
        };
        let muster = Ours { kind: letter.kind.slug(), action: letter.kind.action() };
        muster_json::write(&Message { web_push: 8030, notification, muster }).into_bytes()
    };
    Some(with(&text)).filter(|it| it.len() <= PLAIN_BYTES_MAX).unwrap_or_else(|| with(""))
}
