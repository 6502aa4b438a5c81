//! The root: the store, the page that the address names, and what lies over every page.

use crate::effects::draw;
use crate::effects::page;
use crate::node::{Node, el};
use crate::pages::{incidents, missing, now};
use crate::parts::dialog::dialog;
use crate::parts::say::say;
use crate::paths::{Page, Route};
use crate::scene::Scene;
use crate::store::Store;
use crate::{second, session, shell, third};
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::view::owes::owes;
use std::cell::Cell;

/// Starts the app and draws it.
pub fn start(body: &web_sys::Element) {
    let store = Store::provide();
    let route = store.shown();
    session::begin(store);
    follow_route(store, route);
    let owner = Owner::current().unwrap_or_default();
    spawn_local(async move {
        let second = second::second().await;
        owner.with(|| (second.begin)(store));
        store.second.set(Some(second));
    });
    draw::start(body, move || {
        let skip = el("a", "skip").set("href", "#heading").with("Skip to the page");
        let over = el("div", "").key("over").live(move || over(store));
        let mut nodes = vec![skip.into()];
        nodes.extend(screen(store, &route.get()));
        nodes.push(over.into());
        nodes
    });
}

/// What lies over every page.
fn over(store: Store) -> Vec<Node> {
    let dialog = dialog(store.question, store.progress()).map(Node::from);
    let proof = store.third.get().map(|third| (third.proof)(store)).unwrap_or_default();
    dialog.into_iter().chain(proof).chain(say(store.note, store.news)).collect()
}

/// The page that the address names. Its elements are new ones on every change of address: nothing
/// of one incident may be left standing on the page of another.
fn screen(store: Store, route: &Route) -> Vec<Node> {
    let elements = match route {
        Route::Incidents => incidents::page(store),
        Route::Missing => missing::page(),
        Route::Incident(id, page) => shell::incident(store, id, *page, inside),
        apart => {
            third::with(store, drop);
            shell::apart(store, apart)
        }
    };
    elements.into_iter().map(|element| element.key(route.path()).into()).collect()
}

/// The page inside the incident's shell.
fn inside(store: Store, page: Page) -> Vec<Node> {
    if page == Page::Now {
        return vec![shell::cards(store, now::cards).into()];
    }
    if page.is_rare() || page == Page::Roles {
        third::with(store, drop);
    }
    if page.is_rare() {
        let cards = store.third.get().map(|third| shell::cards(store, (third.cards)(page)).into());
        return vec![cards.unwrap_or_else(|| shell::waiting("Loading this page…"))];
    }
    let Some(second) = store.second.get() else {
        return vec![shell::waiting("Loading this page…")];
    };
    let cards = match page {
        Page::Roles => second.roles,
        Page::Log => return (second.log)(store),
        Page::Messages => second.messages,
        Page::Message(id) => return (second.message)(store, id),
        Page::Tasks => second.tasks,
        Page::Now
        | Page::Briefing
        | Page::Operations
        | Page::Resolve
        | Page::Record
        | Page::Wall => now::cards,
    };
    vec![shell::cards(store, cards).into()]
}

/// On every change of route: the line to the right room, the title, and the focus on the heading.
fn follow_route(store: Store, shown: Memo<Route>) {
    let incident = Memo::new(move |_| shown.with(|route| route.incident().cloned()));
    Effect::new(move |_| match incident.get() {
        Some(id) => store.enter(&id),
        None => store.leave(),
    });
    Effect::new(move |before: Option<()>| {
        shown.track();
        if before.is_some() {
            page::scroll_up();
            page::focus("h1");
        }
    });
    let before = Cell::new(usize::MAX);
    Effect::new(move |_| {
        store.minute.track();
        let owed = store.scene(owed);
        page::set_title(&title(store, shown, owed));
        if owed > before.replace(owed) {
            page::tell("muster:owed");
        }
    });
}

/// How many things wait for the reader (decision 19).
fn owed(scene: &Scene<'_>) -> usize {
    let me = scene.state.me.unwrap_or_default();
    owes(scene.incident(), scene.organisation(), me, scene.now).len()
}

fn title(store: Store, shown: Memo<Route>, owed: usize) -> String {
    let page = shown.with(Route::title);
    let incident = store.state.with(|state| state.incident.title.shown().to_string());
    let named = shown.with(|route| route.incident().is_some()) && !incident.is_empty();
    let count = if owed > 0 { format!("({owed}) ") } else { String::new() };
    let middle = if named { format!(" · {incident}") } else { String::new() };
    [&count, page, &middle, " · Muster"].concat()
}
