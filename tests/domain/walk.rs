//! The acceptance walk-through (requirements §6.2) in the rule book, act by act.
//!
//! Named gaps, because later issues bring them: sentiment and media inquiries, publishing the
//! analysis, the review and its closing, the export of the record.

use muster_domain::briefing::Question;
use muster_domain::catalogue::{Phase, Role};
use muster_domain::command::{Command as C, CommanderAnswer, StatedAnswer};
use muster_domain::event::Withholding;
use muster_domain::guards;
use muster_domain::ids::{AudienceId, MessageId, TodoId};
use muster_domain::incident::State;
use muster_domain::message::{Gate, Means, Stage, Verdict};
use muster_domain::operations::{ItemState, Mode, Side};
use muster_domain::refusal::Code;
use muster_domain::time::Minutes;
use muster_tests::firm::{
    ELT, LEAD, LEGAL, LIAISON, MARKETING, MESSAGING, SLT, SOCIAL, backup, second_backup,
};
use muster_tests::given::{declare, note_handoff, officer, pass, text};
use muster_tests::story::Story;

const REVIEWS: [Gate; 3] = [Gate::Accuracy, Gate::Legal, Gate::Messaging];

// [R14] [R15] [R21] [R36] [R43] [R66] [R77] [R83] [R88] [R99] [R105] [R126] [R127] [R129] [R130]
#[test]
fn from_a_watch_to_the_analysis() {
    let mut story = from_watch_to_handoff();
    briefing(&mut story);
    halts(&mut story);
    let first = first_message(&mut story);
    executive_backup(&mut story, first);
    typo(&mut story, first);
    not_now_and_on(&mut story, first);
    let second = second_message(&mut story, first);
    resolution(&mut story, second);
    assert_eq!(story.replayed(), story.incident);
}

/// Declared from a watch at Identification, three paged, the first standby declines.
fn from_watch_to_handoff() -> Story {
    let mut story = Story::watched();
    story.arrives(Role::TechnicalSlt, SLT);
    story.does(SLT, C::Recommend { escalate: true, note: text("all payments fail") });
    let C::Declare { title, parent, commander, exercise, confidential, override_reason, .. } =
        declare()
    else {
        unreachable!("that is what it is");
    };
    let phase = Phase::Identification;
    story.does(
        SLT,
        C::Declare { title, parent, commander, phase, exercise, confidential, override_reason },
    );
    assert!(!story.incident.flags.no_recommendation);
    story.arrives(Role::BusinessLead, LEAD);
    story.arrives(Role::CustomerLiaison, LIAISON);
    story.does(LIAISON, C::PageStandby { person: None });
    story.does(backup(LIAISON), C::DeclineStandby { note: text("on a train") });
    let standby = second_backup(LIAISON);
    assert_eq!(story.incident.liaison.handoff.standby(), Some(standby));
    story.does(standby, C::AcceptStandby);
    story.does(standby, C::ConfirmStandbyPresent);
    story.does(LIAISON, note_handoff());
    story.does(standby, C::AcceptHandoff);
    story
}

/// Eight questions, two of them unknown.
fn briefing(story: &mut Story) {
    story.does(LEAD, C::OpenBriefing);
    for question in Question::ALL {
        let unknown = matches!(question, Question::AffectedWorst | Question::NextNews);
        let answer = if unknown { StatedAnswer::Unknown } else { StatedAnswer::Known(text("412")) };
        story.does(LIAISON, C::StateFact { question, answer });
    }
    story.does(SLT, C::PublishNotes { text: text("since 10:04") });
    story.does(SLT, C::ConfirmEnough);
    story.does(LEAD, C::Activate);
    assert_eq!(story.incident.briefing.open().count(), 2);
    story.everybody_comes();
}

/// Seven campaigns, one of them exempt.
fn halts(story: &mut Story) {
    for side in [Side::Marketing, Side::Social] {
        story.does(LEAD, C::OrderHalt { side, estimate: Minutes(15) });
        for (n, item) in story.items(side).into_iter().enumerate() {
            if side == Side::Marketing && n == 0 {
                story.does(MARKETING, C::ExemptItem { item, reason: text("invoices") });
            } else {
                story.does(officer(side), C::HaltItem { item, evidence: Some(text("paused")) });
            }
        }
        story.does(officer(side), C::ReportStopped { side });
    }
    assert_eq!(story.incident.operations.mode, Mode::Emergency);
}

/// From the template; a wrong number, a strong objection, and the third version passes review.
fn first_message(story: &mut Story) -> MessageId {
    let message = story.message_at(Stage::TechCheck);
    story.says(message, Gate::Accuracy, Verdict::Return);
    story.writes(message, "Since {{start time}}, about 400 customers are affected.");
    story.submits(message);
    story.passes(message, Gate::Accuracy);
    story.passes(message, Gate::Messaging);
    story.says(message, Gate::Legal, Verdict::StrongObjection);
    story.does(SLT, C::Revise { message });
    story.writes(message, "Since {{start time}}, some payments of yours may fail.");
    story.submits(message);
    assert_eq!(story.message(message).version.as_ref().map(|v| v.number), Some(3));
    for gate in REVIEWS {
        story.passes(message, gate);
    }
    message
}

