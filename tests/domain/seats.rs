//! Roles, paging, presence, backups and hand-overs (requirements §2.4, §3.3, A and C).

use muster_domain::actor::{Actor, Capacity};
use muster_domain::catalogue::{Group, Role};
use muster_domain::command::Command as C;
use muster_domain::event::{Event as E, Taking};
use muster_domain::ids::PersonId;
use muster_domain::message::{Gate, Stage};
use muster_domain::refusal::Code;
use muster_domain::seat::{Presence, Rank, Standing};
use muster_domain::time::Minutes;
use muster_tests::firm::{
    ANALYSIS, ANALYST, ELT, LEAD, LEGAL, MEDIA, OBSERVER, SLT, SUPPORT, SUPPORT_DESK, backup, firm,
    second_backup,
};
use muster_tests::given::{pass, text};
use muster_tests::story::Story;

fn page(role: Role, person: Option<PersonId>) -> C {
    C::Page { role, person, reason: text("we need you") }
}

fn take_over(role: Role) -> C {
    C::TakeOver { role, note: text("I have it") }
}

fn unavailable(role: Role) -> C {
    C::MarkUnavailable { role, reason: text("on a plane") }
}

fn paged(story: &Story, role: Role) -> Option<PersonId> {
    story.incident.seat(role)?.page.as_ref().map(|page| page.person)
}

// [R1]
#[test]
fn nine_built_in_roles_stand_in_three_groups_and_departments_in_a_fourth() {
    let group = |group| Role::BUILT_IN.into_iter().filter(move |role| role.group() == Some(group));
    assert_eq!([3, 3, 3, 0], Group::ALL.map(|g| group(g).count()));
    assert_eq!(SUPPORT_DESK.group(), Some(Group::Departmental));
    let roles: Vec<_> = firm().roles().collect();
    assert_eq!(roles.len(), 11);
    assert_eq!(roles.first(), Some(&Role::BusinessLead));
}

// [R2]
#[test]
fn roles_without_a_backup_are_named() {
    let mut firm = firm();
    assert_eq!(firm.roles_without_backup().count(), 0);
    firm.rosters.retain(|roster| roster.role != Role::EltApprover);
    let alone = firm.rosters.iter_mut().find(|roster| roster.role == Role::MediaOfficer);
    alone.expect("it has one").people.truncate(1);
    let named: Vec<_> = firm.roles_without_backup().collect();
    assert_eq!(named, [Role::MediaOfficer, Role::EltApprover]);
}

// [R3]
#[test]
fn a_role_of_ones_own_is_paged_and_held_like_any_other() {
    let mut story = Story::mobilised();
    assert_eq!(story.firm.group_of(ANALYSIS), Group::Messaging);
    story.does(LEAD, page(ANALYSIS, None));
    story.arrives(ANALYSIS, ANALYST);
    assert_eq!(story.incident.holder(ANALYSIS), Some(ANALYST));
}

// [R4] [R33]
#[test]
fn a_department_is_paged_without_knowing_the_person() {
    let mut story = Story::mobilised();
    story.does(LEAD, page(SUPPORT_DESK, None));
    assert_eq!(paged(&story, SUPPORT_DESK), Some(SUPPORT));
}

// [R25] [R77]
#[test]
fn a_backup_takes_an_unavailable_holders_seat_in_one_act_and_has_its_authority_from_then_on() {
    let mut story = Story::active();
    let message = story.message_at(Stage::AwaitingElt);
    let approve = pass(message, Gate::Approval, story.fingerprint(message));
    assert_eq!(story.refused(backup(ELT), approve.clone()), Code::NotAllowed);
    story.does(ELT, unavailable(Role::EltApprover));
    story.does(backup(ELT), take_over(Role::EltApprover));
    assert_eq!(story.refused(ELT, approve.clone()), Code::NotAllowed);
    let approved = story.does(backup(ELT), approve);
    let capacity = Capacity { role: Role::EltApprover, rank: Rank::Backup(1) };
    assert_eq!(approved[0].capacity, Some(capacity), "the act keeps its capacity");
    assert_eq!(story.message(message).stage, Stage::Approved);
}

// [R25]
#[test]
fn nobody_takes_the_seat_of_a_holder_who_can_act() {
    let story = Story::active();
    let refusal = story.refused(backup(LEGAL), take_over(Role::LegalOfficer));
    assert_eq!(refusal, Code::SeatTaken);
    assert_eq!(story.refused(OBSERVER, take_over(Role::LegalOfficer)), Code::NotAllowed);
}

