//! A script: who asked for what, and when. Real commands; what they come to is for the rule book.

use muster_domain::actor::Actor;
use muster_domain::chain::Digest;
use muster_domain::command::{Command as C, CommanderAnswer};
use muster_domain::ids::{MessageId, PersonId};
use muster_domain::incident::Incident;
use muster_domain::message::Message;
use muster_domain::time::{Minutes, Timestamp};

/// One command of a script.
///
/// A script cannot know two things: at which hour it will be played, so its times count from its
/// start; and the fingerprints of its texts, so it writes [`Digest::WITHHELD`] for "the text as it
/// stands". [`Step::at`] puts both in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Minutes after the script's start.
    pub minute: u32,
    /// Who asks.
    pub actor: Actor,
    /// For what.
    pub command: C,
}

impl Step {
    /// When it happens in a script that starts at `start`.
    pub fn time(&self, start: Timestamp) -> Timestamp {
        start + Minutes(self.minute)
    }

    /// The command with the times and fingerprints of this incident.
    pub fn at(&self, incident: &Incident, start: Timestamp) -> C {
        let mut command = self.command.clone();
        if let Some((message, fingerprint)) = fingerprint(&mut command)
            && *fingerprint == Digest::WITHHELD
        {
            let current = incident.message(message).and_then(Message::fingerprint);
            *fingerprint = current.unwrap_or_default();
        }
        shift_times(&mut command, start);
        command
    }
}

/// The fingerprint that a command names, and the message it belongs to.
fn fingerprint(command: &mut C) -> Option<(MessageId, &mut Digest)> {
    match command {
        C::GiveVerdict { message, fingerprint, .. }
        | C::WaiveGate { message, fingerprint, .. }
        | C::RecordAnswer { message, fingerprint, .. }
        | C::BeginDistribution { message, fingerprint } => Some((*message, fingerprint)),
        _ => None,
    }
}

/// From "after the start" to a point in time.
fn shift_times(command: &mut C, start: Timestamp) {
    let shift = |time: &mut Timestamp| time.0 = time.0.saturating_add(start.0);
    match command {
        C::AcceptPage { eta, .. } => eta.iter_mut().for_each(shift),
        C::RecordAnswer { answer, said_at, .. } => {
            said_at.iter_mut().for_each(shift);
            if let CommanderAnswer::NotNow { ask_again } = answer {
                ask_again.iter_mut().for_each(shift);
            }
        }
        C::ReportDistribution { deliveries, .. } => {
            deliveries.iter_mut().map(|delivery| &mut delivery.at).for_each(shift);
        }
        _ => {}
    }
}

/// A script being written: the clock goes forward, people ask for things.
#[derive(Debug, Default)]
pub(crate) struct Script {
    minute: u32,
    steps: Vec<Step>,
}

impl Script {
    /// What follows happens at this minute.
    pub(crate) fn minute(&mut self, minute: u32) {
        self.minute = minute;
    }

    /// This moment, as a script counts time.
    pub(crate) fn now(&self) -> Timestamp {
        Timestamp(0) + Minutes(self.minute)
    }

    /// Some minutes pass.
    pub(crate) fn wait(&mut self, minutes: u32) {
        self.minute += minutes;
    }

    /// A person asks for something.
    pub(crate) fn by(&mut self, person: PersonId, command: C) {
        self.ask(Actor::Person(person), command);
    }

    /// Somebody else asks for something: the technical commander, or time.
    pub(crate) fn ask(&mut self, actor: Actor, command: C) {
        self.steps.push(Step { minute: self.minute, actor, command });
    }

    /// The script in order.
    pub(crate) fn finish(self) -> Vec<Step> {
        self.steps
    }
}
