//! Who does what by when: delegated tasks, follow-ups, polls, reports and advice.

mod owed;

use crate::parts::model::{Action, Bit, Card, Chip, Line, Row, Tone, Weight, plain};
use crate::scene::Scene;
use muster_domain::catalogue::Role;
use muster_domain::command::Command as C;
use muster_domain::list::sort_by_key;
use muster_domain::task::{Advice, Poll, Report, Task, TaskState, Todo};
use muster_domain::time::Minutes;

/// The page.
pub fn cards(scene: &Scene<'_>) -> Vec<Card> {
    vec![tasks(scene), owed::card(scene), todos(scene), polls(scene), reports(scene), advice(scene)]
}

fn tasks(scene: &Scene<'_>) -> Card {
    let me = scene.state.me;
    let mut known: Vec<_> = scene.incident().tasks.iter().collect();
    sort_by_key(&mut known, |task| (!task.state.is_open(), Some(task.owner) != me, task.due));
    let owner = scene.incident().seats.iter().find(|seat| seat.role != Role::BusinessLead);
    let (owner, role) = owner.map_or((None, Role::TechnicalSlt), |s| (s.person(), s.role));
    let assign = C::AssignTask {
        title: String::new(),
        owner: owner.unwrap_or_default(),
        role,
        estimate: Minutes(0),
    };
    Card {
        rows: known.into_iter().map(|task| task_row(scene, task)).collect(),
        actions: scene.offer_now(assign).into_iter().collect(),
        empty: "Nothing is delegated.",
        ..Card::new("tasks", "Delegated tasks")
    }
}

fn task_row(scene: &Scene<'_>, task: &Task) -> Row {
    let mut row = Row::new(format!("task-{}", task.id), task.title.shown());
    let owner = format!("{}, {}", scene.name(task.owner), scene.role(task.role));
    let mut line: Line = plain(owner);
    if task.state.is_open() {
        line.extend([Bit::text(" · "), Bit::Until(task.due)]);
    }
    row.lines = vec![line];
    row.chip = Some(task_chip(task));
    row.quote = task.outcome.as_ref().map(|words| words.shown().into());
    row.actions = if task.state.is_open() { task_actions(scene, task) } else { Vec::new() };
    row
}

fn task_chip(task: &Task) -> Chip {
    let (tone, words) = match task.state {
        TaskState::Done => (Tone::Ok, "Done"),
        TaskState::Cancelled => (Tone::Plain, "No longer wanted"),
        _ if task.overdue => (Tone::Stop, "Time for a check-back"),
        TaskState::Assigned => (Tone::Wait, "Not acknowledged yet"),
        TaskState::Acknowledged => (Tone::Wait, "Will do"),
        TaskState::InProgress => (Tone::Wait, "At work"),
    };
    Chip::new(tone, words)
}

fn task_actions(scene: &Scene<'_>, task: &Task) -> Vec<Action> {
    let (id, text) = (task.id, String::new);
    let next = match task.state {
        TaskState::Assigned => Some(C::AcknowledgeTask { task: id }),
        TaskState::Acknowledged => Some(C::StartTask { task: id }),
        _ => None,
    };
    let rest = [
        C::FinishTask { task: id, outcome: text() },
        C::ExtendTask { task: id, estimate: Minutes(0) },
        C::ReassignTask { task: id, owner: task.owner, role: task.role },
        C::CancelTask { task: id, reason: text() },
    ];
    let offered = next.into_iter().chain(rest).filter_map(|command| scene.offer_now(command));
    let soft = |action: Action| match action.weight {
        Weight::Plain => action.weigh(Weight::Quiet),
        _ => action,
    };
    offered.map(soft).collect()
}

