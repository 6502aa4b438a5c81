//! The room's tables: the log, personal data beside it, taken commands, snapshot, organisation.
//! It knows no rule of an incident.

use crate::reach::outbox;
pub use crate::tables::integer;
use crate::tables::{Tables, text};
use muster_domain::chain::Digest;
use muster_domain::ids::{CommandId, Seq};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use worker::{Result, SqlStorageValue as V, State};

/// A value may have 2 MB; a snapshot is cut into parts well below that.
const PART_CHARS_MAX: usize = 400_000;

const SCHEMA: &[&str] = &[
    "CREATE TABLE IF NOT EXISTS event (seq INTEGER PRIMARY KEY, at REAL NOT NULL, \
     by TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, salt TEXT NOT NULL, \
     body_digest TEXT NOT NULL, personal_digest TEXT NOT NULL, hash TEXT NOT NULL) STRICT",
    "CREATE INDEX IF NOT EXISTS event_kind ON event (kind, seq)",
    "CREATE TABLE IF NOT EXISTS personal (seq INTEGER PRIMARY KEY, body TEXT NOT NULL, \
     salt TEXT NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS taken (id TEXT PRIMARY KEY, by TEXT NOT NULL, \
     seq INTEGER NOT NULL, place INTEGER NOT NULL) STRICT",
    "CREATE INDEX IF NOT EXISTS taken_place ON taken (place)",
    "CREATE TABLE IF NOT EXISTS part (name TEXT NOT NULL, place INTEGER NOT NULL, \
     body TEXT NOT NULL, PRIMARY KEY (name, place)) STRICT",
    "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
];

/// The tables of one room.
pub struct Store(Tables);

/// An entry of the log as it is stored.
#[derive(Clone, Deserialize)]
pub struct Row {
    /// Place in the log.
    pub seq: u64,
    /// Milliseconds since 1970.
    pub at: f64,
    /// Actor and capacity, as JSON.
    pub by: String,
    /// Kind of event.
    pub kind: String,
    /// The event, as JSON.
    pub body: String,
    /// Salt of the body's digest, in hexadecimal.
    pub salt: String,
    /// Salted digest of the body.
    pub body_digest: String,
    /// Salted digest of the personal data.
    pub personal_digest: String,
    /// Covers all of it and the hash before.
    pub hash: String,
    /// Personal data beside the event.
    pub personal: Option<String>,
    /// Salt of the personal data's digest.
    pub personal_salt: Option<String>,
}

/// What is remembered of a command.
#[derive(Deserialize)]
pub struct Taken {
    /// Who sent it, as JSON: nobody else gets its answer.
    pub by: String,
    /// The last entry it wrote.
    pub seq: u64,
    /// The how-manieth command it was.
    pub place: u64,
}

#[derive(Deserialize)]
struct Number {
    n: u64,
}

#[derive(Deserialize)]
struct Text {
    body: String,
}

impl Store {
    /// Opens the tables, and makes them the first time.
    pub fn open(state: &State) -> Result<Self> {
        let store = Self(Tables::of(state));
        let tables = SCHEMA.iter().chain(super::docs::tables::SCHEMA);
        for statement in tables.chain([&super::readings::SCHEMA]).chain(&outbox::SCHEMA) {
            store.run(statement, vec![])?;
        }
        Ok(store)
    }

    /// The tables themselves.
    pub fn tables(&self) -> &Tables {
        &self.0
    }

    pub(super) fn run(&self, statement: &str, values: Vec<V>) -> Result<()> {
        self.0.run(statement, values)
    }

    pub(super) fn rows<T: DeserializeOwned>(&self, query: &str, values: Vec<V>) -> Result<Vec<T>> {
        self.0.rows(query, values)
    }

