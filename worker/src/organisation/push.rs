//! Telling the rooms of a new organisation (decision 20), each what is its business.
//!
//! A room that cannot be told is told with the next change; and it asks by itself when somebody
//! opens a socket or sends a command, because each request to a room names the newest revision.

use crate::{error, handlers, organisation, together};
use muster_domain::ids::IncidentId;
use muster_domain::organisation::Organisation;
use serde::Deserialize;
use worker::{Env, Method, Result};

/// Rooms that are told at once; the others ask. A company has a handful of open incidents, and a
/// request may make some hundreds of its own.
const ROOMS_MAX: usize = 200;

/// Counts the organisation's revision up, in the same batch as a change that is no line of its log.
pub const NEXT_REVISION: &str = "UPDATE organisation SET revision = revision + 1";

#[derive(Deserialize)]
struct Row {
    id: String,
    room: String,
}

/// Tells every room that is not sealed; whoever could not be told is logged.
pub async fn push(env: &Env, facts: &Organisation) -> Result<()> {
    let query = format!(
        "SELECT id, room FROM incident WHERE summary IS NULL \
         OR json_extract(summary, '$.state') NOT IN ('closed', 'stood_down') \
         ORDER BY opened DESC LIMIT {ROOMS_MAX}"
    );
    let rooms: Vec<Row> = env.d1("DB")?.prepare(query).all().await?.results()?;
    together::all(rooms.into_iter().map(|Row { id, room }| async move {
        if let Err(failure) = tell(env, facts, &IncidentId(id), &room).await {
            error::log("telling a room of the organisation", &failure);
        }
    }))
    .await;
    Ok(())
}

/// Reads the organisation and tells every room that is not sealed.
pub async fn push_anew(env: &Env) -> Result<()> {
    match organisation::load(env).await? {
        Some(facts) => push(env, &facts).await,
        None => Ok(()),
    }
}

/// Reads the organisation and tells the room of one incident.
pub async fn push_to(env: &Env, incident: &IncidentId, room: &str) -> Result<()> {
    match organisation::load(env).await? {
        Some(facts) => tell(env, &facts, incident, room).await,
        None => Ok(()),
    }
}

async fn tell(env: &Env, facts: &Organisation, incident: &IncidentId, room: &str) -> Result<()> {
    let body = muster_json::write(&facts.for_incident(incident));
    let request = handlers::request(None, Method::Put, "/organisation", Some(&body))?;
    handlers::room(env, room)?.fetch_with_request(request).await.map(drop)
}
