//! Who may know of an incident at all (R150, D9, D13).
//!
//! An incident is open to every member of the organisation, or confidential: then it exists for
//! those who need to know and for nobody else. Whoever holds a seat, or is asked into one, needs to
//! know. A guest, such as outside counsel, knows of one incident, until a time.

use crate::actor::Actor;
use crate::catalogue::Role;
use crate::ids::PersonId;
use crate::incident::Incident;
use crate::list::{find, keyed};
use crate::organisation::Organisation;
use crate::permission::Who;
use crate::refusal::{Code, Refusal};
use crate::time::{Days, Timestamp};
use crate::viewer::{Clearance, Viewer};
use serde::{Deserialize, Serialize};

type Done = Result<(), Refusal>;

/// Who may know of an incident.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Access {
    /// Only for those who need to know (D13).
    pub confidential: bool,
    /// Who needs to know without holding a seat. They read what responders read: a confidential
    /// incident has no observers.
    pub people: Vec<PersonId>,
    /// People from outside the organisation (R150).
    pub guests: Vec<Guest>,
    /// Under a legal hold: kept whatever the retention says (R145).
    #[serde(default)]
    pub hold: bool,
}

/// Somebody from outside, let into one incident for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    /// Who.
    pub person: PersonId,
    /// Until when.
    pub until: Timestamp,
    /// What they may read; a seat may let them read more.
    pub clearance: Clearance,
}

keyed! { Guest => person: PersonId }

impl Incident {
    /// Whether somebody holds a seat or is asked into one: whoever is asked must know what for.
    pub fn is_called(&self, person: PersonId) -> bool {
        let asked = self.seats.iter().any(|seat| {
            seat.page.as_ref().is_some_and(|page| page.person == person)
                || seat.offer.as_ref().is_some_and(|offer| offer.to == person)
        });
        let liaison = self.liaison.handoff.standby() == Some(person)
            || self.liaison.technical_side == Some(person);
        asked || liaison || self.roles_of(person).next().is_some()
    }

    /// What somebody may read who holds no seat and is asked into none; nothing where the incident
    /// does not exist for them.
    pub(crate) fn uncalled(
        &self,
        organisation: &Organisation,
        person: PersonId,
    ) -> Option<Clearance> {
        if let Some(guest) = find(&self.access.guests, person) {
            return Some(guest.clearance);
        }
        if organisation.is_guest(person) {
            return None;
        }
        match (self.access.confidential, self.access.people.contains(&person)) {
            (false, _) => Some(Clearance::Observer),
            (true, true) => Some(Clearance::Responder),
            (true, false) => None,
        }
    }

    /// Whether somebody may read who opened this incident and its privileged notes (decision 18).
    pub fn may_audit(&self, organisation: &Organisation, person: PersonId) -> Done {
        self.is_for(organisation, person, &[Role::BusinessLead, Role::LegalOfficer])
    }

    /// Whether somebody may erase what is known of people without an account (R145).
    pub fn may_erase(&self, organisation: &Organisation, person: PersonId) -> Done {
        self.is_for(organisation, person, &[Role::BusinessLead])
    }

    /// As whom somebody takes the record with them: whoever holds a seat, or administers, at their
    /// clearance (decision 15). Notes for messaging responders only stay out of it, unless Legal
    /// asks for them.
    pub fn export_viewer(
        &self,
        organisation: &Organisation,
        person: PersonId,
        privileged: bool,
    ) -> Result<Viewer, Refusal> {
        let viewer = self.viewer(organisation, Actor::Person(person));
        let viewer = viewer.ok_or_else(|| Refusal::with(Code::NotFound, ["incident"]))?;
        if privileged && !self.holds(person, Role::LegalOfficer) {
            return Err(for_others([Who::Seat(Role::LegalOfficer)]));
        }
        let holds = self.roles_of(person).next().is_some();
        if !holds && !organisation.is_administrator(person) {
            return Err(for_others([Who::AnySeat, Who::Administrator]));
        }
        let most = if privileged { Clearance::Messaging } else { Clearance::Responder };
        Ok(Viewer { clearance: viewer.clearance.min(most), ..viewer })
    }

    /// Refuses whoever neither holds one of these seats nor administers, or does not know of it.
    fn is_for(&self, organisation: &Organisation, person: PersonId, seats: &[Role]) -> Done {
        if self.viewer(organisation, Actor::Person(person)).is_none() {
            return Err(Refusal::with(Code::NotFound, ["incident"]));
        }
        let holds = seats.iter().any(|role| self.holds(person, *role));
        if holds || organisation.is_administrator(person) {
            return Ok(());
        }
        Err(for_others(seats.iter().map(|role| Who::Seat(*role)).chain([Who::Administrator])))
    }

    /// Whether a look at it is noted: it is confidential, or there are notes that not everybody
    /// reads (decision 18).
    pub fn notes_readers(&self, clearance: Clearance) -> bool {
        let privileged = self.advice.iter().any(|advice| advice.limited);
        self.access.confidential || (privileged && clearance == Clearance::Messaging)
    }

    /// Whether the record is to be deleted by now: sealed for longer than the organisation keeps
    /// records, and under no hold (R145).
    pub fn is_expired(&self, kept: Days, now: Timestamp) -> bool {
        self.state.is_sealed() && !self.access.hold && self.since + kept <= now
    }

    /// Everybody for whom this incident exists, where that is not every member.
    pub fn readers(&self, organisation: &Organisation) -> Option<Vec<PersonId>> {
        let known = |person: PersonId| self.viewer(organisation, Actor::Person(person)).is_some();
        let people = organisation.people.iter().map(|person| person.id);
        self.access.confidential.then(|| people.filter(|person| known(*person)).collect())
    }
}

/// It is for these to do.
fn for_others(who: impl IntoIterator<Item = Who>) -> Refusal {
    let values = who.into_iter().map(|who| who.slug().into()).collect();
    Refusal { code: Code::NotAllowed, values }
}
