//! What follows when somebody is deactivated: they are signed out, and the seats they hold in
//! running incidents go to their backups (decision 14).

use crate::catalogue::Role;
use crate::command::Command;
use crate::ids::PersonId;
use crate::incident::Incident;
use crate::organisation::Organisation;

/// Who was active before and is not any more: their sessions end at once.
pub fn people_who_left(before: &Organisation, after: &Organisation) -> Vec<PersonId> {
    let active = before.people.iter().filter(|person| !person.deactivated);
    active.map(|person| person.id).filter(|id| after.person(*id).is_none()).collect()
}

impl Incident {
    /// What follows from the organisation as it is now, as [`Incident::overdue`] says what follows
    /// from the time: each seat whose holder, or whoever is paged for it, has left.
    pub fn deserted(&self, organisation: &Organisation) -> Vec<Command> {
        if self.state.is_sealed() {
            return Vec::new();
        }
        let roles = self.seats.iter().map(|seat| seat.role);
        let deserted = roles.filter(|role| self.is_deserted(*role, organisation));
        deserted.map(|role| Command::CoverSeat { role }).collect()
    }

    /// Whether somebody is counted on for a seat who has left.
    pub(crate) fn is_deserted(&self, role: Role, organisation: &Organisation) -> bool {
        let left = |person: PersonId| organisation.person(person).is_none();
        self.seat(role).is_some_and(|seat| {
            (seat.is_served() && seat.person().is_some_and(left))
                || seat.page.as_ref().is_some_and(|page| left(page.person))
                || seat.offer.as_ref().is_some_and(|offer| left(offer.to))
        })
    }
}
