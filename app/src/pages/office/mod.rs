//! The organisation behind the incidents: who works here, who serves in which role, who is on call,
//! which texts are ready, and what of that is missing (R1–R5, R8–R12). Everybody may look; what may
//! be changed, the rule book says.

mod audiences;
mod bring;
mod campaigns;
mod days;
mod departments;
mod desk;
mod facts;
mod layers;
mod log;
mod merge;
mod messages;
mod people;
mod person;
mod readiness;
mod roles;
mod settings;
mod staff;
mod stand_ins;

use crate::effects::location;
use crate::node::{Element, Node, el};
use crate::parts::cards::card;
use crate::parts::model::Card;
use crate::parts::sheet::dialog;
use crate::paths::Route;
use crate::scene::Scene;
use crate::shell;
use crate::store::Store;
use desk::Office;
use leptos::prelude::*;
use muster_domain::ids::PersonId;
use muster_domain::setup::Change;

/// A page of the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What is missing.
    Readiness,
    /// Everybody.
    People,
    /// One person.
    Person(PersonId),
    /// Roles and their backups.
    Roles,
    /// Departments and who is on call.
    Departments,
    /// Audiences, templates and activities.
    Messages,
    /// Links, time-outs and policies.
    Settings,
    /// Who changed what.
    Log,
    /// Lists in and out.
    Import,
}

impl Place {
    const NAMED: [Self; 8] = [
        Self::Readiness,
        Self::People,
        Self::Roles,
        Self::Departments,
        Self::Messages,
        Self::Settings,
        Self::Log,
        Self::Import,
    ];

    const fn tab(self) -> &'static str {
        match self {
            Self::Readiness => "Readiness",
            Self::People | Self::Person(_) => "People",
            Self::Roles => "Roles",
            Self::Departments => "On call",
            Self::Messages => "Messages",
            Self::Settings => "Settings",
            Self::Log => "Log",
            Self::Import => "Import",
        }
    }

    /// Its address.
    pub fn path(self) -> String {
        match self {
            Self::Readiness => "/organisation".into(),
            Self::Person(person) => format!("/organisation/people/{person}"),
            Self::People => "/organisation/people".into(),
            Self::Roles => "/organisation/roles".into(),
            Self::Departments => "/organisation/departments".into(),
            Self::Messages => "/organisation/messages".into(),
            Self::Settings => "/organisation/settings".into(),
            Self::Log => "/organisation/log".into(),
            Self::Import => "/organisation/import".into(),
        }
    }

    /// Whether it is for those only who may change things.
    const fn is_for_administrators(self) -> bool {
        matches!(self, Self::Log | Self::Import)
    }
}

/// The page.
pub fn page(store: Store, place: Place) -> Vec<Element> {
    untrack(|| drawn(store, place))
}

fn drawn(store: Store, place: Place) -> Vec<Element> {
    let office = Office::begin(store);
    let (title, body) = match place {
        Place::Readiness => ("Ready or not", readiness::body(office)),
        Place::People => ("People", people::body(office)),
        Place::Person(person) => ("Person", person::body(office, person)),
        Place::Roles => ("Roles and backups", vec![cards(office, roles::cards).into()]),
        Place::Departments => ("Departments and on call", departments::body(office)),
        Place::Messages => ("Messages", vec![cards(office, messages::cards).into()]),
        Place::Settings => ("Settings", vec![cards(office, settings::cards).into()]),
        Place::Log => ("Log of changes", log::body(office)),
        Place::Import => ("Import and export", bring::body(office)),
    };
    let main = shell::main("office")
        .with(el("div", "contents").live(move || nav(store, place)))
        .with(shell::heading(title))
        .with(el("div", "contents").live(move || reading(store)))
        .with_all(body)
        .with(
            el("div", "contents")
                .live(move || dialog(office.open).map(Node::from).into_iter().collect()),
        );
    vec![shell::bar(store, true), main]
}

/// Goes to another of these pages.
fn go(store: Store, place: Place) {
    let path = place.path();
    location::push(&path);
    store.route.set(Route::parse(&path));
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
fn nav(store: Store, place: Place) -> Vec<Node> {
    let all = store.scene(|scene| Office::is_mine(scene, &probe()));
    let link = |it: Place| {
        let link = el("a", "office__page").set("href", &it.path());
        let current = it.tab() == place.tab();
        let link = if current { link.set("aria-current", "page") } else { link };
        link.with(it.tab())
    };
    let places = Place::NAMED.into_iter().filter(|it| all || !it.is_for_administrators());
    let nav = el("nav", "office__pages").set("aria-label", "Pages of the organisation");
    vec![nav.with_all(places.map(link)).into()]
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
