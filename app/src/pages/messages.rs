//! The message board: audience by phase, what each message waits for, and the order of work (R81).

use crate::pages::message::standing;
use crate::parts::model::{Action, Card, Chip, Row, Tone, Weight};
use crate::paths::Page;
use crate::scene::Scene;
use core::cmp::Reverse;
use muster_domain::catalogue::Phase;
use muster_domain::command::Command as C;
use muster_domain::copy::en;
use muster_domain::ids::{AudienceId, MessageId};
use muster_domain::list::sort_by_key;
use muster_domain::message::{Message, Purpose, Stage};
use muster_domain::organisation::Audience;

/// The page: one card per phase, the present one first.
pub fn cards(scene: &Scene<'_>) -> Vec<Card> {
    let incident = scene.incident();
    let present = incident.parent.phase;
    let used = |phase: &Phase| incident.messages.iter().any(|m| m.phase == *phase);
    let mut phases: Vec<_> =
        Phase::MESSAGING.into_iter().filter(|phase| *phase == present || used(phase)).collect();
    sort_by_key(&mut phases, |phase| (*phase != present, Reverse(*phase)));
    phases.into_iter().map(|phase| phase_card(scene, phase)).collect()
}

fn phase_card(scene: &Scene<'_>, phase: Phase) -> Card {
    let messages: Vec<_> = scene.incident().messages.iter().filter(|m| m.phase == phase).collect();
    let mut rows: Vec<_> = messages.iter().map(|m| row(scene, m, &messages)).collect();
    let present = phase == scene.incident().parent.phase;
    if present {
        let audiences = scene.organisation().audiences.iter();
        let bare = audiences.filter(|a| !messages.iter().any(|m| is_update(m, a.id)));
        rows.extend(bare.map(|audience| unplanned(scene, audience, phase)));
    }
    let chip = present.then(|| Chip::new(Tone::Wait, "Present phase"));
    let empty = "No message was planned for this phase.";
    Card { chip, rows, empty, ..Card::new(phase.slug(), en::phase(phase)) }
}

/// Whether it still answers for telling this audience about its phase.
fn is_update(message: &Message, audience: AudienceId) -> bool {
    let over = matches!(message.stage, Stage::Superseded | Stage::Withdrawn);
    message.audience == audience && message.purpose == Purpose::Update && !over
}

/// An audience for which nothing is planned, with the ways to plan it (R83).
fn unplanned(scene: &Scene<'_>, audience: &Audience, phase: Phase) -> Row {
    let plan = |reuse| scene.offer(C::PlanMessage { audience: audience.id, phase, reuse });
    let earlier = scene.incident().messages.iter().rev();
    let earlier = earlier.filter(|m| m.audience == audience.id && m.stage == Stage::Superseded);
    let reuse = earlier.map(|m| m.id).next().and_then(|id| plan(Some(id)));
    Row {
        chip: Some(Chip::new(Tone::Plain, "Not planned")),
        actions: plan(None).into_iter().chain(reuse).collect(),
        ..Row::new(format!("audience-{}", audience.id), audience.name.as_str())
    }
}

/// A message as a row: for whom, how far, what it waits for, and what can be done.
fn row(scene: &Scene<'_>, message: &Message, phase: &[&Message]) -> Row {
    Row {
        href: Some(scene.path(Page::Message(message.id))),
        actions: actions(scene, message, phase),
        ..brief(scene, message)
    }
}

/// A message in short, as other pages show it too.
pub fn brief(scene: &Scene<'_>, message: &Message) -> Row {
    Row {
        href: Some(scene.path(Page::Message(message.id))),
        chip: Some(standing::chip(message)),
        lines: standing::waits(scene, message).into_iter().collect(),
        chain: standing::steps(scene, message),
        ..Row::new(format!("message-{}", message.id), standing::title(scene, message))
    }
}

fn actions(scene: &Scene<'_>, message: &Message, phase: &[&Message]) -> Vec<Action> {
    let id = message.id;
    let quiet = |command| scene.offer_now(command).map(|it| it.weigh(Weight::Quiet));
    let begin = |together| {
        let planned = message.stage == Stage::Planned;
        planned.then(|| scene.offer(C::StartMessage { message: id, together })).flatten()
    };
    let reason = String::new;
    [
        begin(false),
        begin(true),
        moved(scene, id, phase, false),
        moved(scene, id, phase, true),
        quiet(C::SkipMessage { message: id, reason: reason() }),
        quiet(C::WithdrawMessage { message: id, reason: reason() }),
        scene.offer_now(C::PlanCorrection { of: id }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// One place earlier or later among the open messages of its phase.
fn moved(scene: &Scene<'_>, id: MessageId, phase: &[&Message], later: bool) -> Option<Action> {
    let open: Vec<_> = phase.iter().filter(|m| !m.stage.is_final()).map(|m| m.id).collect();
    let place = open.iter().position(|it| *it == id)?;
    let other = if later { place + 1 } else { place.checked_sub(1)? };
    let other = open.get(other).copied()?;
    let swap = |it: MessageId| match it {
        it if it == id => other,
        it if it == other => id,
        it => it,
    };
    let order = scene.incident().messages.iter().map(|m| swap(m.id)).collect();
    let label = if later { "Work on it later" } else { "Work on it earlier" };
    let action = scene.offer_now(C::OrderMessages { order })?;
    Some(Action { label: label.into(), weight: Weight::Quiet, ..action })
}
