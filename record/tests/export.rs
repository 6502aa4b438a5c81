//! An export of the demo's past incident, whole and redacted, written, verified and broken.
#![expect(clippy::unwrap_used, reason = "a test reports by panicking")]

use muster_demo::{organisation, past_incident, past_start, replay};
use muster_domain::chain::{self, Digest, Entry};
use muster_domain::event::Recorded;
use muster_domain::ids::{IncidentId, PersonId, Seq};
use muster_domain::incident::Incident;
use muster_domain::organisation::Organisation;
use muster_domain::time::Timestamp;
use muster_domain::viewer::{Clearance, Viewer};
use muster_record::{
    About, Broken, FORMAT, Fault, Head, Line, Moment, Record, document, markdown, messages_csv,
    timeline_csv, verify, write_export,
};
use proptest::prelude::*;
use std::sync::LazyLock;

const NOW: Timestamp = Timestamp(1_764_025_509_000);

struct Story {
    organisation: Organisation,
    incident: Incident,
    log: Vec<Recorded>,
    lines: Vec<Line>,
}

static STORY: LazyLock<Story> = LazyLock::new(|| {
    let organisation = organisation();
    let log = replay(&past_incident(), past_start(NOW), &organisation).unwrap();
    let mut incident = Incident::new(IncidentId::from("0123456789abcdef"));
    for recorded in &log {
        incident.apply(recorded);
    }
    let mut head = Digest::WITHHELD;
    let lines = log.iter().map(|recorded| sealed(recorded, &mut head)).collect();
    Story { organisation, incident, log, lines }
});

fn hex(salt: &[u8; 16]) -> String {
    let digits = |byte: &u8| [byte >> 4, byte & 15];
    let digit = |it: u8| char::from_digit(it.into(), 16).unwrap();
    salt.iter().flat_map(digits).map(digit).collect()
}

/// As the room seals it.
fn sealed(recorded: &Recorded, head: &mut Digest) -> Line {
    let body = muster_json::write(&recorded.event);
    let kind = body.split('"').nth(1).unwrap().to_owned();
    let by = muster_json::write(&(recorded.by, recorded.capacity));
    let salt = [u8::try_from(recorded.seq.0 % 251).unwrap(); 16];
    let personal = recorded.personal.as_ref().map(|words| words.shown().to_owned());
    let beside = personal.as_deref().map(|text| (&salt, text));
    let entry = Entry { seq: recorded.seq.0, at: recorded.at.0, by: &by, kind: &kind };
    let seal = chain::seal(*head, entry, &salt, &body, beside);
    *head = seal.hash;
    Line {
        seq: recorded.seq,
        at: recorded.at.0,
        utc: Moment::utc(recorded.at),
        personal_salt: personal.as_ref().map(|_| hex(&salt)),
        by,
        kind,
        body: Some(body),
        salt: Some(hex(&salt)),
        personal,
        body_digest: seal.body,
        personal_digest: seal.personal,
        hash: seal.hash,
        shown: None,
    }
}

fn viewer(clearance: Clearance) -> Viewer {
    Viewer { person: Some(PersonId(1)), clearance }
}

fn seen(clearance: Clearance) -> Vec<Recorded> {
    let viewer = viewer(clearance);
    STORY.log.iter().map(|it| it.for_viewer(&STORY.incident, &viewer)).collect()
}

fn head(clearance: Clearance) -> Head {
    Head {
        format: FORMAT.into(),
        organisation: STORY.organisation.name.clone(),
        incident: STORY.incident.id.clone(),
        title: STORY.incident.title.clone(),
        exported: NOW,
        by: PersonId(1),
        clearance,
        privileged: clearance == Clearance::Messaging,
        count: u64::try_from(STORY.lines.len()).unwrap(),
        last: STORY.lines.last().unwrap().hash,
        people: vec![(PersonId(1), "Ines Moreau".into())],
    }
}

fn export(clearance: Clearance) -> String {
    let seen = seen(clearance);
    let originals = STORY.lines.iter().cloned().zip(&STORY.log);
    let lines = originals.zip(&seen).map(|((line, log), seen)| line.for_reader(log, seen));
    write_export(&head(clearance), &lines.collect::<Vec<_>>())
}

static WHOLE: LazyLock<String> = LazyLock::new(|| export(Clearance::Messaging));

