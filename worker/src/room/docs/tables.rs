//! The tables of the texts: every update that was taken in, snapshots so that a cold room has
//! little to read, who writes under which client, and how far a text was taken down or frozen.

use super::super::store::{Store, integer};
use muster_domain::ids::{MessageId, PersonId};
use muster_domain::wire::Writer;
use serde::Deserialize;
use worker::{Result, SqlStorageValue as V};

/// What makes the tables.
pub const SCHEMA: &[&str] = &[
    "CREATE TABLE IF NOT EXISTS upd (doc INTEGER NOT NULL, seq INTEGER NOT NULL, at REAL NOT NULL, \
     person INTEGER NOT NULL, typed INTEGER NOT NULL, bytes BLOB NOT NULL, \
     PRIMARY KEY (doc, seq)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS snap (doc INTEGER PRIMARY KEY, seq INTEGER NOT NULL, \
     bytes BLOB NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS client (doc INTEGER NOT NULL, client INTEGER NOT NULL, \
     person INTEGER NOT NULL, PRIMARY KEY (doc, client)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS doc (doc INTEGER PRIMARY KEY, kept INTEGER NOT NULL, \
     archived INTEGER NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS mark (doc INTEGER NOT NULL, version INTEGER NOT NULL, \
     seq INTEGER NOT NULL, PRIMARY KEY (doc, version)) STRICT, WITHOUT ROWID",
];

/// An update as it is stored.
#[derive(Deserialize)]
pub struct UpdateRow {
    /// Place in the text's log.
    pub seq: u64,
    /// Whose it is; 0 for what the text began with.
    pub person: u32,
    /// The update.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

#[derive(Deserialize)]
struct Number {
    n: u64,
}

fn doc(message: MessageId) -> V {
    V::Integer(message.0.into())
}

impl Store {
    /// How far a text was taken down; none where there is no document of it yet.
    pub fn kept(&self, message: MessageId) -> Result<Option<u64>> {
        let rows: Vec<Number> =
            self.rows("SELECT kept AS n FROM doc WHERE doc = ?", vec![doc(message)])?;
        Ok(rows.first().map(|row| row.n))
    }

    /// Notes how far it was taken down.
    pub fn keep_text(&self, message: MessageId, seq: u64) -> Result<()> {
        let values = vec![doc(message), integer(seq)?];
        let keep = "INSERT INTO doc VALUES (?, ?, -1) \
                    ON CONFLICT (doc) DO UPDATE SET kept = excluded.kept";
        self.run(keep, values)
    }

    /// Texts that were taken down since they were archived.
    pub fn unarchived(&self) -> Result<Vec<MessageId>> {
        let rows: Vec<Number> =
            self.rows("SELECT doc AS n FROM doc WHERE archived < kept", vec![])?;
        Ok(rows.iter().filter_map(|row| u32::try_from(row.n).ok()).map(MessageId).collect())
    }

    /// Notes how far a text is archived.
    pub fn archive_text(&self, message: MessageId, seq: u64) -> Result<()> {
        let values = vec![integer(seq)?, doc(message)];
        self.run("UPDATE doc SET archived = ? WHERE doc = ?", values)
    }

    /// Texts of which more was typed than taken down.
    pub fn unkept(&self) -> Result<Vec<MessageId>> {
        let query = "SELECT doc AS n FROM doc \
                     WHERE kept < (SELECT MAX(seq) FROM upd WHERE upd.doc = doc.doc)";
        let rows: Vec<Number> = self.rows(query, vec![])?;
        Ok(rows.iter().filter_map(|row| u32::try_from(row.n).ok()).map(MessageId).collect())
    }

    /// Writes an update down.
    pub fn append_update(
        &self,
        message: MessageId,
        row: &UpdateRow,
        at: f64,
        typed: bool,
    ) -> Result<()> {
        let values = vec![
            doc(message),
            integer(row.seq)?,
            V::Float(at),
            V::Integer(row.person.into()),
            V::Integer(typed.into()),
            V::Blob(row.bytes.clone()),
        ];
        self.run("INSERT INTO upd VALUES (?, ?, ?, ?, ?, ?)", values)
    }

    /// The updates after a place, in order.
    pub fn updates(&self, message: MessageId, after: u64) -> Result<Vec<UpdateRow>> {
        self.rows(
            "SELECT seq, person, bytes FROM upd WHERE doc = ? AND seq > ? ORDER BY seq",
            vec![doc(message), integer(after)?],
        )
    }

    /// Who has typed after a place.
    pub fn typists(&self, message: MessageId, after: u64) -> Result<Vec<PersonId>> {
        let query = "SELECT DISTINCT person AS n FROM upd WHERE doc = ? AND seq > ? AND typed = 1";
        let rows: Vec<Number> = self.rows(query, vec![doc(message), integer(after)?])?;
        Ok(rows.iter().filter_map(|row| u32::try_from(row.n).ok()).map(PersonId).collect())
    }

    /// The whole text at some place, as one update.
    pub fn snapshot(&self, message: MessageId) -> Result<Option<UpdateRow>> {
        let query = "SELECT seq, 0 AS person, bytes FROM snap WHERE doc = ?";
        Ok(self.rows(query, vec![doc(message)])?.into_iter().next())
    }

    /// Keeps it in place of the one before.
    pub fn keep_snapshot(&self, message: MessageId, seq: u64, bytes: Vec<u8>) -> Result<()> {
        let values = vec![doc(message), integer(seq)?, V::Blob(bytes)];
        self.run("INSERT OR REPLACE INTO snap VALUES (?, ?, ?)", values)
    }

    /// Who writes under which client.
    pub fn writers(&self, message: MessageId) -> Result<Vec<Writer>> {
        let query = "SELECT client, person FROM client WHERE doc = ? ORDER BY client";
        self.rows(query, vec![doc(message)])
    }

    /// Notes whose a client is.
    pub fn add_writer(&self, message: MessageId, writer: Writer) -> Result<()> {
        let person = V::Integer(writer.person.0.into());
        let values = vec![doc(message), integer(writer.client)?, person];
        self.run("INSERT OR IGNORE INTO client VALUES (?, ?, ?)", values)
    }

    /// Notes where in the text's log a version was frozen.
    pub fn mark_version(&self, message: MessageId, version: u32, seq: u64) -> Result<()> {
        let values = vec![doc(message), V::Integer(version.into()), integer(seq)?];
        self.run("INSERT OR REPLACE INTO mark VALUES (?, ?, ?)", values)
    }

    /// Where a version was frozen.
    pub fn version_mark(&self, message: MessageId, version: u32) -> Result<Option<u64>> {
        let query = "SELECT seq AS n FROM mark WHERE doc = ? AND version = ?";
        let values = vec![doc(message), V::Integer(version.into())];
        let rows: Vec<Number> = self.rows(query, values)?;
        Ok(rows.first().map(|row| row.n))
    }
}
