//! English.

mod events;
mod names;
mod owed;
mod refusals;
mod waits;

pub use events::{SYSTEM, WITHHELD, event};
pub use names::*;
pub use owed::duty;
pub use refusals::refusal;
pub use waits::{message_title, post_of, wait};
