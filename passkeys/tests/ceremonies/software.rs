//! 1Password's software authenticator and browser side, given our options as JSON: what it answers
//! is taken, and what it answers elsewhere is not.

use crate::support::{HANDLE, ORIGIN, RP_ID, now, verifier::Libraries};
use muster_passkeys::{
    Algorithm, Assertion, Challenge, Creation, Expected, Failed, Identified, Known, PublicKey,
    Refused, Registered, Registration, Request, Stored, UserHandle, UserVerification,
};
use passkey::{
    authenticator::{Authenticator, UiHint, UserCheck, UserValidationMethod},
    client::{Client, DefaultClientData},
    crypto::rust_crypto::RustCryptoBackend,
    types::{
        Passkey,
        ctap2::{Aaguid, Ctap2Error},
        webauthn::{CredentialCreationOptions, CredentialRequestOptions},
    },
};
use url::Url;

/// A person who confirms everything, with a finger or by a touch only.
struct Person {
    verified: bool,
}

#[async_trait::async_trait]
impl UserValidationMethod for Person {
    type PasskeyItem = Passkey;

    async fn check_user<'a>(
        &self,
        hint: UiHint<'a, Passkey>,
        presence: bool,
        _verification: bool,
    ) -> Result<UserCheck, Ctap2Error> {
        match hint {
            UiHint::InformExcludedCredentialFound(_) => Err(Ctap2Error::CredentialExcluded),
            _ => Ok(UserCheck { presence, verification: self.verified }),
        }
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        self.verified.then_some(true)
    }
}

/// A browser, and the device in it with its one passkey.
struct Browser {
    passkey: Option<Passkey>,
    counts: bool,
}

const fn browser(counts: bool) -> Browser {
    Browser { passkey: None, counts }
}

impl Browser {
    fn device(&self) -> Authenticator<Option<Passkey>, Person, RustCryptoBackend> {
        let (aaguid, person) = (Aaguid::new_empty(), Person { verified: true });
        let passkey = self.passkey.clone();
        let mut device = Authenticator::new(aaguid, passkey, person, RustCryptoBackend);
        device.set_make_credentials_with_signature_counter(self.counts);
        device
    }
}

fn expected(challenge: &Challenge) -> Expected<'_> {
    let user_verification = UserVerification::Required;
    let origins = &[ORIGIN];
    let (challenge_ends_ms, now_ms) = (60_000, 0);
    Expected { challenge, challenge_ends_ms, now_ms, origins, rp_id: RP_ID, user_verification }
}

