//! The initial briefing (requirements §4.1, E).

use muster_domain::briefing::{Answer, Question};
use muster_domain::catalogue::Role;
use muster_domain::command::{Command as C, StatedAnswer};
use muster_domain::incident::State;
use muster_domain::liaison::Location;
use muster_domain::refusal::Code;
use muster_tests::firm::{LEAD, LIAISON, SLT, backup};
use muster_tests::given::text;
use muster_tests::story::Story;

fn states(question: Question, answer: &str) -> C {
    C::StateFact { question, answer: StatedAnswer::Known(text(answer)) }
}

// [R41] [R42]
#[test]
fn the_briefing_opens_when_lead_liaison_and_slt_are_present() {
    for missing in [LEAD, SLT, LIAISON] {
        let mut story = Story::mobilised();
        story.does(missing, C::SetPresence { call: false, chat: false, proxy: None });
        assert_eq!(story.refused(LEAD, C::OpenBriefing), Code::NotPresent);
        story.joins(missing);
        story.does(LEAD, C::OpenBriefing);
        assert_eq!(story.incident.state, State::Briefing);
    }
}

// [R42]
#[test]
fn before_mobilising_there_is_nothing_to_brief() {
    assert_eq!(Story::active().refused(LEAD, C::OpenBriefing), Code::WrongState);
}

// [R43]
#[test]
fn eight_questions_are_asked_and_an_unknown_one_stays_open() {
    let mut story = Story::briefed();
    assert_eq!(story.incident.briefing.open().count(), 8);
    story.does(LIAISON, states(Question::StartTime, "10:04 UTC"));
    let question = Question::AffectedNow;
    story.does(LIAISON, C::StateFact { question, answer: StatedAnswer::Unknown });
    let open: Vec<_> = story.incident.briefing.open().collect();
    assert!(open.contains(&Question::AffectedNow) && !open.contains(&Question::StartTime));
    story.does(LIAISON, states(Question::AffectedNow, "412"));
    assert_eq!(story.incident.briefing.open().count(), 6);
    assert_eq!(story.incident.briefing.facts.len(), 2, "one answer a question");
}

// [R43]
#[test]
fn the_answers_are_the_liaisons_to_give() {
    let story = Story::briefed();
    assert_eq!(story.refused(SLT, states(Question::Trigger, "a deploy")), Code::NotAllowed);
    assert_eq!(story.refused(LEAD, states(Question::Trigger, "a deploy")), Code::NotAllowed);
    assert_eq!(story.refused(LIAISON, states(Question::Trigger, " ")), Code::Empty);
}

// [R44]
#[test]
fn the_technical_slt_publishes_the_notes_and_they_are_stamped() {
    let mut story = Story::briefed();
    let notes = || C::PublishNotes { text: text("since 10:04, all payments") };
    assert_eq!(story.refused(LEAD, notes()), Code::NotAllowed);
    story.does(SLT, notes());
    let published = story.incident.briefing.notes.as_ref().expect("the notes");
    assert_eq!((published.text.shown(), published.at), ("since 10:04, all payments", story.now));
}

// [R45]
#[test]
fn the_liaison_is_released_once_notes_are_posted_and_there_is_enough_to_draft() {
    let mut story = Story::briefed();
    assert_eq!(story.refused(LEAD, C::Activate), Code::NotesMissing);
    story.does(SLT, C::PublishNotes { text: text("notes") });
    assert_eq!(story.refused(LEAD, C::Activate), Code::NotEnough);
    assert_eq!(story.refused(LIAISON, C::ConfirmEnough), Code::NotAllowed);
    story.does(SLT, C::ConfirmEnough);
    assert_eq!(story.refused(SLT, C::Activate), Code::NotAllowed);
    story.does(LEAD, C::Activate);
    assert_eq!(story.incident.state, State::Active);
    assert_eq!(story.incident.liaison.location, Location::Listening);
}

// [R46]
#[test]
fn a_late_joiner_finds_status_briefing_relays_and_decisions_in_one_state() {
    let mut story = Story::active();
    story.does(LEAD, C::StateStatus { text: text("we are writing"), next_in: None });
    story.does(LIAISON, C::Relay { text: text("a remedy is near"), phase: None });
    story.does(LEAD, C::OpenPoll { proposal: text("halt everything") });
    let role = Role::LegalOfficer;
    let person = backup(muster_tests::firm::LEGAL);
    story.does(LEAD, C::Assign { role, person, reason: text("the first is tired") });
    let viewer = story
        .incident
        .viewer(&story.firm, muster_domain::actor::Actor::Person(person))
        .expect("a member");
    let seen = story.incident.for_viewer(&viewer);
    assert_eq!(seen.status.as_ref().map(|s| s.text.shown()), Some("we are writing"));
    assert_eq!(seen.relays.last().map(|r| r.text.shown()), Some("a remedy is near"));
    assert_eq!(seen.polls.last().map(|p| p.proposal.shown()), Some("halt everything"));
    assert!(seen.briefing.notes.is_some_and(|notes| !notes.text.is_withheld()));
}

// [R47]
#[test]
fn a_fact_carries_its_age() {
    let mut story = Story::briefed();
    story.does(LIAISON, states(Question::AffectedNow, "412"));
    story.wait(muster_domain::time::Minutes(7));
    let fact = story.incident.briefing.fact(Question::AffectedNow).expect("stated");
    assert_eq!(story.now.minutes_since(fact.at), 7);
    assert!(matches!(&fact.answer, Answer::Known(words) if words.shown() == "412"));
}
