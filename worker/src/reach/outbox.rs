//! What waits to be sent, in the tables of the object that owes it: a notice for each matter, and a
//! delivery for each of its person's channels.
//!
//! A notice is written in the same synchronous run as what it tells of, once, under a key of its
//! own; so a restart can neither lose nor double it. A delivery is tried until a channel took it,
//! its notice is over, or there is no point, always under the same id.

use super::Attempt;
use crate::chance;
use crate::tables::{Tables, integer, moment, text};
use muster_domain::ids::PersonId;
use muster_domain::organisation::ContactChannel;
use muster_domain::time::Timestamp;
use serde::Deserialize;
use worker::{Result, SqlStorageValue as V};

/// Its tables. `next` is when a delivery is tried; one without it waits for the channel before it
/// to fail. A link is known by its fingerprint only.
pub const SCHEMA: [&str; 5] = [
    "CREATE TABLE IF NOT EXISTS notice (key TEXT PRIMARY KEY, person INTEGER NOT NULL, \
     urgent INTEGER NOT NULL, body TEXT NOT NULL, over INTEGER NOT NULL DEFAULT 0) STRICT",
    "CREATE INDEX IF NOT EXISTS notice_open ON notice (key) WHERE over = 0",
    "CREATE TABLE IF NOT EXISTS delivery (id TEXT PRIMARY KEY, notice TEXT NOT NULL, \
     channel TEXT NOT NULL, place INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, \
     next INTEGER, state TEXT NOT NULL DEFAULT 'waiting') STRICT",
    "CREATE INDEX IF NOT EXISTS delivery_next ON delivery (next) WHERE state = 'waiting'",
    "CREATE TABLE IF NOT EXISTS link (token TEXT PRIMARY KEY, notice TEXT NOT NULL, \
     used INTEGER) STRICT",
];

/// Tries of one delivery: with the pauses below half an hour.
const TRIES_MAX: u32 = 10;
/// The pause after the first try; each is three times the one before.
const PAUSE_MS: i64 = 5_000;
/// The longest pause.
const PAUSE_MS_MAX: i64 = 300_000;
/// Deliveries begun at once: the platform has six connections for one request.
const AT_ONCE: i64 = 6;

/// What waits to be sent now.
#[derive(Clone, Deserialize)]
pub struct Waiting {
    /// Its id, the same at every try.
    pub id: String,
    /// The key of its notice.
    pub notice: String,
    /// The channel, by its stable name; empty where its person has none.
    pub channel: String,
    /// Tries so far.
    pub tries: u32,
    /// To whom.
    pub person: u32,
    /// About now; else it may be joined with others to the same person.
    pub urgent: u32,
    /// What it is about, in the words of whoever put it here.
    pub body: String,
}

/// How a notice stands after a try.
pub struct Standing {
    /// It was the first try of this channel.
    pub first: bool,
    /// No channel took it, and none is left that was not tried.
    pub unreached: bool,
}

/// A link's notice, and whether it was used.
#[derive(Deserialize)]
pub struct Link {
    /// When, in milliseconds since 1970.
    pub used: Option<u64>,
    /// What it is about.
    pub body: String,
    /// Not asked any more.
    pub over: u32,
}

#[derive(Deserialize)]
struct Key {
    key: String,
}

#[derive(Deserialize)]
struct Next {
    n: Option<u64>,
}

#[derive(Deserialize)]
struct Counts {
    sent: u32,
    fresh: u32,
}

#[derive(Deserialize)]
struct Channel {
    channel: String,
}

impl Waiting {
    /// The channel; none where its person has none.
    pub fn channel(&self) -> Option<ContactChannel> {
        ContactChannel::ALL.into_iter().find(|it| it.slug() == self.channel)
    }
}

/// A notice to be put here.
pub struct New<'a> {
    /// Its key; the same matter has the same one.
    pub key: &'a str,
    /// To whom.
    pub person: PersonId,
    /// About now.
    pub urgent: bool,
    /// What it is about.
    pub body: &'a str,
}

/// The notices that are not over.
pub fn open(tables: &Tables) -> Result<Vec<String>> {
    let keys: Vec<Key> = tables.rows("SELECT key FROM notice WHERE over = 0", vec![])?;
    Ok(keys.into_iter().map(|row| row.key).collect())
}

/// Whether a notice was ever put here.
pub fn knows(tables: &Tables, key: &str) -> Result<bool> {
    let keys: Vec<Key> = tables.rows("SELECT key FROM notice WHERE key = ?", vec![text(key)])?;
    Ok(!keys.is_empty())
}

/// Puts a notice here, with its channels and when each is tried.
pub fn put(
    tables: &Tables,
    new: &New<'_>,
    ways: &[(Option<ContactChannel>, Option<Timestamp>)],
) -> Result<()> {
    let New { key, person, urgent, body } = new;
    let values =
        vec![text(key), integer(person.0.into())?, integer(u64::from(*urgent))?, text(body)];
    tables.run("INSERT INTO notice (key, person, urgent, body) VALUES (?, ?, ?, ?)", values)?;
    for (place, (channel, next)) in (0..).zip(ways) {
        let next = next.map(moment).transpose()?.unwrap_or(V::Null);
        let slug = channel.map_or("", ContactChannel::slug);
        let values = vec![text(&chance::name()?), text(key), text(slug), integer(place)?, next];
        let insert =
            "INSERT INTO delivery (id, notice, channel, place, next) VALUES (?, ?, ?, ?, ?)";
        tables.run(insert, values)?;
    }
    Ok(())
}

