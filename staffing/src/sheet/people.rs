//! People as a sheet: one row each.

use super::cells;
use super::guard::write_row;
use super::table::{Faults, Row, Table};
use muster_domain::limits::{NAME_CHARS_MAX, PEOPLE_MAX};
use muster_domain::organisation::{Organisation, Person};
use muster_domain::refusal::{Code, Refusal};
use muster_domain::setup::check;
use muster_domain::sheet::{FieldChange, Outcome, PersonChange, Preview};
use std::collections::BTreeMap;

const ID: &str = "id";
const EMAIL: &str = "email";

/// A field of a person as a cell.
struct Field {
    name: &'static str,
    write: fn(&Person) -> String,
    /// Sets the field from a cell that says something else than it holds.
    read: fn(&mut Person, &str) -> Result<(), Refusal>,
    /// An empty cell says nothing, instead of emptying the field.
    sticky: bool,
}

/// In the order of the columns, behind the number.
const FIELDS: [Field; 8] = [
    Field {
        name: "name",
        write: |person| person.name.clone(),
        read: |person, cell| check::name("name", cell).map(|name| person.name = name),
        sticky: false,
    },
    Field {
        name: "title",
        write: |person| person.title.clone(),
        read: |person, cell| {
            check::line("title", cell, NAME_CHARS_MAX).map(|title| person.title = title)
        },
        sticky: false,
    },
    Field {
        name: "phone",
        write: |person| person.phone.clone(),
        read: |person, cell| check::phone(cell).map(|phone| person.phone = phone),
        sticky: false,
    },
    Field {
        name: EMAIL,
        write: |person| person.email.clone(),
        read: |person, cell| check::email(cell).map(|email| person.email = email),
        sticky: false,
    },
    Field {
        name: "zone",
        write: |person| person.zone.clone(),
        read: |person, cell| cells::zone(cell).map(|zone| person.zone = zone),
        sticky: false,
    },
    Field {
        name: "channels",
        write: |person| cells::write_channels(&person.channels),
        read: |person, cell| cells::channels(cell).map(|channels| person.channels = channels),
        sticky: false,
    },
    Field {
        name: "administrator",
        write: |person| cells::write_flag(person.administrator).into(),
        read: |person, cell| cells::flag(cell).map(|flag| person.administrator = flag),
        sticky: true,
    },
    Field {
        name: "deactivated",
        write: |person| cells::write_flag(person.deactivated).into(),
        read: |person, cell| cells::flag(cell).map(|flag| person.deactivated = flag),
        sticky: true,
    },
];

fn columns() -> Vec<&'static str> {
    [ID].into_iter().chain(FIELDS.iter().map(|field| field.name)).collect()
}

/// Everybody, those who left too.
pub fn write_people(organisation: &Organisation) -> String {
    let mut sheet = String::from('\u{feff}');
    write_row(&mut sheet, columns());
    for person in &organisation.people {
        let cells: Vec<String> = FIELDS.iter().map(|field| (field.write)(person)).collect();
        let id = person.id.to_string();
        write_row(&mut sheet, [id.as_str()].into_iter().chain(cells.iter().map(String::as_str)));
    }
    sheet
}

/// What a sheet of people would come to.
///
/// A row is about the person whose number it has; without one, about the person with its mail
/// address in any case of the letters; else about somebody new. A column that is missing leaves
/// the field as it is; an empty cell empties it, but for `administrator` and `deactivated`.
pub fn people(organisation: &Organisation, text: &str) -> Preview<PersonChange> {
    let mut faults = Faults::default();
    let table = Table::read(text, &columns(), &[], &mut faults);
    let mut changes: Vec<PersonChange> = Vec::new();
    for row in table.rows() {
        let before = match located(organisation, row) {
            Ok(before) => before,
            Err((column, reason)) => {
                faults.add(row.number, column, reason);
                continue;
            }
        };
        if before.is_some_and(|before| changes.iter().any(|it| it.id == Some(before.id))) {
            let column = if row.filled(ID).is_some() { ID } else { EMAIL };
            faults.add(row.number, column, Refusal::with(Code::NamedTwice, [column]));
            continue;
        }
        changes.push(change(row, before, &mut faults));
    }
    addresses(organisation, &changes, &mut faults);
    bounds(organisation, &changes, &mut faults);
    Preview { changes, faults: faults.finish() }
}

