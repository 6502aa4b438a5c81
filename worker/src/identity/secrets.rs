//! What only one side knows: random tokens, and the fingerprints that are stored instead of them.

use crate::chance;
use muster_domain::chain::Hasher;
use muster_passkeys::base64url;
use worker::Result;

/// A token that nobody guesses: 256 random bits in base64url.
pub fn token() -> Result<String> {
    Ok(base64url::encode(&chance::bytes::<32>()?))
}

/// Whether a text has the shape of a token; anything else is not looked up.
pub fn is_token(text: &str) -> bool {
    text.len() == 43 && base64url::decode(text, 32).is_some()
}

/// What is stored of a secret: SHA-256 over its purpose and itself. Enough without a salt and
/// without stretching, because every secret here has 79 random bits or more.
pub fn fingerprint(purpose: &str, secret: &str) -> String {
    let mut hasher = Hasher::new(purpose);
    hasher.field(secret.as_bytes());
    hasher.finish().to_string()
}
