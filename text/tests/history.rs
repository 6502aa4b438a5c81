//! Tracked changes are exact: what was kept and deleted is the first text, what was kept and
//! inserted is the second, and everybody answers for what they wrote and deleted.

mod support;

use muster_text::{Client, Document, Fate, History, Limits, Mark, Piece, Refused};
use support::{Chance, hear, random_edit};

fn piece(text: &str, change: Fate, wrote: u32, deleted_by: Option<u32>) -> Piece {
    Piece { text: text.into(), change, wrote, deleted_by }
}

fn joined(pieces: &[Piece], other: Fate) -> String {
    let of_text = |piece: &&Piece| piece.change == Fate::Kept || piece.change == other;
    pieces.iter().filter(of_text).map(|piece| piece.text.as_str()).collect()
}

#[test]
fn everybody_answers_for_what_they_wrote_and_deleted() {
    let mut history = History::new(Limits::NONE);
    let mut ann = Document::new(Client(1), Limits::NONE);
    let mut ben = Document::new(Client(2), Limits::NONE);
    let first = ann.edit(0, 0, "The site is down.").unwrap();
    history.take(10, &first).unwrap();
    ben.apply(&first).unwrap();
    let submitted = history.mark();
    let fixed = ben.edit(12, 4, "slow").unwrap();
    history.take(20, &fixed).unwrap();
    assert_eq!(
        history.between(submitted, history.mark()),
        [
            piece("The site is ", Fate::Kept, 10, None),
            piece("down", Fate::Deleted, 10, Some(20)),
            piece("slow", Fate::Inserted, 20, None),
            piece(".", Fate::Kept, 10, None),
        ]
    );
    // Backwards, nobody has deleted anything.
    let back = history.between(history.mark(), submitted);
    assert_eq!(back[2], piece("slow", Fate::Deleted, 20, None));
    assert_eq!(history.between(Mark(0), submitted).len(), 1);
}

#[test]
fn a_row_that_refers_to_no_earlier_one_is_refused() {
    let mut history = History::new(Limits::NONE);
    let mut ann = Document::new(Client(1), Limits::NONE);
    ann.edit(0, 0, "a").unwrap();
    let second = ann.edit(1, 0, "b").unwrap();
    assert_eq!(history.take(1, &second), Err(Refused::Waits));
    assert_eq!(history.mark(), Mark(0));
    history.take(1, &ann.changes_since(&[]).unwrap()).unwrap();
    assert_eq!(history.text(history.mark()), "ab");
}

#[test]
fn the_pieces_between_two_moments_are_the_two_texts() {
    for seed in 1..=2_000 {
        let mut chance = Chance::new(seed);
        let mut replicas = [4, 1, 9].map(|id| Document::new(Client(id), Limits::NONE));
        let mut room = Document::new(Client(0), Limits::NONE);
        let mut history = History::new(Limits::NONE);
        let mut texts = vec![String::new()];
        for _ in 0..40 {
            let who = chance.below(3);
            let lacking = room.changes_since(&replicas[who].state_vector()).unwrap();
            if chance.below(3) == 0 {
                hear(&mut replicas[who], &lacking);
            }
            random_edit(&mut replicas[who], &mut chance);
            if chance.below(3) == 0 {
                let row = replicas[who].changes_since(&room.state_vector()).unwrap();
                hear(&mut room, &row);
                history.take(u32::try_from(who).unwrap(), &row).unwrap();
                texts.push(room.text());
            }
        }
        assert_eq!(history.mark(), Mark(u32::try_from(texts.len() - 1).unwrap()));
        for from in 0..texts.len() {
            for to in from..texts.len() {
                let mark = |n: usize| Mark(u32::try_from(n).unwrap());
                let pieces = history.between(mark(from), mark(to));
                assert_eq!(joined(&pieces, Fate::Deleted), texts[from], "round {seed}");
                assert_eq!(joined(&pieces, Fate::Inserted), texts[to], "round {seed}");
                for piece in &pieces {
                    assert_eq!(piece.deleted_by.is_some(), piece.change == Fate::Deleted);
                }
            }
        }
    }
}
