//! The readiness page (R10).

use super::{NOW, Office};
use muster_domain::catalogue::{Phase, Role};
use muster_domain::copy::en;
use muster_domain::ids::{AudienceId, IncidentId};
use muster_domain::incident::Incident;
use muster_domain::list::find_mut;
use muster_domain::organisation::{ContactChannel, Organisation, Person, TemplateApproval};
use muster_domain::reach::{ChannelTest, Outcome};
use muster_domain::rota::{OnCall, Rota, Shift};
use muster_domain::setup::Change as C;
use muster_domain::summary::Summary;
use muster_domain::time::{Days, Timestamp};
use muster_domain::view::readiness::{Finding, readiness};
use muster_tests::firm::{LEAD, LEGAL, MESSAGING, OBSERVER, SLT, SUPPORT, SUPPORT_DESK, backup};

fn drill(at: Timestamp) -> Summary {
    let mut incident = Incident::new(IncidentId::from("a-drill-of-ours"));
    incident.flags.exercise = true;
    incident.times.opened = at;
    incident.summary()
}

/// A firm in which nothing is missing.
fn ready() -> Organisation {
    let mut firm = Office::new().organisation;
    for person in &mut firm.people {
        person.phone = "+44 20 7946 0100".into();
    }
    firm.call_link = "https://call.firm.example/".into();
    firm.chat_link = "https://chat.firm.example/".into();
    firm
}

fn missing(firm: &Organisation) -> Vec<Finding> {
    let found = readiness(firm, &[drill(NOW)], tested(firm), NOW);
    for finding in &found.findings {
        let said = en::setup::finding(finding, firm);
        assert!(said.ends_with('.') && !said.contains('{'), "{said}");
    }
    found.findings
}

// [R10]
#[test]
fn a_firm_that_has_everything_has_no_findings() {
    assert_eq!(missing(&ready()), []);
}

// [R2] [R10]
#[test]
fn roles_that_nobody_could_take_over_are_found() {
    let mut firm = ready();
    firm.rosters.retain(|roster| roster.role != Role::EltApprover);
    find_mut(&mut firm.rosters, Role::LegalOfficer).expect("it has one").people.truncate(1);
    let none = Finding::NoBackup { role: Role::EltApprover, people: 0 };
    let one = Finding::NoBackup { role: Role::LegalOfficer, people: 1 };
    assert_eq!(missing(&firm), [one, none]);
}

// [R10]
#[test]
fn people_whom_nobody_can_reach_are_found_unless_they_left() {
    let mut firm = ready();
    for person in [OBSERVER, LEGAL] {
        find_mut(&mut firm.people, person).expect("they are there").phone.clear();
    }
    find_mut(&mut firm.people, LEGAL).expect("they are there").email = "l@firm.example".into();
    assert_eq!(missing(&firm), [Finding::Unreachable { person: OBSERVER }]);
    find_mut(&mut firm.people, OBSERVER).expect("they are there").deactivated = true;
    assert_eq!(missing(&firm), []);
}

// [R10]
#[test]
fn whoever_left_and_is_still_counted_on_is_found() {
    let mut office = Office::new();
    office.organisation = ready();
    office.does(LEAD, C::Deactivate { person: LEGAL });
    let (person, role) = (LEGAL, Role::LegalOfficer);
    assert_eq!(missing(&office.organisation), [Finding::Inactive { person, role }]);
}

// [R4] [R10]
#[test]
fn times_without_anybody_on_call_in_the_next_fortnight_are_found() {
    let mut firm = ready();
    let day = |n: u32| NOW + Days(n);
    let shift = |person, from, until| Shift { person, from: day(from), until: day(until) };
    let shifts = vec![shift(SUPPORT, 0, 3), shift(backup(SUPPORT), 4, 9), shift(SUPPORT, 9, 30)];
    let role = SUPPORT_DESK;
    firm.rotas = vec![OnCall { role, rota: Rota::default(), shifts }];
    let gap = |from, until| Finding::Gap { role, from: day(from), until: day(until) };
    assert_eq!(missing(&firm), [gap(3, 4)]);
    // Whoever left covers nothing.
    find_mut(&mut firm.people, backup(SUPPORT)).expect("they are there").deactivated = true;
    let found = missing(&firm);
    assert!(found.contains(&gap(3, 9)), "{found:?}");
    firm.rotas = vec![OnCall { role, rota: Rota::default(), shifts: Vec::new() }];
    assert!(missing(&firm).contains(&gap(0, 14)));
}

