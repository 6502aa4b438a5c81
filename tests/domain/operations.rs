//! Emergency operations: halts, exemptions, restarts (requirements G, T7, T8, T12, decision 13).

use muster_domain::catalogue::{Phase, Role};
use muster_domain::command::Command as C;
use muster_domain::event::Event as E;
use muster_domain::ids::{AudienceId, ItemId};
use muster_domain::incident::State;
use muster_domain::message::Stage;
use muster_domain::operations::{Item, ItemKind, ItemState, Missed, Mode, Side, SideState};
use muster_domain::refusal::Code;
use muster_domain::time::Minutes;
use muster_tests::firm::{LEAD, LEGAL, MARKETING, SOCIAL};
use muster_tests::given::{officer, text};
use muster_tests::story::Story;

fn order(side: Side) -> C {
    C::OrderHalt { side, estimate: Minutes(15) }
}

fn halt(item: ItemId) -> C {
    C::HaltItem { item, evidence: None }
}

fn restart(item: ItemId) -> C {
    C::RestartItem { item, missed: Missed::Resume }
}

fn list(side: Side) -> C {
    C::ListItem { side, kind: ItemKind::Other, name: text("a new mailing"), system: text("") }
}

fn emergency() -> Story {
    let mut story = Story::active();
    story.halts_everything();
    story
}

fn item(story: &Story, id: ItemId) -> Item {
    let known = story.incident.operations.items.iter().find(|item| item.id == id);
    known.expect("the item").clone()
}

// [R58] [R59] [R65]
#[test]
fn a_halt_starts_from_the_inventory_and_each_item_says_who_halted_it_and_when() {
    let mut story = Story::active();
    for (side, count) in [(Side::Marketing, 4), (Side::Social, 3)] {
        story.does(LEAD, order(side));
        let items = story.items(side);
        assert_eq!(items.len(), count);
        story.wait(Minutes(2));
        story.does(officer(side), halt(items[0]));
        let halted = item(&story, items[0]);
        let how = (halted.state, halted.by, halted.since);
        assert_eq!(how, (ItemState::Halted, Some(officer(side)), story.now));
    }
}

// [R58] [R59]
#[test]
fn each_officer_halts_and_restarts_their_own_side_only() {
    let mut story = emergency();
    let (marketing, social) = (story.items(Side::Marketing)[0], story.items(Side::Social)[0]);
    assert_eq!(story.refused(SOCIAL, halt(marketing)), Code::NotAllowed);
    assert_eq!(story.refused(MARKETING, halt(social)), Code::NotAllowed);
    assert_eq!(story.refused(LEAD, halt(social)), Code::NotAllowed, "the Lead is no resolver");
    assert_eq!(story.refused(SOCIAL, restart(marketing)), Code::NotAllowed);
    story.does(MARKETING, list(Side::Marketing));
    assert_eq!(story.refused(MARKETING, list(Side::Social)), Code::NotAllowed);
}

/// Emergency operations, the parent resolved and the resolution message out.
fn released() -> Story {
    let mut story = emergency();
    story.phase_moves(Phase::Resolution);
    story.does(LEAD, C::BeginResolving);
    let message = story.plans(AudienceId::ALL_CUSTOMERS, Phase::Resolution);
    story.reaches(message, Stage::Distributed);
    story
}

fn order_restart(side: Side, override_reason: Option<&str>) -> C {
    C::OrderRestart { side, override_reason: override_reason.map(text) }
}

// [R60] [R71]
#[test]
fn restart_is_decided_item_by_item_with_a_word_on_what_was_missed() {
    let mut story = released();
    let items = story.items(Side::Social);
    assert_eq!(story.refused(SOCIAL, restart(items[0])), Code::WrongMode, "not ordered yet");
    story.does(LEAD, order_restart(Side::Social, None));
    let missed = [Missed::Skip, Missed::Reschedule, Missed::Retire];
    for (id, missed) in items.iter().copied().zip(missed) {
        let report = C::ReportResumed { side: Side::Social };
        assert_eq!(story.refused(SOCIAL, report), Code::StillHalted);
        story.does(SOCIAL, C::RestartItem { item: id, missed });
        let known = item(&story, id);
        assert_eq!((known.state, known.by), (ItemState::Restarted(missed), Some(SOCIAL)));
    }
    story.does(SOCIAL, C::ReportResumed { side: Side::Social });
}

