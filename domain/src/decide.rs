//! Every rule, in one place: from state, organisation, command, actor and time to events or a
//! refusal. Pure: the same question has the same answer in the app and in the room.

use crate::actor::{Actor, Capacity};
use crate::command::Command;
use crate::event::Event;
use crate::incident::Incident;
use crate::organisation::Organisation;
use crate::refusal::{Code, Refusal};
use crate::time::Timestamp;
use crate::words::Words;

/// What a command comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The capacity in which the actor acted.
    pub capacity: Option<Capacity>,
    /// What happened, in order.
    pub events: Vec<Draft>,
}

/// An event that is not recorded yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What happened.
    pub event: Event,
    /// Personal data that is kept beside it.
    pub personal: Option<Words>,
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
