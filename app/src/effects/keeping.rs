//! Whether the browser keeps what is stored here when space is short. It is asked to by
//! `app/device.js`.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;

/// Whether it has said so; nothing where it says nothing.
pub async fn is_promised() -> Option<bool> {
    JsFuture::from(asked()?).await.ok()?.as_bool()
}

fn asked() -> Option<Promise> {
    let navigator = Reflect::get(&web_sys::window()?.into(), &"navigator".into()).ok()?;
    let storage = Reflect::get(&navigator, &"storage".into()).ok()?;
    let persisted: Function = Reflect::get(&storage, &"persisted".into()).ok()?.dyn_into().ok()?;
    persisted.call0(&storage).ok()?.dyn_into().ok()
}
