//! The root: the store, the page that the address names, and what lies over every page.

use crate::effects::page;
use crate::pages::{
    briefing, declare, incidents, log, message, messages, missing, now, operations, resolve, roles,
    tasks,
};
use crate::parts::cards::cards;
use crate::parts::dialog::dialog;
use crate::parts::erase::live;
use crate::parts::model::Card;
use crate::parts::say::say;
use crate::paths::{Page, Route};
use crate::scene::Scene;
use crate::store::Store;
use crate::{session, shell};
use leptos::prelude::*;

/// The app.
pub fn app() -> AnyView {
    let store = Store::provide();
    session::begin(store);
    follow_route(store);
    let route = Memo::new(move |_| store.route.get());
    let progress = Signal::derive(move || store.progress());
    view! {
        <a class="skip" href="#main">"Skip to the page"</a>
        {live(move || screen(store, &route.get()))}
        {dialog(store.question, progress)}
        {say(store.note, Signal::derive(move || store.news.get()))}
    }
    .into_any()
}

fn screen(store: Store, route: &Route) -> AnyView {
    match route {
        Route::Incidents => incidents::page(store),
        Route::Declare => declare::page(store),
        Route::Missing => missing::page(),
        Route::Incident(id, page) => shell::incident(store, id, *page, inside),
    }
}

/// The page inside the incident's shell.
fn inside(store: Store, page: Page) -> AnyView {
    match page {
        Page::Now => drawn(store, now::cards),
        Page::Roles => drawn(store, roles::cards),
        Page::Log => log::page(store),
        Page::Messages => drawn(store, messages::cards),
        Page::Message(id) => message::page(store, id),
        Page::Briefing => drawn(store, briefing::cards),
        Page::Operations => drawn(store, operations::cards),
        Page::Tasks => drawn(store, tasks::cards),
        Page::Resolve => drawn(store, resolve::cards),
    }
}

/// A page that is nothing but cards.
fn drawn(store: Store, page: fn(&Scene<'_>) -> Vec<Card>) -> AnyView {
    cards(Memo::new(move |_| {
        store.minute.track();
        store.scene(page)
    }))
}

/// On every change of route: the line to the right room, the title, and the focus on the heading.
fn follow_route(store: Store) {
    let incident = Memo::new(move |_| store.route.with(|route| route.incident().cloned()));
    Effect::new(move |_| match incident.get() {
        Some(id) => store.enter(&id),
        None => store.leave(),
    });
    Effect::new(move |before: Option<()>| {
        store.route.track();
        if before.is_some() {
            page::scroll_up();
            page::focus("h1");
        }
    });
    Effect::new(move |_| page::set_title(&title(store)));
}

fn title(store: Store) -> String {
    let page = store.route.with(Route::title);
    let incident = store.state.with(|state| state.incident.title.shown().to_string());
    let named = store.route.with(|route| route.incident().is_some()) && !incident.is_empty();
    if named { format!("{page} · {incident} · Muster") } else { format!("{page} · Muster") }
}
