//! Who is on call at Merrowline: the Technical SLT and the departments.
//!
//! The first turns begin on the day before the organisation is made, so that a new demo is in its
//! first turn wherever its visitors are: the primary of each roster is on call.

use crate::organisation::{FINANCE, PROFESSIONAL_SERVICES, SALES, SUPPORT};
use crate::people as p;
use muster_domain::catalogue::Role;
use muster_domain::ids::PersonId;
use muster_domain::rota::{Day, Hours, Layer, OnCall, Override, Rota, TimeOfDay, Weekday};
use muster_domain::time::{Minutes, Timestamp};

const WEEK: u32 = 7;
const LONDON: &str = "Europe/London";
const PARIS: &str = "Europe/Paris";

/// The rotations of an organisation that is made at `now`; their shifts are the worker's to add.
pub fn rotas(now: Timestamp) -> Vec<OnCall> {
    let yesterday = Timestamp(now.0.saturating_sub(Minutes::DAY.millis()));
    let first_day = Day::of(yesterday).unwrap_or_default();
    let weekly = |role, zone: &str, people: &[PersonId]| {
        let layer = Layer {
            people: people.to_vec(),
            first_day,
            hand_over: time(9),
            days: WEEK,
            hours: None,
        };
        OnCall {
            role,
            rota: Rota { zone: zone.into(), layers: vec![layer], overrides: Vec::new() },
            shifts: Vec::new(),
        }
    };
    let department = |id, zone, people| weekly(Role::Department(id), zone, people);
    let mut support = department(SUPPORT, LONDON, &[p::BEATRIZ, p::SAMIR]);
    support.rota.overrides.push(evening_off(now));
    let mut finance = department(FINANCE, PARIS, &[p::AIKO, p::JULIEN]);
    // Nobody settles payments at night: the gaps are meant, and show what gaps look like.
    finance.rota.layers.iter_mut().for_each(|layer| layer.hours = Some(office_hours()));
    vec![
        weekly(Role::TechnicalSlt, LONDON, &[p::TUNDE, p::KATARZYNA, p::DANIEL]),
        support,
        department(SALES, LONDON, &[p::CHARLOTTE, p::VIKTOR]),
        department(PROFESSIONAL_SERVICES, PARIS, &[p::FATIMA, p::OWEN]),
        finance,
    ]
}

fn office_hours() -> Hours {
    let [weekdays @ .., _, _] = Weekday::ALL;
    Hours { weekdays: weekdays.into(), from: time(8), until: time(18) }
}

/// Samir stands in for Beatriz for four hours towards the end of her first turn.
fn evening_off(now: Timestamp) -> Override {
    let midnight = Timestamp(now.0 - now.0.rem_euclid(Minutes::DAY.millis()));
    let from = midnight + Minutes(4 * Minutes::DAY.0 + 18 * 60);
    let until = from + Minutes(4 * 60);
    Override { person: p::SAMIR, from, until, instead_of: Some(p::BEATRIZ) }
}

fn time(hour: u16) -> TimeOfDay {
    TimeOfDay::new(hour * 60).unwrap_or_default()
}