// [R26]
#[test]
fn an_unanswered_page_goes_to_the_next_backup_after_five_minutes() {
    let mut story = Story::declared();
    assert_eq!(paged(&story, Role::BusinessLead), Some(LEAD));
    story.wait(Minutes(4));
    assert_eq!(paged(&story, Role::BusinessLead), Some(LEAD));
    let raised = story.wait(Minutes(1));
    assert!(raised.iter().all(|recorded| recorded.by == Actor::System));
    assert_eq!(paged(&story, Role::BusinessLead), Some(backup(LEAD)));
    story.wait(Minutes(5));
    assert_eq!(paged(&story, Role::BusinessLead), Some(second_backup(LEAD)));
    assert_eq!(story.refused(LEAD, accept(Role::BusinessLead)), Code::NotAllowed);
}

fn accept(role: Role) -> C {
    C::AcceptPage { role, eta: None }
}

// [R26]
#[test]
fn when_every_backup_was_tried_the_seat_says_so_and_the_lead_calls_in_somebody() {
    let mut story = Story::mobilised();
    story.wait(Minutes(15));
    let seat = story.incident.seat(Role::LegalOfficer).expect("Legal was paged");
    assert!(seat.exhausted && seat.page.is_none());
    assert_eq!(story.refused(LEAD, page(Role::LegalOfficer, None)), Code::NobodyLeft);
    story.does(LEAD, page(Role::LegalOfficer, Some(OBSERVER)));
    story.arrives(Role::LegalOfficer, OBSERVER);
    let tenure = story.incident.seat(Role::LegalOfficer).and_then(|s| s.holder.clone());
    assert_eq!(tenure.map(|t| t.rank), Some(Rank::CalledIn));
}

// [R26]
#[test]
fn backups_who_could_not_come_once_are_asked_again_the_next_time() {
    let mut story = Story::active();
    story.does(LEGAL, unavailable(Role::LegalOfficer));
    story.wait(Minutes(10));
    story.does(LEGAL, C::MarkReturned { role: Role::LegalOfficer });
    assert!(!story.incident.seat(Role::LegalOfficer).expect("held").exhausted);
    story.does(LEGAL, unavailable(Role::LegalOfficer));
    assert_eq!(paged(&story, Role::LegalOfficer), Some(backup(LEGAL)));
}

// [R26]
#[test]
fn a_declined_page_goes_to_the_next_at_once() {
    let mut story = Story::declared();
    story.does(LEAD, C::DeclinePage { role: Role::BusinessLead, note: text("ill") });
    assert_eq!(paged(&story, Role::BusinessLead), Some(backup(LEAD)));
}

// [R28]
#[test]
fn presence_flags_who_is_in_one_place_only_without_a_proxy() {
    let mut story = Story::mobilised();
    let half = |story: &Story| story.incident.presence_of(SLT).map(Presence::is_half_here);
    assert_eq!(half(&story), Some(false));
    story.does(SLT, C::SetPresence { call: true, chat: false, proxy: None });
    assert_eq!(half(&story), Some(true));
    story.does(SLT, C::SetPresence { call: true, chat: false, proxy: Some(OBSERVER) });
    assert_eq!(half(&story), Some(false));
    let own = C::SetPresence { call: true, chat: false, proxy: Some(SLT) };
    assert_eq!(story.refused(SLT, own), Code::NotFound);
}

// [R29]
#[test]
fn opening_the_briefing_takes_the_roll_call() {
    let mut story = Story::mobilised();
    let opened = story.does(LEAD, C::OpenBriefing);
    let present = vec![LEAD, SLT, muster_tests::firm::LIAISON];
    assert_eq!(opened[0].event, E::BriefingOpened { present });
}

// [R30]
#[test]
fn a_released_responder_leaves_an_empty_seat_and_can_be_paged_again() {
    let mut story = Story::active();
    story.does(LEAD, C::Release { role: Role::MediaOfficer });
    assert_eq!(story.incident.holder(Role::MediaOfficer), None);
    story.does(LEAD, page(Role::MediaOfficer, None));
    assert_eq!(paged(&story, Role::MediaOfficer), Some(MEDIA));
    assert_eq!(story.refused(LEAD, C::Release { role: Role::BusinessLead }), Code::HandOverInstead);
}

