//! Any two versions in one text, with their difference (R90).

use super::versions::{Texts, VersionText, whole};
use crate::node::{Element, Node, el};
use crate::parts::diff::difference;
use crate::parts::form::select;
use leptos::prelude::*;
use muster_domain::diff;

/// Which two; 0 for the last but one and the last.
type Pair = (u32, u32);

/// The comparison; nothing before there are two versions.
pub fn compare(texts: Texts) -> Element {
    let chosen = RwSignal::new((0, 0));
    el("div", "contents").live(move || texts.with(|texts| drawn(texts, chosen)))
}

fn drawn(texts: &[VersionText], chosen: RwSignal<Pair>) -> Vec<Node> {
    let numbers: Vec<_> = texts.iter().map(|text| text.version).collect();
    let [.., before, last] = numbers.as_slice() else { return Vec::new() };
    let (old, new) = match chosen.get() {
        (0, 0) => (*before, *last),
        chosen => chosen,
    };
    let both = whole(texts, old).zip(whole(texts, new));
    let pieces = both.map(|(old, new)| diff::words(&old, &new)).unwrap_or_default();
    let choice = el("div", "compare__choice")
        .with(end("From", &numbers, old, move |old| chosen.set((old, new))))
        .with(end("to", &numbers, new, move |new| chosen.set((old, new))));
    let summary = el("summary", "compare__title").with("Compare two versions");
    let card = el("details", "card compare").with(summary).with(choice);
    vec![card.with_all(difference(pieces)).into()]
}

fn end(label: &str, numbers: &[u32], present: u32, pick: impl Fn(u32) + 'static) -> Element {
    let options = numbers.iter().map(|number| (number.to_string(), format!("version {number}")));
    let select = select(options, &present.to_string()).on("change", move |event| {
        if let Ok(number) = event_target_value(event).parse() {
            pick(number);
        }
    });
    el("label", "compare__end").key(label).with(label).with(select)
}
