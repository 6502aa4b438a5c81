//! Lines of text, chips and buttons. Times tick by themselves, from the one clock.

use super::erase::{all, el, text};
use super::model::{Action, Bit, Chip, Line, Tone};
use crate::effects::clock;
use crate::elapsed;
use leptos::prelude::*;
use muster_domain::time::Timestamp;

/// The clock that all ticking times read.
#[derive(Clone, Copy)]
pub struct Now(pub RwSignal<Timestamp>);

/// A line of text.
pub fn line(line: Line) -> AnyView {
    all(line, bit)
}

/// Several lines, each a paragraph.
pub fn lines(lines: Vec<Line>) -> AnyView {
    all(lines, |it| el("p", "meta", line(it)))
}

fn bit(bit: Bit) -> AnyView {
    match bit {
        Bit::Text(text) => text.into_any(),
        Bit::Strong(text) => el("strong", "", text.into_any()),
        Bit::Since(at) => tick(at, elapsed::since),
        Bit::Until(at) => tick(at, elapsed::until),
        Bit::At(at) => time(at, clock::time_of_day(at).into_any()),
        Bit::Link(text, href) => view! { <a href=href>{text}</a> }.into_any(),
    }
}

fn tick(at: Timestamp, words: fn(Timestamp, Timestamp) -> String) -> AnyView {
    let Now(now) = expect_context();
    time(at, text(move || words(now.get(), at)))
}

fn time(at: Timestamp, words: AnyView) -> AnyView {
    view! { <time datetime=clock::iso(at) title=clock::day_and_time(at)>{words}</time> }.into_any()
}

/// A state as shape, word and colour.
pub fn chip(chip: Chip) -> AnyView {
    view! {
        <span class="chip" data-tone=chip.tone.name()>
            <span class="chip__shape" aria-hidden="true">
                {shape(chip.tone)}
            </span>
            {el("span", "", line(chip.line))}
        </span>
    }
    .into_any()
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

/// Buttons, each with the reason where it cannot be pressed.
pub fn actions(actions: Vec<Action>) -> AnyView {
    if actions.is_empty() { ().into_any() } else { el("div", "actions", all(actions, button)) }
}

/// One button. It keeps the focus where it cannot be pressed, and says why.
pub fn button(action: Action) -> AnyView {
    let Action { label, weight, why_not, press } = action;
    let barred = why_not.is_some();
    let press = move |_| {
        if !barred {
            press.run();
        }
    };
    let button = view! {
        <button
            type="button"
            class="button"
            data-weight=weight.name()
            aria-disabled=barred.then_some("true")
            on:click=press
        >
            {label}
        </button>
    };
    let reason = why_not.map(|why| el("span", "action__why", why.into_any()));
    el("span", "action", (button, reason).into_any())
}
