//! Seats that are held: putting people there, handing over, release, and who is here.

use super::paging::{Seating, free_for, page_next, rank, take};
use super::turn::{Done, Turn, not_found};
use crate::catalogue::Role;
use crate::command::Command as C;
use crate::event::{Event as E, Taking};
use crate::ids::PersonId;
use crate::refusal::{Code, Refusal};
use crate::seat::{Seat, Standing};
use crate::text;

/// Why a seat is empty or an offer ended, in the log.
const LEFT: &str = "left the organisation";

pub(super) fn decide(turn: &mut Turn<'_>, command: &C) -> Done {
    turn.open()?;
    match command {
        C::Assign { role, person, reason } => assign(turn, *role, *person, reason),
        C::MarkUnavailable { role, reason } => unavailable(turn, *role, reason),
        C::MarkReturned { role } => returned(turn, *role),
        C::OfferHandOver { role, to, note } => offer(turn, *role, *to, note),
        C::AcceptHandOver { role } => {
            let person = turn.person()?;
            free_for(turn, person, *role)?;
            let rank = rank(turn, *role, person);
            let how = Taking::HandedOver;
            take(turn, Seating { role: *role, person, rank, how, eta: None, note: "" })
        }
        C::EndHandOver { role, note } => {
            let offered = turn.state().seat(*role).is_some_and(|seat| seat.offer.is_some());
            if !offered {
                return Err(not_found("offer"));
            }
            let note = text::optional_note("note", note)?;
            turn.emit(E::HandOverEnded { role: *role, note });
            Ok(())
        }
        C::Release { role } => release(turn, *role),
        C::CoverSeat { role } => cover(turn, *role),
        C::SetPresence { call, chat, proxy } => presence(turn, *call, *chat, *proxy),
        _ => Ok(()),
    }
}

/// The Business Lead's order, with a reason (decision 14).
fn assign(turn: &mut Turn<'_>, role: Role, person: PersonId, reason: &str) -> Done {
    turn.running()?;
    if !turn.state().has_role(role, turn.organisation) {
        return Err(not_found("role"));
    }
    let person = turn.member(person)?;
    if role == Role::BusinessLead {
        return Err(Code::HandOverInstead.into());
    }
    if turn.state().holds(person, role) {
        return Err(Code::AlreadySo.into());
    }
    free_for(turn, person, role)?;
    text::note("reason", reason)?;
    let rank = rank(turn, role, person);
    take(turn, Seating { role, person, rank, how: Taking::Assigned, eta: None, note: reason })
}

fn unavailable(turn: &mut Turn<'_>, role: Role, reason: &str) -> Done {
    let person = holder(turn, role)?;
    if !turn.state().seat(role).is_some_and(Seat::is_served) {
        return Err(Code::AlreadySo.into());
    }
    let reason = text::optional_note("reason", reason)?;
    turn.emit(E::HolderUnavailable { role, person, reason });
    page_next(turn, role, "the holder cannot act now");
    Ok(())
}

fn returned(turn: &mut Turn<'_>, role: Role) -> Done {
    let person = holder(turn, role)?;
    if turn.state().seat(role).is_some_and(Seat::is_served) {
        return Err(Code::AlreadySo.into());
    }
    turn.emit(E::HolderReturned { role, person });
    if turn.state().seat(role).is_some_and(|seat| seat.page.is_some()) {
        turn.follow(E::PageWithdrawn { role });
    }
    Ok(())
}

fn holder(turn: &Turn<'_>, role: Role) -> Result<PersonId, Refusal> {
    let holder = turn.state().holder(role);
    holder.ok_or_else(|| Refusal::with(Code::SeatEmpty, [role.slug()]))
}

fn offer(turn: &mut Turn<'_>, role: Role, to: PersonId, note: &str) -> Done {
    let to = turn.member(to)?;
    if turn.state().holds(to, role) {
        return Err(Code::AlreadySo.into());
    }
    free_for(turn, to, role)?;
    let note = text::optional_note("note", note)?;
    turn.emit(E::HandOverOffered { role, to, note });
    Ok(())
}

/// A released seat is empty (R30). The lead is handed over; the liaison stays until the standby
/// has accepted (requirements §2.3).
fn release(turn: &mut Turn<'_>, role: Role) -> Done {
    let person = holder(turn, role)?;
    match role {
        Role::BusinessLead => return Err(Code::HandOverInstead.into()),
        Role::CustomerLiaison => turn.handed_off()?,
        _ => {}
    }
    turn.emit(E::Released { role, person });
    Ok(())
}

/// Whoever was counted on for a seat has left the organisation: the next is paged first, and takes
/// over when they answer (decision 14).
fn cover(turn: &mut Turn<'_>, role: Role) -> Done {
    if !turn.state().is_deserted(role, turn.organisation) {
        return Err(Code::NotDue.into());
    }
    let left = |person: &PersonId| turn.organisation.person(*person).is_none();
    let seat = turn.state().seat(role);
    let holder = seat.filter(|seat| seat.is_served()).and_then(Seat::person).filter(left);
    let paged = seat.and_then(|seat| seat.page.as_ref()).map(|page| page.person).filter(left);
    if seat.and_then(|seat| seat.offer.as_ref()).is_some_and(|offer| left(&offer.to)) {
        turn.follow(E::HandOverEnded { role, note: LEFT.into() });
    }
    if let Some(person) = holder {
        turn.follow(E::HolderUnavailable { role, person, reason: LEFT.into() });
    }
    if let Some(person) = paged {
        turn.follow(E::PageTimedOut { role, person });
    }
    let waits = turn.state().seat(role).is_some_and(|seat| seat.page.is_some());
    if (holder.is_some() || paged.is_some()) && !waits {
        page_next(turn, role, "the one before left the organisation");
    }
    Ok(())
}

fn presence(turn: &mut Turn<'_>, call: bool, chat: bool, proxy: Option<PersonId>) -> Done {
    let person = turn.person()?;
    if let Some(proxy) = proxy {
        turn.member(proxy)?;
        if proxy == person {
            return Err(not_found("proxy"));
        }
    }
    let known = turn.state().presence_of(person);
    let same = known.map_or(!call && !chat && proxy.is_none(), |p| {
        (p.call, p.chat, p.proxy) == (call, chat, proxy)
    });
    if same {
        return Ok(());
    }
    turn.emit(E::PresenceChanged { person, call, chat, proxy });
    let arrived = turn.state().roles_of(person).filter(|role| has_arrived(turn, *role));
    for role in arrived.collect::<Vec<_>>() {
        turn.follow(E::SeatActive { role });
    }
    Ok(())
}

/// The holder said yes before, and is here now.
fn has_arrived(turn: &Turn<'_>, role: Role) -> bool {
    let tenure = turn.state().seat(role).and_then(|seat| seat.holder.as_ref());
    let expected = tenure.is_some_and(|t| matches!(t.standing, Standing::Acknowledged { .. }));
    expected && turn.state().is_present(role)
}
