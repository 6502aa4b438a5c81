//! Emergency operations: halts, exemptions and restarts (T7, T8, T12, decision 13).

use super::turn::{Done, Turn, not_found, room_for};
use crate::command::Command as C;
use crate::event::Event as E;
use crate::guards;
use crate::ids::ItemId;
use crate::incident::State;
use crate::list::find;
use crate::operations::{Item, ItemState, Missed, Mode, Side, SideState};
use crate::refusal::{Code, Refusal};
use crate::seat::Seat;
use crate::text;
use crate::time::Minutes;
use crate::words::Words;

pub(super) fn decide(turn: &mut Turn<'_>, command: &C) -> Done {
    turn.in_state(&[State::Active, State::Resolving])?;
    match command {
        C::OrderHalt { side, estimate } => order_halt(turn, *side, *estimate),
        C::ListItem { .. } => list_item(turn, command),
        C::HaltItem { item, evidence } => {
            let state = item_state(turn, *item)?;
            let evidence = text::maybe_note("proof", evidence.as_deref())?;
            if matches!(state, ItemState::Halted | ItemState::Restarted(Missed::Retire)) {
                return Err(Code::WrongItemState.into());
            }
            let state = ItemState::Halted;
            turn.emit(E::ItemSettled { item: *item, state, evidence, reason: None });
            Ok(())
        }
        C::ExemptItem { item, reason } => {
            if !matches!(item_state(turn, *item)?, ItemState::Running | ItemState::Halted) {
                return Err(Code::WrongItemState.into());
            }
            let (state, reason) = (ItemState::Exempt, Some(text::note("reason", reason)?));
            turn.emit(E::ItemSettled { item: *item, state, evidence: None, reason });
            Ok(())
        }
        C::ProveItem { item, evidence } => {
            if item_state(turn, *item)? != ItemState::Halted {
                return Err(Code::WrongItemState.into());
            }
            let evidence = text::note("proof", evidence)?;
            turn.emit(E::ItemProven { item: *item, evidence });
            Ok(())
        }
        C::ReportStopped { side } => report_stopped(turn, *side),
        C::SettleSide { side, reason } => settle_side(turn, *side, reason),
        C::RestartEarly { item, reason } => {
            if !item_state(turn, *item)?.awaits_restart() {
                return Err(Code::WrongItemState.into());
            }
            let reason = Some(text::note("reason", reason)?);
            turn.emit(E::ItemRestarted { item: *item, missed: Missed::Resume, reason });
            Ok(())
        }
        C::OrderRestart { side, override_reason } => {
            order_restart(turn, *side, override_reason.as_deref())
        }
        C::RestartItem { item, missed } => restart_item(turn, *item, *missed),
        C::ReportResumed { side } => report_resumed(turn, *side),
        _ => Ok(()),
    }
}

fn item_state(turn: &Turn<'_>, item: ItemId) -> Result<ItemState, Refusal> {
    let item = find(&turn.state().operations.items, item).ok_or_else(|| not_found("activity"))?;
    Ok(item.state)
}

/// Starts from the inventory, not from memory (R64, R65): what is on no list yet joins it. What has
/// restarted can be halted again (R131).
fn order_halt(turn: &mut Turn<'_>, side: Side, estimate: Minutes) -> Done {
    turn.in_state(&[State::Active])?;
    let due = turn.now + text::estimate(estimate)?;
    let stopped =
        |state| matches!(state, SideState::HaltOrdered { .. } | SideState::Stopped { .. });
    if stopped(turn.state().operations.side(side)) {
        return Err(Code::AlreadySo.into());
    }
    if turn.state().operations.mode != Mode::Halting {
        turn.emit(E::ModeChanged { mode: Mode::Halting });
    }
    let items = from_inventory(turn, side);
    turn.emit(E::HaltOrdered { side, due, items });
    Ok(())
}

fn from_inventory(turn: &Turn<'_>, side: Side) -> Vec<Item> {
    let listed = |id| turn.state().operations.items.iter().any(|item| item.campaign == Some(id));
    let campaigns = turn.organisation.campaigns.iter().filter(|c| c.side == side && !listed(c.id));
    let first = turn.state().counters.items + 1;
    let items = campaigns.zip(first..).map(|(campaign, id)| Item {
        id: ItemId(id),
        side,
        kind: campaign.kind,
        name: Words::said(&campaign.name),
        system: Words::said(&campaign.system),
        campaign: Some(campaign.id),
        state: ItemState::Running,
        since: turn.now,
        by: None,
        evidence: None,
        reason: None,
    });
    items.collect()
}

/// Where everything has stopped, a new activity is one that must not start (R70).
fn list_item(turn: &mut Turn<'_>, command: &C) -> Done {
    let C::ListItem { side, kind, name, system } = command else {
        return Ok(());
    };
    room_for("activity", turn.state().operations.items.len())?;
    let operations = &turn.state().operations;
    let stopped = operations.mode == Mode::Emergency
        || matches!(operations.side(*side), SideState::Stopped { .. });
    let item = Item {
        id: ItemId(turn.state().counters.items + 1),
        side: *side,
        kind: *kind,
        name: text::name("name", name)?,
        system: text::optional_note("system", system)?,
        campaign: None,
        state: if stopped { ItemState::DoNotStart } else { ItemState::Running },
        since: turn.now,
        by: turn.actor.person(),
        evidence: None,
        reason: None,
    };
    turn.emit(E::ItemListed { item });
    Ok(())
}