fn register(browser: &mut Browser, challenge: Challenge, exclude: &[Known<'_>]) -> Option<Vec<u8>> {
    let creation = Creation {
        challenge: &challenge,
        rp_id: RP_ID,
        rp_name: "Muster \"of\" all",
        user_handle: &UserHandle::from_bytes(HANDLE).unwrap(),
        user_name: "ann@muster.example",
        display_name: "Ann ☃",
        exclude,
        timeout_ms: 60_000,
    };
    let public_key = serde_json::from_str(&creation.to_json()).unwrap();
    let options = CredentialCreationOptions { public_key };
    let origin = Url::parse(ORIGIN).unwrap();
    let mut client = Client::new(browser.device());
    let made = now(client.register(&origin, options, DefaultClientData)).ok()?;
    browser.passkey.clone_from(client.authenticator().store());
    Some(serde_json::to_vec(&made).unwrap())
}

fn sign(browser: &mut Browser, challenge: Challenge, allow: &[Known<'_>]) -> Vec<u8> {
    let request = Request {
        challenge: &challenge,
        rp_id: RP_ID,
        allow,
        user_verification: UserVerification::Required,
        timeout_ms: 60_000,
    };
    let mut public_key: serde_json::Value = serde_json::from_str(&request.to_json()).unwrap();
    if allow.is_empty() {
        // To this client an empty list is not an absent one; to browsers it is.
        assert_eq!(public_key["allowCredentials"], serde_json::json!([]));
        public_key.as_object_mut().unwrap().remove("allowCredentials");
    }
    let public_key = serde_json::from_value(public_key).unwrap();
    let options = CredentialRequestOptions { public_key };
    let origin = Url::parse(ORIGIN).unwrap();
    let mut client = Client::new(browser.device());
    let signed = now(client.authenticate(&origin, options, DefaultClientData)).unwrap();
    browser.passkey.clone_from(client.authenticator().store());
    serde_json::to_vec(&signed).unwrap()
}

fn check(
    json: &[u8],
    challenge: &Challenge,
    registered: &Registered,
    counter: u32,
    identified: Identified,
) -> Result<u32, Failed<core::convert::Infallible>> {
    // The key as a database gives it back.
    let public_key = PublicKey::from_cose(registered.public_key.as_cose()).unwrap();
    let stored = Stored {
        credential_id: &registered.credential_id,
        public_key: &public_key,
        counter,
        backup_eligible: registered.backup_eligible,
        user_handle: &UserHandle::from_bytes(HANDLE).unwrap(),
        identified,
    };
    let assertion = Assertion::read(json)?;
    now(assertion.verify(&expected(challenge), &stored, &Libraries)).map(|it| it.counter)
}

#[test]
fn a_software_authenticator_registers_and_signs_in() {
    let mut browser = browser(true);
    let (first, second, third) = (Challenge([1; 32]), Challenge([2; 32]), Challenge([3; 32]));
    let json = register(&mut browser, first, &[]).unwrap();
    let registration = Registration::read(&json).unwrap();
    assert_eq!(*registration.challenge(), first);
    assert_eq!(registration.verify(&expected(&second)), Err(Refused::ChallengeWrong));
    let registered = registration.verify(&expected(&first)).unwrap();
    assert_eq!(registered.public_key.algorithm(), Algorithm::Es256);
    assert!(registered.user_verified);
    assert_eq!(registered.discoverable, Some(true));

    let found = sign(&mut browser, second, &[]);
    let by_passkey = Identified::ByPasskey;
    let counter = check(&found, &second, &registered, registered.counter, by_passkey).unwrap();
    assert!(counter > registered.counter);
    // The same again, as somebody who listened would send it.
    let again = check(&found, &third, &registered, counter, by_passkey);
    assert_eq!(again, Err(Refused::ChallengeWrong.into()));
    let again = check(&found, &second, &registered, counter, by_passkey);
    assert_eq!(again, Err(Refused::CounterBack.into()));

    let known = Known { id: &registered.credential_id, transports: &registered.transports };
    let named = sign(&mut browser, third, &[known]);
    assert!(check(&named, &third, &registered, counter, Identified::Before).unwrap() > counter);
}

#[test]
fn an_authenticator_that_does_not_count_signs_in_again_and_again() {
    let mut browser = browser(false);
    let challenge = Challenge([1; 32]);
    let json = register(&mut browser, challenge, &[]).unwrap();
    let registered = Registration::read(&json).unwrap().verify(&expected(&challenge)).unwrap();
    assert_eq!(registered.counter, 0);
    for round in 2..5 {
        let challenge = Challenge([round; 32]);
        let json = sign(&mut browser, challenge, &[]);
        assert_eq!(check(&json, &challenge, &registered, 0, Identified::ByPasskey), Ok(0));
    }
}

#[test]
fn an_authenticator_that_has_a_passkey_makes_no_second_one() {
    let mut browser = browser(true);
    let challenge = Challenge([1; 32]);
    let json = register(&mut browser, challenge, &[]).unwrap();
    let registered = Registration::read(&json).unwrap().verify(&expected(&challenge)).unwrap();
    let known = Known { id: &registered.credential_id, transports: &registered.transports };
    assert_eq!(register(&mut browser, challenge, &[known]), None);
}

#[test]
fn the_passkey_of_another_device_does_not_sign_in() {
    let (mut ours, mut theirs) = (browser(true), browser(true));
    let challenge = Challenge([1; 32]);
    let read = |json: Option<Vec<u8>>| Registration::read(&json.unwrap()).unwrap();
    let our_own = read(register(&mut ours, challenge, &[])).verify(&expected(&challenge)).unwrap();
    register(&mut theirs, challenge, &[]).unwrap();
    let json = sign(&mut theirs, challenge, &[]);
    let refused = check(&json, &challenge, &our_own, 0, Identified::ByPasskey);
    assert_eq!(refused, Err(Refused::CredentialOther.into()));
}
