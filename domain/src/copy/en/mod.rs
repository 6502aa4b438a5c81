//! English.

mod names;
mod refusals;

pub use names::*;
pub use refusals::refusal;
