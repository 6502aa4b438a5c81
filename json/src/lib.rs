//! JSON of the wire and of the log, through serde.
//!
//! A general JSON library brings, for every type, code for each way in which a text may come apart;
//! that was a third of the app and a fifth of the Worker. This one puts a text into a tree first,
//! which is code that exists once, and hands records over field by field in the order in which
//! their type declares them.
//!
//! - [`read`] takes what anybody may have sent: all that `serde_json` refuses, it refuses.
//! - [`read_trusted`] takes what our own server sent, and is smaller for it.
//! - [`write()`] cannot fail.
//! - [`Json`] is the tree, for what passes through; [`member`] finds a part of a text as it stands.

mod de;
mod parse;
mod reading;
mod ser;

pub use de::{read, read_trusted};
pub use parse::{Json, member, parse};
pub use ser::write;

use core::fmt;

/// The text is not what was expected, or no JSON at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// The text is not what was expected, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unexpected {
    /// The field that was looked at last; empty outside of all fields.
    pub field: &'static str,
}

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unexpected JSON")?;
        if self.field.is_empty() { Ok(()) } else { write!(f, " at or after `{}`", self.field) }
    }
}

impl core::error::Error for Unexpected {}
