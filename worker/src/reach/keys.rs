//! The key by which push services know this deployment (RFC 8292). It is made when it is first
//! needed and stays in the Office's storage: browsers are subscribed to its public half, so that it
//! must not change, and a dump of the database, which holds the subscriptions, must not hold it.

use super::crypto::new_key;
use crate::tables::{Tables, text};
use crate::{answer, office};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use worker::{Env, Response, Result, State};

/// Its table, in the Office.
pub const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS push_key (id INTEGER PRIMARY KEY \
     CHECK (id = 1), private TEXT NOT NULL, public TEXT NOT NULL) STRICT";

/// Both halves.
#[derive(Clone, Serialize, Deserialize)]
pub struct Keys {
    /// A JSON Web Key. It goes to rooms, which sign with it, and nowhere else.
    pub private: String,
    /// The point in base64url, as browsers want it.
    pub public: String,
}

thread_local! {
    static KNOWN: RefCell<Option<Keys>> = const { RefCell::new(None) };
}

/// The deployment's key.
pub async fn of(env: &Env) -> Result<Keys> {
    if let Some(keys) = KNOWN.with_borrow(Clone::clone) {
        return Ok(keys);
    }
    let keys: Keys = office::get(env, "/push-key").await?;
    KNOWN.with_borrow_mut(|known| *known = Some(keys.clone()));
    Ok(keys)
}

/// The Office's answer. Two that ask at once get the same: the first that is written counts.
pub async fn answer(state: &State) -> Result<Response> {
    let tables = Tables::of(state);
    if read(&tables)?.is_none() {
        let (private, public) = new_key().await?;
        let values = vec![text(&private), text(&public)];
        tables.run("INSERT OR IGNORE INTO push_key VALUES (1, ?, ?)", values)?;
    }
    answer::json(200, &read(&tables)?)
}

fn read(tables: &Tables) -> Result<Option<Keys>> {
    let rows: Vec<Keys> = tables.rows("SELECT private, public FROM push_key", vec![])?;
    Ok(rows.into_iter().next())
}
