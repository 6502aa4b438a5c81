//! The Customer Liaison's hand-off of the technical side, step by step (requirements §2.3).

use super::seat::reached;
use crate::parts::model::{Bit, Card, Chip, Line, Row, Step, Tone, plain};
use crate::scene::Scene;
use muster_domain::catalogue::Role;
use muster_domain::command::Command as C;
use muster_domain::liaison::{Handoff, HandoffNotes};

/// The panel; nothing before there is a Customer Liaison.
pub fn card(scene: &Scene<'_>) -> Option<Card> {
    let liaison = &scene.incident().liaison;
    let technical = liaison.technical_side?;
    let mut card = Card::new("handoff", "Hand-off of the technical side");
    let who = format!("{} answers for the technical side.", scene.name(technical));
    card.chip = Some(state(liaison.handoff));
    card.lines = vec![plain(who)];
    if let Handoff::Paged { standby, due, reach, .. } = liaison.handoff {
        let words = format!("Waits for {}; the next standby is asked ", scene.name(standby));
        card.lines.push(vec![Bit::Text(words), Bit::Until(due)]);
        card.lines.push(reached(scene, standby, reach));
    }
    let mut row = Row { chain: steps(scene), ..Row::new("steps", "") };
    row.lines = liaison.notes.as_ref().map(|notes| told(scene, notes)).unwrap_or_default();
    card.rows = vec![row];
    let text = String::new;
    let commands = [
        C::PageStandby { person: None },
        C::AcceptStandby,
        C::DeclineStandby { note: text() },
        C::ConfirmStandbyPresent,
        note(liaison.notes.as_ref()),
        C::AcceptHandoff,
        C::LocateLiaison { location: liaison.location },
        C::RecallLiaison,
        C::OverrideHandoff { reason: text() },
    ];
    card.actions = commands.into_iter().filter_map(|command| scene.offer_now(command)).collect();
    Some(card)
}

fn state(handoff: Handoff) -> Chip {
    match handoff {
        Handoff::Accepted { .. } => Chip::new(Tone::Ok, "Handed off"),
        Handoff::Overridden { .. } => Chip::new(Tone::Stop, "Went on without a hand-off"),
        Handoff::Open => Chip::new(Tone::Stop, "Nobody asked yet"),
        _ => Chip::new(Tone::Wait, "Under way"),
    }
}

/// The five steps; the first one not done is the one that is waited for.
fn steps(scene: &Scene<'_>) -> Vec<Step> {
    let liaison = &scene.incident().liaison;
    let reached = match liaison.handoff {
        Handoff::Open => 0,
        Handoff::Paged { .. } => 1,
        Handoff::Acknowledged { .. } => 2,
        Handoff::Present { .. } => 3,
        Handoff::Accepted { .. } | Handoff::Overridden { .. } => 5,
    };
    let standby = liaison.handoff.standby().map(|person| scene.name(person)).unwrap_or_default();
    let primary = scene.incident().holder(Role::CustomerLiaison);
    let primary = primary.map(|person| scene.name(person)).unwrap_or_default();
    let done = |step: usize| match step {
        3 => liaison.notes.is_some(),
        4 => reached == 5,
        step => reached > step,
    };
    let names = ["Paged", "Coming", "On the technical call", "Note given", "Accepted"];
    let current = (0..names.len()).find(|step| !done(*step));
    let step = |(n, name): (usize, &str)| {
        let tone = match done(n) {
            true => Tone::Ok,
            false if current == Some(n) => Tone::Wait,
            false => Tone::Plain,
        };
        let note = if n == 3 { primary.clone() } else { standby.clone() };
        Step { name: name.into(), note, tone }
    };
    names.into_iter().enumerate().map(step).collect()
}

fn told(scene: &Scene<'_>, notes: &HandoffNotes) -> Vec<Line> {
    let part = |name: &str, text: &str| {
        vec![Bit::Strong(format!("{name}: ")), Bit::Text(text.to_string())]
    };
    vec![
        part("Where things stand", notes.state.shown()),
        part("Promises", notes.promises.shown()),
        part("Drafts", notes.drafts.shown()),
        part("Customers reporting", notes.customers_reporting.shown()),
        vec![Bit::Text(format!("{}, ", scene.name(notes.by))), Bit::At(notes.at)],
    ]
}

/// The note, starting from the one before.
fn note(before: Option<&HandoffNotes>) -> C {
    let text = |words: fn(&HandoffNotes) -> &muster_domain::words::Words| {
        before.map(|notes| words(notes).shown().to_string()).unwrap_or_default()
    };
    C::NoteHandoff {
        state: text(|notes| &notes.state),
        promises: text(|notes| &notes.promises),
        drafts: text(|notes| &notes.drafts),
        customers_reporting: text(|notes| &notes.customers_reporting),
    }
}
