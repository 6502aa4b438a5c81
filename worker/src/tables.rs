//! The tables of a Durable Object in few words.
//!
//! Every query takes all its rows at once: a cursor that fails half-way would abort the instance
//! (`SqlCursor::one` and `next` are not used for that reason).

use serde::de::DeserializeOwned;
use worker::{Error, Result, SqlStorage, SqlStorageValue as V, State};

/// The tables of one object.
pub struct Tables(SqlStorage);

impl Tables {
    /// Those of this object.
    pub fn of(state: &State) -> Self {
        Self(state.storage().sql())
    }

    /// Runs a statement whose answer does not matter.
    pub fn run(&self, statement: &str, values: Vec<V>) -> Result<()> {
        self.0.exec(statement, values).map(drop)
    }

    /// All rows of an answer.
    pub fn rows<T: DeserializeOwned>(&self, query: &str, values: Vec<V>) -> Result<Vec<T>> {
        self.0.exec(query, values)?.to_array()
    }
}

/// A text as a value.
pub fn text(text: &str) -> V {
    V::String(text.into())
}

/// A number as a value.
pub fn integer(number: u64) -> Result<V> {
    let number = i64::try_from(number).map_err(|_| too_large())?;
    V::try_from_i64(number).map_err(|_| too_large())
}

/// A moment as a value.
pub fn moment(at: muster_domain::time::Timestamp) -> Result<V> {
    integer(u64::try_from(at.0).unwrap_or(0))
}

fn too_large() -> Error {
    Error::RustError("number too large".into())
}
