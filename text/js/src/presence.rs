//! Who is here, as scripts see it.

use crate::thrown;
use muster_text::{Awareness, AwarenessLimits, Client};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub struct Presence(Awareness);

#[wasm_bindgen]
impl Presence {
    #[wasm_bindgen(constructor)]
    pub fn new(client: u32) -> Self {
        Self(Awareness::new(Client(client.into())))
    }

    /// The state that says "gone" is the empty one here.
    pub fn set(&mut self, state: &str) {
        self.0.set_local(Some(state).filter(|state| !state.is_empty()));
    }

    pub fn remove(&mut self, client: u32) {
        self.0.remove(&[Client(client.into())]);
    }

    /// Who was added, updated and removed, as a line.
    pub fn apply(&mut self, update: &[u8]) -> Result<String, JsError> {
        let told = self.0.apply(update, &AwarenessLimits::ROOM).map_err(thrown)?;
        let lists = [told.added, told.updated, told.removed].map(|clients| {
            clients.iter().map(|client| client.0.to_string()).collect::<Vec<_>>().join(",")
        });
        Ok(lists.join(" "))
    }

    pub fn encode(&self, client: u32) -> Vec<u8> {
        self.0.encode(&[Client(client.into())])
    }

    pub fn state(&self, client: u32) -> Option<String> {
        self.0.state(Client(client.into())).map(str::to_string)
    }
}
