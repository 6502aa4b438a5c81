//! The return to normal and the end (requirements L, T11–T15, decision 7).

use muster_domain::catalogue::{Phase, Role};
use muster_domain::command::Command as C;
use muster_domain::guards::{self, GuardKind};
use muster_domain::ids::{AudienceId, MessageId, TodoId};
use muster_domain::incident::State;
use muster_domain::message::Stage;
use muster_domain::refusal::Code;
use muster_domain::time::Minutes;
use muster_tests::firm::{LEAD, LEGAL, LIAISON, MARKETING, SLT};
use muster_tests::given::text;
use muster_tests::story::Story;

/// Everything done but what the test leaves out.
fn nearly_resolved() -> Story {
    let mut story = Story::resolving();
    announce(&mut story);
    story.does(LEAD, C::OrderAnalysis);
    story
}

fn announce(story: &mut Story) -> MessageId {
    let message = story.plans(AudienceId::ALL_CUSTOMERS, Phase::Resolution);
    story.reaches(message, Stage::Distributed);
    message
}

fn unmet(story: &Story) -> Vec<GuardKind> {
    let guards = guards::resolve(&story.incident).into_iter();
    guards.filter(|guard| guard.open.is_some()).map(|guard| guard.kind).collect()
}

// [R126]
#[test]
fn resolving_begins_only_once_the_parent_is_recorded_resolved() {
    let mut story = Story::active();
    assert_eq!(story.refused(LEAD, C::BeginResolving), Code::ParentNotResolved);
    story.phase_moves(Phase::Monitoring);
    assert_eq!(story.refused(LEAD, C::BeginResolving), Code::ParentNotResolved);
    story.does(LIAISON, C::Relay { text: text("it is over"), phase: Some(Phase::Resolution) });
    assert_eq!(story.refused(LEAD, C::BeginResolving), Code::PhasePending);
    story.does(LEAD, C::AcknowledgePhase { phase: Phase::Resolution });
    assert_eq!(story.refused(SLT, C::BeginResolving), Code::NotAllowed);
    story.does(LEAD, C::BeginResolving);
    assert_eq!(story.incident.state, State::Resolving);
}

// [R129]
#[test]
fn nothing_is_resolved_while_any_guard_is_unmet() {
    let mut story = Story::resolving();
    assert_eq!(unmet(&story), [GuardKind::ResolutionSent, GuardKind::AnalysisOrdered]);
    assert_eq!(story.refused(LEAD, C::Resolve), Code::ResolutionUnsent);
    announce(&mut story);
    assert_eq!(story.refused(LEAD, C::Resolve), Code::AnalysisUnordered);
    story.does(LEAD, C::OrderAnalysis);
    assert_eq!(story.refused(SLT, C::Resolve), Code::NotAllowed);
    story.does(LEAD, C::Resolve);
    assert_eq!(story.incident.state, State::FollowUp);
    assert_eq!(story.incident.times.resolved, Some(story.now));
}

// [R129]
#[test]
fn an_item_still_halted_keeps_the_incident_open() {
    let mut story = Story::active();
    story.halts_everything();
    story.phase_moves(Phase::Resolution);
    story.does(LEAD, C::BeginResolving);
    announce(&mut story);
    story.does(LEAD, C::OrderAnalysis);
    assert_eq!(story.refused(LEAD, C::Resolve), Code::StillHalted);
    story.restarts_everything();
    story.does(LEAD, C::Resolve);
}

// [R129]
#[test]
fn a_message_in_flight_keeps_the_incident_open_and_a_planned_one_does_not() {
    let mut story = nearly_resolved();
    let message = story.plans(AudienceId::INTERNAL, Phase::Monitoring);
    assert_eq!(unmet(&story), []);
    story.reaches(message, Stage::TechCheck);
    assert_eq!(story.refused(LEAD, C::Resolve), Code::MessageInFlight);
    story.does(LEAD, C::WithdrawMessage { message, reason: text("too late for it") });
    story.does(LEAD, C::Resolve);
}

// [R129]
#[test]
fn a_follow_up_without_an_owner_keeps_the_incident_open() {
    let mut story = nearly_resolved();
    story.does(LEGAL, C::NoteTodo { text: text("tell the insurer"), owner: None });
    assert_eq!(story.refused(LEAD, C::Resolve), Code::NoOwner);
    let own = C::OwnTodo { todo: TodoId(1), owner: LEGAL };
    assert_eq!(story.refused(LEGAL, own.clone()), Code::NotAllowed);
    story.does(LEAD, own);
    story.does(LEAD, C::Resolve);
}

