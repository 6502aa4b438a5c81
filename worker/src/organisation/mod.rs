//! The organisation's facts in D1: reading, writing, the log of changes, and telling the rooms.
//!
//! It knows no rule; `domain::organisation` says what the facts mean, and `domain::setup` how they
//! may change.

mod log;
mod push;
mod read;
mod write;

pub use log::{Answered, History, history, lines};
pub use push::{NEXT_REVISION, push, push_anew, push_to};
pub use read::{load, person};
pub use write::{found, save};

use serde::de::DeserializeOwned;
use std::cell::Cell;
use worker::{D1Database, D1PreparedStatement, D1Type, Result};

thread_local! {
    /// The newest revision this isolate has heard of; each room that is asked hears of it too, so
    /// that one which was not told catches up (decision 20).
    static NEWEST: Cell<u32> = const { Cell::new(0) };
}

/// The newest revision that this isolate has heard of.
pub fn newest() -> u32 {
    NEWEST.get()
}

/// Remembers that there is this revision.
fn heard_of(revision: u32) {
    NEWEST.set(NEWEST.get().max(revision));
}

fn bind(database: &D1Database, query: &str, values: &[D1Type<'_>]) -> Result<D1PreparedStatement> {
    database.prepare(query).bind_refs(values)
}

fn number(number: u32) -> D1Type<'static> {
    D1Type::Real(number.into())
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T> {
    muster_json::read(text).map_err(crate::room::broken)
}
