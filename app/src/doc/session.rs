//! One open text and its line to the room. What is typed and heard goes in; what is to be sent,
//! shown and kept comes out, in order, from [`Session::take`]. Nothing here reaches a browser.
//!
//! # Why nothing is lost
//!
//! What is typed is in [`Session::record`] before it is in a frame, and stays there until the room
//! has said of everything that was sent that it is durable. The room's answers have no numbers;
//! they come in the order of what was sent on one socket. A cut ends the count, and the next
//! greeting sends what the room then lacks; taken twice, an update changes nothing. What the room
//! refuses is not in its document and goes into a copy of its own, [`Session::aside`].

mod asked;
mod typing;

use super::copies::{Copy, HOLDS};
use super::frame::{self, Said};
use super::presence::Presence;
use muster_domain::ids::{MessageId, PersonId};
use muster_domain::wire::Writer;
use muster_text::{Client, Document, Edit, Limits, Message, Undo};

/// A frame without an answer for so long: the room and we do not count alike; greet anew.
const ANSWER_MS_MAX: i64 = 15_000;

/// What is kept on the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The text, while something of it is not known to be durable.
    Draft,
    /// The copy in which suggestions are made.
    Fork,
    /// What was typed and not taken.
    Aside,
    /// The text as it was last seen, for a day without a network.
    Text,
}

impl Slot {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Fork, Self::Aside, Self::Text];

    /// Its name on the device.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Fork => "fork",
            Self::Aside => "aside",
            Self::Text => "text",
        }
    }
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Out {
    /// Keep or forget what [`Session::record`] says now. Before anything that follows.
    Keep(Slot),
    /// Send this over the line.
    Send(Vec<u8>),
    /// Tell the other tabs of this person.
    Share(Vec<u8>),
    /// The shown text has changed so.
    Edits(Vec<Edit>),
    /// Another text is shown now.
    Anew,
}

/// How the line is, as far as this text goes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    Cut,
    /// Greeted; the room has not said yet what it has.
    Greeted,
    /// Everything typed goes out at once.
    Open,
    /// The room does not show this text, and says why.
    Barred(String),
}

/// Where what was typed stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In the room, durable.
    Saved,
    /// On the way to the room.
    Saving,
    /// On this device only.
    OnDevice,
}

/// Who may do what with the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct May {
    /// Write in it.
    pub write: bool,
    /// Suggest other words.
    pub suggest: bool,
}

/// Makes the name of a new editor.
pub type Draw = Box<dyn Fn() -> Client>;

/// One open text.
pub struct Session {
    text: MessageId,
    draw: Draw,
    document: Document,
    undo: Undo,
    presence: Presence,
    line: Line,
    /// Updates on this socket that the room has not answered.
    waiting: u32,
    answered_at_ms: i64,
    unkept: bool,
    ready: bool,
    may: May,
    /// What others wrote while a word is being composed.
    held: Option<Vec<Vec<u8>>>,
    /// The copy in which suggestions are made; it is what is shown.
    fork: Option<Copy>,
    aside: Option<Copy>,
    writers: Vec<Writer>,
    out: Vec<Out>,
}

impl Session {
    /// Opens a text for somebody.
    pub fn new(text: MessageId, me: PersonId, draw: Draw) -> Self {
        let client = draw();
        Self {
            text,
            draw,
            document: Document::new(client, HOLDS),
            undo: Undo::default(),
            presence: Presence::new(me, client),
            line: Line::Cut,
            waiting: 0,
            answered_at_ms: 0,
            unkept: false,
            ready: false,
            may: May::default(),
            held: None,
            fork: None,
            aside: None,
            writers: Vec::new(),
            out: Vec::new(),
        }
    }

    /// What is to be done since the last time.
    pub fn take(&mut self) -> Vec<Out> {
        core::mem::take(&mut self.out)
    }

