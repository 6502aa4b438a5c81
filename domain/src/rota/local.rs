//! Days and times as a calendar and a clock on a wall show them, without a time zone.

use crate::time::{Minutes, Timestamp};
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// A day of the Gregorian calendar in the years 1970 to 9999, written "2026-11-30".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    of_month: u8,
}

/// A time of day to the minute, written "09:00".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TimeOfDay(u16);

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// The first day of the week (ISO 8601).
    Monday,
    /// The second.
    Tuesday,
    /// The third.
    Wednesday,
    /// The fourth.
    Thursday,
    /// The fifth.
    Friday,
    /// The sixth.
    Saturday,
    /// The last.
    Sunday,
}

/// Years that are written with four digits and that a [`Timestamp`] counts from its zero on.
const YEARS: core::ops::RangeInclusive<u16> = 1970..=9999;

const MINUTES_A_DAY: u16 = 24 * 60;

impl Day {
    /// The day, if the calendar has it.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let length = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let fits = year >= *YEARS.start() && year <= *YEARS.end() && month >= 1 && month <= 12;
        if fits && day >= 1 && day <= length {
            Some(Self { year, month, of_month: day })
        } else {
            None
        }
    }

    /// A day written "2026-11-30", and in no other way.
    pub fn parse(text: &str) -> Option<Self> {
        let [year, month, day] = numbers(text, '-', [4, 2, 2])?;
        Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The day on which a point in time falls in UTC.
    ///
    /// After Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
    pub fn of(at: Timestamp) -> Option<Self> {
        let days = at.0.div_euclid(Minutes::DAY.millis()).checked_add(719_468)?;
        let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        Self::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
    }

    /// Year, month from 1, day from 1.
    pub const fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.of_month)
    }
}

impl Default for Day {
    /// The first day there is.
    fn default() -> Self {
        Self { year: *YEARS.start(), month: 1, of_month: 1 }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.of_month)
    }
}

impl TimeOfDay {
    /// Minutes after midnight, if the day is that long.
    pub const fn new(minutes: u16) -> Option<Self> {
        if minutes < MINUTES_A_DAY { Some(Self(minutes)) } else { None }
    }

    /// A time written "09:00", and in no other way.
    pub fn parse(text: &str) -> Option<Self> {
        let [hour, minute] = numbers(text, ':', [2, 2])?;
        if hour < 24 && minute < 60 { Self::new(hour * 60 + minute) } else { None }
    }

    /// Minutes after midnight, by the clock on the wall.
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Weekday {
    /// The week.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
}

/// Numbers of exactly so many digits each, with the separator between them and nothing else.
fn numbers<const N: usize>(text: &str, separator: char, digits: [usize; N]) -> Option<[u16; N]> {
    let mut numbers = [0; N];
    let mut parts = text.split(separator);
    for (number, digits) in numbers.iter_mut().zip(digits) {
        let part = parts.next()?;
        if part.len() != digits || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

macro_rules! as_text {
    ($($name:ident: $what:literal),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.to_string())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| D::Error::custom($what))
            }
        }
    )*};
}

as_text! { Day: "no day of the calendar", TimeOfDay: "no time of day" }
