//! What people owe to the switch between normal and emergency operations, and to the way back.

use super::{Debts, Duty};
use crate::guards::{analysis, resolution_sent};
use crate::incident::State;
use crate::operations::{Mode, Side, SideState};
use crate::view::answerer::Post;

impl Debts<'_> {
    pub(super) fn operations(&mut self) {
        for side in Side::ALL {
            if self.holds(side.officer()) {
                self.officer(side);
            }
        }
        if self.leads() {
            self.orders();
            self.ending();
        }
    }

    fn officer(&mut self, side: Side) {
        let operations = &self.incident.operations;
        let running = operations.items_of(side).filter(|i| !i.state.is_settled_for_halt()).count();
        let waiting = operations.items_of(side).filter(|i| i.state.awaits_restart()).count();
        match operations.side(side) {
            SideState::HaltOrdered { due, .. } => {
                let what = match running {
                    0 => Duty::ReportStopped(side),
                    _ => Duty::Halt(side, running),
                };
                self.block(what, operations.since, Some(due));
            }
            SideState::RestartOrdered { at } => {
                let what = match waiting {
                    0 => Duty::ReportResumed(side),
                    _ => Duty::Restart(side, waiting),
                };
                self.block(what, at, None);
            }
            SideState::Running | SideState::Stopped { .. } | SideState::Resumed { .. } => {}
        }
    }

    /// Halts are the first order of business; the first of two makes the second one pressing.
    fn orders(&mut self) {
        let incident = self.incident;
        let operations = &incident.operations;
        for side in Side::ALL {
            match operations.side(side) {
                SideState::Running if operations.mode == Mode::Halting => {
                    self.block(Duty::OrderHalt(side), operations.since, None);
                }
                SideState::Running if incident.state == State::Active => {
                    self.owe(Duty::OrderHalt(side), incident.since, None);
                }
                SideState::HaltOrdered { .. } | SideState::RestartOrdered { .. }
                    if Post::of(incident, side.officer()).acting().is_none() =>
                {
                    self.block(Duty::SettleSide(side), operations.since, None);
                }
                _ => {}
            }
        }
    }

    fn ending(&mut self) {
        let incident = self.incident;
        let since = incident.parent.since;
        if incident.state == State::Active && incident.parent.phase.is_resolved() {
            self.block(Duty::BeginResolving, since, None);
        }
        if incident.state != State::Resolving {
            return;
        }
        if analysis(incident).is_none() {
            self.owe(Duty::OrderAnalysis, incident.since, None);
        }
        let stopped =
            |side: &Side| matches!(incident.operations.side(*side), SideState::Stopped { .. });
        if let Some(side) = Side::ALL.into_iter().find(stopped)
            && resolution_sent(incident)
        {
            self.block(Duty::OrderRestart(side), incident.since, None);
        }
    }
}
