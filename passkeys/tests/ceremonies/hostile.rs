//! Whatever is sent, nothing panics, nothing grows, and nothing is taken that was not signed.
//! `MUSTER_FUZZ_ROUNDS` makes it run longer than in every test run.

use crate::support::{CHALLENGE, ORIGIN};
use crate::{
    registrations::registered,
    support::{
        Chance, attestation, client_data,
        device::{Account, Device, Parts, known},
        expected,
        memory::growth,
        now, registration,
        verifier::One,
    },
};
use muster_passkeys::{Algorithm, Assertion, PublicKey, Registration};
use sha2::{Digest, Sha256};

const ROUNDS: u64 = 200_000;
/// What may be had at once: the decoded parts of the largest response a few times over.
const GROWTH_MAX: isize = 1 << 18;

fn rounds() -> u64 {
    let asked = std::env::var("MUSTER_FUZZ_ROUNDS").ok().and_then(|it| it.parse().ok());
    asked.unwrap_or(ROUNDS)
}

/// Some bytes changed, lost, doubled or taken from another input.
fn mutate(bytes: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    for _ in 0..=chance.below(3) {
        let at = chance.below(bytes.len());
        let byte = u8::try_from(chance.below(256)).unwrap();
        if bytes.is_empty() {
            bytes.push(byte);
            continue;
        }
        match chance.below(8) {
            0 | 1 => bytes[at] ^= 1 << chance.below(8),
            2 => bytes[at] = byte,
            3 => bytes.truncate(at),
            4 => bytes.insert(at, byte),
            5 => drop(bytes.splice(at..at, vec![255; 1 + chance.below(8)])),
            6 if !other.is_empty() => {
                let from = chance.below(other.len());
                let part = &other[from..(from + 1 + chance.below(16)).min(other.len())];
                bytes.splice(at..at, part.iter().copied());
            }
            _ => drop(bytes.drain(at..(at + 1 + chance.below(8)).min(bytes.len()))),
        }
    }
}

/// Devices of each kind with what is stored of them, and the one signature that each made.
fn devices() -> Vec<(Device, Account, Parts, One)> {
    let of = |algorithm| {
        let (device, account) = known(algorithm, 9);
        let parts = device.good();
        let message = [&parts.data[..], &Sha256::digest(&parts.client_data)].concat();
        // As Web Crypto would be given it: what the crate itself makes of the right one.
        let signature = match algorithm {
            Algorithm::Es256 => {
                let it = p256::ecdsa::Signature::from_der(&parts.signature).unwrap();
                it.to_bytes().to_vec()
            }
            Algorithm::Ed25519 | Algorithm::Rs256 => parts.signature.clone(),
        };
        let one = One { key: account.key().clone(), message, signature };
        (device, account, parts, one)
    };
    Algorithm::ALL.map(of).into()
}

#[test]
fn no_mutated_assertion_is_taken() {
    let devices = devices();
    let mut reached = 0;
    for seed in 1..=rounds() {
        let mut chance = Chance::new(seed);
        let (device, account, good, one) = &devices[chance.below(devices.len())];
        let mut parts = good.clone();
        let (_, _, other, _) = &devices[chance.below(devices.len())];
        match chance.below(4) {
            0 => mutate(&mut parts.client_data, &other.data, &mut chance),
            1 => mutate(&mut parts.data, &other.client_data, &mut chance),
            2 => mutate(&mut parts.signature, &other.signature, &mut chance),
            // In white space, nothing is wrong but the signature.
            _ => parts.client_data.insert(1, [b' ', b'\n', b'\t', b'\r'][chance.below(4)]),
        }
        let same = parts.client_data == good.client_data
            && parts.data == good.data
            && parts.signature == good.signature;
        let json = device.json(&parts).to_string();
        let (taken, bytes_more) = growth(|| {
            let assertion = Assertion::read(json.as_bytes()).ok()?;
            Some(now(assertion.verify(&expected(), &account.stored(), one)))
        });
        reached += u64::from(taken == Some(Err(muster_passkeys::Refused::SignatureWrong.into())));
        assert_eq!(taken.is_some_and(|it| it.is_ok()), same, "seed {seed}");
        assert!(bytes_more <= GROWTH_MAX, "seed {seed}: {bytes_more} bytes");
    }
    // Were all refused before their signature is looked at, no signature would have been tried.
    assert!(reached > rounds() / 5, "only {reached} signatures were tried");
}

#[test]
fn a_mutated_registration_neither_panics_nor_grows() {
    let devices = devices();
    let client_data = client_data("webauthn.create", CHALLENGE, ORIGIN, "");
    let mut taken = 0;
    for seed in 1..=rounds() {
        let mut chance = Chance::new(seed);
        let (device, _, _, _) = &devices[chance.below(devices.len())];
        let (other, _, _, _) = &devices[chance.below(devices.len())];
        let mut client_data = client_data.clone();
        let flags = super::support::device::GOOD | super::support::HAS_CREDENTIAL;
        let party = super::support::RP_ID;
        let mut data = super::support::authenticator_data(party, flags, 5, &device.credential());
        let mut object = attestation("none", &[0xa0], &data);
        match chance.below(3) {
            0 => mutate(&mut client_data, &object, &mut chance),
            1 => mutate(&mut object, &other.credential(), &mut chance),
            _ => {
                mutate(&mut data, &other.cose(), &mut chance);
                object = attestation("none", &[0xa0], &data);
            }
        }
        let json = registration(&device.id, &client_data, &object);
        let text = json.to_string();
        let (outcome, bytes_more) =
            growth(|| Registration::read(text.as_bytes())?.verify(&expected()));
        assert!(bytes_more <= GROWTH_MAX, "seed {seed}: {bytes_more} bytes");
        if let Ok(it) = outcome {
            taken += 1;
            assert_eq!(it.credential_id.as_bytes(), device.id, "seed {seed}");
            let key = PublicKey::from_cose(it.public_key.as_cose());
            assert_eq!(key.as_ref(), Ok(&it.public_key), "seed {seed}");
            assert_eq!(registered(&json), Ok(it), "seed {seed}");
        }
    }
    // A registration is not signed, so that a changed key or counter is another registration.
    assert!(taken > rounds() / 100, "only {taken} were taken");
}

#[test]
fn mutated_json_neither_panics_nor_grows() {
    let devices = devices();
    for seed in 1..=rounds() / 4 {
        let mut chance = Chance::new(seed);
        let (device, account, good, one) = &devices[chance.below(devices.len())];
        let is_assertion = chance.below(2) == 0;
        let json = if is_assertion { device.json(good) } else { device.register() };
        let mut json = json.to_string().into_bytes();
        mutate(&mut json, br#"{"[}]:,\u0000"#, &mut chance);
        let ((), bytes_more) = growth(|| {
            if is_assertion {
                let read = Assertion::read(&json);
                drop(read.map(|it| now(it.verify(&expected(), &account.stored(), one))));
            } else {
                drop(Registration::read(&json).and_then(|it| it.verify(&expected())));
            }
        });
        assert!(bytes_more <= GROWTH_MAX, "seed {seed}: {bytes_more} bytes");
    }
}
