//! Normal or emergency operations: the two sides, the register of what is halted, and the way back.

use crate::parts::model::{Action, Bit, Card, Chip, Line, Row, Tone, Weight, plain};
use crate::scene::Scene;
use muster_domain::command::Command as C;
use muster_domain::copy::en;
use muster_domain::incident::State;
use muster_domain::operations::{Item, ItemKind, ItemState, Missed, Mode, Side, SideState};
use muster_domain::time::Minutes;

/// The page.
pub fn cards(scene: &Scene<'_>) -> Vec<Card> {
    vec![mode(scene), side(scene, Side::Social), side(scene, Side::Marketing)]
}

fn mode(scene: &Scene<'_>) -> Card {
    let operations = &scene.incident().operations;
    let tone = if operations.mode == Mode::Normal { Tone::Ok } else { Tone::Stop };
    let chip = Chip { tone, line: since(en::mode(operations.mode), operations) };
    let words = match operations.mode {
        Mode::Normal => "Outbound activities run as usual.",
        Mode::Halting => "Outbound activities are being stopped on both sides.",
        Mode::Emergency => "Nothing outbound runs but what is exempt.",
        Mode::Restoring => "Activities return one by one: social first, then marketing.",
    };
    let lines = vec![plain(words)];
    Card { chip: Some(chip), lines, ..Card::new("mode", "Mode") }
}

fn since(words: &str, operations: &muster_domain::operations::Operations) -> Line {
    let mut line = plain(words);
    if operations.mode != Mode::Normal {
        line.extend([Bit::text(" · "), Bit::Since(operations.since)]);
    }
    line
}

fn side(scene: &Scene<'_>, side: Side) -> Card {
    let key = match side {
        Side::Social => "social",
        Side::Marketing => "marketing",
    };
    let officer = scene.incident().holder(side.officer()).map(|person| scene.name(person));
    let officer = officer.unwrap_or_else(|| "nobody holds this seat".into());
    Card {
        chip: Some(side_chip(scene.incident().operations.side(side))),
        lines: vec![plain(format!("{}: {officer}", scene.role(side.officer())))],
        rows: register(scene, side),
        empty: "Nothing is listed. The order to halt fills the list from the inventory.",
        actions: side_actions(scene, side),
        ..Card::new(key, en::side(side))
    }
}

fn side_chip(state: SideState) -> Chip {
    let timed = |tone, words: &str, bit| Chip { tone, line: vec![Bit::Text(words.into()), bit] };
    match state {
        SideState::Running => Chip::new(Tone::Plain, "Nothing ordered"),
        SideState::HaltOrdered { due, overdue } => {
            let tone = if overdue { Tone::Stop } else { Tone::Wait };
            timed(tone, "Halt ordered, expected ", Bit::Until(due))
        }
        SideState::Stopped { at } => timed(Tone::Ok, "All stopped at ", Bit::At(at)),
        SideState::RestartOrdered { at } => timed(Tone::Wait, "Restart ordered at ", Bit::At(at)),
        SideState::Resumed { at } => timed(Tone::Ok, "All decided at ", Bit::At(at)),
    }
}

fn side_actions(scene: &Scene<'_>, side: Side) -> Vec<Action> {
    let state = scene.incident().operations.side(side);
    let resolving = scene.incident().state == State::Resolving;
    let reason = String::new;
    let list = C::ListItem { side, kind: first_kind(side), name: reason(), system: reason() };
    let mut actions: Vec<Option<Action>> = Vec::new();
    match state {
        SideState::Running => {
            actions.push(scene.offer(C::OrderHalt { side, estimate: Minutes(0) }));
        }
        SideState::HaltOrdered { .. } => {
            actions.push(scene.offer(C::ReportStopped { side }));
            actions.push(scene.offer_now(C::SettleSide { side, reason: reason() }));
        }
        SideState::Stopped { .. } if resolving => actions.push(restart(scene, side)),
        SideState::RestartOrdered { .. } => {
            actions.push(scene.offer(C::ReportResumed { side }));
            actions.push(scene.offer_now(C::SettleSide { side, reason: reason() }));
        }
        SideState::Stopped { .. } | SideState::Resumed { .. } => {}
    }
    actions.push(scene.offer_now(list).map(|it| it.weigh(Weight::Quiet)));
    actions.into_iter().flatten().collect()
}

/// The order to restart; before the resolution message is out it stays possible with a reason,
/// which is asked for then (R127).
fn restart(scene: &Scene<'_>, side: Side) -> Option<Action> {
    let order = |override_reason| C::OrderRestart { side, override_reason };
    let plain = scene.offer(order(None))?;
    if plain.why_not.is_none() {
        return Some(plain);
    }
    let early = scene.ask(&order(Some("…".into())));
    match early {
        Ok(()) => Some(Action {
            label: "Restart early".into(),
            weight: Weight::Harsh,
            why_not: None,
            ..plain
        }),
        Err(_) => Some(plain),
    }
}

