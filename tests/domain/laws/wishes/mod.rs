//! What people could sensibly ask for next. Not a second rule book: a wish may well be refused.
//!
//! Whatever an observer must never read carries [`CANARY`].

mod messages;
mod operations;
mod response;

use crate::world::World;
use muster_domain::actor::Actor;
use muster_domain::catalogue::Role;
use muster_domain::command::Command;
use muster_domain::ids::PersonId;
use muster_domain::incident::Incident;

/// A word that stands in everything confidential.
pub const CANARY: &str = "canary";

/// Something confidential to say.
pub fn secret() -> String {
    format!("a {CANARY} sings")
}

/// Wishes being collected.
pub struct Wishes<'w> {
    pub world: &'w World,
    list: Vec<(Actor, Command)>,
}

impl<'w> Wishes<'w> {
    /// The incident they are about.
    pub fn incident(&self) -> &'w Incident {
        &self.world.incident
    }

    /// The seat's holder wishes it, if there is one.
    pub fn seat(&mut self, role: Role, command: Command) {
        if let Some(person) = self.incident().holder(role) {
            self.person(person, command);
        }
    }

    /// The Business Lead wishes it.
    pub fn lead(&mut self, command: Command) {
        self.seat(Role::BusinessLead, command);
    }

    /// The Customer Liaison wishes it.
    pub fn liaison(&mut self, command: Command) {
        self.seat(Role::CustomerLiaison, command);
    }

    /// The Technical SLT wishes it.
    pub fn slt(&mut self, command: Command) {
        self.seat(Role::TechnicalSlt, command);
    }

    /// A person wishes it.
    pub fn person(&mut self, person: PersonId, command: Command) {
        self.list.push((Actor::Person(person), command));
    }

    /// Somebody else wishes it.
    pub fn actor(&mut self, actor: Actor, command: Command) {
        self.list.push((actor, command));
    }
}

/// What brings the incident further.
pub fn forward(world: &World) -> Vec<(Actor, Command)> {
    let mut wishes = Wishes { world, list: Vec::new() };
    response::forward(&mut wishes);
    operations::forward(&mut wishes);
    messages::forward(&mut wishes);
    wishes.list
}

/// What brings a message further.
pub fn message(world: &World) -> Vec<(Actor, Command)> {
    let mut wishes = Wishes { world, list: Vec::new() };
    messages::forward(&mut wishes);
    wishes.list
}

/// What people do besides: detours, changes of mind, interruptions.
pub fn sideways(world: &World) -> Vec<(Actor, Command)> {
    let mut wishes = Wishes { world, list: Vec::new() };
    response::sideways(&mut wishes);
    operations::sideways(&mut wishes);
    messages::sideways(&mut wishes);
    wishes.list
}
