//! What the browser is asked: the JSON for `parseCreationOptionsFromJSON()` and
//! `parseRequestOptionsFromJSON()` (section 5.1).

use crate::{
    expected::UserVerification,
    ids::{Challenge, CredentialId, UserHandle},
    key::Algorithm,
};
use serde_json::{Value, json};

/// A credential that is known, for the browser to leave out or to look for.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Its id.
    pub id: &'a CredentialId,
    /// The ways to its authenticator, as its registration said them.
    pub transports: &'a [String],
}

impl Known<'_> {
    fn list(known: &[Self]) -> Value {
        let descriptor = |it: &Self| {
            let (id, transports) = (it.id.to_base64url(), it.transports);
            json!({ "type": "public-key", "id": id, "transports": transports })
        };
        known.iter().map(descriptor).collect()
    }
}

/// A passkey to be made: one that can be found without a name, by a person who is verified.
#[derive(Clone, Copy, Debug)]
pub struct Creation<'a> {
    /// 32 fresh random bytes.
    pub challenge: &'a Challenge,
    /// The id of the relying party.
    pub rp_id: &'a str,
    /// What the relying party is called.
    pub rp_name: &'a str,
    /// The account: one for each person, the same for all of a person's passkeys.
    pub user_handle: &'a UserHandle,
    /// What tells accounts apart in the browser's list, such as an address.
    pub user_name: &'a str,
    /// What the person is called.
    pub display_name: &'a str,
    /// The passkeys that the account has, so that no authenticator makes a second one.
    pub exclude: &'a [Known<'a>],
    /// How long the browser waits, in milliseconds.
    pub timeout_ms: u32,
}

impl Creation<'_> {
    /// A `PublicKeyCredentialCreationOptionsJSON`.
    pub fn to_json(&self) -> String {
        let algorithms = Algorithm::ALL.map(|it| json!({ "type": "public-key", "alg": it.cose() }));
        json!({
            "rp": { "id": self.rp_id, "name": self.rp_name },
            "user": {
                "id": self.user_handle.to_base64url(),
                "name": self.user_name,
                "displayName": self.display_name,
            },
            "challenge": self.challenge.to_base64url(),
            "pubKeyCredParams": algorithms,
            "timeout": self.timeout_ms,
            "excludeCredentials": Known::list(self.exclude),
            "authenticatorSelection": {
                "residentKey": "required",
                "requireResidentKey": true,
                "userVerification": "required",
            },
            "attestation": "none",
            "extensions": { "credProps": true },
        })
        .to_string()
    }
}

/// A passkey to be used.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// 32 fresh random bytes.
    pub challenge: &'a Challenge,
    /// The id of the relying party.
    pub rp_id: &'a str,
    /// The passkeys of the account, if it is known; none to let the person choose.
    pub allow: &'a [Known<'a>],
    /// Whether the person must be verified.
    pub user_verification: UserVerification,
    /// How long the browser waits, in milliseconds.
    pub timeout_ms: u32,
}

impl Request<'_> {
    /// A `PublicKeyCredentialRequestOptionsJSON`.
    pub fn to_json(&self) -> String {
        json!({
            "challenge": self.challenge.to_base64url(),
            "timeout": self.timeout_ms,
            "rpId": self.rp_id,
            "allowCredentials": Known::list(self.allow),
            "userVerification": self.user_verification.name(),
        })
        .to_string()
    }
}
