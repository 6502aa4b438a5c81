//! The Business Lead's control: status, tasks, follow-ups, polls, advice, reports, notes.

use super::turn::{Done, Turn, not_found, room_for};
use crate::catalogue::Role;
use crate::command::Command as C;
use crate::event::Event as E;
use crate::ids::{AdviceId, PersonId, PollId, ReportId, TaskId, TodoId};
use crate::incident::State;
use crate::list::find;
use crate::refusal::{Code, Refusal};
use crate::task::{TaskKind, TaskState};
use crate::text;
use crate::time::Minutes;

pub(super) fn decide(turn: &mut Turn<'_>, command: &C) -> Done {
    turn.open()?;
    match command {
        C::StateStatus { text, next_in } => {
            let text = text::note("status", text)?;
            let next = next_in.map(text::estimate).transpose()?.map(|span| turn.now + span);
            turn.emit(E::StatusStated { text, next });
            Ok(())
        }
        C::Note { text } => {
            let text = text::note("note", text)?;
            turn.emit(E::Noted { text });
            Ok(())
        }
        C::Advise { text, limited } => {
            room_for("advice", turn.state().advice.len())?;
            let text = text::note("advice", text)?;
            let advice = AdviceId(turn.state().counters.advice + 1);
            turn.emit(E::Advised { advice, text, limited: *limited });
            Ok(())
        }
        C::ReportAbnormal { text } => {
            room_for("report", turn.state().reports.len())?;
            let text = text::note("report", text)?;
            let report = ReportId(turn.state().counters.reports + 1);
            turn.emit(E::AbnormalReported { report, text });
            Ok(())
        }
        C::AcknowledgeReport { report } => {
            let known = find(&turn.state().reports, *report).ok_or_else(|| not_found("report"))?;
            if known.acknowledged.is_some() {
                return Err(Code::AlreadySo.into());
            }
            turn.emit(E::AbnormalAcknowledged { report: *report });
            Ok(())
        }
        C::NoteTodo { text, owner } => {
            room_for("follow-up", turn.state().todos.len())?;
            let text = text::note("follow-up", text)?;
            let owner = owner.map(|owner| turn.member(owner)).transpose()?;
            let todo = TodoId(turn.state().counters.todos + 1);
            turn.emit(E::TodoNoted { todo, text, owner });
            Ok(())
        }
        C::OwnTodo { todo, owner } => {
            find(&turn.state().todos, *todo).ok_or_else(|| not_found("follow-up"))?;
            let owner = turn.member(*owner)?;
            turn.emit(E::TodoOwned { todo: *todo, owner });
            Ok(())
        }
        C::OpenPoll { .. } | C::ObjectToPoll { .. } | C::DecidePoll { .. } => poll(turn, command),
        C::AssignTask { title, owner, role, estimate } => {
            assign(turn, title, *owner, *role, *estimate)
        }
        _ => task(turn, command),
    }
}

fn poll(turn: &mut Turn<'_>, command: &C) -> Done {
    match command {
        C::OpenPoll { proposal } => {
            room_for("poll", turn.state().polls.len())?;
            let proposal = text::note("proposal", proposal)?;
            let poll = PollId(turn.state().counters.polls + 1);
            turn.emit(E::PollOpened { poll, proposal });
        }
        C::ObjectToPoll { poll, text } => {
            let objections = undecided(turn, *poll)?;
            room_for("objection", objections)?;
            let text = text::note("objection", text)?;
            turn.emit(E::PollObjected { poll: *poll, text });
        }
        C::DecidePoll { poll, decision, owner } => {
            undecided(turn, *poll)?;
            let decision = text::note("decision", decision)?;
            let owner = turn.member(*owner)?;
            turn.emit(E::PollDecided { poll: *poll, decision, owner });
        }
        _ => {}
    }
    Ok(())
}

/// How many objections an undecided poll has.
fn undecided(turn: &Turn<'_>, poll: PollId) -> Result<usize, Refusal> {
    let poll = find(&turn.state().polls, poll).ok_or_else(|| not_found("poll"))?;
    if poll.decision.is_some() {
        return Err(Code::PollDecided.into());
    }
    Ok(poll.objections.len())
}

/// To a named holder of a role, never to the Business Lead (R49, R50).
fn owner(turn: &Turn<'_>, owner: PersonId, role: Role) -> Done {
    if role == Role::BusinessLead || turn.state().holds(owner, Role::BusinessLead) {
        return Err(Code::LeadTakesNoTasks.into());
    }
    turn.holds(owner, role)
}

fn assign(
    turn: &mut Turn<'_>,
    title: &str,
    person: PersonId,
    role: Role,
    estimate: Minutes,
) -> Done {
    if turn.state().state == State::Watch {
        return Err(Refusal::with(Code::WrongState, [State::Watch.slug()]));
    }
    room_for("task", turn.state().tasks.len())?;
    let title = text::note("action", title)?;
    owner(turn, person, role)?;
    let due = turn.now + text::estimate(estimate)?;
    let task = TaskId(turn.state().counters.tasks + 1);
    let kind = TaskKind::Delegated;
    turn.emit(E::TaskAssigned { task, kind, title, owner: person, role, due });
    Ok(())
}

fn task(turn: &mut Turn<'_>, command: &C) -> Done {
    match command {
        C::AcknowledgeTask { task } => {
            if open_task(turn, *task)? != TaskState::Assigned {
                return Err(Code::AlreadySo.into());
            }
            turn.emit(E::TaskAcknowledged { task: *task });
        }
        C::StartTask { task } => {
            if open_task(turn, *task)? == TaskState::InProgress {
                return Err(Code::AlreadySo.into());
            }
            turn.emit(E::TaskStarted { task: *task });
        }
        C::FinishTask { task, outcome } => {
            open_task(turn, *task)?;
            let outcome = text::optional_note("outcome", outcome)?;
            turn.emit(E::TaskDone { task: *task, outcome });
        }
        C::ExtendTask { task, estimate } => {
            open_task(turn, *task)?;
            let due = turn.now + text::estimate(*estimate)?;
            turn.emit(E::TaskExtended { task: *task, due });
        }
        C::ReassignTask { task, owner: person, role } => {
            open_task(turn, *task)?;
            owner(turn, *person, *role)?;
            turn.emit(E::TaskReassigned { task: *task, owner: *person, role: *role });
        }
        C::CancelTask { task, reason } => {
            open_task(turn, *task)?;
            let reason = text::note("reason", reason)?;
            turn.emit(E::TaskCancelled { task: *task, reason });
        }
        _ => {}
    }
    Ok(())
}

/// The state of a task that is still owed.
fn open_task(turn: &Turn<'_>, task: TaskId) -> Result<TaskState, Refusal> {
    let task = find(&turn.state().tasks, task).ok_or_else(|| not_found("task"))?;
    if task.state.is_open() { Ok(task.state) } else { Err(Code::TaskEnded.into()) }
}
