//! Wishes about halts and restarts.

use super::{Wishes, secret};
use muster_domain::command::Command as C;
use muster_domain::operations::{ItemKind, Missed, Side, SideState};
use muster_domain::seat::Seat;
use muster_domain::time::Minutes;

pub(super) fn forward(w: &mut Wishes<'_>) {
    for side in Side::ALL {
        let officer = side.officer();
        if !w.incident().seat(officer).is_some_and(Seat::is_served) {
            w.lead(C::SettleSide { side, reason: secret() });
        }
        match w.incident().operations.side(side) {
            SideState::Running => w.lead(C::OrderHalt { side, estimate: Minutes(15) }),
            SideState::HaltOrdered { .. } => {
                w.seat(officer, C::ReportStopped { side });
                w.seat(officer, C::MarkUnavailable { role: officer, reason: secret() });
                for item in w.incident().operations.items_of(side) {
                    if !item.state.is_settled_for_halt() {
                        w.seat(officer, C::HaltItem { item: item.id, evidence: Some(secret()) });
                    }
                }
            }
            SideState::Stopped { .. } => w.lead(C::OrderRestart { side, override_reason: None }),
            SideState::RestartOrdered { .. } => {
                w.seat(officer, C::ReportResumed { side });
                for item in w.incident().operations.items_of(side) {
                    if item.state.awaits_restart() {
                        let missed = Missed::Resume;
                        w.seat(officer, C::RestartItem { item: item.id, missed });
                    }
                }
            }
            SideState::Resumed { .. } => {}
        }
    }
}

pub(super) fn sideways(w: &mut Wishes<'_>) {
    for side in Side::ALL {
        let officer = side.officer();
        let (name, system) = (secret(), secret());
        w.seat(officer, C::ListItem { side, kind: ItemKind::Other, name, system });
        w.lead(C::SettleSide { side, reason: secret() });
        w.lead(C::OrderRestart { side, override_reason: Some(secret()) });
    }
    for item in &w.incident().operations.items {
        let (officer, item) = (item.side.officer(), item.id);
        w.seat(officer, C::ExemptItem { item, reason: secret() });
        w.seat(officer, C::ProveItem { item, evidence: secret() });
        w.seat(officer, C::RestartItem { item, missed: Missed::Retire });
        w.lead(C::RestartEarly { item, reason: secret() });
    }
}
