//! Roll call: who is here by name and role, who is only half here, and who is missing (R28, R29).

use crate::calls;
use crate::names;
use crate::parts::model::{Action, Bit, Card, Chip, Press, Row, Tone, Weight};
use crate::paths::Page;
use crate::scene::Scene;
use muster_domain::catalogue::Role;
use muster_domain::command::Command;
use muster_domain::ids::PersonId;
use muster_domain::seat::Presence;
use std::rc::Rc;

/// The card.
pub fn card(scene: &Scene<'_>) -> Card {
    let incident = scene.incident();
    let missing = Role::INITIAL.into_iter().filter(|role| !incident.is_present(*role));
    let mut rows: Vec<Row> = missing.map(|role| absent(scene, role)).collect();
    let people = incident.presence.iter().filter(|presence| presence.is_here());
    rows.extend(people.map(|presence| present(scene, presence)));
    let mut card = Card::new("roll-call", "Roll call");
    card.rows = rows;
    card.empty = "Nobody has said where they are yet.";
    let place = where_i_am(scene).into_iter().filter_map(|it| scene.offer_now(it));
    let (store, path) = (scene.store, scene.path(Page::Now));
    let press: Press = Rc::new(move || calls::share(store, &path));
    let label = "Share the link to this incident".into();
    let share = Action { label, weight: Weight::Quiet, why_not: None, press };
    card.actions = place.chain([share]).collect();
    card
}

/// My own place, as it is now.
pub fn where_i_am(scene: &Scene<'_>) -> Option<Command> {
    let presence = scene.incident().presence_of(scene.state.me?);
    let (call, chat) = presence.map_or((true, true), |it| (it.call, it.chat));
    Some(Command::SetPresence { call, chat, proxy: presence.and_then(|it| it.proxy) })
}

fn absent(scene: &Scene<'_>, role: Role) -> Row {
    let mut row = Row::new(format!("missing-{}", role.slug()), scene.role(role));
    let why = match scene.incident().holder(role) {
        None => "Nobody holds the seat",
        Some(person) if scene.incident().is_here(person) => "Not handed off yet",
        Some(_) => "Not here",
    };
    row.chip = Some(Chip::new(Tone::Stop, why));
    row
}

fn present(scene: &Scene<'_>, presence: &Presence) -> Row {
    let mut row = Row::new(format!("here-{}", presence.person), scene.name(presence.person));
    let tone = if presence.is_half_here() { Tone::Wait } else { Tone::Ok };
    row.chip = Some(Chip::new(tone, names::presence(Some(presence))));
    let mut line = vec![Bit::Text(format!("{} · here for ", roles(scene, presence.person)))];
    line.push(Bit::Since(presence.since));
    if let Some(proxy) = presence.proxy {
        line.push(Bit::Text(format!(" · {} stands in", scene.name(proxy))));
    }
    row.lines = vec![line];
    row
}

/// Every role of a person, in words.
fn roles(scene: &Scene<'_>, person: PersonId) -> String {
    let roles: Vec<_> = scene.incident().roles_of(person).map(|role| scene.role(role)).collect();
    if roles.is_empty() { "No role".into() } else { roles.join(", ") }
}
