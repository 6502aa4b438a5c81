//! The log: who did what when, and why it can be trusted (requirements N, decisions 21 and 23).

use muster_domain::actor::{Actor, Capacity};
use muster_domain::catalogue::Role;
use muster_domain::chain::{Digest, Entry, Salt, link, seal};
use muster_domain::command::Command as C;
use muster_domain::event::Recorded;
use muster_domain::incident::Incident;
use muster_domain::message::Stage;
use muster_domain::refusal::Code;
use muster_domain::seat::Rank;
use muster_tests::firm::{LEAD, OBSERVER, SLT};
use muster_tests::given::text;
use muster_tests::story::Story;

/// An entry as a room stores it: the parts its hash covers, and what may be erased.
#[derive(Clone)]
struct Stored {
    seq: u64,
    at: i64,
    by: String,
    kind: String,
    body: Option<(Salt, String)>,
    personal: Option<(Salt, String)>,
    digests: (Digest, Digest),
    hash: Digest,
}

/// Seals a log as a room does; the salts are only made to differ.
fn stored(log: &[Recorded]) -> Vec<Stored> {
    let mut previous = Digest::default();
    let entries = log.iter().map(|recorded| {
        let entry = sealed(recorded, previous);
        previous = entry.hash;
        entry
    });
    entries.collect()
}

fn sealed(recorded: &Recorded, previous: Digest) -> Stored {
    let json = serde_json::to_value(&recorded.event).expect("an event is JSON");
    let kind =
        json.as_str().map(str::to_owned).or_else(|| json.as_object()?.keys().next().cloned());
    let (body, kind) = (json.to_string(), kind.expect("a kind"));
    let by = serde_json::to_string(&(recorded.by, recorded.capacity)).expect("JSON");
    let salt = |add: u8| [u8::try_from(recorded.seq.0 % 200).expect("small") + add; 16];
    let personal = recorded.personal.as_ref().map(|words| (salt(1), words.shown().to_owned()));
    let (seq, at) = (recorded.seq.0, recorded.at.0);
    let entry = Entry { seq, at, by: &by, kind: &kind };
    let beside = personal.as_ref().map(|(salt, text)| (salt, text.as_str()));
    let seal = seal(previous, entry, &salt(0), &body, beside);
    Stored {
        seq,
        at,
        body: Some((salt(0), body)),
        personal,
        digests: (seal.body, seal.personal),
        hash: seal.hash,
        by,
        kind,
    }
}

/// What anybody who has the stored log can check.
fn verifies(log: &[Stored]) -> bool {
    let mut previous = Digest::default();
    log.iter().all(|stored| {
        let entry = Entry { seq: stored.seq, at: stored.at, by: &stored.by, kind: &stored.kind };
        let open = |kept: &Option<(Salt, String)>, digest| {
            kept.as_ref().is_none_or(|(s, t)| muster_domain::chain::salted(s, t) == digest)
        };
        let hash = link(previous, entry, stored.digests.0, stored.digests.1);
        previous = stored.hash;
        hash == stored.hash
            && open(&stored.body, stored.digests.0)
            && open(&stored.personal, stored.digests.1)
    })
}

// [R142]
#[test]
fn a_log_that_nobody_touched_verifies() {
    assert!(verifies(&stored(&Story::closed().log)));
}

// [R142]
#[test]
fn any_byte_that_is_changed_is_found() {
    let log = stored(&Story::declared().log);
    for at in 0..log.len() {
        let bodies = log[at].body.as_ref().map_or(0, |(_, body)| body.len());
        for byte in 0..bodies {
            let mut forged = log.clone();
            let (_, body) = forged[at].body.as_mut().expect("open");
            let mut bytes = std::mem::take(body).into_bytes();
            bytes[byte] ^= 1;
            *body = String::from_utf8_lossy(&bytes).into_owned();
            assert!(!verifies(&forged), "entry {at}, byte {byte}");
        }
        let forgeries: [fn(&mut Stored); 6] = [
            |entry| entry.seq += 1,
            |entry| entry.at -= 1,
            |entry| entry.by.push(' '),
            |entry| entry.kind.push('s'),
            |entry| entry.digests.0.0[0] ^= 1,
            |entry| entry.hash.0[31] ^= 1,
        ];
        for forge in forgeries {
            let mut forged = log.clone();
            forge(&mut forged[at]);
            assert!(!verifies(&forged), "entry {at}");
        }
    }
}

// [R142]
#[test]
fn an_entry_taken_out_put_in_or_moved_is_found() {
    let log = stored(&Story::declared().log);
    let (mut without, mut twice, mut moved) = (log.clone(), log.clone(), log.clone());
    without.remove(1);
    twice.insert(1, log[1].clone());
    moved.swap(1, 2);
    assert!(![without, twice, moved].iter().any(|forged| verifies(forged)));
}

/// Withholding or erasing drops text and salt; the chain still verifies (decision 21).
#[test]
fn an_erased_body_and_an_erased_name_leave_a_chain_that_verifies() {
    let mut log = stored(&Story::declared().log);
    let named = log.iter().position(|entry| entry.personal.is_some()).expect("the commander");
    log[named].personal = None;
    for entry in &mut log {
        entry.body = None;
    }
    assert!(verifies(&log));
    let (_, body) = stored(&Story::declared().log)[named].body.clone().expect("open");
    assert!(!body.contains("Ida"), "a name without an account is never in the body");
}

// [R141]
#[test]
fn every_act_is_in_the_log_with_actor_capacity_and_time() {
    let story = Story::closed();
    for recorded in &story.log {
        match recorded.by {
            Actor::System => assert_eq!(recorded.capacity, None),
            Actor::Person(person) => {
                assert!(story.firm.people.iter().any(|known| known.id == person));
            }
            Actor::Commander(_) => {}
        }
        assert!(recorded.at <= story.now);
    }
    let seqs = story.log.iter().map(|recorded| recorded.seq.0);
    assert!(seqs.eq(1..=story.log.len() as u64), "counted without a gap");
    let lead = Capacity { role: Role::BusinessLead, rank: Rank::Primary };
    assert_eq!(story.log.last().and_then(|recorded| recorded.capacity), Some(lead));
}

// [R141]
#[test]
fn anybody_present_adds_a_note_and_nobody_else() {
    let mut story = Story::active();
    let note = || C::Note { text: text("the bank called") };
    story.does(SLT, note());
    assert_eq!(story.refused(OBSERVER, note()), Code::NotAllowed);
    story.joins(OBSERVER);
    story.does(OBSERVER, note());
    assert_eq!(story.refused(LEAD, C::Note { text: text(" ") }), Code::Empty);
}

#[test]
fn the_log_alone_gives_the_state_again_from_any_snapshot() {
    let mut story = Story::active();
    story.message_at(Stage::PartlySent);
    assert_eq!(story.replayed(), story.incident);
    for at in 0..story.log.len() {
        let mut early = Incident::new(story.incident.id.clone());
        story.log.iter().take(at).for_each(|recorded| early.apply(recorded));
        let snapshot = serde_json::to_string(&early).expect("a snapshot");
        let mut late: Incident = serde_json::from_str(&snapshot).expect("the same");
        story.log.iter().skip(at).for_each(|recorded| late.apply(recorded));
        assert_eq!(late, story.incident, "from a snapshot after entry {at}");
    }
}

#[test]
fn every_event_survives_the_way_through_json() {
    for recorded in Story::closed().log {
        let json = serde_json::to_string(&recorded).expect("JSON");
        let back: Recorded = serde_json::from_str(&json).expect("the same");
        assert_eq!(back, recorded);
    }
}
