//! A row of links of which one is the present page: below on phones, above on wide screens.

use crate::node::{Element, el};

/// A tab.
pub struct Tab {
    /// Its name.
    pub label: &'static str,
    /// Where it leads.
    pub href: String,
    /// It is the present page.
    pub current: bool,
    /// How many things wait there; 0 shows nothing.
    pub count: usize,
}

/// The tabs.
pub fn tabs(tabs: &[Tab]) -> Element {
    let nav = el("nav", "tabs").set("aria-label", "Pages of this incident");
    nav.with_all(tabs.iter().map(tab))
}

fn tab(tab: &Tab) -> Element {
    let count = (tab.count > 0).then(|| {
        let spoken = el("span", "spoken").with(" waiting");
        el("span", "tabs__count").with(format!(" {}", tab.count)).with(spoken)
    });
    let link = el("a", "tabs__tab").set("href", &tab.href);
    let link = if tab.current { link.set("aria-current", "page") } else { link };
    link.with(tab.label).with_all(count)
}
