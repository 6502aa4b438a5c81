//! What a screen asks an open text.

use super::super::binding::units;
use super::super::hunks::{self, Hunk};
use super::super::presence::Peer;
use super::{Line, Out, Session, Standing};
use muster_domain::ids::PersonId;
use muster_domain::message::Place;
use muster_text::{Client, Document, Edit};

impl Session {
    /// Whether something can be undone, and done again.
    pub fn can_undo(&self) -> (bool, bool) {
        let undo = self.fork.as_ref().map_or(&self.undo, |fork| &fork.undo);
        (undo.can_undo(), undo.can_redo())
    }

    /// What the shown text is changed by, of what is to be done.
    pub fn last_edits(&self) -> Vec<Edit> {
        let edits = |out: &Out| match out {
            Out::Edits(edits) => Some(edits.clone()),
            _ => None,
        };
        self.out.iter().rev().find_map(edits).unwrap_or_default()
    }

    /// What is shown in the field.
    pub fn shown(&self) -> String {
        self.fork.as_ref().map_or(&self.document, |fork| &fork.document).text()
    }

    /// What everybody sees.
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// What is suggested in the copy.
    pub fn suggested(&self) -> Vec<Hunk> {
        self.fork.as_ref().map(|fork| fork.hunks(&self.document)).unwrap_or_default()
    }

    /// What was typed and not taken: the reason, the text, and what is different in it.
    pub fn aside(&self) -> Option<(&str, String, Vec<Hunk>)> {
        let aside = self.aside.as_ref()?;
        Some((&aside.why, aside.document.text(), aside.hunks(&self.document)))
    }

    /// The names of the first and last unit of a hunk's words.
    pub fn place(&self, hunk: &Hunk) -> Place {
        hunks::place(&self.document, hunk.at, units(&hunk.quote))
    }

    /// Where what was typed stands.
    pub const fn standing(&self) -> Standing {
        match (&self.line, self.unkept) {
            (_, false) => Standing::Saved,
            (Line::Open, true) if self.waiting > 0 => Standing::Saving,
            _ => Standing::OnDevice,
        }
    }

    /// The text has arrived, or was kept here.
    pub const fn is_ready(&self) -> bool {
        self.ready
    }

    /// Why the room does not show the text.
    pub const fn barred(&self) -> Option<&str> {
        if let Line::Barred(why) = &self.line { Some(why.as_str()) } else { None }
    }

    /// Whether what is typed now is taken.
    pub const fn is_writable(&self) -> bool {
        self.ready && (self.may.write || self.may.suggest)
    }

    /// Everybody else who is here; those in a copy are nowhere.
    pub fn peers(&self, now_ms: i64) -> Vec<Peer> {
        let shown = self.fork.as_ref().map_or(&self.document, |fork| &fork.document);
        self.presence.peers(shown, now_ms)
    }

    /// Who wrote what of the text that everybody sees: units from left to right.
    pub fn authors(&self) -> Vec<(Option<PersonId>, u32)> {
        let person = |client: Client| {
            self.writers.iter().find(|writer| writer.client == client.0).map(|it| it.person)
        };
        self.document.authors().into_iter().map(|(client, len)| (person(client), len)).collect()
    }
}
