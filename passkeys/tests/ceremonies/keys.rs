//! Public keys: three kinds, each in one form.

use crate::support::{
    Chance,
    device::{Device, ed25519, es256, rs256},
};
use muster_passkeys::{Algorithm, Material, PublicKey, Refused};
use passkey::types::encoding::try_from_base64url;
use serde_json::Value;

fn refused(cose: &[u8]) -> Refused {
    PublicKey::from_cose(cose).unwrap_err()
}

fn modulus(bits: usize) -> Vec<u8> {
    let mut modulus = vec![0x55; bits.div_ceil(8)];
    modulus[0] = 1 << ((bits - 1) % 8);
    modulus
}

#[test]
fn the_algorithm_says_the_type_and_the_curve() {
    let good = es256(&[1; 32], &[2; 32]);
    assert!(PublicKey::from_cose(&good).is_ok());
    let with = |at: usize, value: u8| {
        let mut cose = good.clone();
        cose[at] = value;
        refused(&cose)
    };
    assert_eq!(with(2, 1), Refused::KeyContradicts, "ES256 with an octet key pair");
    assert_eq!(with(2, 3), Refused::KeyContradicts, "ES256 with an RSA key");
    assert_eq!(with(4, 0x27), Refused::KeyContradicts, "EdDSA with a point of P-256");
    assert_eq!(with(6, 2), Refused::KeyContradicts, "ES256 with P-384");
    assert_eq!(with(6, 8), Refused::KeyContradicts, "ES256 with secp256k1");
    assert_eq!(with(4, 0x28), Refused::KeyUnsupported, "an algorithm nobody asked for");
    assert_eq!(with(4, 7), Refused::KeyUnsupported, "plus seven");
    let mut ed448 = ed25519(&[1; 32]);
    ed448[6] = 7;
    assert_eq!(refused(&ed448), Refused::KeyContradicts);
    let mut as_rs256 = good.clone();
    as_rs256.splice(4..5, [0x39, 1, 0]);
    assert_eq!(refused(&as_rs256), Refused::KeyContradicts);
}

#[test]
fn a_number_of_another_size_is_refused() {
    for (x, y) in [(31, 32), (32, 31), (31, 33), (33, 31), (33, 32), (32, 0), (0, 0), (64, 64)] {
        assert_eq!(refused(&es256(&vec![1; x], &vec![1; y])), Refused::KeySize, "{x} {y}");
    }
    for length in [0, 31, 33, 64] {
        assert_eq!(refused(&ed25519(&vec![1; length])), Refused::KeySize, "{length}");
    }
    for bits in [1024, 2040, 2047, 4097, 4104, 8192] {
        assert_eq!(refused(&rs256(&modulus(bits), &[1, 0, 1])), Refused::KeySize, "{bits} bits");
    }
    for bits in [2048, 2049, 3072, 4096] {
        assert!(PublicKey::from_cose(&rs256(&modulus(bits), &[1, 0, 1])).is_ok(), "{bits} bits");
    }
    for exponent in [&[][..], &[1], &[3], &[17], &[0, 1, 0, 1], &[1, 0, 2], &[1, 0, 1, 0]] {
        assert_eq!(refused(&rs256(&modulus(2048), exponent)), Refused::KeySize, "{exponent:?}");
    }
    let in_front = [&[0], &modulus(2048)[..]].concat();
    assert_eq!(refused(&rs256(&in_front, &[1, 0, 1])), Refused::KeySize);
    let even = [&modulus(2048)[..255], &[0]].concat();
    assert_eq!(refused(&rs256(&even, &[1, 0, 1])), Refused::KeySize);
}

#[test]
fn a_key_has_its_parts_and_no_others() {
    let good = es256(&[1; 32], &[2; 32]);
    let malformed = Refused::KeyMalformed;
    for (what, cose) in [
        ("nothing", vec![]),
        ("no parts", vec![0xa0]),
        ("a list", [&[0x85], &good[1..]].concat()),
        ("no y", [&[0xa4], &good[1..good.len() - 35]].concat()),
        ("a compressed point", [&[0xa5], &good[1..good.len() - 34], &[0xf5]].concat()),
        ("a part too many", [&[0xa6], &good[1..], &[2, 0x41, 1]].concat()),
        ("a part twice", [&[0xa6], &good[1..], &[1, 2]].concat()),
        ("something behind", [&good[..], &[0]].concat()),
        ("a name for a number", [&good[..1], &[1, 0x63], b"EC2", &good[3..]].concat()),
        ("a long form", [&good[..2], &[0x18, 2], &good[3..]].concat()),
        ("a map without an end", [&[0xbf], &good[1..], &[0xff]].concat()),
        ("a huge x", vec![0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x5a, 255, 255, 255, 255]),
        ("a huge map", vec![0xbb, 255, 255, 255, 255, 255, 255, 255, 255, 1, 2]),
    ] {
        assert_eq!(refused(&cose), malformed, "{what}");
    }
    for length in 0..good.len() {
        assert_eq!(refused(&good[..length]), malformed, "{length} bytes");
    }
    let mut with_y = ed25519(&[1; 32]);
    with_y[0] = 0xa5;
    with_y.extend([0x22, 0x41, 1]);
    assert_eq!(refused(&with_y), malformed);
}

#[test]
fn a_key_is_stored_as_it_came_and_given_on_as_web_crypto_takes_it() {
    for algorithm in Algorithm::ALL {
        let cose = Device::new(algorithm, 9).cose();
        let key = PublicKey::from_cose(&cose).unwrap();
        assert_eq!((key.as_cose(), key.algorithm()), (&cose[..], algorithm));
        let jwk: Value = serde_json::from_str(&key.to_jwk()).unwrap();
        let bytes = |name: &str| try_from_base64url(jwk[name].as_str().unwrap()).unwrap();
        match key.material() {
            Material::Es256 { point } => {
                assert_eq!((&jwk["kty"], &jwk["crv"]), (&"EC".into(), &"P-256".into()));
                assert_eq!([vec![4], bytes("x"), bytes("y")].concat(), point);
            }
            Material::Ed25519 { point } => {
                assert_eq!((&jwk["kty"], &jwk["crv"]), (&"OKP".into(), &"Ed25519".into()));
                assert_eq!(bytes("x"), point);
            }
            Material::Rs256 { modulus, exponent } => {
                assert_eq!(jwk["kty"], "RSA");
                assert_eq!((&bytes("n")[..], &bytes("e")[..]), (modulus, exponent));
                assert_eq!(exponent, [1, 0, 1]);
            }
        }
    }
}

#[test]
fn whatever_bytes_a_key_has_reading_it_ends() {
    let good: Vec<Vec<u8>> = Algorithm::ALL.iter().map(|it| Device::new(*it, 9).cose()).collect();
    for seed in 1..=20_000 {
        let mut chance = Chance::new(seed);
        let mut cose = good[chance.below(3)].clone();
        for _ in 0..=chance.below(3) {
            let at = chance.below(cose.len().min(12));
            cose[at] = u8::try_from(chance.below(256)).unwrap();
        }
        if let Ok(key) = PublicKey::from_cose(&cose) {
            assert_eq!(PublicKey::from_cose(key.as_cose()), Ok(key));
        }
    }
}
