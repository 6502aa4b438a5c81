//! What a redline promises its readers.

use super::{Change, Piece, between, coarsen, sides};
use crate::ids::PersonId;
use proptest::prelude::*;

const ANNA: Option<PersonId> = Some(PersonId(1));
const BEN: Option<PersonId> = Some(PersonId(2));

fn kept(text: &str) -> Piece {
    Piece { wrote: ANNA, ..Piece::new(Change::Kept, text) }
}

fn inserted(text: &str, wrote: Option<PersonId>) -> Piece {
    Piece { wrote, ..Piece::new(Change::Inserted, text) }
}

fn deleted(text: &str, deleted_by: Option<PersonId>) -> Piece {
    Piece { wrote: ANNA, deleted_by, ..Piece::new(Change::Deleted, text) }
}

// [R90]
#[test]
fn a_word_with_a_changed_letter_is_struck_out_and_written_anew() {
    let typed = [kept("we recie"), deleted("v", BEN), inserted("v", BEN), kept("e mail")];
    let expected = [kept("we "), deleted("recieve", BEN), inserted("recieve", BEN), kept(" mail")];
    assert_eq!(coarsen(&typed), expected);
    let longer = coarsen(&[kept("Fault"), inserted("s", BEN), kept(" seen")]);
    assert_eq!(longer, [deleted("Fault", BEN), inserted("Faults", BEN), kept(" seen")]);
}

// [R90]
#[test]
fn a_number_is_never_shown_in_parts() {
    let expected = |old: &str, new: &str| {
        let piece = |change, text: &str| Piece::new(change, text);
        [piece(Change::Kept, "At "), piece(Change::Deleted, old), piece(Change::Inserted, new)]
    };
    assert_eq!(between("At 1,200", "At 1,300"), expected("1,200", "1,300"));
    assert_eq!(between("At 13:41", "At 14:41"), expected("13:41", "14:41"));
}

#[test]
fn two_words_written_as_one_are_one_change() {
    let joined = coarsen(&[kept("re"), deleted(" ", BEN), kept("start it")]);
    assert_eq!(joined, [deleted("re start", BEN), inserted("restart", BEN), kept(" it")]);
}

// [R90]
#[test]
fn words_replaced_side_by_side_are_one_change() {
    let pieces = between("We saw a big fault today", "We saw two small faults today");
    let change = |change, text: &str| Piece::new(change, text);
    let expected = [
        change(Change::Kept, "We saw "),
        change(Change::Deleted, "a big fault"),
        change(Change::Inserted, "two small faults"),
        change(Change::Kept, " today"),
    ];
    assert_eq!(pieces, expected);
}

// [R90]
#[test]
fn what_two_people_wrote_stays_two_pieces() {
    let typed = [inserted("Now ", ANNA), inserted("and then", BEN)];
    assert_eq!(coarsen(&typed), typed);
}

#[test]
fn the_wire_names_each_change_in_one_word() {
    let json = serde_json::to_string(&inserted("now", BEN)).unwrap_or_default();
    assert_eq!(json, r#"{"text":"now","change":"inserted","wrote":2,"deleted_by":null}"#);
    assert_eq!(serde_json::from_str::<Piece>(&json).ok(), Some(inserted("now", BEN)));
}

fn piece() -> impl Strategy<Value = Piece> {
    let change = prop::sample::select(vec![Change::Kept, Change::Inserted, Change::Deleted]);
    let person = || prop::option::of((1u32..4).prop_map(PersonId));
    ("[ab1 .,\n\u{e9}\u{1f600}]{0,4}", change, person(), person())
        .prop_map(|(text, change, wrote, deleted_by)| Piece { text, change, wrote, deleted_by })
}

proptest! {
    // [R88, R90]
    #[test]
    fn both_texts_can_be_read_from_a_redline(
        pieces in prop::collection::vec(piece(), 0..20),
    ) {
        let coarse = coarsen(&pieces);
        prop_assert_eq!(sides(&coarse), sides(&pieces));
        prop_assert!(coarse.iter().all(|piece| !piece.text.is_empty()));
        let twice = sides(&coarsen(&coarse));
        prop_assert_eq!(twice, sides(&coarse));
    }

    // [R90]
    #[test]
    fn the_redline_of_two_texts_holds_both(old in "[ab1 .,\n]{0,60}", new in "[ab1 .,\n]{0,60}") {
        prop_assert_eq!(sides(&between(&old, &new)), [old, new]);
    }

    // [R88]
    #[test]
    fn no_word_of_either_text_is_cut_in_two(pieces in prop::collection::vec(piece(), 0..20)) {
        let coarse = coarsen(&pieces);
        for side in [Change::Inserted, Change::Deleted] {
            let texts = coarse.iter().filter(|it| it.change != side).map(|it| &it.text);
            let texts: Vec<_> = texts.collect();
            for (left, right) in texts.iter().zip(texts.iter().skip(1)) {
                let whole = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                let cut = whole(left.chars().last()) && whole(right.chars().next());
                // Unless two people wrote it.
                let people = pieces.iter().any(|it| it.hand() != pieces[0].hand());
                prop_assert!(!cut || people, "{left:?} | {right:?}");
            }
        }
    }
}
