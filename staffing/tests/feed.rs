//! The calendar feed, read back by somebody else's program.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, Event};
use muster_domain::catalogue::Role;
use muster_domain::ids::{DepartmentId, PersonId};
use muster_domain::organisation::{Department, Organisation, Person};
use muster_domain::rota::{Day, Layer, OnCall, Rota, Shift};
use muster_domain::time::{Minutes, Timestamp};
use muster_staffing::{Feed, Turn, Whose, calendar, calendar_window, turns_of};
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

/// 2026-11-30T08:00:00Z.
const MONDAY: Timestamp = Timestamp(1_796_025_600_000);
const DAY: i64 = Minutes::DAY.millis();

fn week(person: u32, weeks: i64) -> Shift {
    let from = Timestamp(MONDAY.0 + weeks * 7 * DAY);
    Shift { person: PersonId(person), from, until: Timestamp(from.0 + 7 * DAY) }
}

fn events(text: &str) -> Vec<Event> {
    let calendar: Calendar = text.parse().unwrap();
    calendar.components.iter().filter_map(|it| it.as_event().cloned()).collect()
}

fn instant(date: Option<DatePerhapsTime>) -> Option<i64> {
    match date? {
        DatePerhapsTime::DateTime(CalendarDateTime::Utc(at)) => Some(at.timestamp_millis()),
        _ => None,
    }
}

fn turns(key: &str, title: impl Fn(PersonId) -> String, shifts: &[Shift]) -> Vec<Turn> {
    let turn = |shift: &Shift| Turn {
        key: key.into(),
        shift: *shift,
        title: title(shift.person),
        note: "Support".into(),
    };
    shifts.iter().map(turn).collect()
}

fn ann(_: PersonId) -> String {
    "Ann".into()
}

fn feed<'a>(name: &'a str, turns: &'a [Turn]) -> Feed<'a> {
    Feed { name, turns, now: MONDAY }
}

// [R4]
#[test]
fn a_calendar_program_reads_every_shift_at_its_time() {
    let shifts = [week(1, 0), week(2, 1)];
    let name = |id| if id == PersonId(1) { "Ann Example" } else { "Ben Example" };
    let turns = turns("department-1", |id| name(id).into(), &shifts);
    let text = calendar(feed("Support on call", &turns));
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.contains("DTSTART:20261130T080000Z\r\nDTEND:20261207T080000Z\r\n"));
    let events = events(&text);
    let summaries: Vec<_> = events.iter().filter_map(Event::get_summary).collect();
    assert_eq!(summaries, ["Ann Example", "Ben Example"]);
    for (event, shift) in events.iter().zip(shifts) {
        assert_eq!(instant(event.get_start()), Some(shift.from.0));
        assert_eq!(instant(event.get_end()), Some(shift.until.0));
        assert_eq!(event.get_timestamp().map(|at| at.timestamp_millis()), Some(MONDAY.0));
    }
}

// [R4]
#[test]
fn an_entry_keeps_its_name_when_the_feed_is_asked_for_again() {
    let uids = |feed: Feed<'_>| {
        let events = events(&calendar(feed));
        events.iter().filter_map(|event| event.get_uid().map(String::from)).collect::<Vec<_>>()
    };
    let both = turns("department-1", ann, &[week(1, 0), week(2, 1)]);
    let first = uids(feed("Support", &both));
    let later = Feed { now: MONDAY + Minutes(60), ..feed("Support, renamed", &both[1..]) };
    assert_eq!(uids(later), first[1..]);
    let other = turns("department-2", ann, &[week(1, 0), week(2, 1)]);
    assert!(uids(feed("Support", &other)).iter().all(|uid| !first.contains(uid)));
}

#[test]
fn the_window_of_a_feed_moves_in_steps_and_holds_the_past_month_and_the_months_ahead() {
    for days in 0..100 {
        let now = Timestamp(MONDAY.0 + days * DAY);
        let (from, until) = calendar_window(now);
        assert!(now - from >= 28 * DAY && until - now >= 160 * DAY);
        assert_eq!(from.0 % (28 * DAY), 0);
    }
}

