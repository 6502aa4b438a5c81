//! From a rotation to shifts.

use crate::timeline::Timeline;
use crate::zone::{DayNumber, Zone};
use muster_domain::ids::PersonId;
use muster_domain::refusal::Refusal;
use muster_domain::rota::{Hours, Layer, Rota, Shift};
use muster_domain::time::{Minutes, Timestamp};

/// Days that are expanded at most, counted from the first: a year, and what a calendar shows of the
/// past.
pub const SPAN_DAYS_MAX: i64 = 400;

/// Who is on call between two instants: shifts in order, without overlap, cut off at both ends.
///
/// Hand-overs are at the same local time all year; one in the hour that the clocks skip is at the
/// skip, one in the hour that comes twice is at its first time. A later layer covers an earlier
/// one, and overrides cover both in their order. Whoever may not serve (`may` says no, because they
/// left) covers nothing: there an earlier layer shows, or a gap. Beyond [`SPAN_DAYS_MAX`] nobody
/// is on call.
///
/// # Errors
///
/// `BadZone` when the database has no such time zone.
pub fn shifts(
    rota: &Rota,
    from: Timestamp,
    until: Timestamp,
    may: impl Fn(PersonId) -> bool,
) -> Result<Vec<Shift>, Refusal> {
    let zone = Zone::named(&rota.zone)?;
    let longest = Timestamp(from.0.saturating_add(SPAN_DAYS_MAX * Minutes::DAY.millis()));
    let window = (from, until.min(longest));
    let mut line = Timeline::new(window.0, window.1);
    for layer in &rota.layers {
        cover(&mut line, &zone, layer, window, &may);
    }
    for one in rota.overrides.iter().filter(|one| may(one.person)) {
        let shift = Shift { person: one.person, from: one.from, until: one.until };
        match one.instead_of {
            Some(person) => line.swap(shift, person),
            None => line.paint(shift),
        }
    }
    Ok(line.finish())
}

/// Paints a layer's turns from the one in which the window begins. What lies beyond the calendar
/// is nobody's.
fn cover(
    line: &mut Timeline,
    zone: &Zone,
    layer: &Layer,
    (from, until): (Timestamp, Timestamp),
    may: impl Fn(PersonId) -> bool,
) {
    let days = i64::from(layer.days.max(1));
    let (Some(first), Some(today)) = (DayNumber::of(layer.first_day), zone.day(from)) else {
        return;
    };
    // A turn begins at latest a day after its first day does, so one turn further back is enough.
    let start = ((today.0 - first.0).div_euclid(days) - 1).max(0);
    for turn in start.. {
        let (day, next) = (first.plus(turn * days), first.plus((turn + 1) * days));
        let hand_over = |day| zone.instant(day, layer.hand_over);
        let (Some(begins), Some(ends)) = (hand_over(day), hand_over(next)) else { return };
        if begins >= until {
            return;
        }
        let place = usize::try_from(turn).unwrap_or(0).checked_rem(layer.people.len());
        let person = place.and_then(|place| layer.people.get(place)).copied();
        let Some(person) = person.filter(|person| may(*person)) else { continue };
        let turn = Shift { person, from: begins, until: ends };
        match &layer.hours {
            None => line.paint(turn),
            Some(hours) => within(line, zone, hours, turn, (day, next)),
        }
    }
}

/// Paints the hours of a turn: those that begin on its days, and those of the night before that
/// reach into it.
fn within(
    line: &mut Timeline,
    zone: &Zone,
    hours: &Hours,
    turn: Shift,
    (first, last): (DayNumber, DayNumber),
) {
    let overnight = i64::from(hours.until <= hours.from);
    let days = (first.0 - 1..=last.0).map(DayNumber);
    for day in days.filter(|day| hours.weekdays.contains(&day.weekday())) {
        let (Some(from), Some(until)) =
            (zone.instant(day, hours.from), zone.instant(day.plus(overnight), hours.until))
        else {
            return;
        };
        let (from, until) = (from.max(turn.from), until.min(turn.until));
        line.paint(Shift { from, until, ..turn });
    }
}
