//! The JSON of a public key credential, as `toJSON()` writes it (section 5.1): what both ceremonies
//! have in common.

use crate::{
    base64url, ids::CredentialId, limits::CREDENTIAL_ID_BYTES_MAX, limits::RESPONSE_BYTES_MAX,
    refused::Refused,
};
use serde::{Deserialize, de::DeserializeOwned};

/// A credential around the response of one of the ceremonies. Members that are not read here may be
/// there; one that is read and comes twice is refused.
#[derive(Deserialize)]
pub struct Credential<T> {
    #[serde(rename = "type")]
    kind: String,
    id: String,
    #[serde(rename = "rawId")]
    raw_id: String,
    pub response: T,
    #[serde(rename = "clientExtensionResults", default)]
    pub extensions: Extensions,
}

/// What the browser says of extensions. Only one of them is asked for.
#[derive(Default, Deserialize)]
pub struct Extensions {
    #[serde(rename = "credProps")]
    pub properties: Option<Properties>,
}

/// The output of the extension `credProps` (section 10.1.3).
#[derive(Deserialize)]
pub struct Properties {
    #[serde(rename = "rk")]
    pub discoverable: Option<bool>,
}

impl<T: DeserializeOwned> Credential<T> {
    pub fn read(json: &[u8]) -> Result<Self, Refused> {
        if json.len() > RESPONSE_BYTES_MAX {
            return Err(Refused::ResponseTooLarge);
        }
        let text = str::from_utf8(json).map_err(|_| Refused::ResponseMalformed)?;
        let it: Self = muster_json::read(text).map_err(|_| Refused::ResponseMalformed)?;
        if it.kind == "public-key" { Ok(it) } else { Err(Refused::ResponseMalformed) }
    }

    /// The credential's id, which is said twice.
    pub fn id(&self) -> Result<CredentialId, Refused> {
        if self.id != self.raw_id {
            return Err(Refused::IdsDiffer);
        }
        let id = bytes(&self.raw_id, CREDENTIAL_ID_BYTES_MAX, Refused::CredentialIdLength)?;
        CredentialId::from_bytes(&id).ok_or(Refused::CredentialIdLength)
    }
}

/// The bytes of a text in base64url; the given refusal if there are too many.
pub fn bytes(text: &str, bytes_max: usize, too_many: Refused) -> Result<Vec<u8>, Refused> {
    if text.len() > bytes_max.div_ceil(3) * 4 {
        return Err(too_many);
    }
    let bytes = base64url::decode(text, usize::MAX).ok_or(Refused::ResponseMalformed)?;
    if bytes.len() > bytes_max { Err(too_many) } else { Ok(bytes) }
}
