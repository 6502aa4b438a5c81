//! Reading in a spreadsheet is many changes at once: each is decided on top of the one before and
//! gets a line of the log, and nothing is written unless all of them are taken.

use super::{Applied, Change, Details, Entry, Request, Subject, decide_on};
use crate::ids::{CommandId, PersonId};
use crate::list::find;
use crate::organisation::{Organisation, Person};
use crate::sheet::{Fault, Outcome, PersonChange, RotaChange};
use crate::time::Timestamp;

/// What a sheet comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The organisation after all of it.
    pub organisation: Organisation,
    /// One line of the log for each change.
    pub lines: Vec<Line>,
}

/// A line of the log with what is kept beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The id of the change.
    pub id: CommandId,
    /// The line.
    pub entry: Entry,
    /// Whether whoever changes the same subject must have seen this first.
    pub counts: bool,
}

/// Reads in people. Whoever comes or is given a right comes first: an organisation that hands its
/// administration over in one sheet is never without.
pub fn import_people(
    organisation: &Organisation,
    changes: &[PersonChange],
    id: &CommandId,
    by: PersonId,
    now: Timestamp,
) -> Result<Imported, Fault> {
    let mut import = Import::new(organisation, id, by, now);
    let mut numbers = Vec::new();
    for change in changes.iter().filter(|it| it.outcome != Outcome::Unchanged) {
        numbers.push((import.person(change)?, change));
    }
    for (id, change) in &numbers {
        import.standing(*id, change, true)?;
    }
    for (id, change) in &numbers {
        import.standing(*id, change, false)?;
    }
    Ok(import.done)
}

/// Reads in rotations.
pub fn import_rotas(
    organisation: &Organisation,
    changes: &[RotaChange],
    id: &CommandId,
    by: PersonId,
    now: Timestamp,
) -> Result<Imported, Fault> {
    let mut import = Import::new(organisation, id, by, now);
    for change in changes.iter().filter(|it| it.outcome != Outcome::Unchanged) {
        let rota = Some(change.after.clone());
        import.make(change.row, Change::SetRota { role: change.role, rota })?;
    }
    Ok(import.done)
}

/// The id of the n-th change of an import, from 1.
pub fn import_id(id: &CommandId, n: usize) -> CommandId {
    CommandId(id.as_str().to_owned() + "." + &n.to_string())
}

struct Import<'a> {
    id: &'a CommandId,
    by: PersonId,
    now: Timestamp,
    done: Imported,
}

impl<'a> Import<'a> {
    fn new(first: &Organisation, id: &'a CommandId, by: PersonId, now: Timestamp) -> Self {
        Self { id, by, now, done: Imported { organisation: first.clone(), lines: Vec::new() } }
    }

    /// Makes a change on top of the others. After a fault, what was made is not looked at again.
    fn make(&mut self, row: u32, change: Change) -> Result<Subject, Fault> {
        let id = import_id(self.id, self.done.lines.len() + 1);
        let organisation = core::mem::take(&mut self.done.organisation);
        let request = Request { id, revision: Some(organisation.revision), change };
        let applied = decide_on(organisation, &request, 0, self.by, self.now);
        let applied = applied.map_err(|reason| {
            let column = String::new();
            Fault { row, column, reason }
        })?;
        let Applied { organisation, entry, counts } = applied;
        let subject = entry.subject;
        self.done.organisation = organisation;
        self.done.lines.push(Line { id: request.id, entry, counts });
        Ok(subject)
    }

    /// Who somebody is: taken in, or changed. Answers their number.
    fn person(&mut self, change: &PersonChange) -> Result<PersonId, Fault> {
        let details = details(&change.person);
        let Some(person) = change.id else {
            let subject = self.make(change.row, Change::AddPerson { details })?;
            return Ok(subject.concerns().unwrap_or_default());
        };
        let same = find(&self.done.organisation.people, person)
            .is_some_and(|it| self::details(it) == details);
        if !same {
            self.make(change.row, Change::EditPerson { person, details })?;
        }
        Ok(person)
    }

    /// Whether somebody is active and an administrator: what is given, or what is taken.
    fn standing(
        &mut self,
        person: PersonId,
        change: &PersonChange,
        gives: bool,
    ) -> Result<(), Fault> {
        let wanted = &change.person;
        let is = |import: &Self| {
            let person = find(&import.done.organisation.people, person);
            person.map_or((false, false), |it| (it.administrator, it.deactivated))
        };
        let (_, deactivated) = is(self);
        if gives && deactivated && !wanted.deactivated {
            self.make(change.row, Change::Reactivate { person })?;
        }
        let (administrator, deactivated) = is(self);
        if gives && wanted.administrator && !administrator && !deactivated {
            self.make(change.row, Change::GiveAdministrator { person })?;
        }
        if !gives && wanted.deactivated && !deactivated {
            self.make(change.row, Change::Deactivate { person })?;
        }
        let (administrator, _) = is(self);
        if !gives && administrator && !wanted.administrator {
            self.make(change.row, Change::TakeAdministrator { person })?;
        }
        Ok(())
    }
}

fn details(person: &Person) -> Details {
    let Person { name, title, phone, email, zone, channels, .. } = person.clone();
    Details { name, title, phone, email, zone, channels }
}