// [R129]
#[test]
fn a_phase_that_waits_keeps_the_incident_open() {
    let mut story = nearly_resolved();
    story.does(LIAISON, C::Relay { text: text("it is back"), phase: Some(Phase::Identification) });
    assert_eq!(unmet(&story), [GuardKind::PhaseAcknowledged]);
    assert_eq!(story.refused(LEAD, C::Resolve), Code::PhasePending);
}

/// "The resolution message" is every one that is not skipped, and at least one (decision 7).
#[test]
fn every_resolution_message_is_distributed_or_skipped_and_at_least_one_distributed() {
    let mut story = Story::resolving();
    let skipped = story.plans(AudienceId::INTERNAL, Phase::Resolution);
    story.does(LEAD, C::SkipMessage { message: skipped, reason: text("they know") });
    assert!(!guards::resolution_sent(&story.incident));
    announce(&mut story);
    assert!(guards::resolution_sent(&story.incident));
    let another = story.plans(AudienceId::STRATEGIC, Phase::Resolution);
    assert!(!guards::resolution_sent(&story.incident));
    story.reaches(another, Stage::Distributed);
    assert!(guards::resolution_sent(&story.incident));
}

/// What was announced before a regression is not the announcement of the next resolution.
#[test]
fn after_a_regression_the_resolution_is_announced_anew() {
    let mut story = nearly_resolved();
    story.wait(Minutes(1));
    story.does(LEAD, C::Reopen { reason: text("it fails again") });
    story.phase_moves(Phase::Identification);
    assert_eq!(story.incident.parent.resolved_at, None);
    story.wait(Minutes(1));
    story.phase_moves(Phase::Resolution);
    story.does(LEAD, C::BeginResolving);
    assert_eq!(unmet(&story), [GuardKind::ResolutionSent]);
    announce(&mut story);
    assert_eq!(unmet(&story), []);
}

// [R130]
#[test]
fn the_preliminary_analysis_is_the_technical_slts_due_a_day_after_the_parent_resolved() {
    let mut story = Story::resolving();
    let resolved = story.incident.parent.resolved_at.expect("resolved");
    story.wait(Minutes(45));
    story.does(LEAD, C::OrderAnalysis);
    let task = guards::analysis(&story.incident).expect("ordered");
    assert_eq!(
        (task.owner, task.role, task.due),
        (SLT, Role::TechnicalSlt, resolved + Minutes::DAY)
    );
    assert_eq!(story.refused(LEAD, C::OrderAnalysis), Code::AlreadySo);
}

// [R131]
#[test]
fn a_regression_reopens_the_incident_with_its_roles_and_a_reason() {
    for mut story in [Story::resolving(), Story::following_up()] {
        let held = story.incident.seats.iter().filter(|s| s.holder.is_some()).count();
        assert_eq!(story.refused(LEAD, C::Reopen { reason: text("") }), Code::Empty);
        let reopen = C::Reopen { reason: text("it fails again") };
        assert_eq!(story.refused(MARKETING, reopen.clone()), Code::NotAllowed);
        story.does(LEAD, reopen);
        assert_eq!(story.incident.state, State::Active);
        let still = story.incident.seats.iter().filter(|s| s.holder.is_some()).count();
        assert_eq!((still, story.incident.times.resolved), (held, None));
    }
    let reopen = C::Reopen { reason: text("why not") };
    assert_eq!(Story::active().refused(LEAD, reopen), Code::WrongState);
}

#[test]
fn an_incident_is_closed_once_its_analysis_is_finished_and_nothing_is_in_flight() {
    let mut story = Story::following_up();
    assert_eq!(story.refused(LEAD, C::Close), Code::AnalysisOpen);
    let task = guards::analysis(&story.incident).expect("ordered").id;
    story.does(SLT, C::FinishTask { task, outcome: text("published") });
    story.does(LEAD, C::PlanCorrection { of: MessageId(1) });
    story.reaches(MessageId(2), Stage::Drafting);
    assert_eq!(story.refused(LEAD, C::Close), Code::MessageInFlight);
    story.does(LEAD, C::WithdrawMessage { message: MessageId(2), reason: text("not needed") });
    story.does(LEAD, C::Close);
    assert_eq!(story.incident.state, State::Closed);
}
