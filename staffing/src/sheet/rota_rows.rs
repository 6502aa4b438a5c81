//! The rows of a sheet of rotations, read one by one and gathered into rotations.

use super::cells;
use super::table::{Faults, Row};
use muster_domain::catalogue::Role;
use muster_domain::copy::en;
use muster_domain::ids::PersonId;
use muster_domain::limits::LAYERS_MAX;
use muster_domain::organisation::Organisation;
use muster_domain::refusal::{Code, Refusal};
use muster_domain::rota::{Hours, Layer, Rota, Weekday};

/// What all rows of one layer say alike; all but the first may leave it out.
const LAYER: [&str; 6] = ["first_day", "hand_over", "days", "weekdays", "from", "until"];

/// One role's rotation as far as it was read.
pub(super) struct Gathered<'a> {
    pub role: Role,
    /// The first row that speaks of it.
    pub row: u32,
    zone: &'a str,
    layers: Vec<LayerRows<'a>>,
}

struct LayerRows<'a> {
    number: u32,
    first: Row<'a>,
    /// Position and person.
    turns: Vec<(u32, PersonId)>,
}

/// A role as a sheet names it, so that people recognise it and programs do not mistake it.
pub(super) fn write_role(organisation: &Organisation, role: Role) -> String {
    let name = en::role(role, organisation);
    match role {
        Role::Department(id) if read_role(organisation, &name) != Some(role) => {
            format!("department:{id}")
        }
        Role::Custom(id) if read_role(organisation, &name) != Some(role) => format!("custom:{id}"),
        Role::Department(_) | Role::Custom(_) => name,
        _ => role.slug().into(),
    }
}

/// A role by its stable name, or by a name that no other role has.
fn read_role(organisation: &Organisation, cell: &str) -> Option<Role> {
    let stable = |role: &Role| match role {
        Role::Department(id) => cell == format!("department:{id}"),
        Role::Custom(id) => cell == format!("custom:{id}"),
        _ => cell == role.slug(),
    };
    let named = |role: &Role| en::role(*role, organisation).trim() == cell;
    let by_name = || cells::only(organisation.roles().filter(named));
    organisation.roles().find(stable).or_else(by_name)
}

/// Takes a row in.
pub(super) fn gather<'a>(
    all: &mut Vec<Gathered<'a>>,
    organisation: &Organisation,
    row: Row<'a>,
    faults: &mut Faults,
) {
    let mut fault = |column, reason: Refusal| faults.add(row.number, column, reason);
    let role = read_role(organisation, row.get("role").unwrap_or_default());
    let role = role.ok_or_else(|| Refusal::with(Code::NotFound, ["role"]));
    let Ok(role) = role.map_err(|reason| fault("role", reason)) else { return };
    let person = cells::person(organisation, row.get("person").unwrap_or_default());
    let person = person.map_err(|reason| fault("person", reason)).ok();
    let Ok(number) = layer_number(row).map_err(|reason| fault("layer", reason)) else { return };
    let position = row.filled("position").map(|cell| cells::number(cell, "1")).transpose();
    let position = position.map_err(|reason| fault("position", reason)).ok().flatten();

    let gathered = place(
        all,
        |it| it.role == role,
        || Gathered {
            role,
            row: row.number,
            zone: row.filled("zone").unwrap_or_default(),
            layers: Vec::new(),
        },
    );
    match row.filled("zone") {
        Some(zone) if gathered.zone.is_empty() => gathered.zone = zone,
        Some(zone) if zone != gathered.zone => fault("zone", differs(gathered.zone)),
        _ => {}
    }
    let layer = place(
        &mut gathered.layers,
        |it| it.number == number,
        || LayerRows { number, first: row, turns: Vec::new() },
    );
    for column in LAYER {
        let first = layer.first.filled(column).unwrap_or_default();
        if row.filled(column).is_some_and(|cell| cell != first) {
            fault(column, differs(first));
        }
    }
    // Rows without a position come in the order of the sheet.
    let after = layer.turns.iter().map(|(position, _)| position.saturating_add(1)).max();
    let position = position.unwrap_or(after.unwrap_or(1));
    if layer.turns.iter().any(|(taken, _)| *taken == position) {
        fault("position", Refusal::with(Code::NamedTwice, ["position"]));
    }
    layer.turns.extend(person.map(|person| (position, person)));
}

