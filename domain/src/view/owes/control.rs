//! What people owe to the Business Lead, and the Business Lead to everybody.

use super::{Debts, Duty};
use crate::task::{Task, TaskState};

impl Debts<'_> {
    pub(super) fn control(&mut self) {
        for task in self.incident.tasks.iter().filter(|task| task.state.is_open()) {
            self.task(task);
        }
        self.polls();
        if self.leads() {
            self.lead();
        }
    }

    /// Blocking once its time is up: before that nobody waits for it.
    fn task(&mut self, task: &Task) {
        if task.owner == self.person {
            let what = match task.state {
                TaskState::Assigned => Duty::AcknowledgeTask(task.id),
                _ => Duty::FinishTask(task.id),
            };
            let due = Some(task.due);
            if task.overdue {
                self.block(what, task.at, due);
            } else {
                self.owe(what, task.at, due);
            }
        }
        if task.overdue && self.leads() {
            self.owe(Duty::CheckBack(task.id), task.due, None);
        }
    }

    fn polls(&mut self) {
        let seated = self.incident.roles_of(self.person).next().is_some();
        for poll in self.incident.polls.iter().filter(|poll| poll.decision.is_none()) {
            let objected = poll.objections.iter().any(|objection| objection.by == self.person);
            if self.leads() {
                self.block(Duty::DecidePoll(poll.id), poll.at, None);
            } else if seated && !objected {
                self.owe(Duty::HearPoll(poll.id), poll.at, None);
            }
        }
    }

    fn lead(&mut self) {
        let incident = self.incident;
        if let Some(pending) = incident.parent.pending {
            self.block(Duty::AcknowledgePhase(pending.phase), pending.at, None);
        }
        for report in incident.reports.iter().filter(|report| report.acknowledged.is_none()) {
            self.block(Duty::AcknowledgeReport(report.id), report.at, None);
        }
        for todo in incident.todos.iter().filter(|todo| todo.owner.is_none()) {
            self.owe(Duty::OwnTodo(todo.id), todo.at, None);
        }
        let status = incident.status.as_ref();
        let promised = status.and_then(|status| status.next);
        if incident.state.is_running() && (status.is_none() || promised.is_some()) {
            let since = status.map_or(incident.since, |status| status.at);
            self.owe(Duty::StateStatus, since, promised);
        }
    }
}