// [R61]
#[test]
fn the_mode_is_shown_with_its_beginning() {
    let mut story = Story::active();
    assert_eq!(story.incident.operations.mode, Mode::Normal);
    story.wait(Minutes(3));
    story.halts_everything();
    let operations = &story.incident.operations;
    assert_eq!((operations.mode, operations.since), (Mode::Emergency, story.now));
}

// [R62]
#[test]
fn marketing_has_five_stops_and_social_begins_with_scheduled_posts() {
    assert_eq!(ItemKind::MARKETING_STOPS.len(), 5);
    assert_eq!(ItemKind::SOCIAL_STOPS.first(), Some(&ItemKind::ScheduledPosts));
}

// [R63]
#[test]
fn emergency_is_reached_when_both_officers_have_reported_every_item_stopped() {
    let mut story = Story::active();
    story.does(LEAD, order(Side::Marketing));
    assert_eq!(story.incident.operations.mode, Mode::Halting);
    let stopped = |side| C::ReportStopped { side };
    assert_eq!(story.refused(MARKETING, stopped(Side::Marketing)), Code::StillRunning);
    assert_eq!(story.refused(SOCIAL, stopped(Side::Social)), Code::WrongMode);
    for id in story.items(Side::Marketing) {
        story.does(MARKETING, halt(id));
    }
    story.does(MARKETING, stopped(Side::Marketing));
    assert_eq!(story.incident.operations.mode, Mode::Halting, "social runs still");
    story.does(LEAD, order(Side::Social));
    for id in story.items(Side::Social) {
        story.does(SOCIAL, halt(id));
    }
    story.does(SOCIAL, stopped(Side::Social));
    assert_eq!(story.incident.operations.mode, Mode::Emergency);
}

// [R64]
#[test]
fn a_halt_has_an_estimate_and_a_check_back() {
    let mut story = Story::active();
    story.does(LEAD, order(Side::Social));
    let raised = story.wait(Minutes(15));
    assert!(matches!(raised[..], [ref r] if r.event == E::HaltCheckBack { side: Side::Social }));
    let state = story.incident.operations.side(Side::Social);
    assert!(matches!(state, SideState::HaltOrdered { overdue: true, .. }));
    assert_eq!(story.refused(LEAD, order(Side::Social)), Code::AlreadySo);
}

// [R66]
#[test]
fn an_exempt_item_takes_a_reason_and_counts_as_settled() {
    let mut story = Story::active();
    story.does(LEAD, order(Side::Social));
    let items = story.items(Side::Social);
    let exempt = |reason| C::ExemptItem { item: items[0], reason: text(reason) };
    assert_eq!(story.refused(SOCIAL, exempt("")), Code::Empty);
    story.does(SOCIAL, exempt("the law requires it"));
    for id in &items[1..] {
        story.does(SOCIAL, halt(*id));
    }
    story.does(SOCIAL, C::ReportStopped { side: Side::Social });
    let known = item(&story, items[0]);
    assert_eq!(known.state, ItemState::Exempt);
    assert_eq!(known.reason.map(|r| r.shown().to_owned()).as_deref(), Some("the law requires it"));
}

// [R67]
#[test]
fn a_halt_without_proof_is_unverified_until_proof_is_added() {
    let mut story = emergency();
    let id = story.items(Side::Marketing)[0];
    assert_eq!(item(&story, id).evidence, None);
    story.does(MARKETING, C::ProveItem { item: id, evidence: text("the console says paused") });
    assert!(item(&story, id).evidence.is_some());
}

// [R68]
#[test]
fn a_halt_lasts_unless_the_lead_records_a_reason() {
    let mut story = emergency();
    let id = story.items(Side::Marketing)[0];
    assert_eq!(story.refused(MARKETING, restart(id)), Code::WrongMode);
    let early = |reason| C::RestartEarly { item: id, reason: text(reason) };
    assert_eq!(story.refused(MARKETING, early("sales asks")), Code::NotAllowed);
    assert_eq!(story.refused(LEAD, early(" ")), Code::Empty);
    story.does(LEAD, early("contractual mail"));
    assert_eq!(item(&story, id).state, ItemState::Restarted(Missed::Resume));
    assert!(item(&story, id).reason.is_some());
    assert_eq!(story.incident.operations.mode, Mode::Emergency);
}

