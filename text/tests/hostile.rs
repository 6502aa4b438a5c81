//! Whatever bytes come, nothing panics, nothing takes long, and nothing grows beyond what was sent.
//! `MUSTER_FUZZ_ROUNDS` makes it run longer than in every test run.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test reports by panicking")]

#[path = "support/clock.rs"]
mod clock;
#[path = "support/memory.rs"]
mod memory;
mod support;

use clock::timed;
use memory::growth;
use muster_text::{Anchor, Awareness, AwarenessLimits, Client, Document, Limits, Message, Side};
use std::time::{Duration, Instant};
use support::{Chance, hear, random_edit};

const ROUNDS: u64 = 200_000;
const TIME_MAX: Duration = Duration::from_millis(50);
const GROWTH_MAX: isize = 1 << 20;

/// What is sent to a room, by its kind.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Update,
    StateVector,
    Frame,
    Presence,
    Anchor,
}

/// Valid inputs of every kind, and a document that knows some of them.
fn corpus() -> (Vec<(Kind, Vec<u8>)>, Document) {
    let mut chance = Chance::new(777);
    let mut inputs = Vec::new();
    let mut replicas = [1, 300, 70_000].map(|id| Document::new(Client(id), Limits::LIVE));
    let mut here = Awareness::new(Client(5));
    for step in 0..200 {
        let who = chance.below(3);
        let update = random_edit(&mut replicas[who], &mut chance).update;
        inputs.push((Kind::Frame, Message::Update(&update).write()));
        inputs.push((Kind::Update, update));
        if step % 3 == 0 {
            let known = replicas[(who + 1) % 3].state_vector();
            let lacking = replicas[who].changes_since(&known).unwrap();
            hear(&mut replicas[(who + 1) % 3], &lacking);
            inputs.push((Kind::Update, lacking));
            inputs.push((Kind::Update, replicas[who].changes_since(&[]).unwrap()));
            inputs.push((Kind::Frame, Message::SyncStep1(&known).write()));
            inputs.push((Kind::StateVector, known));
            let at = replicas[who].len() / 2;
            inputs.push((Kind::Anchor, replicas[who].anchor(at, Side::Right).encode()));
            here.set_local(Some(&format!(r#"{{"at":{step}}}"#)));
            inputs.push((Kind::Presence, here.encode_all()));
        }
    }
    let [document, ..] = replicas;
    (inputs, document)
}

/// Some bytes changed, lost, doubled or taken from another input.
fn mutated(input: &[u8], corpus: &[(Kind, Vec<u8>)], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len());
        let byte = u8::try_from(chance.below(256)).unwrap();
        if bytes.is_empty() {
            bytes.push(byte);
            continue;
        }
        match chance.below(8) {
            0 => bytes[at] ^= 1 << chance.below(8),
            1 => bytes[at] = byte,
            2 => bytes.truncate(at),
            3 => bytes.insert(at, byte),
            4 => drop(bytes.remove(at)),
            5 => drop(bytes.splice(at..at, vec![255; 1 + chance.below(8)])),
            6 => {
                let (_, other) = &corpus[chance.below(corpus.len())];
                let from = chance.below(other.len());
                let part = &other[from..(from + 1 + chance.below(16)).min(other.len())];
                bytes.splice(at..at, part.iter().copied());
            }
            _ => drop(bytes.drain(at..(at + 1 + chance.below(8)).min(bytes.len()))),
        }
    }
    bytes
}

/// What a room does with an input, and what it does then; whether it was an update and taken.
fn take(kind: Kind, bytes: &[u8], document: &mut Document) -> bool {
    match kind {
        Kind::Update => {
            let before = (document.text(), document.state_vector());
            let taken = document.apply(bytes).is_ok();
            if !taken {
                assert_eq!((document.text(), document.state_vector()), before);
            }
            document.edit(0, 0, "zz").unwrap();
            assert!(document.text().starts_with("zz"));
            assert!(document.changes_since(&[]).unwrap().len() > 2);
            return taken;
        }
        Kind::StateVector => drop(document.changes_since(bytes)),
        Kind::Frame => {
            if let Ok(message) = Message::read(bytes) {
                assert_eq!(Message::read(&message.write()), Ok(message));
            }
        }
        Kind::Presence => {
            drop(Awareness::new(Client(9)).apply(bytes, &AwarenessLimits::ROOM));
        }
        Kind::Anchor => {
            let place = Anchor::decode(bytes).ok().and_then(|anchor| document.place(anchor));
            assert!(place.is_none_or(|place| place <= document.len()));
        }
    }
    false
}

#[test]
fn mutated_inputs_neither_panic_nor_take_long_nor_take_memory() {
    let rounds = std::env::var("MUSTER_FUZZ_ROUNDS").ok().and_then(|it| it.parse().ok());
    let rounds = rounds.unwrap_or(ROUNDS);
    let (corpus, document) = corpus();
    let mut taken = 0;
    for seed in 1..=rounds {
        let mut chance = Chance::new(seed);
        let (kind, input) = &corpus[chance.below(corpus.len())];
        let bytes = mutated(input, &corpus, &mut chance);
        // The shortest of three counts.
        let mut shortest = Duration::MAX;
        for _ in 0..3 {
            let fresh = Document::new(Client(5), Limits::LIVE);
            let mut document = if seed % 2 == 0 { document.clone() } else { fresh };
            // The exact clock is slow: it is asked only where the wall says that it took long.
            let began = Instant::now();
            let (worked, (was_taken, bytes_more)) = if shortest == Duration::MAX {
                (Duration::MAX, growth(|| take(*kind, &bytes, &mut document)))
            } else {
                timed(|| growth(|| take(*kind, &bytes, &mut document)))
            };
            shortest = shortest.min(began.elapsed()).min(worked);
            taken += u64::from(was_taken);
            assert!(bytes_more <= GROWTH_MAX, "seed {seed}: {kind:?} took {bytes_more} bytes");
            if shortest < TIME_MAX {
                break;
            }
        }
        assert!(shortest < TIME_MAX, "seed {seed}: {kind:?} took {shortest:?}");
    } // Were all refused at their first byte, nothing would have been tried.
    assert!(taken > rounds / 50, "only {taken} updates were taken");
}
