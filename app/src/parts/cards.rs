//! A page as titled cards with rows. What did not change keeps its place in the document, and with
//! it the focus and what a reader has under the finger.

use super::bits::{actions, chip, line, lines};
use super::erase::{el, keyed, live};
use super::model::{Card, Row, identified, identities};
use super::{chain, diff};
use leptos::prelude::*;

/// All cards of a page.
pub fn cards(cards: Memo<Vec<Card>>) -> AnyView {
    let keys = move || cards.with(|all| all.iter().map(|card| card.key.to_string()).collect());
    keyed(keys, move |key| {
        let name = key.clone();
        let found = Memo::new(move |_| {
            cards.with(|all| all.iter().find(|card| card.key == key).cloned().unwrap_or_default())
        });
        card(name, found)
    })
}

fn card(key: String, card: Memo<Card>) -> AnyView {
    let rows = Memo::new(move |_| card.with(|card| card.rows.clone()));
    let named = key.clone();
    let list = if card.with_untracked(|card| card.folded) { folded(rows) } else { list(rows) };
    view! {
        <section class="card" data-card=key.clone() aria-labelledby=key>
            {live(move || head(&named, card.get()))}
            {list}
            {live(move || actions(card.with(|card| card.actions.clone())))}
        </section>
    }
    .into_any()
}

fn head(key: &str, card: Card) -> AnyView {
    let Card { title, chip: state, lead, lines: more, rows, empty, .. } = card;
    let title = view! { <h2 class="card__title" id=key.to_string()>{title}</h2> };
    let head = el("div", "card__head", (title, state.map(chip)).into_any());
    let lead = lead.map(|lead| el("p", "card__lead", lead.into_any()));
    let empty =
        (rows.is_empty() && !empty.is_empty()).then(|| el("p", "card__empty", empty.into_any()));
    (head, lead, lines(more), empty).into_any()
}

fn folded(rows: Memo<Vec<Row>>) -> AnyView {
    let summary = el("summary", "fold__summary", "Show".into_any());
    el("details", "fold", (summary, list(rows)).into_any())
}

/// A list of rows.
pub fn list(rows: Memo<Vec<Row>>) -> AnyView {
    let items = keyed(
        move || rows.with(|rows| identities(rows)),
        move |identity| {
            let found = Memo::new(move |_| rows.with(|rows| identified(rows, &identity)));
            live(move || found.get().map_or_else(|| ().into_any(), row))
        },
    );
    view! {
        <ul class="rows" hidden=move || rows.with(Vec::is_empty)>
            {items}
        </ul>
    }
    .into_any()
}

fn row(row: Row) -> AnyView {
    let Row { group, title, href, chip: state, lines: more, quote, chain: steps, .. } = row;
    let group = group.map(|group| el("h3", "row__group", group.into_any()));
    let title = match href {
        Some(href) => view! { <a class="row__link" href=href>{line(title)}</a> }.into_any(),
        None => line(title),
    };
    let title = el("span", "row__title", title);
    let head = el("div", "row__head", (title, state.map(chip)).into_any());
    let quote = quote.map(|quote| el("blockquote", "row__quote", quote.into_any()));
    let body = (
        group,
        head,
        chain::chain(steps),
        lines(more),
        quote,
        diff::difference(row.difference),
        actions(row.actions),
    );
    el("li", "row", body.into_any())
}
