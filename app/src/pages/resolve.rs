//! The way to the end: what must be true before the call ends, each with what to do about it.

use crate::parts::model::{Action, Card, Chip, Row, Tone, plain};
use crate::paths::Page;
use crate::scene::Scene;
use muster_domain::command::Command as C;
use muster_domain::copy::en;
use muster_domain::guards::{self, Guard, GuardKind};
use muster_domain::incident::State;

/// The page.
pub fn cards(scene: &Scene<'_>) -> Vec<Card> {
    let state = scene.incident().state;
    let mut cards = Vec::new();
    if matches!(state, State::Active | State::Resolving) {
        cards.push(checklist(scene));
    }
    cards.push(steps(scene));
    cards
}

fn checklist(scene: &Scene<'_>) -> Card {
    let guards = guards::resolve(scene.incident());
    let open = guards.iter().filter(|guard| guard.open.is_some()).count();
    let chip = match open {
        0 => Chip::new(Tone::Ok, "Everything is met"),
        open => Chip::new(Tone::Wait, format!("{open} still open")),
    };
    let rows = guards.iter().map(|guard| row(scene, guard)).collect();
    let actions = scene.offer(C::Resolve).into_iter().collect();
    let title = "Before the call can end";
    Card { chip: Some(chip), rows, actions, ..Card::new("guards", title) }
}

fn row(scene: &Scene<'_>, guard: &Guard) -> Row {
    let mut row = Row::new(en::guard(guard.kind), en::guard(guard.kind));
    match &guard.open {
        None => row.chip = Some(Chip::new(Tone::Ok, "Met")),
        Some(refusal) => {
            row.chip = Some(Chip::new(Tone::Stop, "Not met"));
            row.lines = vec![plain(en::refusal(refusal))];
            row.href = where_to(guard.kind).map(|page| scene.path(page));
            row.actions = remedy(scene, guard.kind).into_iter().collect();
        }
    }
    row
}

/// The page where a guard is worked on.
const fn where_to(kind: GuardKind) -> Option<Page> {
    match kind {
        GuardKind::PhaseAcknowledged | GuardKind::AnalysisOrdered => None,
        GuardKind::ResolutionSent | GuardKind::NothingInFlight => Some(Page::Messages),
        GuardKind::OperationsNormal => Some(Page::Operations),
        GuardKind::EverythingOwned => Some(Page::Tasks),
    }
}

/// What can be done about it right here.
fn remedy(scene: &Scene<'_>, kind: GuardKind) -> Option<Action> {
    match kind {
        GuardKind::PhaseAcknowledged => {
            let pending = scene.incident().parent.pending?;
            scene.offer(C::AcknowledgePhase { phase: pending.phase })
        }
        GuardKind::AnalysisOrdered => scene.offer(C::OrderAnalysis),
        _ => None,
    }
}

/// Every other step between states that is the reader's to take.
fn steps(scene: &Scene<'_>) -> Card {
    let state = scene.incident().state;
    let reason = String::new;
    let commands = match state {
        State::Active => vec![C::BeginResolving],
        State::Resolved | State::FollowUp => vec![C::Close, C::Reopen { reason: reason() }],
        State::Resolving | State::Closed => vec![C::Reopen { reason: reason() }],
        _ => vec![C::StandDown { reason: reason() }],
    };
    let actions = commands.into_iter().filter_map(|command| scene.offer(command)).collect();
    let chip = Some(Chip::new(Tone::Plain, en::state(state)));
    let words = match state {
        State::Active => "The return to normal begins once the technical incident is resolved.",
        State::Resolving => "If the technical incident comes back, the response goes on.",
        State::Resolved | State::FollowUp => {
            "The call has ended. The record can be closed once the analysis is finished."
        }
        State::Closed => "The record is sealed. It can be opened for a correction only.",
        State::StoodDown => "The response was stood down. The record is sealed.",
        _ => "Before it is in full swing, the response can still be stood down.",
    };
    Card { chip, lines: vec![plain(words)], actions, ..Card::new("steps", "Where this stands") }
}
