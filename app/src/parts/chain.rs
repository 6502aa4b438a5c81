//! A chain of steps as one line: which are done, which one is waited for, which one stops it.

use super::bits::shape;
use super::model::{Step, Tone};
use crate::node::{Element, el};

/// The chain; nothing where there are no steps.
pub fn chain(steps: Vec<Step>) -> Option<Element> {
    let chain = (!steps.is_empty()).then(|| el("ol", "chain"));
    chain.map(|chain| chain.with_all(steps.into_iter().map(step)))
}

fn step(step: Step) -> Element {
    let said = match step.tone {
        Tone::Plain => "ahead",
        Tone::Ok => "done",
        Tone::Wait => "waiting",
        Tone::Stop => "stopped",
    };
    let mark = el("span", "chain__mark").set("aria-hidden", "true").with(shape(step.tone));
    el("li", "chain__step")
        .set("data-tone", step.tone.name())
        .with(mark)
        .with(el("span", "chain__name").with(step.name))
        .with(el("span", "spoken").with(format!(", {said} ")))
        .with(el("small", "chain__note").with(step.note))
}
