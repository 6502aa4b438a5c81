//! The one dialog: a question with its effect spelled out, perhaps some fields, and a yes. It opens
//! over everything, keeps what was typed until the answer has arrived, and gives the focus back.

use super::erase::live;
use super::form::{Field, fields, values};
use super::model::Weight;
use crate::effects::page;
use leptos::html::Dialog;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlFormElement, SubmitEvent};

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
    /// Not taken, and why.
    Refused(String),
}

/// The dialog; it shows whenever there is a question.
pub fn dialog(question: RwSignal<Option<Question>>, progress: Signal<Progress>) -> AnyView {
    live(move || match question.get() {
        Some(it) => ask(it, question, progress),
        None => ().into_any(),
    })
}

fn ask(it: Question, question: RwSignal<Option<Question>>, progress: Signal<Progress>) -> AnyView {
    let node = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            page::open_dialog(&dialog);
        }
    });
    let close = move || question.set(None);
    let shut = move |_| node.get_untracked().map_or_else(close, |dialog| dialog.close());
    let (count, answer) = (it.fields.len(), it.answer);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        if let Some(form) = form.filter(|_| progress.get_untracked() != Progress::Sent) {
            answer(values(&form, count));
        }
    };
    let effect = (!it.effect.is_empty()).then(|| view! { <p id="effect">{it.effect}</p> });
    view! {
        <dialog
            class="dialog"
            node_ref=node
            aria-labelledby="question"
            aria-describedby="effect"
            on:close=move |_| close()
        >
            <form class="form" on:submit=submit>
                <h2 class="dialog__title" id="question">{it.title}</h2>
                {effect}
                {fields(it.fields)}
                {live(move || told(progress.get()))}
                <div class="actions">
                    <button type="submit" class="button" data-weight=it.weight.name()>
                        {it.submit}
                    </button>
                    <button type="button" class="button" data-weight="quiet" on:click=shut>
                        "Cancel"
                    </button>
                </div>
            </form>
        </dialog>
    }
    .into_any()
}

/// How far the answer is, in words.
pub fn told(progress: Progress) -> AnyView {
    let (tone, words) = match progress {
        Progress::Asking => return view! { <p class="told" role="alert"></p> }.into_any(),
        Progress::Sent => ("wait", "Sending…".into()),
        Progress::Kept => {
            ("wait", "No connection. Kept on this device, and sent when it is back.".into())
        }
        Progress::Refused(sentence) => ("stop", sentence),
    };
    view! { <p class="told" role="alert" data-tone=tone>{words}</p> }.into_any()
}
