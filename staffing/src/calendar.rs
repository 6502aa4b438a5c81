//! Shifts as an iCalendar feed (RFC 5545), to which a calendar program subscribes.

use muster_domain::ids::PersonId;
use muster_domain::rota::{Day, Shift};
use muster_domain::time::{Minutes, Timestamp};

/// A feed of one rotation.
#[derive(Clone, Copy, Debug)]
pub struct Feed<'a> {
    /// Unlike that of every other rotation, and the same for ever: part of each entry's name, by
    /// which a calendar program knows it again.
    pub key: &'a str,
    /// What the calendar is called.
    pub name: &'a str,
    /// In order and without overlap, as [`crate::shifts`] makes them.
    pub shifts: &'a [Shift],
    /// When the feed was asked for.
    pub now: Timestamp,
}

/// A line has at most so many octets before its end (RFC 5545, section 3.1).
const LINE_OCTETS_MAX: usize = 75;
const BLOCK: i64 = 28 * Minutes::DAY.millis();
/// Blocks shown: up to two of the past, and almost half a year ahead.
const BLOCKS: i64 = 8;

/// From when until when a feed shows shifts.
///
/// The ends move in steps of four weeks. A shift that began before the first has another name once
/// they move, because it is cut off there; then it is at least four weeks old, unless its holder
/// has no relief at all.
pub fn calendar_window(now: Timestamp) -> (Timestamp, Timestamp) {
    let from = (now.0.div_euclid(BLOCK) - 1).saturating_mul(BLOCK);
    (Timestamp(from), Timestamp(from.saturating_add(BLOCKS * BLOCK)))
}

/// The feed as text of the type `text/calendar; charset=utf-8`.
pub fn calendar<'n>(feed: Feed<'_>, name_of: impl Fn(PersonId) -> &'n str) -> String {
    let mut out = String::new();
    let stamp = utc(feed.now);
    let name = escaped(feed.name);
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//Muster//On call//EN");
    line(&mut out, "CALSCALE:GREGORIAN");
    line(&mut out, "METHOD:PUBLISH");
    // The first is what calendar programs read, the second what became of it (RFC 7986).
    line(&mut out, &format!("X-WR-CALNAME:{name}"));
    line(&mut out, &format!("NAME:{name}"));
    line(&mut out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    for shift in feed.shifts {
        let (Some(from), Some(until)) = (utc(shift.from), utc(shift.until)) else { continue };
        let Some(stamp) = &stamp else { continue };
        line(&mut out, "BEGIN:VEVENT");
        let Shift { person, .. } = shift;
        line(&mut out, &format!("UID:{from}-{person}-{}@muster", plain(feed.key)));
        line(&mut out, &format!("DTSTAMP:{stamp}"));
        line(&mut out, &format!("DTSTART:{from}"));
        line(&mut out, &format!("DTEND:{until}"));
        line(&mut out, &format!("SUMMARY:{}", escaped(name_of(*person))));
        line(&mut out, &format!("DESCRIPTION:{name}"));
        // Whoever is on call can still be invited to a meeting.
        line(&mut out, "TRANSP:TRANSPARENT");
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    out
}

/// "20261130T080000Z"; `None` beyond the years of the calendar.
fn utc(at: Timestamp) -> Option<String> {
    let (year, month, day) = Day::of(at)?.parts();
    let seconds = at.0.rem_euclid(Minutes::DAY.millis()) / 1_000;
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    Some(format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z"))
}

/// A text as the value of a property (RFC 5545, section 3.3.11). What a value cannot hold, which is
/// controls but for the tab, is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\n' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// Of a key, what needs no escaping in an entry's name.
fn plain(key: &str) -> String {
    key.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect()
}

/// Writes a line, folded where it is too long, never inside a character.
fn line(out: &mut String, text: &str) {
    let mut octets = 0;
    for letter in text.chars() {
        if octets + letter.len_utf8() > LINE_OCTETS_MAX {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(letter);
        octets += letter.len_utf8();
    }
    out.push_str("\r\n");
}
