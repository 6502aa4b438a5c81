//! A form in a dialog for things that have more to them than a line of text: people in order, days,
//! several of several. What was typed lives in a signal, so that it stays whatever comes back, and
//! what somebody else made of a field meanwhile stands beside it.

mod order;

use super::dialog::{Progress, told};
use super::form::{labelled, select};
use super::model::Weight;
use crate::effects::page;
use crate::node::{Element, Node, el};
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::Event;

/// Values and their labels.
pub type Options = Vec<(String, String)>;

/// Joins several values into one.
pub const JOINT: char = ',';

/// What kind of input a field is. Every value is text; of several, joined by [`JOINT`].
#[derive(Clone)]
pub enum Input {
    /// One line, of this `type` in HTML.
    Line(&'static str),
    /// One line, with these to choose from.
    Suggested(Vec<String>),
    /// Several lines.
    Long,
    /// Yes (`on`) or no (nothing).
    Check,
    /// One of these.
    Choice(Options),
    /// Some of these.
    Ticks(Options),
    /// Some of these, in an order.
    Order(Options),
}

/// A field.
#[derive(Clone)]
pub struct Asked {
    /// Its label.
    pub label: &'static str,
    /// A sentence below the label, or nothing.
    pub hint: &'static str,
    /// What kind of input it is.
    pub input: Input,
    /// Whether it may not stay empty.
    pub required: bool,
}

impl Asked {
    /// A field that must be filled in.
    pub const fn new(label: &'static str, input: Input) -> Self {
        Self { label, hint: "", input, required: true }
    }

    /// The same, but it may stay empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// The same with a sentence below the label.
    #[must_use]
    pub fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    /// A value as its reader knows it.
    pub fn shown(&self, value: &str) -> String {
        let name = |options: &Options, value: &str| {
            let found = options.iter().find(|(known, _)| known == value);
            found.map_or(value, |(_, label)| label).to_string()
        };
        match &self.input {
            _ if value.is_empty() => "nothing".into(),
            Input::Check => "yes".into(),
            Input::Choice(options) => name(options, value),
            Input::Ticks(options) | Input::Order(options) => {
                let names: Vec<_> = value.split(JOINT).map(|one| name(options, one)).collect();
                names.join(", ")
            }
            Input::Line(_) | Input::Suggested(_) | Input::Long => value.into(),
        }
    }
}

/// What the dialog shows.
#[derive(Clone)]
pub struct Sheet {
    /// Its heading: the act.
    pub title: String,
    /// What will happen, or what is to be read; nothing where the title says it.
    pub effect: String,
    /// The word on the button; without one there is nothing to send.
    pub submit: &'static str,
    /// How the button looks.
    pub weight: Weight,
    /// What it needs to know.
    pub asked: Vec<Asked>,
    /// What somebody else made of each field meanwhile, where the reader must choose.
    pub theirs: Vec<Option<String>>,
    /// Counts how often the fields were filled in.
    pub filled: u32,
    /// How far the answer is.
    pub progress: Progress,
    /// What happens when it is sent.
    pub answer: Arc<dyn Fn() + Send + Sync>,
}

/// The open dialog and what is typed into it.
#[derive(Clone, Copy)]
pub struct Open {
    /// What it shows; nothing where it is closed.
    pub sheet: RwSignal<Option<Sheet>>,
    /// What is in its fields.
    pub values: RwSignal<Vec<String>>,
}

impl Open {
    /// No dialog.
    pub fn closed() -> Self {
        Self { sheet: RwSignal::new(None), values: RwSignal::default() }
    }

    /// Opens it with these values.
    pub fn show(self, sheet: Sheet, values: Vec<String>) {
        self.values.set(values);
        self.sheet.set(Some(sheet));
        page::open_dialog(page::SHEET);
    }

    /// Changes what it shows, if it is open.
    pub fn change(self, change: impl FnOnce(&mut Sheet)) {
        self.sheet.update(|sheet| {
            if let Some(sheet) = sheet {
                change(sheet);
            }
        });
    }

    /// What is in a field; drawn again when the fields are filled in.
    fn value(self, n: usize) -> String {
        self.values.with(|values| values.get(n).cloned().unwrap_or_default())
    }

    /// Somebody types: nothing is drawn again for that.
    fn typed(self, n: usize, value: String) {
        self.values.update_untracked(|values| {
            if let Some(place) = values.get_mut(n) {
                *place = value;
            }
        });
    }

