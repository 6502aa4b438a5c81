//! Points in time as text: in UTC, and by the reader's clock beside it (R144).

use muster_domain::rota::{Day, TimeOfDay};
use muster_domain::time::Timestamp;

/// Writes points in time for a reader whose clock is ahead of UTC by a fixed span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Moment {
    offset_minutes: i32,
}

/// The clocks of the world are between twelve hours behind UTC and fourteen ahead of it.
const OFFSET_MINUTES_MAX: i32 = 14 * 60;

impl Moment {
    /// For a clock so many minutes ahead of UTC; what no clock on earth has is taken as 0.
    pub const fn new(offset_minutes: i32) -> Self {
        let known = offset_minutes.abs() <= OFFSET_MINUTES_MAX;
        Self { offset_minutes: if known { offset_minutes } else { 0 } }
    }

    /// In UTC, such as `2026-11-24T13:05:09Z` (RFC 3339).
    pub fn utc(at: Timestamp) -> String {
        let (day, time, second) = parts(at);
        format!("{day}T{time}:{second:02}Z")
    }

    /// By the reader's clock, such as `2026-11-24 14:05:09`.
    pub fn local(self, at: Timestamp) -> String {
        let ahead = i64::from(self.offset_minutes) * 60_000;
        let (day, time, second) = parts(Timestamp(at.0.saturating_add(ahead)));
        format!("{day} {time}:{second:02}")
    }

    /// Which clock that is, such as `UTC+01:00`.
    pub fn zone(self) -> String {
        let sign = if self.offset_minutes < 0 { '-' } else { '+' };
        let minutes = self.offset_minutes.abs();
        format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

fn parts(at: Timestamp) -> (Day, TimeOfDay, i64) {
    const DAY_S: i64 = 86_400;
    let seconds = at.0.div_euclid(1_000).rem_euclid(DAY_S);
    let minutes = u16::try_from(seconds / 60).unwrap_or_default();
    let time = TimeOfDay::new(minutes).unwrap_or_default();
    (Day::of(at).unwrap_or_default(), time, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::Moment;
    use muster_domain::time::Timestamp;

    // [R144]
    #[test]
    fn a_moment_is_written_in_utc_and_by_the_readers_clock() {
        let at = Timestamp(1_764_025_509_000);
        assert_eq!(Moment::utc(at), "2025-11-24T23:05:09Z");
        assert_eq!(Moment::new(330).local(at), "2025-11-25 04:35:09");
        assert_eq!((Moment::new(330).zone(), Moment::new(-210).zone()), offsets());
        assert_eq!(Moment::new(15 * 60).zone(), "UTC+00:00");
    }

    fn offsets() -> (String, String) {
        ("UTC+05:30".into(), "UTC-03:30".into())
    }
}
