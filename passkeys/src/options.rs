//! What the browser is asked: the JSON for `parseCreationOptionsFromJSON()` and
//! `parseRequestOptionsFromJSON()` (section 5.1).

use crate::{
    expected::UserVerification,
    ids::{Challenge, CredentialId, UserHandle},
    key::Algorithm,
};
use serde::Serialize;

/// A credential that is known, for the browser to leave out or to look for.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Its id.
    pub id: &'a CredentialId,
    /// The ways to its authenticator, as its registration said them.
    pub transports: &'a [String],
}

impl<'a> Known<'a> {
    fn list(known: &[Self]) -> Vec<Descriptor<'a>> {
        let descriptor = |it: &Self| {
            let (id, transports) = (it.id.to_base64url(), it.transports);
            Descriptor { kind: PUBLIC_KEY, id, transports }
        };
        known.iter().map(descriptor).collect()
    }
}

/// The only kind of credential that there is (section 5.8.2).
const PUBLIC_KEY: &str = "public-key";

/// A `PublicKeyCredentialDescriptorJSON`.
#[derive(Serialize)]
struct Descriptor<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
    transports: &'a [String],
}

/// A `PublicKeyCredentialRpEntity`.
#[derive(Serialize)]
struct RelyingParty<'a> {
    id: &'a str,
    name: &'a str,
}

/// A `PublicKeyCredentialUserEntityJSON`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct User<'a> {
    id: String,
    name: &'a str,
    display_name: &'a str,
}

/// A `PublicKeyCredentialParameters`.
#[derive(Serialize)]
struct Parameters {
    #[serde(rename = "type")]
    kind: &'static str,
    alg: i64,
}

/// An `AuthenticatorSelectionCriteria`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Selection {
    resident_key: &'static str,
    require_resident_key: bool,
    user_verification: &'static str,
}

/// An `AuthenticationExtensionsClientInputsJSON`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Extensions {
    cred_props: bool,
}

/// A `PublicKeyCredentialCreationOptionsJSON`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CreationOptions<'a> {
    rp: RelyingParty<'a>,
    user: User<'a>,
    challenge: String,
    pub_key_cred_params: [Parameters; Algorithm::ALL.len()],
    timeout: u32,
    exclude_credentials: Vec<Descriptor<'a>>,
    authenticator_selection: Selection,
    attestation: &'static str,
    extensions: Extensions,
}

/// A `PublicKeyCredentialRequestOptionsJSON`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RequestOptions<'a> {
    challenge: String,
    timeout: u32,
    rp_id: &'a str,
    allow_credentials: Vec<Descriptor<'a>>,
    user_verification: &'static str,
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
        muster_json::write(&CreationOptions {
            rp: RelyingParty { id: self.rp_id, name: self.rp_name },
            user: User {
                id: self.user_handle.to_base64url(),
                name: self.user_name,
                display_name: self.display_name,
            },
            challenge: self.challenge.to_base64url(),
            pub_key_cred_params: Algorithm::ALL
                .map(|it| Parameters { kind: PUBLIC_KEY, alg: it.cose() }),
            timeout: self.timeout_ms,
            exclude_credentials: Known::list(self.exclude),
            authenticator_selection: Selection {
                resident_key: "required",
                require_resident_key: true,
                user_verification: UserVerification::Required.name(),
            },
            attestation: "none",
            extensions: Extensions { cred_props: true },
        })
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
        muster_json::write(&RequestOptions {
            challenge: self.challenge.to_base64url(),
            timeout: self.timeout_ms,
            rp_id: self.rp_id,
            allow_credentials: Known::list(self.allow),
            user_verification: self.user_verification.name(),
        })
    }
}
