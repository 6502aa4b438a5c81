//! Who the reader is: signing in, beginning, the reader's own account, and a fresh proof.

mod begin;
mod calendar;
mod codes;
mod door;
mod enter;
mod me;
mod passkeys;
mod proof;
mod reach;
mod sessions;
mod wire;

pub use begin::{invite, set_up};
pub use door::sign_in;
pub use me::me;
pub use proof::{ask as prove, draw as proof};