#[test]
fn a_name_cannot_leave_its_line() {
    let shifts = [week(1, 0)];
    let name = "Support\r\nEND:VEVENT\r\nBEGIN:VEVENT\nX:\u{0}\u{b}\u{7f}\u{85};,\\n";
    let turns = turns("department-1", |_| name.into(), &shifts);
    let text = calendar(feed(name, &turns));
    let events = events(&text);
    assert_eq!(events.len(), 1);
    let expected = "Support\\nEND:VEVENT\\nBEGIN:VEVENT\\nX:\\;\\,\\\\n";
    assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{expected}\r\n")), "{text}");
    assert_eq!(text.matches("\r\nEND:VEVENT\r\n").count(), 1);
}

fn person(id: u32, name: &str) -> Person {
    let (phone, email) = ("+49 30 1234".into(), "secret@firm.example".into());
    Person { id: PersonId(id), name: name.into(), phone, email, ..Person::default() }
}

const SUPPORT: Role = Role::Department(DepartmentId(4));

/// Two who take turns for Support, and one of them for the Technical SLT too.
fn office() -> Organisation {
    let on_call = |role, people: &[u32]| {
        let people = people.iter().copied().map(PersonId).collect();
        let first_day = Day::parse("2026-11-30").unwrap();
        let layer = Layer { people, first_day, days: 7, ..Layer::default() };
        let rota = Rota { zone: "Europe/Berlin".into(), layers: vec![layer], overrides: vec![] };
        OnCall { role, rota, shifts: Vec::new() }
    };
    Organisation {
        people: vec![person(1, "Ann Example"), person(2, "Ben Example")],
        departments: vec![Department {
            id: DepartmentId(4),
            name: "Support".into(),
            removed: false,
        }],
        rotas: vec![on_call(SUPPORT, &[1, 2]), on_call(Role::TechnicalSlt, &[2])],
        ..Organisation::default()
    }
}

fn titles(organisation: &Organisation, whose: Whose) -> Vec<String> {
    let text = turns_of(organisation, whose, MONDAY).unwrap();
    let events = events(&text);
    let mut titles: Vec<_> =
        events.iter().filter_map(|it| it.get_summary().map(String::from)).collect();
    titles.dedup();
    titles
}

// [R4]
#[test]
fn somebody_reads_their_own_turns_and_a_role_shows_everybodys() {
    let office = office();
    let of_support = titles(&office, Whose::Role(SUPPORT));
    assert_eq!(of_support[..2], ["Ann Example", "Ben Example"]);
    assert_eq!(titles(&office, Whose::Person(PersonId(1))), ["On call: Support"]);
    let both = ["On call: Support", "On call: Technical SLT"];
    assert_eq!(titles(&office, Whose::Person(PersonId(2))), both);
    for whose in [Whose::Role(SUPPORT), Whose::Person(PersonId(2))] {
        let text = turns_of(&office, whose, MONDAY).unwrap();
        assert!(!text.contains("1234") && !text.contains("secret@"), "no contact data");
    }
}

#[test]
fn who_left_and_what_is_gone_has_no_feed_and_no_rotation_is_an_empty_one() {
    let mut office = office();
    assert_eq!(titles(&office, Whose::Role(Role::LegalOfficer)), [""; 0]);
    let nowhere = Whose::Role(Role::Department(DepartmentId(5)));
    assert_eq!(turns_of(&office, nowhere, MONDAY), None);
    assert_eq!(turns_of(&office, Whose::Person(PersonId(9)), MONDAY), None);
    office.people[1].deactivated = true;
    assert_eq!(turns_of(&office, Whose::Person(PersonId(2)), MONDAY), None);
    assert_eq!(titles(&office, Whose::Role(SUPPORT)), ["Ann Example"]);
}

proptest! {
    #[test]
    fn whatever_a_name_holds_lines_are_short_and_the_name_comes_back(
        name in any::<String>(), start in 0i64..4_000_000_000_000
    ) {
        let shift = Shift {
            person: PersonId(7), from: Timestamp(start), until: Timestamp(start + DAY),
        };
        let turns = turns("department-1", |_| name.clone(), &[shift]);
        let text = calendar(feed(&name, &turns));
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75);
            prop_assert!(!line.contains(['\r', '\n']));
        }
        let events = events(&text);
        prop_assert_eq!(events.len(), 1);
        prop_assert_eq!(instant(events[0].get_start()), Some(start / 1_000 * 1_000));
        let kept: String = name.replace("\r\n", "\n").replace('\r', "\n").chars()
            .filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
        prop_assert_eq!(events[0].get_summary().unwrap_or_default(), kept);
    }
}
