//! What several tests use: chance that repeats, edits by chance, and hearing with a check.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test reports by panicking")]

use muster_text::{Change, Document};

/// A small generator of one's own: a round is told by its number alone.
pub struct Chance(u64);

impl Chance {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(n.max(1)).unwrap()).unwrap()
    }

    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }
}

const LETTERS: [&str; 8] = ["a", "b", "c", "é", "☃", "😀", "\n", "xyz"];

/// An edit at a boundary between characters.
pub fn random_edit(document: &mut Document, chance: &mut Chance) -> Change {
    let text = document.text();
    let boundaries: Vec<u32> = core::iter::once(0)
        .chain(text.chars().scan(0, |at, c| {
            *at += u32::try_from(c.len_utf16()).unwrap();
            Some(*at)
        }))
        .collect();
    let from = chance.below(boundaries.len());
    let to = if chance.below(3) == 0 {
        (from + 1 + chance.below(5)).min(boundaries.len() - 1)
    } else {
        from
    };
    let inserted = LETTERS[chance.below(LETTERS.len())].repeat(chance.below(3));
    document.change(boundaries[from], boundaries[to] - boundaries[from], &inserted).unwrap()
}

/// Takes in an update and checks that the told edits are what happened.
pub fn hear(document: &mut Document, update: &[u8]) {
    let before = document.text();
    let applied = document.apply(update).unwrap();
    let told = applied.edits.iter().fold(before, |text, edit| edit.done(&text));
    assert_eq!(told, document.text());
}
