//! Messages, roles and operations in a glance; each leads to its own page.

use crate::pages::{messages as board, roles as seats};
use crate::parts::model::{Bit, Card, Chip, Line, Row, Tone, plain};
use crate::paths::Page;
use crate::scene::Scene;
use muster_domain::catalogue::Group;
use muster_domain::copy::en;
use muster_domain::operations::{Mode, Side, SideState};

/// Messages of the present phase.
pub fn messages(scene: &Scene<'_>) -> Card {
    let incident = scene.incident();
    let phase = incident.parent.phase;
    let mut card = Card::new("messages", format!("Messages, phase {}", en::phase(phase)));
    let present = incident.messages.iter().filter(|message| message.phase == phase);
    card.rows = present.map(|message| board::brief(scene, message)).collect();
    card.empty = "None planned for this phase yet.";
    card.lines = vec![link(scene, "All messages", Page::Messages)];
    card
}

/// Roles that somebody holds or is asked to hold, by group.
pub fn roles(scene: &Scene<'_>) -> Card {
    let mut card = Card::new("roles", "Roles");
    for group in Group::ALL {
        let asked = |role: &_| group == Group::Initial || scene.incident().seat(*role).is_some();
        let mut heading = Some(en::group(group).to_string());
        for role in seats::of_group(scene, group).filter(asked) {
            let row = Row { group: heading.take(), ..seats::brief(scene, role) };
            card.rows.push(row);
        }
    }
    card.lines = vec![link(scene, "All roles", Page::Roles)];
    card
}

/// Mode, both sides, and what still runs.
pub fn operations(scene: &Scene<'_>) -> Card {
    let operations = &scene.incident().operations;
    let mut card = Card::new("operations", "Operations");
    let tone = if operations.mode == Mode::Normal { Tone::Ok } else { Tone::Stop };
    card.chip = Some(Chip::new(tone, en::mode(operations.mode)));
    card.lines = vec![link(scene, "All operations", Page::Operations)];
    card.rows = Side::ALL.map(|side| side_row(scene, side)).into();
    card
}

fn side_row(scene: &Scene<'_>, side: Side) -> Row {
    let operations = &scene.incident().operations;
    let mut row = Row::new(en::side(side), en::side(side));
    let (tone, word, time) = match operations.side(side) {
        SideState::Running => (Tone::Plain, "Running", None),
        SideState::HaltOrdered { due, .. } => (Tone::Wait, "Halting, due ", Some(Bit::Until(due))),
        SideState::Stopped { at } => (Tone::Stop, "Stopped · ", Some(Bit::Since(at))),
        SideState::RestartOrdered { at } => (Tone::Wait, "Restarting · ", Some(Bit::Since(at))),
        SideState::Resumed { .. } => (Tone::Ok, "Resumed", None),
    };
    row.chip = Some(Chip { tone, line: plain(word).into_iter().chain(time).collect() });
    let settled = operations.items_of(side).filter(|item| item.state.is_settled_for_halt()).count();
    let all = operations.items_of(side).count();
    if all > 0 {
        row.lines = vec![plain(format!("{settled} of {all} activities halted or exempt"))];
    }
    row
}

fn link(scene: &Scene<'_>, name: &str, page: Page) -> Line {
    vec![Bit::Link(name.into(), scene.path(page))]
}
