//! The address bar: where we are, going elsewhere, and links that stay inside the app.

use gloo::events::{EventListener, EventListenerOptions};
use std::rc::Rc;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, HtmlAnchorElement, MouseEvent, Window};

/// The path in the address bar.
pub fn path() -> String {
    web_sys::window().and_then(|window| window.location().pathname().ok()).unwrap_or_default()
}

/// Where this deployment is, such as `https://muster.example`.
pub fn origin() -> String {
    web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// A value from behind the question mark in the address bar; nothing where it is not there.
pub fn query(name: &str) -> Option<String> {
    let all = web_sys::window()?.location().search().ok()?;
    let pairs = all.strip_prefix('?')?.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.into_iter().find(|(found, _)| *found == name)?;
    js_sys::decode_uri_component(&value.replace('+', " ")).ok().map(String::from)
}

/// Puts a path into the address bar.
pub fn push(path: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(path));
    }
}

/// Loads the app anew at a path, which takes the place of the present one in the history.
pub fn replace(path: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().replace(path);
    }
}

/// Such a path with the site in front of it, to be sent to somebody.
pub fn whole(path: &str) -> String {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok());
    format!("{}{path}", origin.unwrap_or_default())
}

/// Calls back whenever the path changes: back and forward, and presses on links of ours.
pub fn on_change(changed: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let changed = Rc::new(changed);
    let again = Rc::clone(&changed);
    EventListener::new(&window, "popstate", move |_| again()).forget();
    let Some(document) = window.document() else { return };
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document, "click", options, move |event| {
        let inside = event.dyn_ref::<MouseEvent>().and_then(|click| target(&window, click));
        if let Some(path) = inside {
            event.prevent_default();
            push(&path);
            changed();
        }
    })
    .forget();
}

/// The path of a plain press on a link of ours; anything else is the browser's.
fn target(window: &Window, click: &MouseEvent) -> Option<String> {
    let plain = click.button() == 0
        && !(click.meta_key() || click.ctrl_key() || click.shift_key() || click.alt_key())
        && !click.default_prevented();
    let pressed = click.target()?.dyn_into::<Element>().ok()?;
    let link = pressed.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    let ours = link.origin() == window.location().origin().ok()?
        && link.target().is_empty()
        && !link.has_attribute("download")
        && !link.pathname().starts_with("/api/")
        && link.hash().is_empty();
    (plain && ours).then(|| link.pathname())
}
