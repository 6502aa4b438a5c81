//! Questions about shifts, all in UTC: who is on call at an instant, and when nobody is.

use super::Shift;
use crate::ids::PersonId;
use crate::list::sort_by_key;
use crate::time::Timestamp;

/// Who is on call at an instant, of those who may be.
pub fn on_call(
    shifts: &[Shift],
    at: Timestamp,
    may: impl Fn(PersonId) -> bool,
) -> Option<PersonId> {
    let shift = shifts.iter().find(|s| s.from <= at && at < s.until && may(s.person));
    shift.map(|shift| shift.person)
}

/// The times between two instants at which nobody is on call, in order.
pub fn gaps(shifts: &[Shift], from: Timestamp, until: Timestamp) -> Vec<(Timestamp, Timestamp)> {
    let mut shifts: Vec<&Shift> = shifts.iter().filter(|shift| shift.from < shift.until).collect();
    sort_by_key(&mut shifts, |shift| shift.from);
    let mut gaps = Vec::new();
    let mut covered = from;
    for shift in shifts {
        let begins = shift.from.min(until);
        if covered < begins {
            gaps.push((covered, begins));
        }
        covered = covered.max(shift.until);
    }
    if covered < until {
        gaps.push((covered, until));
    }
    gaps
}
