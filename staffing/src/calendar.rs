//! Shifts as an iCalendar feed (RFC 5545), to which a calendar program subscribes: who is on call
//! when, and nothing of how they are reached.

use crate::expand::shifts;
use muster_domain::catalogue::Role;
use muster_domain::copy::en;
use muster_domain::ids::PersonId;
use muster_domain::organisation::Organisation;
use muster_domain::rota::{Day, OnCall, Shift};
use muster_domain::time::{Minutes, Timestamp};

/// Whose turns a feed shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of one person, in every rotation.
    Person(PersonId),
    /// Everybody's in the rotation of one role.
    Role(Role),
}

/// A feed.
#[derive(Clone, Copy, Debug)]
pub struct Feed<'a> {
    /// What the calendar is called.
    pub name: &'a str,
    /// Its entries.
    pub turns: &'a [Turn],
    /// When the feed was asked for.
    pub now: Timestamp,
}

/// An entry.
#[derive(Clone, Debug)]
pub struct Turn {
    /// Unlike that of every other rotation, and the same for ever: part of the entry's name, by
    /// which a calendar program knows it again.
    pub key: String,
    /// Who is on call from when until when.
    pub shift: Shift,
    /// What the entry is called.
    pub title: String,
    /// A line below it.
    pub note: String,
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

/// The turns of somebody or of a role as a feed; nothing where there is no such person or role any
/// more. Without a rotation, or where its time zone went out of use, it is empty.
pub fn turns_of(organisation: &Organisation, whose: Whose, now: Timestamp) -> Option<String> {
    let (it, window) = (organisation, calendar_window(now));
    let name = match whose {
        Whose::Person(person) => it.person(person)?.name.clone(),
        Whose::Role(role) if it.has_role(role) => en::role(role, it),
        Whose::Role(_) => return None,
    };
    let wanted = |on_call: &&OnCall| match whose {
        Whose::Person(_) => it.has_role(on_call.role),
        Whose::Role(role) => on_call.role == role,
    };
    let turns =
        it.rotas.iter().filter(wanted).flat_map(|on_call| turns(it, on_call, whose, window));
    let turns: Vec<Turn> = turns.collect();
    Some(calendar(Feed { name: &en::calendar_of(&name), turns: &turns, now }))
}

fn turns(
    organisation: &Organisation,
    OnCall { role, rota, .. }: &OnCall,
    whose: Whose,
    (from, until): (Timestamp, Timestamp),
) -> Vec<Turn> {
    let may = |person| organisation.person(person).is_some();
    let shifts = shifts(rota, from, until, may).unwrap_or_default();
    let wanted = |shift: &Shift| match whose {
        Whose::Person(person) => shift.person == person,
        Whose::Role(_) => true,
    };
    let name = en::role(*role, organisation);
    let turn = |shift: Shift| {
        let who = organisation.name_of(shift.person);
        let (title, note) = match whose {
            Whose::Person(_) => (en::own_turn(&name), who.into()),
            Whose::Role(_) => (who.into(), name.clone()),
        };
        Turn { key: key(*role), shift, title, note }
    };
    shifts.into_iter().filter(wanted).map(turn).collect()
}

/// By what entries know the rotation of a role.
fn key(role: Role) -> String {
    match role {
        Role::Department(id) => format!("{}-{id}", role.slug()),
        Role::Custom(id) => format!("{}-{id}", role.slug()),
        _ => role.slug().into(),
    }
}

/// The feed as text of the type `text/calendar; charset=utf-8`.
pub fn calendar(feed: Feed<'_>) -> String {
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
    // How often to ask again: the standard's word for it, and the one that most programs know.
    line(&mut out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    line(&mut out, "X-PUBLISHED-TTL:PT1H");
    for Turn { key, shift, title, note } in feed.turns {
        let (Some(from), Some(until)) = (utc(shift.from), utc(shift.until)) else { continue };
        let Some(stamp) = &stamp else { continue };
        line(&mut out, "BEGIN:VEVENT");
        let Shift { person, .. } = shift;
        line(&mut out, &format!("UID:{from}-{person}-{}@muster", plain(key)));
        line(&mut out, &format!("DTSTAMP:{stamp}"));
        line(&mut out, &format!("DTSTART:{from}"));
        line(&mut out, &format!("DTEND:{until}"));
        line(&mut out, &format!("SUMMARY:{}", escaped(title)));
        line(&mut out, &format!("DESCRIPTION:{}", escaped(note)));
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
