//! An incident that a test plays, with its log: what a room does, without the room.

use muster_demo::{Step, organisation, past_incident};
use muster_domain::actor::Actor;
use muster_domain::command::Command;
use muster_domain::decide::decide;
use muster_domain::event::Recorded;
use muster_domain::ids::{IncidentId, PersonId};
use muster_domain::incident::Incident;
use muster_domain::organisation::{Organisation, Person};
use muster_domain::refusal::Refusal;
use muster_domain::time::{Minutes, Timestamp};
use std::sync::LazyLock;

/// When every story begins: 2026-05-20T13:25:00Z.
pub const START: Timestamp = Timestamp(1_779_283_500_000);

/// Somebody from outside.
pub const GUEST: PersonId = PersonId(500);

/// The scripted past incident: a way into the depths.
pub static SCRIPT: LazyLock<Vec<Step>> = LazyLock::new(past_incident);

/// The worlds before each step of the script, and the one after the last.
static PREFIXES: LazyLock<Vec<World>> = LazyLock::new(prefixes);

/// One incident, its organisation and its log.
#[derive(Clone, Debug)]
pub struct World {
    pub organisation: Organisation,
    pub incident: Incident,
    pub log: Vec<Recorded>,
    pub now: Timestamp,
}

/// What one event did.
#[derive(Debug)]
pub struct Change {
    pub before: Incident,
    pub recorded: Recorded,
    pub after: Incident,
}

impl World {
    /// Nothing has happened yet.
    pub fn new() -> Self {
        let incident = Incident::new(IncidentId::from("property-test"));
        let mut organisation = organisation();
        let guest = Some(incident.id.clone());
        organisation.people.push(Person { id: GUEST, guest, ..Person::default() });
        Self { organisation, incident, log: Vec::new(), now: START }
    }

    /// The scripted story, `steps` steps in.
    pub fn after(steps: usize) -> Self {
        let prefixes = &*PREFIXES;
        prefixes.get(steps % prefixes.len()).cloned().unwrap_or_else(Self::new)
    }

    /// Everybody who could act.
    pub fn everybody(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.organisation.people.iter().map(|person| person.id)
    }

    /// Time passes, in whole minutes.
    pub fn wait(&mut self, minutes: u32) {
        self.now = self.now + Minutes(minutes);
    }

    /// Whether the rule book would say yes.
    pub fn grants(&self, actor: Actor, command: &Command) -> bool {
        decide(&self.incident, &self.organisation, command, actor, self.now).is_ok()
    }

    /// Asks, records and applies; the changes in order, or the refusal.
    pub fn ask(&mut self, actor: Actor, command: &Command) -> Result<Vec<Change>, Refusal> {
        let decision = decide(&self.incident, &self.organisation, command, actor, self.now)?;
        let mut changes = Vec::new();
        for draft in decision.events {
            let before = self.incident.clone();
            let recorded = draft.record(before.seq.next(), self.now);
            self.incident.apply(&recorded);
            self.log.push(recorded.clone());
            changes.push(Change { before, recorded, after: self.incident.clone() });
        }
        Ok(changes)
    }
}

fn prefixes() -> Vec<World> {
    let mut world = World::new();
    let mut prefixes = vec![world.clone()];
    for step in SCRIPT.iter() {
        world.now = step.time(START);
        let command = step.at(&world.incident, START);
        assert!(world.ask(step.actor, &command).is_ok(), "the script is refused at {step:?}");
        prefixes.push(world.clone());
    }
    prefixes
}