// [R8] [R9] [R10]
#[test]
fn templates_that_are_missing_or_whose_approval_ends_are_found() {
    let mut firm = ready();
    let (audience, phase) = (AudienceId::INTERNAL, Phase::Resolution);
    let until = |until| {
        Some(TemplateApproval { legal: LEGAL, messaging: MESSAGING, at: Timestamp(0), until })
    };
    for (n, approved) in
        [until(NOW), until(NOW + Days(14)), until(NOW + Days(15))].iter().enumerate()
    {
        firm.templates[n].approved = *approved;
    }
    let (first, second) = (firm.templates[0].clone(), firm.templates[1].clone());
    firm.templates.retain(|it| (it.audience, it.phase) != (audience, phase));
    let expired =
        Finding::TemplateExpired { audience: first.audience, phase: first.phase, until: NOW };
    let (ends, until) = (second.audience, NOW + Days(14));
    let soon = Finding::TemplateExpires { audience: ends, phase: second.phase, until };
    let found = missing(&firm);
    assert!(found.contains(&Finding::TemplateMissing { audience, phase }));
    assert!(found.contains(&expired) && found.contains(&soon));
    assert_eq!(found.len(), 3);
}

// [R10] [R11]
#[test]
fn few_administrators_and_missing_links_are_found() {
    let mut firm = ready();
    find_mut(&mut firm.people, SLT).expect("they are there").administrator = false;
    firm.call_link.clear();
    firm.chat_link.clear();
    let few = Finding::FewAdministrators { people: 1 };
    assert_eq!(missing(&firm), [few, Finding::NoCallLink, Finding::NoChatLink]);
}

// [R10]
#[test]
fn the_last_drill_is_told_and_missed() {
    let firm = ready();
    let at = |n: u32| Timestamp(NOW.0 - Days(n).millis());
    let mut real = drill(NOW);
    real.exercise = false;
    let never = readiness(&firm, &[real], tested(&firm), NOW);
    assert_eq!((never.last_drill, never.findings), (None, vec![Finding::NeverDrilled]));
    let old = readiness(&firm, &[drill(at(200)), drill(at(93))], tested(&firm), NOW);
    assert_eq!(old.findings, [Finding::DrillLongAgo { at: at(93) }]);
    let fresh = readiness(&firm, &[drill(at(200)), drill(at(10))], tested(&firm), NOW);
    assert_eq!((fresh.last_drill, fresh.findings), (Some(at(10)), vec![]));
}

/// Everybody has tried a channel, and was reached.
fn tested(firm: &Organisation) -> Vec<ChannelTest> {
    let person = |it: &Person| ChannelTest {
        person: it.id,
        channel: ContactChannel::Push,
        at: NOW,
        outcome: Outcome::Delivered,
    };
    firm.people.iter().map(person).collect()
}

// [R10] [R32]
#[test]
fn who_was_not_reached_by_a_test_is_named_and_who_never_tried_is_counted() {
    let firm = ready();
    let mut tests = tested(&firm);
    tests[0].outcome = Outcome::Gone;
    let looked = readiness(&firm, &[drill(NOW)], tests.clone(), NOW);
    let (person, channel) = (tests[0].person, ContactChannel::Push);
    assert_eq!(looked.findings, [Finding::TestFailed { person, channel, at: NOW }]);
    assert_eq!(looked.tests, tests, "the page shows how the last tests went");
    let counted = firm.roles().flat_map(|role| firm.bench(role).collect::<Vec<_>>());
    let counted: std::collections::BTreeSet<_> = counted.collect();
    let none = readiness(&firm, &[drill(NOW)], Vec::new(), NOW);
    let people = u32::try_from(counted.len()).expect("a firm of a few dozen");
    assert_eq!(none.findings, [Finding::Untested { people }]);
}
