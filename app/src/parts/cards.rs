//! A page as titled cards with rows.

use super::bits::{actions, chip, line, lines};
use super::model::{Card, Row};
use super::{chain, diff};
use crate::node::{Element, Inside, Node, el};

/// A card.
pub fn card(card: Card) -> Element {
    region(card.key, card)
}

/// A card that is one of several of its kind on the page: its id tells it from the others.
pub fn region(id: &str, card: Card) -> Element {
    let Card { key, title, chip: state, lead, lines: more, rows, empty, actions: acts, folded } =
        card;
    let title = el("h2", "card__title").set("id", id).with(title);
    let head = el("div", "card__head").with(title).with_all(state.map(chip));
    let lead = lead.map(|lead| el("p", "card__lead").with(lead));
    let missing =
        (rows.is_empty() && !empty.is_empty()).then(|| el("p", "card__empty").with(empty));
    let list = list(rows).map(|list| if folded { fold(list) } else { list });
    el("section", "card")
        .key(id)
        .set("data-card", key)
        .set("aria-labelledby", id)
        .with(head)
        .with_all(lead)
        .with_all(lines(more))
        .with_all(missing)
        .with_all(list)
        .with_all(actions(acts))
}

fn fold(list: Element) -> Element {
    el("details", "fold").with(el("summary", "fold__summary").with("Show")).with(list)
}

/// A list of rows; nothing where there are none.
fn list(rows: Vec<Row>) -> Option<Element> {
    let list = (!rows.is_empty()).then(|| el("ul", "rows"));
    list.map(|list| list.with_all(rows.into_iter().map(row)))
}

fn row(row: Row) -> Element {
    let mut drawn = el("li", "row").key(row.identity());
    drawn.inside = Inside::Nodes(inside(row));
    drawn
}

/// What is inside an entry of a list.
pub fn inside(row: Row) -> Vec<Node> {
    let Row { group, title, href, chip: state, lines: more, quote, chain: steps, .. } = row;
    let group = group.map(|group| el("h3", "row__group").with(group));
    let name = match href {
        Some(href) => {
            let link = line(el("a", "row__link").set("href", &href), title);
            el("span", "row__title").with(link)
        }
        None => line(el("span", "row__title"), title),
    };
    let head = el("div", "row__head").with(name).with_all(state.map(chip));
    let quote = quote.map(|quote| el("blockquote", "row__quote").with(quote));
    el("li", "row")
        .with_all(group)
        .with(head)
        .with_all(chain::chain(steps))
        .with_all(lines(more))
        .with_all(quote)
        .with_all(diff::difference(row.difference))
        .with_all(actions(row.actions))
        .into_inside()
}
