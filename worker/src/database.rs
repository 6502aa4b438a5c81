//! D1 in few words: a query with its values, and times as it keeps them.

use muster_domain::ids::PersonId;
use muster_domain::time::Timestamp;
use serde::de::DeserializeOwned;
use worker::{D1Database, D1PreparedStatement, D1Type, Env, Result};

/// A statement with its values.
pub fn bind(
    database: &D1Database,
    query: &str,
    values: &[D1Type<'_>],
) -> Result<D1PreparedStatement> {
    database.prepare(query).bind_refs(values)
}

/// All rows of an answer.
pub async fn rows<T: DeserializeOwned>(
    env: &Env,
    query: &str,
    values: &[D1Type<'_>],
) -> Result<Vec<T>> {
    bind(&env.d1("DB")?, query, values)?.all().await?.results()
}

/// The first row of an answer.
pub async fn first<T: DeserializeOwned>(
    env: &Env,
    query: &str,
    values: &[D1Type<'_>],
) -> Result<Option<T>> {
    Ok(rows(env, query, values).await?.into_iter().next())
}

/// Runs a statement whose answer does not matter.
pub async fn run(env: &Env, query: &str, values: &[D1Type<'_>]) -> Result<()> {
    bind(&env.d1("DB")?, query, values)?.run().await.map(drop)
}

/// Runs statements in one transaction: all of them or none.
pub async fn batch(env: &Env, statements: &[(&str, &[D1Type<'_>])]) -> Result<()> {
    let database = env.d1("DB")?;
    let bound = statements.iter().map(|(query, values)| bind(&database, query, values));
    let bound = bound.collect::<Result<_>>()?;
    database.batch(bound).await.map(drop)
}

/// A moment as a value.
#[expect(clippy::cast_precision_loss, reason = "milliseconds stay below 2^53")]
pub const fn moment(at: Timestamp) -> D1Type<'static> {
    D1Type::Real(at.0 as f64)
}

/// A moment out of a column.
#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, written by `moment`")]
pub const fn at(column: f64) -> Timestamp {
    Timestamp(column as i64)
}

/// A person as a value.
pub fn person(person: PersonId) -> D1Type<'static> {
    D1Type::Real(person.0.into())
}

/// A text that may be missing.
pub fn optional(text: Option<&str>) -> D1Type<'_> {
    text.map_or(D1Type::Null, D1Type::Text)
}