// [R30]
#[test]
fn time_present_adds_up() {
    let mut story = Story::mobilised();
    story.wait(Minutes(10));
    story.does(SLT, C::SetPresence { call: false, chat: false, proxy: None });
    story.wait(Minutes(10));
    story.joins(SLT);
    let presence = story.incident.presence_of(SLT).expect("was here");
    assert_eq!(presence.earlier_ms, Minutes(10).millis());
}

// [R31]
#[test]
fn of_two_people_who_want_a_seat_one_has_it_and_the_other_is_told_who() {
    let mut story = Story::mobilised();
    story.does(LEAD, page(Role::MediaOfficer, None));
    story.does(backup(MEDIA), take_over(Role::MediaOfficer));
    let late = story.asks(second_backup(MEDIA), &take_over(Role::MediaOfficer));
    let late = late.expect_err("the seat is taken");
    assert_eq!(late.code, Code::SeatTaken);
    assert_eq!(late.values.first().map(String::as_str), Some("Person 106"));
    assert_eq!(story.incident.holder(Role::MediaOfficer), Some(backup(MEDIA)));
}

// [R31]
#[test]
fn a_hand_over_is_logged_with_giver_taker_time_and_note() {
    let mut story = Story::active();
    let (role, to) = (Role::LegalOfficer, backup(LEGAL));
    let offered = story.does(LEGAL, C::OfferHandOver { role, to, note: text("all is filed") });
    assert!(matches!(&offered[0].event, E::HandOverOffered { note, .. } if
        note.shown() == "all is filed"));
    assert_eq!(story.incident.holder(role), Some(LEGAL), "an offer moves nothing");
    story.wait(Minutes(1));
    let taken = story.does(to, C::AcceptHandOver { role });
    assert!(matches!(taken[0].event, E::SeatTaken {
        person, from: Some(LEGAL), how: Taking::HandedOver, ..
    } if person == to));
    assert_eq!(taken[0].at, story.now);
}

// [R31]
#[test]
fn one_person_holds_one_seat_unless_the_organisation_allows_more() {
    let mut story = Story::active();
    story.does(LEAD, C::Release { role: Role::MediaOfficer });
    let both = C::Assign { role: Role::MediaOfficer, person: LEGAL, reason: text("small firm") };
    assert_eq!(story.refused(LEAD, both.clone()), Code::HoldsAnother);
    story.firm.settings.several_roles_per_person = true;
    story.does(LEAD, both);
    assert_eq!(story.incident.roles_of(LEGAL).count(), 2);
}

#[test]
fn the_lead_may_put_somebody_else_into_a_held_seat_only_with_a_reason() {
    let mut story = Story::active();
    let (role, person) = (Role::LegalOfficer, backup(LEGAL));
    let assign = |reason| C::Assign { role, person, reason: text(reason) };
    assert_eq!(story.refused(LEAD, assign("")), Code::Empty);
    story.does(LEAD, assign("two hours without an answer"));
    assert_eq!(story.incident.holder(role), Some(person));
}

#[test]
fn a_seat_is_active_once_its_holder_is_here() {
    let mut story = Story::declared();
    let standing = |story: &Story| {
        let seat = story.incident.seat(Role::BusinessLead)?;
        seat.holder.as_ref().map(|tenure| tenure.standing)
    };
    let eta = Some(story.now + Minutes(10));
    story.does(LEAD, C::AcceptPage { role: Role::BusinessLead, eta });
    assert_eq!(standing(&story), Some(Standing::Acknowledged { eta }));
    story.joins(LEAD);
    assert_eq!(standing(&story), Some(Standing::Active));
}

// [R55]
#[test]
fn handing_over_the_lead_changes_authority_at_that_instant() {
    let mut story = Story::active();
    let (role, to) = (Role::BusinessLead, backup(LEAD));
    let status = || C::StateStatus { text: text("we know more"), next_in: None };
    story.does(LEAD, C::OfferHandOver { role, to, note: text("my shift ends") });
    assert_eq!(story.refused(to, status()), Code::NotAllowed);
    story.does(to, C::AcceptHandOver { role });
    assert_eq!(story.refused(LEAD, status()), Code::NotAllowed);
    story.does(to, status());
    let first = story.log.iter().find(|r| matches!(r.event, E::Activated));
    assert_eq!(first.map(|r| r.by), Some(Actor::Person(LEAD)), "past acts keep their name");
}
