//! Views without their types. Every distinct shape of view that reaches the reactive system is
//! compiled for itself, about a kilobyte each; what goes through these functions is compiled once.

use leptos::html::custom;
use leptos::prelude::*;
use std::sync::Arc;

/// An element with a class and nothing else.
pub fn el(tag: &'static str, class: &'static str, inside: AnyView) -> AnyView {
    custom(tag).class(class).child(inside).into_any()
}

/// A view that is drawn again when what it reads changes.
pub fn live(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let draw: Box<dyn Fn() -> AnyView + Send> = Box::new(draw);
    (move || draw()).into_any()
}

/// Text that follows what it reads.
pub fn text(words: impl Fn() -> String + Send + 'static) -> AnyView {
    let words: Box<dyn Fn() -> String + Send> = Box::new(words);
    (move || words()).into_any()
}

/// Things drawn one after the other.
pub fn all<T>(things: Vec<T>, draw: impl Fn(T) -> AnyView) -> AnyView {
    things.into_iter().map(draw).collect::<Vec<_>>().into_any()
}

/// Things that keep their place in the document for as long as their key is there.
pub fn keyed(
    keys: impl Fn() -> Vec<String> + Send + Sync + 'static,
    draw: impl Fn(String) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let keys: Box<dyn Fn() -> Vec<String> + Send + Sync> = Box::new(keys);
    let draw: Arc<dyn Fn(String) -> AnyView + Send + Sync> = Arc::new(draw);
    view! { <For each=keys key=Clone::clone children=move |key| draw(key) /> }.into_any()
}
