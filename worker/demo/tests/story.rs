//! The made-up past is one the rule book agrees to, and the made-up company lacks nothing.

#![expect(clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use muster_demo::{organisation, past_incident, past_start, replay, rotas};
use muster_domain::catalogue::{Phase, Role};
use muster_domain::event::{Event, Recorded};
use muster_domain::ids::IncidentId;
use muster_domain::incident::{Incident, State};
use muster_domain::message::{Stage, Verdict};
use muster_domain::operations::Mode;
use muster_domain::time::Timestamp;
use muster_domain::tokens;

/// 2026-05-20T08:00:00Z.
const NOW: Timestamp = Timestamp(1_779_264_000_000);

fn played() -> (Vec<Recorded>, Incident) {
    let log = replay(&past_incident(), past_start(NOW), &organisation());
    let log = log.unwrap_or_else(|(step, refusal)| {
        panic!("step {step} is refused: {refusal:?}\n{:#?}", past_incident()[step])
    });
    let mut incident = Incident::new(IncidentId::default());
    for recorded in &log {
        incident.apply(recorded);
    }
    (log, incident)
}

// [R12] [R126] [R127] [R128] [R129] [R130]
#[test]
fn the_past_incident_is_played_to_its_seal() {
    let (log, incident) = played();
    assert_eq!(incident.state, State::Closed);
    assert_eq!(incident.operations.mode, Mode::Normal);
    assert!(incident.messages.iter().all(|message| message.stage.is_final()));
    let sent = incident.messages.iter().filter(|message| message.stage == Stage::Distributed);
    assert_eq!(sent.count(), 7);
    assert!(log.is_sorted_by_key(|recorded| (recorded.at, recorded.seq)));
    assert!(log.last().is_some_and(|recorded| recorded.at < NOW), "it lies in the past");
}

#[test]
fn the_past_incident_shows_what_can_go_wrong() {
    let (log, incident) = played();
    let happened = |what: fn(&Event) -> bool| log.iter().any(|recorded| what(&recorded.event));
    assert!(happened(|e| matches!(e, Event::StandbyDeclined { .. })));
    assert!(happened(|e| matches!(e, Event::PageTimedOut { .. })));
    assert!(happened(|e| matches!(e, Event::Withheld { .. })));
    assert!(happened(|e| matches!(
        e,
        Event::VerdictGiven { verdict: Verdict::StrongObjection, .. }
    )));
    assert!(incident.messages.iter().any(|message| message.stage == Stage::Superseded));
}

// [R1] [R2] [R4]
#[test]
fn every_role_has_a_backup_and_nobody_is_on_two_rosters() {
    let organisation = organisation();
    assert_eq!(organisation.roles_without_backup().count(), 0);
    let mut rostered: Vec<_> = organisation.rosters.iter().flat_map(|r| &r.people).collect();
    let seats = rostered.len();
    rostered.sort_unstable();
    rostered.dedup();
    assert_eq!(rostered.len(), seats);
    assert!(rostered.into_iter().all(|person| organisation.person(*person).is_some()));
}

// [R4] [R5]
#[test]
fn every_department_and_the_technical_slt_have_a_rotation_that_the_rule_book_agrees_to() {
    let organisation = organisation();
    let rotas = rotas(NOW);
    assert!(rotas.iter().all(|on_call| on_call.rota.check(&organisation).is_ok()));
    let departments = organisation.departments.iter().map(|d| Role::Department(d.id));
    for role in departments.chain([Role::TechnicalSlt]) {
        let rota = rotas.iter().find(|on_call| on_call.role == role).map(|on_call| &on_call.rota);
        let first = rota.and_then(|rota| rota.people().next());
        assert_eq!(first, organisation.roster(role).next(), "{role:?}");
    }
}

// [R8]
#[test]
fn every_audience_has_a_template_for_every_phase() {
    let organisation = organisation();
    for audience in &organisation.audiences {
        for phase in Phase::MESSAGING {
            let template = organisation.template(audience.id, phase);
            assert!(template.is_some(), "{} in {phase:?}", audience.name);
        }
    }
}

/// Every blank is a fact, or one that its author must fill; customers' texts have no such blank.
// [R97]
#[test]
fn templates_leave_only_blanks_that_somebody_fills() {
    let organisation = organisation();
    for template in &organisation.templates {
        let audience = organisation.audience(template.audience).expect("the audience exists");
        for token in tokens::facts(&template.body) {
            let fact = muster_domain::briefing::Question::of_token(token).is_some();
            let blank = audience.internal && token.starts_with("write: ");
            assert!(fact || blank, "{{{{{token}}}}} for {}", audience.name);
        }
        for field in tokens::fields(&template.body) {
            assert!(audience.personal && field == "first name", "[[{field}]]");
        }
    }
}

#[test]
fn customers_are_promised_no_time_of_repair() {
    let organisation = organisation();
    let outside = organisation.templates.iter().filter(|template| {
        organisation.audience(template.audience).is_some_and(|audience| !audience.internal)
    });
    for template in outside {
        let text = template.body.to_lowercase();
        for word in ["outage", "expected duration", "fixed by", "soon", "shortly"] {
            assert!(!text.contains(word), "{word:?} in {:?}", template.subject);
        }
    }
}
