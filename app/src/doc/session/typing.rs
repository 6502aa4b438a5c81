//! What is done in the field: typing, undoing, composing a word, moving the caret.

use super::super::binding::Selection;
use super::super::copies::Copy;
use super::super::frame;
use super::{Out, Session, Slot};
use muster_text::{Edit, Message};

impl Session {
    /// A word is being composed: the field must not be touched before it is done.
    pub fn hold(&mut self) {
        self.held.get_or_insert_default();
    }

    /// The word is done: what others wrote meanwhile is taken in.
    pub fn release(&mut self) {
        for update in self.held.take().unwrap_or_default() {
            self.hear_update(&update);
        }
    }

    /// Something was typed into what is shown. False where it is not taken: too long, or not now.
    pub fn typed(&mut self, edit: &Edit, now_ms: i64) -> bool {
        if !self.is_writable() {
            return false;
        }
        if !self.may.write {
            let (document, draw) = (&self.document, &self.draw);
            let fork = self.fork.get_or_insert_with(|| Copy::of(document, draw()));
            let change = fork.document.change(edit.at, edit.removed, &edit.inserted);
            let taken = change.is_ok();
            if let Ok(change) = change {
                fork.undo.typed(&change, now_ms);
                self.out.push(Out::Keep(Slot::Fork));
            }
            return taken;
        }
        match self.document.change(edit.at, edit.removed, &edit.inserted) {
            Ok(change) => {
                self.undo.typed(&change, now_ms);
                self.wrote(&change.update, now_ms);
                true
            }
            Err(_) => false,
        }
    }

    /// Takes back, or does again; the edits are among what comes out.
    pub fn undo(&mut self, back: bool, now_ms: i64) {
        if self.held.is_some() || !self.is_writable() {
            return;
        }
        let forked = !self.may.write;
        let (document, undo) = match &mut self.fork {
            Some(fork) if forked => (&mut fork.document, &mut fork.undo),
            _ => (&mut self.document, &mut self.undo),
        };
        let done = if back { undo.undo(document) } else { undo.redo(document) };
        let Some(done) = done else { return };
        self.out.push(Out::Edits(done.edits));
        if forked {
            self.out.push(Out::Keep(Slot::Fork));
        } else {
            self.wrote(&done.update, now_ms);
        }
    }

    fn wrote(&mut self, update: &[u8], now_ms: i64) {
        if let Some(aside) = &mut self.aside {
            aside.hear(update);
        }
        self.unkept = true;
        self.out.push(Out::Keep(Slot::Draft));
        self.out.push(Out::Share(frame::write(self.text, &Message::Update(update))));
        self.send(update, now_ms);
    }

    /// The caret was moved.
    pub fn moved(&mut self, selection: Selection) {
        let here = self.fork.is_none().then_some(selection);
        self.presence.is_at(&self.document, here);
        self.undo.pause();
    }

    /// Where the caret is after a word was typed, without a pause of the undo.
    pub fn is_at(&mut self, selection: Selection) {
        let here = self.fork.is_none().then_some(selection);
        self.presence.is_at(&self.document, here);
    }
}
