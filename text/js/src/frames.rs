//! Messages as scripts see them: a kind and what is in it.

use crate::thrown;
use muster_text::Message;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn write_message(kind: &str, body: &[u8]) -> Result<Vec<u8>, JsError> {
    let message = match kind {
        "step1" => Message::SyncStep1(body),
        "step2" => Message::SyncStep2(body),
        "update" => Message::Update(body),
        "awareness" => Message::Awareness(body),
        "query" => Message::QueryAwareness,
        _ => Message::Denied(core::str::from_utf8(body)?),
    };
    Ok(message.write())
}

#[wasm_bindgen]
pub struct Frame {
    kind: &'static str,
    body: Vec<u8>,
}

#[wasm_bindgen]
impl Frame {
    #[wasm_bindgen(constructor)]
    pub fn read(frame: &[u8]) -> Result<Self, JsError> {
        let (kind, body): (_, &[u8]) = match Message::read(frame).map_err(thrown)? {
            Message::SyncStep1(body) => ("step1", body),
            Message::SyncStep2(body) => ("step2", body),
            Message::Update(body) => ("update", body),
            Message::Awareness(body) => ("awareness", body),
            Message::QueryAwareness => ("query", &[]),
            Message::Denied(reason) => ("denied", reason.as_bytes()),
        };
        Ok(Self { kind, body: body.to_vec() })
    }

    pub fn kind(&self) -> String {
        self.kind.into()
    }

    pub fn body(&self) -> Vec<u8> {
        self.body.clone()
    }
}
