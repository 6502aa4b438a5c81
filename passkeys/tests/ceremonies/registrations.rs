//! Registrations in which one thing is wrong.

use crate::support::{
    BACKED_UP, BACKUP_ELIGIBLE, CHALLENGE, HAS_CREDENTIAL, HAS_EXTENSIONS, ORIGIN, RP_ID,
    USER_PRESENT, USER_VERIFIED, attestation, authenticator_data, cbor_bytes, cbor_text,
    client_data, credential,
    device::{Device, GOOD},
    expected, head, registration,
};
use muster_passkeys::{
    Algorithm, Challenge, Expected, Refused, Registered, Registration, UserVerification,
};
use serde_json::{Value, json};

pub fn registered(json: &Value) -> Result<Registered, Refused> {
    Registration::read(json.to_string().as_bytes())?.verify(&expected())
}

fn device() -> Device {
    Device::new(Algorithm::Es256, 9)
}

/// A registration with this client data.
fn with_client_data(client_data: &[u8]) -> Value {
    let device = device();
    let data = authenticator_data(RP_ID, GOOD | HAS_CREDENTIAL, 5, &device.credential());
    registration(&device.id, client_data, &attestation("none", &[0xa0], &data))
}

/// A registration with this authenticator data.
fn with_data(data: &[u8]) -> Value {
    with_attestation(&attestation("none", &[0xa0], data))
}

fn with_attestation(attestation: &[u8]) -> Value {
    registration(&device().id, &client_data("webauthn.create", CHALLENGE, ORIGIN, ""), attestation)
}

fn with_flags(flags: u8) -> Value {
    with_data(&authenticator_data(RP_ID, flags | HAS_CREDENTIAL, 5, &device().credential()))
}

fn good_data() -> Vec<u8> {
    authenticator_data(RP_ID, GOOD | HAS_CREDENTIAL, 5, &device().credential())
}

#[test]
fn a_registration_brings_what_is_to_be_stored() {
    for algorithm in Algorithm::ALL {
        let device = Device::new(algorithm, 9);
        let it = registered(&device.register()).unwrap();
        assert_eq!(it.credential_id.as_bytes(), device.id);
        assert_eq!(it.public_key.as_cose(), device.cose());
        assert_eq!(it.public_key.algorithm(), algorithm);
        assert_eq!((it.counter, it.aaguid), (5, [0xaa; 16]));
        assert!(it.user_verified && it.backup_eligible && it.backed_up);
        assert_eq!(it.transports, ["hybrid", "internal"]);
        assert_eq!(it.discoverable, Some(true));
    }
}

