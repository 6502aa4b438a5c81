//! Sessions of people, as far as the room's sockets go: one that ended is shown out, and a fresh
//! proof of identity is known here at once.

use super::Room;
use super::core::broken;
use super::peers::Session;
use crate::caller::Caller;
use crate::chance;
use muster_domain::proof::Proof;
use serde::{Deserialize, Serialize};
use worker::{Response, Result, WebSocket};

/// Closes a socket whose session ended.
pub const SIGNED_OUT: u16 = 4401;
/// Closes a socket whose incident does not exist for its person any more.
pub const GONE: u16 = 4404;

/// What the Worker tells rooms of a session.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// It is over.
    Ended {
        /// Its public id.
        session: String,
    },
    /// Its person proved who they are.
    Proved {
        /// Its public id.
        session: String,
        /// How, and when.
        proof: Proof,
    },
}

impl Room {
    pub(super) fn hear_of_session(&self, body: &str) -> Result<Response> {
        let news: News = muster_json::read(body).map_err(broken)?;
        let (News::Ended { session: named } | News::Proved { session: named, .. }) = &news;
        for peer in self.peers.all(&self.state, |session| session.caller.session == *named) {
            match news {
                News::Ended { .. } => self.show_out(&peer.ws, SIGNED_OUT),
                News::Proved { proof, .. } => {
                    let caller = Caller { proof: Some(proof), ..peer.session.caller.clone() };
                    let session = Session { caller, ..peer.session };
                    self.peers.note(&self.state, &peer.ws, session)?;
                }
            }
        }
        Response::empty()
    }

    /// Whether a socket's session has come to its end by itself; then the socket is closed.
    pub(super) fn is_over(&self, ws: &WebSocket, session: &Session) -> bool {
        let over = session.caller.until <= chance::now(&self.env);
        if over {
            self.show_out(ws, SIGNED_OUT);
        }
        over
    }

    /// Closes a socket for good.
    pub(super) fn show_out(&self, ws: &WebSocket, code: u16) {
        let reason = if code == GONE { "there is nothing here" } else { "signed out" };
        // Fails where the socket is gone already, which is as good.
        let _ = ws.close(Some(code), Some(reason));
        self.left(ws);
    }
}
