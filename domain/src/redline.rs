//! The difference between two texts as those read it who must sign: whole words, with who wrote
//! and who struck out (R88, R90). The plain difference of two texts is [`crate::diff`]'s.

mod rows;

pub use rows::{Row, changes, credited, is_moved, rows};

use crate::diff;
use crate::ids::PersonId;
use serde::{Deserialize, Serialize};

/// A run of text in a redline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// What happened to them.
    pub change: Change,
    /// Who wrote them, where it is known.
    #[serde(default)]
    pub wrote: Option<PersonId>,
    /// Who struck them out, where it is known.
    #[serde(default)]
    pub deleted_by: Option<PersonId>,
}

/// What happened to a run of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// In both texts.
    Kept,
    /// Only in the later text.
    Inserted,
    /// Only in the earlier text.
    Deleted,
}

impl Piece {
    /// A piece that nobody is known to have written.
    pub fn new(change: Change, text: impl Into<String>) -> Self {
        Self { text: text.into(), change, wrote: None, deleted_by: None }
    }

    /// Whose doing the change is: the writer's, or that of who struck it out.
    pub fn hand(&self) -> Option<PersonId> {
        if self.change == Change::Deleted { self.deleted_by } else { self.wrote }
    }
}

/// The redline of two texts of which only the words are known.
pub fn between(old: &str, new: &str) -> Vec<Piece> {
    let piece = |piece| match piece {
        diff::Piece::Same(text) => Piece::new(Change::Kept, text),
        diff::Piece::Removed(text) => Piece::new(Change::Deleted, text),
        diff::Piece::Added(text) => Piece::new(Change::Inserted, text),
    };
    coarsen(&diff::words(old, new).into_iter().map(piece).collect::<Vec<_>>())
}

/// The earlier and the later text of a redline.
pub fn sides(pieces: &[Piece]) -> [String; 2] {
    let without = |side| {
        let pieces = pieces.iter().filter(|piece| piece.change != side);
        pieces.map(|piece| piece.text.as_str()).collect()
    };
    [without(Change::Inserted), without(Change::Deleted)]
}

/// The same redline in whole words: a word of which a letter changed is struck out and written
/// anew, what was struck out stands before what came for it, and neighbours are one piece.
pub fn coarsen(pieces: &[Piece]) -> Vec<Piece> {
    let marked = |piece| move |letter| Letter { letter, piece };
    let letters: Vec<Letter> =
        pieces.iter().flat_map(|piece| piece.text.chars().map(marked(piece))).collect();
    let without = |side| {
        let letters = letters.iter().filter(move |letter| letter.piece.change != side);
        ends(&letters.map(|letter| letter.letter).collect::<Vec<_>>())
    };
    let (old, new) = (without(Change::Inserted), without(Change::Deleted));
    let (mut a, mut b) = (0, 0);
    let (mut start, mut redline) = (0, Redline::default());
    for at in 0..=letters.len() {
        let end = [(&old, a), (&new, b)];
        if end.into_iter().all(|(ends, at)| ends.get(at).copied().unwrap_or(true)) {
            redline.word(letters.get(start..at).unwrap_or_default());
            start = at;
        }
        let change = letters.get(at).map(|letter| letter.piece.change);
        a += usize::from(change != Some(Change::Inserted));
        b += usize::from(change != Some(Change::Deleted));
    }
    redline.flush();
    redline.done
}

/// A letter with the piece it comes from.
#[derive(Clone, Copy)]
struct Letter<'a> {
    letter: char,
    piece: &'a Piece,
}

/// For each place of a text, whether it may be cut there: not inside a word, nor inside a number
/// such as `1,200` or `13:41`.
fn ends(text: &[char]) -> Vec<bool> {
    let at = |place: Option<usize>| place.and_then(|place| text.get(place)).copied();
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let point = |c| matches!(c, Some('.' | ',' | ':'));
    let end = |place: usize| {
        let (before, after) = (at(place.checked_sub(1)), at(Some(place)));
        let (first, last) = (at(place.checked_sub(2)), at(Some(place + 1)));
        let number = digit(before) && point(after) && digit(last)
            || digit(first) && point(before) && digit(after);
        !(number || word(before) && word(after))
    };
    (0..=text.len()).map(end).collect()
}

/// A redline being put together from whole words.
#[derive(Default)]
struct Redline {
    done: Vec<Piece>,
    old: Vec<Piece>,
    new: Vec<Piece>,
    /// A kept space after a replaced word: if the next word is replaced too, so is the space.
    gap: Option<Piece>,
}

impl Redline {
    fn word(&mut self, letters: &[Letter<'_>]) {
        let of = |change| letters.iter().find(move |it| it.piece.change == change);
        let (written, struck) = (of(Change::Inserted), of(Change::Deleted));
        if written.or(struck).is_none() {
            return self.kept(letters);
        }
        if let Some(gap) = self.gap.take() {
            let last = self.old.last_mut().into_iter().chain(self.new.last_mut());
            last.for_each(|piece| piece.text.push_str(&gap.text));
        }
        // A word that changed in part is the doing of those who changed it.
        let mixed = of(Change::Kept).is_some();
        let writer = written.and_then(|it| it.piece.wrote);
        let striker = struck.and_then(|it| it.piece.deleted_by);
        for Letter { letter, piece } in letters {
            if piece.change != Change::Inserted {
                let deleted_by = if mixed { striker.or(writer) } else { piece.deleted_by };
                let change = Change::Deleted;
                push(&mut self.old, *letter, &Piece { change, deleted_by, ..bare(piece) });
            }
            if piece.change != Change::Deleted {
                let wrote = if mixed { writer.or(striker) } else { piece.wrote };
                let change = Change::Inserted;
                push(&mut self.new, *letter, &Piece { change, wrote, ..bare(piece) });
            }
        }
    }

    fn kept(&mut self, letters: &[Letter<'_>]) {
        let replaced = !self.old.is_empty() && !self.new.is_empty() && self.gap.is_none();
        if let ([Letter { letter: ' ', piece }], true) = (letters, replaced) {
            self.gap = Some(Piece { text: " ".into(), ..bare(piece) });
            return;
        }
        self.flush();
        for Letter { letter, piece } in letters {
            push(&mut self.done, *letter, piece);
        }
    }

    fn flush(&mut self) {
        self.done.append(&mut self.old);
        self.done.append(&mut self.new);
        self.done.extend(self.gap.take());
    }
}

/// Everything of a piece but its words.
fn bare(piece: &Piece) -> Piece {
    let Piece { change, wrote, deleted_by, .. } = *piece;
    Piece { text: String::new(), change, wrote, deleted_by }
}

fn push(pieces: &mut Vec<Piece>, letter: char, like: &Piece) {
    match pieces.last_mut() {
        Some(last) if last.change == like.change && last.hand() == like.hand() => {
            // Words of several people that one person struck out are nobody's in particular.
            last.wrote = last.wrote.filter(|wrote| Some(*wrote) == like.wrote);
            last.text.push(letter);
        }
        _ => pieces.push(Piece { text: letter.into(), ..bare(like) }),
    }
}

#[cfg(test)]
#[path = "redline/tests.rs"]
mod tests;
