//! People as a sheet: what reading one in would change, and every fault by row and column.

use muster_domain::ids::PersonId;
use muster_domain::limits::SHEET_ROWS_MAX;
use muster_domain::organisation::{ContactChannel as Channel, Organisation, Person};
use muster_domain::refusal::{Code, Refusal};
use muster_domain::sheet::{FieldChange, Outcome, PersonChange, Preview};
use muster_staffing::sheet::{people, write_people};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::sample;

fn person(id: u32, name: &str, email: &str) -> Person {
    Person { id: PersonId(id), name: name.into(), email: email.into(), ..Person::default() }
}

fn firm() -> Organisation {
    let ann = Person {
        title: "Engineer".into(),
        phone: "+44 20 7946 0101".into(),
        zone: "Europe/London".into(),
        channels: vec![Channel::Push, Channel::Phone],
        administrator: true,
        ..person(1, "Ann", "ann@firm.example")
    };
    let people = vec![ann, person(2, "Ben", "ben@firm.example"), person(3, "Cleo", "")];
    Organisation { people, ..Organisation::default() }
}

/// What is wrong, without what was written.
fn faults<C>(preview: &Preview<C>) -> Vec<(u32, &str, Code)> {
    preview.faults.iter().map(|f| (f.row, f.column.as_str(), f.reason.code)).collect()
}

fn outcomes(preview: &Preview<PersonChange>) -> Vec<(u32, Option<u32>, Outcome)> {
    preview.changes.iter().map(|c| (c.row, c.id.map(|id| id.0), c.outcome)).collect()
}

// [R10]
#[test]
fn a_sheet_says_who_is_new_who_changes_and_who_stays() {
    let sheet = "name,email,phone,zone\nAnn,ANN@firm.example,+44 20 7946 0101,Europe/London\n\
        Ben Fold,ben@firm.example,,\nDora,dora@firm.example,,europe/berlin\n";
    let preview = people(&firm(), sheet);
    assert_eq!(preview.faults, []);
    let expected =
        [(2, Some(1), Outcome::Changed), (3, Some(2), Outcome::Changed), (4, None, Outcome::Added)];
    assert_eq!(outcomes(&preview), expected);
    let change = |field: &str, before: &str, after: &str| FieldChange {
        field: field.into(),
        before: before.into(),
        after: after.into(),
    };
    let mail = change("email", "ann@firm.example", "ANN@firm.example");
    assert_eq!(preview.changes[0].fields, [mail]);
    assert_eq!(preview.changes[1].fields, [change("name", "Ben", "Ben Fold")]);
    let dora = &preview.changes[2];
    assert_eq!(dora.person.zone, "Europe/Berlin", "as the database spells it");
    assert_eq!(dora.fields.len(), 3);
}

// [R10]
#[test]
fn what_a_sheet_does_not_have_stays_and_nobody_is_deactivated_but_by_word() {
    let mut firm = firm();
    firm.people[1].deactivated = true;
    let preview = people(&firm, "id,name,administrator,deactivated\n1,Ann A.,,\n2,Ben,,\n");
    assert_eq!(preview.faults, []);
    let ann = Person { name: "Ann A.".into(), ..firm.people[0].clone() };
    assert_eq!(preview.changes[0].person, ann);
    assert_eq!(preview.changes[1].outcome, Outcome::Unchanged);
    let preview = people(&firm, "id,deactivated\n2,no\n3,Yes\n");
    assert_eq!(preview.faults, []);
    let after: Vec<_> = preview.changes.iter().map(|c| c.person.deactivated).collect();
    assert_eq!(after, [false, true]);
}

