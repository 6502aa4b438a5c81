//! What is asked of whoever has curves and ciphers.

use core::future::Future;

/// A point of P-256, uncompressed: 4, then the two coordinates.
pub type Point = [u8; 65];

/// What a fresh key of ours and somebody's public key come to.
#[derive(Clone, Copy)]
pub struct Agreed {
    /// The public half of the fresh key.
    pub public: Point,
    /// The shared secret: the x coordinate.
    pub secret: [u8; 32],
}

/// Curves and ciphers.
pub trait Crypto {
    /// Why it did not work out; a public key that is no point is among the reasons.
    type Error;

    /// Makes a key that is used once, and agrees with the owner of `peer` on a secret.
    fn agree(&self, peer: &Point) -> impl Future<Output = Result<Agreed, Self::Error>>;

    /// AES-128-GCM without further data; the tag comes last.
    fn seal(
        &self,
        key: &[u8; 16],
        nonce: &[u8; 12],
        plain: &[u8],
    ) -> impl Future<Output = Result<Vec<u8>, Self::Error>>;

    /// ECDSA on P-256 with SHA-256 by the deployment's own key, as two numbers of 32 bytes.
    fn sign(&self, message: &[u8]) -> impl Future<Output = Result<Vec<u8>, Self::Error>>;
}
