//! Which rooms have sockets of a session, and telling them and the Office what became of it.

use super::sessions;
use crate::caller::Caller;
use crate::room::News;
use crate::{chance, database as db, error, handlers, office};
use muster_domain::proof::{Proof, ProofMeans};
use serde::Deserialize;
use std::time::Duration;
use worker::{D1Type, Delay, Env, Method, Result};

/// Rooms that one session may have sockets in: somebody sits in a handful of incidents.
const ROOMS_MAX: u32 = 500;
/// How often, and after what time, a room that could not be told is told again.
const TRIES: [Duration; 3] = [Duration::ZERO, Duration::from_millis(500), Duration::from_secs(2)];
/// The same for noting where a socket is: what is lost here, nobody could end any more.
const NOTE_TRIES: [Duration; 3] = [Duration::ZERO, Duration::from_secs(2), Duration::from_secs(20)];

#[derive(Deserialize)]
struct Row {
    room: String,
}

/// Tells every room in which a session has sockets, and the Office.
pub async fn tell(env: &Env, session: &str, news: &News) -> Result<()> {
    let query = format!("SELECT room FROM session_room WHERE session = ?1 LIMIT {ROOMS_MAX}");
    let rooms: Vec<Row> = db::rows(env, &query, &[D1Type::Text(session)]).await?;
    let body = muster_json::write(news);
    for Row { room } in &rooms {
        surely(async || tell_room(env, room, &body).await).await;
    }
    surely(async || office::pass(env, &body).await).await;
    Ok(())
}

/// Tries again, and gives up with a line in the log.
async fn surely(act: impl AsyncFn() -> Result<()>) {
    for pause in TRIES {
        wait(pause).await;
        match act().await {
            Ok(()) => return,
            Err(failure) => error::log("news of a session", &failure),
        }
    }
}

async fn wait(pause: Duration) {
    if !pause.is_zero() {
        Delay::from(pause).await;
    }
}

async fn tell_room(env: &Env, room: &str, body: &str) -> Result<()> {
    let request = handlers::request(None, Method::Post, "/sessions", Some(body))?;
    handlers::room(env, room)?.fetch_with_request(request).await.map(drop)
}

#[derive(Deserialize)]
struct State {
    ended: Option<f64>,
    proved: Option<f64>,
    proof: Option<ProofMeans>,
}

/// After a socket was opened: notes in which room, or, without one, in the Office, and looks once
/// more what became of the session meanwhile. Whoever ends it either finds the note, or has ended
/// it before this looks: no socket outlives its session unnoticed.
pub async fn note(env: &Env, caller: &Caller, room: Option<&str>) {
    for pause in NOTE_TRIES {
        wait(pause).await;
        match try_note(env, caller, room).await {
            Ok(()) => return,
            Err(failure) => error::log("note of a socket", &failure),
        }
    }
}

async fn try_note(env: &Env, caller: &Caller, room: Option<&str>) -> Result<()> {
    let session = caller.session.as_str();
    if let Some(room) = room {
        let insert = "INSERT OR IGNORE INTO session_room (session, room) VALUES (?1, ?2)";
        db::run(env, insert, &[D1Type::Text(session), D1Type::Text(room)]).await?;
    }
    let query = "SELECT session.ended, session.proved, session.proof FROM session \
                 JOIN person ON person.id = session.person WHERE session.id = ?1 \
                 AND person.deactivated = 0 AND (person.guest IS NULL OR person.guest_until > ?2)";
    let values = [D1Type::Text(session), db::moment(chance::now(env))];
    let state: Option<State> = db::first(env, query, &values).await?;
    let session = caller.session.clone();
    let news = match state.filter(|state| state.ended.is_none()) {
        None => {
            sessions::forget(|known| known.id == session);
            News::Ended { session }
        }
        Some(State { proved: Some(at), proof: Some(means), .. }) => {
            let proof = Proof { at: db::at(at), means };
            if caller.proof == Some(proof) {
                return Ok(());
            }
            News::Proved { session, proof }
        }
        Some(_) => return Ok(()),
    };
    let body = muster_json::write(&news);
    match room {
        Some(room) => tell_room(env, room, &body).await,
        None => office::pass(env, &body).await,
    }
}