/// The entry that a place in the file belongs to: two lines stand before the first.
fn entry_at(place: usize) -> u64 {
    let line = WHOLE.get(..place).unwrap().matches('\n').count();
    u64::try_from(line.saturating_sub(1)).unwrap()
}

// [R142] [R143]
#[test]
fn an_export_is_json_and_verifies_with_every_entry_open() {
    let verified = verify(&WHOLE).unwrap();
    assert_eq!(verified.head, head(Clearance::Messaging));
    assert_eq!((verified.open, verified.left_out), (verified.head.count, 0));
    let submitted = |line: &&Line| line.kind == "submitted";
    let versions = STORY.lines.iter().filter(submitted).count();
    assert_eq!(verified.versions, u64::try_from(versions).unwrap());
    assert!(versions > 2 && verified.open > 100, "the story is worth testing with");
    let whole: serde_json::Value = serde_json::from_str(&WHOLE).unwrap();
    let entries = whole.get("entries").and_then(|it| it.as_array()).unwrap();
    assert_eq!(entries.len(), STORY.lines.len());
}

// [R142] [R148]
#[test]
fn what_a_reader_may_not_see_is_not_in_the_file_and_the_chain_holds_all_the_same() {
    let text = export(Clearance::Observer);
    let verified = verify(&text).unwrap();
    assert!(verified.left_out > 20, "{}", verified.left_out);
    assert_eq!(verified.head.last, head(Clearance::Messaging).last);
    let hidden: Vec<_> = STORY.log.iter().zip(seen(Clearance::Observer)).collect();
    for ((recorded, seen), line) in hidden.into_iter().zip(&STORY.lines) {
        if recorded.event != seen.event {
            let body = muster_json::write(line.body.as_ref().unwrap());
            assert!(!text.contains(&body), "{body}");
            let own = format!("\"salt\":\"{}\"", line.salt.as_ref().unwrap());
            let line = text.lines().find(|it| it.contains(&line.hash.to_string())).unwrap();
            assert!(!line.contains(&own), "its digest must not be open to guessing");
        }
    }
}

// [R142]
#[test]
fn a_missing_a_doubled_and_an_added_entry_are_named() {
    let lines: Vec<&str> = WHOLE.lines().collect();
    let without = |gone: usize| {
        let kept = lines.iter().enumerate().filter(|(place, _)| *place != gone);
        kept.flat_map(|(_, line)| [*line, "\n"]).collect::<String>()
    };
    let broken = |entry, fault| Err(Broken { entry: Seq(entry), fault });
    assert_eq!(verify(&without(8)), broken(7, Fault::Line));
    let count = head(Clearance::Messaging).count;
    assert_eq!(verify(&without(lines.len() - 1)), broken(count, Fault::End));
    assert_eq!(verify(&format!("{}x", *WHOLE)), broken(count, Fault::End));
    assert_eq!(verify(""), broken(0, Fault::Format));
    assert_eq!(verify("{\"head\":{}}"), broken(0, Fault::Format));
}

/// Whoever changes the log and all that stands beside it still has to forge the chain.
// [R142]
#[test]
fn words_that_were_changed_with_the_check_of_their_line_are_found_by_the_chain() {
    let changed = |change: fn(&mut Line)| {
        let mut lines = STORY.lines.clone();
        change(lines.get_mut(9).unwrap());
        verify(&write_export(&head(Clearance::Messaging), &lines)).unwrap_err()
    };
    let tenth = |fault| Broken { entry: Seq(10), fault };
    let words = changed(|line| line.body = line.body.as_ref().map(|body| format!("{body} ")));
    assert_eq!(words, tenth(Fault::Words));
    assert_eq!(changed(|line| line.at += 1), tenth(Fault::Chain));
    assert_eq!(changed(|line| line.by.push(' ')), tenth(Fault::Chain));
    assert_eq!(changed(|line| line.seq = Seq(11)), tenth(Fault::Order));
    assert_eq!(changed(|line| line.salt = Some("00".repeat(16))), tenth(Fault::Words));
    assert_eq!(changed(|line| line.personal = Some("Eve".into())), tenth(Fault::Personal));
}

