//! What the app says on its own: one polite region for screen readers, and a short note on screen.

use crate::node::{Node, el};
use leptos::prelude::*;

/// A note that goes away by itself or by a press.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// The words; none for no note.
    pub words: String,
    /// It tells of something that did not work.
    pub stop: bool,
}

/// The note and the live region; both are in the document from the start, empty.
pub fn say(note: RwSignal<Note>, news: RwSignal<String>) -> [Node; 2] {
    let Note { words, stop } = note.get();
    let dismiss = el("button", "button")
        .set("type", "button")
        .set("data-weight", "quiet")
        .flag("hidden", words.is_empty())
        .on("click", move |_| note.set(Note::default()))
        .with("Dismiss");
    let toast = el("div", "toast").set("role", "alert");
    let toast = if stop { toast.set("data-stop", "true") } else { toast };
    let toast = toast.with(el("span", "").with(words)).with(dismiss);
    [el("p", "spoken").set("role", "status").with(news.get()).into(), toast.into()]
}
