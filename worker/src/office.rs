//! The deployment's one object for what lives outside incidents: the live list of incidents.
//!
//! It keeps nothing: D1 has the index, this passes on each change to whoever has the list open.

use crate::caller::Caller;
use crate::reach::keys;
use crate::room::{News as SessionNews, SIGNED_OUT};
use crate::tables::Tables;
use crate::{chance, error};
use muster_domain::ids::{IncidentId, PersonId};
use muster_domain::summary::Summary;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use worker::{
    DurableObject, Env, Error, Headers, Method, Request, RequestInit, Response, Result, Socket,
    State, WebSocket, WebSocketIncomingMessage, WebSocketPair, WebSocketRequestResponsePair,
    durable_object,
};

/// The Office of a deployment.
#[durable_object]
pub struct Office {
    state: State,
    env: Env,
}

impl DurableObject for Office {
    fn new(state: State, env: Env) -> Self {
        if let Err(failure) = Tables::of(&state).run(keys::SCHEMA, vec![]) {
            error::log("the Office's tables", &failure);
        }
        if let Ok(pair) = WebSocketRequestResponsePair::new("ping", "pong") {
            state.set_websocket_auto_response(&pair);
        }
        Self { state, env }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        match request.method() {
            Method::Get if request.path() == "/push-key" => keys::answer(&self.state).await,
            Method::Get => {
                let Some(caller) = Caller::of(&request)? else { return error::not_found() };
                let only = Some(request.path()).map(|path| path.trim_matches('/').to_owned());
                let only = only.filter(|id| !id.is_empty()).map(IncidentId);
                let pair = WebSocketPair::new()?;
                self.state.accept_web_socket(&pair.server);
                pair.server.serialize_attachment(&Listener { caller, only })?;
                Response::from_websocket(pair.client)
            }
            Method::Post if request.path() == "/sessions" => {
                self.hear_of_session(&request.text().await?)?;
                Response::empty()
            }
            Method::Post => {
                let news: News =
                    muster_json::read(&request.text().await?).map_err(crate::room::broken)?;
                self.pass_on(&news);
                Response::empty()
            }
            _ => error::not_found(),
        }
    }

    async fn connect(&self, _: Socket) -> Result<()> {
        Err(Error::RustError("raw sockets are not served".into()))
    }

    async fn alarm(&self) -> Result<Response> {
        Response::empty()
    }

    async fn websocket_message(&self, _: WebSocket, _: WebSocketIncomingMessage) -> Result<()> {
        Ok(())
    }

    async fn websocket_close(&self, ws: WebSocket, _: usize, _: String, _: bool) -> Result<()> {
        crate::room::hang_up(&ws);
        Ok(())
    }

    async fn websocket_error(&self, _: WebSocket, _: Error) -> Result<()> {
        Ok(())
    }
}

/// Whoever has the list open.
#[derive(Serialize, Deserialize)]
struct Listener {
    caller: Caller,
    only: Option<IncidentId>,
}

/// An incident's line in the list has changed, or for whom it is there.
#[derive(Serialize, Deserialize)]
pub struct News {
    /// The line.
    pub summary: Summary,
    /// For whom it is there.
    pub readers: Readers,
    /// For whom it was there before; those who are out now are told that it is gone.
    pub lost: Option<Readers>,
    /// The guests who are let in at present: one who was, and is not any more, is shown out.
    #[serde(default)]
    pub guests: Vec<PersonId>,
}

/// For whom an incident is in the list: these, or all members.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Readers {
    /// Every member.
    Everybody,
    /// These people only.
    These(Vec<PersonId>),
}

impl Readers {
    /// From the rule book's word on it: nothing where it is every member.
    pub fn of(these: Option<Vec<PersonId>>) -> Self {
        these.map_or(Self::Everybody, Self::These)
    }

    /// These people, where it is not every member.
    pub const fn these(&self) -> Option<&Vec<PersonId>> {
        match self {
            Self::Everybody => None,
            Self::These(people) => Some(people),
        }
    }
}

impl News {
    /// Whether a listener is a guest of this incident whose time here is over.
    fn shows_out(&self, listener: &Listener) -> bool {
        let guest = listener.only.as_ref() == Some(&self.summary.id);
        guest && !self.guests.contains(&listener.caller.person)
    }

    /// Whether it is in the list of this listener, or was in it before.
    fn concerns(&self, listener: &Listener, readers: Option<&Readers>) -> bool {
        let person = listener.caller.person;
        let others = listener.only.as_ref().is_some_and(|only| *only != self.summary.id);
        let among = |readers: &Readers| readers.these().is_none_or(|all| all.contains(&person));
        !others && readers.is_some_and(among)
    }
}

impl Office {
    /// A session that ended is shown out of the list. A fresh proof is nothing to it.
    fn hear_of_session(&self, body: &str) -> Result<()> {
        let news: SessionNews = muster_json::read(body).map_err(crate::room::broken)?;
        let SessionNews::Ended { session } = news else { return Ok(()) };
        for ws in self.state.get_websockets() {
            let Ok(Some(listener)) = ws.deserialize_attachment::<Listener>() else { continue };
            if listener.caller.session == session {
                show_out(&ws);
            }
        }
        Ok(())
    }

    /// To everybody for whom the incident exists; and to those for whom it does not any more, that
    /// it is gone. To others it is as if it had never been.
    fn pass_on(&self, news: &News) {
        let line = muster_json::write(&news.summary);
        let now = chance::now(&self.env);
        let gone = format!("{{\"gone\":\"{}\"}}", news.summary.id);
        for ws in self.state.get_websockets() {
            let Ok(Some(listener)) = ws.deserialize_attachment::<Listener>() else { continue };
            if news.shows_out(&listener) || listener.caller.until <= now {
                show_out(&ws);
                continue;
            }
            let said = if news.concerns(&listener, Some(&news.readers)) {
                &line
            } else if news.concerns(&listener, news.lost.as_ref()) {
                &gone
            } else {
                continue;
            };
            // A socket that is gone is told so by its close event; the others still hear.
            let _ = ws.send_with_str(said);
        }
    }
}

fn show_out(ws: &WebSocket) {
    // Fails where the socket is gone already, which is as good.
    let _ = ws.close(Some(SIGNED_OUT), Some("signed out"));
}

/// Tells the Office that an incident's line in the list has changed.
pub async fn tell(env: &Env, news: &News) -> Result<()> {
    let news = muster_json::write(news);
    post(env, "/", &news).await
}

/// Passes on what became of a session.
pub async fn pass(env: &Env, news: &str) -> Result<()> {
    post(env, "/sessions", news).await
}

/// Asks the Office for something.
pub async fn get<T: DeserializeOwned>(env: &Env, path: &str) -> Result<T> {
    stub(env)?.fetch_with_str(&format!("https://office{path}")).await?.json().await
}

async fn post(env: &Env, path: &str, body: &str) -> Result<()> {
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_headers(Headers::new()).with_body(Some(body.into()));
    let request = Request::new_with_init(&format!("https://office{path}"), &init)?;
    stub(env)?.fetch_with_request(request).await.map(drop)
}

/// The Office of this deployment.
pub fn stub(env: &Env) -> Result<worker::Stub> {
    env.durable_object("OFFICE")?.get_by_name("office")
}