// [R10]
#[test]
fn every_bad_row_is_named_with_its_column_and_its_reason() {
    let sheet = "id,name,email,phone,zone,channels,administrator\n\
        1,,ann@firm.example,,,,\n\
        9,Nobody,,,,,\n\
        x,Nobody,,,,,\n\
        ,Dora,dora,call me,Europe/Bern,push|pigeon,perhaps\n\
        2,Ben,ANN@firm.example,,,push|push,\n\
        2,Ben,,,,,\n\
        ,Eve\u{202e},,,,,\n\
        ,Fay,fay@firm.example\n\
        ,Gus,,,,,,surplus\n";
    let preview = people(&firm(), sheet);
    let expected = [
        (2, "name", Code::Empty),
        (3, "id", Code::NotFound),
        (4, "id", Code::BadValue),
        (5, "phone", Code::BadPhone),
        (5, "email", Code::BadMail),
        (5, "zone", Code::BadZone),
        (5, "channels", Code::BadValue),
        (5, "administrator", Code::BadValue),
        (6, "channels", Code::NamedTwice),
        (6, "email", Code::MailTaken),
        (7, "id", Code::NamedTwice),
        (8, "name", Code::HiddenCharacters),
        (9, "phone", Code::Empty),
        (10, "", Code::NotFound),
    ];
    assert_eq!(faults(&preview), expected);
    let example = &preview.faults[2].reason;
    assert_eq!(*example, Refusal::with(Code::BadValue, ["x", "12"]));
}

// [R10]
#[test]
fn a_header_that_is_not_ours_is_refused_before_any_row_is_read() {
    let wrong = people(&firm(), "name,salary,name\nAnn,1,Ann\n");
    let expected = [(1, "salary", Code::NotFound), (1, "name", Code::NamedTwice)];
    assert_eq!(faults(&wrong), expected);
    assert_eq!(wrong.changes, []);
    assert_eq!(faults(&people(&firm(), "")), [(1, "", Code::Empty)]);
    assert_eq!(faults(&people(&firm(), &"a,".repeat(1_000))), [(1, "", Code::TooMany)]);
    let nobody = people(&firm(), "email\ndora@firm.example\n");
    assert_eq!(faults(&nobody), [(2, "name", Code::Empty)]);
}

// [R10]
#[test]
fn any_line_ends_separators_and_marks_are_read_and_rows_are_counted_as_a_spreadsheet_does() {
    for sheet in [
        "\u{feff}id;name;email\r\n2;Ben;\"b;en@firm.example\"\r\n",
        "id,name,email\r2,Ben,\"b;en@firm.example\"\r",
        "id\tname\temail\n2\tBen\tb;en@firm.example",
        "sep=;\r\nID; Name ;email\n\n;;\r\n2;Ben;\"b;en@firm.example\"",
        "id,name,email\r\n\r\n,,\n\r2,\"Ben\",\"b;en@firm.example\"\r\n\r\n",
    ] {
        let preview = people(&firm(), sheet);
        let row = sheet.trim_end().matches(['\r', '\n']).count();
        let row = row - sheet.trim_end().matches("\r\n").count() + 1;
        let row = row - usize::from(sheet.starts_with("sep="));
        let fault = (u32::try_from(row).unwrap_or(0), "email", Code::BadMail);
        assert_eq!(faults(&preview), [fault], "{sheet:?}");
    }
    let several =
        people(&firm(), "id,name,title\n1,Ann,\"two\nlines\"\n2,Ben,\"said \"\"hm\"\"\"\n");
    assert_eq!(faults(&several), [(2, "title", Code::HiddenCharacters)]);
    assert_eq!(several.changes[1].person.title, "said \"hm\"");
}

// [R10]
#[test]
fn a_sheet_has_at_most_two_thousand_rows() {
    let row = |n: usize| format!("Person {n},p{n}@firm.example\n");
    let sheet = |rows| String::from("name,email\n") + &(0..rows).map(row).collect::<String>();
    let firm = Organisation::default();
    assert_eq!(faults(&people(&firm, &sheet(SHEET_ROWS_MAX))), []);
    let over = people(&firm, &sheet(SHEET_ROWS_MAX + 1));
    assert_eq!(faults(&over), [(2_002, "", Code::TooMany)]);
}

