//! An authenticator of our own that does as it is told, right or wrong, and a verifier of
//! signatures by libraries of others.

pub mod device;
#[path = "../../../../text/tests/support/memory.rs"]
pub mod memory;
pub mod verifier;

use core::{
    pin::pin,
    task::{Context, Poll, Waker},
};
use muster_passkeys::{Challenge, Expected, UserVerification};
use passkey::types::encoding::base64url;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub const CHALLENGE: Challenge = Challenge([7; 32]);
pub const ORIGIN: &str = "https://muster.example";
pub const RP_ID: &str = "muster.example";
pub const HANDLE: &[u8] = &[3; 16];

pub const USER_PRESENT: u8 = 1;
pub const USER_VERIFIED: u8 = 1 << 2;
pub const BACKUP_ELIGIBLE: u8 = 1 << 3;
pub const BACKED_UP: u8 = 1 << 4;
pub const HAS_CREDENTIAL: u8 = 1 << 6;
pub const HAS_EXTENSIONS: u8 = 1 << 7;

/// A small generator of one's own: a round is told by its number alone.
pub struct Chance(u64);

impl Chance {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(n.max(1)).unwrap()).unwrap()
    }

    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }
}

/// What comes of a future that waits for nobody.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}

/// What everything here is held against, unless a test says otherwise.
pub fn expected() -> Expected<'static> {
    Expected {
        challenge: &CHALLENGE,
        challenge_ends_ms: 1_000,
        now_ms: 999,
        origins: &["https://other.example", ORIGIN],
        rp_id: RP_ID,
        user_verification: UserVerification::Required,
    }
}

/// Client data, with more members after the usual ones.
pub fn client_data(ceremony: &str, challenge: Challenge, origin: &str, more: &str) -> Vec<u8> {
    let challenge = challenge.to_base64url();
    format!(r#"{{"type":"{ceremony}","challenge":"{challenge}","origin":"{origin}"{more}}}"#)
        .into_bytes()
}

/// Authenticator data, with whatever follows the counter.
pub fn authenticator_data(rp_id: &str, flags: u8, counter: u32, rest: &[u8]) -> Vec<u8> {
    [&Sha256::digest(rp_id)[..], &[flags], &counter.to_be_bytes(), rest].concat()
}

/// A new credential as it stands in authenticator data, its length as claimed.
pub fn credential(claimed: usize, id: &[u8], cose: &[u8]) -> Vec<u8> {
    let length = u16::try_from(claimed).unwrap();
    [&[0xaa; 16], &length.to_be_bytes()[..], id, cose].concat()
}

/// The head of an item of CBOR, as short as it can be.
pub fn head(kind: u8, value: usize) -> Vec<u8> {
    let value = u32::try_from(value).unwrap();
    let kind = kind << 5;
    match (u8::try_from(value), u16::try_from(value)) {
        (Ok(value @ 0..=23), _) => vec![kind | value],
        (Ok(value), _) => vec![kind | 0x18, value],
        (_, Ok(value)) => [&[kind | 0x19], &value.to_be_bytes()[..]].concat(),
        _ => [&[kind | 0x1a], &value.to_be_bytes()[..]].concat(),
    }
}

pub fn cbor_bytes(bytes: &[u8]) -> Vec<u8> {
    [&head(2, bytes.len()), bytes].concat()
}

pub fn cbor_text(text: &str) -> Vec<u8> {
    [&head(3, text.len()), text.as_bytes()].concat()
}

/// An attestation object of these items.
pub fn attestation(format: &str, statement: &[u8], data: &[u8]) -> Vec<u8> {
    [
        &head(5, 3)[..],
        &cbor_text("fmt"),
        &cbor_text(format),
        &cbor_text("attStmt"),
        statement,
        &cbor_text("authData"),
        &cbor_bytes(data),
    ]
    .concat()
}

/// A `RegistrationResponseJSON`.
pub fn registration(id: &[u8], client_data: &[u8], attestation: &[u8]) -> Value {
    json!({
        "id": base64url(id),
        "rawId": base64url(id),
        "type": "public-key",
        "authenticatorAttachment": "platform",
        "response": {
            "clientDataJSON": base64url(client_data),
            "attestationObject": base64url(attestation),
            "transports": ["hybrid", "internal"],
            "publicKeyAlgorithm": -7,
        },
        "clientExtensionResults": { "credProps": { "rk": true }, "other": [1] },
    })
}

/// An `AuthenticationResponseJSON`.
pub fn assertion(id: &[u8], client_data: &[u8], data: &[u8], signature: &[u8]) -> Value {
    json!({
        "id": base64url(id),
        "rawId": base64url(id),
        "type": "public-key",
        "response": {
            "clientDataJSON": base64url(client_data),
            "authenticatorData": base64url(data),
            "signature": base64url(signature),
            "userHandle": base64url(HANDLE),
        },
        "clientExtensionResults": {},
    })
}
