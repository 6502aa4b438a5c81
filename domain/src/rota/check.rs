//! What a rotation must be to be written down. Whether its zone exists is the crate `staffing`'s to
//! say, which has the list.

use super::{Hours, Layer, Override, Rota};
use crate::ids::PersonId;
use crate::limits::{LAYERS_MAX, OVERRIDES_MAX, TURN_DAYS_MAX, TURNS_MAX, ZONE_BYTES_MAX};
use crate::organisation::Organisation;
use crate::refusal::{Code, Refusal};

impl Rota {
    /// Refuses a rotation that has nobody in it, is beyond a bound, or names somebody who is not
    /// an active person of the organisation.
    pub fn check(&self, organisation: &Organisation) -> Result<(), Refusal> {
        zone(&self.zone)?;
        if self.layers.is_empty() {
            return Err(Refusal::with(Code::Empty, ["layers"]));
        }
        few("layers", self.layers.len(), LAYERS_MAX)?;
        few("overrides", self.overrides.len(), OVERRIDES_MAX)?;
        self.layers.iter().try_for_each(|layer| layer.check(organisation))?;
        self.overrides.iter().try_for_each(|one| one.check(organisation))
    }
}

impl Layer {
    fn check(&self, organisation: &Organisation) -> Result<(), Refusal> {
        if self.people.is_empty() {
            return Err(Refusal::with(Code::Empty, ["people"]));
        }
        few("people", self.people.len(), TURNS_MAX)?;
        if !(1..=TURN_DAYS_MAX).contains(&self.days) {
            return Err(Code::BadTurn.into());
        }
        self.hours.as_ref().map_or(Ok(()), Hours::check)?;
        self.people.iter().try_for_each(|person| active(organisation, *person))
    }
}

impl Hours {
    fn check(&self) -> Result<(), Refusal> {
        if self.weekdays.is_empty() {
            return Err(Refusal::with(Code::Empty, ["weekdays"]));
        }
        few("weekdays", self.weekdays.len(), 7)
    }
}

impl Override {
    /// The person who is replaced may have left: that is a reason to replace them.
    fn check(&self, organisation: &Organisation) -> Result<(), Refusal> {
        if self.from >= self.until {
            return Err(Code::BadTime.into());
        }
        active(organisation, self.person)
    }
}

fn active(organisation: &Organisation, person: PersonId) -> Result<(), Refusal> {
    let known = organisation.person(person);
    known.map(drop).ok_or_else(|| Refusal::with(Code::NotFound, ["person"]))
}

fn few(what: &str, count: usize, max: usize) -> Result<(), Refusal> {
    if count <= max {
        return Ok(());
    }
    Err(Refusal::with(Code::TooMany, [what, &max.to_string()]))
}

/// Whether a text has the shape of a zone's name.
fn zone(name: &str) -> Result<(), Refusal> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_+-/".contains(&byte);
    if name.is_empty() {
        return Err(Refusal::with(Code::Empty, ["zone"]));
    }
    if name.len() > ZONE_BYTES_MAX || !name.bytes().all(fits) {
        let shown: String = name.chars().take(ZONE_BYTES_MAX).collect();
        return Err(Refusal::with(Code::BadZone, [&shown]));
    }
    Ok(())
}
