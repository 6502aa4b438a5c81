//! A chain of steps as one line: which are done, which one is waited for, which one stops it.

use super::bits::shape;
use super::model::{Step, Tone};
use leptos::prelude::*;

/// The chain; nothing where there are no steps.
pub fn chain(steps: Vec<Step>) -> AnyView {
    if steps.is_empty() {
        return ().into_any();
    }
    let steps = steps.into_iter().map(step).collect::<Vec<_>>();
    view! { <ol class="chain">{steps}</ol> }.into_any()
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
            <span class="chain__mark" aria-hidden="true">{shape(step.tone)}</span>
            <span class="chain__name">{step.name}</span>
            <span class="spoken">", " {said} " "</span>
            <small class="chain__note">{step.note}</small>
        </li>
    }
    .into_any()
}
