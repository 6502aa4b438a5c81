//! What the authenticator says: authenticator data (section 6.1).

use crate::{
    cbor::Reader,
    expected::{Expected, UserVerification},
    ids::CredentialId,
    key::PublicKey,
    refused::Refused,
};
use sha2::{Digest, Sha256};

const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 1 << 2;
const BACKUP_ELIGIBLE: u8 = 1 << 3;
const BACKED_UP: u8 = 1 << 4;
const HAS_CREDENTIAL: u8 = 1 << 6;
const HAS_EXTENSIONS: u8 = 1 << 7;

/// Authenticator data that was read to its end.
#[derive(Clone, Debug)]
pub struct AuthenticatorData {
    rp_id_hash: [u8; 32],
    flags: u8,
    pub counter: u32,
    pub credential: Option<NewCredential>,
}

/// The credential that a registration brings (section 6.5.1).
#[derive(Clone, Debug)]
pub struct NewCredential {
    pub aaguid: [u8; 16],
    pub id: CredentialId,
    pub public_key: PublicKey,
}

impl AuthenticatorData {
    pub fn read(bytes: &[u8]) -> Result<Self, Refused> {
        let mut rest = bytes;
        let rp_id_hash = *take(&mut rest)?;
        let [flags] = *take(&mut rest)?;
        let counter = u32::from_be_bytes(*take(&mut rest)?);
        let has = |flag| flags & flag != 0;
        let credential = has(HAS_CREDENTIAL).then(|| NewCredential::read(&mut rest)).transpose()?;
        if has(HAS_EXTENSIONS) {
            let mut reader = Reader::new(rest);
            reader.map_item().map_err(|_| Refused::AuthenticatorDataMalformed)?;
            rest = reader.rest();
        }
        if !rest.is_empty() {
            return Err(Refused::AuthenticatorDataMalformed);
        }
        Ok(Self { rp_id_hash, flags, counter, credential })
    }

    /// Whether it was made for us, by a person, and does not contradict itself.
    pub fn check(&self, expected: &Expected<'_>) -> Result<(), Refused> {
        if self.rp_id_hash[..] != Sha256::digest(expected.rp_id)[..] {
            return Err(Refused::RpIdWrong);
        }
        if !self.has(USER_PRESENT) {
            return Err(Refused::UserAbsent);
        }
        if expected.user_verification == UserVerification::Required && !self.user_verified() {
            return Err(Refused::UserNotVerified);
        }
        if self.backed_up() && !self.backup_eligible() {
            return Err(Refused::BackupContradicts);
        }
        Ok(())
    }

    pub const fn user_verified(&self) -> bool {
        self.has(USER_VERIFIED)
    }

    pub const fn backup_eligible(&self) -> bool {
        self.has(BACKUP_ELIGIBLE)
    }

    pub const fn backed_up(&self) -> bool {
        self.has(BACKED_UP)
    }

    const fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

impl NewCredential {
    fn read(rest: &mut &[u8]) -> Result<Self, Refused> {
        let aaguid = *take(rest)?;
        let length = usize::from(u16::from_be_bytes(*take(rest)?));
        let (id, after) =
            rest.split_at_checked(length).ok_or(Refused::AuthenticatorDataMalformed)?;
        let id = CredentialId::from_bytes(id).ok_or(Refused::CredentialIdLength)?;
        let mut reader = Reader::new(after);
        let key = reader.map_item().map_err(|_| Refused::KeyMalformed)?;
        *rest = reader.rest();
        Ok(Self { aaguid, id, public_key: PublicKey::from_cose(key)? })
    }
}

fn take<'a, const N: usize>(rest: &mut &'a [u8]) -> Result<&'a [u8; N], Refused> {
    let (taken, after) = rest.split_first_chunk().ok_or(Refused::AuthenticatorDataMalformed)?;
    *rest = after;
    Ok(taken)
}
