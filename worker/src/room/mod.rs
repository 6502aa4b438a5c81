//! The Durable Object of one incident: its log, its sockets, its alarm.
//!
//! It enforces the rule book and knows none of the rules. It is reached by the Worker only, which
//! has proved who is asking; the person comes in a header that the Worker alone sets.

mod alarm;
mod answers;
mod bridge;
mod core;
mod docs;
mod erasure;
mod export;
mod ghosts;
mod learning;
mod link;
mod outbox;
mod peers;
mod presence;
mod readings;
mod redline;
mod sessions;
mod sockets;
mod store;
mod telling;
mod typing;

use crate::caller::Caller;
use crate::error;
pub use answers::query;
pub use core::broken;
use core::{Core, Outcome};
use docs::Docs;
use muster_domain::actor::Actor;
use muster_domain::command::Request as Asked;
use muster_domain::event::Recorded;
use muster_domain::ids::IncidentId;
use muster_domain::organisation::Organisation;
use muster_domain::viewer::Viewer;
use peers::Peers;
use serde::Deserialize;
pub use sessions::{News, SIGNED_OUT};
use std::cell::{Cell, RefCell};
use store::Store;
use worker::{
    DurableObject, Env, Error, Method, Request, Response, Result, Socket, State, WebSocket,
    WebSocketIncomingMessage, WebSocketRequestResponsePair, durable_object,
};

/// Set by the Worker: the newest revision of the organisation that it has heard of.
pub const ORGANISATION: &str = "x-muster-organisation";

/// The room of one incident.
#[durable_object]
pub struct Room {
    state: State,
    env: Env,
    store: Option<Store>,
    core: RefCell<Option<Core>>,
    docs: RefCell<Docs>,
    peers: Peers,
    alarm_at: Cell<Option<i64>>,
}

/// What the Worker sends to fill a room with a log that was made elsewhere.
#[derive(Deserialize)]
struct Import {
    id: IncidentId,
    organisation: Organisation,
    events: Vec<Recorded>,
}

/// What the Worker sends to open a room.
#[derive(Deserialize)]
struct Opening {
    id: IncidentId,
    organisation: Organisation,
    request: Asked,
}

impl DurableObject for Room {
    fn new(state: State, env: Env) -> Self {
        if let Ok(pair) = WebSocketRequestResponsePair::new("ping", "pong") {
            state.set_websocket_auto_response(&pair);
        }
        let store = Store::open(&state).ok();
        let (core, docs, peers) = (RefCell::default(), RefCell::default(), Peers::default());
        Self { state, env, store, core, docs, peers, alarm_at: Cell::new(None) }
    }

    async fn fetch(&self, request: Request) -> Result<Response> {
        let answer = self.route(request).await;
        self.arm_after_start().await;
        match answer {
            Ok(response) => Ok(response),
            Err(error) => error::internal("room", &error),
        }
    }

    async fn connect(&self, _: Socket) -> Result<()> {
        Err(Error::RustError("raw sockets are not served".into()))
    }

    async fn alarm(&self) -> Result<Response> {
        if let Err(error) = self.wake().await {
            error::log("alarm", &error);
        }
        Response::empty()
    }

    async fn websocket_message(
        &self,
        ws: WebSocket,
        frame: WebSocketIncomingMessage,
    ) -> Result<()> {
        if let Err(error) = self.hear(&ws, frame).await {
            error::log("socket", &error);
        }
        self.arm_after_start().await;
        Ok(())
    }

    async fn websocket_close(&self, ws: WebSocket, _: usize, _: String, _: bool) -> Result<()> {
        hang_up(&ws);
        self.left(&ws);
        Ok(())
    }

    async fn websocket_error(&self, ws: WebSocket, _: Error) -> Result<()> {
        self.left(&ws);
        Ok(())
    }
}

