//! What the app knows: a replica of one incident, fed by the room, and who is looking. Pure: it
//! takes frames and answers questions, and reaches nothing itself.

use muster_domain::actor::Actor;
use muster_domain::command::Command;
use muster_domain::decide::decide;
use muster_domain::event::Recorded;
use muster_domain::ids::{CommandId, IncidentId, MessageId, PersonId};
use muster_domain::incident::Incident;
use muster_domain::organisation::Organisation;
use muster_domain::refusal::{Code, Refusal};
use muster_domain::time::Timestamp;
use muster_domain::wire::{CatchUp, ServerFrame, VERSION, Welcome, Writer};
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

/// A command that the room has not answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its id, the same however often it is sent.
    pub id: CommandId,
    /// The frame as it is sent.
    pub frame: String,
}

/// Everything the screens are drawn from.
#[derive(Clone, Debug, Default, PartialEq)]
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
    /// Commands without an answer, oldest first.
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
    Answered(CommandId, Result<(), Box<muster_domain::wire::Refused>>),
    /// A command waits for a fresh proof of who the reader is; it is said again after one.
    Prove(Box<muster_domain::wire::Refused>),
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
        let Self { me, organisation, demo, signed_out, gone, .. } = core::mem::take(self);
        *self = Self { me, organisation, demo, signed_out, gone, ..Self::default() };
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
            ServerFrame::Refused(refused) => self.answered(refused.id.clone(), Err(refused)),
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
        decide(&self.incident, &self.organisation, command, Actor::Person(me), now).map(drop)
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

    /// A command is not said again, because nobody proved who they are.
    pub fn give_up(&mut self, id: &CommandId) {
        self.waiting.retain(|waiting| waiting.id != *id);
    }

    fn answered(
        &mut self,
        id: CommandId,
        answer: Result<(), Box<muster_domain::wire::Refused>>,
    ) -> Next {
        self.give_up(&id);
        Next::Answered(id, answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_domain::event::Event;
    use muster_domain::ids::Seq;
    use muster_domain::viewer::Clearance;
    use muster_domain::wire::Refused;

    fn entry(seq: u64) -> ServerFrame {
        ServerFrame::Event(Box::new(Recorded {
            seq: Seq(seq),
            at: Timestamp(seq.cast_signed()),
            by: Actor::System,
            capacity: None,
            event: Event::Noted { text: "noted".into() },
            personal: None,
        }))
    }

    fn welcome(version: u32, incident: CatchUp) -> ServerFrame {
        ServerFrame::Welcome(Box::new(Welcome {
            version,
            now: Timestamp(5),
            person: Some(PersonId(1)),
            clearance: Clearance::Responder,
            organisation: None,
            incident,
            online: vec![PersonId(1)],
        }))
    }

    #[test]
    fn an_entry_is_applied_once_however_often_it_arrives() {
        let mut state = State::default();
        assert_eq!(state.hear(entry(1)), Next::Nothing);
        assert_eq!(state.hear(entry(1)), Next::Nothing);
        assert_eq!((state.incident.seq, state.fresh.len()), (Seq(1), 1));
    }

    #[test]
    fn a_gap_in_the_log_is_asked_for_and_not_applied() {
        let mut state = State::default();
        assert_eq!(state.hear(entry(2)), Next::Ask);
        assert_eq!(state.incident.seq, Seq(0));
    }

    #[test]
    fn a_newer_room_makes_the_app_ask_to_be_reloaded_and_changes_nothing_else() {
        let mut state = State::default();
        let frame = welcome(VERSION + 1, CatchUp::Events(Vec::new()));
        assert_eq!(state.hear(frame), Next::Nothing);
        assert_eq!((state.link, state.me), (Link::Outdated, None));
    }

    #[test]
    fn a_welcome_with_the_missing_events_brings_the_replica_up_to_date() {
        let mut state = State::default();
        let ServerFrame::Event(first) = entry(1) else { unreachable!() };
        let frame = welcome(VERSION, CatchUp::Events(vec![*first]));
        assert_eq!(state.hear(frame), Next::Resend(Timestamp(5)));
        assert_eq!((state.link, state.incident.seq), (Link::Live, Seq(1)));
        assert_eq!(state.me, Some(PersonId(1)));
    }

    #[test]
    fn a_command_that_needs_a_proof_waits_for_it() {
        let mut state = State::default();
        let id = CommandId::from("abcdefgh");
        state.waiting.push(Waiting { id: id.clone(), frame: "frame".into() });
        let refused = Box::new(Refused {
            id: id.clone(),
            refusal: Code::ProofNeeded.into(),
            sentence: "Prove it.".into(),
            difference: Vec::new(),
        });
        assert_eq!(state.hear(ServerFrame::Refused(refused.clone())), Next::Prove(refused.clone()));
        assert_eq!(state.waiting.len(), 1);
        state.give_up(&id);
        assert!(state.waiting.is_empty());
    }

    #[test]
    fn an_answered_command_waits_no_longer() {
        let mut state = State::default();
        let id = CommandId::from("abcdefgh");
        state.waiting.push(Waiting { id: id.clone(), frame: String::new() });
        let frame = ServerFrame::Accepted { id: id.clone(), seq: Seq(1) };
        assert_eq!(state.hear(frame), Next::Answered(id, Ok(())));
        assert!(state.waiting.is_empty());
    }
}
