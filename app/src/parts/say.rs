//! What the app says on its own: one polite region for screen readers, and a short note on screen.

use super::erase::{el, text};
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
pub fn say(note: RwSignal<Note>, news: Signal<String>) -> AnyView {
    let shown = move || note.with(|note| !note.words.is_empty());
    view! {
        <p class="spoken" role="status">{text(move || news.get())}</p>
        <div class="toast" role="alert" data-stop=move || note.with(|note| note.stop.then_some("true"))>
            {el("span", "", text(move || note.with(|note| note.words.clone())))}
            <button
                type="button"
                class="button"
                data-weight="quiet"
                hidden=move || !shown()
                on:click=move |_| note.set(Note::default())
            >
                "Dismiss"
            </button>
        </div>
    }
    .into_any()
}
