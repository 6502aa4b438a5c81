//! The deployment's one object for what lives outside incidents: the live list of incidents.
//!
//! It keeps nothing: D1 has the index, this passes on each change to whoever has the list open.

use crate::error;
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
                let pair = WebSocketPair::new()?;
                self.state.accept_web_socket(&pair.server);
                Response::from_websocket(pair.client)
            }
            Method::Post => {
                let summary = request.text().await?;
                for ws in self.state.get_websockets() {
                    // A socket that is gone is told so by its close event; the others still hear.
                    let _ = ws.send_with_str(&summary);
                }
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

/// Tells the Office that an incident's line in the list has changed.
pub async fn tell(env: &Env, summary: &str) -> Result<()> {
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_headers(Headers::new()).with_body(Some(summary.into()));
    let request = Request::new_with_init("https://office/", &init)?;
    stub(env)?.fetch_with_request(request).await.map(drop)
}

/// The Office of this deployment.
pub fn stub(env: &Env) -> Result<worker::Stub> {
    env.durable_object("OFFICE")?.get_by_name("office")
}
