//! Other tabs of the same browser: bytes to all of them, and from each. A browser without that only
//! lets two tabs hear of each other by way of the room.

use gloo::events::EventListener;
use wasm_bindgen::JsCast as _;
use web_sys::{BroadcastChannel, MessageEvent};

/// A line to the other tabs for as long as this lives.
pub struct Tabs {
    channel: BroadcastChannel,
    _listening: EventListener,
}

impl Tabs {
    /// Opens the line of this name.
    pub fn open(name: &str, hear: impl Fn(Vec<u8>) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listening = EventListener::new(&channel, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                hear(js_sys::Uint8Array::new(&event.data()).to_vec());
            }
        });
        Some(Self { channel, _listening: listening })
    }

    /// Tells the others.
    pub fn tell(&self, bytes: &[u8]) {
        let _ = self.channel.post_message(&js_sys::Uint8Array::from(bytes));
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        self.channel.close();
    }
}
