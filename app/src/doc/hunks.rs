//! What is different in somebody's own copy of a text, piece by piece, so that each can be
//! suggested by itself; and where such a piece stands while others write. Pure.

use super::binding::{part, units};
use muster_domain::diff::{self, Piece};
use muster_domain::message::{Place, Unit};
use muster_text::{Anchor, Client, Document, Id, Side};

/// Words that are different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Where they stand, in UTF-16 units of the text that everybody sees.
    pub at: u32,
    /// The words there; none where something is put in.
    pub quote: String,
    /// What should stand there.
    pub replacement: String,
}

/// What turns one text into the other. Changes with nothing but a space between them are one.
pub fn hunks(before: &str, after: &str) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    let mut at = 0;
    let mut gap = None::<String>;
    for piece in diff::words(before, after) {
        let (quote, replacement) = match piece {
            Piece::Same(same) => {
                at += units(&same);
                gap = Some(same);
                continue;
            }
            Piece::Removed(old) => (old, String::new()),
            Piece::Added(new) => (String::new(), new),
        };
        let begins = at;
        at += units(&quote);
        let between = gap.take();
        match hunks.last_mut().filter(|_| between.as_deref().is_none_or(|gap| gap == " ")) {
            Some(last) => {
                let between = between.unwrap_or_default();
                last.quote = [&last.quote, &between, &quote].map(String::as_str).concat();
                last.replacement =
                    [&last.replacement, &between, &replacement].map(String::as_str).concat();
            }
            None => hunks.push(Hunk { at: begins, quote, replacement }),
        }
    }
    hunks
}

/// The names of the first and the last unit of words, which stay whatever is written around them.
pub fn place(document: &Document, at: u32, length: u32) -> Place {
    let unit = |at| document.anchor(at, Side::Right).item.map(named);
    let last = length.checked_sub(1).and_then(|last| unit(at + last));
    Place { first: unit(at), last }
}

fn named(id: Id) -> Unit {
    Unit { client: id.client.0, clock: id.clock }
}

fn id(unit: Unit) -> Id {
    Id::new(Client(unit.client), unit.clock)
}

/// From where to where a place is now; nothing where it is gone.
pub fn range(document: &Document, place: Place) -> Option<(u32, u32)> {
    let first = Anchor { item: place.first.map(id), side: Side::Right };
    let from = document.place(first)?;
    let to = match place.last {
        Some(last) => document.place(Anchor { item: Some(id(last)), side: Side::Left })?,
        None => from,
    };
    (from <= to).then_some((from, to))
}

/// Where words stand that are told with their place, or without: only while they are the same.
pub fn found(
    document: &Document,
    text: &str,
    place: Option<Place>,
    quote: &str,
) -> Option<(u32, u32)> {
    match place {
        Some(place) => range(document, place).filter(|(from, to)| part(text, *from, *to) == quote),
        None if quote.is_empty() => None,
        None => {
            let at = units(text.get(..text.find(quote)?)?);
            Some((at, at + units(quote)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_text::Limits;

    fn hunk(at: u32, quote: &str, replacement: &str) -> Hunk {
        Hunk { at, quote: quote.into(), replacement: replacement.into() }
    }

    #[test]
    fn each_change_is_a_piece_of_its_own_and_neighbours_are_one() {
        let found = hunks("We recieve no payments now.", "We receive no payments at present.");
        assert_eq!(found, [hunk(3, "recieve", "receive"), hunk(23, "now", "at present")]);
        assert_eq!(hunks("a b c d", "a x y d"), [hunk(2, "b c", "x y")]);
        assert_eq!(hunks("same", "same"), []);
    }

    #[test]
    fn what_is_put_in_has_a_place_and_no_words() {
        let found = hunks("one three", "one two three");
        assert_eq!(found.len(), 1);
        assert!(found.iter().all(|it| it.quote.is_empty() && it.replacement.contains("two")));
    }

    #[test]
    fn words_are_found_again_after_others_have_written_and_not_once_they_changed() {
        let mut document = Document::new(Client(1), Limits::SYNC);
        document.edit(0, 0, "now and now").unwrap();
        let second = place(&document, 8, 3);
        assert_eq!(found(&document, &document.text(), Some(second), "now"), Some((8, 11)));
        document.edit(0, 0, "\u{1F600} ").unwrap();
        assert_eq!(found(&document, &document.text(), Some(second), "now"), Some((11, 14)));
        assert_eq!(found(&document, &document.text(), None, "now"), Some((3, 6)));
        document.edit(12, 1, "e").unwrap();
        assert_eq!(found(&document, &document.text(), Some(second), "now"), None);
        let end = place(&document, document.len(), 0);
        assert_eq!((end.first, end.last), (None, None));
        let at = document.len();
        assert_eq!(found(&document, &document.text(), Some(end), ""), Some((at, at)));
    }
}
