//! A new credential: section 7.1 of Web Authentication Level 3, step by step in the README.

use crate::{
    authenticator_data::AuthenticatorData,
    cbor::{Malformed, Reader},
    client_data::ClientData,
    expected::Expected,
    ids::{Challenge, CredentialId},
    key::PublicKey,
    limits::{
        ATTESTATION_BYTES_MAX, CLIENT_DATA_BYTES_MAX, FORMAT_BYTES_MAX, TRANSPORT_BYTES_MAX,
        TRANSPORTS_MAX,
    },
    refused::Refused,
    response::{Credential, bytes},
};
use serde::Deserialize;

/// A response to `navigator.credentials.create()` that was read and not checked yet.
#[derive(Clone, Debug)]
pub struct Registration {
    id: CredentialId,
    client_data: ClientData,
    attestation: Vec<u8>,
    transports: Vec<String>,
    discoverable: Option<bool>,
}

/// A credential that may be stored. Only [`Registration::verify`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Registered {
    /// Must not be stored for anybody yet (step 26): the caller's store says so.
    pub credential_id: CredentialId,
    /// Store its [`PublicKey::as_cose`].
    pub public_key: PublicKey,
    /// How many signatures the authenticator counted; 0 for ever if it does not count.
    pub counter: u32,
    /// Whether the person was verified.
    pub user_verified: bool,
    /// Whether it may be copied to other devices. It never changes.
    pub backup_eligible: bool,
    /// Whether it is copied now.
    pub backed_up: bool,
    /// How the browser reached the authenticator: names to give back in options, at most twelve.
    pub transports: Vec<String>,
    /// The model of the authenticator by its own account, which nothing proves; zeros if unsaid.
    pub aaguid: [u8; 16],
    /// Whether the credential can be found without its id, if the browser says.
    pub discoverable: Option<bool>,
}

#[derive(Deserialize)]
struct Response {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    #[serde(rename = "attestationObject")]
    attestation: String,
    #[serde(default)]
    transports: Vec<String>,
}

impl Registration {
    /// Reads the JSON of a `RegistrationResponseJSON`.
    pub fn read(json: &[u8]) -> Result<Self, Refused> {
        let credential: Credential<Response> = Credential::read(json)?;
        let response = &credential.response;
        let client_data =
            bytes(&response.client_data, CLIENT_DATA_BYTES_MAX, Refused::ClientDataTooLarge)?;
        let too_large = Refused::AttestationTooLarge;
        Ok(Self {
            id: credential.id()?,
            client_data: ClientData::read(&client_data, "webauthn.create")?,
            attestation: bytes(&response.attestation, ATTESTATION_BYTES_MAX, too_large)?,
            discoverable: credential.extensions.properties.and_then(|it| it.discoverable),
            transports: transports(credential.response.transports)?,
        })
    }

    /// The challenge that it says it answers, by which the caller may find the one it gave out.
    pub const fn challenge(&self) -> &Challenge {
        &self.client_data.challenge
    }

    /// Whether it is the answer that is expected, and what it brings.
    pub fn verify(&self, expected: &Expected<'_>) -> Result<Registered, Refused> {
        self.client_data.check(expected)?;
        let data = AuthenticatorData::read(authenticator_data(&self.attestation)?)?;
        data.check(expected)?;
        let (counter, user_verified) = (data.counter, data.user_verified());
        let (backup_eligible, backed_up) = (data.backup_eligible(), data.backed_up());
        let credential = data.credential.ok_or(Refused::CredentialMissing)?;
        if credential.id != self.id {
            return Err(Refused::IdsDiffer);
        }
        Ok(Registered {
            credential_id: credential.id,
            public_key: credential.public_key,
            counter,
            user_verified,
            backup_eligible,
            backed_up,
            transports: self.transports.clone(),
            aaguid: credential.aaguid,
            discoverable: self.discoverable,
        })
    }
}

/// Names as the registry of transports has them; unknown ones are kept (section 5.2.1).
fn transports(named: Vec<String>) -> Result<Vec<String>, Refused> {
    let is_name = |name: &String| {
        (1..=TRANSPORT_BYTES_MAX).contains(&name.len())
            && name.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
    };
    let right = named.len() <= TRANSPORTS_MAX && named.iter().all(is_name);
    if right { Ok(named) } else { Err(Refused::TransportsMalformed) }
}

/// The authenticator data in an attestation object (section 6.5.4).
///
/// We ask for no attestation, so browsers take statements out, but for some in which the credential
/// vouches for itself. What is left is read over and not believed: it says nothing that we use.
fn authenticator_data(attestation: &[u8]) -> Result<&[u8], Refused> {
    let (format, statement, data) =
        members(attestation).map_err(|Malformed| Refused::AttestationMalformed)?;
    match (format, statement) {
        ("none", statement) if statement != [0xa0] => Err(Refused::AttestationNotNone),
        (format, _) if format.len() > FORMAT_BYTES_MAX => Err(Refused::AttestationMalformed),
        _ => Ok(data),
    }
}

/// The three members of an attestation object, each once.
fn members(attestation: &[u8]) -> Result<(&str, &[u8], &[u8]), Malformed> {
    let mut reader = Reader::new(attestation);
    let (mut format, mut statement, mut data) = (None, None, None);
    if reader.map()? != 3 {
        return Err(Malformed);
    }
    for _ in 0..3 {
        match reader.text()? {
            "fmt" => format = Some(reader.text()?),
            "attStmt" => statement = Some(reader.item()?),
            "authData" => data = Some(reader.bytes()?),
            _ => return Err(Malformed),
        }
    }
    match (format, statement, data, reader.ended()) {
        (Some(format), Some(statement), Some(data), true) => Ok((format, statement, data)),
        _ => Err(Malformed),
    }
}
