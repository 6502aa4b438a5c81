//! Assertions in which one thing is wrong, and all else is right and rightly signed.

use crate::support::{
    BACKED_UP, BACKUP_ELIGIBLE, CHALLENGE, HAS_CREDENTIAL, HAS_EXTENSIONS, ORIGIN, RP_ID,
    USER_PRESENT, USER_VERIFIED, authenticator_data, client_data,
    device::{Account, Device, GOOD, Parts, known},
    expected, now,
    verifier::{Always, Libraries},
};
use muster_passkeys::{
    Algorithm, Asserted, Assertion, Challenge, Expected, Failed, Identified, Refused, Stored,
    UserHandle, UserVerification,
};
use serde_json::{Value, json};

/// What comes of an assertion of somebody's account.
fn outcome(
    json: &Value,
    expected: &Expected<'_>,
    stored: &Stored<'_>,
) -> Result<Asserted, Refused> {
    let assertion = Assertion::read(json.to_string().as_bytes())?;
    match now(assertion.verify(expected, stored, &Libraries)) {
        Ok(asserted) => Ok(asserted),
        Err(Failed::Refused(refused)) => Err(refused),
        Err(Failed::Unchecked(never)) => match never {},
    }
}

fn signed(device: &Device, account: &Account, parts: &Parts) -> Result<Asserted, Refused> {
    outcome(&device.json(parts), &expected(), &account.stored())
}

fn ann() -> (Device, Account) {
    known(Algorithm::Es256, 9)
}

#[test]
fn each_kind_of_key_signs_in() {
    for algorithm in Algorithm::ALL {
        let (device, account) = known(algorithm, 9);
        let it = signed(&device, &account, &device.good()).unwrap();
        assert_eq!((it.counter, it.backed_up, it.user_verified), (6, true, true));
    }
}

#[test]
fn a_replayed_or_late_answer_is_refused() {
    let (device, account) = ann();
    let json = device.json(&device.good());
    let next = Expected { challenge: &Challenge([8; 32]), ..expected() };
    assert_eq!(outcome(&json, &next, &account.stored()), Err(Refused::ChallengeWrong));
    let late = Expected { now_ms: 1_000, ..expected() };
    assert_eq!(outcome(&json, &late, &account.stored()), Err(Refused::ChallengeExpired));
}

