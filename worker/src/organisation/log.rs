//! The log of the organisation's changes: one line for each, written in the same batch as the
//! change, and never altered but for erasing what it says of a person.

use super::{bind, number, parse};
use muster_domain::ids::{CommandId, PersonId};
use muster_domain::setup::{Entry, Kind, Line, Subject};
use muster_domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use worker::{D1Database, D1PreparedStatement, D1Result, D1Type, Env, Result};

/// A change that was taken before.
pub struct Answered {
    /// Who sent it: nobody else gets its answer.
    pub by: PersonId,
    /// The revision it made.
    pub revision: u32,
    /// What it was about.
    pub subject: Subject,
}

/// What the log knows about a request.
pub struct History {
    /// The same request, if it was taken before.
    pub answered: Option<Answered>,
    /// The last revision that changed its subject and counted; 0 where none did.
    pub touched: u32,
}

#[derive(Deserialize)]
struct Row {
    revision: u32,
    at: f64,
    by: u32,
    kind: String,
    subject: String,
    changed: Option<String>,
}

#[derive(Deserialize)]
struct Known {
    revision: u32,
    by: u32,
    subject: String,
}

#[derive(Deserialize)]
struct Touched {
    revision: Option<u32>,
}

/// What the log knows about a request with this id on this subject.
pub async fn history(env: &Env, id: &CommandId, subject: Subject) -> Result<History> {
    let database = env.d1("DB")?;
    let subject = muster_json::write(&subject);
    let answers = database
        .batch(vec![
            bind(
                &database,
                "SELECT revision, by, subject FROM organisation_log WHERE id = ?1",
                &[D1Type::Text(id.as_str())],
            )?,
            bind(
                &database,
                "SELECT MAX(revision) AS revision FROM organisation_log \
                 WHERE subject = ?1 AND counts = 1",
                &[D1Type::Text(&subject)],
            )?,
        ])
        .await?;
    let known: Vec<Known> = answers.first().map(D1Result::results).transpose()?.unwrap_or_default();
    let touched: Vec<Touched> =
        answers.get(1).map(D1Result::results).transpose()?.unwrap_or_default();
    let answered = known.into_iter().next().map(|row| {
        let subject = parse(&row.subject)?;
        Ok::<_, worker::Error>(Answered { by: PersonId(row.by), revision: row.revision, subject })
    });
    let touched = touched.first().and_then(|row| row.revision).unwrap_or_default();
    Ok(History { answered: answered.transpose()?, touched })
}

/// Lines before a revision, newest first.
pub async fn lines(env: &Env, before: u32, limit: u32) -> Result<Vec<Entry>> {
    let query =
        "SELECT * FROM organisation_log WHERE revision < ?1 ORDER BY revision DESC LIMIT ?2";
    let query = bind(&env.d1("DB")?, query, &[number(before), number(limit)])?;
    let rows: Vec<Row> = query.all().await?.results()?;
    rows.iter().map(entry).collect()
}

fn entry(row: &Row) -> Result<Entry> {
    Ok(Entry {
        revision: row.revision,
        #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, see `Written`")]
        at: Timestamp(row.at as i64),
        by: PersonId(row.by),
        kind: parse(&muster_json::write(&row.kind))?,
        subject: parse(&row.subject)?,
        changed: row.changed.as_deref().map(parse).transpose()?,
    })
}

/// A line as it is written.
#[derive(Serialize)]
struct Written<'a> {
    revision: u32,
    id: &'a CommandId,
    at: Timestamp,
    by: PersonId,
    kind: Kind,
    subject: String,
    counts: bool,
    concerns: Option<PersonId>,
    changed: String,
}

/// Writes lines, however many, in one statement.
pub fn write_lines(database: &D1Database, lines: &[Line]) -> Result<D1PreparedStatement> {
    let lines = lines.iter().map(|Line { id, entry, counts }| {
        let Entry { revision, at, by, kind, subject, changed } = entry;
        Written {
            revision: *revision,
            id,
            at: *at,
            by: *by,
            kind: *kind,
            subject: muster_json::write(subject),
            counts: *counts,
            concerns: subject.concerns(),
            changed: muster_json::write(changed),
        }
    });
    let lines = muster_json::write(&lines.collect::<Vec<_>>());
    bind(
        database,
        "INSERT INTO organisation_log (revision, id, at, by, kind, subject, counts, concerns, \
         changed) SELECT value->>'revision', value->>'id', value->>'at', value->>'by', \
         value->>'kind', value->>'subject', value->>'counts', value->>'concerns', \
         value->>'changed' FROM json_each(?1)",
        &[D1Type::Text(&lines)],
    )
}
