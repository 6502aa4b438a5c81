//! Widgets that know nothing of incidents: plain data in, HTML out, presses back through closures.
//!
//! [`model`] is the data; a page is a list of [`model::Card`]s, and [`cards`] draws it. Few shapes
//! of HTML drawn often keep the download small and the screens alike.

pub mod bits;
pub mod cards;
pub mod chain;
pub mod dialog;
pub mod diff;
pub mod doc;
pub mod form;
pub mod markdown;
pub mod model;
pub mod redline;
pub mod say;
pub mod sheet;
pub mod tabs;
