//! Rotations as a sheet.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use muster_domain::catalogue::{Group, Role};
use muster_domain::ids::{CustomRoleId, DepartmentId, PersonId};
use muster_domain::organisation::{CustomRole, Department, Organisation, Person};
use muster_domain::refusal::Code;
use muster_domain::rota::{Day, Hours, Layer, OnCall, Override, Rota, TimeOfDay, Weekday};
use muster_domain::sheet::{Outcome, Preview, RotaChange};
use muster_domain::time::Timestamp;
use muster_staffing::sheet::{rotas, write_rotas};

const SUPPORT: Role = Role::Department(DepartmentId(1));

fn firm() -> Organisation {
    let person = |id: u32, name: &str, email: &str| Person {
        id: PersonId(id),
        name: name.into(),
        email: email.into(),
        ..Person::default()
    };
    let department =
        |id, name: &str| Department { id: DepartmentId(id), name: name.into(), removed: false };
    let custom = |id, name: &str| CustomRole {
        id: CustomRoleId(id),
        name: name.into(),
        group: Group::Messaging,
        removed: false,
    };
    Organisation {
        people: vec![
            person(1, "Ann", "ann@firm.example"),
            person(2, "Ben", ""),
            person(3, "Cleo", "cleo@firm.example"),
            Person { deactivated: true, ..person(4, "Dan", "dan@firm.example") },
        ],
        departments: vec![department(1, "Support"), department(2, "Sales"), department(3, "Sales")],
        custom_roles: vec![custom(1, "=Risk, \"Payments\""), custom(2, "business_lead")],
        ..Organisation::default()
    }
}

fn time(text: &str) -> TimeOfDay {
    TimeOfDay::parse(text).unwrap()
}

fn layer(people: &[u32], hours: Option<Hours>) -> Layer {
    Layer {
        people: people.iter().copied().map(PersonId).collect(),
        first_day: Day::parse("2026-11-30").unwrap(),
        hand_over: time("09:00"),
        days: 7,
        hours,
    }
}

fn on_call(role: Role, layers: Vec<Layer>) -> OnCall {
    let rota = Rota { zone: "Europe/Berlin".into(), layers, overrides: Vec::new() };
    OnCall { role, rota, shifts: Vec::new() }
}

fn faults(preview: &Preview<RotaChange>) -> Vec<(u32, &str, Code)> {
    preview.faults.iter().map(|f| (f.row, f.column.as_str(), f.reason.code)).collect()
}

// [R4] [R10]
#[test]
fn what_was_written_is_read_back_as_it_was() {
    let mut firm = firm();
    let weekdays = vec![Weekday::Monday, Weekday::Friday];
    let hours = Hours { weekdays, from: time("18:00"), until: time("08:00") };
    let roles = [
        Role::TechnicalSlt,
        SUPPORT,
        Role::Department(DepartmentId(2)),
        Role::Department(DepartmentId(3)),
        Role::Custom(CustomRoleId(1)),
        Role::Custom(CustomRoleId(2)),
    ];
    let layers = || vec![layer(&[1, 2, 1, 3], None), layer(&[3], Some(hours.clone()))];
    firm.rotas = roles.map(|role| on_call(role, layers())).into();
    let sheet = write_rotas(&firm);
    assert!(sheet.contains("\"department:2\"") && sheet.contains("\"custom:2\""), "{sheet}");
    assert!(sheet.contains("\"Support\"") && sheet.contains("\"'=Risk, \"\"Payments\"\"\""));
    let same = rotas(&firm, &sheet);
    assert_eq!(same.faults, []);
    assert!(same.changes.iter().all(|change| change.outcome == Outcome::Unchanged));
    let fresh = Organisation { rotas: Vec::new(), ..firm.clone() };
    let new = rotas(&fresh, &sheet);
    assert_eq!(new.faults, []);
    let read: Vec<_> = new.changes.iter().map(|c| (c.role, &c.after)).collect();
    let written: Vec<_> = firm.rotas.iter().map(|it| (it.role, &it.rota)).collect();
    assert_eq!(read, written);
}

