//! What the app knows: a replica of one incident, fed by the room, and who is looking. Pure: it
//! takes frames and answers questions, and reaches nothing itself.

use muster_domain::actor::Actor;
use muster_domain::command::Command;
use muster_domain::decide::decide;
use muster_domain::diff::Piece;
use muster_domain::event::Recorded;
use muster_domain::ids::{CommandId, IncidentId, MessageId, PersonId};
use muster_domain::incident::Incident;
use muster_domain::organisation::Organisation;
use muster_domain::refusal::{Code, Refusal};
use muster_domain::time::Timestamp;
use muster_domain::wire::{CatchUp, Refused, ServerFrame, VERSION, Welcome, Writer};
use muster_domain::words::Words;

/// How the line to the room is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Link {
    /// The first attempt is under way.
    #[default]
    Connecting,
    /// Every change arrives as it happens.
    Live,
    /// Cut; what is shown may be old.
    Cut,
    /// The room speaks a newer language: the app must be loaded anew.
    Outdated,
}

/// Why something was not taken, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// In a sentence.
    pub sentence: String,
    /// What has changed meanwhile, where a text has.
    pub difference: Vec<Piece>,
}

impl From<Refused> for Why {
    fn from(Refused { sentence, difference, .. }: Refused) -> Self {
        Self { sentence, difference }
    }
}

impl From<String> for Why {
    fn from(sentence: String) -> Self {
        Self { sentence, difference: Vec::new() }
    }
}

/// A command that the room has not answered yet, or refused after it had waited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its id, the same however often it is sent.
    pub id: CommandId,
    /// What it is asked of.
    pub incident: IncidentId,
    /// When.
    pub at: Timestamp,
    /// The frame as it is sent.
    pub frame: String,
    /// What its button is called.
    pub label: String,
    /// What was typed with it.
    pub typed: String,
    /// How it waits.
    pub how: How,
    /// It is safe on the device.
    pub safe: bool,
}

/// How a command waits for its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// Sent just now; where the line is cut before the answer, it is never sent again.
    Now,
    /// Sent just now; it may wait.
    Sent,
    /// It waits for the line.
    Waits,
    /// It was refused after it had waited, and why.
    Refused(String),
}

/// Everything the screens are drawn from.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each true or not")]
pub struct State {
    /// Who is looking; nobody before the server has said so.
    pub me: Option<PersonId>,
    /// The organisation's facts.
    pub organisation: Organisation,
    /// This deployment lets people act as somebody, to try it out, and the reader does.
    pub demo: bool,
    /// The server knows nobody here: the session ended, or there never was one.
    pub signed_out: bool,
    /// The incident whose address is open does not exist, or not for the reader.
    pub gone: Option<IncidentId>,
    /// The incident.
    pub incident: Incident,
    /// The incident has arrived.
    pub opened: bool,
    /// Why it will not arrive.
    pub failed: Option<String>,
    /// Who has it open now.
    pub online: Vec<PersonId>,
    /// How the line is.
    pub link: Link,
    /// When what is shown was last known to be true, where nothing new arrives at present.
    pub as_of: Option<Timestamp>,
    /// What is shown comes from the device; the room is asked for all of it.
    pub from_device: bool,
    /// A newer version of the app waits to be loaded.
    pub newer: bool,
    /// Commands without an answer, oldest first; those of other incidents too.
    pub waiting: Vec<Waiting>,
    /// The text that is open, as it stands on the screen: ahead of the log, which the room takes it
    /// down into when something depends on it.
    pub typed: Option<(MessageId, String)>,
    /// What happened while it was open, oldest first, for the log and for the live region.
    pub fresh: Vec<Recorded>,
}

/// Entries kept for the log while it is live; older ones are fetched.
const FRESH_MAX: usize = 300;

/// What a frame from the room asks of the app beyond the state.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing.
    Nothing,
    /// The line is in order: say again what waits. Carries the room's clock.
    Resend(Timestamp),
    /// Something is missing: ask for it.
    Ask,
    /// A command was answered.
    Answered(CommandId, Result<(), Box<Why>>),
    /// A command waits for a fresh proof of who the reader is; it is said again after one.
    Prove(Box<Refused>),
    /// A sentence for the reader.
    Tell(String),
    /// Who writes in a text.
    Writers(MessageId, Vec<Writer>),
    /// Something typed into a text was not taken, and why.
    TypingRefused(MessageId, String),
}

impl State {
    /// Forgets the incident, and keeps who is looking.
    pub fn leave(&mut self) {
        let before = core::mem::take(self);
        let Self { me, organisation, demo, signed_out, gone, newer, waiting, .. } = before;
        let kept = Self { me, organisation, demo, signed_out, gone, newer, ..Self::default() };
        *self = Self { waiting, ..kept };
    }

    /// Takes in what the room said.
    pub fn hear(&mut self, frame: ServerFrame) -> Next {
        match frame {
            ServerFrame::Welcome(welcome) => self.welcome(*welcome),
            ServerFrame::Event(recorded) => self.happened(*recorded),
            ServerFrame::Accepted { id, .. } => self.answered(id, Ok(())),
            ServerFrame::Refused(refused) if refused.refusal.code == Code::ProofNeeded => {
                Next::Prove(refused)
            }
            ServerFrame::Refused(refused) => {
                self.answered(refused.id.clone(), Err(Box::new((*refused).into())))
            }
            ServerFrame::Online { people } => {
                self.online = people;
                Next::Nothing
            }
            ServerFrame::Organisation(organisation) => {
                self.learn(*organisation);
                Next::Nothing
            }
            ServerFrame::Unreadable { reason } => Next::Tell(reason),
            ServerFrame::Writers { message, writers } => Next::Writers(message, writers),
            ServerFrame::TypingRefused { message, sentence, .. } => {
                Next::TypingRefused(message, sentence)
            }
        }
    }

