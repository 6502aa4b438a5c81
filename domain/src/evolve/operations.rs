//! Operations mode and the register of halts.

use super::change;
use crate::event::{Event as E, Recorded};
use crate::incident::Incident;
use crate::operations::{Item, ItemState, Mode, Side, SideState};
use crate::time::Timestamp;

pub(super) fn apply(incident: &mut Incident, recorded: &Recorded) {
    let at = recorded.at;
    match &recorded.event {
        E::ModeChanged { mode } => enter(incident, *mode, at),
        E::HaltOrdered { side, due, items } => {
            *incident.operations.side_mut(*side) =
                SideState::HaltOrdered { due: *due, overdue: false };
            for item in items {
                list(incident, item);
            }
        }
        E::HaltCheckBack { side } => {
            if let SideState::HaltOrdered { overdue, .. } = incident.operations.side_mut(*side) {
                *overdue = true;
            }
        }
        E::AllStopped { side } => *incident.operations.side_mut(*side) = SideState::Stopped { at },
        E::SideSettled { side, .. } => {
            let restoring = incident.operations.mode == Mode::Restoring;
            *incident.operations.side_mut(*side) =
                if restoring { SideState::Resumed { at } } else { SideState::Stopped { at } };
        }
        E::RestartOrdered { side, .. } => {
            *incident.operations.side_mut(*side) = SideState::RestartOrdered { at };
        }
        E::SideResumed { side } => *incident.operations.side_mut(*side) = SideState::Resumed { at },
        _ => item(incident, recorded),
    }
}

fn item(incident: &mut Incident, recorded: &Recorded) {
    let (at, by) = (recorded.at, recorded.by.person());
    match &recorded.event {
        E::ItemListed { item } => list(incident, item),
        E::ItemSettled { item, state, evidence, reason } => {
            change(&mut incident.operations.items, *item, |i| {
                (i.state, i.since, i.by) = (*state, at, by);
                i.evidence.clone_from(evidence);
                i.reason.clone_from(reason);
            });
        }
        E::ItemProven { item, evidence } => {
            change(&mut incident.operations.items, *item, |i| i.evidence = Some(evidence.clone()));
        }
        E::ItemRestarted { item, missed, reason } => {
            change(&mut incident.operations.items, *item, |i| {
                (i.state, i.since, i.by) = (ItemState::Restarted(*missed), at, by);
                i.reason.clone_from(reason);
            });
        }
        _ => {}
    }
}

fn list(incident: &mut Incident, item: &Item) {
    incident.counters.items = incident.counters.items.max(item.id.0);
    incident.operations.items.push(item.clone());
}

/// A halt after a restart starts from sides that run (decision 13).
fn enter(incident: &mut Incident, mode: Mode, at: Timestamp) {
    let operations = &mut incident.operations;
    operations.mode = mode;
    operations.since = at;
    if mode == Mode::Halting {
        for side in Side::ALL {
            let state = operations.side_mut(side);
            if matches!(state, SideState::RestartOrdered { .. } | SideState::Resumed { .. }) {
                *state = SideState::Running;
            }
        }
    }
}
