//! Who sends a push, as push services want to know (RFC 8292). It takes no account with anybody:
//! the deployment signs with a key of its own, which browsers were given when they subscribed.

use crate::base64;
use crate::crypto::Crypto;

/// Seconds for which a token holds. Services take a day at most; an hour is enough to send.
pub const LIFETIME_S: i64 = 3_600;

/// What a token says.
pub struct Claims<'a> {
    /// The origin of the push service, such as `https://push.example.net`.
    pub audience: &'a str,
    /// Until when it holds, in seconds since 1970.
    pub expires_s: i64,
    /// Whom a service writes to about what we send: a `mailto:` or `https:` address.
    pub subject: &'a str,
}

/// The header `Authorization` of a push. `public` is the public half of the key that signs.
pub async fn authorization<C: Crypto>(
    crypto: &C,
    public: &str,
    claims: &Claims<'_>,
) -> Result<String, C::Error> {
    let input = input(claims);
    let signature = base64::url(&crypto.sign(input.as_bytes()).await?);
    Ok(format!("vapid t={input}.{signature}, k={public}"))
}

/// What is signed. Audience and subject are addresses, in which nothing needs to be escaped but
/// what would end the text.
fn input(claims: &Claims<'_>) -> String {
    let Claims { audience, expires_s, subject } = claims;
    let plain = |text: &str| text.replace(['"', '\\'], "");
    let (audience, subject) = (plain(audience), plain(subject));
    let body = format!("{{\"aud\":\"{audience}\",\"exp\":{expires_s},\"sub\":\"{subject}\"}}");
    let head = r#"{"typ":"JWT","alg":"ES256"}"#;
    format!("{}.{}", base64::url(head.as_bytes()), base64::url(body.as_bytes()))
}
