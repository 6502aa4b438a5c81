//! The document around the app: its title, the focus, and the shell painted before the app came.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use js_sys::Promise;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlDialogElement, HtmlDocument, HtmlElement, HtmlTextAreaElement};

/// Names the page in tabs, history and screen readers.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Moves the focus to the first element that matches, once what is being drawn now is drawn.
pub fn focus(selector: &'static str) {
    soon(move || {
        if let Some(element) = first::<HtmlElement>(selector) {
            let _ = element.focus();
        }
    });
}

/// Moves the focus to the element of this name, and to where it stands.
pub fn focus_on(id: String) {
    soon(move || {
        if let Some(element) = first::<HtmlElement>(&format!("#{id}")) {
            let _ = element.focus();
        }
    });
}

/// Whether two texts fit beside each other.
pub fn is_wide() -> bool {
    let width = web_sys::window().and_then(|window| window.inner_width().ok()?.as_f64());
    width.is_some_and(|width| width >= 900.0)
}

/// Does something once what is being drawn now is drawn.
fn soon(act: impl FnOnce() + 'static) {
    Timeout::new(0, act).forget();
}

fn first<E: JsCast>(selector: &str) -> Option<E> {
    document()?.query_selector(selector).ok()??.dyn_into().ok()
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

/// The dialog that asks about something on the page.
pub const QUESTION: &str = ".dialog";

/// The one with a form of the organisation's pages.
pub const SHEET: &str = ".asked";

/// The one that asks for a proof; it may lie over the other.
pub const PROOF: &str = ".proof";

/// Opens the dialog that is being drawn as the only thing to be used.
pub fn open_dialog(which: &'static str) {
    soon(move || {
        if let Some(dialog) = first::<HtmlDialogElement>(which).filter(|dialog| !dialog.open()) {
            let _ = dialog.show_modal();
        }
    });
}

/// Closes it; the browser gives the focus back to where it was.
pub fn close_dialog(which: &str) {
    if let Some(dialog) = first::<HtmlDialogElement>(which) {
        dialog.close();
    }
}

/// Has the browser print the page.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Keeps the place of somebody without a mouse: where the focus was on something that is gone, it
/// goes to the heading of the page.
pub fn keep_focus() {
    soon(|| {
        let focused = document().and_then(|document| document.active_element());
        if focused.is_none_or(|element| element.tag_name() == "BODY") {
            focus("h1");
        }
    });
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

/// Hands a link to the device's own way of sharing; false where it has none.
pub fn share(url: &str) -> bool {
    shared(url).is_some()
}

fn shared(url: &str) -> Option<()> {
    let navigator = js_sys::Reflect::get(&web_sys::window()?.into(), &"navigator".into()).ok()?;
    let share = js_sys::Reflect::get(&navigator, &"share".into()).ok()?;
    let share: js_sys::Function = share.dyn_into().ok()?;
    let what = js_sys::Object::new();
    js_sys::Reflect::set(&what, &"url".into(), &url.into()).ok()?;
    let shared = share.call1(&navigator, &what).ok()?;
    // Somebody who closes the device's window without sharing has done nothing wrong.
    spawn_local(async move { drop(JsFuture::from(Promise::resolve(&shared)).await) });
    Some(())
}

fn copied(text: &str) -> Option<bool> {
    let document: HtmlDocument = document()?.dyn_into().ok()?;
    let carrier: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    carrier.set_value(text);
    let body = body()?;
    body.append_child(&carrier).ok()?;
    carrier.select();
    let done = document.exec_command("copy").unwrap_or(false);
    carrier.remove();
    Some(done)
}

/// Asks before the page is left, for as long as what is returned lives, where something is lost.
pub fn on_leaving(loses: impl Fn() -> bool + 'static) -> Option<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    let asked = move |event: &web_sys::Event| {
        if loses() {
            event.prevent_default();
        }
    };
    let window = web_sys::window()?;
    Some(EventListener::new_with_options(&window, "beforeunload", options, asked))
}

/// Tells scripts beside the app something, by an event of the window.
pub fn tell(what: &str) {
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new(what)) {
        let _ = window.dispatch_event(&event);
    }
}

/// Hears events of the window for as long as the app runs.
pub fn on_window(what: &'static str, act: Rc<dyn Fn()>) {
    if let Some(window) = web_sys::window() {
        EventListener::new(&window, what, move |_| act()).forget();
    }
}

/// Starts the app anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Where everything is drawn.
pub fn body() -> Option<HtmlElement> {
    document()?.body()
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}
