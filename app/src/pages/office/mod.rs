//! The organisation: who is in it, who stands behind whom, and what it says to whom.

use crate::node::{Node, el};
use crate::paths::OfficePage;
use crate::store::Store;
use leptos::prelude::*;

/// What is below the heading of one of its pages.
pub fn page(store: Store, _page: OfficePage) -> Vec<Node> {
    let name = move || store.state.with(|state| vec![state.organisation.name.as_str().into()]);
    vec![el("p", "meta").live(name).into()]
}
