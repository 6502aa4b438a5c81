//! What a change does to the text as people see it.

/// Some units taken out at a place, and text put there instead. Several edits are done one after
/// the other: the second counts its place in the text that the first has left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// UTF-16 units before it.
    pub at: u32,
    /// UTF-16 units taken out.
    pub removed: u32,
    /// What is put there.
    pub inserted: String,
}

impl Edit {
    /// The one edit that makes one text of another; nothing where they are equal. It cuts no pair
    /// of surrogates.
    pub fn between(before: &str, after: &str) -> Option<Self> {
        if before == after {
            return None;
        }
        let head: usize = same(before.chars(), after.chars());
        let (_, rest_before) = before.split_at(head);
        let (_, rest_after) = after.split_at(head);
        let tail = same(rest_before.chars().rev(), rest_after.chars().rev());
        let middle = |text: &'_ str| text.get(..text.len() - tail).unwrap_or_default().to_string();
        let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
        let at = units(before.get(..head).unwrap_or_default());
        let removed = units(&middle(rest_before));
        Some(Self { at, removed, inserted: middle(rest_after) })
    }

    /// A text with this edit done; the same text where it does not fit.
    pub fn done(&self, text: &str) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        let from = (self.at as usize).min(units.len());
        let (head, rest) = units.split_at(from);
        let (_, tail) = rest.split_at((self.removed as usize).min(rest.len()));
        let inserted = self.inserted.encode_utf16();
        let units: Vec<u16> =
            head.iter().copied().chain(inserted).chain(tail.iter().copied()).collect();
        String::from_utf16_lossy(&units)
    }
}

/// Bytes of the characters that two sequences begin with in common.
fn same(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}