/// Whom a row is about, `None` being somebody new; or why that cannot be told, and in which column.
fn located<'a>(
    organisation: &'a Organisation,
    row: Row<'_>,
) -> Result<Option<&'a Person>, (&'static str, Refusal)> {
    if let Some(cell) = row.filled(ID) {
        let id = cells::number(cell, "12").map_err(|reason| (ID, reason))?;
        let found = organisation.people.iter().find(|person| person.id.0 == id);
        return found.map(Some).ok_or_else(|| (ID, Refusal::with(Code::NotFound, ["person"])));
    }
    let mail = row.filled(EMAIL).unwrap_or_default();
    let same = |person: &&Person| !mail.is_empty() && person.email.eq_ignore_ascii_case(mail);
    let mut all = organisation.people.iter().filter(same);
    match (all.next(), all.next()) {
        // Of two with one address, the sheet must say the number.
        (Some(_), Some(other)) => Err((EMAIL, Refusal::with(Code::MailTaken, [&other.name]))),
        (found, _) => Ok(found),
    }
}

fn change(row: Row<'_>, before: Option<&Person>, faults: &mut Faults) -> PersonChange {
    let mut person = before.cloned().unwrap_or_default();
    let mut fields = Vec::new();
    for field in &FIELDS {
        let was = (field.write)(&person);
        // What stays is not looked at again: it may be older than a rule about it.
        let says = |cell: &&str| *cell != was && !(field.sticky && cell.is_empty());
        let cell = row.get(field.name).filter(says);
        // Of somebody new, a name must be given.
        let cell =
            cell.or((field.name == "name" && was.is_empty() && before.is_none()).then_some(""));
        let Some(cell) = cell else { continue };
        if let Err(reason) = (field.read)(&mut person, cell) {
            faults.add(row.number, field.name, reason);
        }
        let after = (field.write)(&person);
        if after != was {
            fields.push(FieldChange { field: field.name.into(), before: was, after });
        }
    }
    let outcome = match before {
        None => Outcome::Added,
        Some(_) if fields.is_empty() => Outcome::Unchanged,
        Some(_) => Outcome::Changed,
    };
    PersonChange { row: row.number, outcome, id: before.map(|p| p.id), fields, person }
}

/// Nobody's address is somebody else's, once all is changed.
fn addresses(organisation: &Organisation, changes: &[PersonChange], faults: &mut Faults) {
    let touched: Vec<_> = changes.iter().filter_map(|change| change.id).collect();
    let others = organisation.people.iter().filter(|person| !touched.contains(&person.id));
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for person in others.filter(|person| !person.email.is_empty()) {
        taken.insert(person.email.to_ascii_lowercase(), &person.name);
    }
    for change in changes.iter().filter(|change| !change.person.email.is_empty()) {
        let holder = taken.insert(change.person.email.to_ascii_lowercase(), &change.person.name);
        // Two who have shared one for long are not this sheet's to part.
        if let Some(name) = holder.filter(|_| change.outcome != Outcome::Unchanged) {
            faults.add(change.row, EMAIL, Refusal::with(Code::MailTaken, [name]));
        }
    }
}

/// Not too many people in all, and at least one who may change the organisation (decision 14).
fn bounds(organisation: &Organisation, changes: &[PersonChange], faults: &mut Faults) {
    let new = changes.iter().filter(|change| change.outcome == Outcome::Added);
    if let Some(first) = new.clone().nth(PEOPLE_MAX.saturating_sub(organisation.people.len())) {
        let max = PEOPLE_MAX.to_string();
        faults.add(first.row, "", Refusal::with(Code::TooMany, ["people", &max]));
    }
    let serves = |person: &Person| person.administrator && !person.deactivated;
    let touched = |person: &Person| changes.iter().any(|change| change.id == Some(person.id));
    let kept = organisation.people.iter().any(|person| serves(person) && !touched(person));
    if kept || changes.iter().any(|change| serves(&change.person)) {
        return;
    }
    let was = |change: &&PersonChange| {
        organisation.people.iter().any(|p| Some(p.id) == change.id && serves(p))
    };
    if let Some(last) = changes.iter().rfind(was) {
        faults.add(last.row, "", Code::LastAdministrator);
    }
}
