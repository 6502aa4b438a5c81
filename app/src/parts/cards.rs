//! A page as titled cards with rows. What did not change keeps its place in the document, and with
//! it the focus and what a reader has under the finger.

use super::bits::{actions, chip, line, lines};
use super::model::{Card, Row, identified, identities};
use super::{chain, diff};
use leptos::prelude::*;

/// All cards of a page.
pub fn cards(cards: Memo<Vec<Card>>) -> AnyView {
    let keys = move || cards.with(|all| all.iter().map(|card| card.key).collect::<Vec<_>>());
    let draw = move |key: &'static str| {
        let found = move || {
            cards.with(|all| all.iter().find(|card| card.key == key).cloned().unwrap_or_default())
        };
        card(key, Memo::new(move |_| found()))
    };
    view! { <For each=keys key=|key| *key children=draw /> }.into_any()
}

fn card(key: &'static str, card: Memo<Card>) -> AnyView {
    let rows = Memo::new(move |_| card.with(|card| card.rows.clone()));
    let head = move || {
        let Card { title, chip: state, lead, lines: more, rows, empty, .. } = card.get();
        let lead = lead.map(|lead| view! { <p class="card__lead">{lead}</p> });
        let empty = (rows.is_empty() && !empty.is_empty())
            .then(|| view! { <p class="card__empty">{empty}</p> });
        view! {
            <div class="card__head">
                <h2 class="card__title" id=key>{title}</h2>
                {state.map(chip)}
            </div>
            {lead}
            {lines(more)}
            {empty}
        }
        .into_any()
    };
    let list = if card.with_untracked(|card| card.folded) {
        view! {
            <details class="fold">
                <summary class="fold__summary">"Show"</summary>
                {list(rows)}
            </details>
        }
        .into_any()
    } else {
        list(rows)
    };
    view! {
        <section class="card" data-card=key aria-labelledby=key>
            {head}
            {list}
            {move || actions(card.with(|card| card.actions.clone()))}
        </section>
    }
    .into_any()
}

/// A list of rows.
pub fn list(rows: Memo<Vec<Row>>) -> AnyView {
    let each = move || rows.with(|rows| identities(rows));
    let draw = move |identity: String| {
        let found = Memo::new(move |_| rows.with(|rows| identified(rows, &identity)));
        (move || found.get().map(row)).into_any()
    };
    view! {
        <ul class="rows" hidden=move || rows.with(Vec::is_empty)>
            <For each=each key=Clone::clone children=draw />
        </ul>
    }
    .into_any()
}

fn row(row: Row) -> AnyView {
    let Row { group, title, href, chip: state, lines: more, quote, chain: steps, .. } = row;
    let group = group.map(|group| view! { <h3 class="row__group">{group}</h3> });
    let title = match href {
        Some(href) => view! { <a class="row__link" href=href>{line(title)}</a> }.into_any(),
        None => line(title),
    };
    let quote = quote.map(|quote| view! { <blockquote class="row__quote">{quote}</blockquote> });
    view! {
        <li class="row">
            {group}
            <div class="row__head">
                <span class="row__title">{title}</span>
                {state.map(chip)}
            </div>
            {chain::chain(steps)}
            {lines(more)}
            {quote}
            {diff::difference(row.difference)}
            {actions(row.actions)}
        </li>
    }
    .into_any()
}
