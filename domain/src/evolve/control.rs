//! Status, tasks, follow-ups, polls, advice and reports.

use super::change;
use crate::event::{Event as E, Recorded};
use crate::ids::PersonId;
use crate::incident::Incident;
use crate::task::{Advice, Decision, Objection, Poll, Report, Status, Task, TaskState, Todo};

pub(super) fn apply(incident: &mut Incident, recorded: &Recorded) {
    let at = recorded.at;
    // Only people state, object, advise and report; the log of a later version may know others.
    let by = recorded.by.person().unwrap_or(PersonId(0));
    match &recorded.event {
        E::StatusStated { text, next } => {
            incident.status = Some(Status { text: text.clone(), by, at, next: *next });
        }
        E::TodoNoted { todo, text, owner } => {
            incident.counters.todos = incident.counters.todos.max(todo.0);
            incident.todos.push(Todo { id: *todo, text: text.clone(), owner: *owner, at });
        }
        E::TodoOwned { todo, owner } => {
            change(&mut incident.todos, *todo, |t| t.owner = Some(*owner));
        }
        E::PollOpened { poll, proposal } => {
            incident.counters.polls = incident.counters.polls.max(poll.0);
            incident.polls.push(Poll {
                id: *poll,
                proposal: proposal.clone(),
                objections: Vec::new(),
                decision: None,
                at,
            });
        }
        E::PollObjected { poll, text } => change(&mut incident.polls, *poll, |p| {
            p.objections.push(Objection { by, text: text.clone() });
        }),
        E::PollDecided { poll, decision, owner } => change(&mut incident.polls, *poll, |p| {
            p.decision = Some(Decision { text: decision.clone(), owner: *owner, at });
        }),
        E::Advised { advice, text, limited } => {
            incident.counters.advice = incident.counters.advice.max(advice.0);
            let (id, text) = (*advice, text.clone());
            incident.advice.push(Advice { id, by, text, limited: *limited, at });
        }
        E::AbnormalReported { report, text } => {
            incident.counters.reports = incident.counters.reports.max(report.0);
            let (id, text) = (*report, text.clone());
            incident.reports.push(Report { id, by, text, at, acknowledged: None });
        }
        E::AbnormalAcknowledged { report } => {
            change(&mut incident.reports, *report, |r| r.acknowledged = Some(at));
        }
        _ => task(incident, recorded),
    }
}

fn task(incident: &mut Incident, recorded: &Recorded) {
    let at = recorded.at;
    match &recorded.event {
        E::TaskAssigned { task, kind, title, owner, role, due } => {
            incident.counters.tasks = incident.counters.tasks.max(task.0);
            incident.tasks.push(Task {
                id: *task,
                kind: *kind,
                title: title.clone(),
                owner: *owner,
                role: *role,
                state: TaskState::Assigned,
                at,
                due: *due,
                overdue: false,
                outcome: None,
            });
        }
        E::TaskAcknowledged { task } => {
            change(&mut incident.tasks, *task, |t| t.state = TaskState::Acknowledged);
        }
        E::TaskStarted { task } => {
            change(&mut incident.tasks, *task, |t| t.state = TaskState::InProgress);
        }
        E::TaskDone { task, outcome } => change(&mut incident.tasks, *task, |t| {
            t.state = TaskState::Done;
            t.overdue = false;
            t.outcome = Some(outcome.clone());
        }),
        E::TaskExtended { task, due } => change(&mut incident.tasks, *task, |t| {
            t.due = *due;
            t.overdue = false;
        }),
        E::TaskReassigned { task, owner, role } => change(&mut incident.tasks, *task, |t| {
            t.owner = *owner;
            t.role = *role;
            t.at = at;
            t.state = TaskState::Assigned;
        }),
        E::TaskCancelled { task, reason } => change(&mut incident.tasks, *task, |t| {
            t.state = TaskState::Cancelled;
            t.overdue = false;
            t.outcome = Some(reason.clone());
        }),
        E::TaskCheckBack { task } => change(&mut incident.tasks, *task, |t| t.overdue = true),
        _ => {}
    }
}
