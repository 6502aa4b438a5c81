//! A redline as it is drawn: side by side, counted, with what only moved told from what is new.

use super::{Change, Piece};

/// A paragraph of the earlier text beside what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Row {
    /// Kept and struck out.
    pub old: Vec<Piece>,
    /// Kept and written.
    pub new: Vec<Piece>,
}

/// Words that were moved are at least as long as a short sentence; shorter ones are a coincidence.
const MOVED_CHARS_MIN: usize = 20;

/// The redline side by side: a new row begins where both texts have a line's end.
pub fn rows(pieces: &[Piece]) -> Vec<Row> {
    let mut rows = vec![Row::default()];
    for piece in pieces {
        let parts = match piece.change {
            Change::Kept => piece.text.split_inclusive('\n').collect(),
            Change::Inserted | Change::Deleted => vec![piece.text.as_str()],
        };
        for text in parts {
            let part = Piece { text: text.into(), ..piece.clone() };
            let ends = piece.change == Change::Kept && text.ends_with('\n');
            let Some(row) = rows.last_mut() else { continue };
            if piece.change != Change::Inserted {
                row.old.push(part.clone());
            }
            if piece.change != Change::Deleted {
                row.new.push(part);
            }
            if ends {
                rows.push(Row::default());
            }
        }
    }
    rows.retain(|row| !row.old.is_empty() || !row.new.is_empty());
    rows
}

/// How many places changed: what was struck out and what came for it is one.
pub fn changes(pieces: &[Piece]) -> usize {
    let kept = |piece: &Piece| piece.change == Change::Kept;
    pieces.split(kept).filter(|run| !run.is_empty()).count()
}

/// Whether the same words were struck out in one place and written in another.
pub fn is_moved(pieces: &[Piece], piece: &Piece) -> bool {
    let other = match piece.change {
        Change::Kept => return false,
        Change::Inserted => Change::Deleted,
        Change::Deleted => Change::Inserted,
    };
    // Which of two full stops was struck out is chance.
    let bare = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let text = bare(&piece.text);
    text.chars().count() >= MOVED_CHARS_MIN
        && pieces.iter().any(|it| it.change == other && bare(&it.text) == text)
}

/// The redline with the hands that another one knows, where the words are the same. The two differ
/// where facts were filled in: the other is of the text with its tokens.
pub fn credited(mut pieces: Vec<Piece>, known: &[Piece]) -> Vec<Piece> {
    for piece in pieces.iter_mut().filter(|piece| piece.change != Change::Kept) {
        let words = piece.text.trim();
        let holds = |it: &&Piece| it.change == piece.change && it.text.contains(words);
        let mut hands = known.iter().filter(holds).map(|it| (it.wrote, it.deleted_by));
        // Words that two people wrote in two places are nobody's for certain.
        if let Some(hand) = hands.next().filter(|hand| hands.all(|other| other == *hand)) {
            (piece.wrote, piece.deleted_by) = hand;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::{Change, Piece, between, sides};
    use super::{changes, credited, is_moved, rows};
    use crate::ids::PersonId;
    use proptest::prelude::*;

    fn texts(pieces: &[Piece]) -> String {
        pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    // [R94]
    #[test]
    fn paragraphs_stand_beside_what_became_of_them() {
        let found = rows(&between("One.\nTwo two.\nThree.", "One.\nTwo 2.\nThree."));
        let pairs: Vec<_> = found.iter().map(|row| (texts(&row.old), texts(&row.new))).collect();
        let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        let expected =
            [pair("One.\n", "One.\n"), pair("Two two.\n", "Two 2.\n"), pair("Three.", "Three.")];
        assert_eq!(pairs, expected);
    }

    // [R90]
    #[test]
    fn a_replacement_is_one_change_and_a_moved_paragraph_is_told_from_a_new_one() {
        assert_eq!(changes(&between("a b c", "a x c y")), 2);
        assert_eq!(changes(&between("same", "same")), 0);
        let (first, second) = ("We know what is wrong.", "News comes by half past two at latest.");
        let moved = between(&format!("{first}\n\n{second}"), &format!("{second}\n\n{first}"));
        let changed: Vec<_> = moved.iter().filter(|it| it.change != Change::Kept).collect();
        assert_eq!(changed.len(), 2);
        assert!(changed.iter().all(|piece| is_moved(&moved, piece)));
        let rewritten = between("We know what is wrong.", "Nobody can say anything yet.");
        assert!(rewritten.iter().all(|piece| !is_moved(&rewritten, piece)));
    }

    // [R90]
    #[test]
    fn hands_are_known_also_where_facts_were_filled_in() {
        let by = |change, text: &str, hand| Piece {
            wrote: Some(PersonId(hand)),
            ..Piece::new(change, text)
        };
        let known = [by(Change::Kept, "Since {{start time}}", 1), by(Change::Inserted, ", now", 2)];
        let found = credited(between("Since 13:41 on", "Since 13:41, now on"), &known);
        let hand = found.iter().find(|it| it.text == ", now").and_then(|piece| piece.wrote);
        assert_eq!(hand, Some(PersonId(2)));
        let filled = credited(between("Since 13:41", "Since 14:00"), &known);
        assert!(filled.iter().all(|piece| piece.wrote.is_none()), "nobody typed the new value");
    }

    proptest! {
        // [R90, R94]
        #[test]
        fn nothing_is_lost_side_by_side(old in "[ab1 .\n]{0,40}", new in "[ab1 .\n]{0,40}") {
            let pieces = between(&old, &new);
            let rows = rows(&pieces);
            let left: String = rows.iter().map(|row| texts(&row.old)).collect();
            let right: String = rows.iter().map(|row| texts(&row.new)).collect();
            prop_assert_eq!([left, right], sides(&pieces));
        }
    }
}
