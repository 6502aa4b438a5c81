//! Single cells: how values are written in a sheet and what is understood when they come back.
//!
//! Spreadsheets rewrite what looks like a time, so "9:00" and "09:00:00" are understood as well.

use muster_domain::ids::PersonId;
use muster_domain::limits::ZONE_BYTES_MAX;
use muster_domain::organisation::{ContactChannel, Organisation, Person};
use muster_domain::refusal::{Code, Refusal};
use muster_domain::rota::{Day, TimeOfDay, Weekday};

/// Shown of what was not understood; the sheet has the rest.
const SHOWN_CHARS_MAX: usize = 40;
const SEPARATORS: [char; 4] = ['|', ',', ';', '/'];

/// A refusal of what is written, with an example of what would be understood.
pub(super) fn bad(cell: &str, example: &str) -> Refusal {
    let shown: String = cell.chars().take(SHOWN_CHARS_MAX).collect();
    Refusal::with(Code::BadValue, [&shown, example])
}

pub(super) const fn write_flag(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

pub(super) fn flag(cell: &str) -> Result<bool, Refusal> {
    match cell.to_lowercase().as_str() {
        "yes" | "true" | "1" => Ok(true),
        "no" | "false" | "0" => Ok(false),
        _ => Err(bad(cell, "yes")),
    }
}

pub(super) fn write_channels(channels: &[ContactChannel]) -> String {
    let names: Vec<_> = channels.iter().map(|channel| channel.slug()).collect();
    names.join("|")
}

pub(super) fn channels(cell: &str) -> Result<Vec<ContactChannel>, Refusal> {
    let mut channels = Vec::new();
    for name in words(cell) {
        let channel = ContactChannel::ALL.into_iter().find(|it| it.slug() == name);
        let channel = channel.ok_or_else(|| bad(cell, "push|mail|chat|phone"))?;
        if channels.contains(&channel) {
            return Err(Refusal::with(Code::NamedTwice, [channel.slug()]));
        }
        channels.push(channel);
    }
    Ok(channels)
}

fn words(cell: &str) -> impl Iterator<Item = String> {
    let words = cell.split(|c: char| SEPARATORS.contains(&c) || c.is_whitespace());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// A zone as the database spells it, or nothing.
pub(super) fn zone(cell: &str) -> Result<String, Refusal> {
    if cell.is_empty() {
        return Ok(String::new());
    }
    let shown: String = cell.chars().take(ZONE_BYTES_MAX).collect();
    let known = crate::zone::zone_name(cell).map(String::from);
    known.ok_or_else(|| Refusal::with(Code::BadZone, [&shown]))
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

pub(super) fn write_weekdays(weekdays: &[Weekday]) -> String {
    let names = Weekday::ALL.into_iter().zip(DAYS);
    let names = names.filter(|(day, _)| weekdays.contains(day)).map(|(_, name)| name);
    names.collect::<Vec<_>>().join("|")
}

/// "mon|tue", "Monday, Tuesday" or "mon-fri"; in the order of the week.
pub(super) fn weekdays(cell: &str) -> Result<Vec<Weekday>, Refusal> {
    let not = || bad(cell, "mon|tue|wed");
    let place = |name: &str| {
        let short = name.get(..3)?;
        DAYS.iter().position(|day| *day == short)
    };
    let mut named = [false; 7];
    for word in words(cell) {
        let (from, until) = word.split_once('-').unwrap_or((&word, &word));
        let (from, until) = (place(from).ok_or_else(not)?, place(until).ok_or_else(not)?);
        if from > until {
            return Err(not());
        }
        named.iter_mut().take(until + 1).skip(from).for_each(|day| *day = true);
    }
    let days = Weekday::ALL.into_iter().zip(named);
    Ok(days.filter(|(_, named)| *named).map(|(day, _)| day).collect())
}

pub(super) fn day(cell: &str) -> Result<Day, Refusal> {
    Day::parse(cell).ok_or_else(|| bad(cell, "2026-11-30"))
}

pub(super) fn time(cell: &str) -> Result<TimeOfDay, Refusal> {
    let to_minutes = cell.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(cell);
    let padded = format!("{to_minutes:0>5}");
    TimeOfDay::parse(&padded).ok_or_else(|| bad(cell, "09:00"))
}

pub(super) fn number(cell: &str, example: &str) -> Result<u32, Refusal> {
    let digits = cell.bytes().all(|byte| byte.is_ascii_digit());
    cell.parse().ok().filter(|_| digits).ok_or_else(|| bad(cell, example))
}

/// A person as a sheet of rotations names them: by mail address if they have one.
pub(super) fn write_person(organisation: &Organisation, id: PersonId) -> String {
    let mail = organisation.people.iter().find(|person| person.id == id).map(|p| p.email.as_str());
    mail.filter(|mail| by_mail(organisation, mail).map(|p| p.id) == Some(id))
        .map_or_else(|| id.to_string(), String::from)
}

/// Somebody by mail address, by number, or by a name that nobody else has.
pub(super) fn person(organisation: &Organisation, cell: &str) -> Result<PersonId, Refusal> {
    let number = || {
        let id = number(cell, "").ok().map(PersonId)?;
        organisation.people.iter().find(|person| person.id == id)
    };
    let name = || only(organisation.people.iter().filter(|person| person.name == cell));
    let found = by_mail(organisation, cell).or_else(number).or_else(name);
    found.map(|person| person.id).ok_or_else(|| Refusal::with(Code::NotFound, ["person"]))
}

/// The one person with a mail address, in any case of its letters.
pub(super) fn by_mail<'a>(organisation: &'a Organisation, mail: &str) -> Option<&'a Person> {
    if mail.is_empty() {
        return None;
    }
    only(organisation.people.iter().filter(|person| person.email.eq_ignore_ascii_case(mail)))
}

/// The only one there is.
pub(super) fn only<T>(mut some: impl Iterator<Item = T>) -> Option<T> {
    some.next().filter(|_| some.next().is_none())
}
