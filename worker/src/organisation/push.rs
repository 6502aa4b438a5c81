//! Telling the rooms of a new organisation (decision 20).
//!
//! A room that cannot be told is told with the next change; and it asks by itself when somebody
//! opens a socket or sends a command, because each request to a room names the newest revision.

use super::write_json;
use crate::{error, handlers};
use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::task::Poll;
use muster_domain::organisation::Organisation;
use serde::Deserialize;
use worker::{Env, Method, Request, RequestInit, Result};

/// Rooms that are told at once; the others ask. A company has a handful of open incidents, and a
/// request may make some hundreds of its own.
const ROOMS_MAX: usize = 200;

#[derive(Deserialize)]
struct Row {
    room: String,
}

/// Tells every room that is not sealed; whoever could not be told is logged.
pub async fn push(env: &Env, organisation: &Organisation) -> Result<()> {
    let query = format!(
        "SELECT room FROM incident WHERE summary IS NULL \
         OR json_extract(summary, '$.state') NOT IN ('closed', 'stood_down') \
         ORDER BY opened DESC LIMIT {ROOMS_MAX}"
    );
    let rooms: Vec<Row> = env.d1("DB")?.prepare(query).all().await?.results()?;
    let body = write_json(organisation)?;
    all(rooms.iter().map(|row| async {
        if let Err(failure) = tell(env, &row.room, &body).await {
            error::log("telling a room of the organisation", &failure);
        }
    }))
    .await;
    Ok(())
}

async fn tell(env: &Env, room: &str, organisation: &str) -> Result<()> {
    let mut init = RequestInit::new();
    init.with_method(Method::Put).with_body(Some(organisation.into()));
    let request = Request::new_with_init("https://room/organisation", &init)?;
    handlers::room(env, room)?.fetch_with_request(request).await.map(drop)
}

/// Waits for all of them at the same time.
async fn all<F: Future<Output = ()>>(futures: impl Iterator<Item = F>) {
    let mut waiting: Vec<Pin<Box<F>>> = futures.map(Box::pin).collect();
    poll_fn(move |context| {
        waiting.retain_mut(|future| future.as_mut().poll(context).is_pending());
        if waiting.is_empty() { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}
