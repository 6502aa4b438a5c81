//! One command being decided: what it is decided on, and what it has come to so far.

use super::{Decision, Draft};
use crate::actor::{Actor, Capacity};
use crate::catalogue::Role;
use crate::event::{Event, Recorded};
use crate::ids::{MessageId, PersonId};
use crate::incident::{Incident, State};
use crate::message::{Message, Stage};
use crate::organisation::{Organisation, Settings};
use crate::refusal::{Code, Refusal};
use crate::time::Timestamp;
use crate::words::Words;
use std::borrow::Cow;

/// A decision in the making. Events are applied as they are emitted, so that what follows by rule
/// sees what came before; the caller's state is never touched.
pub(super) struct Turn<'a> {
    state: Cow<'a, Incident>,
    pub(super) organisation: &'a Organisation,
    pub(super) actor: Actor,
    capacity: Option<Capacity>,
    pub(super) now: Timestamp,
    decision: Decision,
}

pub(super) type Done = Result<(), Refusal>;

impl<'a> Turn<'a> {
    pub(super) fn new(
        incident: &'a Incident,
        organisation: &'a Organisation,
        actor: Actor,
        capacity: Option<Capacity>,
        now: Timestamp,
    ) -> Self {
        let state = Cow::Borrowed(incident);
        Self { state, organisation, actor, capacity, now, decision: Decision::default() }
    }

    /// The state, with what this command has come to so far.
    pub(super) fn state(&self) -> &Incident {
        &self.state
    }

    pub(super) fn settings(&self) -> &'a Settings {
        &self.organisation.settings
    }

    /// The person acting.
    pub(super) fn person(&self) -> Result<PersonId, Refusal> {
        self.actor.person().ok_or_else(|| Code::UnknownActor.into())
    }

    /// Something the actor did.
    pub(super) fn emit(&mut self, event: Event) {
        self.record(self.actor, self.capacity, event, None);
    }

    /// Something that follows by rule.
    pub(super) fn follow(&mut self, event: Event) {
        self.record(Actor::System, None, event, None);
    }

    /// Something the actor did, with personal data that is kept beside it.
    pub(super) fn emit_with(&mut self, event: Event, personal: Words) {
        self.record(self.actor, self.capacity, event, Some(personal));
    }

    fn record(
        &mut self,
        by: Actor,
        capacity: Option<Capacity>,
        event: Event,
        personal: Option<Words>,
    ) {
        let draft = Draft { by, capacity, event, personal };
        let seq = self.state.seq.next();
        let recorded: Recorded = draft.clone().record(seq, self.now);
        self.state.to_mut().apply(&recorded);
        self.decision.events.push(draft);
    }

    pub(super) fn finish(self) -> Decision {
        self.decision
    }

    /// Refuses unless the incident is in one of these states.
    pub(super) fn in_state(&self, states: &[State]) -> Done {
        let state = self.state.state;
        if states.contains(&state) {
            Ok(())
        } else if state.is_sealed() {
            Err(Code::Sealed.into())
        } else {
            Err(Refusal::with(Code::WrongState, [state.slug()]))
        }
    }

    /// Refuses unless the response is running.
    pub(super) fn running(&self) -> Done {
        use State::{Active, Briefing, Declared, Mobilising, Resolving};
        self.in_state(&[Declared, Mobilising, Briefing, Active, Resolving])
    }

    /// Refuses only on a record that is sealed or not opened.
    pub(super) fn open(&self) -> Done {
        let open = State::ALL.into_iter().filter(|s| !s.is_sealed());
        self.in_state(&open.collect::<Vec<_>>())
    }

    /// An active person of the organisation.
    pub(super) fn member(&self, person: PersonId) -> Result<PersonId, Refusal> {
        let known = self.organisation.person(person).is_some();
        known.then_some(person).ok_or_else(|| not_found("person"))
    }

    /// Refuses unless the person holds the role.
    pub(super) fn holds(&self, person: PersonId, role: Role) -> Done {
        if self.state.holds(person, role) {
            return Ok(());
        }
        Err(Refusal::with(Code::NotHolder, [self.organisation.name_of(person), role.slug()]))
    }

    /// Acts of the liaison's business seat wait for the hand-off (R35).
    pub(super) fn handed_off(&self) -> Done {
        let done = self.state.liaison.handoff.is_complete();
        if done { Ok(()) } else { Err(Code::HandoffOpen.into()) }
    }

    /// The message, at one of these stages.
    pub(super) fn message_at(&self, id: MessageId, stages: &[Stage]) -> Result<&Message, Refusal> {
        let message = self.message(id)?;
        if stages.contains(&message.stage) {
            Ok(message)
        } else {
            Err(Refusal::with(Code::WrongStage, [message.stage.slug()]))
        }
    }

    /// The message.
    pub(super) fn message(&self, id: MessageId) -> Result<&Message, Refusal> {
        self.state.message(id).ok_or_else(|| not_found("message"))
    }
}

/// There is no such thing here.
pub(super) fn not_found(what: &str) -> Refusal {
    Refusal::with(Code::NotFound, [what])
}

/// Refuses when a list has grown to its bound.
pub(super) fn room_for(what: &str, count: usize) -> Done {
    if count < crate::limits::THINGS_MAX {
        Ok(())
    } else {
        Err(Refusal::with(Code::TooMany, [what, "2,000"]))
    }
}