    /// Writes an entry, and the personal data beside it.
    pub fn append(&self, row: &Row) -> Result<()> {
        self.run(
            "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            vec![
                integer(row.seq)?,
                V::Float(row.at),
                text(&row.by),
                text(&row.kind),
                text(&row.body),
                text(&row.salt),
                text(&row.body_digest),
                text(&row.personal_digest),
                text(&row.hash),
            ],
        )?;
        if let (Some(personal), Some(salt)) = (&row.personal, &row.personal_salt) {
            let values = vec![integer(row.seq)?, text(personal), text(salt)];
            self.run("INSERT INTO personal VALUES (?, ?, ?)", values)?;
        }
        Ok(())
    }

    /// Entries after `after`, in order, at most `limit`.
    pub fn entries(&self, after: Seq, limit: u32) -> Result<Vec<Row>> {
        self.rows(
            "SELECT e.*, p.body AS personal, p.salt AS personal_salt FROM event e \
             LEFT JOIN personal p USING (seq) WHERE e.seq > ? ORDER BY e.seq LIMIT ?",
            vec![integer(after.0)?, V::Integer(limit.into())],
        )
    }

    /// The bodies of all submissions, oldest first: they hold the texts of the versions.
    pub fn submissions(&self) -> Result<Vec<String>> {
        let query = "SELECT body FROM event WHERE kind = 'submitted' ORDER BY seq";
        let rows: Vec<Text> = self.rows(query, vec![])?;
        Ok(rows.into_iter().map(|row| row.body).collect())
    }

    /// A command that was taken before.
    pub fn taken(&self, id: &CommandId) -> Result<Option<Taken>> {
        let query = "SELECT by, seq, place FROM taken WHERE id = ?";
        let rows: Vec<Taken> = self.rows(query, vec![text(id.as_str())])?;
        Ok(rows.into_iter().next())
    }

    /// Remembers a command; `keep` bounds how many.
    pub fn remember(&self, id: &CommandId, taken: &Taken, keep: u64) -> Result<()> {
        let Taken { by, seq, place } = taken;
        let values = vec![text(id.as_str()), text(by), integer(*seq)?, integer(*place)?];
        self.run("INSERT INTO taken VALUES (?, ?, ?, ?)", values)?;
        let forget = vec![integer(place.saturating_sub(keep))?];
        self.run("DELETE FROM taken WHERE place < ?", forget)
    }

    /// How many commands were ever taken.
    pub fn commands_taken(&self) -> Result<u64> {
        let query = "SELECT COALESCE(MAX(place), 0) AS n FROM taken";
        let rows: Vec<Number> = self.rows(query, vec![])?;
        Ok(rows.first().map_or(0, |row| row.n))
    }

    /// A long text kept under a name.
    pub fn long(&self, name: &str) -> Result<Option<String>> {
        let query = "SELECT body FROM part WHERE name = ? ORDER BY place";
        let rows: Vec<Text> = self.rows(query, vec![text(name)])?;
        let whole: String = rows.into_iter().map(|row| row.body).collect();
        Ok(Some(whole).filter(|text| !text.is_empty()))
    }

    /// Keeps a long text under a name, in place of the one before.
    pub fn keep_long(&self, name: &str, whole: &str) -> Result<()> {
        self.run("DELETE FROM part WHERE name = ?", vec![text(name)])?;
        let characters: Vec<char> = whole.chars().collect();
        for (place, part) in (0..).zip(characters.chunks(PART_CHARS_MAX)) {
            let part: String = part.iter().collect();
            let values = vec![text(name), V::Integer(place), V::String(part)];
            self.run("INSERT INTO part VALUES (?, ?, ?)", values)?;
        }
        Ok(())
    }

    /// A small value kept under a name.
    pub fn meta(&self, name: &str) -> Result<Option<String>> {
        let query = "SELECT value AS body FROM meta WHERE name = ?";
        let rows: Vec<Text> = self.rows(query, vec![text(name)])?;
        Ok(rows.into_iter().next().map(|row| row.body))
    }

    /// Keeps a small value under a name.
    pub fn keep_meta(&self, name: &str, value: &str) -> Result<()> {
        self.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", vec![text(name), text(value)])
    }
}

impl Row {
    /// The hash of this entry.
    pub fn hash(&self) -> Digest {
        Digest::from_hex(&self.hash).unwrap_or_default()
    }
}
