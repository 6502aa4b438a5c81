//! English.

mod names;
mod refusals;
mod waits;

pub use names::*;
pub use refusals::refusal;
pub use waits::{message_title, post_of, wait};
