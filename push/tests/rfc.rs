//! The examples of RFC 8291 and RFC 8292, with curves and ciphers that others wrote.
#![expect(clippy::expect_used, reason = "a test reports by panicking")]

use aes_gcm::{Aes128Gcm, KeyInit, aead::Aead};
use muster_push::encrypt::{Device, PLAIN_BYTES_MAX, encrypt};
use muster_push::vapid::{Claims, authorization};
use muster_push::{Agreed, Crypto, base64};
use p256::ecdsa::signature::{Signer, Verifier};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{PublicKey, SecretKey, ecdh::diffie_hellman};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Keys that do not change, so that results can be compared.
struct Fixed {
    ephemeral: SecretKey,
    signing: SigningKey,
}

impl Fixed {
    fn new(ephemeral: &str) -> Self {
        let signing = SigningKey::from_slice(&[7; 32]).expect("a key");
        Self { ephemeral: key(ephemeral), signing }
    }
}

impl Crypto for Fixed {
    type Error = String;

    async fn agree(&self, peer: &[u8; 65]) -> Result<Agreed, String> {
        let peer = PublicKey::from_sec1_bytes(peer).map_err(|e| e.to_string())?;
        let secret = diffie_hellman(self.ephemeral.to_nonzero_scalar(), peer.as_affine());
        let public = self.ephemeral.public_key().to_sec1_point(false);
        Ok(Agreed {
            public: public.as_bytes().try_into().expect("65 bytes"),
            secret: (*secret.raw_secret_bytes()).into(),
        })
    }

    async fn seal(
        &self,
        key: &[u8; 16],
        nonce: &[u8; 12],
        plain: &[u8],
    ) -> Result<Vec<u8>, String> {
        let cipher = Aes128Gcm::new(&(*key).into());
        cipher.encrypt(&(*nonce).into(), plain).map_err(|e| e.to_string())
    }

    async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, String> {
        let signature: Signature = self.signing.sign(message);
        Ok(signature.to_bytes().to_vec())
    }
}

fn key(text: &str) -> SecretKey {
    SecretKey::from_slice(&bytes(text)).expect("a key")
}

fn bytes(text: &str) -> Vec<u8> {
    base64::decode(text).expect("base64url")
}

/// Nothing here waits for anything.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(it) => it,
        Poll::Pending => unreachable!("nothing to wait for"),
    }
}

const P256DH: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

#[test]
fn the_example_of_rfc_8291_comes_out_byte_by_byte() {
    let crypto = Fixed::new("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
    let device = Device::read(P256DH, AUTH).expect("keys");
    let salt = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().expect("16 bytes");
    let plain = b"When I grow up, I want to be a watermelon";
    let sealed = now(encrypt(&crypto, &device, &salt, plain)).expect("it is sealed");
    let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6\
                    e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZ\
                    wbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
    assert_eq!(base64::url(&sealed), expected);
}

#[test]
fn the_longest_message_fits_one_record() {
    let crypto = Fixed::new("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
    let device = Device::read(P256DH, AUTH).expect("keys");
    let sealed = now(encrypt(&crypto, &device, &[1; 16], &[b'x'; PLAIN_BYTES_MAX]));
    assert_eq!(sealed.expect("it is sealed").len(), 4_096);
}

#[test]
fn keys_that_are_none_are_refused_when_they_come() {
    assert!(Device::read("AAAA", AUTH).is_none());
    assert!(Device::read(P256DH, "AAAA").is_none());
    assert!(Device::read(&base64::url(&[5; 65]), AUTH).is_none());
}

#[test]
fn the_token_says_and_signs_what_the_example_of_rfc_8292_does() {
    let crypto = Fixed::new("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
    let claims = Claims {
        audience: "https://push.example.net",
        expires_s: 1_453_523_768,
        subject: "mailto:push@example.com",
    };
    let header = now(authorization(&crypto, "KEY", &claims)).expect("it is signed");
    let token = header.strip_prefix("vapid t=").and_then(|it| it.strip_suffix(", k=KEY"));
    let (input, signature) = token.and_then(|it| it.rsplit_once('.')).expect("a token");
    assert_eq!(
        input,
        "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHA\
         iOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0"
    );
    let verifies = |public: &[u8], signature: &str| {
        let key = VerifyingKey::from_sec1_bytes(public).expect("a key");
        let signature = Signature::from_slice(&bytes(signature)).expect("a signature");
        key.verify(input.as_bytes(), &signature).is_ok()
    };
    let own = crypto.signing.verifying_key().to_sec1_point(false);
    assert!(verifies(own.as_bytes(), signature));
    let theirs =
        "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
    let signed =
        "i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA";
    assert!(verifies(&bytes(theirs), signed), "the signature of the RFC is one of the same words");
}
