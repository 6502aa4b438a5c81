//! A sign-in: section 7.2 of Web Authentication Level 3, step by step in the README.

use crate::{
    authenticator_data::AuthenticatorData,
    client_data::ClientData,
    expected::Expected,
    ids::{Challenge, CredentialId, UserHandle},
    key::PublicKey,
    limits::{
        AUTHENTICATOR_DATA_BYTES_MAX, CLIENT_DATA_BYTES_MAX, SIGNATURE_BYTES_MAX,
        USER_HANDLE_BYTES_MAX,
    },
    refused::Refused,
    response::{Credential, bytes},
};
use core::fmt;
use serde::Deserialize;

/// Who can verify signatures: the platform's Web Crypto, or a library in tests.
pub trait Signatures {
    /// Why it could not be found out whether a signature is right.
    type Error;

    /// Whether the signature over the message is by the key. `false` for a wrong signature, an
    /// error for anything else: a key that cannot be imported, a platform that fails.
    ///
    /// The signature is as Web Crypto takes it: 64 bytes for ES256 (`r`, then `s`) and Ed25519,
    /// as many as the modulus has for RS256. The message is not hashed yet.
    fn verify(
        &self,
        key: &PublicKey,
        message: &[u8],
        signature: &[u8],
    ) -> impl Future<Output = Result<bool, Self::Error>>;
}

/// How it was known whose credential to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identified {
    /// The account was known before, by a name or a session, and so were its credentials.
    Before,
    /// By the response itself, which therefore must say whose it is.
    ByPasskey,
}

/// What is stored of the credential that an assertion names.
#[derive(Clone, Copy, Debug)]
pub struct Stored<'a> {
    /// Its id.
    pub credential_id: &'a CredentialId,
    /// Its key.
    pub public_key: &'a PublicKey,
    /// How many signatures were counted when it was last used.
    pub counter: u32,
    /// Whether it may be copied to other devices, as its registration said.
    pub backup_eligible: bool,
    /// The handle of the account that it belongs to.
    pub user_handle: &'a UserHandle,
    /// How this account was found.
    pub identified: Identified,
}

/// A response to `navigator.credentials.get()` that was read and not checked yet.
#[derive(Clone, Debug)]
pub struct Assertion {
    id: CredentialId,
    user_handle: Option<UserHandle>,
    client_data: ClientData,
    authenticator_data: Vec<u8>,
    signature: Vec<u8>,
}

/// That the holder of the stored credential answered. Only [`Assertion::verify`] makes one, and
/// only after [`Signatures`] said yes. Store what it brings.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Asserted {
    /// How many signatures the authenticator counted: the stored one from now on.
    pub counter: u32,
    /// Whether the credential is copied to other devices now.
    pub backed_up: bool,
    /// Whether the person was verified.
    pub user_verified: bool,
}

/// Why an assertion came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed<E> {
    /// It is not right.
    Refused(Refused),
    /// Whether its signature is right could not be found out.
    Unchecked(E),
}

impl<E> From<Refused> for Failed<E> {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl<E: fmt::Display> fmt::Display for Failed<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refused) => refused.fmt(f),
            Self::Unchecked(error) => write!(f, "The signature could not be checked: {error}"),
        }
    }
}

impl<E: fmt::Debug + fmt::Display> core::error::Error for Failed<E> {}

#[derive(Deserialize)]
struct Response {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    #[serde(rename = "authenticatorData")]
    authenticator_data: String,
    signature: String,
    #[serde(rename = "userHandle")]
    user_handle: Option<String>,
}

impl Assertion {
    /// Reads the JSON of an `AuthenticationResponseJSON`.
    pub fn read(json: &[u8]) -> Result<Self, Refused> {
        let credential: Credential<Response> = Credential::read(json)?;
        let response = &credential.response;
        let client_data =
            bytes(&response.client_data, CLIENT_DATA_BYTES_MAX, Refused::ClientDataTooLarge)?;
        let user_handle = |text: &String| {
            let bytes = bytes(text, USER_HANDLE_BYTES_MAX, Refused::UserHandleOther)?;
            UserHandle::from_bytes(&bytes).ok_or(Refused::UserHandleOther)
        };
        Ok(Self {
            id: credential.id()?,
            user_handle: response.user_handle.as_ref().map(user_handle).transpose()?,
            client_data: ClientData::read(&client_data, "webauthn.get")?,
            authenticator_data: bytes(
                &response.authenticator_data,
                AUTHENTICATOR_DATA_BYTES_MAX,
                Refused::AuthenticatorDataTooLarge,
            )?,
            signature: bytes(
                &response.signature,
                SIGNATURE_BYTES_MAX,
                Refused::SignatureMalformed,
            )?,
        })
    }

    /// The challenge that it says it answers, by which the caller may find the one it gave out.
    pub const fn challenge(&self) -> &Challenge {
        &self.client_data.challenge
    }

    /// By which credential it says it is, for the caller to find the stored one.
    pub const fn credential_id(&self) -> &CredentialId {
        &self.id
    }

    /// Whose the credential says it is, for the caller to find the account.
    pub const fn user_handle(&self) -> Option<&UserHandle> {
        self.user_handle.as_ref()
    }

    /// Whether it is the answer that is expected, by the holder of the stored credential.
    pub async fn verify<S: Signatures>(
        &self,
        expected: &Expected<'_>,
        stored: &Stored<'_>,
        signatures: &S,
    ) -> Result<Asserted, Failed<S::Error>> {
        self.check_holder(stored)?;
        self.client_data.check(expected)?;
        let data = AuthenticatorData::read(&self.authenticator_data)?;
        data.check(expected)?;
        if data.credential.is_some() {
            return Err(Refused::CredentialUnexpected.into());
        }
        if data.backup_eligible() != stored.backup_eligible {
            return Err(Refused::BackupEligibilityChanged.into());
        }
        let message = [&self.authenticator_data[..], &self.client_data.hash].concat();
        let signature = stored.public_key.signature(&self.signature)?;
        let verified = signatures.verify(stored.public_key, &message, &signature).await;
        if !verified.map_err(Failed::Unchecked)? {
            return Err(Refused::SignatureWrong.into());
        }
        // Asked last: a counter that nobody signed must not raise the alarm of a copied key.
        let counts = data.counter != 0 || stored.counter != 0;
        if counts && data.counter <= stored.counter {
            return Err(Refused::CounterBack.into());
        }
        Ok(Asserted {
            counter: data.counter,
            backed_up: data.backed_up(),
            user_verified: data.user_verified(),
        })
    }

    fn check_holder(&self, stored: &Stored<'_>) -> Result<(), Refused> {
        if self.id != *stored.credential_id {
            return Err(Refused::CredentialOther);
        }
        match (&self.user_handle, stored.identified) {
            (Some(handle), _) if handle != stored.user_handle => Err(Refused::UserHandleOther),
            (None, Identified::ByPasskey) => Err(Refused::UserHandleMissing),
            _ => Ok(()),
        }
    }
}
