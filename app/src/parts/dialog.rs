//! The one dialog: a question with its effect spelled out, perhaps some fields, and a yes. It opens
//! over everything, keeps what was typed until the answer has arrived, and gives the focus back.

use super::diff::difference;
use super::form::{Field, fields, values};
use super::model::Weight;
use crate::effects::page;
use crate::node::{Element, el};
use leptos::prelude::*;
use muster_domain::diff::Piece;
use std::sync::Arc;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlFormElement};

/// What the dialog asks.
#[derive(Clone)]
pub struct Question {
    /// Its heading: the act.
    pub title: String,
    /// What will happen (R156); nothing where the title says it.
    pub effect: String,
    /// What it needs to know.
    pub fields: Vec<Field>,
    /// The word on the button.
    pub submit: String,
    /// How the button looks.
    pub weight: Weight,
    /// What to do with the values.
    pub answer: Arc<dyn Fn(Vec<String>) + Send + Sync>,
}

/// How far the answer is.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum Progress {
    /// Nothing was sent yet.
    #[default]
    Asking,
    /// Sent; the reply is on its way.
    Sent,
    /// Kept on this device until the line is back.
    Kept,
    /// Not taken, and why; with what has changed meanwhile, where a text has.
    Refused(String, Vec<Piece>),
}

/// The dialog; nothing where there is no question. Whoever asks opens it, once: a dialog that is
/// drawn again because the answer is here must not open again while it closes.
pub fn dialog(question: RwSignal<Option<Question>>, progress: Progress) -> Option<Element> {
    let it = question.get()?;
    let (count, answer) = (it.fields.len(), it.answer);
    let sent = progress == Progress::Sent;
    let submit = move |event: &Event| {
        event.prevent_default();
        if let Some(form) = form(event).filter(|_| !sent) {
            answer(values(&form, count));
        }
    };
    let described = !it.effect.is_empty();
    let effect = described.then(|| el("p", "").set("id", "effect").with(it.effect));
    let title = el("h2", "dialog__title").set("id", "question").with(it.title.as_str());
    let yes = el("button", "button")
        .set("type", "submit")
        .set("data-weight", it.weight.name())
        .with(it.submit);
    let no = el("button", "button")
        .set("type", "button")
        .set("data-weight", "quiet")
        .on("click", |_| page::close_dialog(page::QUESTION))
        .with("Cancel");
    let form = el("form", "form")
        .on("submit", submit)
        .with(title)
        .with_all(effect)
        .with_all(fields(it.fields))
        .with(told(progress))
        .with(el("div", "actions").with(yes).with(no));
    let closed = move |_: &Event| {
        question.set(None);
        page::keep_focus();
    };
    let dialog = el("dialog", "dialog").key(it.title).set("aria-labelledby", "question");
    let dialog = if described { dialog.set("aria-describedby", "effect") } else { dialog };
    Some(dialog.on("close", closed).with(form))
}

/// The form that was submitted.
pub fn form(event: &Event) -> Option<HtmlFormElement> {
    event.target()?.dyn_into().ok()
}

/// How far the answer is, in words.
pub fn told(progress: Progress) -> Element {
    let told = el("p", "told").set("role", "alert");
    let (tone, words): (_, String) = match progress {
        Progress::Asking => return told,
        Progress::Sent => ("wait", "Sending…".into()),
        Progress::Kept => {
            ("wait", "No connection. Kept on this device, and sent when it is back.".into())
        }
        Progress::Refused(sentence, pieces) => {
            let told = told.set("data-tone", "stop").with(sentence);
            return el("div", "").with(told).with_all(difference(pieces));
        }
    };
    told.set("data-tone", tone).with(words)
}
