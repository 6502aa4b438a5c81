//! Paging: asking people into seats, and the next backup when they do not come (requirements §3.3).

use super::turn::{Done, Turn, not_found};
use crate::catalogue::Role;
use crate::command::Command as C;
use crate::event::{Event as E, Taking};
use crate::ids::PersonId;
use crate::incident::State;
use crate::liaison::Handoff;
use crate::reach::page_of;
use crate::refusal::{Code, Refusal};
use crate::seat::{Rank, Seat};
use crate::text;
use crate::time::Timestamp;

pub(super) fn decide(turn: &mut Turn<'_>, command: &C) -> Done {
    turn.open()?;
    match command {
        C::Page { role, person, reason } => page(turn, *role, *person, reason),
        C::AcceptPage { role, eta } => accept(turn, *role, *eta),
        C::DeclinePage { role, note } => {
            let person = turn.person()?;
            let note = text::optional_note("note", note)?;
            turn.emit(E::PageDeclined { role: *role, person, note });
            page_next(turn, *role, "the one before declined");
            Ok(())
        }
        C::ReportReach(tried) => {
            if page_of(turn.state(), tried.person, tried.summons).is_none() {
                return Err(Code::NotDue.into());
            }
            turn.emit(E::PageTried(*tried));
            Ok(())
        }
        C::TakeOver { role, note } => take_over(turn, *role, note),
        _ => Ok(()),
    }
}

fn page(turn: &mut Turn<'_>, role: Role, person: Option<PersonId>, reason: &str) -> Done {
    in_use(turn, role)?;
    let reason = text::optional_note("reason", reason)?;
    unserved(turn, role)?;
    let person = if let Some(person) = person {
        turn.member(person)?
    } else {
        if turn.state().seat(role).is_some_and(|seat| seat.page.is_some()) {
            return Err(Code::AlreadySo.into());
        }
        next(turn, role).ok_or_else(|| Refusal::with(Code::NobodyLeft, [role.slug()]))?
    };
    free_for(turn, person, role)?;
    let (rank, due) = (rank(turn, role, person), turn.now + turn.settings().page_timeout);
    turn.emit(E::Paged { role, person, rank, due, reason });
    Ok(())
}

/// The role exists, and is wanted at this time: before a declaration only the Technical SLT's is.
fn in_use(turn: &Turn<'_>, role: Role) -> Done {
    if !turn.state().has_role(role, turn.organisation) {
        return Err(not_found("role"));
    }
    let state = turn.state().state;
    if state == State::Watch && role != Role::TechnicalSlt {
        return Err(Refusal::with(Code::WrongState, [state.slug()]));
    }
    Ok(())
}

/// Refuses when somebody holds the seat who can act, and says who (R31).
fn unserved(turn: &Turn<'_>, role: Role) -> Done {
    let holder = turn.state().seat(role).filter(|seat| seat.is_served()).and_then(Seat::person);
    match holder {
        Some(holder) => {
            Err(Refusal::with(Code::SeatTaken, [turn.organisation.name_of(holder), role.slug()]))
        }
        None => Ok(()),
    }
}

/// One person, one seat, unless the organisation allows more (requirements §3.3.6); and nobody
/// answers for both sides of the liaison.
pub(super) fn free_for(turn: &Turn<'_>, person: PersonId, role: Role) -> Done {
    let state = turn.state();
    let handed_to =
        matches!(state.liaison.handoff, Handoff::Accepted { standby, .. } if standby == person);
    let other = state.roles_of(person).find(|held| *held != role);
    let other = other.filter(|_| !turn.settings().several_roles_per_person);
    let other = other.or((role == Role::CustomerLiaison && handed_to).then_some(role));
    match other {
        Some(held) => {
            let name = turn.organisation.name_of(person);
            Err(Refusal::with(Code::HoldsAnother, [name, held.slug()]))
        }
        None => Ok(()),
    }
}

