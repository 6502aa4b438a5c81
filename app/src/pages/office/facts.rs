//! Names with their values, where a list of rows would say less.

use crate::node::{Element, el};

/// A list of names and values.
pub fn facts(all: Vec<(String, String)>) -> Element {
    let pair = |(name, value): (String, String)| {
        let value = el("dd", "facts__value").with(value);
        el("div", "facts__pair").with(el("dt", "facts__name").with(name)).with(value)
    };
    el("dl", "facts").with_all(all.into_iter().map(pair))
}
