//! Who answers for a seat at this moment: the question behind "waits for whom".

use crate::catalogue::Role;
use crate::ids::PersonId;
use crate::incident::Incident;

/// A seat that is waited for, and who answers for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Post {
    /// The seat.
    pub role: Role,
    /// Who answers.
    pub answerer: Answerer,
}

/// Who answers for a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answerer {
    /// Its holder, who can act.
    Holder(PersonId),
    /// Its holder, who cannot act now.
    Away(PersonId),
    /// Its holder, who wrote the text and so cannot approve it (R92).
    Author(PersonId),
    /// Nobody yet: this person is being paged.
    Paged(PersonId),
    /// Nobody, and everybody on the roster was tried.
    Exhausted,
    /// Nobody, and nobody is being paged.
    Nobody,
}

impl Post {
    /// The seat of a role as it stands now.
    pub fn of(incident: &Incident, role: Role) -> Self {
        let Some(seat) = incident.seat(role) else {
            return Self { role, answerer: Answerer::Nobody };
        };
        let page = seat.page.as_ref().map(|page| page.person);
        let answerer = match (seat.person(), page) {
            (Some(holder), _) if seat.is_served() => Answerer::Holder(holder),
            (_, Some(paged)) => Answerer::Paged(paged),
            (Some(holder), None) => Answerer::Away(holder),
            (None, None) if seat.exhausted => Answerer::Exhausted,
            (None, None) => Answerer::Nobody,
        };
        Self { role, answerer }
    }

    /// The person who can act for the seat now.
    pub const fn acting(self) -> Option<PersonId> {
        match self.answerer {
            Answerer::Holder(person) => Some(person),
            _ => None,
        }
    }
}
