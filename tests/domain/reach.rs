//! Who is told what on their own channels, and what pages come to (R24, R26, R32, decision 19).

use muster_domain::actor::Actor;
use muster_domain::catalogue::Role;
use muster_domain::command::Command as C;
use muster_domain::copy::en;
use muster_domain::ids::PersonId;
use muster_domain::message::{Gate, Stage, Verdict};
use muster_domain::organisation::ContactChannel;
use muster_domain::reach::{Ask, Reach, Summons, Tried, What, asks};
use muster_domain::refusal::Code;
use muster_domain::time::Minutes;
use muster_tests::firm::{ELT, LEAD, LEGAL, LIAISON, MESSAGING, SLT, backup};
use muster_tests::given::text;
use muster_tests::story::Story;

fn told(story: &Story) -> Vec<(PersonId, What)> {
    asks(&story.incident, &story.firm).iter().map(|ask| (ask.person, ask.what)).collect()
}

fn told_to(story: &Story, person: PersonId) -> Vec<What> {
    told(story).into_iter().filter(|(to, _)| *to == person).map(|(_, what)| what).collect()
}

const fn seat(role: Role) -> What {
    What::Page(Summons::Seat(role))
}

fn tried(role: Role, person: PersonId, channel: Option<ContactChannel>, reach: Reach) -> C {
    C::ReportReach(Tried { summons: Summons::Seat(role), person, channel, reach })
}

fn declared() -> Story {
    let mut story = Story::new();
    story.does(LEAD, muster_tests::given::declare());
    story
}

// [R21] [R23]
#[test]
fn at_a_declaration_exactly_those_are_told_who_are_paged() {
    let story = declared();
    let mut expected = vec![
        (LEAD, seat(Role::BusinessLead)),
        (SLT, seat(Role::TechnicalSlt)),
        (LIAISON, seat(Role::CustomerLiaison)),
        (LEGAL, seat(Role::LegalOfficer)),
    ];
    let mut told = told(&story);
    expected.sort_by_key(|(person, _)| *person);
    told.sort_by_key(|(person, _)| *person);
    assert_eq!(told, expected);
}

// [R24]
#[test]
fn an_answered_page_is_asked_no_more() {
    let mut story = declared();
    story.does(SLT, C::AcceptPage { role: Role::TechnicalSlt, eta: None });
    assert!(told_to(&story, SLT).is_empty());
    story.does(LEGAL, C::DeclinePage { role: Role::LegalOfficer, note: text("on a plane") });
    assert!(told_to(&story, LEGAL).is_empty());
    assert_eq!(told_to(&story, backup(LEGAL)), [seat(Role::LegalOfficer)]);
}

// [R26]
#[test]
fn after_a_time_out_the_next_backup_and_the_business_lead_are_told() {
    let mut story = declared();
    story.arrives(Role::BusinessLead, LEAD);
    story.wait(Minutes(5));
    assert!(told_to(&story, SLT).is_empty(), "nobody is rung for a page that went on");
    assert_eq!(told_to(&story, backup(SLT)), [seat(Role::TechnicalSlt)]);
    let slt = What::NoAnswer(Role::TechnicalSlt, SLT);
    assert!(told_to(&story, LEAD).contains(&slt));
    story.does(backup(SLT), C::AcceptPage { role: Role::TechnicalSlt, eta: None });
    assert!(!told_to(&story, LEAD).contains(&slt), "what is settled is said no more");
}

// [R26]
#[test]
fn while_nobody_leads_all_who_are_here_hear_of_a_page_in_vain() {
    let mut story = declared();
    story.arrives(Role::LegalOfficer, LEGAL);
    story.wait(Minutes(5));
    let slt = What::NoAnswer(Role::TechnicalSlt, SLT);
    assert!(told_to(&story, LEGAL).contains(&slt));
    assert!(!told_to(&story, ELT).contains(&slt));
}

// [R32]
#[test]
fn a_page_that_reaches_nobody_says_so_until_a_channel_takes_it() {
    let mut story = declared();
    let (role, push) = (Role::TechnicalSlt, Some(ContactChannel::Push));
    let reach = |story: &Story| {
        let seat = story.incident.seat(role).expect("it is paged");
        seat.page.as_ref().expect("it is paged").reach
    };
    assert_eq!(reach(&story), Reach::Underway);
    story.does(Actor::System, tried(role, SLT, push, Reach::Failed));
    assert_eq!(reach(&story), Reach::Failed);
    story.does(Actor::System, tried(role, SLT, None, Reach::Unreached));
    assert_eq!(reach(&story), Reach::Unreached);
    story.does(Actor::System, tried(role, SLT, Some(ContactChannel::Mail), Reach::Delivered));
    assert_eq!(reach(&story), Reach::Delivered);
    story.does(Actor::System, tried(role, SLT, push, Reach::Unreached));
    assert_eq!(reach(&story), Reach::Delivered, "what one channel took is not undone");
}

