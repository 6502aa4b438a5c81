//! Time as commands: every deadline is derived from the state; there is no second timer table.

use crate::command::{Command, Elapsed};
use crate::incident::Incident;
use crate::liaison::Handoff;
use crate::list::sort_by_key;
use crate::message::Stage;
use crate::operations::{Side, SideState};
use crate::time::Timestamp;

impl Incident {
    /// Every deadline that has not been raised, with the command that raises it.
    pub fn deadlines(&self) -> impl Iterator<Item = (Timestamp, Elapsed)> + '_ {
        let sealed = self.state.is_sealed();
        let all = self.page_deadlines().chain(self.work_deadlines());
        let all = all.chain(self.message_deadlines()).filter(move |_| !sealed);
        // Guests leave on time, whatever became of the incident.
        let guests = self.access.guests.iter();
        all.chain(guests.map(|guest| (guest.until, Elapsed::Guest(guest.person))))
    }

    /// When time next matters.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.deadlines().map(|(at, _)| at).min()
    }

    /// What time has brought about by `now`, earliest first.
    pub fn overdue(&self, now: Timestamp) -> Vec<Command> {
        let mut due: Vec<_> = self.deadlines().filter(|(at, _)| *at <= now).collect();
        sort_by_key(&mut due, |(at, _)| *at);
        due.into_iter().map(|(_, elapsed)| Command::Elapse(elapsed)).collect()
    }

    fn page_deadlines(&self) -> impl Iterator<Item = (Timestamp, Elapsed)> + '_ {
        let pages = self
            .seats
            .iter()
            .filter_map(|seat| seat.page.as_ref().map(|page| (page.due, Elapsed::Page(seat.role))));
        let standby = match self.liaison.handoff {
            Handoff::Paged { due, .. } => Some((due, Elapsed::Standby)),
            _ => None,
        };
        pages.chain(standby)
    }

    fn work_deadlines(&self) -> impl Iterator<Item = (Timestamp, Elapsed)> + '_ {
        let tasks = self.tasks.iter().filter(|t| t.state.is_open() && !t.overdue);
        let tasks = tasks.map(|t| (t.due, Elapsed::Task(t.id)));
        let halts = Side::ALL.into_iter().filter_map(|side| match self.operations.side(side) {
            SideState::HaltOrdered { due, overdue: false } => Some((due, Elapsed::Halt(side))),
            _ => None,
        });
        tasks.chain(halts)
    }

    fn message_deadlines(&self) -> impl Iterator<Item = (Timestamp, Elapsed)> + '_ {
        self.messages.iter().flat_map(|message| {
            let id = message.id;
            let estimates = message.estimates.iter().filter(move |e| {
                !e.overdue && message.stage.is_locked() && message.sign_off(e.gate).is_none()
            });
            let estimates = estimates.map(move |e| (e.due, Elapsed::Estimate(id, e.gate)));
            let ask = message.ask_again.filter(|_| message.stage == Stage::Withheld);
            let lapse = message.authorized_until.filter(|_| message.stage == Stage::Authorized);
            estimates
                .chain(ask.map(|at| (at, Elapsed::AskAgain(id))))
                .chain(lapse.map(|at| (at, Elapsed::Authorization(id))))
        })
    }
}
