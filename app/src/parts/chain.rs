//! A chain of steps as one line: which are done, which one is waited for, which one stops it.

use super::bits::shape;
use super::erase::{all, el};
use super::model::{Step, Tone};
use leptos::prelude::*;

/// The chain; nothing where there are no steps.
pub fn chain(steps: Vec<Step>) -> AnyView {
    if steps.is_empty() {
        return ().into_any();
    }
    el("ol", "chain", all(steps, step))
}

fn step(step: Step) -> AnyView {
    let said = match step.tone {
        Tone::Plain => "ahead",
        Tone::Ok => "done",
        Tone::Wait => "waiting",
        Tone::Stop => "stopped",
    };
    view! {
        <li class="chain__step" data-tone=step.tone.name()>
            <span class="chain__mark" aria-hidden="true">
                {shape(step.tone)}
            </span>
            {el("span", "chain__name", step.name.into_any())}
            {el("span", "spoken", format!(", {said} ").into_any())}
            {el("small", "chain__note", step.note.into_any())}
        </li>
    }
    .into_any()
}
