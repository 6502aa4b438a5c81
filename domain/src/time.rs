//! Points in time and spans, always in UTC (R144). The rule book never reads a clock.

use core::ops::{Add, Sub};
use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// A span in whole minutes, the unit in which responders estimate.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Minutes(pub u32);

/// A span in whole days, the unit in which data is kept.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Days(pub u32);

impl Days {
    /// The span in milliseconds.
    pub const fn millis(self) -> i64 {
        self.0 as i64 * Minutes::DAY.millis()
    }
}

impl Minutes {
    /// One day.
    pub const DAY: Self = Self(24 * 60);

    /// The span in milliseconds.
    pub const fn millis(self) -> i64 {
        self.0 as i64 * 60_000
    }
}

impl Add<Minutes> for Timestamp {
    type Output = Self;

    fn add(self, span: Minutes) -> Self {
        Self(self.0.saturating_add(span.millis()))
    }
}

impl Add<Days> for Timestamp {
    type Output = Self;

    fn add(self, span: Days) -> Self {
        Self(self.0.saturating_add(span.millis()))
    }
}

impl Sub for Timestamp {
    /// Milliseconds.
    type Output = i64;

    fn sub(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl Timestamp {
    /// Whole minutes from `earlier` to here; 0 when `earlier` lies ahead.
    pub fn minutes_since(self, earlier: Self) -> u32 {
        u32::try_from((self - earlier).max(0) / 60_000).unwrap_or(u32::MAX)
    }
}
