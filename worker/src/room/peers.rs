//! Who is connected: a socket, what is known of it, and how much it has sent of late.
//!
//! Sockets hibernate, so what is known of one lies in its attachment; reading that for each socket
//! at each keystroke would cost more than sending, so it is kept here for as long as the room is
//! awake.

use super::ghosts::real_now;
use crate::caller::Caller;
use muster_domain::actor::Actor;
use muster_domain::ids::{MessageId, PersonId};
use muster_domain::time::Timestamp;
use muster_domain::viewer::Clearance;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use worker::{Result, State, WebSocket};

/// Binary frames that a socket may send at once, and how fast that fills again: nobody types
/// faster, and a paste is one.
const FRAMES_MAX: f64 = 400.0;
const FRAMES_PER_MS: f64 = 0.1;

/// What is known of a socket; survives hibernation.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Session {
    /// Whose it is, in which of their sessions.
    pub caller: Caller,
    /// What it was last told it may see; nothing before its first frame.
    pub told: Option<Clearance>,
    /// The one text that it speaks of without saying so: a stock editor's.
    #[serde(default)]
    pub only: Option<u32>,
    /// Texts that it has joined.
    #[serde(default)]
    pub texts: Vec<u32>,
    /// The clients that it showed itself under, by text.
    #[serde(default)]
    pub shown: Vec<(u32, u64)>,
    /// When it was opened, in milliseconds of the platform's clock.
    #[serde(default)]
    pub since: i64,
}

impl Session {
    /// Somebody's, who has said nothing yet.
    pub fn of(caller: Caller) -> Self {
        Self { caller, since: real_now(), ..Self::default() }
    }

    /// Whose it is.
    pub const fn person(&self) -> PersonId {
        self.caller.person
    }

    /// The same as somebody who acts.
    pub const fn actor(&self) -> Actor {
        self.caller.actor()
    }

    /// Whether it is an app's: it follows the incident, not only a text.
    pub const fn is_app(&self) -> bool {
        self.only.is_none()
    }

    /// Whether it has joined a text.
    pub fn reads(&self, message: MessageId) -> bool {
        self.texts.contains(&message.0)
    }
}

/// A connected socket.
#[derive(Clone)]
pub struct Peer {
    /// The socket.
    pub ws: WebSocket,
    /// What is known of it.
    pub session: Session,
    /// When it last sent something that woke the room, since the room has been awake.
    pub heard: i64,
    budget: f64,
    filled: Timestamp,
}

/// All sockets.
#[derive(Default)]
pub struct Peers(RefCell<Option<Vec<Peer>>>);

impl Peers {
    fn with<T>(&self, state: &State, work: impl FnOnce(&mut Vec<Peer>) -> T) -> T {
        let mut peers = self.0.borrow_mut();
        let peers = peers.get_or_insert_with(|| {
            let known = |ws: WebSocket| {
                let session = ws.deserialize_attachment().ok().flatten()?;
                Some(Peer::new(ws, session))
            };
            state.get_websockets().into_iter().filter_map(known).collect()
        });
        work(peers)
    }

    /// For the tests: forgets all of it, as hibernation does.
    #[cfg(feature = "test-hooks")]
    pub fn forget(&self) {
        self.0.take();
    }

    /// Adds one that was accepted just now.
    pub fn add(&self, state: &State, ws: &WebSocket, session: Session) -> Result<()> {
        // The list is read first, or it would be read with this one in it.
        self.with(state, |_| ());
        ws.serialize_attachment(&session)?;
        self.with(state, |peers| peers.push(Peer::new(ws.clone(), session)));
        Ok(())
    }

    /// Forgets one that is gone; what was known of it.
    pub fn remove(&self, state: &State, ws: &WebSocket) -> Option<Session> {
        self.with(state, |peers| {
            let place = peers.iter().position(|peer| peer.ws == *ws)?;
            Some(peers.swap_remove(place).session)
        })
    }

    /// What is known of one that has just sent something.
    pub fn heard(&self, state: &State, ws: &WebSocket) -> Option<Session> {
        self.with(state, |peers| {
            let peer = peers.iter_mut().find(|peer| peer.ws == *ws)?;
            peer.heard = real_now();
            Some(peer.session.clone())
        })
    }

    /// Notes what is known of one from now on.
    pub fn note(&self, state: &State, ws: &WebSocket, session: Session) -> Result<()> {
        ws.serialize_attachment(&session)?;
        self.with(state, |peers| {
            if let Some(peer) = peers.iter_mut().find(|peer| peer.ws == *ws) {
                peer.session = session;
            }
        });
        Ok(())
    }

    /// Everybody for whom this holds, as they are now: what is sent to one may end another.
    pub fn all(&self, state: &State, wanted: impl Fn(&Session) -> bool) -> Vec<Peer> {
        self.with(state, |peers| {
            peers.iter().filter(|peer| wanted(&peer.session)).cloned().collect()
        })
    }

    /// The sockets that have joined a text, and whether each is an app's.
    pub fn readers(&self, state: &State, message: MessageId) -> Vec<(WebSocket, bool)> {
        self.with(state, |peers| {
            let readers = peers.iter().filter(|peer| peer.session.reads(message));
            readers.map(|peer| (peer.ws.clone(), peer.session.is_app())).collect()
        })
    }

    /// Whether one may send another binary frame now.
    pub fn may_send(&self, state: &State, ws: &WebSocket, now: Timestamp) -> bool {
        self.with(state, |peers| {
            peers.iter_mut().find(|peer| peer.ws == *ws).is_some_and(|peer| peer.spend(now))
        })
    }
}

impl Peer {
    fn new(ws: WebSocket, session: Session) -> Self {
        Self { ws, session, heard: 0, budget: FRAMES_MAX, filled: Timestamp::default() }
    }

    fn spend(&mut self, now: Timestamp) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "a bound, and spans of time are short")]
        let passed = (now - self.filled).max(0) as f64;
        self.budget = (self.budget + passed * FRAMES_PER_MS).min(FRAMES_MAX) - 1.0;
        self.filled = now;
        let may = self.budget >= 0.0;
        self.budget = self.budget.max(0.0);
        may
    }
}
