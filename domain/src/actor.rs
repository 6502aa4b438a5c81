//! Who acts, and in which capacity.

use crate::catalogue::Role;
use crate::ids::{OutsiderId, PersonId};
use crate::seat::Rank;
use serde::{Deserialize, Serialize};

/// Who asks for something, or did it. The worker proves it; the rule book trusts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Time passing, and what follows by rule.
    System,
    /// A signed-in person.
    Person(PersonId),
    /// The technical commander, through a link of their own (R99).
    Commander(OutsiderId),
}

/// The seat whose authority an act used; stays with the act when the seat changes hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capacity {
    /// The seat.
    pub role: Role,
    /// As primary, as backup n, or called in.
    pub rank: Rank,
}

impl Actor {
    /// The person, if it is one.
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(id) => Some(id),
            Self::System | Self::Commander(_) => None,
        }
    }
}
