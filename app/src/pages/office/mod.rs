//! The organisation behind the incidents: who works here, who serves in which role, who is on call,
//! which texts are ready, and what of that is missing (R1–R5, R8–R12). Everybody may look; what may
//! be changed, the rule book says.

mod audiences;
mod bring;
mod calendars;
mod campaigns;
mod days;
mod departments;
mod desk;
mod facts;
mod layers;
mod log;
mod merge;
mod messages;
mod paper;
mod people;
mod person;
mod readiness;
mod roles;
mod settings;
mod staff;
mod stand_ins;

use crate::node::{Element, Node, el};
use crate::parts::cards::card;
use crate::parts::model::Card;
use crate::parts::sheet::dialog;
use crate::paths::{OfficePage, Route};
use crate::scene::Scene;
use crate::store::Store;
use desk::Office;
use leptos::prelude::*;
use muster_domain::setup::Change;

/// What the way to a page is called.
const fn tab(page: OfficePage) -> &'static str {
    match page {
        OfficePage::Overview => "Readiness",
        OfficePage::People | OfficePage::Person(_) => "People",
        OfficePage::Roles => "Roles",
        OfficePage::Departments => "On call",
        OfficePage::Messages => "Messages",
        OfficePage::Settings => "Settings",
        OfficePage::Log => "Changes",
        OfficePage::Import => "Import",
        OfficePage::Paper => "On paper",
    }
}

/// Its address.
fn path(page: OfficePage) -> String {
    Route::Organisation(page).path()
}

/// What is below the heading of one of its pages.
pub fn page(store: Store, page: OfficePage) -> Vec<Node> {
    let office = Office::begin(store);
    let body = match page {
        OfficePage::Overview => readiness::body(office),
        OfficePage::People => people::body(office),
        OfficePage::Person(person) => person::body(office, person),
        OfficePage::Roles => vec![cards(office, roles::cards).into()],
        OfficePage::Departments => departments::body(office),
        OfficePage::Messages => messages::body(office),
        OfficePage::Settings => vec![cards(office, settings::cards).into()],
        OfficePage::Log => log::body(office),
        OfficePage::Import => bring::body(office),
        OfficePage::Paper => paper::body(office),
    };
    let nav = el("div", "contents").live(move || nav(store, page));
    let reading = el("div", "contents").live(move || reading(store));
    let over = el("div", "contents")
        .live(move || dialog(office.open).map(Node::from).into_iter().collect());
    let parts = [nav, reading].into_iter().map(Node::from).chain(body);
    parts.chain(core::iter::once(over.into())).collect()
}

/// Goes to another of these pages.
fn go(store: Store, page: OfficePage) {
    store.go(&Route::Organisation(page));
}

/// Cards that are drawn again with every change of what they show.
fn cards(office: Office, draw: fn(Office, &Scene<'_>) -> Vec<Card>) -> Element {
    el("div", "contents").live(move || {
        office.store.minute.track();
        let cards = office.store.scene(|scene| draw(office, scene));
        cards.into_iter().map(|it| card(it).into()).collect()
    })
}

/// Any change that only administrators make, to ask the rule book who they are.
fn probe() -> Change {
    Change::Rename { name: "…".into() }
}

/// The way to the other pages.
fn nav(store: Store, page: OfficePage) -> Vec<Node> {
    let all = store.scene(|scene| Office::is_mine(scene, &probe()));
    let link = |it: OfficePage| {
        let link = el("a", "office__page").set("href", &path(it));
        let link = if tab(it) == tab(page) { link.set("aria-current", "page") } else { link };
        link.with(tab(it))
    };
    // The server keeps these two for those who may change things.
    let shown = |it: &OfficePage| all || !matches!(it, OfficePage::Log | OfficePage::Import);
    let nav = el("nav", "office__pages").set("aria-label", "Pages of the organisation");
    vec![nav.with_all(OfficePage::NAMED.into_iter().filter(shown).map(link)).into()]
}

/// Who may only read is told so once, instead of meeting buttons that do nothing.
fn reading(store: Store) -> Vec<Node> {
    let known = store.state.with(|state| state.me.is_some() && state.organisation.revision > 0);
    if !known || store.scene(|scene| Office::is_mine(scene, &probe())) {
        return Vec::new();
    }
    let words = "You can read all of this. Administrators change it; your own contact data is \
                 yours to change.";
    vec![el("p", "meta").with(words).into()]
}
