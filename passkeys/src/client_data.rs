//! What the browser says of a ceremony: `clientDataJSON` (section 5.8.1).

use crate::{expected::Expected, ids::Challenge, refused::Refused};
use serde::{Deserialize, Deserializer, de::IgnoredAny};
use sha2::{Digest, Sha256};

/// Client data of the right ceremony that answers a challenge of ours, whichever.
#[derive(Clone, Debug)]
pub struct ClientData {
    pub challenge: Challenge,
    /// SHA-256 of the bytes as they came, which is what the authenticator signs.
    pub hash: [u8; 32],
    origin: String,
    framed: bool,
}

/// The members that are read. Others may be there and will be; one that comes twice is refused.
#[derive(Deserialize)]
struct Collected {
    #[serde(rename = "type")]
    ceremony: String,
    challenge: String,
    origin: String,
    #[serde(rename = "crossOrigin", default)]
    cross_origin: bool,
    #[serde(rename = "topOrigin", default, deserialize_with = "is_there")]
    top_origin: bool,
}

fn is_there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(deserializer).map(|IgnoredAny| true)
}

impl ClientData {
    /// Reads it, if it is of that ceremony. That it is short is for the caller to see to.
    pub fn read(json: &[u8], ceremony: &str) -> Result<Self, Refused> {
        // Read over members are not looked at by the parser, so the whole is looked at first.
        let text = str::from_utf8(json).map_err(|_| Refused::ClientDataMalformed)?;
        let it: Collected = muster_json::read(text).map_err(|_| Refused::ClientDataMalformed)?;
        if it.ceremony != ceremony {
            return Err(Refused::CeremonyWrong);
        }
        Ok(Self {
            challenge: Challenge::from_base64url(&it.challenge).ok_or(Refused::ChallengeWrong)?,
            hash: Sha256::digest(json).into(),
            origin: it.origin,
            framed: it.cross_origin || it.top_origin,
        })
    }

    /// Whether it is the answer that is expected: in time, from our own page, in no frame.
    pub fn check(&self, expected: &Expected<'_>) -> Result<(), Refused> {
        if self.challenge != *expected.challenge {
            return Err(Refused::ChallengeWrong);
        }
        if expected.now_ms >= expected.challenge_ends_ms {
            return Err(Refused::ChallengeExpired);
        }
        if !expected.origins.contains(&self.origin.as_str()) {
            return Err(Refused::OriginWrong);
        }
        if self.framed { Err(Refused::CrossOrigin) } else { Ok(()) }
    }
}
