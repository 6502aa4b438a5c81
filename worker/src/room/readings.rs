//! Who opened a confidential incident, or read its privileged notes (decision 18): noted once an
//! hour for each person, beside the log and never in it, because looking is no act of the incident.

use super::Room;
use super::answers::json;
use super::core::Core;
use super::store::{Store, integer};
use crate::caller::Caller;
use crate::{chance, error};
use muster_domain::time::Timestamp;
use muster_domain::viewer::{Clearance, Viewer};
use serde::{Deserialize, Serialize};
use worker::{Response, Result, SqlStorageValue as V};

/// Its table.
pub const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS reading (person INTEGER NOT NULL, \
     hour INTEGER NOT NULL, at REAL NOT NULL, notes INTEGER NOT NULL, \
     PRIMARY KEY (person, hour, notes)) STRICT";

const HOUR_MS: i64 = 3_600_000;
/// Entries in the answer: a month of fifty people who look every hour of a working day.
const READINGS_MAX: i64 = 10_000;

/// Somebody looked.
#[derive(Serialize, Deserialize)]
struct Reading {
    /// Who.
    person: u32,
    /// When, for the first time in that hour.
    at: Timestamp,
    /// Whether they could read notes that are not for everybody.
    notes: u32,
}

/// Notes that somebody looks, where that is to be noted.
pub fn note(core: &Core, store: &Store, viewer: &Viewer, now: Timestamp) -> Result<()> {
    let Some(person) = viewer.person.filter(|_| core.incident.notes_readers(viewer.clearance))
    else {
        return Ok(());
    };
    let notes = u64::from(viewer.clearance == Clearance::Messaging);
    let hour = u64::try_from(now.0 / HOUR_MS).unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "milliseconds stay below 2^53")]
    let at = now.0 as f64;
    let values = vec![integer(person.0.into())?, integer(hour)?, V::Float(at), integer(notes)?];
    store.run("INSERT OR IGNORE INTO reading VALUES (?, ?, ?, ?)", values)
}

impl Room {
    /// Who looked, latest first, for those who may know that.
    pub(super) fn tell_readings(&self, caller: Option<&Caller>) -> Result<Response> {
        let Some(caller) = caller else { return error::not_found() };
        if self.viewer(Some(caller))?.is_none() {
            return error::not_found();
        }
        self.with(|core, store| {
            if let Err(refusal) = core.incident.may_audit(&core.organisation, caller.person) {
                return error::refused(&refusal, Vec::new());
            }
            let query = "SELECT person, at, notes FROM reading ORDER BY at DESC LIMIT ?";
            let readings: Vec<Reading> = store.rows(query, vec![V::Integer(READINGS_MAX)])?;
            json(&readings)
        })
    }

    /// Notes that somebody looks now.
    pub(super) fn note_reading(&self, viewer: &Viewer) -> Result<()> {
        let now = chance::now(&self.env);
        self.with(|core, store| note(core, store, viewer, now))
    }
}
