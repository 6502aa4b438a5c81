//! Every rule, in one place: from state, organisation, command, actor and time to events or a
//! refusal. Pure: the same question has the same answer in the app and in the room.

use crate::actor::{Actor, Capacity};
use crate::command::Command;
use crate::event::{Event, Recorded};
use crate::ids::Seq;
use crate::incident::Incident;
use crate::organisation::Organisation;
use crate::refusal::{Code, Refusal};
use crate::time::Timestamp;
use crate::words::Words;

/// What a command comes to.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Decision {
    /// What happened, in order.
    pub events: Vec<Draft>,
}

/// An event that is not recorded yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Who did it: the actor, or the system for what follows by rule.
    pub by: Actor,
    /// The capacity in which the actor acted.
    pub capacity: Option<Capacity>,
    /// What happened.
    pub event: Event,
    /// Personal data that is kept beside it.
    pub personal: Option<Words>,
}

impl Draft {
    /// The event with its place in the log.
    pub fn record(self, seq: Seq, at: Timestamp) -> Recorded {
        let Self { by, capacity, event, personal } = self;
        Recorded { seq, at, by, capacity, event, personal }
    }
}

/// Decides a command.
pub fn decide(
    _incident: &Incident,
    _organisation: &Organisation,
    _command: &Command,
    _actor: Actor,
    _now: Timestamp,
) -> Result<Decision, Refusal> {
    Err(Code::OnlySystem.into())
}