#[test]
fn an_answer_given_on_another_page_is_refused() {
    let (device, account) = ann();
    let with = |ceremony, origin, more| {
        let client_data = client_data(ceremony, CHALLENGE, origin, more);
        signed(&device, &account, &device.assert(&client_data, &device.good().data))
    };
    for origin in [
        "https://evil.muster.example",
        "http://muster.example",
        "https://muster.example:8443",
        "https://evil.example",
    ] {
        assert_eq!(with("webauthn.get", origin, ""), Err(Refused::OriginWrong), "{origin}");
    }
    assert_eq!(with("webauthn.create", ORIGIN, ""), Err(Refused::CeremonyWrong));
    let framed = r#","crossOrigin":true"#;
    assert_eq!(with("webauthn.get", ORIGIN, framed), Err(Refused::CrossOrigin));
    let framed = r#","topOrigin":"https://evil.example""#;
    assert_eq!(with("webauthn.get", ORIGIN, framed), Err(Refused::CrossOrigin));
    assert!(with("webauthn.get", ORIGIN, r#","later":1"#).is_ok());
}

#[test]
fn each_flag_that_is_wrong_is_refused() {
    let (device, account) = ann();
    let with = |flags, rest: &[u8]| {
        let data = authenticator_data(RP_ID, flags, 6, rest);
        signed(&device, &account, &device.assert(&device.good().client_data, &data))
    };
    let eligible = BACKUP_ELIGIBLE;
    assert_eq!(with(USER_VERIFIED | eligible, &[]), Err(Refused::UserAbsent));
    assert_eq!(with(USER_PRESENT | eligible, &[]), Err(Refused::UserNotVerified));
    let person = USER_PRESENT | USER_VERIFIED;
    assert_eq!(with(person | BACKED_UP, &[]), Err(Refused::BackupContradicts));
    assert_eq!(with(person, &[]), Err(Refused::BackupEligibilityChanged));
    assert!(!with(person | eligible, &[]).unwrap().backed_up);
    let credential = device.credential();
    assert_eq!(with(GOOD | HAS_CREDENTIAL, &credential), Err(Refused::CredentialUnexpected));
    let malformed = Err(Refused::AuthenticatorDataMalformed);
    assert_eq!(with(GOOD, &[0xa0]), malformed);
    assert_eq!(with(GOOD | HAS_EXTENSIONS, &[]), malformed);
    assert_eq!(with(GOOD | HAS_EXTENSIONS, &[0xa0, 0]), malformed);
    assert!(with(GOOD | HAS_EXTENSIONS, &[0xa1, 0x61, b'a', 0xf5]).is_ok());
    let huge = vec![0; 4096];
    assert_eq!(with(GOOD, &huge), Err(Refused::AuthenticatorDataTooLarge));

    let data = authenticator_data(RP_ID, USER_PRESENT | eligible, 6, &[]);
    let json = device.json(&device.assert(&device.good().client_data, &data));
    let preferred = Expected { user_verification: UserVerification::Preferred, ..expected() };
    assert!(!outcome(&json, &preferred, &account.stored()).unwrap().user_verified);
    let bound = Stored { backup_eligible: false, ..account.stored() };
    let refused = outcome(&device.json(&device.good()), &expected(), &bound);
    assert_eq!(refused, Err(Refused::BackupEligibilityChanged));
}

#[test]
fn an_answer_for_another_party_is_refused() {
    let (device, account) = ann();
    for party in ["evil.example", "example", "www.muster.example"] {
        let data = authenticator_data(party, GOOD, 6, &[]);
        let parts = device.assert(&device.good().client_data, &data);
        assert_eq!(signed(&device, &account, &parts), Err(Refused::RpIdWrong), "{party}");
    }
    for length in 0..37 {
        let parts = device.assert(&device.good().client_data, &device.good().data[..length]);
        let malformed = Err(Refused::AuthenticatorDataMalformed);
        assert_eq!(signed(&device, &account, &parts), malformed, "{length} bytes");
    }
}

#[test]
fn a_counter_that_is_not_ahead_is_refused_once_the_signature_is_right() {
    let (device, account) = ann();
    let parts = |counter| {
        let data = authenticator_data(RP_ID, GOOD, counter, &[]);
        device.assert(&device.good().client_data, &data)
    };
    let with = |stored: u32, counter: u32| {
        let stored = Stored { counter: stored, ..account.stored() };
        outcome(&device.json(&parts(counter)), &expected(), &stored).map(|it| it.counter)
    };
    assert_eq!(with(0, 0), Ok(0));
    assert_eq!(with(0, 1), Ok(1));
    assert_eq!(with(5, 6), Ok(6));
    assert_eq!(with(5, u32::MAX), Ok(u32::MAX));
    for (stored, counter) in [(5, 5), (5, 4), (5, 0), (1, 0), (u32::MAX, u32::MAX), (u32::MAX, 0)] {
        assert_eq!(with(stored, counter), Err(Refused::CounterBack), "{stored} {counter}");
    }
    // Nobody raises the alarm of a copied key without the key.
    let forged = Parts { signature: device.sign(b"something else"), ..parts(4) };
    assert_eq!(signed(&device, &account, &forged), Err(Refused::SignatureWrong));
}

#[test]
fn somebody_elses_credential_does_not_sign_in() {
    let (device, account) = ann();
    let (other, others) = known(Algorithm::Es256, 10);
    let json = other.json(&other.good());
    let refused = outcome(&json, &expected(), &account.stored());
    assert_eq!(refused, Err(Refused::CredentialOther));
    // Under the id of the account's own, it is signed by another key.
    let mut swapped = json.clone();
    swapped["id"] = account.id().to_base64url().into();
    swapped["rawId"] = swapped["id"].clone();
    let refused = outcome(&swapped, &expected(), &account.stored());
    assert_eq!(refused, Err(Refused::SignatureWrong));
    // A right signature for an id that its key does not belong to.
    let crossed = Stored { public_key: others.key(), ..account.stored() };
    let refused = outcome(&device.json(&device.good()), &expected(), &crossed);
    assert_eq!(refused, Err(Refused::SignatureWrong));
    assert!(outcome(&json, &expected(), &others.stored()).is_ok());
}

#[test]
fn a_credential_must_say_whose_it_is_where_that_is_asked() {
    let (device, account) = ann();
    let stranger = UserHandle::from_bytes(&[4; 16]).unwrap();
    let with = |handle: Option<&str>, identified| {
        let mut json = device.json(&device.good());
        match handle {
            Some(handle) => json["response"]["userHandle"] = handle.into(),
            None => drop(json["response"].as_object_mut().unwrap().remove("userHandle")),
        }
        let stored = Stored { identified, ..account.stored() };
        outcome(&json, &expected(), &stored).map(drop)
    };
    let own = account.handle.to_base64url();
    for identified in [Identified::Before, Identified::ByPasskey] {
        assert_eq!(with(Some(&own), identified), Ok(()));
        let long = "A".repeat(90);
        for other in [stranger.to_base64url().as_str(), "", "AwMD", &own[..20], &long] {
            let refused = with(Some(other), identified);
            assert_eq!(refused, Err(Refused::UserHandleOther), "{other}");
        }
    }
    assert_eq!(with(None, Identified::Before), Ok(()));
    assert_eq!(with(None, Identified::ByPasskey), Err(Refused::UserHandleMissing));
    let assertion = Assertion::read(device.json(&device.good()).to_string().as_bytes()).unwrap();
    assert_eq!(assertion.user_handle(), Some(&account.handle));
    assert_eq!(assertion.credential_id(), account.id());
    assert_eq!(*assertion.challenge(), CHALLENGE);
}

#[test]
fn without_a_yes_from_the_platform_nobody_is_signed_in() {
    let (device, account) = ann();
    let assertion = Assertion::read(device.json(&device.good()).to_string().as_bytes()).unwrap();
    let ask = |answer| {
        let outcome = now(assertion.verify(&expected(), &account.stored(), &Always(answer)));
        outcome.map(|it| it.counter)
    };
    assert_eq!(ask(Ok(true)), Ok(6));
    assert_eq!(ask(Ok(false)), Err(Failed::Refused(Refused::SignatureWrong)));
    assert_eq!(ask(Err("no platform")), Err(Failed::Unchecked("no platform")));
    let sentence = Failed::Unchecked("no platform").to_string();
    assert_eq!(sentence, "The signature could not be checked: no platform");
}

#[test]
fn a_response_is_the_json_of_an_assertion() {
    let (device, account) = ann();
    let change = |name: &str, value: Value| {
        let mut json = device.json(&device.good());
        *json.pointer_mut(name).unwrap() = value;
        outcome(&json, &expected(), &account.stored()).map(drop)
    };
    let malformed = Err(Refused::ResponseMalformed);
    assert_eq!(change("/type", json!("publickey")), malformed);
    assert_eq!(change("/response/signature", json!("AA==")), malformed);
    assert_eq!(change("/response/signature", json!(null)), malformed);
    assert_eq!(change("/response/authenticatorData", json!("A")), malformed);
    assert_eq!(change("/response/userHandle", json!("???")), malformed);
    assert_eq!(change("/id", json!("CQkJ")), Err(Refused::IdsDiffer));
    assert_eq!(change("/response/userHandle", json!(null)), Err(Refused::UserHandleMissing));
    assert_eq!(Assertion::read(b"").unwrap_err(), Refused::ResponseMalformed);
    let registration = device.register().to_string();
    assert_eq!(Assertion::read(registration.as_bytes()).unwrap_err(), Refused::ResponseMalformed);
}