/// Ends a notice: nothing of it is sent any more. Answers by which channels it was sent or may have
/// been.
pub fn end(tables: &Tables, key: &str) -> Result<Vec<ContactChannel>> {
    tables.run("UPDATE notice SET over = 1 WHERE key = ?", vec![text(key)])?;
    let query = "SELECT channel FROM delivery WHERE notice = ? AND tries > 0 \
                 AND state IN ('sent', 'waiting')";
    let tried: Vec<Channel> = tables.rows(query, vec![text(key)])?;
    let drop = "UPDATE delivery SET state = 'dropped', next = NULL \
                WHERE notice = ? AND state = 'waiting'";
    tables.run(drop, vec![text(key)])?;
    let known = |slug: String| ContactChannel::ALL.into_iter().find(|it| it.slug() == slug);
    Ok(tried.into_iter().filter_map(|row| known(row.channel)).collect())
}

/// When the next delivery is tried.
pub fn next(tables: &Tables) -> Result<Option<Timestamp>> {
    let query = "SELECT MIN(next) AS n FROM delivery WHERE state = 'waiting'";
    let rows: Vec<Next> = tables.rows(query, vec![])?;
    let next = rows.first().and_then(|row| row.n);
    Ok(next.and_then(|at| i64::try_from(at).ok()).map(Timestamp))
}

const DUE: &str = "SELECT d.id, d.notice, d.channel, d.tries, n.person, n.urgent, n.body \
     FROM delivery d JOIN notice n ON n.key = d.notice WHERE d.state = 'waiting' AND ";

/// What is to be tried now, the urgent first.
pub fn due(tables: &Tables, now: Timestamp) -> Result<Vec<Waiting>> {
    let query = format!("{DUE} d.next <= ? ORDER BY n.urgent DESC, d.next LIMIT ?");
    tables.rows(&query, vec![moment(now)?, V::Integer(AT_ONCE)])
}

/// What else waits for the same person on the same channel and may be joined to it.
pub fn beside(tables: &Tables, one: &Waiting) -> Result<Vec<Waiting>> {
    let query = format!(
        "{DUE} n.person = ? AND d.channel = ? AND n.urgent = 0 AND d.next IS NOT NULL \
         ORDER BY d.next"
    );
    tables.rows(&query, vec![integer(one.person.into())?, text(&one.channel)])
}

/// Writes down what came of a try.
pub fn settle(
    tables: &Tables,
    waiting: &Waiting,
    attempt: Attempt,
    now: Timestamp,
) -> Result<Standing> {
    let first = waiting.tries == 0;
    let id = || text(&waiting.id);
    let key = || text(&waiting.notice);
    match attempt {
        Attempt::Later(after) if waiting.tries + 1 < TRIES_MAX => {
            let pause = PAUSE_MS.saturating_mul(3_i64.saturating_pow(waiting.tries));
            let at = Timestamp(now.0 + after.unwrap_or(0).max(pause.min(PAUSE_MS_MAX)));
            let again = "UPDATE delivery SET tries = tries + 1, next = ? \
                         WHERE id = ? AND state = 'waiting'";
            tables.run(again, vec![moment(at)?, id()])?;
        }
        _ => {
            let state = if attempt == Attempt::Delivered { "sent" } else { "failed" };
            let over = "UPDATE delivery SET tries = tries + 1, next = NULL, state = ? \
                        WHERE id = ? AND state IN ('waiting', 'dropped')";
            tables.run(over, vec![text(state), id()])?;
        }
    }
    if attempt != Attempt::Delivered && first {
        // The next channel does not wait for its turn.
        let forward = "UPDATE delivery SET next = ? WHERE id = (SELECT id FROM delivery \
                       WHERE notice = ? AND state = 'waiting' AND tries = 0 \
                       ORDER BY place LIMIT 1)";
        tables.run(forward, vec![moment(now)?, key()])?;
    } else if attempt == Attempt::Delivered && waiting.urgent == 0 {
        let drop = "UPDATE delivery SET state = 'dropped', next = NULL \
                    WHERE notice = ? AND state = 'waiting'";
        tables.run(drop, vec![key()])?;
    }
    let query = "SELECT COALESCE(SUM(state = 'sent'), 0) AS sent, \
                 COALESCE(SUM(state = 'waiting' AND tries = 0), 0) AS fresh \
                 FROM delivery WHERE notice = ?";
    let counts: Vec<Counts> = tables.rows(query, vec![key()])?;
    let unreached = counts.first().is_some_and(|it| it.sent == 0 && it.fresh == 0);
    Ok(Standing { first, unreached })
}

/// Makes a link to a notice, known by its fingerprint.
pub fn put_link(tables: &Tables, fingerprint: &str, key: &str) -> Result<()> {
    let insert = "INSERT INTO link (token, notice) VALUES (?, ?)";
    tables.run(insert, vec![text(fingerprint), text(key)])
}

/// Where a link leads.
pub fn link(tables: &Tables, fingerprint: &str) -> Result<Option<Link>> {
    let query = "SELECT l.used, n.body, n.over FROM link l \
                 JOIN notice n ON n.key = l.notice WHERE l.token = ?";
    let links: Vec<Link> = tables.rows(query, vec![text(fingerprint)])?;
    Ok(links.into_iter().next())
}

/// Uses a link up.
pub fn use_link(tables: &Tables, fingerprint: &str, now: Timestamp) -> Result<()> {
    let update = "UPDATE link SET used = ? WHERE token = ? AND used IS NULL";
    tables.run(update, vec![moment(now)?, text(fingerprint)])
}