// [R70]
#[test]
fn a_campaign_added_in_an_emergency_must_not_start() {
    let mut story = emergency();
    story.does(MARKETING, list(Side::Marketing));
    let state = |story: &Story| story.incident.operations.items.last().map(|item| item.state);
    assert_eq!(state(&story), Some(ItemState::DoNotStart));
    let mut story = Story::active();
    story.does(MARKETING, list(Side::Marketing));
    assert_eq!(state(&story), Some(ItemState::Running));
}

// [R70]
#[test]
fn a_campaign_added_to_a_side_that_has_stopped_must_not_start_either() {
    let mut story = Story::active();
    story.does(LEAD, order(Side::Social));
    for id in story.items(Side::Social) {
        story.does(SOCIAL, halt(id));
    }
    story.does(SOCIAL, C::ReportStopped { side: Side::Social });
    story.does(SOCIAL, list(Side::Social));
    let last = story.incident.operations.items.last().map(|item| item.state);
    assert_eq!(last, Some(ItemState::DoNotStart));
}

// [R127]
#[test]
fn restart_is_locked_until_the_resolution_message_is_out_or_the_lead_gives_a_reason() {
    let mut story = emergency();
    assert_eq!(story.refused(LEAD, order_restart(Side::Social, None)), Code::ResolutionUnsent);
    story.phase_moves(Phase::Resolution);
    story.does(LEAD, C::BeginResolving);
    assert_eq!(story.refused(LEAD, order_restart(Side::Social, None)), Code::ResolutionUnsent);
    assert_eq!(story.refused(LEAD, order_restart(Side::Social, Some(" "))), Code::ResolutionUnsent);
    let ordered = story.does(LEAD, order_restart(Side::Social, Some("an hour late already")));
    assert!(
        ordered
            .iter()
            .any(|r| { matches!(&r.event, E::RestartOrdered { override_reason: Some(_), .. }) })
    );
}

// [R128]
#[test]
fn social_restarts_before_marketing_and_both_report_back() {
    let mut story = released();
    assert_eq!(story.refused(LEAD, order_restart(Side::Marketing, None)), Code::SocialFirst);
    story.restarts_everything();
    assert_eq!(story.incident.operations.mode, Mode::Normal);
    let reported = story.log.iter().filter_map(|r| match r.event {
        E::SideResumed { side } => Some(side),
        _ => None,
    });
    assert_eq!(reported.collect::<Vec<_>>(), [Side::Social, Side::Marketing]);
}

// [R131]
#[test]
fn after_a_regression_what_has_restarted_can_be_halted_again() {
    let mut story = released();
    story.restarts_everything();
    story.does(LEAD, C::Reopen { reason: text("it fails again") });
    assert_eq!(story.incident.state, State::Active);
    assert_eq!(story.incident.holder(Role::LegalOfficer), Some(LEGAL), "with its roles");
    story.halts_everything();
    assert_eq!(story.incident.operations.mode, Mode::Emergency);
    assert_eq!(story.incident.operations.items.len(), 7, "the same items");
}

// [R131]
#[test]
fn a_restart_under_way_turns_back_into_a_halt_when_the_incident_goes_on() {
    let mut story = released();
    story.does(LEAD, order_restart(Side::Social, None));
    story.does(LEAD, C::Reopen { reason: text("it fails again") });
    assert_eq!(story.incident.operations.mode, Mode::Halting);
    story.does(LEAD, order(Side::Social));
}

#[test]
fn the_lead_settles_a_side_that_nobody_serves_or_that_has_nothing_to_halt() {
    let mut story = Story::active();
    let settle = |side, reason: &str| C::SettleSide { side, reason: text(reason) };
    assert_eq!(story.refused(LEAD, settle(Side::Social, "nobody")), Code::WrongMode);
    story.does(LEAD, order(Side::Marketing));
    story.does(LEAD, order(Side::Social));
    assert_eq!(story.refused(LEAD, settle(Side::Social, "nobody")), Code::SideServed);
    let role = Role::SocialOfficer;
    story.does(SOCIAL, C::MarkUnavailable { role, reason: text("ill") });
    assert_eq!(story.refused(LEAD, settle(Side::Social, "")), Code::Empty);
    story.does(LEAD, settle(Side::Social, "the tool is paused as a whole"));
    assert!(matches!(story.incident.operations.side(Side::Social), SideState::Stopped { .. }));
}

#[test]
fn resolving_from_normal_stays_normal() {
    let story = Story::following_up();
    assert_eq!(story.incident.operations.mode, Mode::Normal);
    assert!(!story.log.iter().any(|r| matches!(r.event, E::ModeChanged { .. })));
}
