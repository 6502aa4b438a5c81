//! Telling rooms of a new organisation (decision 20).

use crate::{database as db, error, handlers, organisation};
use muster_domain::ids::IncidentId;
use muster_domain::organisation::Organisation;
use serde::Deserialize;
use worker::{Env, Method, Result};

/// Rooms that are told at once: a company has a handful of open incidents.
const ROOMS_MAX: u32 = 500;

#[derive(Deserialize)]
struct Row {
    id: String,
    room: String,
}

/// Counts the organisation's revision up, in the same batch as a change.
pub const NEXT_REVISION: &str = "UPDATE organisation SET revision = revision + 1";

/// Tells all rooms, each what is its business; whoever could not be told is logged.
pub async fn push(env: &Env) -> Result<()> {
    let Some(facts) = organisation::load(env).await? else { return Ok(()) };
    let query = format!("SELECT id, room FROM incident ORDER BY opened DESC LIMIT {ROOMS_MAX}");
    let rooms: Vec<Row> = db::rows(env, &query, &[]).await?;
    for Row { id, room } in rooms {
        if let Err(failure) = tell(env, &facts, &IncidentId(id), &room).await {
            error::log("telling a room of the organisation", &failure);
        }
    }
    Ok(())
}

/// Tells the room of one incident.
pub async fn push_to(env: &Env, incident: &IncidentId, room: &str) -> Result<()> {
    match organisation::load(env).await? {
        Some(facts) => tell(env, &facts, incident, room).await,
        None => Ok(()),
    }
}

async fn tell(env: &Env, facts: &Organisation, incident: &IncidentId, room: &str) -> Result<()> {
    let body = serde_json::to_string(&facts.for_incident(incident));
    let body = body.map_err(crate::room::broken)?;
    let request = handlers::request(None, Method::Put, "/organisation", Some(&body))?;
    handlers::room(env, room)?.fetch_with_request(request).await.map(drop)
}
