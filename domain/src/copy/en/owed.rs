//! What somebody owes, said to them: each line begins with what to do.

use super::{gate, message_title, phase, question, role, side};
use crate::catalogue::Role;
use crate::copy::fill;
use crate::ids::{MessageId, PollId, ReportId, TaskId, TodoId};
use crate::incident::Incident;
use crate::list::find;
use crate::message::Gate;
use crate::organisation::Organisation;
use crate::view::owes::{Duty, Link};
use crate::words::Words;

/// A duty as a line, such as "Sign “Strategic customers, Monitoring” (Legal)".
pub fn duty(duty: Duty, incident: &Incident, organisation: &Organisation) -> String {
    let names = Names { incident, organisation };
    let (template, values) = line(duty, &names);
    let [first, second, third] = &values;
    fill(template, &[first, second, third])
}

struct Names<'a> {
    incident: &'a Incident,
    organisation: &'a Organisation,
}

type Values = [String; 3];

impl Names<'_> {
    fn message(&self, id: MessageId) -> Values {
        let title = self.incident.message(id).map(|m| message_title(m, self.organisation));
        one(title.unwrap_or_default())
    }

    fn task(&self, id: TaskId) -> Values {
        one(find(&self.incident.tasks, id).map_or("", |task| task.title.shown()).to_owned())
    }

    fn seat(&self, seat: Role) -> Values {
        one(role(seat, self.organisation))
    }

    fn sign(&self, id: MessageId, at: Gate, before: Option<u32>) -> Values {
        let [title, ..] = self.message(id);
        [title, gate(at).to_owned(), before.map_or(String::new(), |version| version.to_string())]
    }

    fn report(&self, id: ReportId) -> Values {
        said(find(&self.incident.reports, id).map(|report| &report.text))
    }

    fn todo(&self, id: TodoId) -> Values {
        said(find(&self.incident.todos, id).map(|todo| &todo.text))
    }

    fn poll(&self, id: PollId) -> Values {
        said(find(&self.incident.polls, id).map(|poll| &poll.proposal))
    }
}

fn one(value: String) -> Values {
    [value, String::new(), String::new()]
}

fn said(words: Option<&Words>) -> Values {
    one(words.map_or("", Words::shown).to_owned())
}

fn counted(count: usize, name: &str) -> Values {
    [count.to_string(), name.to_owned(), String::new()]
}

fn line(duty: Duty, names: &Names<'_>) -> (&'static str, Values) {
    match duty {
        Duty::AnswerPage(role) => ("Answer the page: {0}", names.seat(role)),
        Duty::AnswerOffer(role) => ("Take over as {0}, or decline", names.seat(role)),
        Duty::Arrive(role) => ("Join the call and the chat as {0}", names.seat(role)),
        Duty::FillSeat(role) => ("Find somebody to serve as {0}", names.seat(role)),
        Duty::AnswerStandby => ("Say whether you can take the technical side", said(None)),
        Duty::JoinTechnicalCall => ("Join the technical call", said(None)),
        Duty::AcceptTechnicalSide => ("Accept the technical side", said(None)),
        Duty::PageStandby => ("Ask a standby to take the technical side", said(None)),
        Duty::WriteHandoffNote => ("Write the hand-off note", said(None)),
        Duty::ComeBack => ("Come back to the business call", said(None)),
        Duty::Recommend => ("Recommend a business response, or advise against it", said(None)),
        Duty::OpenBriefing => ("Open the briefing: everybody is here", said(None)),
        Duty::Answer(open) => ("Find out: {0}", one(question(open).to_owned())),
        Duty::PublishNotes => ("Publish the briefing notes", said(None)),
        Duty::ConfirmEnough => ("Say when there is enough to draft", said(None)),
        Duty::Activate => ("End the briefing", said(None)),
        Duty::AcknowledgePhase(new) => {
            ("Acknowledge the new phase: {0}", one(phase(new).to_owned()))
        }
        _ => work(duty, names),
    }
}

fn work(duty: Duty, names: &Names<'_>) -> (&'static str, Values) {
    let of = |it| one(side(it).to_owned());
    match duty {
        Duty::AcknowledgeReport(id) => ("Acknowledge the report: {0}", names.report(id)),
        Duty::StateStatus => ("State what is happening", said(None)),
        Duty::OwnTodo(id) => ("Name an owner: {0}", names.todo(id)),
        Duty::HearPoll(id) => ("Object strongly, or let it pass: {0}", names.poll(id)),
        Duty::DecidePoll(id) => ("Decide: {0}", names.poll(id)),
        Duty::AcknowledgeTask(id) => ("Say “will do”: {0}", names.task(id)),
        Duty::FinishTask(id) => ("{0}", names.task(id)),
        Duty::CheckBack(id) => ("Check back, its time is up: {0}", names.task(id)),
        Duty::OrderHalt(it) => ("Order the halt: {0}", of(it)),
        Duty::Halt(it, count) => ("Halt or exempt, {1}: {0} to go", counted(count, side(it))),
        Duty::ReportStopped(it) => ("Report that everything has stopped: {0}", of(it)),
        Duty::SettleSide(it) => ("Settle a side whose officer is missing: {0}", of(it)),
        Duty::OrderRestart(it) => ("Order the restart: {0}", of(it)),
        Duty::Restart(it, count) => {
            ("Decide what restarts, {1}: {0} to go", counted(count, side(it)))
        }
        Duty::ReportResumed(it) => ("Report that it is back to normal: {0}", of(it)),
        Duty::BeginResolving => ("Begin the return to normal", said(None)),
        Duty::OrderAnalysis => ("Order the Preliminary Analysis", said(None)),
        Duty::Plan(count) => {
            ("Plan messages of this phase; audiences without one: {0}", counted(count, ""))
        }
        _ => on_message(duty, names),
    }
}

fn on_message(duty: Duty, names: &Names<'_>) -> (&'static str, Values) {
    let Link::Message(id) = duty.link() else {
        return ("", said(None));
    };
    let title = names.message(id);
    match duty {
        Duty::Start(_) => ("Start work on “{0}”", title),
        Duty::Settle(_, open) => {
            let [title, ..] = title;
            ("Settle suggestions to “{0}”: {1} open", [title, open.to_string(), String::new()])
        }
        Duty::Recheck(_) => ("A fact in “{0}” has changed: revise it, or let it stand", title),
        Duty::Revise(_) => ("Change what is objected to in “{0}”", title),
        Duty::Sign(_, at, None) => ("Sign “{0}” ({1})", names.sign(id, at, None)),
        Duty::Sign(_, at, before) => {
            ("Sign “{0}” ({1}); you signed version {2} before", names.sign(id, at, before))
        }
        Duty::Raise(_) => ("Put “{0}” to the technical commander", title),
        Duty::RecordAnswer(_) => ("Record the commander's answer to “{0}”", title),
        Duty::Withdraw(_) => ("Withdraw “{0}”: the commander said no", title),
        Duty::Direct(_) => ("Direct somebody to send “{0}”", title),
        Duty::Send(_) => ("Send “{0}”", title),
        Duty::ReportSent(_) => ("Report “{0}” sent", title),
        Duty::SendRest(_) => ("Try the rest of “{0}” again, or accept it as it is", title),
        _ => ("Write “{0}” and submit it", title),
    }
}
