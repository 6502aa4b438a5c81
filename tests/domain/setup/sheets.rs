//! Reading in sheets: many changes, each decided on top of the one before, all of them or none.

use super::{NOW, Office, details};
use muster_domain::catalogue::Role;
use muster_domain::copy::en;
use muster_domain::ids::{CommandId, PersonId};
use muster_domain::list::find;
use muster_domain::organisation::{Organisation, Person};
use muster_domain::refusal::Code;
use muster_domain::rota::{Layer, Rota};
use muster_domain::setup::{Change as C, Field, Kind, SettingKind, import_people, import_rotas};
use muster_domain::sheet::{Outcome, PersonChange, RotaChange};
use muster_tests::firm::{LEAD, LEFT, LEGAL, SLT};

fn somebody(name: &str) -> Person {
    let details = details(name);
    Person { name: details.name, email: details.email, ..Person::default() }
}

fn row(row: u32, id: Option<PersonId>, person: Person) -> PersonChange {
    let outcome = if id.is_some() { Outcome::Changed } else { Outcome::Added };
    PersonChange { row, outcome, id, fields: Vec::new(), person }
}

fn known(firm: &Organisation, id: PersonId) -> Person {
    find(&firm.people, id).expect("they are there").clone()
}

fn id() -> CommandId {
    CommandId::from("an-import-of-ours")
}

#[test]
fn each_row_is_a_change_with_a_revision_and_a_line_of_its_own() {
    let office = Office::new();
    let firm = &office.organisation;
    let renamed = Person { title: "Counsel".into(), ..known(firm, LEGAL) };
    let back = Person { deactivated: false, administrator: true, ..known(firm, LEFT) };
    let unchanged =
        PersonChange { outcome: Outcome::Unchanged, ..row(5, Some(SLT), known(firm, SLT)) };
    let rows = [
        row(2, None, Person { administrator: true, ..somebody("Ada Park") }),
        row(3, Some(LEGAL), renamed),
        row(4, Some(LEFT), back),
        unchanged,
    ];
    let done = import_people(firm, &rows, &id(), LEAD, NOW).expect("all are taken");
    let kinds: Vec<_> = done.lines.iter().map(|line| line.entry.kind).collect();
    let wanted = [
        Kind::AddPerson,
        Kind::EditPerson,
        Kind::GiveAdministrator,
        Kind::Reactivate,
        Kind::GiveAdministrator,
    ];
    assert_eq!(kinds, wanted);
    let revisions: Vec<_> = done.lines.iter().map(|line| line.entry.revision).collect();
    assert_eq!(revisions, [2, 3, 4, 5, 6]);
    let ids: Vec<_> = done.lines.iter().map(|line| line.id.to_string()).collect();
    assert_eq!((&*ids[0], &*ids[4]), ("an-import-of-ours.1", "an-import-of-ours.5"));
    let after = &done.organisation;
    assert_eq!(after.people.len(), firm.people.len() + 1);
}

#[test]
fn a_sheet_that_hands_administration_over_never_leaves_nobody() {
    let office = Office::new();
    let firm = &office.organisation;
    let without = |id| Person { administrator: false, ..known(firm, id) };
    let with = Person { administrator: true, ..known(firm, LEGAL) };
    let over = [
        row(2, Some(LEAD), without(LEAD)),
        row(3, Some(SLT), Person { deactivated: true, ..without(SLT) }),
        row(4, Some(LEGAL), with),
    ];
    // Whoever reads it in loses the right with the last of the changes.
    let order = [over[2].clone(), over[1].clone(), over[0].clone()];
    let done = import_people(firm, &order, &id(), LEAD, NOW).expect("all are taken");
    let after = &done.organisation;
    let administrators: Vec<_> =
        after.people.iter().filter(|it| it.administrator).map(|it| it.id).collect();
    assert_eq!(administrators, [LEGAL]);
    let nobody = &over[..2];
    let fault = import_people(firm, nobody, &id(), SLT, NOW).expect_err("nobody would be left");
    assert_eq!((fault.row, fault.reason.code), (3, Code::LastAdministrator));
}

#[test]
fn one_row_that_cannot_be_makes_the_whole_sheet_nothing() {
    let office = Office::new();
    let rows = [row(2, None, somebody("Ada Park")), row(3, None, somebody("Ada Park"))];
    let fault = import_people(&office.organisation, &rows, &id(), LEAD, NOW);
    let fault = fault.expect_err("they cannot share a mail address");
    assert_eq!((fault.row, fault.reason.code), (3, Code::MailTaken));
    let fault = import_people(&office.organisation, &rows, &id(), LEGAL, NOW);
    assert_eq!(fault.expect_err("they administer nothing").reason.code, Code::NotAllowed);
}

// [R4]
#[test]
fn rotations_are_read_in_like_people() {
    let office = Office::new();
    let layer = Layer { people: vec![LEGAL], days: 7, ..Layer::default() };
    let after = Rota { zone: "UTC".into(), layers: vec![layer], overrides: Vec::new() };
    let change = RotaChange {
        row: 2,
        outcome: Outcome::Added,
        role: Role::LegalOfficer,
        before: None,
        after: after.clone(),
    };
    let done = import_rotas(&office.organisation, &[change], &id(), LEAD, NOW);
    let done = done.expect("it is taken");
    assert_eq!(done.organisation.rotas[0].rota, after);
}

#[test]
fn everything_of_the_log_has_words() {
    for kind in Kind::ALL {
        assert!(!en::setup::change(*kind).is_empty());
    }
    for field in Field::ALL {
        assert!(!en::setup::field(*field).is_empty());
    }
    for kind in SettingKind::ALL {
        assert!(!en::setup::setting(kind).is_empty());
    }
    let mut office = Office::new();
    office.does(LEAD, C::AddPerson { details: details("Ada Park") });
    office.does(LEAD, C::OrderRoster { role: Role::LegalOfficer, people: vec![LEGAL, LEAD] });
    let firm = &office.organisation;
    let said = office.log.iter().flat_map(|applied| {
        let entry = &applied.entry;
        let about = en::setup::subject(entry.subject, firm);
        let changed = entry.changed.iter().flatten();
        changed.map(move |it| {
            let value = it.after.as_ref().and_then(|v| en::setup::value(it.field, v, firm));
            format!("{about}: {} {}", en::setup::field(it.field), value.unwrap_or_default())
        })
    });
    let said: Vec<_> = said.collect();
    assert!(said.contains(&"Ada Park: Phone +44 20 7946 0199".to_owned()), "{said:?}");
    assert_eq!(said.last().map(String::as_str), Some("Legal Officer: People Person 7, Person 1"));
}
