//! Who is on call when, as calendars and spreadsheets know it.
//!
//! Pure, like the rule book; apart from it because it needs the time zone database, which the app
//! has from its browser. Used by the worker only.
//!
//! - [`shifts`] turns a rotation into shifts in UTC, right across changes of the clocks (R4).
//! - [`mod@calendar`] writes shifts as an iCalendar feed.
//! - [`sheet`] reads and writes people and rotations as CSV, with a preview of every change and
//!   every fault; it changes nothing by itself.

mod calendar;
mod expand;
pub mod sheet;
mod timeline;
mod zone;

pub use calendar::{Feed, Turn, Whose, calendar, calendar_window, turns_of};
pub use expand::{SPAN_DAYS_MAX, shifts};
pub use zone::zone_name;
