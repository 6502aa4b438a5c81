//! Roles: rosters, rotations, departments and roles of one's own (R1 to R5).

use super::{NOW, Office};
use muster_domain::catalogue::{Group, Role};
use muster_domain::copy::en;
use muster_domain::ids::{CustomRoleId, DepartmentId, PersonId};
use muster_domain::refusal::Code;
use muster_domain::rota::{Day, Layer, Override, Rota};
use muster_domain::setup::{Change as C, Field, Subject, Value};
use muster_domain::time::Timestamp;
use muster_tests::firm::{
    ANALYSIS, ANALYST, LEAD, LEFT, LEGAL, MESSAGING, OBSERVER, SUPPORT, SUPPORT_DESK, backup,
};

fn order(role: Role, people: &[PersonId]) -> C {
    C::OrderRoster { role, people: people.into() }
}

fn rota(people: &[PersonId]) -> Rota {
    let first_day = Day::parse("2030-01-07").expect("a Monday");
    let layer = Layer { people: people.into(), first_day, days: 7, ..Layer::default() };
    Rota { zone: "Europe/Berlin".into(), layers: vec![layer], overrides: Vec::new() }
}

// [R2]
#[test]
fn a_roster_is_put_in_order_and_the_log_shows_both_orders() {
    let mut office = Office::new();
    let before: Vec<_> = office.organisation.roster(Role::LegalOfficer).collect();
    let people = [backup(LEGAL), LEGAL, OBSERVER];
    let entry = office.does(LEAD, order(Role::LegalOfficer, &people)).entry.clone();
    assert!(office.organisation.roster(Role::LegalOfficer).eq(people));
    let changed = entry.changed.expect("not erased");
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].field, Field::People);
    assert_eq!(changed[0].before, Some(Value::People(before)));
    assert_eq!(changed[0].after, Some(Value::People(people.into())));
    office.does(LEAD, order(Role::LegalOfficer, &[]));
    let missing: Vec<_> = office.organisation.roles_without_backup().collect();
    assert_eq!(missing, [Role::LegalOfficer]);
}

// [R2]
#[test]
fn a_roster_names_people_who_are_there_each_once() {
    let mut office = Office::new();
    let legal = |people: &[PersonId]| order(Role::LegalOfficer, people);
    assert_eq!(office.refused(LEAD, legal(&[LEGAL, LEGAL])), Code::NamedTwice);
    assert_eq!(office.refused(LEAD, legal(&[PersonId(999)])), Code::NotFound);
    assert_eq!(office.refused(LEAD, legal(&[LEGAL, LEFT])), Code::NotActive);
    let nowhere = Role::Department(DepartmentId(99));
    assert_eq!(office.refused(LEAD, order(nowhere, &[LEGAL])), Code::NotFound);
    let crowd: Vec<_> = (0..51).map(PersonId).collect();
    assert_eq!(office.refused(LEAD, legal(&crowd)), Code::TooMany);
    // Whoever is away stays where they are.
    office.does(LEAD, C::Deactivate { person: LEGAL });
    office.does(LEAD, legal(&[backup(LEGAL), LEGAL]));
}

// [R3] [R4]
#[test]
fn departments_and_roles_are_added_renamed_and_removed() {
    let mut office = Office::new();
    let added = office.does(LEAD, C::AddDepartment { name: " Sales ".into() });
    let Subject::Department(sales) = added.entry.subject else { panic!("it is a department") };
    let role = Role::Department(sales);
    assert!(office.organisation.roles().any(|it| it == role));
    office.does(LEAD, C::RenameDepartment { department: sales, name: "Sales Desk".into() });
    office.does(LEAD, order(role, &[OBSERVER]));
    let remove = C::RemoveDepartment { department: sales };
    assert_eq!(office.refused(LEAD, remove.clone()), Code::InUse);
    office.does(LEAD, order(role, &[]));
    office.does(LEAD, C::SetRota { role, rota: Some(rota(&[OBSERVER, SUPPORT])) });
    assert_eq!(office.refused(LEAD, remove.clone()), Code::InUse);
    office.does(LEAD, C::SetRota { role, rota: None });
    office.does(LEAD, remove);
    assert!(!office.organisation.has_role(role));

    let (name, group) = ("Fraud Watch".to_owned(), Group::Operations);
    let added = office.does(LEAD, C::AddRole { name, group });
    let Subject::CustomRole(fraud) = added.entry.subject else { panic!("it is a role") };
    assert_eq!(office.organisation.group_of(Role::Custom(fraud)), Group::Operations);
    let (role, name, group) = (fraud, "Fraud".to_owned(), Group::Messaging);
    office.does(LEAD, C::EditRole { role, name, group });
    assert_eq!(office.organisation.group_of(Role::Custom(fraud)), Group::Messaging);
    office.does(LEAD, C::RemoveRole { role });
    assert_eq!(office.refused(LEAD, C::RemoveRole { role }), Code::NotFound);
}

