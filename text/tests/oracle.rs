//! The engine against `yrs`, the Rust port of Yjs: the same edits in causal order must come to the
//! same text and to the same runs. Out of order `yrs` itself loses text now and then, so that there
//! the engine is only compared with itself (`tests/laws.rs`) and with Yjs.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test reports by panicking")]

use muster_text::{Client, Document, Limits};
use proptest::prelude::*;
use yrs::updates::decoder::Decode;
use yrs::{GetString, OffsetKind, Options, ReadTxn, StateVector, Text, Transact, Update};

/// A replica of either kind.
enum Replica {
    Ours(Box<Document>),
    Theirs(yrs::Doc),
}

impl Replica {
    fn ours(client: u64) -> Self {
        Self::Ours(Box::new(Document::new(Client(client), Limits::NONE)))
    }

    fn theirs(client: u64) -> Self {
        let mut options = Options::with_client_id(yrs::block::ClientID::new(client));
        options.offset_kind = OffsetKind::Utf16;
        let doc = yrs::Doc::with_options(options);
        doc.get_or_insert_text("text");
        Self::Theirs(doc)
    }

    fn text(&self) -> String {
        match self {
            Self::Ours(document) => document.text(),
            Self::Theirs(doc) => {
                let text = doc.get_or_insert_text("text");
                text.get_string(&doc.transact())
            }
        }
    }

    /// Edits at a place counted in characters; the update.
    fn edit(&mut self, step: &Edit) -> Vec<u8> {
        let units: Vec<u32> =
            self.text().chars().map(|c| u32::try_from(c.len_utf16()).unwrap()).collect();
        let from = step.at.min(units.len());
        let to = (from + step.removed).min(units.len());
        let at: u32 = units.iter().take(from).sum();
        let removed: u32 = units.iter().take(to).skip(from).sum();
        match self {
            Self::Ours(document) => document.edit(at, removed, &step.inserted).unwrap(),
            Self::Theirs(doc) => {
                let text = doc.get_or_insert_text("text");
                let mut change = doc.transact_mut();
                text.remove_range(&mut change, at, removed);
                text.insert(&mut change, at, &step.inserted);
                change.encode_update_v1()
            }
        }
    }

    fn apply(&mut self, update: &[u8]) {
        match self {
            Self::Ours(document) => drop(document.apply(update).unwrap()),
            Self::Theirs(doc) => {
                doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
            }
        }
    }

    /// The whole document as an update.
    fn whole(&self) -> Vec<u8> {
        match self {
            Self::Ours(document) => document.changes_since(&[]).unwrap(),
            Self::Theirs(doc) => doc.transact().encode_state_as_update_v1(&StateVector::default()),
        }
    }
}

/// Their update as a fresh replica of ours writes it again: `yrs` leaves runs cut in two that it
/// has cut to integrate others, and has its own order of clients among the deletions.
fn rewritten(update: &[u8]) -> Vec<u8> {
    let mut fresh = Document::new(Client(99), Limits::NONE);
    fresh.apply(update).unwrap();
    fresh.changes_since(&[]).unwrap()
}

#[derive(Clone, Debug)]
struct Edit {
    who: usize,
    at: usize,
    removed: usize,
    inserted: String,
    /// Afterwards this replica hears all that everybody has said so far.
    hears: Option<usize>,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = (
        0..3_usize,
        0..40_usize,
        prop_oneof![3 => Just(0), 1 => 1..6_usize],
        "[a-d\u{e9}\u{2603}\u{1F600}\n]{0,4}",
        proptest::option::of(0..3_usize),
    );
    let edit = edit.prop_map(|(who, at, removed, inserted, hears)| Edit {
        who,
        at,
        removed,
        inserted,
        hears,
    });
    proptest::collection::vec(edit, 1..60)
}

/// Runs the edits on three replicas that hear of each other in causal order.
fn run(edits: &[Edit], mut replicas: [Replica; 3]) -> [Replica; 3] {
    // What has been said, in an order in which each comes after what it refers to; and how much of
    // it each has heard.
    let mut said: Vec<Vec<u8>> = Vec::new();
    let mut heard = [0; 3];
    for edit in edits {
        let update = replicas[edit.who].edit(edit);
        said.push(update);
        if let Some(who) = edit.hears {
            said.iter().skip(heard[who]).for_each(|update| replicas[who].apply(update));
            heard[who] = said.len();
        }
    }
    for (replica, heard) in replicas.iter_mut().zip(heard) {
        said.iter().skip(heard).for_each(|update| replica.apply(update));
    }
    replicas
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn the_same_edits_come_to_the_same_text_and_runs(edits in edits()) {
        let ours = run(&edits, [Replica::ours(1), Replica::ours(2), Replica::ours(3)]);
        let theirs = run(&edits, [Replica::theirs(1), Replica::theirs(2), Replica::theirs(3)]);
        for (our, their) in ours.iter().zip(&theirs) {
            prop_assert_eq!(our.text(), their.text());
            let rewritten_theirs = rewritten(&their.whole());
            prop_assert_eq!(our.whole().len(), rewritten_theirs.len());
            prop_assert_eq!(rewritten(&our.whole()), rewritten_theirs);
        }
    }

    #[test]
    fn replicas_of_both_kinds_agree(edits in edits()) {
        let mixed = run(&edits, [Replica::ours(7), Replica::theirs(5), Replica::ours(300)]);
        prop_assert_eq!(mixed[0].text(), mixed[1].text());
        prop_assert_eq!(mixed[0].text(), mixed[2].text());
        prop_assert_eq!(mixed[0].whole(), mixed[2].whole());
        prop_assert_eq!(mixed[0].whole(), rewritten(&mixed[1].whole()));
    }
}