// [R10]
#[test]
fn two_people_may_trade_addresses_and_the_last_administrator_may_not_go() {
    let trade = people(&firm(), "id,email\n1,ben@firm.example\n2,ann@firm.example\n");
    assert_eq!(trade.faults, []);
    let same = people(&firm(), "name,email\nDora,d@firm.example\nEve,D@firm.example\n");
    assert_eq!(faults(&same), [(3, "email", Code::MailTaken)]);
    let gone = people(&firm(), "id,administrator\n2,no\n1,no\n");
    assert_eq!(faults(&gone), [(3, "", Code::LastAdministrator)]);
    let relieved = people(&firm(), "id,administrator\n2,yes\n1,no\n");
    assert_eq!(relieved.faults, []);
}

#[test]
fn no_cell_of_an_export_starts_a_formula() {
    let mut firm = firm();
    firm.people[2].name = "=HYPERLINK(\"https://x.example\";\"click\")".into();
    firm.people[2].title = "'=1".into();
    let sheet = write_people(&firm);
    assert!(sheet.starts_with("\u{feff}\"id\",\"name\""));
    assert!(sheet.contains("\"'=HYPERLINK(\"\"https://x.example\"\";\"\"click\"\")\""));
    assert!(sheet.contains("\"''=1\"") && sheet.contains("\"'+44 20 7946 0101\""));
    let preview = people(&firm, &sheet);
    assert!(preview.changes.iter().all(|change| change.outcome == Outcome::Unchanged));
}

// [R10]
#[test]
fn a_preview_is_told_as_json() {
    let preview = people(&firm(), "id,name,zone\n2,Ben,Europe/Bern\n");
    let json = serde_json::to_value(&preview).unwrap_or_default();
    assert_eq!(json["faults"][0]["row"], 2);
    assert_eq!(json["faults"][0]["reason"]["code"], "bad_zone");
    assert_eq!(json["changes"][0]["outcome"], "unchanged");
    let back = serde_json::from_value::<Preview<PersonChange>>(json).ok();
    assert_eq!(back.as_ref(), Some(&preview));
}

fn texts() -> impl Strategy<Value = String> {
    let sign = sample::select(vec!["=", "+", "-", "@", "'", "＝", "\"", ";", ",", "\t", "a", " "]);
    let spiced = vec(sign, 0..4).prop_map(|signs| signs.concat());
    (spiced, any::<String>()).prop_map(|(spice, text)| (spice + &text).trim().to_owned())
}

proptest! {
    // [R10]
    #[test]
    fn what_was_written_is_read_back_as_it_was(
        facts in vec((texts(), texts(), texts(), any::<bool>(), 0usize..5), 1..6)
    ) {
        let staff = (1u32..).zip(facts).map(|(id, (name, title, phone, flag, channels))| Person {
            title,
            phone,
            zone: "Asia/Kathmandu".into(),
            channels: Channel::ALL.into_iter().take(channels).collect(),
            administrator: flag,
            ..person(id, &name, &format!("p{id}@firm.example"))
        });
        let before = Organisation { people: staff.collect(), ..Organisation::default() };
        let sheet = write_people(&before);
        let preview = people(&before, &sheet);
        let all = preview.changes.iter().all(|c| c.outcome == Outcome::Unchanged);
        prop_assert!(all && preview.faults.iter().all(|f| f.column.is_empty()), "{preview:?}");
        let after: Vec<_> = preview.changes.into_iter().map(|change| change.person).collect();
        prop_assert_eq!(after, before.people);
    }

    #[test]
    fn no_text_makes_it_fail(text in any::<String>(), cells in vec(texts(), 0..20)) {
        people(&firm(), &text);
        let sheet = format!("id,name,email,phone,zone,channels\n{}", cells.join(","));
        for fault in people(&firm(), &sheet).faults {
            prop_assert!(fault.row > 1);
        }
    }
}
