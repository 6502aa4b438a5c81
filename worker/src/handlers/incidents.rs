//! The list of incidents: reading it, following it live, and opening a new record.

use super::{Asking, KNOWN_TO, request, room};
use crate::room::broken;
use crate::{chance, error, office};
use muster_domain::command::{Command, Request as Asked};
use muster_domain::decide::decide;
use muster_domain::ids::{CommandId, IncidentId};
use muster_domain::incident::Incident;
use muster_domain::organisation::Organisation;
use serde::{Deserialize, Serialize};
use worker::{D1Type, Env, Headers, Method, Request, RequestInit, Response, Result};

#[derive(Deserialize)]
struct Row {
    id: String,
    room: String,
    summary: Option<String>,
}

/// All incidents that this person may know of, newest first.
pub async fn list(asking: &Asking<'_>) -> Result<Response> {
    let database = asking.env.d1("DB")?;
    let query = format!(
        "SELECT id, room, summary FROM incident WHERE summary IS NOT NULL AND {KNOWN_TO} \
         AND (?1 IS NULL OR id = ?1) ORDER BY opened DESC LIMIT 500"
    );
    let guest = asking.guest.as_ref().map_or(D1Type::Null, |only| D1Type::Text(only.as_str()));
    let person = D1Type::Real(asking.caller.person.0.into());
    let rows: Vec<Row> =
        database.prepare(query).bind_refs(&[guest, person])?.all().await?.results()?;
    let summaries: Vec<_> = rows.into_iter().filter_map(|row| row.summary).collect();
    let mut response = Response::ok(format!("[{}]", summaries.join(",")))?;
    let headers = response.headers_mut();
    headers.set("content-type", "application/json")?;
    headers.set("cache-control", "no-store")?;
    Ok(response)
}

/// A socket on which each changed line of the list arrives.
pub async fn live(asking: &Asking<'_>) -> Result<Response> {
    if asking.request.headers().get("upgrade")?.is_none() {
        return error::problem(400, "not_a_socket", "This address is for WebSockets.");
    }
    let headers = Headers::new();
    asking.caller.vouch(&headers)?;
    headers.set("upgrade", "websocket")?;
    let mut init = RequestInit::new();
    init.with_method(Method::Get).with_headers(headers);
    let only = asking.guest.as_ref().map_or("", IncidentId::as_str);
    let request = Request::new_with_init(&format!("https://office/{only}"), &init)?;
    let answer = office::stub(asking.env)?.fetch_with_request(request).await?;
    asking.note_socket(None);
    Ok(answer)
}

#[derive(Serialize)]
struct Opening<'a> {
    id: &'a IncidentId,
    organisation: &'a Organisation,
    request: &'a Asked,
}

#[derive(Deserialize)]
struct Accepted {
    seq: u64,
}

/// Opens a record by `declare` or `open_watch`. A retry with the same command id finds the incident
/// that the first try made.
pub async fn open(asking: &Asking<'_>) -> Result<Response> {
    let asked: Asked = match asking.json() {
        Ok(asked) => asked,
        Err(answer) => return answer,
    };
    if !asked.id.is_well_formed() {
        return super::bad_id();
    }
    if !matches!(asked.command, Command::Declare { .. } | Command::OpenWatch { .. }) {
        return error::problem(
            400,
            "not_an_opening",
            "An incident begins with declare or open_watch.",
        );
    }
    let organisation = asking.organisation().await?;
    let id = IncidentId(chance::name()?);
    // Asked of the rules first, so that a refusal leaves no trace.
    let (empty, now) = (Incident::new(id.clone()), chance::now(asking.env));
    let actor = asking.caller.actor();
    if let Err(refusal) = decide(&empty, &organisation, &asked.command, actor, now) {
        return error::refused(&refusal, Vec::new());
    }
    let (Command::Declare { confidential, .. } | Command::OpenWatch { confidential, .. }) =
        &asked.command
    else {
        return error::not_found();
    };
    // Until the room has said who needs to know, it is whoever opened it.
    let readers = confidential.then(|| format!("[{}]", asking.caller.person));
    let row = index(asking.env, &id, &asked.id, readers.as_deref(), now.0).await?;
    let id = IncidentId(row.id);
    let facts = organisation.for_incident(&id);
    let opening = Opening { id: &id, organisation: &facts, request: &asked };
    let body = muster_json::write(&opening);
    let stub = room(asking.env, &row.room)?;
    let request = request(Some(&asking.caller), Method::Put, "/", Some(&body))?;
    let mut answer = stub.fetch_with_request(request).await?;
    if answer.status_code() != 200 {
        return Ok(answer);
    }
    let Accepted { seq } = muster_json::read(&answer.text().await?).map_err(broken)?;
    let answer = Response::ok(format!("{{\"incident\":\"{id}\",\"seq\":{seq}}}"))?;
    let mut answer = answer.with_status(201);
    answer.headers_mut().set("content-type", "application/json")?;
    answer.headers_mut().set("cache-control", "no-store")?;
    Ok(answer)
}

/// The line of the index, made once per command.
async fn index(
    env: &Env,
    id: &IncidentId,
    command: &CommandId,
    readers: Option<&str>,
    opened: i64,
) -> Result<Row> {
    let database = env.d1("DB")?;
    let room = env.durable_object("ROOM")?.unique_id()?.to_string();
    #[expect(clippy::cast_precision_loss, reason = "milliseconds stay below 2^53")]
    let opened = opened as f64;
    let insert = database.prepare(
        "INSERT INTO incident (id, room, command, opened, readers) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (command) DO NOTHING",
    );
    let insert = insert.bind_refs(&[
        D1Type::Text(id.as_str()),
        D1Type::Text(&room),
        D1Type::Text(command.as_str()),
        D1Type::Real(opened),
        readers.map_or(D1Type::Null, D1Type::Text),
    ])?;
    let select = database.prepare("SELECT id, room, summary FROM incident WHERE command = ?1");
    let select = select.bind_refs(&[D1Type::Text(command.as_str())])?;
    let answers = database.batch(vec![insert, select]).await?;
    let rows: Vec<Row> =
        answers.get(1).map(worker::D1Result::results).transpose()?.unwrap_or_default();
    let row = rows.into_iter().next();
    row.ok_or_else(|| worker::Error::RustError("the index did not keep the incident".into()))
}

#[derive(Serialize)]
struct Import<'a> {
    id: &'a IncidentId,
    organisation: &'a Organisation,
    events: &'a [muster_domain::event::Recorded],
}

/// The demo's past incident: replayed through the rules, then told to a room of its own.
pub async fn tell_past(env: &Env, organisation: &Organisation) -> Result<()> {
    let start = muster_demo::past_start(chance::now(env));
    let script = muster_demo::past_incident();
    let told = muster_demo::replay(&script, start, organisation);
    let events =
        told.map_err(|_| worker::Error::RustError("the demo's story is refused".into()))?;
    let id = IncidentId(chance::name()?);
    let row = index(env, &id, &CommandId::from("demo-past-incident"), None, start.0).await?;
    let import = Import { id: &IncidentId(row.id), organisation, events: &events };
    let body = muster_json::write(&import);
    let mut init = RequestInit::new();
    init.with_method(Method::Put).with_body(Some(body.as_str().into()));
    let request = Request::new_with_init("https://room/import", &init)?;
    room(env, &row.room)?.fetch_with_request(request).await.map(drop)
}