    /// What was kept on the device.
    pub fn resume(&mut self, slot: Slot, kept: &[u8]) {
        let copy = Copy::read(kept, (self.draw)());
        match slot {
            Slot::Draft | Slot::Text => {
                self.ready |= self.document.apply(kept).is_ok();
                self.unkept |= slot == Slot::Draft;
            }
            Slot::Fork => self.fork = Some(copy),
            Slot::Aside => self.aside = Some(copy),
        }
        self.out.push(Out::Anew);
    }

    /// What the reader may do now.
    pub fn allow(&mut self, may: May) {
        self.may = may;
    }

    /// Greets the room. Where that was done on this socket before, it leaves the text first, so
    /// that both sides count anew.
    pub fn joined(&mut self) {
        if self.line != Line::Cut {
            self.out.push(Out::Send(frame::leave(self.text)));
        }
        self.presence.forget();
        (self.waiting, self.line) = (0, Line::Greeted);
        self.say(&Message::SyncStep1(&self.document.state_vector()));
    }

    /// The socket is gone, and every answer that was due on it.
    pub fn cut(&mut self) {
        self.presence.forget();
        (self.waiting, self.line) = (0, Line::Cut);
    }

    /// The page is left.
    pub fn close(&mut self) {
        if self.line != Line::Cut {
            self.out.push(Out::Send(frame::leave(self.text)));
        }
    }

    /// A frame of this text over the line.
    pub fn hear(&mut self, said: Said<'_>, now_ms: i64) {
        match said {
            Said::Kept => self.kept(now_ms),
            Said::Message(Message::SyncStep1(known)) => self.offer(known, now_ms),
            Said::Message(Message::SyncStep2(update)) => {
                self.hear_update(update);
                if !self.ready {
                    self.ready = true;
                    self.out.push(Out::Anew);
                }
                self.compare_aside();
            }
            Said::Message(Message::Update(update)) => {
                let writers = self.document.inspect(update).map(|it| it.new_writers);
                self.presence.typed(&writers.unwrap_or_default(), now_ms);
                self.hear_update(update);
            }
            Said::Message(Message::Awareness(states)) => self.presence.hear(states),
            Said::Message(Message::QueryAwareness | Message::Denied(_)) => {}
        }
    }

    /// A frame of this text from another tab. What it brings goes to the room from here as well:
    /// what is typed here next may go on from it, and the other tab's line may be cut.
    pub fn hear_tab(&mut self, said: Said<'_>, now_ms: i64) {
        match said {
            Said::Message(Message::SyncStep1(known)) if self.ready => {
                if let Ok(update) = self.document.changes_since(known) {
                    let share = frame::write(self.text, &Message::SyncStep2(&update));
                    self.out.push(Out::Share(share));
                }
            }
            Said::Message(Message::SyncStep2(update) | Message::Update(update)) => {
                let before = self.document.text();
                self.hear_update(update);
                self.ready |= matches!(said, Said::Message(Message::SyncStep2(_)));
                if self.may.write && self.document.text() != before {
                    self.unkept = true;
                    self.out.push(Out::Keep(Slot::Draft));
                    self.send(update, now_ms);
                }
            }
            _ => {}
        }
    }

    /// Asks the other tabs what they have.
    pub fn ask_tabs(&mut self) {
        let known = self.document.state_vector();
        self.out.push(Out::Share(frame::write(self.text, &Message::SyncStep1(&known))));
    }

    /// Who writes under which client.
    pub fn learn_writers(&mut self, writers: &[Writer]) {
        for writer in writers {
            if !self.writers.contains(writer) {
                self.writers.push(*writer);
            }
        }
    }

    /// The oldest update without an answer was not taken.
    pub fn refused(&mut self, sentence: String) {
        match self.line {
            Line::Open if self.waiting > 0 => self.set_aside(sentence),
            // An answer from before the last greeting.
            Line::Greeted if self.ready => {}
            Line::Greeted => self.line = Line::Barred(sentence),
            _ => {}
        }
    }

