//! A file that somebody chose, as text.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::Event;

/// The text of the first file that was chosen in the field that this event comes from.
pub fn chosen(event: &Event) -> Option<impl Future<Output = Option<String>> + use<>> {
    let files = Reflect::get(&event.target()?.into(), &"files".into()).ok()?;
    let file = Reflect::get_u32(&files, 0).ok()?;
    let text: Function = Reflect::get(&file, &"text".into()).ok()?.dyn_into().ok()?;
    let text: Promise = text.call0(&file).ok()?.dyn_into().ok()?;
    Some(async move { JsFuture::from(text).await.ok()?.as_string() })
}