const fn stops(side: Side) -> &'static [ItemKind] {
    match side {
        Side::Marketing => &ItemKind::MARKETING_STOPS,
        Side::Social => &ItemKind::SOCIAL_STOPS,
    }
}

const fn first_kind(side: Side) -> ItemKind {
    match side {
        Side::Marketing => ItemKind::Campaign,
        Side::Social => ItemKind::ScheduledPosts,
    }
}

/// The activities of a side by the stops of its checklist, in order (R62).
fn register(scene: &Scene<'_>, side: Side) -> Vec<Row> {
    let ordered = scene.incident().operations.side(side) != SideState::Running;
    let items = || scene.incident().operations.items_of(side);
    let mut rows = Vec::new();
    for kind in stops(side).iter().chain([&ItemKind::Other]) {
        let of_kind: Vec<_> = items().filter(|item| item.kind == *kind).collect();
        let group = heading(*kind, &of_kind);
        if of_kind.is_empty() && ordered && *kind != ItemKind::Other {
            let mut row = Row::new(format!("none-{group}"), "Nothing of this kind is listed.");
            row.group = Some(group);
            rows.push(row);
            continue;
        }
        for (n, item) in of_kind.into_iter().enumerate() {
            let mut row = item_row(scene, item);
            row.group = (n == 0).then(|| group.clone());
            rows.push(row);
        }
    }
    rows
}

fn heading(kind: ItemKind, items: &[&Item]) -> String {
    let running = items.iter().filter(|item| item.state == ItemState::Running).count();
    match (items.len(), running) {
        (0, _) => en::item_kind(kind).into(),
        (_, 0) => format!("{}: none running", en::item_kind(kind)),
        (all, running) => format!("{}: {running} of {all} running", en::item_kind(kind)),
    }
}

fn item_row(scene: &Scene<'_>, item: &Item) -> Row {
    let mut row = Row::new(format!("item-{}", item.id), item.name.shown());
    row.chip = Some(item_chip(item));
    let by = item.by.map(|by| format!(" · {}", scene.name(by))).unwrap_or_default();
    row.lines =
        vec![vec![Bit::Text(format!("{}{by} · ", item.system.shown())), Bit::At(item.since)]];
    let noted = |label: &str, words: &muster_domain::words::Words| {
        plain(format!("{label}: {}", words.shown()))
    };
    row.lines.extend(item.evidence.as_ref().map(|words| noted("Proof", words)));
    row.lines.extend(item.reason.as_ref().map(|words| noted("Reason", words)));
    row.actions = item_actions(scene, item);
    row
}

/// A halt without proof is told from one with it (R67).
fn item_chip(item: &Item) -> Chip {
    match item.state {
        ItemState::Running => Chip::new(Tone::Stop, "Running"),
        ItemState::Halted if item.evidence.is_none() => Chip::new(Tone::Wait, "Halted, unverified"),
        ItemState::Restarted(missed) => Chip::new(Tone::Ok, en::missed(missed)),
        ItemState::Exempt => Chip::new(Tone::Plain, en::item_state(item.state)),
        state => Chip::new(Tone::Ok, en::item_state(state)),
    }
}

fn item_actions(scene: &Scene<'_>, item: &Item) -> Vec<Action> {
    let (id, reason) = (item.id, String::new);
    let restoring =
        matches!(scene.incident().operations.side(item.side), SideState::RestartOrdered { .. });
    let exempt = C::ExemptItem { item: id, reason: reason() };
    let commands = match item.state {
        ItemState::Running => vec![C::HaltItem { item: id, evidence: None }, exempt],
        ItemState::Halted | ItemState::DoNotStart if restoring => {
            vec![C::RestartItem { item: id, missed: Missed::Resume }]
        }
        ItemState::Halted => vec![
            C::ProveItem { item: id, evidence: reason() },
            exempt,
            C::RestartEarly { item: id, reason: reason() },
        ],
        ItemState::DoNotStart => vec![C::RestartEarly { item: id, reason: reason() }],
        ItemState::Exempt | ItemState::Restarted(_) => {
            vec![C::HaltItem { item: id, evidence: None }]
        }
    };
    let offered = commands.into_iter().filter_map(|command| scene.offer_now(command));
    let settled = item.state != ItemState::Running && !restoring;
    let quiet = |action: Action| match action.weight {
        Weight::Main if !settled => action,
        _ => action.weigh(Weight::Quiet),
    };
    offered.map(quiet).collect()
}
