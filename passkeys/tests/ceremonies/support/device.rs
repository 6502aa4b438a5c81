//! An authenticator with one credential of any of the three kinds.

use super::{
    BACKED_UP, BACKUP_ELIGIBLE, CHALLENGE, HANDLE, HAS_CREDENTIAL, ORIGIN, RP_ID, USER_PRESENT,
    USER_VERIFIED, assertion, attestation, authenticator_data, cbor_bytes, client_data, credential,
    head, registration,
};
use ed25519_dalek::Signer as _;
use muster_passkeys::{
    Algorithm, CredentialId, Identified, PublicKey, Registered, Stored, UserHandle,
};
use rsa::{BoxedUint, Pkcs1v15Sign, PrivateKey, traits::PublicKeyParts as _};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// What a device sets that is right in every way.
pub const GOOD: u8 = USER_PRESENT | USER_VERIFIED | BACKUP_ELIGIBLE | BACKED_UP;

/// A key of 2048 bits from two primes that are easily written: the largest below 2^1024, and the
/// smallest above 3 * 2^1022 that fits the exponent.
static RSA: LazyLock<PrivateKey> = LazyLock::new(|| {
    let mut p = [0xff; 128];
    p[127] = 0xff - 104;
    let mut q = [0; 128];
    q[0] = 0xc0;
    q[126..].copy_from_slice(&1037_u16.to_be_bytes());
    let number = BoxedUint::from_be_slice_vartime;
    PrivateKey::from_p_q(number(&p), number(&q), BoxedUint::from(65_537_u32)).unwrap()
});

enum Key {
    Es256(p256::ecdsa::SigningKey),
    Ed25519(ed25519_dalek::SigningKey),
    Rs256,
}

/// The authenticator.
pub struct Device {
    key: Key,
    pub id: Vec<u8>,
}

/// An assertion in its parts.
#[derive(Clone)]
pub struct Parts {
    pub client_data: Vec<u8>,
    pub data: Vec<u8>,
    pub signature: Vec<u8>,
}

/// What is stored of a device's credential.
pub struct Account {
    pub registered: Registered,
    pub handle: UserHandle,
}

impl Device {
    pub fn new(algorithm: Algorithm, seed: u8) -> Self {
        let secret = [seed; 32];
        let key = match algorithm {
            Algorithm::Es256 => Key::Es256(p256::ecdsa::SigningKey::from_slice(&secret).unwrap()),
            Algorithm::Ed25519 => Key::Ed25519(ed25519_dalek::SigningKey::from_bytes(&secret)),
            Algorithm::Rs256 => Key::Rs256,
        };
        Self { key, id: vec![seed; 20] }
    }

    pub fn cose(&self) -> Vec<u8> {
        match &self.key {
            Key::Es256(key) => {
                let point = key.verifying_key().to_sec1_point(false);
                es256(&point.as_bytes()[1..33], &point.as_bytes()[33..])
            }
            Key::Ed25519(key) => ed25519(key.verifying_key().as_bytes()),
            Key::Rs256 => rs256(&RSA.n_bytes(), &RSA.e_bytes()),
        }
    }

    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match &self.key {
            Key::Es256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.to_der().as_bytes().to_vec()
            }
            Key::Ed25519(key) => key.sign(message).to_bytes().to_vec(),
            Key::Rs256 => {
                let scheme = Pkcs1v15Sign::new::<Sha256>();
                RSA.sign(scheme, &Sha256::digest(message)).unwrap()
            }
        }
    }

    /// What it says of its credential in a registration.
    pub fn credential(&self) -> Vec<u8> {
        credential(self.id.len(), &self.id, &self.cose())
    }

    /// A registration that is right in every way.
    pub fn register(&self) -> Value {
        let data = authenticator_data(RP_ID, GOOD | HAS_CREDENTIAL, 5, &self.credential());
        let client_data = client_data("webauthn.create", CHALLENGE, ORIGIN, "");
        registration(&self.id, &client_data, &attestation("none", &[0xa0], &data))
    }

    /// An assertion over any client data and authenticator data, rightly signed.
    pub fn assert(&self, client_data: &[u8], data: &[u8]) -> Parts {
        let signature = self.sign(&[data, &Sha256::digest(client_data)[..]].concat());
        Parts { client_data: client_data.to_vec(), data: data.to_vec(), signature }
    }

    /// An assertion that is right in every way.
    pub fn good(&self) -> Parts {
        let client_data = client_data("webauthn.get", CHALLENGE, ORIGIN, r#","crossOrigin":false"#);
        self.assert(&client_data, &authenticator_data(RP_ID, GOOD, 6, &[]))
    }

    pub fn json(&self, parts: &Parts) -> Value {
        assertion(&self.id, &parts.client_data, &parts.data, &parts.signature)
    }
}

impl Account {
    pub fn stored(&self) -> Stored<'_> {
        Stored {
            credential_id: &self.registered.credential_id,
            public_key: &self.registered.public_key,
            counter: self.registered.counter,
            backup_eligible: self.registered.backup_eligible,
            user_handle: &self.handle,
            identified: Identified::ByPasskey,
        }
    }

    pub fn id(&self) -> &CredentialId {
        &self.registered.credential_id
    }

    pub fn key(&self) -> &PublicKey {
        &self.registered.public_key
    }
}

/// A device and what is stored of it.
pub fn known(algorithm: Algorithm, seed: u8) -> (Device, Account) {
    let device = Device::new(algorithm, seed);
    let registered = super::super::registrations::registered(&device.register()).unwrap();
    (device, Account { registered, handle: UserHandle::from_bytes(HANDLE).unwrap() })
}

pub fn es256(x: &[u8], y: &[u8]) -> Vec<u8> {
    let (x, y) = (cbor_bytes(x), cbor_bytes(y));
    [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21][..], &x, &[0x22], &y].concat()
}

pub fn ed25519(x: &[u8]) -> Vec<u8> {
    [&[0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21][..], &cbor_bytes(x)].concat()
}

pub fn rs256(n: &[u8], e: &[u8]) -> Vec<u8> {
    let (n, e) = (cbor_bytes(n), cbor_bytes(e));
    [&head(5, 4)[..], &[1, 3, 3, 0x39, 1, 0, 0x20], &n, &[0x21], &e].concat()
}
