//! Devices that went away without a word: a phone that lost its network says no goodbye, and its
//! socket stays (workerd#1187). Apps ask for a sign of life every ten seconds, which the platform
//! answers without waking the room and notes the time of; whoever has been silent for long is not
//! here, and must not be shown as if they were.

use super::Room;
use super::peers::{Peer, Session};
use worker::js_sys::{Date as JsDate, Function, Reflect};
use worker::wasm_bindgen::{JsCast as _, JsValue};
use worker::{Date, State, WebSocket};

/// Six beats of the app.
const SILENT_MS_MAX: i64 = 60_000;
/// How often the room looks, while apps are connected: each look wakes it for some seconds.
const LOOK_MS: i64 = 120_000;
/// Closes a silent socket; below the codes that tell an app not to come back.
const SILENT: u16 = 4_008;

impl Room {
    /// Closes the sockets of apps that have been silent for too long.
    pub(super) fn reap(&self) {
        let now = real_now();
        let limit = self.silent_ms_max();
        let silent = |peer: &Peer| now - last_sign(&self.state, peer) > limit;
        for peer in self.peers.all(&self.state, Session::is_app).into_iter().filter(silent) {
            // Fails where the socket is gone already, which is as good.
            let _ = peer.ws.close(Some(SILENT), Some("silent for too long"));
            self.left(&peer.ws);
        }
    }

    /// In how many milliseconds to look again; nothing where no app is connected.
    pub(super) fn next_look_ms(&self) -> Option<i64> {
        let look = LOOK_MS.min(2 * self.silent_ms_max());
        (!self.peers.all(&self.state, Session::is_app).is_empty()).then_some(look)
    }

    /// A test does not wait for minutes.
    fn silent_ms_max(&self) -> i64 {
        let set =
            if cfg!(feature = "test-hooks") { self.env.var("SILENT_MS_MAX").ok() } else { None };
        set.and_then(|ms| ms.to_string().parse().ok()).unwrap_or(SILENT_MS_MAX)
    }
}

/// The platform's clock, to which its notes belong; not the rule book's.
pub fn real_now() -> i64 {
    i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX)
}

/// When something was last heard of a socket, in milliseconds of the platform's clock.
fn last_sign(state: &State, peer: &Peer) -> i64 {
    let beat = last_beat(state, &peer.ws).unwrap_or_default();
    peer.heard.max(peer.session.since).max(beat)
}

/// When the platform last answered a beat for the room. The binding lacks this function.
fn last_beat(state: &State, ws: &WebSocket) -> Option<i64> {
    let raw = state.as_raw();
    let name = JsValue::from_str("getWebSocketAutoResponseTimestamp");
    let ask: Function = Reflect::get(raw, &name).ok()?.dyn_into().ok()?;
    let answer: JsDate = ask.call1(raw, ws.as_ref()).ok()?.dyn_into().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, within 2^53")]
    Some(answer.get_time() as i64)
}