impl Room {
    async fn route(&self, mut request: Request) -> Result<Response> {
        let path = request.path();
        let caller = Caller::of(&request)?;
        let fills = request.method() == Method::Put && matches!(path.as_str(), "/" | "/import");
        if !fills && path != "/expire" && !self.holds_record()? {
            return error::not_found();
        }
        self.catch_up(&request).await;
        match (request.method(), path.as_str()) {
            (Method::Put, "/") => self.open(request.text().await?, caller).await,
            (Method::Put, "/import") => self.import(&request.text().await?).await,
            (Method::Post, "/commands") => {
                let asked: Asked = muster_json::read(&request.text().await?).map_err(broken)?;
                self.take(&asked, caller.as_ref()).await
            }
            (Method::Put, "/organisation") => {
                let organisation = muster_json::read(&request.text().await?).map_err(broken)?;
                self.learn(organisation).await?;
                Response::empty()
            }
            (Method::Post, "/erase") => {
                let outsider = muster_json::read(&request.text().await?).map_err(broken)?;
                self.erase_outsider(outsider, caller.as_ref()).await
            }
            (Method::Post, "/expire") => {
                let kept = muster_json::read(&request.text().await?).map_err(broken)?;
                self.expire(kept).await
            }
            (Method::Post, "/sessions") => self.hear_of_session(&request.text().await?),
            (Method::Get, "/page") => self.show_page(&request),
            (Method::Post, "/page") => {
                let said = request.text().await?;
                self.answer_page(&request, &said).await
            }
            (Method::Get, "/live") => self.join(caller),
            (Method::Get, "/doc") => self.join_text(caller, answers::message(&request)),
            (Method::Get, "/state") => self.tell_state(caller.as_ref()),
            (Method::Get, "/summary") => {
                self.with(|core, _| answers::json(&core.incident.summary()))
            }
            (Method::Get, "/redline") => self.tell_redline(&request, caller.as_ref()),
            (Method::Get, "/versions") => self.tell_versions(&request, caller.as_ref()),
            (Method::Get, "/readings") => self.tell_readings(caller.as_ref()),
            (Method::Get, "/export") => self.tell_export(&request, caller.as_ref()),
            (Method::Get, "/events") => self.tell_events(&request, caller.as_ref()),
            #[cfg(feature = "test-hooks")]
            (Method::Post, "/forget") => {
                // What hibernation leaves: sockets with their attachments, tables, nothing else.
                self.forget();
                self.peers.forget();
                Response::empty()
            }
            #[cfg(feature = "test-hooks")]
            (Method::Post, "/panic") => {
                #[expect(clippy::panic, reason = "a test wants to see what a panicking room does")]
                {
                    panic!("asked for by a test")
                }
            }
            _ => error::not_found(),
        }
    }

    fn store(&self) -> Result<&Store> {
        self.store.as_ref().ok_or_else(|| Error::RustError("the room has no storage".into()))
    }

    /// Whether there is a record here: not before the room is opened, and not after it expired.
    fn holds_record(&self) -> Result<bool> {
        Ok(self.core.borrow().is_some() || self.store()?.meta("incident")?.is_some())
    }

    /// Works on the room's memory, which is read from its tables when it is not there.
    fn with<T>(&self, work: impl FnOnce(&mut Core, &Store) -> Result<T>) -> Result<T> {
        let store = self.store()?;
        let mut core = self.core.borrow_mut();
        if core.is_none() {
            *core = Core::load(store)?;
        }
        match core.as_mut() {
            Some(core) => work(core, store),
            None => Err(Error::RustError("the room was not opened".into())),
        }
    }

    /// Makes the room, unless a retry finds it made, and takes its first command.
    async fn open(&self, body: String, caller: Option<Caller>) -> Result<Response> {
        let opening: Opening = muster_json::read(&body).map_err(broken)?;
        {
            let store = self.store()?;
            let mut core = self.core.borrow_mut();
            if core.is_none() {
                *core = match Core::load(store)? {
                    Some(core) => Some(core),
                    None => Some(Core::create(store, opening.id, &opening.organisation)?),
                };
            }
        }
        self.take(&opening.request, caller.as_ref()).await
    }

    /// Fills an empty room; one that holds anything is left as it is.
    async fn import(&self, body: &str) -> Result<Response> {
        let import: Import = muster_json::read(body).map_err(broken)?;
        {
            let store = self.store()?;
            let mut core = self.core.borrow_mut();
            if core.is_some() || Core::load(store)?.is_some() {
                return Response::empty();
            }
            let mut made = Core::create(store, import.id, &import.organisation)?;
            made.import(store, import.events)?;
            *core = Some(made);
        }
        self.arm().await?;
        Response::empty()
    }

    /// What somebody may see; nothing where the incident does not exist for them.
    fn viewer(&self, caller: Option<&Caller>) -> Result<Option<Viewer>> {
        let actor = caller.map_or(Actor::System, Caller::actor);
        self.with(|core, _| Ok(core.incident.viewer(&core.organisation, actor)))
    }

    async fn take(&self, asked: &Asked, caller: Option<&Caller>) -> Result<Response> {
        let opening = self.with(|core, _| Ok(core.incident.seq.0 == 0))?;
        if !opening && self.viewer(caller)?.is_none() {
            return error::not_found();
        }
        let outcome = self.decide(asked, caller)?;
        let answer = match outcome {
            Outcome::Known(seq) => answers::accepted(&asked.id, seq),
            Outcome::Taken(events) => {
                let seq = self.with(|core, _| Ok(core.incident.seq))?;
                self.tell(&events)?;
                self.publish_access().await;
                answers::accepted(&asked.id, seq)
            }
            Outcome::Refused(refusal) => self.with(|core, store| {
                let difference = answers::difference(core, store, &asked.command, &refusal)?;
                error::refused(&refusal, difference)
            }),
        };
        self.arm().await?;
        answer
    }
}

/// Answers a close, without which the other side waits for ten seconds. Always as a normal end: the
/// code that was received may be one that nobody may send.
pub fn hang_up(ws: &WebSocket) {
    const NORMAL: u16 = 1000;
    // Fails where the socket is gone already, which is as good.
    let _ = ws.close(Some(NORMAL), Some(""));
}
