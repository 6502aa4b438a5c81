//! The switch to emergency operations, and what the Business Lead keeps in hand meanwhile.

use crate::organisation::{FINANCE, SUPPORT};
use crate::people as p;
use crate::script::Script;
use muster_domain::catalogue::Role;
use muster_domain::command::Command as C;
use muster_domain::ids::{ItemId, PollId, ReportId, TaskId, TodoId};
use muster_domain::operations::Side;
use muster_domain::time::Minutes;

/// Marketing's halts and their proof; the second one is proven later.
const HALTED_BY_MARKETING: [(u32, Option<&str>); 6] = [
    (1, Some("Series paused, 13:46")),
    (2, None),
    (3, Some("Dialler queue closed")),
    (4, Some("Ad account shows zero active")),
    (5, Some("Banner replaced by the neutral picture")),
    (6, Some("Series paused, 13:47")),
];

/// Both officers halt from the list; letters that the law requires are exempt.
pub(super) fn emergency(s: &mut Script) {
    s.minute(19);
    s.by(p::INES, C::OrderHalt { side: Side::Marketing, estimate: Minutes(15) });
    s.by(p::INES, C::OrderHalt { side: Side::Social, estimate: Minutes(10) });
    s.minute(21);
    for item in [8, 9] {
        let evidence = Some("Planner shows nothing queued".into());
        s.by(p::LUCA, C::HaltItem { item: ItemId(item), evidence });
    }
    s.minute(22);
    s.by(p::LUCA, C::ReportStopped { side: Side::Social });
    for (item, proof) in HALTED_BY_MARKETING {
        s.by(p::JO, C::HaltItem { item: ItemId(item), evidence: proof.map(Into::into) });
    }
    let reason = "Fee notices are due by law on their day and mention no product.";
    s.by(p::JO, C::ExemptItem { item: ItemId(7), reason: reason.into() });
    s.minute(23);
    s.by(p::JO, C::ProveItem { item: ItemId(2), evidence: "Screenshot in the chat".into() });
    s.by(p::JO, C::ReportStopped { side: Side::Marketing });
}

/// Tasks, a report, a poll and a follow-up.
pub(super) fn control(s: &mut Script) {
    s.minute(54);
    let text = "A payout file was sent by hand at 13:10; the evening run would send it again.";
    s.by(p::AIKO, C::ReportAbnormal { text: text.into() });
    s.by(p::INES, C::AcknowledgeReport { report: ReportId(1) });
    tasks(s);
    s.minute(57);
    poll(s);
    let text = "Keep a list of files sent by hand, so that a rerun leaves them out";
    s.by(p::AIKO, C::NoteTodo { text: text.into(), owner: None });
    let text = "Sellers' forums: worried rather than angry; most ask when, few ask why.";
    s.by(p::LUCA, C::Note { text: text.into() });
}

fn tasks(s: &mut Script) {
    let given = [
        ("List the sellers with a payout due today", p::BEATRIZ, Role::Department(SUPPORT), 20),
        ("Take the hand-sent file out of tonight's run", p::AIKO, Role::Department(FINANCE), 15),
    ];
    for (title, owner, role, minutes) in given {
        let (title, estimate) = (title.into(), Minutes(minutes));
        s.by(p::INES, C::AssignTask { title, owner, role, estimate });
    }
    let (list, file) = (TaskId(1), TaskId(2));
    s.minute(55);
    s.by(p::BEATRIZ, C::AcknowledgeTask { task: list });
    s.by(p::AIKO, C::AcknowledgeTask { task: file });
    s.by(p::AIKO, C::StartTask { task: file });
    s.minute(56);
    s.by(p::BEATRIZ, C::ExtendTask { task: list, estimate: Minutes(30) });
    let outcome = "Taken out; two pairs of eyes checked the run.";
    s.by(p::AIKO, C::FinishTask { task: file, outcome: outcome.into() });
}

fn poll(s: &mut Script) {
    let poll = PollId(1);
    let proposal = "Pay the three largest marketplaces by hand this evening.";
    s.by(p::INES, C::OpenPoll { proposal: proposal.into() });
    let text = "Hand-made payments without the usual checks are how money is lost. Not tonight.";
    s.by(p::HENRIK, C::ObjectToPoll { poll, text: text.into() });
    let decision = "No payments by hand. Finance prepares a checked rerun for the moment the \
                    gateway takes files again.";
    s.by(p::INES, C::DecidePoll { poll, decision: decision.into(), owner: p::AIKO });
}

/// The follow-up of [`control`] gets an owner, and the list is done.
pub(super) fn loose_ends(s: &mut Script) {
    let outcome = "2,318 sellers, sorted by account manager.";
    s.by(p::BEATRIZ, C::FinishTask { task: TaskId(1), outcome: outcome.into() });
    s.by(p::INES, C::OwnTodo { todo: TodoId(1), owner: p::AIKO });
}
