//! From a watch to a declaration, and the ways out (requirements §2.2, B).

use muster_domain::catalogue::{Phase, Role};
use muster_domain::command::Command as C;
use muster_domain::event::Event as E;
use muster_domain::incident::State;
use muster_domain::refusal::Code;
use muster_domain::words::Words;
use muster_tests::firm::{LEAD, LEFT, LEGAL, LIAISON, OBSERVER, SLT, backup};
use muster_tests::given::{declare, text};
use muster_tests::story::Story;

fn declare_in(phase: Phase, override_reason: Option<&str>) -> C {
    C::Declare {
        title: text("Payments fail"),
        parent: text("TECH-7"),
        commander: text("Ida Commander"),
        phase,
        exercise: false,
        confidential: false,
        override_reason: override_reason.map(text),
    }
}

fn recommend(escalate: bool) -> C {
    C::Recommend { escalate, note: text("half of all payments fail") }
}

// [R14]
#[test]
fn a_watch_pages_the_technical_slt_and_declares_nothing() {
    let story = Story::watched();
    assert_eq!(story.incident.state, State::Watch);
    assert_eq!(story.incident.times.declared, None);
    let paged: Vec<_> = story.incident.seats.iter().filter(|s| s.page.is_some()).collect();
    assert!(matches!(paged[..], [seat] if seat.role == Role::TechnicalSlt));
}

// [R15]
#[test]
fn a_recommendation_alone_declares_nothing() {
    let mut story = Story::watched();
    story.does(SLT, recommend(true));
    assert_eq!(story.incident.state, State::Watch);
    story.does(OBSERVER, declare());
    assert!(!story.incident.flags.no_recommendation);
}

// [R15] [R20]
#[test]
fn a_declaration_names_the_commander_who_decided() {
    let story = Story::new();
    let nameless = C::Declare {
        title: text("Payments fail"),
        parent: text("TECH-7"),
        commander: text("  "),
        phase: Phase::Investigation,
        exercise: false,
        confidential: false,
        override_reason: None,
    };
    assert_eq!(story.refused(OBSERVER, nameless), Code::Empty);
    let story = Story::declared();
    assert_eq!(story.incident.commander_name(), Some("Ida Commander"));
}

#[test]
fn a_declaration_without_a_recommendation_is_flagged() {
    assert!(Story::declared().incident.flags.no_recommendation);
    let mut story = Story::watched();
    story.does(SLT, recommend(false));
    story.does(OBSERVER, declare());
    assert!(story.incident.flags.no_recommendation, "advice against is no recommendation");
}

// [R15]
#[test]
fn only_the_technical_slt_and_its_backups_recommend() {
    let mut story = Story::watched();
    assert_eq!(story.refused(OBSERVER, recommend(true)), Code::NotAllowed);
    assert_eq!(story.refused(LIAISON, recommend(true)), Code::NotAllowed);
    story.does(backup(SLT), recommend(true));
}

// [R16]
#[test]
fn the_parent_incident_is_linked_and_separate() {
    let story = Story::declared();
    assert_eq!(story.incident.parent.reference.shown(), "TECH-7");
    assert_eq!(story.incident.title.shown(), "Payments fail");
}

// [R17]
#[test]
fn outside_investigation_and_identification_a_declaration_takes_a_reason() {
    for phase in Phase::ALL {
        let mut story = Story::new();
        if phase.allows_declaration() {
            story.does(OBSERVER, declare_in(phase, Some("not needed")));
            assert_eq!(story.incident.flags.phase_override, None);
            continue;
        }
        assert_eq!(story.refused(OBSERVER, declare_in(phase, None)), Code::WrongPhase);
        assert_eq!(story.refused(OBSERVER, declare_in(phase, Some(" "))), Code::WrongPhase);
        story.does(OBSERVER, declare_in(phase, Some("payments matter most")));
        let reason = story.incident.flags.phase_override.as_ref().map(Words::shown);
        assert_eq!(reason, Some("payments matter most"));
    }
}

// [R18]
#[test]
fn declaring_takes_three_fields() {
    let json = r#"{"declare":{"title":"Payments fail","parent":"TECH-7","commander":"Ida"}}"#;
    let command: C = serde_json::from_str(json).expect("three fields are a declaration");
    let mut story = Story::new();
    story.does(OBSERVER, command);
    assert_eq!(story.incident.state, State::Mobilising);
}

// [R19]
#[test]
fn standing_down_takes_a_reason_and_calls_every_page_off() {
    let mut story = Story::declared();
    story.arrives(Role::BusinessLead, LEAD);
    assert_eq!(story.refused(LEAD, C::StandDown { reason: text("") }), Code::Empty);
    let events = story.does(LEAD, C::StandDown { reason: text("a false alarm") });
    let called_off = events.iter().filter(|r| matches!(r.event, E::PageWithdrawn { .. })).count();
    assert_eq!(called_off, 3, "the Technical SLT, the liaison and Legal were still paged");
    assert_eq!(story.incident.state, State::StoodDown);
    assert!(story.incident.seats.iter().all(|seat| seat.page.is_none()));
    assert_eq!(story.log.first().map(|r| r.seq.0), Some(1), "it stays in history");
}

#[test]
fn a_watch_is_ended_by_the_technical_slt_and_a_declared_incident_by_the_lead_only() {
    let mut watch = Story::watched();
    watch.arrives(Role::TechnicalSlt, SLT);
    watch.does(SLT, C::StandDown { reason: text("not warranted") });
    let declared = Story::mobilised();
    let stand_down = || C::StandDown { reason: text("a false alarm") };
    assert_eq!(declared.refused(SLT, stand_down()), Code::NotAllowed);
    assert_eq!(Story::active().refused(LEAD, stand_down()), Code::WrongState);
}

#[test]
fn a_sealed_record_takes_nothing_more() {
    for story in [Story::at(State::StoodDown), Story::closed()] {
        assert_eq!(story.refused(LEAD, C::Note { text: text("one more") }), Code::Sealed);
        assert_eq!(story.refused(OBSERVER, declare()), Code::Sealed);
        assert_eq!(story.incident.next_due(), None, "nothing falls due in a sealed record");
    }
    let reopen = || C::Reopen { reason: text("a correction") };
    assert_eq!(Story::at(State::StoodDown).refused(LEAD, reopen()), Code::Sealed);
    let mut closed = Story::closed();
    closed.does(LEAD, reopen());
    assert_eq!(closed.incident.state, State::FollowUp);
}

// [R21]
#[test]
fn a_declaration_pages_the_initial_three_and_nobody_else() {
    let mut story = Story::new();
    story.firm.settings.page_legal_at_declaration = false;
    story.does(OBSERVER, declare());
    let paged = story.incident.seats.iter().filter(|s| s.page.is_some()).map(|s| s.role);
    assert_eq!(paged.collect::<Vec<_>>(), Role::INITIAL);
}

// [R23]
#[test]
fn legal_is_paged_at_declaration_unless_the_organisation_says_otherwise() {
    let page = |story: &Story| {
        let seat = story.incident.seat(Role::LegalOfficer);
        seat.and_then(|seat| seat.page.as_ref()).map(|page| page.person)
    };
    assert_eq!(page(&Story::declared()), Some(LEGAL));
}

#[test]
fn who_left_the_organisation_does_nothing() {
    assert_eq!(Story::new().refused(LEFT, declare()), Code::UnknownActor);
}

#[test]
fn a_record_is_declared_once() {
    assert_eq!(Story::declared().refused(OBSERVER, declare()), Code::WrongState);
}
