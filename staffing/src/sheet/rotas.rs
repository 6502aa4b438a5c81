//! Rotations as a sheet: one row for every turn of every layer.

use super::cells;
use super::guard::write_row;
use super::rota_rows::{gather, write_role};
use super::table::{Faults, Table};
use muster_domain::list::find;
use muster_domain::organisation::Organisation;
use muster_domain::rota::{Layer, OnCall};
use muster_domain::sheet::{Outcome, Preview, RotaChange};

const COLUMNS: [&str; 11] = [
    "role",
    "zone",
    "layer",
    "position",
    "person",
    "first_day",
    "hand_over",
    "days",
    "weekdays",
    "from",
    "until",
];

/// Every rotation without its one-off overrides.
pub fn write_rotas(organisation: &Organisation) -> String {
    let mut sheet = String::from('\u{feff}');
    write_row(&mut sheet, COLUMNS);
    for OnCall { role, rota, .. } in &organisation.rotas {
        let role = write_role(organisation, *role);
        for (number, layer) in (1u32..).zip(&rota.layers) {
            let [first_day, hand_over, days, weekdays, from, until] = layer_cells(layer);
            for (position, person) in (1u32..).zip(&layer.people) {
                let (number, position) = (number.to_string(), position.to_string());
                let person = cells::write_person(organisation, *person);
                let cells = [
                    &role, &rota.zone, &number, &position, &person, &first_day, &hand_over, &days,
                    &weekdays, &from, &until,
                ];
                write_row(&mut sheet, cells.map(String::as_str));
            }
        }
    }
    sheet
}

fn layer_cells(layer: &Layer) -> [String; 6] {
    let hours = layer.hours.as_ref();
    [
        layer.first_day.to_string(),
        layer.hand_over.to_string(),
        layer.days.to_string(),
        hours.map(|hours| cells::write_weekdays(&hours.weekdays)).unwrap_or_default(),
        hours.map(|hours| hours.from.to_string()).unwrap_or_default(),
        hours.map(|hours| hours.until.to_string()).unwrap_or_default(),
    ]
}

/// What a sheet of rotations would come to.
///
/// A role in the sheet gets the zone and the layers that stand there, and keeps its one-off
/// overrides; a role that is not in it stays as it is. What is the same for a whole layer may be
/// left out after its first row.
pub fn rotas(organisation: &Organisation, text: &str) -> Preview<RotaChange> {
    let mut faults = Faults::default();
    let needed = ["role", "zone", "person", "first_day", "hand_over", "days"];
    let table = Table::read(text, &COLUMNS, &needed, &mut faults);
    let mut all = Vec::new();
    table.rows().for_each(|row| gather(&mut all, organisation, row, &mut faults));
    let mut changes = Vec::new();
    for gathered in all {
        let (row, role) = (gathered.row, gathered.role);
        let before = find(&organisation.rotas, role).map(|on_call| &on_call.rota);
        let Some(after) = gathered.rota(before, &mut faults) else { continue };
        let outcome = match before {
            None => Outcome::Added,
            Some(before) if *before == after => Outcome::Unchanged,
            Some(_) => Outcome::Changed,
        };
        // What stays is not looked at again: somebody in it may have left.
        if outcome != Outcome::Unchanged
            && let Err(reason) = after.check(organisation)
        {
            faults.add(row, "", reason);
        }
        changes.push(RotaChange { row, outcome, role, before: before.cloned(), after });
    }
    Preview { changes, faults: faults.finish() }
}
