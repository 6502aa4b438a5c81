//! Forged signatures: every bit of what is signed counts, and a signature has one spelling.

use crate::support::{
    device::{Account, Device, Parts, known},
    expected, now,
    verifier::Libraries,
};
use muster_passkeys::{Algorithm, Assertion, Failed, Refused};

fn outcome(device: &Device, account: &Account, parts: &Parts) -> Result<(), Refused> {
    let assertion = Assertion::read(device.json(parts).to_string().as_bytes())?;
    match now(assertion.verify(&expected(), &account.stored(), &Libraries)) {
        Ok(_) => Ok(()),
        Err(Failed::Refused(refused)) => Err(refused),
        Err(Failed::Unchecked(never)) => match never {},
    }
}

#[test]
fn no_bit_of_an_assertion_can_be_changed() {
    for algorithm in Algorithm::ALL {
        let (device, account) = known(algorithm, 9);
        let good = device.good();
        assert_eq!(outcome(&device, &account, &good), Ok(()));
        let flip = |bytes: &mut [u8], bit: usize| bytes[bit / 8] ^= 1 << (bit % 8);
        for bit in 0..good.client_data.len() * 8 {
            let mut parts = good.clone();
            flip(&mut parts.client_data, bit);
            assert!(outcome(&device, &account, &parts).is_err(), "client data, bit {bit}");
        }
        for bit in 0..good.data.len() * 8 {
            let mut parts = good.clone();
            flip(&mut parts.data, bit);
            assert!(outcome(&device, &account, &parts).is_err(), "authenticator data, bit {bit}");
        }
        for bit in 0..good.signature.len() * 8 {
            let mut parts = good.clone();
            flip(&mut parts.signature, bit);
            assert!(outcome(&device, &account, &parts).is_err(), "signature, bit {bit}");
        }
    }
}

#[test]
fn a_byte_that_no_check_looks_at_is_still_signed() {
    for algorithm in Algorithm::ALL {
        let (device, account) = known(algorithm, 9);
        let mut parts = device.good();
        parts.client_data.insert(1, b' ');
        assert_eq!(outcome(&device, &account, &parts), Err(Refused::SignatureWrong));
        let mut parts = device.good();
        // The counter, forward.
        parts.data[33] = 1;
        assert_eq!(outcome(&device, &account, &parts), Err(Refused::SignatureWrong));
    }
}

#[test]
fn a_signature_of_another_form_is_refused() {
    for algorithm in Algorithm::ALL {
        let (device, account) = known(algorithm, 9);
        let good = device.good();
        let with =
            |signature: Vec<u8>| outcome(&device, &account, &Parts { signature, ..good.clone() });
        let malformed = Err(Refused::SignatureMalformed);
        assert_eq!(with(vec![]), malformed);
        assert_eq!(with([&good.signature[..], &[0]].concat()), malformed);
        assert_eq!(with(good.signature[1..].to_vec()), malformed);
        assert_eq!(with(good.signature[..good.signature.len() - 1].to_vec()), malformed);
        assert_eq!(with(vec![0; 600]), malformed);
        for other in Algorithm::ALL.into_iter().filter(|it| *it != algorithm) {
            let signature = Device::new(other, 9).good().signature;
            assert_eq!(with(signature), malformed, "{algorithm:?} {other:?}");
        }
    }
}

#[test]
fn a_der_signature_has_one_spelling() {
    let (device, account) = known(Algorithm::Es256, 9);
    let good = device.good();
    let der = &good.signature;
    let with =
        |signature: Vec<u8>| outcome(&device, &account, &Parts { signature, ..good.clone() });
    let r_length = usize::from(der[3]);
    let (r, s) = (&der[4..4 + r_length], &der[6 + r_length..]);
    let number = |bytes: &[u8]| [&[2, u8::try_from(bytes.len()).unwrap()], bytes].concat();
    let sequence =
        |content: &[u8]| [&[0x30, u8::try_from(content.len()).unwrap()], content].concat();
    let of = |r: &[u8], s: &[u8]| sequence(&[number(r), number(s)].concat());
    assert_eq!(with(of(r, s)), Ok(()));
    let positive = |bytes: &[u8]| [&[0], bytes].concat();
    let bare = |bytes: &[u8]| bytes.iter().copied().skip_while(|it| *it == 0).collect::<Vec<_>>();
    let long = [&[0x30, 0x81], &der[1..]].concat();
    for (what, signature) in [
        ("a zero more before r", of(&positive(r), s)),
        ("a zero more before s", of(r, &positive(s))),
        ("the long form", long),
        ("no end", [&[0x30, 0x80], &der[2..], &[0, 0]].concat()),
        ("something inside behind s", sequence(&[&der[2..], &[5, 0]].concat())),
        ("r of 33 bytes", of(&[&[1], &[7; 32][..]].concat(), s)),
        ("r is zero", of(&[0], s)),
        ("s is zero", of(r, &[0])),
        ("s is nothing", of(r, &[])),
        ("r and s as they are in Web Crypto", [bare(r), bare(s)].concat()),
    ] {
        assert_eq!(with(signature), Err(Refused::SignatureMalformed), "{what}");
    }
    // As negative numbers, whichever of them has a zero in front.
    for (r_bare, s_bare) in [(bare(r), s.to_vec()), (r.to_vec(), bare(s))] {
        let spelled = of(&r_bare, &s_bare);
        assert_eq!(with(spelled.clone()).is_ok(), spelled == *der);
    }
    assert_eq!(with(of(s, r)), Err(Refused::SignatureWrong));
}