// A record names what it was, and a name is free again.
#[test]
fn what_was_removed_is_gone_but_for_its_name_in_records() {
    let mut office = Office::new();
    let before = office.organisation.roles().count();
    for _ in 0..2 {
        let added = office.does(LEAD, C::AddDepartment { name: "Sales".into() });
        let Subject::Department(sales) = added.entry.subject else { panic!("a department") };
        let entry = office.does(LEAD, C::RemoveDepartment { department: sales }).entry.clone();
        let changed = entry.changed.expect("not erased");
        assert_eq!(changed[0].before, Some(Value::Text("Sales".into())));
        assert_eq!(changed[0].after, None);
        let role = Role::Department(sales);
        assert_eq!(en::role(role, &office.organisation), "Sales");
        assert!(!office.organisation.has_role(role));
        let rename = C::RenameDepartment { department: sales, name: "Field Sales".into() };
        assert_eq!(office.refused(LEAD, rename), Code::NotFound);
        assert_eq!(office.refused(LEAD, order(role, &[OBSERVER])), Code::NotFound);
        let rota = Some(rota(&[OBSERVER]));
        assert_eq!(office.refused(LEAD, C::SetRota { role, rota }), Code::NotFound);
        let again = C::RemoveDepartment { department: sales };
        assert_eq!(office.refused(LEAD, again), Code::NotFound);
    }
    assert_eq!(office.organisation.roles().count(), before);
    let (name, group) = ("Fraud".to_owned(), Group::Operations);
    let Subject::CustomRole(role) = office.does(LEAD, C::AddRole { name, group }).entry.subject
    else {
        panic!("a role")
    };
    office.does(LEAD, C::RemoveRole { role });
    let (name, group) = ("Fraud".to_owned(), Group::Messaging);
    assert_eq!(office.refused(LEAD, C::EditRole { role, name, group }), Code::NotFound);
    assert_eq!(office.organisation.roles().count(), before);
}

// [R3]
#[test]
fn a_role_that_people_serve_in_stays() {
    let office = Office::new();
    let Role::Custom(role) = ANALYSIS else { panic!("it is a role of the firm's own") };
    assert_eq!(office.refused(LEAD, C::RemoveRole { role }), Code::InUse);
    assert!(office.organisation.roster(ANALYSIS).any(|person| person == ANALYST));
}

#[test]
fn two_roles_never_have_the_same_name() {
    let mut office = Office::new();
    let twin = C::AddDepartment { name: "SUPPORT".into() };
    assert_eq!(office.refused(LEAD, twin), Code::NameTaken);
    let twin = C::AddRole { name: "support".into(), group: Group::Operations };
    assert_eq!(office.refused(LEAD, twin), Code::NameTaken);
    let (department, name) = (DepartmentId(1), "SUPPORT".into());
    office.does(LEAD, C::RenameDepartment { department, name });
}

// A department that is gone must not come back under another name in an old incident.
#[test]
fn a_number_is_never_used_again() {
    let mut office = Office::new();
    let mut seen = Vec::new();
    for _ in 0..5 {
        let added = office.does(LEAD, C::AddDepartment { name: "Sales".into() });
        let Subject::Department(department) = added.entry.subject else { panic!("a department") };
        assert!(!seen.contains(&department));
        seen.push(department);
        office.does(LEAD, C::RemoveDepartment { department });
    }
    let added = office.does(LEAD, C::AddRole { name: "Own".into(), group: Group::Operations });
    assert!(!matches!(added.entry.subject, Subject::CustomRole(CustomRoleId(1))));
}

// [R4] [R5]
#[test]
fn a_role_takes_turns_and_somebody_stands_in() {
    let mut office = Office::new();
    let role = Role::TechnicalSlt;
    let of = |rota| C::SetRota { role, rota: Some(rota) };
    office.does(LEAD, of(rota(&[LEGAL, MESSAGING])));
    assert_eq!(office.refused(LEAD, of(rota(&[LEFT]))), Code::NotFound);
    assert_eq!(office.refused(LEAD, of(rota(&[]))), Code::Empty);
    let until = Timestamp(NOW.0 + 1000);
    let stand_in = Override { person: OBSERVER, from: NOW, until, instead_of: Some(LEGAL) };
    let add = |stand_in| C::AddOverride { role, stand_in };
    office.does(LEAD, add(stand_in));
    assert_eq!(office.organisation.rotas[0].rota.overrides, [stand_in]);
    assert_eq!(office.refused(LEAD, add(Override { person: LEFT, ..stand_in })), Code::NotActive);
    let over = Override { from: Timestamp(1), until: Timestamp(2), ..stand_in };
    assert_eq!(office.refused(LEAD, add(over)), Code::BadTime);
    let desk = C::AddOverride { role: SUPPORT_DESK, stand_in };
    assert_eq!(office.refused(LEAD, desk), Code::NotFound);
}
