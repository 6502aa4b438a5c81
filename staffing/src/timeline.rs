//! A line of shifts in order and without overlap, painted over from left to right.

use muster_domain::ids::PersonId;
use muster_domain::rota::Shift;
use muster_domain::time::Timestamp;

/// Shifts between two instants.
pub(crate) struct Timeline {
    from: Timestamp,
    until: Timestamp,
    shifts: Vec<Shift>,
}

impl Timeline {
    pub(crate) const fn new(from: Timestamp, until: Timestamp) -> Self {
        Self { from, until, shifts: Vec::new() }
    }

    /// Puts somebody on call, whoever was before.
    pub(crate) fn paint(&mut self, shift: Shift) {
        let Some(shift) = self.clipped(shift) else { return };
        let Shift { from, until, .. } = shift;
        let starts = |shifts: &[Shift], end: Timestamp| shifts.partition_point(|s| s.from < end);
        // Only the last shift that begins before can reach into this one.
        let first = starts(&self.shifts, from);
        let first = first - usize::from(first > 0 && self.reaches(first - 1, from));
        let end = starts(&self.shifts, until);
        let touched = self.shifts.get(first..end).unwrap_or_default();
        let left = touched.first().filter(|s| s.from < from).map(|s| Shift { until: from, ..*s });
        let right = touched.last().filter(|s| until < s.until).map(|s| Shift { from: until, ..*s });
        let pieces = left.into_iter().chain([shift]).chain(right);
        self.shifts.splice(first..end, pieces).for_each(drop);
    }

    fn reaches(&self, place: usize, at: Timestamp) -> bool {
        self.shifts.get(place).is_some_and(|shift| at < shift.until)
    }

    /// Puts `shift.person` on call where `instead_of` would be.
    pub(crate) fn swap(&mut self, shift: Shift, instead_of: PersonId) {
        let theirs = self.shifts.iter().filter(|s| s.person == instead_of);
        let pieces: Vec<Shift> = theirs
            .map(|s| Shift {
                person: shift.person,
                from: s.from.max(shift.from),
                until: s.until.min(shift.until),
            })
            .collect();
        for piece in pieces {
            self.paint(piece);
        }
    }

    fn clipped(&self, shift: Shift) -> Option<Shift> {
        let from = shift.from.max(self.from);
        let until = shift.until.min(self.until);
        (from < until).then_some(Shift { from, until, ..shift })
    }

    /// The shifts, with pieces of the same person that touch put together.
    pub(crate) fn finish(self) -> Vec<Shift> {
        let mut merged: Vec<Shift> = Vec::new();
        for shift in self.shifts {
            match merged.last_mut() {
                Some(last) if last.person == shift.person && last.until == shift.from => {
                    last.until = shift.until;
                }
                _ => merged.push(shift),
            }
        }
        merged
    }
}
