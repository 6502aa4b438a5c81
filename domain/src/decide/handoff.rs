//! The liaison's hand-off of the technical side (requirements §2.3).

use super::turn::{Done, Turn};
use crate::catalogue::Role;
use crate::command::Command as C;
use crate::event::Event as E;
use crate::ids::PersonId;
use crate::liaison::Handoff;
use crate::refusal::{Code, Refusal};
use crate::text;

pub(super) fn decide(turn: &mut Turn<'_>, command: &C) -> Done {
    turn.running()?;
    match command {
        C::PageStandby { person } => page(turn, *person),
        C::AcceptStandby => {
            let standby = at_step(turn, |h| matches!(h, Handoff::Paged { .. }))?;
            turn.emit(E::StandbyAcknowledged { standby });
            Ok(())
        }
        C::DeclineStandby { note } => {
            let standby = at_step(turn, |h| !h.is_complete())?;
            let note = text::optional_note("note", note)?;
            turn.emit(E::StandbyDeclined { standby, note });
            page_next(turn);
            Ok(())
        }
        C::ConfirmStandbyPresent => {
            let coming = |h| matches!(h, Handoff::Paged { .. } | Handoff::Acknowledged { .. });
            let standby = at_step(turn, coming)?;
            turn.emit(E::StandbyPresent { standby });
            Ok(())
        }
        C::NoteHandoff { .. } => note(turn, command),
        C::AcceptHandoff => accept(turn),
        C::OverrideHandoff { reason } => {
            if turn.state().liaison.handoff.is_complete() {
                return Err(Code::HandoffStep.into());
            }
            let reason = text::note("reason", reason)?;
            turn.emit(E::HandoffOverridden { reason });
            seat_liaison(turn);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The standby, while the hand-off is at such a step.
fn at_step(turn: &Turn<'_>, fits: impl Fn(Handoff) -> bool) -> Result<PersonId, Refusal> {
    let handoff = turn.state().liaison.handoff;
    let standby = handoff.standby().filter(|_| fits(handoff));
    standby.ok_or_else(|| Code::HandoffStep.into())
}

fn page(turn: &mut Turn<'_>, person: Option<PersonId>) -> Done {
    if turn.state().liaison.handoff != Handoff::Open {
        return Err(Code::HandoffStep.into());
    }
    let standby = match person {
        Some(person) => Some(turn.member(person)?),
        None => next(turn),
    };
    let nobody = || Refusal::with(Code::NobodyLeft, [Role::CustomerLiaison.slug()]);
    let standby = standby.ok_or_else(nobody)?;
    if turn.state().holds(standby, Role::CustomerLiaison) {
        return Err(Code::AlreadySo.into());
    }
    let due = turn.now + turn.settings().page_timeout;
    turn.emit(E::StandbyPaged { standby, due });
    Ok(())
}

/// The next standby: first of those to page for the liaison who was not asked and is free.
fn next(turn: &Turn<'_>) -> Option<PersonId> {
    let state = turn.state();
    turn.organisation.roster_at(Role::CustomerLiaison, turn.now).find(|person| {
        !state.liaison.passed_over.contains(person) && state.roles_of(*person).next().is_none()
    })
}

fn page_next(turn: &mut Turn<'_>) {
    if let Some(standby) = next(turn) {
        let due = turn.now + turn.settings().page_timeout;
        turn.follow(E::StandbyPaged { standby, due });
    }
}

/// The standby did not answer: the next one is asked.
pub(super) fn timed_out(turn: &mut Turn<'_>) {
    if let Some(standby) = turn.state().liaison.handoff.standby() {
        turn.follow(E::StandbyTimedOut { standby });
        page_next(turn);
    }
}

fn note(turn: &mut Turn<'_>, command: &C) -> Done {
    let C::NoteHandoff { state, promises, drafts, customers_reporting } = command else {
        return Ok(());
    };
    if matches!(turn.state().liaison.handoff, Handoff::Accepted { .. }) {
        return Err(Code::HandoffStep.into());
    }
    turn.emit(E::HandoffNoted {
        state: text::note("state", state)?,
        promises: text::optional_note("promises", promises)?,
        drafts: text::optional_note("drafts", drafts)?,
        customers_reporting: text::optional_note("customers reporting", customers_reporting)?,
    });
    Ok(())
}

/// Complete only when the standby is on the technical call, has the note, and says so (R36).
fn accept(turn: &mut Turn<'_>) -> Done {
    let standby = at_step(turn, |h| matches!(h, Handoff::Present { .. }))?;
    if turn.state().liaison.notes.is_none() {
        return Err(Code::HandoffStep.into());
    }
    turn.emit(E::HandoffAccepted { standby });
    seat_liaison(turn);
    Ok(())
}

/// The liaison's business seat becomes active with the hand-off, if they are here (R35).
fn seat_liaison(turn: &mut Turn<'_>) {
    if turn.state().is_present(Role::CustomerLiaison) {
        turn.follow(E::SeatActive { role: Role::CustomerLiaison });
    }
}
