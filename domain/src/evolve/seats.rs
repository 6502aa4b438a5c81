//! Who holds which role, who is paged, who is here.

use crate::catalogue::Role;
use crate::event::{Event as E, Recorded};
use crate::ids::PersonId;
use crate::incident::Incident;
use crate::liaison::Handoff;
use crate::list::find_mut;
use crate::reach::{Reach, Summons, Tried};
use crate::seat::{Offer, Page, Presence, Seat, Standing, Tenure};

pub(super) fn apply(incident: &mut Incident, recorded: &Recorded) {
    match &recorded.event {
        E::PresenceChanged { .. } => presence(incident, recorded),
        E::SeatTaken { role, person, .. } => {
            take(incident, recorded);
            follow_the_liaison(incident, *role, *person);
        }
        E::PageTried(Tried { summons, reach, .. }) => tried(incident, *summons, *reach),
        E::Paged { .. }
        | E::PageDeclined { .. }
        | E::PageTimedOut { .. }
        | E::PageWithdrawn { .. }
        | E::BackupsExhausted { .. } => page(incident, recorded),
        _ => holder(incident, recorded),
    }
}

fn page(incident: &mut Incident, recorded: &Recorded) {
    match &recorded.event {
        E::Paged { role, person, rank, due, .. } => {
            let seat = seat(incident, *role);
            let (person, rank, at, due) = (*person, *rank, recorded.at, *due);
            seat.page = Some(Page { person, rank, at, due, reach: Reach::Underway });
            seat.exhausted = false;
        }
        E::PageDeclined { role, person, .. } | E::PageTimedOut { role, person } => {
            let seat = seat(incident, *role);
            seat.page = None;
            seat.passed_over.push(*person);
        }
        E::PageWithdrawn { role } => seat(incident, *role).page = None,
        E::BackupsExhausted { role } => seat(incident, *role).exhausted = true,
        _ => {}
    }
}

/// What one channel took is not undone by what another did not.
fn tried(incident: &mut Incident, summons: Summons, tried: Reach) {
    let reach = match summons {
        Summons::Seat(role) => seat(incident, role).page.as_mut().map(|page| &mut page.reach),
        Summons::Standby => match &mut incident.liaison.handoff {
            Handoff::Paged { reach, .. } => Some(reach),
            _ => None,
        },
    };
    if let Some(reach) = reach.filter(|reach| **reach != Reach::Delivered) {
        *reach = tried;
    }
}

fn take(incident: &mut Incident, recorded: &Recorded) {
    let E::SeatTaken { role, person, rank, eta, .. } = &recorded.event else {
        return;
    };
    // The liaison's seat becomes active only once the technical side is handed off (R35).
    let free = *role != Role::CustomerLiaison || incident.liaison.handoff.is_complete();
    let active = free && incident.is_here(*person);
    let standing = if active { Standing::Active } else { Standing::Acknowledged { eta: *eta } };
    let seat = seat(incident, *role);
    seat.holder = Some(Tenure { person: *person, rank: *rank, since: recorded.at, standing });
    seat.page = None;
    seat.offer = None;
    seat.passed_over.clear();
    seat.exhausted = false;
}

/// Until the technical side is handed off, whoever is Customer Liaison answers for it: exactly one
/// person at every moment (requirements §2.3).
fn follow_the_liaison(incident: &mut Incident, role: Role, person: PersonId) {
    let liaison = &mut incident.liaison;
    if role != Role::CustomerLiaison || matches!(liaison.handoff, Handoff::Accepted { .. }) {
        return;
    }
    liaison.technical_side = Some(person);
    if liaison.handoff.standby() == Some(person) {
        // Nobody hands off to themself: another standby is needed.
        liaison.handoff = Handoff::Open;
    }
}

fn holder(incident: &mut Incident, recorded: &Recorded) {
    match &recorded.event {
        E::SeatActive { role } => stand(incident, *role, Standing::Active),
        E::HolderReturned { role, .. } => {
            stand(incident, *role, Standing::Active);
            // Whoever could not come this time is asked again the next.
            let seat = seat(incident, *role);
            seat.passed_over.clear();
            seat.exhausted = false;
        }
        E::HolderUnavailable { role, .. } => stand(incident, *role, Standing::Unavailable),
        E::HandOverOffered { role, to, note } => {
            let offer = Offer { to: *to, at: recorded.at, note: note.clone() };
            seat(incident, *role).offer = Some(offer);
        }
        E::HandOverEnded { role, .. } => seat(incident, *role).offer = None,
        E::Released { role, .. } => {
            let seat = seat(incident, *role);
            seat.holder = None;
            seat.offer = None;
        }
        _ => {}
    }
}

fn stand(incident: &mut Incident, role: Role, standing: Standing) {
    if let Some(tenure) = &mut seat(incident, role).holder {
        tenure.standing = standing;
    }
}

/// The seat, made when it is first spoken of.
fn seat(incident: &mut Incident, role: Role) -> &mut Seat {
    let at = incident.seats.iter().position(|s| s.role >= role).unwrap_or(incident.seats.len());
    if incident.seats.get(at).is_none_or(|s| s.role != role) {
        incident.seats.insert(at, Seat::empty(role));
    }
    // The line above put it there; an index is the one way to say so without a second search.
    #[expect(clippy::indexing_slicing, reason = "`at` holds the seat found or inserted above")]
    &mut incident.seats[at]
}

fn presence(incident: &mut Incident, recorded: &Recorded) {
    let E::PresenceChanged { person, call, chat, proxy } = &recorded.event else {
        return;
    };
    let at = recorded.at;
    if find_mut(&mut incident.presence, *person).is_none() {
        incident.presence.push(Presence::absent(*person, at));
    }
    if let Some(presence) = find_mut(&mut incident.presence, *person) {
        if presence.is_here() {
            presence.earlier_ms += (at - presence.since).max(0);
        }
        *presence = Presence { call: *call, chat: *chat, proxy: *proxy, since: at, ..*presence };
    }
}
