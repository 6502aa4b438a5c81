//! A row of links of which one is the present page: below on phones, above on wide screens.

use super::erase::{all, live};
use leptos::prelude::*;

/// A tab.
#[derive(Clone, PartialEq, Eq)]
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
pub fn tabs(tabs: Memo<Vec<Tab>>) -> AnyView {
    let list = live(move || all(tabs.get(), tab));
    view! { <nav class="tabs" aria-label="Pages of this incident">{list}</nav> }.into_any()
}

fn tab(tab: Tab) -> AnyView {
    let count = (tab.count > 0).then(|| {
        view! { <span class="tabs__count">{tab.count}<span class="spoken">" waiting"</span></span> }
    });
    view! {
        <a class="tabs__tab" href=tab.href aria-current=tab.current.then_some("page")>
            {tab.label}
            {count}
        </a>
    }
    .into_any()
}
