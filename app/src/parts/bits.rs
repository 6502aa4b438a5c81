//! Lines of text, chips and buttons. Times tick by themselves, from the one clock.

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
    line.into_iter().map(bit).collect::<Vec<_>>().into_any()
}

/// Several lines, each a paragraph.
pub fn lines(lines: Vec<Line>) -> AnyView {
    lines
        .into_iter()
        .map(|it| view! { <p class="meta">{line(it)}</p> }.into_any())
        .collect_view()
        .into_any()
}

fn bit(bit: Bit) -> AnyView {
    match bit {
        Bit::Text(text) => text.into_any(),
        Bit::Strong(text) => view! { <strong>{text}</strong> }.into_any(),
        Bit::Since(at) => tick(at, elapsed::since),
        Bit::Until(at) => tick(at, elapsed::until),
        Bit::At(at) => {
            view! { <time datetime=clock::iso(at)>{clock::time_of_day(at)}</time> }.into_any()
        }
        Bit::Link(text, href) => view! { <a href=href>{text}</a> }.into_any(),
    }
}

fn tick(at: Timestamp, words: fn(Timestamp, Timestamp) -> String) -> AnyView {
    let Now(now) = expect_context();
    let text = move || words(now.get(), at);
    view! { <time datetime=clock::iso(at) title=clock::day_and_time(at)>{text}</time> }.into_any()
}

/// A state as shape, word and colour.
pub fn chip(chip: Chip) -> AnyView {
    view! {
        <span class="chip" data-tone=chip.tone.name()>
            <span class="chip__shape" aria-hidden="true">{shape(chip.tone)}</span>
            <span>{line(chip.line)}</span>
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
    if actions.is_empty() {
        return ().into_any();
    }
    let buttons = actions.into_iter().map(button).collect::<Vec<_>>();
    view! { <div class="actions">{buttons}</div> }.into_any()
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
    let reason = why_not.map(|why| view! { <span class="action__why">{why}</span> });
    view! {
        <span class="action">
            <button
                type="button"
                class="button"
                data-weight=weight.name()
                aria-disabled=barred.then_some("true")
                on:click=press
            >
                {label}
            </button>
            {reason}
        </span>
    }
    .into_any()
}
