//! The deployment's one object for what lives outside incidents: the live list of incidents.
//!
//! It keeps nothing: D1 has the index, this passes on each change to whoever has the list open.

use crate::caller::Caller;
use crate::error;
use muster_domain::ids::{IncidentId, PersonId};
use muster_domain::summary::Summary;
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
}

impl DurableObject for Office {
    fn new(state: State, _env: Env) -> Self {
        if let Ok(pair) = WebSocketRequestResponsePair::new("ping", "pong") {
            state.set_websocket_auto_response(&pair);
        }
        Self { state }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        match request.method() {
            Method::Get => {
                let Some(caller) = Caller::of(&request)? else { return error::not_found() };
                let only = Some(request.path()).map(|path| path.trim_matches('/').to_owned());
                let only = only.filter(|id| !id.is_empty()).map(IncidentId);
                let pair = WebSocketPair::new()?;
                self.state.accept_web_socket(&pair.server);
                pair.server.serialize_attachment(&Listener { caller, only })?;
                Response::from_websocket(pair.client)
            }
            Method::Post => {
                let news: News =
                    serde_json::from_str(&request.text().await?).map_err(crate::room::broken)?;
                self.pass_on(&news)?;
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
    /// For whom it is there, where that is not every member.
    pub readers: Option<Vec<PersonId>>,
    /// For whom it was there before; those who are out now are told that it is gone.
    pub lost: Option<Readers>,
}

/// For whom an incident is in the list: these, or all members.
pub type Readers = Option<Vec<PersonId>>;

impl News {
    /// Whether it is in the list of this listener, or was in it before.
    fn concerns(&self, listener: &Listener, readers: Option<&Readers>) -> bool {
        let person = listener.caller.person;
        let others = listener.only.as_ref().is_some_and(|only| *only != self.summary.id);
        let among = |readers: &Readers| readers.as_ref().is_none_or(|all| all.contains(&person));
        !others && readers.is_some_and(among)
    }
}

impl Office {
    /// To everybody for whom the incident exists; and to those for whom it does not any more, that
    /// it is gone. To others it is as if it had never been.
    fn pass_on(&self, news: &News) -> Result<()> {
        let line = serde_json::to_string(&news.summary).map_err(crate::room::broken)?;
        let gone = format!("{{\"gone\":\"{}\"}}", news.summary.id);
        for ws in self.state.get_websockets() {
            let Ok(Some(listener)) = ws.deserialize_attachment::<Listener>() else { continue };
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
        Ok(())
    }
}

/// Tells the Office that an incident's line in the list has changed.
pub async fn tell(env: &Env, news: &News) -> Result<()> {
    let news = serde_json::to_string(news).map_err(crate::room::broken)?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_headers(Headers::new())
        .with_body(Some(news.as_str().into()));
    let request = Request::new_with_init("https://office/", &init)?;
    stub(env)?.fetch_with_request(request).await.map(drop)
}

/// The Office of this deployment.
pub fn stub(env: &Env) -> Result<worker::Stub> {
    env.durable_object("OFFICE")?.get_by_name("office")
}
