//! The daily sweep: records that the organisation keeps no longer are deleted (R145). The rule book
//! says which; each room asks it about its own, and the index and the archive follow.

use crate::{database as db, error, handlers, organisation};
use muster_domain::incident::State;
use muster_domain::time::Days;
use serde::Deserialize;
use worker::{D1Type, Env, Method, Result};

/// Records looked at in one sweep, the oldest first; the next sweep comes to the others.
const SWEEP_MAX: u32 = 200;

#[derive(Deserialize)]
struct Row {
    id: String,
    room: String,
}

/// Deletes what is not kept any longer, where the organisation says how long it keeps records. One
/// that could not be deleted is logged, and tried again the next day.
pub async fn sweep(env: &Env) -> Result<()> {
    let kept = organisation::load(env).await?.and_then(|facts| facts.settings.retention);
    let Some(kept) = kept else { return Ok(()) };
    let query = "SELECT id, room FROM incident WHERE json_extract(summary, '$.state') IN (?1, ?2) \
                 ORDER BY opened LIMIT ?3";
    let sealed = [State::Closed, State::StoodDown].map(|state| D1Type::Text(state.slug()));
    let [closed, stood_down] = sealed;
    let rows: Vec<Row> =
        db::rows(env, query, &[closed, stood_down, D1Type::Real(SWEEP_MAX.into())]).await?;
    for row in rows {
        if let Err(failure) = expire(env, &row, kept).await {
            error::log("retention", &failure);
        }
    }
    Ok(())
}

/// The room first: what a sweep that was cut short leaves is an index of nothing, which the next
/// one takes away.
async fn expire(env: &Env, Row { id, room }: &Row, kept: Days) -> Result<()> {
    let body = kept.0.to_string();
    let request = handlers::request(None, Method::Post, "/expire", Some(&body))?;
    let mut answer = handlers::room(env, room)?.fetch_with_request(request).await?;
    if answer.status_code() != 200 || !answer.json::<bool>().await? {
        return Ok(());
    }
    let (incident, room) = ([D1Type::Text(id)], [D1Type::Text(room)]);
    db::batch(
        env,
        &[
            ("DELETE FROM event WHERE incident = ?1", &incident),
            ("DELETE FROM document WHERE incident = ?1", &incident),
            ("DELETE FROM session_room WHERE room = ?1", &room),
            ("DELETE FROM incident WHERE id = ?1", &incident),
        ],
    )
    .await
}