    /// Whether this command would be taken now, by the same rules that the room enforces.
    pub fn ask(&self, command: &Command, now: Timestamp) -> Result<(), Refusal> {
        let me = self.me.ok_or(Code::UnknownActor)?;
        decide(&self.incident, &self.organisation, command, Actor::Person(me), now)?;
        if self.link == Link::Live || command.may_wait() {
            Ok(())
        } else {
            Err(Code::NotConnected.into())
        }
    }

    /// The line is cut, and what is shown was true until then. Answers the commands that are given
    /// up, because they may not wait.
    pub fn cut(&mut self, at: Timestamp) -> Vec<CommandId> {
        if self.link == Link::Outdated {
            return Vec::new();
        }
        if self.link == Link::Live {
            self.as_of = Some(at);
        }
        self.link = Link::Cut;
        let mut given_up = Vec::new();
        self.waiting.retain_mut(|waiting| {
            let keep = waiting.how != How::Now;
            if !keep {
                given_up.push(waiting.id.clone());
            } else if waiting.how == How::Sent {
                waiting.how = How::Waits;
            }
            keep
        });
        given_up
    }

    /// Whether the same waits already, under another id.
    pub fn asks_already(&self, id: &CommandId, frame: &str) -> bool {
        let same = |it: &Waiting| frame.replace(id.as_str(), it.id.as_str()) == it.frame;
        self.waiting.iter().any(|it| it.is_open() && same(it))
    }

    /// The commands that the room of the open incident has to answer.
    pub fn unanswered(&self) -> impl Iterator<Item = &Waiting> {
        let open = |it: &&Waiting| it.incident == self.incident.id && it.is_open();
        self.waiting.iter().filter(open)
    }

    /// What stands in the open text now; everything that looks at the draft looks at that.
    pub fn type_in(&mut self, typed: Option<(MessageId, String)>) {
        self.typed = typed;
        self.show_typed();
    }

    fn show_typed(&mut self) {
        let Some((id, text)) = &self.typed else { return };
        let message = self.incident.messages.iter_mut().find(|message| message.id == *id);
        let body = message.map(|message| &mut message.draft.content.body);
        if let Some(body) = body.filter(|body| !body.is_withheld() && body.shown() != text) {
            *body = Words::from(text.as_str());
        }
    }

    /// Takes newer facts of the organisation, never older ones.
    pub fn learn(&mut self, organisation: Organisation) {
        if organisation.revision >= self.organisation.revision {
            self.organisation = organisation;
        }
    }

    fn welcome(&mut self, welcome: Welcome) -> Next {
        if welcome.version != VERSION {
            self.link = Link::Outdated;
            return Next::Nothing;
        }
        if self.me != welcome.person {
            // What somebody asked for is never said in the name of whoever signs in after them.
            self.waiting.clear();
        }
        self.me = welcome.person;
        self.online = welcome.online;
        if let Some(organisation) = welcome.organisation {
            self.learn(organisation);
        }
        match welcome.incident {
            CatchUp::State(incident) => {
                self.incident = *incident;
                self.fresh.clear();
            }
            CatchUp::Events(events) => events.into_iter().for_each(|event| self.take(event)),
        }
        self.show_typed();
        self.opened = true;
        self.link = Link::Live;
        (self.as_of, self.from_device) = (None, false);
        Next::Resend(welcome.now)
    }

    fn happened(&mut self, recorded: Recorded) -> Next {
        // The room sends without gaps; a gap means that a frame was lost on the way.
        if recorded.seq > self.incident.seq.next() {
            return Next::Ask;
        }
        self.take(recorded);
        Next::Nothing
    }

    fn take(&mut self, recorded: Recorded) {
        if recorded.seq != self.incident.seq.next() {
            return;
        }
        self.incident.apply(&recorded);
        self.show_typed();
        self.fresh.push(recorded);
        if self.fresh.len() > FRESH_MAX {
            self.fresh.remove(0);
        }
    }

    /// A command is not said again.
    pub fn give_up(&mut self, id: &CommandId) {
        self.waiting.retain(|waiting| waiting.id != *id);
    }

    fn answered(&mut self, id: CommandId, answer: Result<(), Box<Why>>) -> Next {
        self.settle(&id, answer.as_ref().err().map(|why| why.sentence.as_str()));
        Next::Answered(id, answer)
    }

    /// A command was answered. One that had waited and was refused stays: whoever asked for it may
    /// be elsewhere by now, and what they typed must not be lost.
    pub fn settle(&mut self, id: &CommandId, refused: Option<&str>) {
        let known = self.waiting.iter_mut().find(|waiting| waiting.id == *id);
        match (known, refused) {
            (Some(waiting), Some(why)) if waiting.how == How::Waits => {
                waiting.how = How::Refused(why.into());
            }
            _ => self.give_up(id),
        }
    }
}

impl Waiting {
    /// Whether it has no answer yet.
    pub fn is_open(&self) -> bool {
        !matches!(self.how, How::Refused(_))
    }
}

#[cfg(test)]
mod tests;
