//! People: who they are, how they are reached, whether they are active and who administers.

use super::check;
use super::{Change as C, Contact, Details, Done, Turn, not_found};
use crate::ids::PersonId;
use crate::limits::PEOPLE_MAX;
use crate::list::find_mut;
use crate::organisation::Person;
use crate::refusal::{Code, Refusal};

pub(super) fn make(turn: &mut Turn, change: &C) -> Done {
    match change {
        C::AddPerson { details } => add(turn, details),
        C::EditPerson { person, details } => {
            let checked = checked(turn, *person, details)?;
            let known = known(turn, *person)?;
            let (administrator, deactivated) = (known.administrator, known.deactivated);
            *known = Person { administrator, deactivated, ..checked };
            Ok(())
        }
        C::SetOwnContact { contact } => own_contact(turn, contact),
        C::Deactivate { person } => {
            let last = is_last_administrator(turn, *person);
            let person = known(turn, *person)?;
            if person.deactivated {
                return Err(Code::AlreadySo.into());
            }
            if last {
                return Err(Code::LastAdministrator.into());
            }
            // The right does not wait for them: whoever comes back is given it again, or not.
            (person.deactivated, person.administrator) = (true, false);
            Ok(())
        }
        C::Reactivate { person } => {
            known(turn, *person)?.deactivated = false;
            Ok(())
        }
        C::GiveAdministrator { person } => {
            active(turn, *person)?;
            known(turn, *person)?.administrator = true;
            Ok(())
        }
        C::TakeAdministrator { person } => {
            if is_last_administrator(turn, *person) {
                return Err(Code::LastAdministrator.into());
            }
            known(turn, *person)?.administrator = false;
            Ok(())
        }
        _ => Ok(()),
    }
}

fn add(turn: &mut Turn, details: &Details) -> Done {
    check::room("person", turn.draft.people.len(), PEOPLE_MAX)?;
    let person = checked(turn, PersonId(turn.made), details)?;
    turn.draft.people.push(person);
    Ok(())
}

fn own_contact(turn: &mut Turn, contact: &Contact) -> Done {
    let by = turn.by;
    let Person { name, title, .. } = known(turn, by)?;
    let (name, title) = (name.clone(), title.clone());
    let Contact { phone, email, zone, channels } = contact.clone();
    let details = Details { name, title, phone, email, zone, channels };
    make(turn, &C::EditPerson { person: by, details })
}

/// A person of these details, each within its bound.
fn checked(turn: &Turn, id: PersonId, details: &Details) -> Result<Person, Refusal> {
    check::each_once("channels", &details.channels)?;
    Ok(Person {
        id,
        name: check::name("name", &details.name)?,
        title: check::line("title", &details.title, crate::limits::NAME_CHARS_MAX)?,
        phone: check::phone(&details.phone)?,
        email: check::own_email(&details.email, id, &turn.draft)?,
        zone: check::zone(&details.zone)?,
        channels: details.channels.clone(),
        ..Person::default()
    })
}

fn known(turn: &mut Turn, person: PersonId) -> Result<&mut Person, Refusal> {
    find_mut(&mut turn.draft.people, person).ok_or_else(|| not_found("person"))
}

/// Refuses somebody who is not there, or not any more.
pub(super) fn active(turn: &Turn, person: PersonId) -> Done {
    if turn.draft.person(person).is_some() {
        return Ok(());
    }
    let left = turn.draft.people.iter().find(|it| it.id == person);
    Err(left.map_or_else(|| not_found("person"), |it| Refusal::with(Code::NotActive, [&it.name])))
}

/// Whether nobody could change the organisation without this person (decision 14).
fn is_last_administrator(turn: &Turn, person: PersonId) -> bool {
    let mut all = turn.draft.people.iter().filter(|it| it.administrator && !it.deactivated);
    all.next().is_some_and(|it| it.id == person) && all.next().is_none()
}
