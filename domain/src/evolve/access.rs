//! Who may know of the incident.

use crate::access::Guest;
use crate::event::Event as E;
use crate::incident::Incident;

pub(super) fn apply(incident: &mut Incident, event: &E) {
    let access = &mut incident.access;
    match event {
        E::ConfidentialitySet { confidential, .. } => access.confidential = *confidential,
        E::Admitted { person } => access.people.push(*person),
        E::Dismissed { person, .. } => access.people.retain(|known| known != person),
        E::GuestAdmitted { person, until, clearance } => {
            let guest = Guest { person: *person, until: *until, clearance: *clearance };
            access.guests.retain(|known| known.person != *person);
            access.guests.push(guest);
        }
        E::GuestEnded { person } => access.guests.retain(|known| known.person != *person),
        E::HoldSet { hold, .. } => access.hold = *hold,
        _ => {}
    }
}
