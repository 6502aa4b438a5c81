//! What names a ceremony, a credential and a person, each a type of its own.

use crate::{
    base64url,
    limits::{CREDENTIAL_ID_BYTES_MAX, USER_HANDLE_BYTES_MAX, USER_HANDLE_BYTES_MIN},
};
use core::fmt;

/// What a ceremony is bound to: 32 random bytes that the caller draws for it and takes once.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Challenge(pub [u8; 32]);

impl Challenge {
    /// As it is written in options and in client data.
    pub fn to_base64url(self) -> String {
        base64url::encode(&self.0)
    }

    /// Reads what [`Self::to_base64url`] writes, and only that.
    pub fn from_base64url(text: &str) -> Option<Self> {
        base64url::decode(text, 32)?.try_into().ok().map(Self)
    }
}

impl fmt::Debug for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Challenge({})", self.to_base64url())
    }
}

/// The name that an authenticator gave to a credential: 1 to 1023 bytes.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CredentialId(Vec<u8>);

impl CredentialId {
    /// Nothing if there are no bytes or more than 1023.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        (1..=CREDENTIAL_ID_BYTES_MAX).contains(&bytes.len()).then(|| Self(bytes.to_vec()))
    }

    /// Reads what [`Self::to_base64url`] writes, and only that.
    pub fn from_base64url(text: &str) -> Option<Self> {
        Self::from_bytes(&base64url::decode(text, CREDENTIAL_ID_BYTES_MAX)?)
    }

    /// Its bytes, as they are stored.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// As it is written in options and responses.
    pub fn to_base64url(&self) -> String {
        base64url::encode(&self.0)
    }
}

impl fmt::Debug for CredentialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CredentialId({})", self.to_base64url())
    }
}

/// Whose a credential is, as authenticators store it: 16 to 64 bytes that say nothing about the
/// person (section 14.6.1), random at best.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UserHandle(Vec<u8>);

impl UserHandle {
    /// Nothing if there are fewer than 16 bytes or more than 64.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        (USER_HANDLE_BYTES_MIN..=USER_HANDLE_BYTES_MAX)
            .contains(&bytes.len())
            .then(|| Self(bytes.to_vec()))
    }

    /// Reads what [`Self::to_base64url`] writes, and only that.
    pub fn from_base64url(text: &str) -> Option<Self> {
        Self::from_bytes(&base64url::decode(text, USER_HANDLE_BYTES_MAX)?)
    }

    /// Its bytes, as they are stored.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// As it is written in options and responses.
    pub fn to_base64url(&self) -> String {
        base64url::encode(&self.0)
    }
}

impl fmt::Debug for UserHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UserHandle({})", self.to_base64url())
    }
}
