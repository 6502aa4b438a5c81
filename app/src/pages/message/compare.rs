//! Any two versions in one text, with their difference (R90).

use super::versions::{Texts, whole};
use crate::parts::diff::difference;
use crate::parts::erase::{all, el, live};
use leptos::prelude::*;
use muster_domain::diff;

/// Which two; 0 for the last but one and the last.
type Pair = (u32, u32);

/// The comparison; nothing before there are two versions.
pub fn compare(texts: Texts) -> AnyView {
    let chosen = RwSignal::new((0, 0));
    live(move || {
        let numbers: Vec<_> = texts.with(|all| all.iter().map(|text| text.version).collect());
        if numbers.len() > 1 { drawn(texts, chosen, &numbers) } else { ().into_any() }
    })
}

fn drawn(texts: Texts, chosen: RwSignal<Pair>, numbers: &[u32]) -> AnyView {
    let last = numbers.last().copied().unwrap_or_default();
    let pair = move || match chosen.get() {
        (0, 0) => (last.saturating_sub(1), last),
        chosen => chosen,
    };
    let (old, new) = untrack(pair);
    let pieces = live(move || {
        let (old, new) = pair();
        let both = texts.with(|all| whole(all, old).zip(whole(all, new)));
        difference(both.map(|(old, new)| diff::words(&old, &new)).unwrap_or_default())
    });
    let pick_old = select("From", numbers, old, move |it| chosen.set((it, untrack(pair).1)));
    let pick_new = select("to", numbers, new, move |it| chosen.set((untrack(pair).0, it)));
    let summary = el("summary", "compare__title", "Compare two versions".into_any());
    let choice = el("div", "compare__choice", (pick_old, pick_new).into_any());
    el("details", "card compare", (summary, choice, pieces).into_any())
}

fn select(
    label: &'static str,
    numbers: &[u32],
    present: u32,
    pick: impl Fn(u32) + 'static,
) -> AnyView {
    let pick: Box<dyn Fn(u32)> = Box::new(pick);
    let option = |number: u32| {
        let words = format!("version {number}");
        view! { <option value=number.to_string() selected=number == present>{words}</option> }
            .into_any()
    };
    let options = all(numbers.to_vec(), option);
    let change = move |event| {
        if let Ok(number) = event_target_value(&event).parse() {
            pick(number);
        }
    };
    let select = view! { <select class="input" on:change=change>{options}</select> }.into_any();
    el("label", "compare__end", (label, select).into_any())
}
