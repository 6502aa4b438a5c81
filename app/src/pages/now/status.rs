//! What is happening: the one statement of the Business Lead, and beside it, apart from it, the
//! last word from the technical incident (R38, R48).

use crate::parts::model::{Bit, Card, Chip, Line, Row, Tone, plain};
use crate::scene::Scene;
use muster_domain::command::Command as C;
use muster_domain::copy::en;
use muster_domain::task::{Relay, Status};
use muster_domain::time::Minutes;

/// Relays shown on the board; all of them are in the log.
const RELAYS_SHOWN: usize = 3;

/// The Business Lead's statement.
pub fn card(scene: &Scene<'_>) -> Card {
    let status = scene.incident().status.as_ref();
    let mut card = Card::new("status", "What is happening");
    let unsaid = "The Business Lead has not stated it yet.".to_string();
    card.lead = Some(status.map_or(unsaid, |status| status.text.shown().into()));
    card.lines = status.map(|status| said(scene, status)).unwrap_or_default();
    card.lines.extend(irregular(scene));
    let text = status.map(|status| status.text.shown().to_string()).unwrap_or_default();
    let restate = C::StateStatus { text, next_in: Some(Minutes(30)) };
    card.actions = scene.offer_now(restate).into_iter().collect();
    card
}

fn said(scene: &Scene<'_>, status: &Status) -> Vec<Line> {
    let who = format!("{}, ", scene.name(status.by));
    let mut lines = vec![vec![Bit::Text(who), Bit::Since(status.at), Bit::text(" ago")]];
    if let Some(next) = status.next {
        lines.push(vec![
            Bit::text("Next statement promised by "),
            Bit::At(next),
            Bit::text(", "),
            Bit::Until(next),
        ]);
    }
    lines
}

/// What was irregular, for everybody to see (T3b, R17, T5).
fn irregular(scene: &Scene<'_>) -> Vec<Line> {
    let flags = &scene.incident().flags;
    let mut lines = Vec::new();
    if flags.no_recommendation {
        lines.push(plain("Declared without a recommendation of the Technical SLT."));
    }
    if let Some(reason) = &flags.phase_override {
        lines.push(plain(format!("Declared outside the usual phases: {}", reason.shown())));
    }
    if let Some(reason) = &flags.handoff_override {
        lines.push(plain(format!("Went on without a hand-off: {}", reason.shown())));
    }
    lines
}

/// The last updates from the technical incident, newest first.
pub fn technical(scene: &Scene<'_>) -> Card {
    let incident = scene.incident();
    let mut card = Card::new("technical", "From the technical incident");
    let commander = incident.commander_name().unwrap_or("nobody named");
    let reference = incident.parent.reference.shown();
    card.lines = vec![
        vec![Bit::text("Commander: "), Bit::Strong(commander.into())],
        reference_line(reference),
    ];
    let relays = incident.relays.iter().rev().take(RELAYS_SHOWN);
    card.rows = relays.map(|relay| row(scene, relay)).collect();
    card.empty = "No update yet.";
    let commands =
        [C::Relay { text: String::new(), phase: None }, C::NameCommander { name: String::new() }];
    card.actions = commands.into_iter().filter_map(|it| scene.offer_now(it)).collect();
    card
}

fn reference_line(reference: &str) -> Line {
    let name = Bit::text("Record: ");
    let is_link = reference.starts_with("https://") || reference.starts_with("http://");
    let target = if is_link {
        Bit::Link(reference.into(), reference.into())
    } else {
        Bit::Text(reference.into())
    };
    vec![name, target]
}

fn row(scene: &Scene<'_>, relay: &Relay) -> Row {
    let mut row = Row::new(format!("relay-{}", relay.id), relay.text.shown());
    row.lines = vec![vec![Bit::At(relay.at), Bit::text(", "), Bit::Since(relay.at)]];
    row.chip = relay.phase.map(|phase| Chip::new(Tone::Wait, en::phase(phase)));
    if relay.corrected {
        row.chip = Some(Chip::new(Tone::Stop, "Corrected"));
    }
    let correct = C::CorrectRelay { relay: relay.id, text: String::new() };
    row.actions = scene.offer_now(correct).into_iter().collect();
    row
}
