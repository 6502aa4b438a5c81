//! One file per family of endpoints: parse, pass on to the room, answer.

pub mod access;
pub mod calendars;
pub mod gates;
pub mod guests;
pub mod incident;
pub mod incidents;
pub mod me;
pub mod own;
pub mod page;
pub mod people;
pub mod reach;
pub mod setup;
pub mod sheets;
pub mod sign_in;

use crate::caller::Caller;
use crate::identity::{rooms, sessions};
use crate::room::ORGANISATION;
use crate::{chance, error, organisation};
use muster_domain::ids::{IncidentId, PersonId};
use muster_domain::organisation::Organisation;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::collections::BTreeMap;
use worker::{Context, D1Type, Env, Headers, Method, Request, RequestInit, Response, Result, Stub};

/// Rooms this isolate remembers: some 150 bytes each.
const KNOWN_MAX: usize = 1_000;

thread_local! {
    /// Which room an incident has, for whom it exists. The room never changes, so that D1 is asked
    /// once, and is not needed for an incident that people are working on.
    static KNOWN: RefCell<BTreeMap<(IncidentId, PersonId), String>> =
        const { RefCell::new(BTreeMap::new()) };
}

/// In a query of the table `incident`: it exists for the person `?2` (D13).
pub const KNOWN_TO: &str = "(readers IS NULL \
     OR EXISTS (SELECT 1 FROM json_each(readers) WHERE json_each.value = ?2))";

/// A request of somebody who is known.
pub struct Asking<'a> {
    /// The bindings.
    pub env: &'a Env,
    /// What goes on after the answer.
    pub context: &'a Context,
    /// Who asks.
    pub caller: Caller,
    /// The one incident they know of, where they are a guest.
    pub guest: Option<IncidentId>,
    /// The request; its body is read already.
    pub request: &'a Request,
    /// The body.
    pub body: String,
}

#[derive(Deserialize)]
struct RoomRow {
    room: String,
}

impl Asking<'_> {
    /// The body as JSON, or the answer to one that is not what is expected.
    pub fn json<T: DeserializeOwned>(&self) -> core::result::Result<T, Result<Response>> {
        muster_json::read(&self.body).map_err(|failure| {
            let detail = format!("The request is not what is expected here: {failure}.");
            error::problem(400, "malformed", &detail)
        })
    }

    /// The room of an incident, where there is such an incident for whoever asks. One that does not
    /// exist and one that they may not know of take the same way, and the same time; the room has
    /// the last word.
    pub async fn room(&self, id: &str) -> Result<Option<Stub>> {
        self.room_id(id).await?.map(|id| room(self.env, &id)).transpose()
    }

    /// The same room's own id.
    pub async fn room_id(&self, id: &str) -> Result<Option<String>> {
        let id = IncidentId::from(id);
        if !id.is_well_formed() || self.guest.as_ref().is_some_and(|only| *only != id) {
            return Ok(None);
        }
        let id = (id, self.caller.person);
        if let Some(known) = KNOWN.with_borrow(|known| known.get(&id).cloned()) {
            return Ok(Some(known));
        }
        let database = self.env.d1("DB")?;
        let query = format!("SELECT room FROM incident WHERE id = ?1 AND {KNOWN_TO}");
        let query = database.prepare(query);
        let person = D1Type::Real(self.caller.person.0.into());
        let query = query.bind_refs(&[D1Type::Text(id.0.as_str()), person])?;
        let rows: Vec<RoomRow> = query.all().await?.results()?;
        let Some(RoomRow { room: found }) = rows.into_iter().next() else { return Ok(None) };
        KNOWN.with_borrow_mut(|known| {
            if known.len() >= KNOWN_MAX {
                known.clear();
            }
            known.insert(id, found.clone());
        });
        Ok(Some(found))
    }

    /// After a socket was opened in a room, or in the Office without one: notes where, so that it
    /// is closed when its session ends. The answer does not wait for it.
    pub fn note_socket(&self, room: Option<String>) {
        if self.caller.session.is_empty() {
            return;
        }
        let (env, caller) = (self.env.clone(), self.caller.clone());
        self.context.wait_until(async move { rooms::note(&env, &caller, room.as_deref()).await });
    }

    /// Looks up the last proof of identity once more where a command needs a fresh one: it may have
    /// been given a moment ago, and this isolate may not have heard of it.
    pub async fn with_newest_proof(&self, needed: bool) -> Result<Caller> {
        let now = chance::now(self.env);
        let fresh = self.caller.proof.is_some_and(|proof| proof.is_fresh(now));
        if !needed || fresh || self.caller.session.is_empty() {
            return Ok(self.caller.clone());
        }
        let session = sessions::fresh(self.request, self.env).await?;
        Ok(session.map_or_else(|| self.caller.clone(), |session| session.known().caller))
    }

    /// Passes something on to a room, in the name of whoever asks.
    pub async fn pass(
        &self,
        room: Option<Stub>,
        method: Method,
        path: &str,
        body: Option<&str>,
    ) -> Result<Response> {
        let Some(room) = room else { return error::not_found() };
        room.fetch_with_request(request(Some(&self.caller), method, path, body)?).await
    }

    /// A value of the query, where names and values are plain.
    pub fn query(&self, name: &str) -> Option<String> {
        crate::room::query(self.request, name)
    }

    /// The organisation; a deployment without one has nothing to answer with.
    pub async fn organisation(&self) -> Result<Organisation> {
        let known = organisation::load(self.env).await?;
        known.ok_or_else(|| worker::Error::RustError("no organisation is set up".into()))
    }
}

/// A room by its stored id (decision 27).
pub fn room(env: &Env, id: &str) -> Result<Stub> {
    env.durable_object("ROOM")?.id_from_string(id)?.get_stub()
}

/// A request to a room, in somebody's name or the Worker's own.
pub fn request(
    caller: Option<&Caller>,
    method: Method,
    path: &str,
    body: Option<&str>,
) -> Result<Request> {
    let headers = Headers::new();
    if let Some(caller) = caller {
        caller.vouch(&headers)?;
        headers.set(ORGANISATION, &organisation::newest().to_string())?;
    }
    let mut init = RequestInit::new();
    init.with_method(method).with_headers(headers).with_body(body.map(Into::into));
    Request::new_with_init(&format!("https://room{path}"), &init)
}

/// A client's id that is none.
fn bad_id() -> Result<Response> {
    error::problem(400, "bad_id", "An id has 8 to 64 characters of A-Z a-z 0-9 - _.")
}