/// The executive is silent, the backup takes over and approves.
fn executive_backup(story: &mut Story, message: MessageId) {
    let role = Role::EltApprover;
    story.does(LEAD, C::MarkUnavailable { role, reason: text("no answer") });
    story.does(backup(ELT), C::AcceptPage { role, eta: None });
    story.does(backup(ELT), pass(message, Gate::Approval, story.fingerprint(message)));
    assert_eq!(story.message(message).stage, Stage::Approved);
}

/// A typo voids everything; all affirm the fourth version.
fn typo(story: &mut Story, message: MessageId) {
    story.does(SLT, C::Revise { message });
    story.writes(message, "Since {{start time}}, some of your payments may fail.");
    story.submits(message);
    assert!(REVIEWS.into_iter().all(|gate| story.message(message).sign_off(gate).is_none()));
    for gate in REVIEWS {
        story.passes(message, gate);
    }
    story.does(backup(ELT), pass(message, Gate::Approval, story.fingerprint(message)));
    assert_eq!(story.message(message).version.as_ref().map(|v| v.number), Some(4));
}

/// "Not now", then the phase moves on.
fn not_now_and_on(story: &mut Story, message: MessageId) {
    story.does(LIAISON, C::PutToCommander { message });
    story.hears(message, CommanderAnswer::NotNow { ask_again: None });
    assert_eq!(story.message(message).withheld, Some(Withholding::NotNow));
    story.phase_moves(Phase::Monitoring);
    assert_eq!(story.message(message).stage, Stage::Superseded);
}

/// The next phase's message starts from the old text; the commander answers by link; 41 reached.
fn second_message(story: &mut Story, reuse: MessageId) -> MessageId {
    let (audience, phase) = (AudienceId::STRATEGIC, Phase::Monitoring);
    story.does(LEAD, C::PlanMessage { audience, phase, reuse: Some(reuse) });
    let message = MessageId(story.incident.counters.messages);
    goes_out(story, message);
    assert_eq!(story.message(message).sent[0].count, 41);
    message
}

/// From planned to sent, approved by the executive's backup and authorized through the link.
fn goes_out(story: &mut Story, message: MessageId) {
    story.does(LEAD, C::StartMessage { message, together: false });
    story.submits(message);
    for gate in REVIEWS {
        story.passes(message, gate);
    }
    let fingerprint = story.fingerprint(message);
    story.does(backup(ELT), pass(message, Gate::Approval, fingerprint));
    story.does(LIAISON, C::PutToCommander { message });
    let (answer, means) = (CommanderAnswer::Yes, Means::Link);
    let words = text("go");
    let yes = C::RecordAnswer { message, fingerprint, answer, means, words, said_at: None };
    story.does(story.commander(), yes);
    story.begins(message);
    story.sends(message, 41, 0);
    assert_eq!(story.message(message).stage, Stage::Distributed);
}

/// The parent resolves; restart waits for the resolution message, the end for an ownerless action.
fn resolution(story: &mut Story, sent: MessageId) {
    story.phase_moves(Phase::Resolution);
    assert_eq!(story.message(sent).stage, Stage::Distributed);
    story.does(LEAD, C::BeginResolving);
    let restart = C::OrderRestart { side: Side::Social, override_reason: None };
    assert_eq!(story.refused(LEAD, restart), Code::ResolutionUnsent);
    let message = story.plans(AudienceId::ALL_CUSTOMERS, Phase::Resolution);
    goes_out(story, message);
    story.restarts_everything();
    assert_eq!(story.incident.operations.mode, Mode::Normal);
    let exempt = story.incident.operations.items.iter().filter(|i| i.state == ItemState::Exempt);
    assert_eq!(exempt.count(), 1);
    story.does(LEAD, C::OrderAnalysis);
    story.does(SOCIAL, C::NoteTodo { text: text("thank the bank"), owner: None });
    assert_eq!(story.refused(LEAD, C::Resolve), Code::NoOwner);
    story.does(LEAD, C::OwnTodo { todo: TodoId(1), owner: MESSAGING });
    story.does(LEAD, C::Resolve);
    assert_eq!(story.incident.state, State::FollowUp);
    let task = guards::analysis(&story.incident).expect("ordered");
    assert_eq!(Some(task.due), story.incident.parent.resolved_at.map(|at| at + Minutes::DAY));
    let task = task.id;
    story.does(SLT, C::FinishTask { task, outcome: text("written and read") });
    story.does(LEAD, C::Close);
    assert_eq!(story.refused(LEGAL, C::Note { text: text("late") }), Code::Sealed);
}
