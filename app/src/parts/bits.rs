//! Lines of text, chips and buttons. Times tick by themselves, from the one clock.

use super::model::{Action, Bit, Chip, Line, Tone};
use crate::effects::clock;
use crate::elapsed;
use crate::node::{Element, Node, el};
use leptos::prelude::*;
use muster_domain::time::Timestamp;

/// The clock that all ticking times read.
#[derive(Clone, Copy)]
pub struct Now(pub RwSignal<Timestamp>);

/// An element with a line of text in it.
pub fn line(element: Element, line: Line) -> Element {
    element.with_all(line.into_iter().map(bit))
}

/// Several lines, each a paragraph.
pub fn lines(lines: Vec<Line>) -> impl Iterator<Item = Element> {
    lines.into_iter().map(|it| line(el("p", "meta"), it))
}

fn bit(bit: Bit) -> Node {
    match bit {
        Bit::Text(text) => text.into(),
        Bit::Strong(text) => el("strong", "").with(text).into(),
        Bit::Since(at) => tick("since", at, elapsed::since),
        Bit::Until(at) => tick("until", at, elapsed::until),
        Bit::At(at) => time(at).with(clock::time_of_day(at)).into(),
        Bit::On(at) => time(at).with(clock::day_and_time(at)).into(),
        Bit::Confidential => el("span", "lock").with("Confidential").into(),
        Bit::Link(text, href) => el("a", "").set("href", &href).with(text).into(),
    }
}

fn tick(kind: &str, at: Timestamp, words: fn(Timestamp, Timestamp) -> String) -> Node {
    let Now(now) = expect_context();
    time(at).key(format!("{kind} {}", at.0)).live(move || vec![words(now.get(), at).into()]).into()
}

fn time(at: Timestamp) -> Element {
    el("time", "").set("datetime", &clock::iso(at)).set("title", &clock::day_and_time(at))
}

/// A state as shape, word and colour.
pub fn chip(chip: Chip) -> Element {
    let shape = el("span", "chip__shape").set("aria-hidden", "true").with(shape(chip.tone));
    let words = line(el("span", ""), chip.line);
    el("span", "chip").set("data-tone", chip.tone.name()).with(shape).with(words)
}

/// The shape that goes with a colour.
pub const fn shape(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "○",
        Tone::Ok => "✓",
        Tone::Wait => "◐",
        Tone::Stop => "■",
    }
}

/// Buttons, each with the reason where it cannot be pressed; nothing where there are none.
pub fn actions(actions: Vec<Action>) -> Option<Element> {
    let row = (!actions.is_empty()).then(|| el("div", "actions"));
    row.map(|row| row.with_all(actions.into_iter().map(button)))
}

/// One button. It keeps the focus where it cannot be pressed, and says why.
fn button(action: Action) -> Element {
    let Action { label, weight, why_not, press } = action;
    let barred = why_not.is_some();
    let mut button = el("button", "button").set("type", "button").set("data-weight", weight.name());
    if barred {
        button = button.set("aria-disabled", "true");
    } else {
        button = button.on("click", move |_| press());
    }
    let reason = why_not.map(|why| el("span", "action__why").with(why));
    el("span", "action").key(label.clone()).with(button.with(label)).with_all(reason)
}
