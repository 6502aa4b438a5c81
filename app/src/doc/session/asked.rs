//! What a screen asks an open text.

use super::super::binding::units;
use super::super::hunks::{self, Hunk};
use super::super::presence::Peer;
use super::{Line, Out, Session, Slot, Standing};
use muster_domain::ids::PersonId;
use muster_domain::message::Place;
use muster_text::{Client, Document, Edit};

impl Session {
    /// What the device must keep of this; nothing where it can forget it.
    pub fn record(&self, slot: Slot) -> Option<Vec<u8>> {
        match slot {
            Slot::Draft if self.unkept => self.document.changes_since(&[]).ok(),
            Slot::Text if self.ready => self.document.changes_since(&[]).ok(),
            Slot::Draft | Slot::Text => None,
            Slot::Fork => self.fork.as_ref()?.whole(),
            Slot::Aside => self.aside.as_ref()?.whole(),
        }
    }

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

    /// A person's place among all who ever wrote here, which is the same for everybody who looks.
    pub fn place_of(&self, person: PersonId) -> u32 {
        let mut people: Vec<PersonId> = Vec::new();
        for writer in self.writers.iter().filter(|writer| writer.person.0 > 0) {
            if !people.contains(&writer.person) {
                people.push(writer.person);
            }
        }
        let place = people.iter().position(|known| *known == person);
        let place = place.and_then(|place| u32::try_from(place).ok());
        place.unwrap_or(person.0)
    }

    /// Who wrote what of the text that everybody sees: units from left to right.
    pub fn authors(&self) -> Vec<(Option<PersonId>, u32)> {
        let person = |client: Client| {
            self.writers.iter().find(|writer| writer.client == client.0).map(|it| it.person)
        };
        self.document.authors().into_iter().map(|(client, len)| (person(client), len)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::session::{May, Slot};
    use super::*;
    use muster_domain::ids::MessageId;

    fn session() -> Session {
        let mut session = Session::new(MessageId(1), PersonId(1), Box::new(|| Client(7)));
        session.allow(May { write: true, suggest: true });
        session
    }

    #[test]
    fn a_text_that_was_seen_opens_without_the_room_and_counts_as_saved_until_something_is_typed() {
        let mut seen = Document::new(Client(3), super::super::HOLDS);
        seen.edit(0, 0, "Since 14:05").unwrap();
        let mut session = session();
        assert_eq!(session.record(Slot::Text), None, "nothing was seen yet");
        session.resume(Slot::Text, &seen.changes_since(&[]).unwrap());
        assert!(session.is_writable());
        assert_eq!(session.shown(), "Since 14:05");
        assert_eq!(session.standing(), Standing::Saved);
        assert_eq!(session.record(Slot::Draft), None);
        let edit = Edit { at: 11, removed: 0, inserted: ", in the EU".into() };
        assert!(session.typed(&edit, 1));
        assert_eq!(session.standing(), Standing::OnDevice);
        assert!(session.record(Slot::Draft).is_some(), "what was typed is kept");
        assert_eq!(session.shown(), "Since 14:05, in the EU");
    }
}
