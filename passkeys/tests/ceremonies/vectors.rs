//! The examples of Web Authentication Level 3, section 16, all fifteen.

use crate::support::{assertion, now, registration, verifier::Libraries};
use muster_passkeys::{
    Algorithm, Asserted, Assertion, Challenge, Expected, Failed, Identified, Refused, Registered,
    Registration, Stored, UserHandle, UserVerification,
};
use serde_json::Value;
use std::{collections::BTreeSet, convert::Infallible};

/// What becomes of each: how its credential signs, or why it is refused.
const OUTCOMES: [(&str, Result<Algorithm, Refused>); 15] = [
    ("none-es256", Ok(Algorithm::Es256)),
    ("packed-self-es256", Ok(Algorithm::Es256)),
    ("none-es256-crossOrigin", Err(Refused::CrossOrigin)),
    ("none-es256-topOrigin", Err(Refused::CrossOrigin)),
    ("none-es256-long-credential-id", Ok(Algorithm::Es256)),
    ("packed-es256", Ok(Algorithm::Es256)),
    ("packed-es384", Err(Refused::KeyUnsupported)),
    // The challenges of this one have 128 bytes. Ours have 32, whatever the key.
    ("packed-es512", Err(Refused::ChallengeWrong)),
    ("packed-rs256", Ok(Algorithm::Rs256)),
    ("packed-eddsa", Ok(Algorithm::Ed25519)),
    ("packed-ed448", Err(Refused::KeyUnsupported)),
    ("tpm-es256", Ok(Algorithm::Es256)),
    ("android-key-es256", Ok(Algorithm::Es256)),
    ("apple-es256", Ok(Algorithm::Es256)),
    ("fido-u2f-es256", Ok(Algorithm::Es256)),
];

fn hex(value: &Value) -> Vec<u8> {
    let digits = value.as_str().unwrap().as_bytes();
    let digit = |it: u8| u8::try_from(char::from(it).to_digit(16).unwrap()).unwrap();
    digits.chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}

fn examples() -> Vec<Value> {
    let file: Value = serde_json::from_str(include_str!("w3c.json")).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

/// The specification's site, which leaves verification to the authenticator.
fn expected(challenge: &Challenge) -> Expected<'_> {
    Expected {
        challenge,
        challenge_ends_ms: 1,
        now_ms: 0,
        origins: &["https://example.org"],
        rp_id: "example.org",
        user_verification: UserVerification::Preferred,
    }
}

fn challenge(of: &Value) -> Challenge {
    Challenge(hex(&of["challenge"]).try_into().unwrap())
}

fn register(example: &Value) -> Result<Registered, Refused> {
    let it = &example["registration"];
    let (id, client_data) = (hex(&it["credential_id"]), hex(&it["clientDataJSON"]));
    let json = registration(&id, &client_data, &hex(&it["attestationObject"]));
    Registration::read(json.to_string().as_bytes())?.verify(&expected(&challenge(it)))
}

fn assert(example: &Value, registered: &Registered) -> Result<Asserted, Failed<Infallible>> {
    let it = &example["authentication"];
    let id = registered.credential_id.as_bytes();
    let (client_data, data) = (hex(&it["clientDataJSON"]), hex(&it["authenticatorData"]));
    let mut json = assertion(id, &client_data, &data, &hex(&it["signature"]));
    json["response"]["userHandle"] = Value::Null;
    let stored = Stored {
        credential_id: &registered.credential_id,
        public_key: &registered.public_key,
        counter: registered.counter,
        backup_eligible: registered.backup_eligible,
        user_handle: &UserHandle::from_bytes(&[0; 16]).unwrap(),
        identified: Identified::Before,
    };
    let assertion = Assertion::read(json.to_string().as_bytes())?;
    now(assertion.verify(&expected(&challenge(it)), &stored, &Libraries))
}

#[test]
fn the_examples_of_the_specification_come_out_as_it_says() {
    let names: BTreeSet<String> =
        examples().iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, OUTCOMES.iter().map(|(name, _)| (*name).to_owned()).collect());
    for example in examples() {
        let name = example["name"].as_str().unwrap();
        let (_, outcome) = OUTCOMES.iter().find(|(known, _)| *known == name).unwrap();
        let registered = register(&example);
        let algorithm = registered.as_ref().map(|it| it.public_key.algorithm());
        assert_eq!(algorithm.map_err(|it| *it), *outcome, "{name}");
        let Ok(registered) = registered else { continue };
        let said = &example["registration"];
        assert_eq!(registered.credential_id.as_bytes(), hex(&said["credential_id"]), "{name}");
        assert_eq!(registered.aaguid[..], hex(&said["aaguid"]), "{name}");
        assert!(assert(&example, &registered).is_ok(), "{name}");
    }
}

#[test]
fn the_credential_of_one_example_does_not_sign_for_another() {
    let good: Vec<_> =
        examples().into_iter().filter_map(|it| register(&it).ok().map(|of| (it, of))).collect();
    assert_eq!(good.len(), 10);
    for (at, (example, _)) in good.iter().enumerate() {
        for (other, (_, registered)) in good.iter().enumerate() {
            let outcome = assert(example, registered);
            assert_eq!(outcome.is_ok(), at == other, "{at} {other}");
        }
    }
}

#[test]
fn the_longest_id_is_taken_and_one_longer_by_a_byte_is_not() {
    let examples = examples();
    let long = examples.iter().find(|it| it["name"] == "none-es256-long-credential-id").unwrap();
    assert_eq!(register(long).unwrap().credential_id.as_bytes().len(), 1023);
    let mut id = hex(&long["registration"]["credential_id"]);
    id.push(0);
    let client_data = hex(&long["registration"]["clientDataJSON"]);
    let json = registration(&id, &client_data, &[]);
    let refused = Registration::read(json.to_string().as_bytes()).unwrap_err();
    assert_eq!(refused, Refused::CredentialIdLength);
}