/// The first activity of a side that still reaches somebody.
fn running<'t>(turn: &'t Turn<'_>, side: Side) -> Option<&'t Item> {
    turn.state().operations.items_of(side).find(|item| {
        !item.state.is_settled_for_halt() && item.state != ItemState::Restarted(Missed::Retire)
    })
}

fn report_stopped(turn: &mut Turn<'_>, side: Side) -> Done {
    if !matches!(turn.state().operations.side(side), SideState::HaltOrdered { .. }) {
        return Err(Code::WrongMode.into());
    }
    if let Some(item) = running(turn, side) {
        return Err(Refusal::with(Code::StillRunning, [item.name.shown()]));
    }
    turn.emit(E::AllStopped { side });
    after_stop(turn);
    Ok(())
}

/// Emergency operations are reached when both sides have stopped (T8, R63).
fn after_stop(turn: &mut Turn<'_>) {
    let stopped = |side| matches!(turn.state().operations.side(side), SideState::Stopped { .. });
    if turn.state().operations.mode == Mode::Halting && Side::ALL.into_iter().all(stopped) {
        turn.follow(E::ModeChanged { mode: Mode::Emergency });
    }
}

/// For a seat that nobody serves, or a side with nothing to halt (decision 13).
fn settle_side(turn: &mut Turn<'_>, side: Side, reason: &str) -> Done {
    let operations = &turn.state().operations;
    let state = operations.side(side);
    let open = match operations.mode {
        Mode::Halting => matches!(state, SideState::Running | SideState::HaltOrdered { .. }),
        Mode::Restoring => !matches!(state, SideState::Resumed { .. }),
        Mode::Normal | Mode::Emergency => false,
    };
    if !open {
        return Err(Code::WrongMode.into());
    }
    let served = turn.state().seat(side.officer()).is_some_and(Seat::is_served);
    let empty = operations.items_of(side).next().is_none();
    if served && !empty {
        return Err(Code::SideServed.into());
    }
    let reason = text::note("reason", reason)?;
    turn.emit(E::SideSettled { side, reason });
    after_stop(turn);
    after_restart(turn);
    Ok(())
}

/// Only once the resolution message is out, social before marketing (R127, R128).
fn order_restart(turn: &mut Turn<'_>, side: Side, override_reason: Option<&str>) -> Done {
    let override_reason = text::maybe_note("reason", override_reason)?;
    let released = turn.state().state == State::Resolving && guards::resolution_sent(turn.state());
    if !released && override_reason.is_none() {
        return Err(Code::ResolutionUnsent.into());
    }
    let operations = &turn.state().operations;
    if matches!(operations.mode, Mode::Normal) {
        return Err(Code::WrongMode.into());
    }
    let state = operations.side(side);
    if matches!(state, SideState::RestartOrdered { .. } | SideState::Resumed { .. }) {
        return Err(Code::AlreadySo.into());
    }
    let social = operations.side(Side::Social);
    let ordered = matches!(social, SideState::RestartOrdered { .. } | SideState::Resumed { .. });
    if side == Side::Marketing && !ordered {
        return Err(Code::SocialFirst.into());
    }
    let override_reason = override_reason.filter(|_| !released);
    if turn.state().operations.mode != Mode::Restoring {
        turn.emit(E::ModeChanged { mode: Mode::Restoring });
    }
    turn.emit(E::RestartOrdered { side, override_reason });
    Ok(())
}

/// Each activity is decided by itself, and only after the order (R60, R68, R71).
fn restart_item(turn: &mut Turn<'_>, item: ItemId, missed: Missed) -> Done {
    let known = find(&turn.state().operations.items, item).ok_or_else(|| not_found("activity"))?;
    if !matches!(turn.state().operations.side(known.side), SideState::RestartOrdered { .. }) {
        return Err(Code::WrongMode.into());
    }
    if !known.state.awaits_restart() {
        return Err(Code::WrongItemState.into());
    }
    turn.emit(E::ItemRestarted { item, missed, reason: None });
    Ok(())
}

fn report_resumed(turn: &mut Turn<'_>, side: Side) -> Done {
    let operations = &turn.state().operations;
    if !matches!(operations.side(side), SideState::RestartOrdered { .. }) {
        return Err(Code::WrongMode.into());
    }
    if let Some(item) = operations.items_of(side).find(|item| item.state.awaits_restart()) {
        return Err(Refusal::with(Code::StillHalted, [item.name.shown()]));
    }
    turn.emit(E::SideResumed { side });
    after_restart(turn);
    Ok(())
}

/// Operations are normal again when both sides have resumed.
fn after_restart(turn: &mut Turn<'_>) {
    let resumed = |side| matches!(turn.state().operations.side(side), SideState::Resumed { .. });
    if turn.state().operations.mode == Mode::Restoring && Side::ALL.into_iter().all(resumed) {
        turn.follow(E::ModeChanged { mode: Mode::Normal });
    }
}

/// A restart under way turns back into a halt when the incident goes on (decision 13).
pub(super) fn after_reopening(turn: &mut Turn<'_>) {
    let active = turn.state().state == State::Active;
    if active && turn.state().operations.mode == Mode::Restoring {
        turn.follow(E::ModeChanged { mode: Mode::Halting });
    }
}
