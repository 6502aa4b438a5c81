//! Messages, roles and operations in a glance; each leads to its own page.

use crate::pages::roles;
use crate::parts::model::{Bit, Card, Chip, Row, Tone, plain};
use crate::paths::Page;
use crate::scene::Scene;
use muster_domain::catalogue::Group;
use muster_domain::copy::en;
use muster_domain::message::{Message, Stage};
use muster_domain::operations::{Mode, Side, SideState};

/// Messages of the present phase.
pub fn messages(scene: &Scene<'_>) -> Card {
    let incident = scene.incident();
    let phase = incident.parent.phase;
    let mut card = Card::new("messages", format!("Messages, phase {}", en::phase(phase)));
    let present = incident.messages.iter().filter(|message| message.phase == phase);
    card.rows = present.map(|message| row(scene, message)).collect();
    card.empty = "None planned for this phase yet.";
    card.lines = vec![vec![Bit::Link("All messages".into(), scene.path(Page::Messages))]];
    card
}

fn row(scene: &Scene<'_>, message: &Message) -> Row {
    let audience = scene.organisation().audience(message.audience);
    let audience = audience.map_or("", |audience| audience.name.as_str());
    let mut row = Row::new(format!("message-{}", message.id), audience);
    row.href = Some(scene.path(Page::Message(message.id)));
    let tone = match message.stage {
        Stage::Distributed => Tone::Ok,
        Stage::Withheld => Tone::Stop,
        _ if message.objections().next().is_some() => Tone::Stop,
        stage if stage.is_final() || stage == Stage::Planned => Tone::Plain,
        _ => Tone::Wait,
    };
    row.chip = Some(Chip::new(tone, en::stage(message.stage)));
    row
}

/// Roles that somebody holds or is asked to hold, by group.
pub fn roles(scene: &Scene<'_>) -> Card {
    let mut card = Card::new("roles", "Roles");
    for group in Group::ALL {
        let asked = |role: &_| group == Group::Initial || scene.incident().seat(*role).is_some();
        let mut heading = Some(en::group(group).to_string());
        for role in roles::of_group(scene, group).filter(asked) {
            let row = Row { group: heading.take(), ..roles::brief(scene, role) };
            card.rows.push(row);
        }
    }
    card.lines = vec![vec![Bit::Link("All roles".into(), scene.path(Page::Roles))]];
    card
}

/// Mode, both sides, and what still runs.
pub fn operations(scene: &Scene<'_>) -> Card {
    let operations = &scene.incident().operations;
    let mut card = Card::new("operations", "Operations");
    let tone = if operations.mode == Mode::Normal { Tone::Ok } else { Tone::Stop };
    card.chip = Some(Chip::new(tone, en::mode(operations.mode)));
    card.lines = vec![vec![Bit::Link("All operations".into(), scene.path(Page::Operations))]];
    card.rows = Side::ALL.map(|side| side_row(scene, side)).into();
    card
}

fn side_row(scene: &Scene<'_>, side: Side) -> Row {
    let operations = &scene.incident().operations;
    let mut row = Row::new(format!("side-{}", en::side(side)), en::side(side));
    let chip =
        |tone, word: &str, since: Bit| Chip { tone, line: vec![Bit::Text(word.into()), since] };
    row.chip = Some(match operations.side(side) {
        SideState::Running => Chip::new(Tone::Plain, "Running"),
        SideState::HaltOrdered { due, .. } => chip(Tone::Wait, "Halting, due ", Bit::Until(due)),
        SideState::Stopped { at } => chip(Tone::Stop, "Stopped · ", Bit::Since(at)),
        SideState::RestartOrdered { at } => chip(Tone::Wait, "Restarting · ", Bit::Since(at)),
        SideState::Resumed { .. } => Chip::new(Tone::Ok, "Resumed"),
    });
    let settled = operations.items_of(side).filter(|item| item.state.is_settled_for_halt()).count();
    let all = operations.items_of(side).count();
    if all > 0 {
        row.lines = vec![plain(format!("{settled} of {all} activities halted or exempt"))];
    }
    row
}
