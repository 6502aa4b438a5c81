//! Some of several, in an order: a list with buttons, because dragging needs two hands and a mouse.

use super::{JOINT, Open, Options};
use crate::effects::page;
use crate::node::{Element, el};
use crate::parts::form::select;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlSelectElement};

/// The list, and what can be added to it.
pub fn order(open: Open, n: usize, options: &Options) -> Vec<Element> {
    let value = open.value(n);
    let chosen = parted(&value);
    let label = |key: &str| {
        let known = options.iter().find(|(known, _)| known == key);
        known.map_or(key, |(_, label)| label).to_string()
    };
    let count = chosen.len();
    let items = chosen.iter().enumerate();
    let items = items.map(|(at, key)| item(open, n, key, &label(key), (at, count)));
    let list = el("ol", "order").with_all(items.collect::<Vec<_>>());
    let left = options.iter().filter(|(key, _)| !chosen.contains(&key.as_str()));
    let left: Vec<_> = left.cloned().collect();
    let mut drawn = vec![list];
    if count == 0 {
        drawn.push(el("p", "meta").with("The list is empty."));
    }
    if !left.is_empty() {
        drawn.push(adding(open, n, left));
    }
    drawn
}

fn parted(value: &str) -> Vec<&str> {
    value.split(JOINT).filter(|one| !one.is_empty()).collect()
}

fn item(open: Open, n: usize, key: &str, label: &str, place: (usize, usize)) -> Element {
    let (at, count) = place;
    let place = format!("{label}, {} of {count}", at + 1);
    let button = |shape: &'static str, word: &str, how: Move| {
        let (key, id) = (key.to_string(), format!("{}-{n}-{key}", how.name()));
        let barred = how.goes(at, count).is_none();
        let press = move |_: &Event| {
            let moved = open.values.with_untracked(|it| it.get(n).map(|it| changed(it, &key, how)));
            open.put(n, moved.unwrap_or_default());
            // The button has gone with its item, or is no more: the focus goes after it.
            page::focus_on(match how {
                Move::Out => adding_id(n),
                _ => format!("{}-{n}-{key}", how.name()),
            });
        };
        let button = el("button", "button order__button")
            .set("type", "button")
            .set("id", &id)
            .set("aria-label", &format!("{word} {place}"))
            .with(shape);
        if barred { button.set("aria-disabled", "true") } else { button.on("click", press) }
    };
    el("li", "order__item")
        .key(key)
        .with(el("span", "order__name").with(format!("{}. {label}", at + 1)))
        .with(button("↑", "Move up", Move::Up))
        .with(button("↓", "Move down", Move::Down))
        .with(button("✕", "Remove", Move::Out))
}

/// What a button does to an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Move {
    Up,
    Down,
    Out,
}

impl Move {
    const fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Out => "out",
        }
    }

    /// With which place it changes; nothing where it cannot be done. Out is with itself.
    fn goes(self, at: usize, count: usize) -> Option<usize> {
        match self {
            Self::Up => at.checked_sub(1),
            Self::Down => Some(at + 1).filter(|to| *to < count),
            Self::Out => Some(at),
        }
    }
}

fn changed(value: &str, key: &str, how: Move) -> String {
    let mut list = parted(value);
    let at = list.iter().position(|one| *one == key);
    if let Some((at, to)) = at.and_then(|at| Some((at, how.goes(at, list.len())?))) {
        match how {
            Move::Out => drop(list.remove(at)),
            Move::Up | Move::Down => list.swap(at, to),
        }
    }
    list.join(&JOINT.to_string())
}

fn adding_id(n: usize) -> String {
    format!("adding-{n}")
}

/// A choice with a button: with the keyboard, a choice changes at every step.
fn adding(open: Open, n: usize, left: Options) -> Element {
    let add = move |event: &Event| {
        let button = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        let choice = button.and_then(|it| it.previous_element_sibling());
        let choice = choice.and_then(|it| it.dyn_into::<HtmlSelectElement>().ok());
        let Some(key) = choice.map(|it| it.value()).filter(|key| !key.is_empty()) else { return };
        let before = open.values.with_untracked(|it| it.get(n).cloned().unwrap_or_default());
        let joint = if before.is_empty() { String::new() } else { JOINT.to_string() };
        open.put(n, format!("{before}{joint}{key}"));
        page::focus_on(adding_id(n));
    };
    // Drawn anew when what is left changes, so that it never shows what is listed already.
    let key = left.iter().fold(String::new(), |key, (one, _)| key + one + " ");
    let nobody = (String::new(), "Choose…".into());
    let choice = select(core::iter::once(nobody).chain(left), "");
    let choice = choice.set("id", &adding_id(n)).set("aria-label", "Add");
    let button = el("button", "button").set("type", "button").on("click", add).with("Add");
    el("div", "order__add").key(key).with(choice).with(button)
}

#[cfg(test)]
mod tests {
    use super::{Move, changed};

    // [R2]
    #[test]
    fn an_item_moves_by_one_place_and_not_beyond_the_ends() {
        assert_eq!(changed("1,2,3", "2", Move::Up), "2,1,3");
        assert_eq!(changed("1,2,3", "2", Move::Down), "1,3,2");
        assert_eq!(changed("1,2,3", "1", Move::Up), "1,2,3");
        assert_eq!(changed("1,2,3", "3", Move::Down), "1,2,3");
        assert_eq!(changed("1,2,3", "2", Move::Out), "1,3");
        assert_eq!(changed("1", "1", Move::Out), "");
        assert_eq!(changed("1,2", "7", Move::Out), "1,2");
    }
}
