//! Between the rule book and the texts: a text is taken down before a command that depends on it,
//! and brought to the draft after one that changed it. All of it in the same synchronous run.

use super::Room;
use super::core::{Core, Outcome};
use super::docs::Doc;
use super::store::Store;
use crate::caller::Caller;
use crate::chance;
use muster_domain::command::{Command, Request as Asked};
use muster_domain::event::{Event, Recorded};
use muster_domain::ids::{CommandId, MessageId, PersonId};
use muster_domain::time::Timestamp;
use muster_domain::typing::{Texts, in_writing, rewritten};
use muster_text::Message;
use worker::Result;

impl Room {
    /// Works on a text; nothing where there is no such message.
    pub(super) fn with_text<T>(
        &self,
        message: MessageId,
        work: impl FnOnce(&mut Doc, &mut Core, &Store) -> Result<T>,
    ) -> Result<Option<T>> {
        let now = chance::now(&self.env);
        let worked = self.with(|core, store| {
            let mut docs = self.docs.borrow_mut();
            match docs.open(store, core, message, now)? {
                Some(doc) => work(doc, core, store).map(Some),
                None => Ok(None),
            }
        });
        if worked.is_err() {
            self.forget();
        }
        worked
    }

    /// Decides a command, on texts as they stand at this moment.
    pub(super) fn decide(&self, asked: &Asked, caller: Option<&Caller>) -> Result<Outcome> {
        let outcome = self.decide_on_texts(asked, caller);
        if outcome.is_err() {
            self.forget();
        }
        outcome
    }

    fn decide_on_texts(&self, asked: &Asked, caller: Option<&Caller>) -> Result<Outcome> {
        let messages: Vec<MessageId> = match asked.command.texts() {
            Texts::None => Vec::new(),
            Texts::One(message) => vec![message],
            Texts::All => self.with(|core, _| Ok(in_writing(&core.incident).collect()))?,
        };
        for message in messages {
            self.take_down(message)?;
        }
        let placed = self.with(|core, _| {
            let placed = asked.command.placed(&core.incident);
            Ok(placed.map(|it| (it.message, it.place, it.quote.to_owned())))
        })?;
        let outcome = match placed {
            Some((message, place, quote)) => {
                let found = self.with_text(message, |doc, _, _| Ok(doc.find(place, &quote)))?;
                let command = asked.command.clone().found_at(found.flatten());
                self.take_command(&Asked { id: asked.id.clone(), command }, caller)?
            }
            None => self.take_command(asked, caller)?,
        };
        if let Outcome::Taken(events) = &outcome {
            for (_, event) in events {
                self.follow(event)?;
            }
        }
        Ok(outcome)
    }

    fn take_command(&self, asked: &Asked, caller: Option<&Caller>) -> Result<Outcome> {
        let now = chance::now(&self.env);
        self.with(|core, store| core.take(store, asked, caller, now))
    }

    /// Takes down a text that was typed into since the last time, and tells everybody.
    pub(super) fn take_down(&self, message: MessageId) -> Result<()> {
        let typed = self.with_text(message, |doc, core, store| {
            let writing = in_writing(&core.incident).any(|it| it == message);
            if !writing || !doc.is_ahead() {
                return Ok(None);
            }
            let (authors, body) = (doc.typists(store)?, doc.document.text());
            Ok(Some(Command::KeepText { message, body, authors }))
        })?;
        let Some(command) = typed.flatten() else { return Ok(()) };
        let id = CommandId(format!("system-{}", chance::name()?));
        if let Outcome::Taken(events) = self.take_command(&Asked { id, command }, None)? {
            self.with_text(message, |doc, _, store| doc.keep(store))?;
            self.tell(&events)?;
        }
        Ok(())
    }

    /// Takes down every text whose writers pause, or never do, so that the archive and those
    /// who do not have it open are not far behind.
    pub(super) fn take_down_due(&self, now: Timestamp) -> Result<()> {
        for message in self.with(|_, store| store.unkept())? {
            let due = self.with_text(message, |doc, _, _| Ok(doc.due()))?.flatten();
            if due.is_some_and(|due| due <= now) {
                self.take_down(message)?;
            }
        }
        Ok(())
    }

    /// When the next text is to be taken down.
    pub(super) fn next_text_due(&self) -> Option<Timestamp> {
        self.docs.borrow().iter().filter_map(Doc::due).min()
    }

    /// Brings the document to what an event made of the draft; marks where a version was frozen.
    fn follow(&self, event: &Recorded) -> Result<()> {
        if let Event::Submitted { message, version, .. } = &event.event {
            self.with_text(*message, |doc, _, store| doc.mark(store, *version))?;
        }
        let changed = self.with(|core, _| Ok(rewritten(event, &core.incident)))?;
        let Some((message, person)) = changed else { return Ok(()) };
        let now = chance::now(&self.env);
        let written = self.with_text(message, |doc, core, store| {
            let draft = core.incident.message(message).map(|it| it.draft.content.body.shown());
            let person = person.unwrap_or(PersonId(0));
            let before = doc.writers.len();
            let update = doc.rewrite(store, draft.unwrap_or_default(), person, now)?;
            doc.keep(store)?;
            let new = doc.writers.get(before..).unwrap_or_default().to_vec();
            Ok(update.map(|update| (update, new)))
        })?;
        if let Some((update, new)) = written.flatten() {
            self.pass_on(message, &Message::Update(&update), None);
            self.tell_writers(message, new);
        }
        Ok(())
    }

    /// The tables say what is true: memory is read anew.
    pub(super) fn forget(&self) {
        self.core.borrow_mut().take();
        self.docs.take();
    }
}
