//! Between a field and a text: what somebody typed, read from what stands in the field afterwards,
//! and where a selection is after others have written. Pure; the field itself is
//! [`crate::effects::field`]'s.

use muster_text::Edit;

/// What is selected in a field, in UTF-16 units. A caret is a selection of nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// It was drawn from its end to its start, and grows there.
    pub backward: bool,
}

impl Selection {
    /// A caret.
    pub const fn caret(at: u32) -> Self {
        Self { start: at, end: at, backward: false }
    }

    /// Whether nothing is selected.
    pub const fn is_caret(self) -> bool {
        self.start == self.end
    }

    /// The same after others have written.
    #[must_use]
    pub fn after(self, edits: &[Edit]) -> Self {
        edits.iter().fold(self, |selection, edit| Self {
            start: moved(selection.start, edit),
            end: moved(selection.end, edit),
            ..selection
        })
    }
}

/// Where a place is after an edit. What is written at the place comes after it.
pub fn moved(at: u32, edit: &Edit) -> u32 {
    let gone = edit.at.saturating_add(edit.removed);
    match () {
        () if at <= edit.at => at,
        () if at < gone => edit.at,
        () => (at - edit.removed).saturating_add(units(&edit.inserted)),
    }
}

/// UTF-16 units of a text.
pub fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// The part of a text between two places counted in UTF-16 units, in whole characters.
pub fn part(text: &str, from: u32, to: u32) -> &str {
    let (from, to) = (byte_at(text, from), byte_at(text, to));
    text.get(from..to.max(from)).unwrap_or_default()
}

/// Where a place counted in UTF-16 units lies in bytes: at the border of a character, before it.
pub fn byte_at(text: &str, at: u32) -> usize {
    let mut counted = 0;
    for (byte, character) in text.char_indices() {
        counted += character.len_utf16() as u64;
        if counted > u64::from(at) {
            return byte;
        }
    }
    text.len()
}

/// What a field shows of a text, unit for unit. A browser takes a carriage return for the end of a
/// line, which would move everything behind it.
pub fn shown(text: &str) -> String {
    text.replace('\r', " ")
}

/// What was typed into a field: what it showed before, what it shows now, and the caret now.
///
/// A browser does not say what it replaced; but what it put there ends at the caret, which settles
/// where in "aaa" an "a" was typed. No pair of surrogates is cut.
pub fn typed(before: &str, now: &str, caret: u32) -> Option<Edit> {
    if before == now {
        return None;
    }
    let old: Vec<u16> = before.encode_utf16().collect();
    let new: Vec<u16> = now.encode_utf16().collect();
    let room = old.len().min(new.len()).min(new.len().saturating_sub(caret as usize));
    let same = |a: &[u16], b: &[u16], room: usize, from_end: bool| {
        let pairs = a.iter().zip(b).take(room);
        let back = a.iter().rev().zip(b.iter().rev()).take(room);
        if from_end {
            back.take_while(|(x, y)| x == y).count()
        } else {
            pairs.take_while(|(x, y)| x == y).count()
        }
    };
    let mut tail = same(&old, &new, room, true);
    let mut head = same(&old, &new, old.len().min(new.len()) - tail, false);
    let cuts = |text: &[u16], at: usize| {
        let first = at.checked_sub(1).and_then(|before| text.get(before));
        let high = first.is_some_and(|unit| (0xD800..0xDC00).contains(unit));
        high && text.get(at).is_some_and(|unit| (0xDC00..0xE000).contains(unit))
    };
    if cuts(&old, head) || cuts(&new, head) {
        head -= 1;
    }
    if cuts(&old, old.len() - tail) || cuts(&new, new.len() - tail) {
        tail -= 1;
    }
    let put = new.get(head..new.len() - tail).unwrap_or_default();
    let count = |units: usize| u32::try_from(units).unwrap_or(u32::MAX);
    Some(Edit {
        at: count(head),
        removed: count(old.len() - tail - head),
        inserted: String::from_utf16_lossy(put),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edit(at: u32, removed: u32, inserted: &str) -> Edit {
        Edit { at, removed, inserted: inserted.into() }
    }

    #[test]
    fn the_caret_says_which_of_several_equal_letters_was_typed() {
        assert_eq!(typed("aaa", "aaaa", 1), Some(edit(0, 0, "a")));
        assert_eq!(typed("aaa", "aaaa", 4), Some(edit(3, 0, "a")));
        assert_eq!(typed("aaa", "aa", 1), Some(edit(1, 1, "")));
        assert_eq!(typed("one two", "one 2", 5), Some(edit(4, 3, "2")));
        assert_eq!(typed("same", "same", 2), None);
    }

    #[test]
    fn a_pair_of_surrogates_is_replaced_as_a_whole() {
        assert_eq!(typed("\u{1F600}", "\u{1F601}", 2), Some(edit(0, 2, "\u{1F601}")));
        assert_eq!(typed("a\u{1F600}b", "a\u{1F600}\u{1F600}b", 3), Some(edit(1, 0, "\u{1F600}")));
    }

    #[test]
    fn a_selection_keeps_its_words_and_its_direction_while_others_write() {
        let words = Selection { start: 4, end: 7, backward: true };
        let shifted = Selection { start: 6, end: 9, backward: true };
        assert_eq!(words.after(&[edit(0, 0, "ab")]), shifted);
        assert_eq!(words.after(&[edit(7, 0, "after")]), words);
        assert_eq!(words.after(&[edit(5, 0, "x")]), Selection { end: 8, ..words });
        assert_eq!(words.after(&[edit(2, 10, "")]), Selection { start: 2, end: 2, ..words });
        assert_eq!(Selection::caret(3).after(&[edit(3, 0, "x")]), Selection::caret(3));
    }

    #[test]
    fn a_part_is_cut_at_characters() {
        let text = "a\u{1F600}b\u{e9}";
        assert_eq!(part(text, 1, 3), "\u{1F600}");
        assert_eq!(part(text, 0, 2), "a");
        assert_eq!(part(text, 3, 99), "b\u{e9}");
        assert_eq!(shown("a\r\nb"), "a \nb");
    }

    proptest! {
        /// Whatever is replaced by whatever: the edit turns the one into the other, and it ends
        /// where the caret is.
        #[test]
        fn what_was_typed_is_exact(
            head in "[ab\u{1F600}\u{1F601}]{0,6}",
            old in "[ab\u{1F600}]{0,4}",
            new in "[ab\u{1F601}]{0,4}",
            tail in "[ab\u{1F600}\u{1F601}]{0,6}",
        ) {
            let (before, now) = (format!("{head}{old}{tail}"), format!("{head}{new}{tail}"));
            let caret = units(&head) + units(&new);
            match typed(&before, &now, caret) {
                None => prop_assert_eq!(before, now),
                Some(edit) => {
                    prop_assert!(edit.at + units(&edit.inserted) >= caret.min(units(&now)));
                    prop_assert_eq!(edit.done(&before), now);
                    let broken = edit.inserted.contains(char::REPLACEMENT_CHARACTER);
                    prop_assert!(!broken);
                }
            }
        }
    }
}
