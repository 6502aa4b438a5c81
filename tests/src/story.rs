//! Given, when, then for the rule book: an incident, the firm it happens in, a clock and a log.
//!
//! A story holds what a room holds and does what a room does (decide, record, apply), without
//! storage or sockets. It fails the test at the line that told it something untrue.

#![expect(clippy::panic, reason = "a test harness reports by failing the test that uses it")]
#![expect(clippy::missing_panics_doc, reason = "see above: all of it may")]
#![expect(clippy::needless_pass_by_value, reason = "a command is written where it is given")]

use crate::firm::{CAST, INCIDENT, LEAD, firm};
use muster_domain::actor::Actor;
use muster_domain::catalogue::Role;
use muster_domain::command::Command;
use muster_domain::decide::decide;
use muster_domain::event::{Event, Recorded};
use muster_domain::ids::{IncidentId, OutsiderId, PersonId};
use muster_domain::incident::Incident;
use muster_domain::message::Message;
use muster_domain::organisation::Organisation;
use muster_domain::refusal::{Code, Refusal};
use muster_domain::time::{Minutes, Timestamp};

/// Somebody who can ask for something in a story.
pub trait Acts: Copy {
    /// As the rule book knows them.
    fn actor(self) -> Actor;
}

impl Acts for Actor {
    fn actor(self) -> Actor {
        self
    }
}

impl Acts for PersonId {
    fn actor(self) -> Actor {
        Actor::Person(self)
    }
}

impl Acts for OutsiderId {
    fn actor(self) -> Actor {
        Actor::Commander(self)
    }
}

/// One incident as it unfolds.
#[derive(Clone, Debug)]
pub struct Story {
    /// The state so far.
    pub incident: Incident,
    /// The firm it happens in.
    pub firm: Organisation,
    /// What the clock says.
    pub now: Timestamp,
    /// Everything that happened.
    pub log: Vec<Recorded>,
}

impl Default for Story {
    fn default() -> Self {
        Self {
            incident: Incident::new(IncidentId::from(INCIDENT)),
            firm: firm(),
            now: Timestamp(1_900_000_000_000),
            log: Vec::new(),
        }
    }
}

impl Story {
    /// Nothing has happened yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What a command would come to; the story does not move.
    pub fn asks(&self, who: impl Acts, command: &Command) -> Result<Vec<Event>, Refusal> {
        let decision = decide(&self.incident, &self.firm, command, who.actor(), self.now)?;
        Ok(decision.events.into_iter().map(|draft| draft.event).collect())
    }

    /// When: the command is taken, and what it comes to is recorded and applied.
    #[track_caller]
    pub fn does(&mut self, who: impl Acts, command: Command) -> Vec<Recorded> {
        let actor = who.actor();
        let decided = decide(&self.incident, &self.firm, &command, actor, self.now);
        let decision = match decided {
            Ok(decision) => decision,
            Err(refusal) => panic!("{actor:?} was refused {command:?}: {refusal:?}"),
        };
        let from = self.log.len();
        for draft in decision.events {
            let recorded = draft.record(self.incident.seq.next(), self.now);
            self.incident.apply(&recorded);
            self.log.push(recorded);
        }
        self.log.iter().skip(from).cloned().collect()
    }

    /// When: the command is refused; then: nothing has changed, and this is why.
    #[track_caller]
    pub fn refused(&self, who: impl Acts, command: Command) -> Code {
        let before = self.incident.clone();
        let refusal = match self.asks(who, &command) {
            Ok(events) => panic!("{command:?} was taken and came to {events:?}"),
            Err(refusal) => refusal,
        };
        assert_eq!(self.incident, before, "a refused command changes nothing");
        refusal.code
    }

    /// Time passes; whatever falls due on the way is raised at its own minute, as a room's alarm
    /// does.
    #[track_caller]
    pub fn wait(&mut self, span: Minutes) -> Vec<Recorded> {
        let until = self.now + span;
        let from = self.log.len();
        while let Some(due) = self.incident.next_due().filter(|due| *due <= until) {
            self.now = self.now.max(due);
            for command in self.incident.overdue(self.now) {
                // A deadline may fall away with the one before it.
                if self.asks(Actor::System, &command).is_ok() {
                    self.does(Actor::System, command);
                }
            }
        }
        self.now = until;
        self.log.iter().skip(from).cloned().collect()
    }

    /// The same story told again from its log.
    pub fn replayed(&self) -> Incident {
        let mut incident = Incident::new(self.incident.id.clone());
        self.log.iter().for_each(|recorded| incident.apply(recorded));
        incident
    }

    /// The message.
    #[track_caller]
    pub fn message(&self, id: muster_domain::ids::MessageId) -> &Message {
        match self.incident.message(id) {
            Some(message) => message,
            None => panic!("there is no message {id}"),
        }
    }

    /// The current commander, as somebody who acts through their own link.
    #[track_caller]
    pub fn commander(&self) -> OutsiderId {
        match self.incident.commander {
            Some(commander) => commander,
            None => panic!("no commander is named"),
        }
    }

    /// Somebody answers the page for a role and joins call and chat.
    #[track_caller]
    pub fn arrives(&mut self, role: Role, person: PersonId) {
        self.does(person, Command::AcceptPage { role, eta: None });
        self.joins(person);
    }

    /// Somebody joins call and chat.
    #[track_caller]
    pub fn joins(&mut self, person: PersonId) {
        self.does(person, Command::SetPresence { call: true, chat: true, proxy: None });
    }

    /// The Business Lead pages everybody who is not there yet, and they come.
    #[track_caller]
    pub fn everybody_comes(&mut self) {
        for (role, person) in CAST {
            if self.incident.holder(role).is_some() {
                continue;
            }
            if self.incident.seat(role).is_none_or(|seat| seat.page.is_none()) {
                self.does(LEAD, Command::Page { role, person: None, reason: String::new() });
            }
            self.arrives(role, person);
        }
    }
}
