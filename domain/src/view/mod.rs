//! Read models of the screens: pure questions to the state, answered as data.
//!
//! Nothing here decides what is allowed ([`crate::decide`] does) or finds words
//! ([`crate::copy`] does); nothing here is stored.

pub mod answerer;
pub mod board;
pub mod catch_up;
pub mod compare;
pub mod facts;
#[cfg(test)]
mod fixture;
pub mod hints;
pub mod owes;
pub mod people;
pub mod preview;
pub mod readiness;
pub mod timeline;
pub mod waits;
