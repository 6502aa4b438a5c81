//! On-call rotations as the organisation writes them down, and the shifts they come to (R4, R5).
//!
//! Plain data and logic in UTC. Which instant "09:00 in Berlin" is takes a time zone database; the
//! crate `staffing` has one and turns a [`Rota`] into [`Shift`]s before the rule book needs them.

mod check;
mod local;
mod shifts;
#[cfg(test)]
mod tests;

use crate::catalogue::Role;
use crate::ids::PersonId;
use crate::list::keyed;
use crate::time::Timestamp;
pub use local::{Day, TimeOfDay, Weekday};
use serde::{Deserialize, Serialize};
pub use shifts::{gaps, on_call};

/// A rotation: who is on call when, in one time zone.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rota {
    /// Name of the zone in the IANA time zone database, such as "Europe/Berlin".
    pub zone: String,
    /// Where two layers cover the same time, the later one in this list has it.
    pub layers: Vec<Layer>,
    /// What was agreed otherwise, applied in this order to what the layers and the overrides
    /// before come to.
    #[serde(default)]
    pub overrides: Vec<Override>,
}

/// People who take turns of the same length.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Layer {
    /// Who takes turns, in order; somebody may come up more than once.
    pub people: Vec<PersonId>,
    /// Local day on which the first turn begins; before it, the layer covers nothing.
    pub first_day: Day,
    /// Local time at which one turn ends and the next begins.
    pub hand_over: TimeOfDay,
    /// Length of a turn in days, 1 to 28.
    pub days: u32,
    /// When the layer covers at all; `None` is round the clock.
    #[serde(default)]
    pub hours: Option<Hours>,
}

/// Hours of the week, by local time.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Hours {
    /// Days on which they begin.
    pub weekdays: Vec<Weekday>,
    /// When they begin.
    pub from: TimeOfDay,
    /// When they end; not after `from` means on the day after.
    pub until: TimeOfDay,
}

/// Somebody stands in once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Who stands in.
    pub person: PersonId,
    /// From when.
    pub from: Timestamp,
    /// Until when, not included.
    pub until: Timestamp,
    /// A swap: only where this person would be on call. `None` covers the time whoever else would
    /// be, and if nobody would.
    #[serde(default)]
    pub instead_of: Option<PersonId>,
}

/// Time in which one person is on call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// Who.
    pub person: PersonId,
    /// From when.
    pub from: Timestamp,
    /// Until when, not included.
    pub until: Timestamp,
}

/// The rotation of a role, and what it comes to in the weeks ahead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnCall {
    /// The role.
    pub role: Role,
    /// Who is on call when.
    pub rota: Rota,
    /// The same in UTC for the weeks ahead, in order and without overlap. The worker makes them
    /// from `rota` whenever it reads the organisation; they are stored nowhere.
    #[serde(default)]
    pub shifts: Vec<Shift>,
}

keyed! {
    OnCall => role: Role,
}

impl Rota {
    /// Everybody who takes turns, each once, in the order of the layers.
    pub fn people(&self) -> impl Iterator<Item = PersonId> + '_ {
        let all = || self.layers.iter().flat_map(|layer| layer.people.iter().copied());
        all().enumerate().filter(move |(at, id)| !all().take(*at).any(|p| p == *id)).map(|(_, p)| p)
    }
}
