//! Copies of a text that are only here: the one in which somebody makes suggestions, and what was
//! typed and not taken. Both hear what others write, so that their difference stays one's own.

use super::hunks::{Hunk, hunks};
use muster_text::{Client, Document, Edit, Limits, Undo};

/// What a copy takes in: more than a room sends, because its deleted parts add up.
pub const HOLDS: Limits = Limits { update_bytes: 8 << 20, ..Limits::SYNC };

/// A copy of a text with changes of one's own.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The text.
    pub document: Document,
    /// What can be undone in it.
    pub undo: Undo,
    /// Why it is not what everybody sees.
    pub why: String,
}

impl Copy {
    /// A copy as the text is now, to be written in by a new client.
    pub fn of(document: &Document, client: Client) -> Self {
        let whole = document.changes_since(&[]).unwrap_or_default();
        Self::read(&whole, client)
    }

    /// A copy that was kept.
    pub fn read(whole: &[u8], client: Client) -> Self {
        let mut document = Document::new(client, HOLDS);
        // What cannot be read was not written by this app.
        let _ = document.apply(whole);
        Self { document, undo: Undo::default(), why: String::new() }
    }

    /// What was typed and not taken, with the reason.
    pub fn refused(document: Document, why: String) -> Self {
        Self { document, undo: Undo::default(), why }
    }

    /// Takes in what others wrote.
    pub fn hear(&mut self, update: &[u8]) -> Vec<Edit> {
        self.document.apply(update).map(|applied| applied.edits).unwrap_or_default()
    }

    /// Everything of another copy as well.
    pub fn join(&mut self, other: &Self) {
        if let Ok(whole) = other.document.changes_since(&[]) {
            self.hear(&whole);
        }
    }

    /// What is different from the text that everybody sees.
    pub fn hunks(&self, document: &Document) -> Vec<Hunk> {
        hunks(&document.text(), &self.document.text())
    }

    /// Everything of it, to be kept.
    pub fn whole(&self) -> Option<Vec<u8>> {
        self.document.changes_since(&[]).ok()
    }
}
