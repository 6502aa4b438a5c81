//! Who holds which role, who is being paged for it, and who is here (requirements §2.4).

use crate::catalogue::Role;
use crate::ids::PersonId;
use crate::list::keyed;
use crate::reach::Reach;
use crate::time::Timestamp;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// One role in one incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The role.
    pub role: Role,
    /// Who holds it, if anybody does: never two people (R31).
    pub holder: Option<Tenure>,
    /// Who is being asked to take it, if anybody is.
    pub page: Option<Page>,
    /// A hand-over that waits for the other person's yes.
    pub offer: Option<Offer>,
    /// Who declined, timed out or left since the seat was last filled; not paged again by itself.
    pub passed_over: Vec<PersonId>,
    /// Every backup has been tried in vain (requirements §3.3.4).
    pub exhausted: bool,
}

/// A person holding a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenure {
    /// Who.
    pub person: PersonId,
    /// In which capacity.
    pub rank: Rank,
    /// Since when.
    pub since: Timestamp,
    /// How far they have come.
    pub standing: Standing,
}

/// In which capacity a seat is held; stays with every act done in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// On call at that time; where the role has no rotation, first of the roster.
    Primary,
    /// The n-th who is paged after that, from 1.
    Backup(u32),
    /// Called in by the Business Lead from outside roster and rotation.
    CalledIn,
}

/// How far a seat's holder has come (requirements §2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Said yes, expected at the given time if they said when.
    Acknowledged {
        /// When they expect to be here.
        eta: Option<Timestamp>,
    },
    /// At work.
    Active,
    /// Cannot act now; a backup is being paged.
    Unavailable,
}

/// People being asked to take a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Who is asked.
    pub person: PersonId,
    /// In which capacity.
    pub rank: Rank,
    /// Since when.
    pub at: Timestamp,
    /// When the next backup is asked instead (R26).
    pub due: Timestamp,
    /// How far it has come (R32).
    #[serde(default)]
    pub reach: Reach,
}

/// A holder offers the seat to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// To whom.
    pub to: PersonId,
    /// Since when.
    pub at: Timestamp,
    /// What the next holder should know.
    pub note: Words,
}

/// Where a responder can be reached (R28).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// Who.
    pub person: PersonId,
    /// On the business call.
    pub call: bool,
    /// In the business chat.
    pub chat: bool,
    /// Somebody who stands in where they are not.
    pub proxy: Option<PersonId>,
    /// Since when this is so.
    pub since: Timestamp,
    /// Milliseconds present before `since`, for the time present (R30).
    pub earlier_ms: i64,
}

keyed! {
    Seat => role: Role,
    Presence => person: PersonId,
}

impl Seat {
    /// A seat nobody holds.
    pub const fn empty(role: Role) -> Self {
        Self {
            role,
            holder: None,
            page: None,
            offer: None,
            passed_over: Vec::new(),
            exhausted: false,
        }
    }

    /// The person holding the seat.
    pub fn person(&self) -> Option<PersonId> {
        self.holder.as_ref().map(|tenure| tenure.person)
    }

    /// Whether somebody holds the seat, or is asked into it.
    pub const fn is_in_use(&self) -> bool {
        self.holder.is_some() || self.page.is_some() || self.offer.is_some()
    }

    /// Whether somebody holds the seat who can act now.
    pub fn is_served(&self) -> bool {
        self.holder.as_ref().is_some_and(|t| t.standing != Standing::Unavailable)
    }
}

impl Presence {
    /// Nowhere yet.
    pub const fn absent(person: PersonId, at: Timestamp) -> Self {
        Self { person, call: false, chat: false, proxy: None, since: at, earlier_ms: 0 }
    }

    /// Reachable in at least one place, or through a proxy.
    pub const fn is_here(&self) -> bool {
        self.call || self.chat || self.proxy.is_some()
    }

    /// In one of the two places only, and nobody stands in at the other (R28).
    pub const fn is_half_here(&self) -> bool {
        self.call != self.chat && self.proxy.is_none()
    }
}
