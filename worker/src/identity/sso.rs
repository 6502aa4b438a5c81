//! The organisation's own sign-in in front of us, such as Cloudflare Access: one way in among
//! others, at `/sso` only (decision 30), so that its being down locks nobody out.
//!
//! It vouches by a JSON Web Token in a header. Taken is RS256 and nothing else: whatever the token
//! says of how it was signed, it is held against a public RSA key, so that neither `none` nor a
//! keyed hash over that public key gets through.

use super::{key_set, web_crypto, whom};
use crate::chance;
use muster_domain::ids::PersonId;
use muster_passkeys::{Algorithm, base64url};
use serde::Deserialize;
use worker::{Env, Request, Result, console_warn};

const HEADER: &str = "cf-access-jwt-assertion";
/// How far the clocks of both sides may be apart, in seconds.
const LEEWAY: f64 = 30.0;
/// Characters of a token; a header may have some 16,000.
const CHARS_MAX: usize = 16_000;

/// Where it comes from and for whom it is.
struct Setting {
    issuer: String,
    audience: String,
    keys: String,
}

fn setting(env: &Env) -> Option<Setting> {
    let var = |name| env.var(name).ok().map(|value| value.to_string()).filter(|v| !v.is_empty());
    let (issuer, audience) = (var("SSO_ISSUER")?, var("SSO_AUDIENCE")?);
    Some(Setting { issuer, audience, keys: var("SSO_KEYS_URL")? })
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    kid: String,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    exp: f64,
    nbf: Option<f64>,
    email: Option<String>,
    #[serde(skip)]
    audience: Vec<String>,
}

impl Claims {
    /// For whom a token is may be one text or a list of them (RFC 7519, section 4.1.3).
    fn read(text: &str) -> Option<Self> {
        let audience = muster_json::member(text, "aud").ok()??;
        let one = muster_json::read(audience).map(|one| vec![one]);
        let audience = one.or_else(|_| muster_json::read(audience)).ok()?;
        Some(Self { audience, ..muster_json::read(text).ok()? })
    }
}

/// What came of it.
pub enum Vouched {
    /// There is no such sign-in here, or nobody was vouched for.
    Not,
    /// Somebody was, and it is not good, or they are nobody here.
    Unknown,
    /// It is this person.
    For(PersonId),
}

/// Whom the sign-in in front of us vouches for.
pub async fn vouched(request: &Request, env: &Env) -> Result<Vouched> {
    let (Some(setting), Some(token)) = (setting(env), request.headers().get(HEADER)?) else {
        return Ok(Vouched::Not);
    };
    let mail = match checked(env, &setting, &token).await? {
        Ok(mail) => mail,
        Err(why) => {
            console_warn!("a token of the sign-in is refused: {why}");
            return Ok(Vouched::Unknown);
        }
    };
    Ok(whom::by_mail(env, &mail, false).await?.map_or(Vouched::Unknown, Vouched::For))
}

/// The mail address in a token that is good, or why it is not.
async fn checked(
    env: &Env,
    setting: &Setting,
    token: &str,
) -> Result<core::result::Result<String, &'static str>> {
    let Some((head, claims, signed, signature)) = read(token) else { return Ok(Err("malformed")) };
    if head.alg != "RS256" {
        return Ok(Err("algorithm"));
    }
    let Some(key) = key_set::key(env, &setting.keys, &head.kid).await? else {
        return Ok(Err("key unknown"));
    };
    let good = web_crypto::signed(Algorithm::Rs256, &key, signed.as_bytes(), &signature).await?;
    #[expect(clippy::cast_precision_loss, reason = "milliseconds stay below 2^53")]
    let now = chance::now(env).0 as f64 / 1000.0;
    Ok(if !good {
        Err("signature")
    } else if claims.iss != setting.issuer {
        Err("issuer")
    } else if !claims.audience.contains(&setting.audience) {
        Err("audience")
    } else if now >= claims.exp + LEEWAY {
        Err("expired")
    } else if claims.nbf.is_some_and(|from| now < from - LEEWAY) {
        Err("not yet")
    } else {
        claims.email.filter(|mail| !mail.is_empty()).ok_or("no mail address")
    })
}

/// A token's parts; nothing of it is to be believed yet.
fn read(token: &str) -> Option<(Head, Claims, &str, Vec<u8>)> {
    if token.len() > CHARS_MAX {
        return None;
    }
    let (signed, signature) = token.rsplit_once('.')?;
    let (head, claims) = signed.split_once('.')?;
    let signature = base64url::decode(signature, CHARS_MAX)?;
    let (head, claims) = (decoded(head)?, decoded(claims)?);
    let (head, claims) = (muster_json::read(&head).ok()?, Claims::read(&claims)?);
    Some((head, claims, signed, signature))
}

fn decoded(part: &str) -> Option<String> {
    String::from_utf8(base64url::decode(part, CHARS_MAX)?).ok()
}
