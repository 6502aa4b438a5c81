//! Who may know of the incident: confidentiality, those who need to know, and guests.

use super::paging::page_next;
use super::turn::{Done, Turn, not_found};
use crate::command::Command as C;
use crate::event::Event as E;
use crate::ids::PersonId;
use crate::incident::State;
use crate::limits::READERS_MAX;
use crate::list::find;
use crate::refusal::{Code, Refusal};
use crate::text;
use crate::time::{Minutes, Timestamp};
use crate::viewer::Clearance;

/// How long a guest may be let in at once.
const GUEST_MAX: Minutes = Minutes(90 * Minutes::DAY.0);

pub(super) fn decide(turn: &mut Turn<'_>, command: &C) -> Done {
    // Also of a record that is sealed: what it holds may turn out to be sensitive, or not any more.
    turn.in_state(&State::ALL)?;
    match command {
        C::SetConfidential { confidential, reason } => {
            let reason = text::note("reason", reason)?;
            if turn.state().access.confidential == *confidential {
                return Err(Code::AlreadySo.into());
            }
            turn.emit(E::ConfidentialitySet { confidential: *confidential, reason });
            keep_in(turn);
            Ok(())
        }
        C::Admit { person } => admit(turn, *person),
        C::Dismiss { person, reason } => {
            if !turn.state().access.people.contains(person) {
                return Err(not_found("person"));
            }
            let reason = text::optional_note("reason", reason)?;
            turn.emit(E::Dismissed { person: *person, reason });
            Ok(())
        }
        C::AdmitGuest { person, until, clearance } => {
            admit_guest(turn, *person, *until, *clearance)
        }
        C::EndGuest { person } => {
            find(&turn.state().access.guests, *person).ok_or_else(|| not_found("guest"))?;
            turn.emit(E::GuestEnded { person: *person });
            vacate(turn, *person);
            Ok(())
        }
        C::HoldRecord { hold, reason } => {
            let reason = text::note("reason", reason)?;
            if turn.state().access.hold == *hold {
                return Err(Code::AlreadySo.into());
            }
            turn.emit(E::HoldSet { hold: *hold, reason });
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Whoever opens a confidential record, or makes one confidential, goes on knowing of it.
pub(super) fn keep_in(turn: &mut Turn<'_>) {
    let Some(person) = turn.actor.person() else { return };
    let out = turn.state().viewer(turn.organisation, turn.actor).is_none();
    if turn.state().access.confidential && out {
        turn.follow(E::Admitted { person });
    }
}

/// A record that is confidential from its first moment.
pub(super) fn begin_confidential(turn: &mut Turn<'_>, confidential: bool) {
    if confidential && !turn.state().access.confidential {
        let reason = "opened as confidential".into();
        turn.emit(E::ConfidentialitySet { confidential, reason });
    }
}

fn admit(turn: &mut Turn<'_>, person: PersonId) -> Done {
    let person = turn.member(person)?;
    if turn.organisation.is_guest(person) {
        return Err(not_found("person"));
    }
    let access = &turn.state().access;
    if access.people.contains(&person) {
        return Err(Code::AlreadySo.into());
    }
    room(access.people.len())?;
    turn.emit(E::Admitted { person });
    Ok(())
}

fn admit_guest(
    turn: &mut Turn<'_>,
    person: PersonId,
    until: Timestamp,
    clearance: Clearance,
) -> Done {
    let known = turn.organisation.person(person).and_then(|person| person.guest.as_ref());
    if known != Some(&turn.state().id) {
        return Err(not_found("guest"));
    }
    if until <= turn.now || until > turn.now + GUEST_MAX {
        return Err(Code::BadTime.into());
    }
    let guests = &turn.state().access.guests;
    if find(guests, person).is_none() {
        room(guests.len())?;
    }
    turn.emit(E::GuestAdmitted { person, until, clearance });
    Ok(())
}

fn room(count: usize) -> Done {
    if count < READERS_MAX { Ok(()) } else { Err(Refusal::with(Code::TooMany, ["people", "200"])) }
}

/// A guest's time is over.
pub(super) fn guest_left(turn: &mut Turn<'_>, person: PersonId) {
    turn.follow(E::GuestEnded { person });
    vacate(turn, person);
}

/// Whoever goes cannot act any more: the backups of their seats are paged.
fn vacate(turn: &mut Turn<'_>, person: PersonId) {
    let sealed = turn.state().state.is_sealed();
    let held: Vec<_> = turn.state().roles_of(person).filter(|_| !sealed).collect();
    for role in held {
        let reason = "their time here is over".into();
        turn.follow(E::HolderUnavailable { role, person, reason });
        page_next(turn, role, "the holder cannot act now");
    }
}