    fn kept(&mut self, now_ms: i64) {
        if self.line != Line::Open || self.waiting == 0 {
            return;
        }
        self.waiting -= 1;
        self.answered_at_ms = now_ms;
        if self.waiting == 0 && self.unkept {
            self.unkept = false;
            self.out.push(Out::Keep(Slot::Draft));
        }
    }

    /// The room has said what it has: it gets what it lacks.
    fn offer(&mut self, known: &[u8], now_ms: i64) {
        if self.line != Line::Greeted {
            return;
        }
        self.line = Line::Open;
        let Ok(lacking) = self.document.changes_since(known) else { return };
        if !self.unkept {
            return;
        }
        if self.may.write {
            self.say(&Message::SyncStep2(&lacking));
            (self.waiting, self.answered_at_ms) = (1, now_ms);
        } else {
            self.set_aside("the text is not open for writing".into());
        }
    }

    /// What was typed and not taken goes into a copy; here the room's text begins anew.
    fn set_aside(&mut self, why: String) {
        let client = (self.draw)();
        let fresh = Document::new(client, HOLDS);
        let mut refused = Copy::refused(core::mem::replace(&mut self.document, fresh), why);
        if let Some(before) = self.aside.take() {
            refused.join(&before);
        }
        self.aside = Some(refused);
        self.undo = Undo::default();
        (self.unkept, self.ready) = (false, false);
        self.out.push(Out::Keep(Slot::Aside));
        self.out.push(Out::Keep(Slot::Draft));
        self.presence = Presence::new(self.presence.me(), client);
        self.joined();
    }

    /// Forgets what was set aside as soon as it is in the text after all.
    fn compare_aside(&mut self) {
        let text = self.document.text();
        if self.aside.as_ref().is_some_and(|aside| aside.document.text() == text) {
            self.forget_aside();
        }
    }

    fn hear_update(&mut self, update: &[u8]) {
        if let Some(held) = &mut self.held {
            held.push(update.to_vec());
            return;
        }
        if let Some(aside) = &mut self.aside {
            aside.hear(update);
        }
        let forked = self.fork.as_mut().map(|fork| fork.hear(update));
        match self.document.apply(update) {
            Ok(applied) => {
                let edits = forked.unwrap_or(applied.edits);
                if !edits.is_empty() {
                    self.out.push(Out::Edits(edits));
                }
                if applied.waits && self.line == Line::Open {
                    self.joined();
                }
            }
            // A text that this app cannot hold: what stands here stays as it is.
            Err(_) => self.line = Line::Barred("this text cannot be shown here".into()),
        }
    }

    /// Some time has passed.
    pub fn tick(&mut self, now_ms: i64) {
        if self.line != Line::Open {
            return;
        }
        if self.waiting > 0 && now_ms - self.answered_at_ms > ANSWER_MS_MAX {
            self.answered_at_ms = now_ms;
            self.joined();
        } else if let Some(states) = self.presence.tell(now_ms) {
            self.say(&Message::Awareness(&states));
        }
    }

    /// The copy with suggestions is given up, or was sent.
    pub fn forget_fork(&mut self) {
        self.fork = None;
        self.out.extend([Out::Keep(Slot::Fork), Out::Anew]);
    }

    /// What was set aside is given up, or was offered.
    pub fn forget_aside(&mut self) {
        self.aside = None;
        self.out.push(Out::Keep(Slot::Aside));
    }

    fn send(&mut self, update: &[u8], now_ms: i64) {
        if self.line != Line::Open {
            return;
        }
        // A large paste is no live update for the room; as an answer it may be larger.
        let live = update.len() <= Limits::LIVE.update_bytes;
        let message = if live { Message::Update(update) } else { Message::SyncStep2(update) };
        self.say(&message);
        if self.waiting == 0 {
            self.answered_at_ms = now_ms;
        }
        self.waiting += 1;
    }

    fn say(&mut self, message: &Message<'_>) {
        self.out.push(Out::Send(frame::write(self.text, message)));
    }
}
