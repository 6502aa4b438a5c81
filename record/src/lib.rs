//! An incident as files (R136, R143, R144): a document that prints well, Markdown for the technical
//! postmortem, tables for a spreadsheet, and an export of the whole log that anybody can verify
//! without asking us (R142).
//!
//! Nothing here reads a clock, asks a network or decides who may see what: whoever calls hands in
//! the log as the reader may see it, by [`muster_domain::viewer`]. Every file says what was left
//! out of it.
//!
//! - [`write_export`] and [`verify()`] are the two sides of the export; [`Line`] is an entry in it.
//! - [`Record`] is what the readable forms are made of; [`document()`], [`markdown()`],
//!   [`timeline_csv`] and [`messages_csv`] make them.

mod book;
mod csv;
mod document;
mod html;
mod lines;
mod markdown;
mod moment;
mod verify;

pub use book::{About, Record, Version};
pub use csv::{messages_csv, timeline_csv};
pub use document::document;
pub use lines::{FORMAT, Head, Line, write_export};
pub use markdown::markdown;
pub use moment::Moment;
pub use verify::{Broken, Fault, Verified, verify};
