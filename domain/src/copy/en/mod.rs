//! English.

mod calendar;
mod duties;
mod events;
mod hints;
mod names;
mod owed;
mod progress;
pub mod reach;
mod refusals;
pub mod setup;
mod waits;

pub use calendar::{calendar_of, own_turn};
pub use duties::{ELEMENTS_INTRO, ETIQUETTE, Guide, Lingo, OBSERVER, SIZING_UP, elements, guide};
pub use events::{SYSTEM, WITHHELD, event};
pub use hints::hint;
pub use names::*;
pub use owed::duty;
pub use progress::{absence, light, place, step};
pub use refusals::refusal;
pub use waits::{message_title, post_of, wait};
