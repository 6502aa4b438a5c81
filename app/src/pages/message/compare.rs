//! Any two versions side by side in one text (R90).

use super::versions::{Texts, whole};
use crate::parts::diff::difference;
use leptos::prelude::*;
use muster_domain::diff;

/// The comparison; nothing before there are two versions.
pub fn compare(texts: Texts) -> AnyView {
    let chosen = RwSignal::new((0_u32, 0_u32));
    let numbers =
        Memo::new(move |_| texts.with(|all| all.iter().map(|v| v.version).collect::<Vec<_>>()));
    Effect::new(move |_| {
        let newest = numbers.with(|all| all.last().copied().unwrap_or_default());
        chosen.set((newest.saturating_sub(1), newest));
    });
    let pieces = move || {
        let (old, new) = chosen.get();
        texts.with(|all| match (whole(all, old), whole(all, new)) {
            (Some(old), Some(new)) => diff::words(&old, &new),
            _ => Vec::new(),
        })
    };
    let body = move || {
        view! {
            <details class="card compare">
                <summary class="compare__title">"Compare two versions"</summary>
                <div class="compare__choice">
                    {select("From", numbers, chosen, |chosen| &mut chosen.0)}
                    {select("to", numbers, chosen, |chosen| &mut chosen.1)}
                </div>
                {move || difference(pieces())}
            </details>
        }
        .into_any()
    };
    (move || if numbers.with(|all| all.len() > 1) { body() } else { ().into_any() }).into_any()
}

type Pair = (u32, u32);

fn select(
    label: &'static str,
    numbers: Memo<Vec<u32>>,
    chosen: RwSignal<Pair>,
    end: fn(&mut Pair) -> &mut u32,
) -> AnyView {
    let options = move || {
        let option = |number: u32| {
            let selected = move || chosen.with(|pair| *end(&mut pair.clone()) == number);
            view! {
                <option value=number.to_string() selected=selected>"version " {number}</option>
            }
        };
        numbers.get().into_iter().map(option).collect::<Vec<_>>()
    };
    let change = move |event| {
        if let Ok(number) = event_target_value(&event).parse() {
            chosen.update(|pair| *end(pair) = number);
        }
    };
    view! {
        <label class="compare__end">
            {label}
            <select class="input" on:change=change>{options}</select>
        </label>
    }
    .into_any()
}