fn todos(scene: &Scene<'_>) -> Card {
    let row = |todo: &Todo| {
        let mut row = Row::new(format!("todo-{}", todo.id), todo.text.shown());
        row.chip = Some(match todo.owner {
            Some(owner) => Chip::new(Tone::Ok, scene.name(owner)),
            None => Chip::new(Tone::Stop, "No owner yet"),
        });
        let owner = todo.owner.or(scene.state.me).unwrap_or_default();
        row.actions = scene.offer_now(C::OwnTodo { todo: todo.id, owner }).into_iter().collect();
        row
    };
    let note = C::NoteTodo { text: String::new(), owner: None };
    Card {
        rows: scene.incident().todos.iter().map(row).collect(),
        actions: scene.offer_now(note).into_iter().collect(),
        empty: "Nothing is noted for afterwards.",
        ..Card::new("todos", "Follow-ups")
    }
}

fn polls(scene: &Scene<'_>) -> Card {
    let open = C::OpenPoll { proposal: String::new() };
    Card {
        rows: scene.incident().polls.iter().rev().map(|poll| poll_row(scene, poll)).collect(),
        actions: scene.offer_now(open).into_iter().collect(),
        empty: "No poll was opened.",
        ..Card::new("polls", "Polls and decisions")
    }
}

fn poll_row(scene: &Scene<'_>, poll: &Poll) -> Row {
    let mut row = Row::new(format!("poll-{}", poll.id), poll.proposal.shown());
    row.lines = poll
        .objections
        .iter()
        .map(|o| plain(format!("Strong objection, {}: {}", scene.name(o.by), o.text.shown())))
        .collect();
    if let Some(decision) = &poll.decision {
        row.chip = Some(Chip::new(Tone::Ok, "Decided"));
        row.quote = Some(decision.text.shown().into());
        row.lines.push(plain(format!("Carried out by {}", scene.name(decision.owner))));
        return row;
    }
    let objections = poll.objections.len();
    row.chip = Some(match objections {
        0 => Chip::new(Tone::Wait, "Any strong objections?"),
        1 => Chip::new(Tone::Stop, "1 strong objection"),
        more => Chip::new(Tone::Stop, format!("{more} strong objections")),
    });
    let owner = scene.state.me.unwrap_or_default();
    let commands = [
        C::ObjectToPoll { poll: poll.id, text: String::new() },
        C::DecidePoll { poll: poll.id, decision: poll.proposal.shown().into(), owner },
    ];
    row.actions = commands.into_iter().filter_map(|command| scene.offer_now(command)).collect();
    row
}

fn reports(scene: &Scene<'_>) -> Card {
    let row = |report: &Report| {
        let mut row = Row::new(format!("report-{}", report.id), report.text.shown());
        row.lines =
            vec![vec![Bit::Text(format!("{} · ", scene.name(report.by))), Bit::At(report.at)]];
        row.chip = Some(match report.acknowledged {
            Some(_) => Chip::new(Tone::Ok, "Acknowledged"),
            None => Chip::new(Tone::Stop, "Waits for the Business Lead"),
        });
        let acknowledge = C::AcknowledgeReport { report: report.id };
        row.actions = scene.offer_now(acknowledge).into_iter().collect();
        row
    };
    let report = C::ReportAbnormal { text: String::new() };
    Card {
        rows: scene.incident().reports.iter().rev().map(row).collect(),
        actions: scene.offer_now(report).into_iter().collect(),
        empty: "Nothing abnormal was reported.",
        ..Card::new("reports", "Abnormal operations")
    }
}

fn advice(scene: &Scene<'_>) -> Card {
    let row = |advice: &Advice| {
        let words = if advice.text.is_withheld() {
            "For those who work on messages"
        } else {
            advice.text.shown()
        };
        let mut row = Row::new(format!("advice-{}", advice.id), words);
        row.lines =
            vec![vec![Bit::Text(format!("{} · ", scene.name(advice.by))), Bit::At(advice.at)]];
        row.chip = advice.limited.then(|| Chip::new(Tone::Plain, "Limited"));
        row
    };
    let advise = C::Advise { text: String::new(), limited: false };
    Card {
        rows: scene.incident().advice.iter().rev().map(row).collect(),
        actions: scene.offer_now(advise).into_iter().collect(),
        empty: "No advice was given.",
        ..Card::new("advice", "Advice")
    }
}
