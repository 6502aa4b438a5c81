//! Which texts get which hints.

use super::{About, Hint, Kind, hints, quoted};
use crate::catalogue::Phase;
use proptest::prelude::*;

const CUSTOMERS: About = About { internal: false, phase: Phase::Identification };
const COLLEAGUES: About = About { internal: true, ..CUSTOMERS };

/// Ends a text so that nothing is missing in it.
const NEXT: &str = " Next update by 14:30.";

/// What is found, with the words it is about.
fn found(text: &str, about: About) -> Vec<(Kind, String)> {
    let text = format!("{text}{NEXT}");
    hints(&text, about).into_iter().map(|hint| (hint.kind, quoted(&text, hint))).collect()
}

fn one(text: &str) -> (Kind, String) {
    match found(text, CUSTOMERS).as_slice() {
        [only] => only.clone(),
        other => panic!("one hint, not {other:?}"),
    }
}

fn is(kind: Kind, words: &str) -> (Kind, String) {
    (kind, words.into())
}

// [R96]
#[test]
fn customers_are_promised_no_time_of_repair_and_colleagues_may_be() {
    let text = "Payments will be fully restored by noon.";
    assert_eq!(one(text), is(Kind::PromisedFix, "will be fully restored"));
    assert_eq!(found(text, COLLEAGUES), []);
    assert_eq!(one("We expect a fix tonight."), is(Kind::PromisedFix, "expect a fix"));
    assert_eq!(one("ETA: one hour."), is(Kind::PromisedFix, "ETA"));
    assert_eq!(one("It is fixed soon."), is(Kind::PromisedFix, "fixed soon"));
}

// [R96]
#[test]
fn what_is_past_or_a_condition_is_no_promise() {
    for text in [
        "Payments were restored at 13:40.",
        "We will tell you once it is fixed.",
        "We will get back to you.",
        "I will not say that it is fixed before I know it.",
    ] {
        assert_eq!(found(text, CUSTOMERS), [], "{text}");
    }
}

// [R96]
#[test]
fn outage_is_a_strong_word_and_a_guess_is_no_news() {
    assert_eq!(one("The Outage began."), is(Kind::Outage, "Outage"));
    assert_eq!(one("We  think it is over."), is(Kind::Guess, "We  think"));
    assert_eq!(one("It is *probably* over."), is(Kind::Guess, "probably"));
}

// [R96]
#[test]
fn names_of_machines_and_private_addresses_stay_inside() {
    for name in [
        "db-prod-3",
        "web-01",
        "api2-eu-west-1",
        "grafana.internal",
        "10.0.3.7",
        "fe80::1",
        "https://wiki/runbook",
        "http://192.168.1.4:8080/x",
        "pay-eu-7.corp",
        "localhost",
    ] {
        assert_eq!(one(&format!("See {name}, please.")), is(Kind::InternalName, name), "{name}");
    }
}

// [R96]
#[test]
fn what_readers_know_is_no_name_of_a_machine() {
    for word in [
        "covid-19",
        "sev-1",
        "24-7",
        "13:41",
        "13:41:02",
        "https://status.example.com/a-1",
        "4.5.1",
        "well-known",
        "2026-11-25",
        "B2B",
        "pre-2024",
        "e-mail",
    ] {
        assert_eq!(found(&format!("See {word}, please."), CUSTOMERS), [], "{word}");
    }
}

// [R96]
#[test]
fn nobody_outside_is_blamed() {
    assert_eq!(one("It was caused by our provider."), is(Kind::Blame, "provider"));
    assert_eq!(one("A third party failed."), is(Kind::Blame, "third"));
    assert_eq!(found("Your provider can help you.", CUSTOMERS), []);
}

// [R96, R94]
#[test]
fn characters_that_nobody_sees_are_pointed_at() {
    assert_eq!(one("Now\u{202E}\u{200B} then."), is(Kind::Hidden, "\u{202E}\u{200B}"));
}

// [R96]
#[test]
fn a_text_that_does_not_say_when_news_comes_lacks_something() {
    let missing = |text, phase| {
        let found = hints(text, About { phase, ..CUSTOMERS });
        found.iter().any(|hint| hint.kind == Kind::NoNextUpdate)
    };
    assert!(missing("We are working on it.", Phase::Investigation));
    assert!(!missing("We are working on it.", Phase::Resolution), "it is over");
    assert!(!missing("", Phase::Investigation), "nothing is written yet");
    for text in [
        "News by {{next update}}.",
        "You hear from us again in half an hour.",
        "Next update: 14:30",
        "We post again every 30 minutes.",
    ] {
        assert!(!missing(text, Phase::Investigation), "{text}");
    }
}

// [R96]
#[test]
fn places_are_counted_in_the_units_of_a_browser() {
    let text = format!("🙂 outage{NEXT}");
    assert_eq!(hints(&text, CUSTOMERS), [Hint { start: 3, end: 9, kind: Kind::Outage }]);
}

proptest! {
    // [R96]
    #[test]
    fn every_hint_lies_within_its_text(text in "([a-z🙂.,\n\u{200B}-]{1,4}|will|fixed| outage| ){0,20}") {
        let end = text.encode_utf16().count();
        for hint in hints(&text, CUSTOMERS) {
            prop_assert!(hint.start <= hint.end && hint.end <= end, "{hint:?} of {end}");
        }
    }
}
