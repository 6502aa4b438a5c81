//! The liaison's hand-off of the technical side, and the conduit (requirements §2.3, D).

use muster_domain::catalogue::{Phase, Role};
use muster_domain::command::Command as C;
use muster_domain::ids::RelayId;
use muster_domain::incident::State;
use muster_domain::liaison::{Handoff, Location};
use muster_domain::message::Stage;
use muster_domain::refusal::Code;
use muster_domain::seat::Standing;
use muster_domain::time::Minutes;
use muster_tests::firm::{LEAD, LIAISON, OBSERVER, SLT, backup, second_backup};
use muster_tests::given::{note_handoff, text};
use muster_tests::story::Story;

const FIRST: muster_domain::ids::PersonId = backup(LIAISON);
const SECOND: muster_domain::ids::PersonId = second_backup(LIAISON);

/// The initial three are here; the technical side is the liaison's still.
fn arrived() -> Story {
    let mut story = Story::declared();
    for (role, person) in
        [(Role::BusinessLead, LEAD), (Role::TechnicalSlt, SLT), (Role::CustomerLiaison, LIAISON)]
    {
        story.arrives(role, person);
    }
    story
}

fn relay(phase: Option<Phase>) -> C {
    C::Relay { text: text("the remedy works"), phase }
}

// [R34]
#[test]
fn the_hand_off_is_open_from_the_declaration_and_its_standby_comes_from_the_backups() {
    let mut story = arrived();
    assert_eq!(story.incident.liaison.handoff, Handoff::Open);
    story.does(LIAISON, C::PageStandby { person: None });
    assert_eq!(story.incident.liaison.handoff.standby(), Some(FIRST));
}

// [R35]
#[test]
fn the_liaisons_business_seat_waits_for_the_hand_off() {
    let mut story = arrived();
    let standing = |story: &Story| {
        let seat = story.incident.seat(Role::CustomerLiaison)?;
        seat.holder.as_ref().map(|tenure| tenure.standing)
    };
    assert_eq!(standing(&story), Some(Standing::Acknowledged { eta: None }));
    assert_eq!(story.refused(LIAISON, relay(None)), Code::HandoffOpen);
    assert_eq!(story.refused(LEAD, C::OpenBriefing), Code::HandoffOpen);
    story.hands_off(FIRST);
    assert_eq!(standing(&story), Some(Standing::Active));
    story.does(LIAISON, relay(None));
}

// [R35]
#[test]
fn going_on_without_a_hand_off_takes_the_leads_reason_and_leaves_a_flag() {
    let mut story = arrived();
    let go_on = |reason| C::OverrideHandoff { reason: text(reason) };
    assert_eq!(story.refused(LIAISON, go_on("nobody comes")), Code::NotAllowed);
    assert_eq!(story.refused(LEAD, go_on("")), Code::Empty);
    story.does(LEAD, go_on("nobody comes"));
    assert!(story.incident.flags.handoff_override.is_some());
    assert_eq!(story.incident.liaison.technical_side, Some(LIAISON), "it is still theirs");
    story.does(LEAD, C::OpenBriefing);
}

// [R36]
#[test]
fn the_hand_off_is_complete_when_the_standby_is_present_has_the_note_and_accepts() {
    let mut story = arrived();
    story.does(LIAISON, C::PageStandby { person: None });
    assert_eq!(story.refused(FIRST, C::AcceptHandoff), Code::HandoffStep);
    story.does(FIRST, C::AcceptStandby);
    assert_eq!(story.refused(FIRST, C::AcceptHandoff), Code::HandoffStep);
    story.does(FIRST, C::ConfirmStandbyPresent);
    assert_eq!(story.refused(FIRST, C::AcceptHandoff), Code::HandoffStep, "without the note");
    story.does(LIAISON, note_handoff());
    assert_eq!(story.refused(LIAISON, C::AcceptHandoff), Code::NotAllowed, "nobody else accepts");
    assert_eq!(story.refused(SECOND, C::AcceptHandoff), Code::NotAllowed);
    assert_eq!(story.incident.liaison.technical_side, Some(LIAISON));
    story.does(FIRST, C::AcceptHandoff);
    assert_eq!(story.incident.liaison.technical_side, Some(FIRST));
}

// [R37]
#[test]
fn the_hand_off_note_has_four_fields_and_names_its_writer_and_time() {
    let mut story = arrived();
    story.does(LIAISON, note_handoff());
    let notes = story.incident.liaison.notes.as_ref().expect("the note");
    let fields = [&notes.state, &notes.promises, &notes.drafts, &notes.customers_reporting];
    assert!(fields.iter().all(|field| !field.shown().is_empty()));
    assert_eq!((notes.by, notes.at), (LIAISON, story.now));
}

// [R36]
#[test]
fn a_standby_who_declines_or_stays_silent_makes_way_for_the_next() {
    let mut story = arrived();
    story.does(LIAISON, C::PageStandby { person: None });
    story.does(FIRST, C::DeclineStandby { note: text("ill") });
    assert_eq!(story.incident.liaison.handoff.standby(), Some(SECOND));
    story.wait(Minutes(5));
    assert_eq!(story.incident.liaison.handoff, Handoff::Open);
    assert_eq!(story.refused(LIAISON, C::PageStandby { person: None }), Code::NobodyLeft);
    story.does(LIAISON, C::PageStandby { person: Some(OBSERVER) });
}

// [R35] [R36]
#[test]
fn the_liaison_is_not_released_before_the_standby_has_accepted() {
    let story = arrived();
    let release = C::Release { role: Role::CustomerLiaison };
    assert_eq!(story.refused(LEAD, release), Code::HandoffOpen);
}

