//! What always holds: replicas that have taken in the same updates agree, however the updates came;
//! the told edits are the text's; refused updates change nothing.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test reports by panicking")]

mod support;

use muster_text::{Client, Document, Edit, Limits, Refused};
use proptest::prelude::*;
use support::{Chance, hear, random_edit};

/// Four replicas that type and hear of each other in any order, some things twice.
fn round(seed: u64) {
    let mut chance = Chance::new(seed);
    let clients = [11, 2, 90_000_000_000, 4];
    let mut replicas = clients.map(|id| Document::new(Client(id), Limits::LIVE));
    let mut inboxes: [Vec<Vec<u8>>; 4] = Default::default();
    for _ in 0..60 {
        let who = chance.below(4);
        if chance.below(5) < 3 {
            let update = random_edit(&mut replicas[who], &mut chance).update;
            for (other, inbox) in inboxes.iter_mut().enumerate().filter(|(other, _)| *other != who)
            {
                let copies = 1 + usize::from(chance.below(8) == other);
                inbox.extend(vec![update.clone(); copies]);
            }
        } else if !inboxes[who].is_empty() {
            let at = chance.below(inboxes[who].len());
            let update = inboxes[who].swap_remove(at);
            hear(&mut replicas[who], &update);
        } else {
            let other = chance.below(4);
            let lacking = replicas[other].changes_since(&replicas[who].state_vector()).unwrap();
            hear(&mut replicas[who], &lacking);
        }
    }
    for (replica, inbox) in replicas.iter_mut().zip(&mut inboxes) {
        while !inbox.is_empty() {
            let update = inbox.swap_remove(chance.below(inbox.len()));
            hear(replica, &update);
        }
        assert!(replica.is_complete(), "round {seed}: everything has arrived");
    }
    for replica in &replicas[1..] {
        assert_eq!(replica.text(), replicas[0].text(), "round {seed}");
        assert_eq!(replica.changes_since(&[]), replicas[0].changes_since(&[]), "round {seed}");
    }
}

#[test]
fn replicas_agree_whatever_order_updates_come_in() {
    (1..=20_000).for_each(round);
}

#[test]
fn what_is_lost_is_made_good_by_asking_for_what_is_lacking() {
    for seed in 1..=500 {
        let mut chance = Chance::new(seed);
        let mut one = Document::new(Client(1), Limits::LIVE);
        let mut two = Document::new(Client(2), Limits::LIVE);
        for _ in 0..40 {
            let update = random_edit(&mut one, &mut chance).update;
            if chance.below(3) > 0 {
                two.apply(&update).unwrap();
            }
            if chance.below(4) == 0 {
                one.apply(&random_edit(&mut two, &mut chance).update).unwrap();
            }
        }
        let lacking = one.changes_since(&two.state_vector()).unwrap();
        two.apply(&lacking).unwrap();
        one.apply(&two.changes_since(&one.state_vector()).unwrap()).unwrap();
        assert_eq!(one.text(), two.text(), "round {seed}");
    }
}

#[test]
fn two_runs_typed_at_one_place_do_not_mix() {
    let mut one = Document::new(Client(1), Limits::LIVE);
    let mut two = Document::new(Client(2), Limits::LIVE);
    let typed = |document: &mut Document, words: &str| -> Vec<Vec<u8>> {
        let letters = words.chars().enumerate();
        letters
            .map(|(n, c)| document.edit(u32::try_from(n).unwrap(), 0, &c.to_string()).unwrap())
            .collect()
    };
    let (first, second) = (typed(&mut one, "Hello "), typed(&mut two, "World "));
    for update in &second {
        one.apply(update).unwrap();
    }
    for update in first.iter().rev() {
        two.apply(update).unwrap();
    }
    assert_eq!((one.text(), two.text()), ("Hello World ".into(), "Hello World ".into()));
}

#[test]
fn a_text_does_not_grow_past_its_bound_and_a_refusal_changes_nothing() {
    let limits = Limits { text_units: 5, ..Limits::LIVE };
    let mut small = Document::new(Client(1), limits);
    small.edit(0, 0, "abc").unwrap();
    assert_eq!(small.edit(0, 0, "defg"), Err(Refused::TextTooLong));
    let mut other = Document::new(Client(2), Limits::LIVE);
    let update = other.edit(0, 0, "xyz").unwrap();
    let before = small.changes_since(&[]);
    assert_eq!(small.apply(&update), Err(Refused::TextTooLong));
    assert_eq!((small.text().as_str(), small.changes_since(&[])), ("abc", before));
    // What is written and deleted in one update does not count.
    let mut draft = Document::new(Client(3), Limits::LIVE);
    draft.edit(0, 0, "long text").unwrap();
    draft.edit(1, 7, "").unwrap();
    small.apply(&draft.changes_since(&[]).unwrap()).unwrap();
    assert_eq!(small.len(), 5);
}

#[test]
fn what_waits_is_bounded_and_a_refusal_keeps_what_waited() {
    let limits = Limits { pending_bytes: 400, ..Limits::LIVE };
    let mut reader = Document::new(Client(1), limits);
    let mut writer = Document::new(Client(2), Limits::LIVE);
    let first = writer.edit(0, 0, "a").unwrap();
    let second = writer.edit(1, 0, "b").unwrap();
    let third = writer.edit(2, 0, &"c".repeat(500)).unwrap();
    assert!(reader.apply(&second).unwrap().waits);
    assert_eq!(reader.apply(&third), Err(Refused::TooMuchPending));
    assert!(!reader.apply(&first).unwrap().waits);
    assert_eq!(reader.text(), "ab");
}

#[test]
fn a_place_outside_the_text_is_refused() {
    let mut document = Document::new(Client(1), Limits::LIVE);
    document.edit(0, 0, "ab").unwrap();
    for (at, removed) in [(3, 0), (1, 2), (u32::MAX, 1), (0, u32::MAX)] {
        assert_eq!(document.edit(at, removed, "x"), Err(Refused::OutOfRange));
    }
    assert_eq!(document.text(), "ab");
}

#[test]
fn a_cut_pair_of_surrogates_reads_the_same_everywhere() {
    let mut one = Document::new(Client(1), Limits::LIVE);
    let mut two = Document::new(Client(2), Limits::LIVE);
    two.apply(&one.edit(0, 0, "😀").unwrap()).unwrap();
    two.apply(&one.edit(1, 0, "x").unwrap()).unwrap();
    assert_eq!((one.text(), two.text()), ("\u{FFFD}x\u{FFFD}".into(), "\u{FFFD}x\u{FFFD}".into()));
}

proptest! {
    #[test]
    fn the_edit_between_two_texts_makes_one_of_the_other(
        before in "[ab😀😁é]{0,12}",
        after in "[ab😀😁é]{0,12}",
    ) {
        let edit = Edit::between(&before, &after);
        prop_assert_eq!(edit.map_or_else(|| before.clone(), |edit| edit.done(&before)), after);
    }
}
