//! How a random story goes on: mostly with something sensible, now and then with something wild.

use crate::wishes::{forward, message, sideways};
use crate::world::{Change, SCRIPT, START, World};
use muster_domain::actor::Actor;
use muster_domain::chain::Digest;
use muster_domain::command::Command as C;
use muster_domain::refusal::Refusal;
use muster_domain::seat::Seat;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A random story: where the script is left, under which policies, and what follows.
#[derive(Clone, Debug)]
pub struct Story {
    pub steps: usize,
    pub lenient: bool,
    pub moves: Vec<Move>,
}

/// One move. The numbers pick among what there is at that moment.
#[derive(Clone, Copy, Debug)]
pub enum Move {
    /// Something that brings the incident further.
    Forward(u32),
    /// Something that brings a message further.
    Message(u32),
    /// Something that somebody is entitled to try.
    Sideways(u32),
    /// The same, tried by somebody else.
    Usurp { pick: u32, person: u32 },
    /// The same, but about a text that is no longer the present one.
    Stale(u32),
    /// A step of the script at the wrong time.
    Misplaced(u32),
    /// Time passes, and the room's alarm rings.
    Wait(u32),
    /// Somebody is deactivated, and whoever was before is back.
    Leave(u32),
}

/// What became of one move.
#[derive(Debug)]
pub struct Turn {
    pub before: World,
    pub actor: Actor,
    pub command: C,
    pub outcome: Result<Vec<Change>, Refusal>,
    pub after: World,
}

/// Stories of up to `length` moves after the script was left.
pub fn stories(length: usize) -> impl Strategy<Value = Story> {
    let moves = prop::collection::vec(any_move(), 1..length);
    // Some parts of an incident are short: its beginning, its halts, its end.
    let end = SCRIPT.len();
    let halts = SCRIPT.iter().position(|step| matches!(step.command, C::OrderHalt { .. }));
    let halts = halts.unwrap_or(0);
    let last = end.saturating_sub(12);
    let steps = prop_oneof![3 => 0..=end, 1 => 0..12usize, 1 => halts..=halts + 5, 1 => last..=end];
    (steps, any::<bool>(), moves).prop_map(|(steps, lenient, moves)| Story {
        steps,
        lenient,
        moves,
    })
}

fn any_move() -> impl Strategy<Value = Move> {
    prop_oneof![
        6 => any::<u32>().prop_map(Move::Forward),
        6 => any::<u32>().prop_map(Move::Message),
        5 => any::<u32>().prop_map(Move::Sideways),
        2 => (any::<u32>(), any::<u32>()).prop_map(|(pick, person)| Move::Usurp { pick, person }),
        1 => any::<u32>().prop_map(Move::Stale),
        2 => any::<u32>().prop_map(Move::Misplaced),
        1 => (1..45u32).prop_map(Move::Wait),
        1 => any::<u32>().prop_map(Move::Leave),
    ]
}

impl Story {
    /// The script itself, to be watched from its first step to its last.
    pub fn scripted() -> Self {
        let steps = u32::try_from(SCRIPT.len()).unwrap_or(0);
        Self { steps: 0, lenient: false, moves: (0..steps).map(Move::Misplaced).collect() }
    }

    /// The world at which the script is left.
    pub fn opening(&self) -> World {
        let mut world = World::after(self.steps);
        let settings = &mut world.organisation.settings;
        settings.waivers = self.lenient;
        settings.legal_override = self.lenient;
        settings.several_roles_per_person = self.lenient;
        world
    }

    /// Plays the story and shows every turn of it.
    pub fn play(&self, mut watch: impl FnMut(&Turn)) {
        let mut world = self.opening();
        for next in &self.moves {
            for (actor, command) in next.wishes(&mut world) {
                let before = world.clone();
                let outcome = world.ask(actor, &command);
                watch(&Turn { before, actor, command, outcome, after: world.clone() });
            }
        }
    }

    /// Every event of the story.
    pub fn changes(&self, mut watch: impl FnMut(&World, &Change)) {
        self.play(|turn| {
            for change in turn.outcome.iter().flatten() {
                watch(&turn.after, change);
            }
        });
    }
}

impl Move {
    fn wishes(self, world: &mut World) -> Vec<(Actor, C)> {
        match self {
            Self::Forward(pick) => wish(world, forward(world), pick).into_iter().collect(),
            Self::Message(pick) => wish(world, message(world), pick).into_iter().collect(),
            Self::Sideways(pick) => wish(world, sideways(world), pick).into_iter().collect(),
            Self::Usurp { pick, person } => {
                let wish = wish(world, sideways(world), pick)
                    .or_else(|| wish(world, forward(world), pick));
                let person = choose(world.everybody().collect(), person);
                wish.zip(person).map(|((_, c), p)| (Actor::Person(p), c)).into_iter().collect()
            }
            Self::Stale(pick) => stale(world, pick).into_iter().collect(),
            Self::Misplaced(pick) => {
                let Some(step) = choose(SCRIPT.iter().collect(), pick) else { return Vec::new() };
                world.now = world.now.max(step.time(START));
                vec![(step.actor, step.at(&world.incident, START))]
            }
            Self::Wait(minutes) => {
                world.wait(minutes);
                let overdue = world.incident.overdue(world.now);
                overdue.into_iter().map(|command| (Actor::System, command)).collect()
            }
            Self::Leave(pick) => {
                let counted_on = world.incident.seats.iter().filter_map(Seat::person).collect();
                let leaves = choose(counted_on, pick);
                for person in &mut world.organisation.people {
                    person.deactivated = Some(person.id) == leaves;
                }
                let follows = world.incident.deserted(&world.organisation);
                follows.into_iter().map(|command| (Actor::System, command)).collect()
            }
        }
    }
}

fn choose<T>(mut among: Vec<T>, pick: u32) -> Option<T> {
    let count = among.len();
    (count > 0).then(|| among.swap_remove(usize::try_from(pick).unwrap_or(0) % count))
}

/// First which act, then which instance of it: there are many people to page and one to resolve.
/// One that will be granted comes before one that will not.
fn wish(world: &World, wishes: Vec<(Actor, C)>, pick: u32) -> Option<(Actor, C)> {
    let acts: BTreeSet<_> = wishes.iter().map(|(_, command)| command.act()).collect();
    let count = u32::try_from(acts.len()).unwrap_or(1).max(1);
    let act = choose(acts.into_iter().collect(), pick)?;
    let same = wishes.into_iter().filter(|(_, command)| command.act() == act);
    let (granted, refused) =
        same.partition::<Vec<_>, _>(|(actor, command)| world.grants(*actor, command));
    choose(if granted.is_empty() { refused } else { granted }, pick / count)
}

/// A wish with a fingerprint, about an earlier version or about no text at all.
fn stale(world: &World, pick: u32) -> Option<(Actor, C)> {
    let mut wishes = forward(world);
    wishes.retain_mut(|(_, command)| match command {
        C::GiveVerdict { message, fingerprint, .. }
        | C::RecordAnswer { message, fingerprint, .. }
        | C::BeginDistribution { message, fingerprint } => {
            let history = world.incident.message(*message).map(|m| m.history.as_slice());
            let earlier = history.unwrap_or_default().last().map(|past| past.fingerprint);
            *fingerprint = earlier.unwrap_or(Digest([7; 32]));
            true
        }
        _ => false,
    });
    wish(world, wishes, pick)
}
