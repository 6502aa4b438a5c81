//! The document around the app: its title, the focus, and the shell painted before the app came.

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlDialogElement, HtmlDocument, HtmlElement, HtmlTextAreaElement};

/// Names the page in tabs, history and screen readers.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Moves the focus to the first element that matches, once what is being drawn now is drawn.
pub fn focus(selector: &'static str) {
    Timeout::new(0, move || {
        let found =
            document().and_then(|document| document.query_selector(selector).ok().flatten());
        if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    })
    .forget();
}

/// Scrolls back to where a page begins.
pub fn scroll_up() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Removes an element by its id: the shell, once the app is there.
pub fn remove(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.remove();
    }
}

/// Opens a dialog as the only thing to be used; the browser returns the focus when it closes.
pub fn open_dialog(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        let _ = dialog.show_modal();
    }
}

/// The words that are selected on the page; nothing where none are.
pub fn selected() -> String {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    selection.map(|selection| String::from(selection.to_string()).trim().into()).unwrap_or_default()
}

/// Puts a text on the clipboard; false where the browser forbids it. The old way, because the new
/// one does not exist on plain http.
pub fn copy(text: &str) -> bool {
    copied(text).unwrap_or(false)
}

fn copied(text: &str) -> Option<bool> {
    let document: HtmlDocument = document()?.dyn_into().ok()?;
    let carrier: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    carrier.set_value(text);
    let body = document.body()?;
    body.append_child(&carrier).ok()?;
    carrier.select();
    let done = document.exec_command("copy").unwrap_or(false);
    carrier.remove();
    Some(done)
}

/// Starts the app anew, from the newest version.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}
