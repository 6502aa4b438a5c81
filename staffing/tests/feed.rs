//! The calendar feed, read back by somebody else's program.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, Event};
use muster_domain::ids::PersonId;
use muster_domain::rota::Shift;
use muster_domain::time::{Minutes, Timestamp};
use muster_staffing::{Feed, calendar, calendar_window};
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

fn feed<'a>(name: &'a str, shifts: &'a [Shift]) -> Feed<'a> {
    Feed { key: "department-1", name, shifts, now: MONDAY }
}

// [R4]
#[test]
fn a_calendar_program_reads_every_shift_at_its_time() {
    let shifts = [week(1, 0), week(2, 1)];
    let names = |id: PersonId| if id == PersonId(1) { "Ann Example" } else { "Ben Example" };
    let text = calendar(feed("Support on call", &shifts), names);
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
        let events = events(&calendar(feed, |_| "Ann"));
        events.iter().filter_map(|event| event.get_uid().map(String::from)).collect::<Vec<_>>()
    };
    let both = [week(1, 0), week(2, 1)];
    let first = uids(feed("Support", &both));
    let later = Feed { now: MONDAY + Minutes(60), ..feed("Support, renamed", &both[1..]) };
    assert_eq!(uids(later), first[1..]);
    let other = Feed { key: "department-2", ..feed("Support", &both) };
    assert!(uids(other).iter().all(|uid| !first.contains(uid)));
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
    let text = calendar(feed(name, &shifts), |_| name);
    let events = events(&text);
    assert_eq!(events.len(), 1);
    let expected = "Support\\nEND:VEVENT\\nBEGIN:VEVENT\\nX:\\;\\,\\\\n";
    assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{expected}\r\n")), "{text}");
    assert_eq!(text.matches("\r\nEND:VEVENT\r\n").count(), 1);
}

proptest! {
    #[test]
    fn whatever_a_name_holds_lines_are_short_and_the_name_comes_back(
        name in any::<String>(), start in 0i64..4_000_000_000_000
    ) {
        let shift = Shift {
            person: PersonId(7), from: Timestamp(start), until: Timestamp(start + DAY),
        };
        let text = calendar(feed(&name, &[shift]), |_| &name);
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