// [R4] [R10]
#[test]
fn a_role_gets_the_layers_of_the_sheet_and_keeps_its_overrides_and_others_stay() {
    let mut firm = firm();
    let mut before = on_call(SUPPORT, vec![layer(&[2], None)]);
    let (from, until) = (Timestamp(1), Timestamp(2));
    let stand_in = Override { person: PersonId(3), from, until, instead_of: None };
    before.rota.overrides.push(stand_in);
    firm.rotas = vec![before, on_call(Role::TechnicalSlt, vec![layer(&[4], None)])];
    let sheet = "role;zone;layer;person;first_day;hand_over;days;weekdays;from;until\n\
        Support;europe/berlin;;ANN@firm.example;2026-11-30;9:00;7;;;\n\
        Support;;;2;;;;;;\n\
        Support;;2;Cleo;2026-11-30;09:00:00;7;Mon-Fri, sun;18:00;8:00\n";
    let preview = rotas(&firm, sheet);
    assert_eq!(preview.faults, []);
    assert_eq!(preview.changes.len(), 1);
    let change = &preview.changes[0];
    assert_eq!((change.row, change.role, change.outcome), (2, SUPPORT, Outcome::Changed));
    let mut weekdays = Weekday::ALL.to_vec();
    weekdays.remove(5);
    let hours = Hours { weekdays, from: time("18:00"), until: time("08:00") };
    assert_eq!(change.after.layers, [layer(&[1, 2], None), layer(&[3], Some(hours))]);
    assert_eq!(change.after.overrides, [stand_in]);
    assert_eq!(change.after.zone, "Europe/Berlin");
}

// [R4] [R10]
#[test]
fn every_bad_row_is_named_with_its_column_and_its_reason() {
    let sheet = "role,zone,layer,position,person,first_day,hand_over,days,weekdays,from,until\n\
        Kitchen,UTC,1,1,Ann,2026-11-30,09:00,7,,,\n\
        Support,Europe/Bern,1,1,Nobody,30.11.2026,25:00,weekly,someday,,08:00\n\
        Support,UTC,9,1,Ann,2026-11-30,09:00,7,,,\n\
        Support,Europe/Bern,1,2,Ann,2026-11-30,09:00,,,,\n\
        Support,Europe/Bern,1,2,Ben,,,,,,\n\
        technical_slt,UTC,1,,Ann,2026-11-30,09:00,29,,,\n\
        legal_officer,UTC,1,,Dan,2026-11-30,09:00,7,,,\n\
        Sales,UTC,1,,Ann,2026-11-30,09:00,7,,,\n";
    let preview = rotas(&firm(), sheet);
    let expected = [
        (2, "role", Code::NotFound),
        (3, "person", Code::NotFound),
        (3, "zone", Code::BadZone),
        (3, "first_day", Code::BadValue),
        (3, "hand_over", Code::BadValue),
        (3, "days", Code::BadValue),
        (3, "weekdays", Code::BadValue),
        (3, "from", Code::Empty),
        (4, "layer", Code::TooMany),
        (5, "first_day", Code::LayerDiffers),
        (5, "hand_over", Code::LayerDiffers),
        (6, "position", Code::NamedTwice),
        (7, "", Code::BadTurn),
        (8, "", Code::NotFound),
        (9, "role", Code::NotFound),
    ];
    let mut found = faults(&preview);
    found.sort_by_key(|fault| (fault.0, expected.iter().position(|it| it == fault)));
    assert_eq!(found, expected);
}

#[test]
fn a_sheet_without_its_columns_says_which() {
    let preview = rotas(&firm(), "role,person\nSupport,Ann\n");
    let expected = ["zone", "first_day", "hand_over", "days"].map(|c| (1, c, Code::Empty));
    assert_eq!(faults(&preview), expected);
}
