//! The rules of a business incident, one test a sentence; which requirement a test proves stands
//! above it. The harness is in `tests/src`.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test says what must be there by failing where it is not"
)]

mod access;
mod briefing;
mod co_editing;
mod commander;
mod control;
mod distribution;
mod gates;
mod liaison;
mod life;
mod matrix;
mod messages;
mod offline;
mod on_call;
mod operations;
mod reach;
mod record;
mod resolving;
mod seats;
mod setup;
mod walk;
