//! The text engine as scripts see it: what `tests/text` compares with Yjs. Nothing of it is served.

mod frames;
mod presence;

use muster_text::{Anchor, Client, Document, Limits, Refused, Side, Undo};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// A refusal by its code, as scripts catch it.
fn thrown(refused: Refused) -> JsError {
    JsError::new(refused.code())
}

/// A document with the undo of whoever writes in it. Every edit is a group of its own.
#[wasm_bindgen]
pub struct Replica {
    document: Document,
    undo: Undo,
}

#[wasm_bindgen]
impl Replica {
    #[wasm_bindgen(constructor)]
    pub fn new(client: u32) -> Self {
        let document = Document::new(Client(client.into()), Limits::NONE);
        Self { document, undo: Undo::default() }
    }

    pub fn edit(&mut self, at: u32, removed: u32, inserted: &str) -> Result<Vec<u8>, JsError> {
        let change = self.document.change(at, removed, inserted).map_err(thrown)?;
        self.undo.pause();
        self.undo.typed(&change, 0);
        Ok(change.update)
    }

    pub fn text(&self) -> String {
        self.document.text()
    }

    /// Whether something waits now.
    pub fn apply(&mut self, update: &[u8]) -> Result<bool, JsError> {
        self.document.apply(update).map(|applied| applied.waits).map_err(thrown)
    }

    pub fn state_vector(&self) -> Vec<u8> {
        self.document.state_vector()
    }

    pub fn encode(&self, state_vector: &[u8]) -> Result<Vec<u8>, JsError> {
        self.document.changes_since(state_vector).map_err(thrown)
    }

    pub fn undo(&mut self) -> Option<Vec<u8>> {
        self.undo.undo(&mut self.document).map(|done| done.update)
    }

    pub fn redo(&mut self) -> Option<Vec<u8>> {
        self.undo.redo(&mut self.document).map(|done| done.update)
    }

    /// A relative position, encoded.
    pub fn anchor(&self, at: u32, assoc: i32) -> Vec<u8> {
        self.document.anchor(at, Side::of_assoc(assoc.into())).encode()
    }

    pub fn place(&self, anchor: &[u8]) -> Result<Option<u32>, JsError> {
        Ok(self.document.place(Anchor::decode(anchor).map_err(thrown)?))
    }
}