fn layer_number(row: Row<'_>) -> Result<u32, Refusal> {
    let number = row.filled("layer").map_or(Ok(1), |cell| cells::number(cell, "1"))?;
    let max = LAYERS_MAX.to_string();
    let fits = number >= 1 && usize::try_from(number).is_ok_and(|number| number <= LAYERS_MAX);
    if fits { Ok(number) } else { Err(Refusal::with(Code::TooMany, ["layers", &max])) }
}

fn differs(first: &str) -> Refusal {
    Refusal::with(Code::LayerDiffers, [if first.is_empty() { "nothing" } else { first }])
}

/// The item there is, or a new one.
fn place<T>(list: &mut Vec<T>, is: impl Fn(&T) -> bool, new: impl FnOnce() -> T) -> &mut T {
    let at = list.iter().position(is).unwrap_or(list.len());
    if at == list.len() {
        list.push(new());
    }
    // The lines above put it there; an index is the one way to say so without a second search.
    #[expect(clippy::indexing_slicing, reason = "`at` holds the item found or pushed above")]
    &mut list[at]
}

impl Gathered<'_> {
    /// The rotation, with the overrides that it has; `None` when something in it is not understood.
    pub(super) fn rota(mut self, before: Option<&Rota>, faults: &mut Faults) -> Option<Rota> {
        self.layers.sort_by_key(|layer| layer.number);
        let zone = if self.zone.is_empty() {
            Err(Refusal::with(Code::Empty, ["zone"]))
        } else {
            cells::zone(self.zone)
        };
        let zone = zone.map_err(|reason| faults.add(self.row, "zone", reason)).ok();
        let layers: Vec<_> = self.layers.into_iter().map(|layer| layer.layer(faults)).collect();
        let layers = layers.into_iter().collect::<Option<Vec<Layer>>>()?;
        let overrides = before.map(|rota| rota.overrides.clone()).unwrap_or_default();
        Some(Rota { zone: zone?, layers, overrides })
    }
}

impl LayerRows<'_> {
    fn layer(mut self, faults: &mut Faults) -> Option<Layer> {
        self.turns.sort_by_key(|(position, _)| *position);
        let row = self.first;
        let first_day = self.cell("first_day", cells::day, faults);
        let hand_over = self.cell("hand_over", cells::time, faults);
        let days = self.cell("days", |cell| cells::number(cell, "7"), faults);
        let limited = ["weekdays", "from", "until"].into_iter().any(|c| row.filled(c).is_some());
        let hours = if limited { Some(self.hours(faults)?) } else { None };
        let people = self.turns.into_iter().map(|(_, person)| person).collect();
        Some(Layer { people, first_day: first_day?, hand_over: hand_over?, days: days?, hours })
    }

    fn hours(&self, faults: &mut Faults) -> Option<Hours> {
        let weekdays = match self.first.filled("weekdays") {
            None => Some(Weekday::ALL.to_vec()),
            Some(_) => self.cell("weekdays", cells::weekdays, faults),
        };
        let from = self.cell("from", cells::time, faults);
        let until = self.cell("until", cells::time, faults);
        Some(Hours { weekdays: weekdays?, from: from?, until: until? })
    }

    /// A cell that must be filled in.
    fn cell<T>(
        &self,
        column: &str,
        read: impl Fn(&str) -> Result<T, Refusal>,
        faults: &mut Faults,
    ) -> Option<T> {
        let cell = self.first.filled(column);
        let value = cell.ok_or_else(|| Refusal::with(Code::Empty, [column])).and_then(read);
        value.map_err(|reason| faults.add(self.first.number, column, reason)).ok()
    }
}