    /// Puts a value into a field, which is drawn again.
    fn put(self, n: usize, value: String) {
        self.typed(n, value);
        self.values.notify();
    }
}

/// The dialog; nothing where none is open.
pub fn dialog(open: Open) -> Option<Element> {
    let it = open.sheet.get()?;
    let (sent, answer) = (it.progress == Progress::Sent, it.answer);
    let submit = move |event: &Event| {
        event.prevent_default();
        if !sent {
            answer();
        }
    };
    let effect = it.effect.split('\n').filter(|line| !line.is_empty());
    let effect: Vec<_> = effect.map(|line| el("p", "").with(line)).collect();
    let described = !effect.is_empty();
    let effect = described.then(|| el("div", "asked__effect").set("id", "effect").with_all(effect));
    let yes = (!it.submit.is_empty()).then(|| {
        let button = el("button", "button").set("type", "submit");
        button.set("data-weight", it.weight.name()).with(it.submit)
    });
    let no = el("button", "button")
        .set("type", "button")
        .set("data-weight", "quiet")
        .on("click", |_| page::close_dialog(page::SHEET))
        .with(if yes.is_some() { "Cancel" } else { "Close" });
    let fields = it.asked.iter().enumerate().map(|(n, asked)| {
        let theirs = it.theirs.get(n).cloned().flatten();
        field(open, n, asked, it.filled, theirs)
    });
    let fields: Vec<_> = fields.collect();
    let title = el("h2", "dialog__title").set("id", "question").with(it.title.as_str());
    let form = el("form", "form")
        .on("submit", submit)
        .with(title)
        .with_all(effect)
        .with_all(fields)
        .with(told(it.progress))
        .with(el("div", "actions").with_all(yes).with(no));
    let closed = move |_: &Event| {
        open.sheet.set(None);
        page::keep_focus();
    };
    let dialog = el("dialog", "dialog asked").key(it.title).set("aria-labelledby", "question");
    let dialog = if described { dialog.set("aria-describedby", "effect") } else { dialog };
    Some(dialog.on("close", closed).with(form))
}

fn field(open: Open, n: usize, it: &Asked, filled: u32, theirs: Option<String>) -> Element {
    let check = matches!(it.input, Input::Check);
    let optional = !it.required && !check && !matches!(it.input, Input::Order(_) | Input::Ticks(_));
    let optional = optional.then(|| el("span", "field__optional").with(" (optional)"));
    let clash = theirs.map(|theirs| clash(open, n, it, theirs));
    let drawn = match &it.input {
        Input::Order(options) => group(it, order::order(open, n, options)),
        Input::Ticks(options) => group(it, ticks(open, n, options)),
        _ => {
            let label = el("span", "field__label").with(it.label).with_all(optional);
            labelled(label, it.hint, input(open, n, it), check).set("for", &name(n))
        }
    };
    let suggested = match &it.input {
        Input::Suggested(all) => Some(suggestions(n, all)),
        _ => None,
    };
    el("div", "asked__field")
        .key(format!("{n}-{filled}"))
        .with(drawn)
        .with_all(suggested)
        .with_all(clash)
}

fn name(n: usize) -> String {
    format!("asked-{n}")
}

/// Several inputs under one name.
fn group(it: &Asked, inside: Vec<Element>) -> Element {
    let hint = (!it.hint.is_empty()).then(|| el("span", "field__hint").with(it.hint));
    let legend = el("legend", "field__label").with(it.label);
    el("fieldset", "field asked__group").with(legend).with_all(hint).with_all(inside)
}

fn input(open: Open, n: usize, it: &Asked) -> Element {
    let value = open.value(n);
    let typed = move |event: &Event| open.typed(n, event_target_value(event));
    let element = match &it.input {
        Input::Check => {
            let ticked = move |event: &Event| {
                open.typed(
                    n,
                    if event_target_checked(event) { "on".into() } else { String::new() },
                );
            };
            el("input", "check").set("type", "checkbox").set("checked", &value).on("change", ticked)
        }
        Input::Choice(options) => select(options.clone(), &value).on("change", typed),
        Input::Long => {
            el("textarea", "input").set("rows", "6").set("value", &value).on("input", typed)
        }
        Input::Suggested(_) => el("input", "input")
            .set("list", &format!("{}-list", name(n)))
            .set("value", &value)
            .on("input", typed),
        Input::Line(kind) => {
            let line = el("input", "input").set("type", kind).set("value", &value);
            line.on("input", typed)
        }
        Input::Ticks(_) | Input::Order(_) => el("div", "contents"),
    };
    element
        .set("id", &name(n))
        .set("autocomplete", "off")
        .flag("required", it.required && !matches!(it.input, Input::Check))
}

fn suggestions(n: usize, all: &[String]) -> Element {
    let option = |one: &String| el("option", "").set("value", one);
    el("datalist", "").set("id", &format!("{}-list", name(n))).with_all(all.iter().map(option))
}

/// Boxes, of which each stands for one value.
fn ticks(open: Open, n: usize, options: &Options) -> Vec<Element> {
    let value = open.value(n);
    let one = |(key, label): &(String, String)| {
        let on = value.split(JOINT).any(|one| one == key);
        let (key, all) = (key.clone(), options.clone());
        let ticked = move |event: &Event| {
            let now = event_target_checked(event);
            let before = open.values.with_untracked(|it| it.get(n).cloned().unwrap_or_default());
            // In the order of the boxes, whichever was ticked first.
            let on =
                |one: &str| if one == key { now } else { before.split(JOINT).any(|b| b == one) };
            let kept: Vec<_> =
                all.iter().map(|(one, _)| one.as_str()).filter(|one| on(one)).collect();
            open.typed(n, kept.join(&JOINT.to_string()));
        };
        let tick = el("input", "check").set("type", "checkbox");
        let tick = tick.set("checked", if on { "on" } else { "" }).on("change", ticked);
        el("label", "field")
            .set("data-check", "true")
            .with(el("span", "").with(label.as_str()))
            .with(tick)
    };
    options.iter().map(one).collect()
}

/// What somebody else made of a field, with the way to take it.
fn clash(open: Open, n: usize, it: &Asked, theirs: String) -> Element {
    let shown = el("strong", "").with(it.shown(&theirs));
    let take = el("button", "button")
        .set("type", "button")
        .set("aria-label", &format!("Take it: {}", it.label))
        .on("click", move |_| {
            open.typed(n, theirs.clone());
            open.change(|sheet| {
                sheet.filled += 1;
                if let Some(place) = sheet.theirs.get_mut(n) {
                    *place = None;
                }
            });
        })
        .with("Take it");
    let words: [Node; 3] = ["Somebody saved meanwhile: ".into(), shown.into(), ". ".into()];
    el("p", "asked__clash").with_all(words).with(take)
}