#[test]
fn a_standby_who_takes_the_liaisons_seat_is_no_standby_any_more() {
    let mut story = arrived();
    story.does(LIAISON, C::PageStandby { person: None });
    story.does(FIRST, C::ConfirmStandbyPresent);
    let role = Role::CustomerLiaison;
    story.does(LIAISON, C::MarkUnavailable { role, reason: text("ill") });
    story.does(FIRST, C::TakeOver { role, note: text("") });
    assert_eq!(story.incident.liaison.handoff, Handoff::Open);
    assert_eq!(story.incident.liaison.technical_side, Some(FIRST));
    assert_eq!(story.refused(FIRST, C::PageStandby { person: Some(FIRST) }), Code::AlreadySo);
}

#[test]
fn who_took_the_technical_side_does_not_take_the_business_side_too() {
    let mut story = Story::mobilised();
    let role = Role::CustomerLiaison;
    story.does(LIAISON, C::MarkUnavailable { role, reason: text("ill") });
    let take = C::TakeOver { role, note: text("") };
    assert_eq!(story.refused(FIRST, take.clone()), Code::HoldsAnother);
    story.does(SECOND, take);
    assert_eq!(story.incident.liaison.technical_side, Some(FIRST));
}

// [R38]
#[test]
fn a_relay_is_stamped_and_kept_apart_from_the_status() {
    let mut story = Story::active();
    story.does(LEAD, C::StateStatus { text: text("we are writing"), next_in: None });
    story.does(LIAISON, relay(None));
    let relay = story.incident.relays.last().expect("the relay");
    assert_eq!((relay.text.shown(), relay.at), ("the remedy works", story.now));
    let status = story.incident.status.as_ref().map(|status| status.text.shown());
    assert_eq!(status, Some("we are writing"));
    assert_eq!(story.refused(LEAD, self::relay(None)), Code::NotAllowed);
}

// [R39]
#[test]
fn a_relayed_phase_waits_for_the_lead_and_holds_once_acknowledged() {
    let mut story = Story::active();
    story.does(LIAISON, relay(Some(Phase::Monitoring)));
    assert_eq!(story.incident.parent.phase, Phase::Investigation);
    assert_eq!(story.incident.parent.pending.map(|p| p.phase), Some(Phase::Monitoring));
    let wrong = C::AcknowledgePhase { phase: Phase::Resolution };
    assert_eq!(story.refused(LEAD, wrong), Code::PhasePending);
    story.does(LEAD, C::AcknowledgePhase { phase: Phase::Monitoring });
    assert_eq!(story.incident.parent.phase, Phase::Monitoring);
    let again = C::AcknowledgePhase { phase: Phase::Monitoring };
    assert_eq!(story.refused(LEAD, again), Code::NothingPending);
}

// [R39]
#[test]
fn the_phase_may_move_back() {
    let mut story = Story::active();
    story.phase_moves(Phase::Monitoring);
    story.phase_moves(Phase::Identification);
    assert_eq!(story.incident.parent.phase, Phase::Identification);
}

// [R103]
#[test]
fn a_relayed_phase_blocks_sending_until_it_is_acknowledged_or_corrected() {
    let mut story = Story::active();
    let message = story.message_at(Stage::Authorized);
    let role = Role::MarketingOfficer;
    let person = muster_tests::firm::MARKETING;
    story.does(LEAD, C::DirectSender { message, person, role });
    let fingerprint = story.fingerprint(message);
    let begin = || C::BeginDistribution { message, fingerprint };
    story.does(LIAISON, relay(Some(Phase::Identification)));
    assert_eq!(story.refused(person, begin()), Code::PhasePending);
    let correction = C::CorrectRelay { relay: RelayId(1), text: text("too early") };
    story.does(LIAISON, correction);
    assert_eq!(story.message(message).stage, Stage::Authorized, "all is as it was");
    story.does(person, begin());
}

#[test]
fn correcting_one_relay_leaves_the_phase_that_another_reported() {
    let mut story = Story::active();
    story.wait(Minutes(1));
    story.does(LIAISON, relay(Some(Phase::Identification)));
    story.wait(Minutes(1));
    story.does(LIAISON, relay(Some(Phase::Monitoring)));
    story.does(LIAISON, C::CorrectRelay { relay: RelayId(2), text: text("misheard") });
    let pending = story.incident.parent.pending.map(|p| (p.relay, p.phase));
    assert_eq!(pending, Some((RelayId(1), Phase::Identification)));
}

// [R40]
#[test]
fn the_liaisons_place_is_shown_and_the_lead_asks_them_back_in_one_act() {
    let mut story = Story::active();
    assert_eq!(story.incident.liaison.location, Location::Listening, "released at activation");
    story.does(LEAD, C::RecallLiaison);
    assert!(story.incident.liaison.recalled);
    story.does(LIAISON, C::LocateLiaison { location: Location::BusinessCall });
    assert!(!story.incident.liaison.recalled);
    assert_eq!(story.refused(LEAD, C::RecallLiaison), Code::AlreadySo);
}

// [R20]
#[test]
fn a_transfer_of_command_names_the_next_commander() {
    let mut story = Story::active();
    let first = story.commander();
    story.does(LIAISON, C::NameCommander { name: text("Noor Next") });
    assert_ne!(story.commander(), first);
    assert_eq!(story.incident.commander_name(), Some("Noor Next"));
    assert_eq!(story.incident.outsider_name(first), "Ida Commander");
    let lead = C::NameCommander { name: text("Somebody Else") };
    assert_eq!(story.refused(LEAD, lead.clone()), Code::NotAllowed, "the liaison is there");
    let role = Role::CustomerLiaison;
    story.does(LIAISON, C::MarkUnavailable { role, reason: text("ill") });
    story.does(LEAD, lead);
    assert_eq!(story.incident.state, State::Active);
}