// [R88] [R142]
#[test]
fn a_signed_text_that_was_exchanged_with_all_digests_is_found_by_its_fingerprint() {
    let mut log = STORY.log.clone();
    let place = STORY.lines.iter().position(|line| line.kind == "submitted").unwrap();
    let recorded = log.get_mut(place).unwrap();
    let mut event = muster_json::write(&recorded.event);
    event = event.replace("\"subject\":\"", "\"subject\":\"Good news. ");
    recorded.event = muster_json::read(&event).unwrap();
    let mut last = Digest::WITHHELD;
    let lines: Vec<Line> = log.iter().map(|recorded| sealed(recorded, &mut last)).collect();
    let head = Head { last, ..head(Clearance::Messaging) };
    let entry = Seq(u64::try_from(place).unwrap() + 1);
    let broken = Broken { entry, fault: Fault::Fingerprint };
    assert_eq!(verify(&write_export(&head, &lines)), Err(broken));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    // [R142]
    #[test]
    fn whatever_byte_is_changed_the_first_broken_entry_is_named(
        place in 0_usize..WHOLE.len(),
        to in 32_u8..127,
    ) {
        let mut bytes = WHOLE.as_bytes().to_vec();
        let byte = bytes.get_mut(place).unwrap();
        prop_assume!(byte.is_ascii() && *byte != to);
        *byte = to;
        let broken = verify(&String::from_utf8(bytes).unwrap()).unwrap_err();
        let entry = Seq(entry_at(place).min(head(Clearance::Messaging).count));
        // A line that is joined to the next one is broken where it begins.
        prop_assert_eq!(broken.entry, entry, "{:?}", broken.fault);
    }
}

fn about(clearance: Clearance) -> About {
    About {
        at: NOW,
        by: PersonId(1),
        clearance,
        privileged: clearance == Clearance::Messaging,
        clock: Moment::new(60),
        last: STORY.lines.last().unwrap().hash,
    }
}

fn with<T>(clearance: Clearance, make: impl FnOnce(&Record<'_>) -> T) -> T {
    let incident = STORY.incident.for_viewer(&viewer(clearance));
    let (about, log) = (about(clearance), seen(clearance));
    let organisation = &STORY.organisation;
    make(&Record { about: &about, incident: &incident, organisation, log: &log })
}

// [R143] [R144]
#[test]
fn the_document_holds_every_version_and_sign_off_and_both_clocks() {
    let html = with(Clearance::Messaging, document);
    for line in STORY.lines.iter().filter(|line| line.kind == "submitted") {
        let text = muster_json::member(line.body.as_ref().unwrap(), "submitted").unwrap();
        let print = muster_json::member(text.unwrap(), "fingerprint").unwrap().unwrap();
        assert!(html.contains(print.trim_matches('"')), "{print}");
    }
    assert!(html.contains("Z (") && html.contains("UTC+01:00"));
    assert!(html.contains("as Legal Officer"), "who signed, and in which capacity");
    assert!(!html.contains("<script"));
}

// [R136]
#[test]
fn the_postmortem_gets_what_was_sent_and_nothing_that_was_not() {
    let text = with(Clearance::Responder, markdown);
    let sent = STORY.incident.messages.iter().filter(|message| message.is_out()).count();
    assert_eq!(text.matches("\n### ").count(), sent);
    assert!(sent > 0 && text.contains(" reached, "));
}

// [R143] [R148]
#[test]
fn the_tables_have_a_row_for_every_entry_and_hide_what_the_document_hides() {
    let rows = |text: &str| text.matches("\r\n").count();
    let whole = with(Clearance::Messaging, timeline_csv);
    assert_eq!(rows(&whole), STORY.log.len() + 1);
    let versions = STORY.lines.iter().filter(|line| line.kind == "submitted").count();
    assert!(rows(&with(Clearance::Messaging, messages_csv)) > versions);
    let secret = secret_word();
    for make in [document, markdown, timeline_csv, messages_csv] {
        assert!(!with(Clearance::Observer, make).contains(&secret), "{secret}");
    }
    assert!(with(Clearance::Messaging, document).contains(&secret));
}

/// Something a responder said that was never sent to anybody, in plain letters.
fn secret_word() -> String {
    let note = STORY.incident.briefing.notes.as_ref().unwrap();
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == ' ';
    let runs = note.text.shown().split(|letter| !plain(letter));
    runs.max_by_key(|run| run.len()).unwrap().trim().to_owned()
}
