//! Signatures verified by libraries that others wrote, from the numbers that Web Crypto would get.

use core::convert::Infallible;
use ed25519_dalek::Verifier as _;
use muster_passkeys::{Material, PublicKey, Signatures};
use rsa::{BoxedUint, Pkcs1v15Sign};
use sha2::{Digest, Sha256};

/// Says what the libraries say.
pub struct Libraries;

impl Signatures for Libraries {
    type Error = Infallible;

    async fn verify(
        &self,
        key: &PublicKey,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, Infallible> {
        let right = match key.material() {
            Material::Es256 { point } => {
                assert_eq!(signature.len(), 64);
                let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(point).unwrap();
                p256::ecdsa::Signature::from_slice(signature)
                    .is_ok_and(|signature| key.verify(message, &signature).is_ok())
            }
            Material::Ed25519 { point } => {
                let key = ed25519_dalek::VerifyingKey::from_bytes(point).unwrap();
                ed25519_dalek::Signature::from_slice(signature)
                    .is_ok_and(|signature| key.verify_strict(message, &signature).is_ok())
            }
            Material::Rs256 { modulus, exponent } => {
                let number = BoxedUint::from_be_slice_vartime;
                let key = rsa::PublicKey::new(number(modulus), number(exponent)).unwrap();
                let scheme = Pkcs1v15Sign::new::<Sha256>();
                key.verify(scheme, &Sha256::digest(message), signature).is_ok()
            }
        };
        Ok(right)
    }
}

/// Says the same to everything.
pub struct Always(pub Result<bool, &'static str>);

impl Signatures for Always {
    type Error = &'static str;

    async fn verify(&self, _: &PublicKey, _: &[u8], _: &[u8]) -> Result<bool, &'static str> {
        self.0
    }
}

/// Knows one signature over one message by one key, and no others: what a forger is up against,
/// without the arithmetic.
pub struct One {
    pub key: PublicKey,
    pub message: Vec<u8>,
    pub signature: Vec<u8>,
}

impl Signatures for One {
    type Error = Infallible;

    async fn verify(
        &self,
        key: &PublicKey,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, Infallible> {
        Ok(*key == self.key && message == self.message && signature == self.signature)
    }
}