#[test]
fn another_challenge_is_refused_and_an_old_one_too() {
    let json = device().register().to_string();
    let registration = Registration::read(json.as_bytes()).unwrap();
    let other = Expected { challenge: &Challenge([8; 32]), ..expected() };
    assert_eq!(registration.verify(&other), Err(Refused::ChallengeWrong));
    let late = Expected { now_ms: 1_000, ..expected() };
    assert_eq!(registration.verify(&late), Err(Refused::ChallengeExpired));
    for wrong in ["", "AAAA", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="] {
        let client_data =
            format!(r#"{{"type":"webauthn.create","challenge":"{wrong}","origin":"{ORIGIN}"}}"#);
        let refused = registered(&with_client_data(client_data.as_bytes()));
        assert_eq!(refused, Err(Refused::ChallengeWrong), "{wrong}");
    }
}

#[test]
fn only_our_own_origins_are_taken_letter_by_letter() {
    for wrong in [
        "https://evil.muster.example",
        "https://muster.example.evil.example",
        "http://muster.example",
        "https://muster.example:8443",
        "https://muster.example:443",
        "https://muster.example/",
        "https://MUSTER.example",
        "https://muster.example.",
        "https://musterXexample",
        "muster.example",
        "null",
        "",
    ] {
        let refused =
            registered(&with_client_data(&client_data("webauthn.create", CHALLENGE, wrong, "")));
        assert_eq!(refused, Err(Refused::OriginWrong), "{wrong}");
    }
    let other = client_data("webauthn.create", CHALLENGE, "https://other.example", "");
    assert!(registered(&with_client_data(&other)).is_ok());
}

#[test]
fn client_data_of_another_ceremony_or_from_a_frame_is_refused() {
    let with = |ceremony, more| {
        registered(&with_client_data(&client_data(ceremony, CHALLENGE, ORIGIN, more)))
    };
    for ceremony in ["webauthn.get", "payment.get", "webauthn.create ", ""] {
        assert_eq!(with(ceremony, ""), Err(Refused::CeremonyWrong), "{ceremony}");
    }
    for frame in [
        r#","crossOrigin":true"#,
        r#","topOrigin":"https://evil.example""#,
        r#","crossOrigin":false,"topOrigin":"https://muster.example""#,
        r#","topOrigin":null"#,
    ] {
        assert_eq!(with("webauthn.create", frame), Err(Refused::CrossOrigin), "{frame}");
    }
    assert!(with("webauthn.create", r#","crossOrigin":false"#).is_ok());
    assert!(with("webauthn.create", r#","later":{"a":[1,{}]},"tokenBinding":null"#).is_ok());
}

#[test]
fn client_data_that_is_not_read_in_one_way_only_is_refused() {
    let good = client_data("webauthn.create", CHALLENGE, ORIGIN, "");
    let with = |more| client_data("webauthn.create", CHALLENGE, ORIGIN, more);
    for (what, client_data) in [
        ("nothing", vec![]),
        ("a list", b"[]".to_vec()),
        ("no members", b"{}".to_vec()),
        ("a type twice", with(r#","type":"webauthn.create""#)),
        ("an origin twice", with(r#","origin":"https://evil.example""#)),
        ("a challenge twice", with(r#","challenge":"AAAA""#)),
        ("a word for a truth", with(r#","crossOrigin":"false""#)),
        ("null for a truth", with(r#","crossOrigin":null"#)),
        ("something behind", [&good[..], b"{}"].concat()),
        ("a byte order mark", [b"\xef\xbb\xbf", &good[..]].concat()),
        ("not UTF-8", [&good[..good.len() - 1], b",\"a\":\"\xff\"}"].concat()),
        ("a cut", good[..good.len() - 1].to_vec()),
    ] {
        let refused = registered(&with_client_data(&client_data));
        assert_eq!(refused, Err(Refused::ClientDataMalformed), "{what}");
    }
    let long = with(&format!(r#","a":"{}""#, "a".repeat(4096)));
    assert_eq!(registered(&with_client_data(&long)), Err(Refused::ClientDataTooLarge));
}

#[test]
fn each_flag_that_is_wrong_is_refused() {
    let without_verification = USER_PRESENT | BACKUP_ELIGIBLE | BACKED_UP;
    for (flags, refused) in [
        (0, Refused::UserAbsent),
        (USER_VERIFIED, Refused::UserAbsent),
        (without_verification, Refused::UserNotVerified),
        (USER_PRESENT | USER_VERIFIED | BACKED_UP, Refused::BackupContradicts),
    ] {
        assert_eq!(registered(&with_flags(flags)), Err(refused), "{flags:b}");
    }
    let device_bound = registered(&with_flags(USER_PRESENT | USER_VERIFIED)).unwrap();
    assert!(!device_bound.backup_eligible && !device_bound.backed_up);
    let later = registered(&with_flags(USER_PRESENT | USER_VERIFIED | BACKUP_ELIGIBLE)).unwrap();
    assert!(later.backup_eligible && !later.backed_up);
    // Bits that are reserved for later say nothing.
    assert!(registered(&with_flags(GOOD | 1 << 1 | 1 << 5)).is_ok());

    let json = with_flags(without_verification).to_string();
    let preferred = Expected { user_verification: UserVerification::Preferred, ..expected() };
    let taken = Registration::read(json.as_bytes()).unwrap().verify(&preferred).unwrap();
    assert!(!taken.user_verified);
}

#[test]
fn a_credential_for_another_party_is_refused() {
    for party in ["evil.example", "example", "", "https://muster.example"] {
        let data = authenticator_data(party, GOOD | HAS_CREDENTIAL, 5, &device().credential());
        assert_eq!(registered(&with_data(&data)), Err(Refused::RpIdWrong), "{party}");
    }
}

#[test]
fn authenticator_data_must_end_where_it_ends() {
    let device = device();
    let flags = GOOD | HAS_CREDENTIAL;
    let with = |flags, rest: &[u8]| with_data(&authenticator_data(RP_ID, flags, 5, rest));
    let and = |more: &[u8]| [&device.credential(), more].concat();
    let malformed = Err(Refused::AuthenticatorDataMalformed);
    assert_eq!(registered(&with(flags, &and(&[0]))), malformed);
    assert_eq!(registered(&with(flags, &and(&[0xa0]))), malformed);
    assert_eq!(registered(&with(GOOD, &and(&[]))), malformed);
    assert_eq!(registered(&with(GOOD, &[])), Err(Refused::CredentialMissing));
    for length in 0..good_data().len() {
        assert!(registered(&with_data(&good_data()[..length])).is_err(), "{length} bytes");
    }
    // Extensions are a map, whatever is in it, and nothing is behind it.
    let flags = flags | HAS_EXTENSIONS;
    let extension = [&head(5, 1)[..], &cbor_text("credProtect"), &[3]].concat();
    assert!(registered(&with(flags, &and(&extension))).is_ok());
    assert!(registered(&with(flags, &and(&[0xa0]))).is_ok());
    let twice = [&head(5, 2)[..], &extension[1..], &extension[1..]].concat();
    for (what, extensions) in [
        ("none", vec![]),
        ("a number", vec![0]),
        ("a list", vec![0x80]),
        ("a cut map", extension[..extension.len() - 1].to_vec()),
        ("two maps", [&extension[..], &extension].concat()),
        ("a key that comes twice", twice),
        ("a huge map", vec![0xbb, 255, 255, 255, 255, 255, 255, 255, 255]),
    ] {
        assert_eq!(registered(&with(flags, &and(&extensions))), malformed, "{what}");
    }
}

#[test]
fn the_id_of_a_credential_is_one_and_fits() {
    let device = device();
    let with = |credential: &[u8]| {
        with_data(&authenticator_data(RP_ID, GOOD | HAS_CREDENTIAL, 5, credential))
    };
    let other = credential(20, &[8; 20], &device.cose());
    assert_eq!(registered(&with(&other)), Err(Refused::IdsDiffer));
    assert_eq!(
        registered(&with(&credential(0, &[], &device.cose()))),
        Err(Refused::CredentialIdLength)
    );
    let long = credential(1024, &[8; 1024], &device.cose());
    assert_eq!(registered(&with(&long)), Err(Refused::CredentialIdLength));
    let claimed = credential(65_535, &device.id, &device.cose());
    assert_eq!(registered(&with(&claimed)), Err(Refused::AuthenticatorDataMalformed));
    for (name, value) in [("id", "CQkJ"), ("rawId", "CQkJ")] {
        let mut json = device.register();
        json[name] = value.into();
        assert_eq!(registered(&json), Err(Refused::IdsDiffer), "{name}");
    }
}

#[test]
fn an_attestation_object_has_three_members_and_no_more() {
    let data = good_data();
    let [format, statement, bytes] = [
        [cbor_text("fmt"), cbor_text("none")].concat(),
        [cbor_text("attStmt"), vec![0xa0]].concat(),
        [cbor_text("authData"), cbor_bytes(&data)].concat(),
    ];
    let map = |of: &[&[u8]]| [&head(5, of.len())[..], &of.concat()].concat();
    let good = map(&[&format, &statement, &bytes]);
    assert!(registered(&with_attestation(&good)).is_ok());
    assert!(registered(&with_attestation(&map(&[&bytes, &statement, &format]))).is_ok());
    let other = [cbor_text("more"), vec![0]].concat();
    let malformed = Err(Refused::AttestationMalformed);
    for (what, object) in [
        ("nothing", vec![]),
        ("a list", [&[0x83], &good[1..]].concat()),
        ("two members", map(&[&format, &bytes])),
        ("four members", map(&[&format, &statement, &bytes, &other])),
        ("another member", map(&[&format, &statement, &other])),
        ("a member twice", map(&[&format, &bytes, &bytes])),
        ("something behind", [&good[..], &[0]].concat()),
        ("a map without an end", [&[0xbf], &good[1..], &[0xff]].concat()),
        ("a long name", attestation(&"f".repeat(33), &[0xa0], &data)),
        ("a huge statement", attestation("packed", &[0x5b, 255, 255, 255, 255, 0, 0, 0, 0], &data)),
        ("a deep statement", attestation("packed", &[&[0x81; 6][..], &[0x80]].concat(), &data)),
        ("a tag in the statement", attestation("packed", &[0xc0, 0x60], &data)),
    ] {
        assert_eq!(registered(&with_attestation(&object)), malformed, "{what}");
    }
    for length in 0..good.len() {
        assert!(registered(&with_attestation(&good[..length])).is_err(), "{length} bytes");
    }
    let large = attestation("none", &[0xa0], &vec![0; 16 << 10]);
    assert_eq!(registered(&with_attestation(&large)), Err(Refused::AttestationTooLarge));
}

#[test]
fn a_statement_is_read_over_and_not_believed() {
    let data = good_data();
    let statement =
        [&head(5, 2)[..], &cbor_text("alg"), &[0x26], &cbor_text("sig"), &cbor_bytes(&[1, 2])];
    let statement = statement.concat();
    let with_statement = registered(&with_attestation(&attestation("packed", &statement, &data)));
    assert_eq!(with_statement, registered(&with_data(&data)));
    assert!(with_statement.is_ok());
    let not_none = registered(&with_attestation(&attestation("none", &statement, &data)));
    assert_eq!(not_none, Err(Refused::AttestationNotNone));
}

#[test]
fn a_response_is_the_json_of_a_passkey() {
    let change = |name: &str, value: Value| {
        let mut json = device().register();
        *json.pointer_mut(name).unwrap() = value;
        registered(&json)
    };
    let malformed = Err(Refused::ResponseMalformed);
    assert_eq!(change("/type", json!("password")), malformed);
    assert_eq!(change("/response", json!(null)), malformed);
    assert_eq!(change("/response/clientDataJSON", json!(7)), malformed);
    assert_eq!(change("/response/clientDataJSON", json!("e30=")), malformed);
    assert_eq!(change("/response/attestationObject", json!("+/+/")), malformed);
    assert_eq!(change("/response/transports", json!("usb")), malformed);
    assert_eq!(change("/clientExtensionResults/credProps/rk", json!("yes")), malformed);
    let transports = Err(Refused::TransportsMalformed);
    assert_eq!(change("/response/transports", json!(vec!["usb"; 13])), transports);
    for wrong in ["", "<b>", "USB", &"u".repeat(33)] {
        assert_eq!(change("/response/transports", json!([wrong])), transports, "{wrong}");
    }
    assert!(change("/response/transports", json!([])).is_ok());
    let silent = change("/clientExtensionResults", json!({})).unwrap();
    assert_eq!(silent.discoverable, None);
    assert_eq!(
        change("/response/publicKeyAlgorithm", json!("x".repeat(65_536))),
        Err(Refused::ResponseTooLarge)
    );
    let text = device().register().to_string();
    let twice = text.replacen('{', r#"{"rawId":"CQkJ","#, 1);
    assert_eq!(Registration::read(twice.as_bytes()).unwrap_err(), Refused::ResponseMalformed);
}