/// The capacity in which a person would hold a role.
pub(super) fn rank(turn: &Turn<'_>, role: Role, person: PersonId) -> Rank {
    match turn.organisation.rank(role, person, turn.now) {
        Some(0) => Rank::Primary,
        Some(n) => Rank::Backup(n),
        None => Rank::CalledIn,
    }
}

/// The next who was not passed over and is free, whoever is on call at this instant first.
fn next(turn: &Turn<'_>, role: Role) -> Option<PersonId> {
    let seat = turn.state().seat(role);
    let passed: &[PersonId] = seat.map_or(&[], |seat| &seat.passed_over);
    let holder = seat.and_then(Seat::person);
    turn.organisation.roster_at(role, turn.now).find(|person| {
        !passed.contains(person) && holder != Some(*person) && free_for(turn, *person, role).is_ok()
    })
}

/// Asks the next of the roster, or says that nobody is left (requirements §3.3.4).
pub(super) fn page_next(turn: &mut Turn<'_>, role: Role, reason: &str) {
    match next(turn, role) {
        Some(person) => {
            let (rank, due) = (rank(turn, role, person), turn.now + turn.settings().page_timeout);
            turn.follow(E::Paged { role, person, rank, due, reason: reason.into() });
        }
        None => turn.follow(E::BackupsExhausted { role }),
    }
}

/// Nobody answered in time: the next backup is asked (R26).
pub(super) fn timed_out(turn: &mut Turn<'_>, role: Role) {
    let seat = turn.state().seat(role);
    let Some(person) = seat.and_then(|seat| seat.page.as_ref()).map(|page| page.person) else {
        return;
    };
    turn.follow(E::PageTimedOut { role, person });
    page_next(turn, role, "the one before did not answer");
}

/// Ends every page, because nobody is needed any more.
pub(super) fn withdraw_all(turn: &mut Turn<'_>) {
    let paged = turn.state().seats.iter().filter(|s| s.page.is_some()).map(|s| s.role);
    for role in paged.collect::<Vec<_>>() {
        turn.follow(E::PageWithdrawn { role });
    }
}

fn accept(turn: &mut Turn<'_>, role: Role, eta: Option<Timestamp>) -> Done {
    let person = turn.person()?;
    unserved(turn, role)?;
    free_for(turn, person, role)?;
    if eta.is_some_and(|eta| eta < turn.now) {
        return Err(Code::BadTime.into());
    }
    let rank = rank(turn, role, person);
    take(turn, Seating { role, person, rank, how: Taking::AnsweredPage, eta, note: "" })
}

/// A backup takes an empty seat, or one whose holder cannot act (R25, decision 14). With a holder
/// who can, it takes their consent or the Business Lead's order.
fn take_over(turn: &mut Turn<'_>, role: Role, note: &str) -> Done {
    let person = turn.person()?;
    in_use(turn, role)?;
    if turn.state().holds(person, role) {
        return Err(Code::AlreadySo.into());
    }
    unserved(turn, role)?;
    free_for(turn, person, role)?;
    let rank = rank(turn, role, person);
    take(turn, Seating { role, person, rank, how: Taking::TookOver, eta: None, note })
}

/// How somebody comes to a seat.
#[derive(Clone, Copy)]
pub(super) struct Seating<'a> {
    pub(super) role: Role,
    pub(super) person: PersonId,
    pub(super) rank: Rank,
    pub(super) how: Taking,
    pub(super) eta: Option<Timestamp>,
    pub(super) note: &'a str,
}

/// Seats somebody in place of whoever was there.
pub(super) fn take(turn: &mut Turn<'_>, seating: Seating<'_>) -> Done {
    let Seating { role, person, rank, how, eta, note } = seating;
    let note = text::optional_note("note", note)?;
    let from = turn.state().holder(role);
    turn.emit(E::SeatTaken { role, person, rank, from, how, eta, note });
    Ok(())
}