#[test]
fn what_became_of_a_page_that_is_over_is_nobodys_news() {
    let mut story = declared();
    let role = Role::TechnicalSlt;
    story.does(SLT, C::AcceptPage { role, eta: None });
    let late = tried(role, SLT, None, Reach::Unreached);
    assert_eq!(story.refused(Actor::System, late.clone()), Code::NotDue);
    assert_eq!(story.refused(LEAD, late), Code::OnlySystem);
}

#[test]
fn a_standby_is_told_of_the_page_and_reached_like_anybody() {
    let mut story = declared();
    story.arrives(Role::BusinessLead, LEAD);
    story.arrives(Role::CustomerLiaison, LIAISON);
    story.does(LIAISON, C::PageStandby { person: None });
    let standby = story.incident.liaison.handoff.standby().expect("somebody is asked");
    assert_eq!(told_to(&story, standby), [What::Page(Summons::Standby)]);
    let (person, reach) = (standby, Reach::Unreached);
    let report = Tried { summons: Summons::Standby, person, channel: None, reach };
    story.does(Actor::System, C::ReportReach(report));
    let handoff = story.incident.liaison.handoff;
    assert!(matches!(
        handoff,
        muster_domain::liaison::Handoff::Paged { reach: Reach::Unreached, .. }
    ));
}

// [R94]
#[test]
fn whoever_has_to_sign_is_told_once_the_text_is_at_their_gate() {
    let mut story = Story::active();
    let message = story.message_at(Stage::TechCheck);
    let sign = |gate| What::Sign(message, gate);
    assert_eq!(told_to(&story, LIAISON), [sign(Gate::Accuracy)]);
    assert!(told_to(&story, LEGAL).is_empty());
    story.passes(message, Gate::Accuracy);
    assert!(told_to(&story, LIAISON).is_empty());
    assert_eq!(told_to(&story, LEGAL), [sign(Gate::Legal)]);
    assert_eq!(told_to(&story, MESSAGING), [sign(Gate::Messaging)]);
    story.says(message, Gate::Legal, Verdict::StrongObjection);
    assert!(told_to(&story, SLT).contains(&What::Revise(message)));
}

// [R19]
#[test]
fn a_false_alarm_is_told_to_everybody_who_came() {
    let mut story = declared();
    story.arrives(Role::BusinessLead, LEAD);
    story.does(SLT, C::AcceptPage { role: Role::TechnicalSlt, eta: None });
    story.does(LEAD, C::StandDown { reason: text("a test went wrong") });
    assert_eq!(told(&story), [(LEAD, What::StoodDown), (SLT, What::StoodDown)]);
}

// [R157] [R151]
#[test]
fn an_exercise_says_so_and_a_confidential_incident_says_nothing() {
    let mut story = declared();
    story.incident.flags.exercise = true;
    let first = |story: &Story| -> Ask {
        *asks(&story.incident, &story.firm).first().expect("somebody is paged")
    };
    let notice = en::reach::notice(&first(&story), &story.incident, &story.firm);
    assert_eq!(notice.title, "EXERCISE: You are paged as Business Lead");
    assert!(notice.text.contains("Payments fail") && notice.text.contains("within 5 minutes"));
    story.incident.access.confidential = true;
    let notice = en::reach::notice(&first(&story), &story.incident, &story.firm);
    assert!(!notice.text.contains("Payments"), "{}", notice.text);
}

#[test]
fn several_things_are_one_notice() {
    let mut story = Story::active();
    story.message_at(Stage::InReview);
    story.incident.access.confidential = true;
    let all = asks(&story.incident, &story.firm);
    let notice = en::reach::notices(&all, &story.incident, &story.firm);
    assert_eq!(notice.title, format!("{} things wait for you", all.len()));
    assert_eq!(notice.text.lines().count(), all.len());
    assert!(!notice.text.contains("customers"), "{}", notice.text);
}
