//! What surrounds every page of an incident: the header that stays in sight, the tabs, and banners
//! for what nobody may overlook.

use crate::effects::page;
use crate::names;
use crate::node::{Element, Node, el};
use crate::parts::bits::{actions, chip, line};
use crate::parts::cards::card;
use crate::parts::model::{Action, Bit, Card, Chip, Line, Tone, Weight, plain};
use crate::parts::tabs::{Tab, tabs};
use crate::paths::{Page, Route};
use crate::scene::Scene;
use crate::session;
use crate::state::{Link, State};
use crate::store::Store;
use leptos::prelude::*;
use muster_domain::command::Command;
use muster_domain::copy::en;
use muster_domain::ids::IncidentId;
use muster_domain::operations::Mode;
use muster_domain::view::owes::{Link as Place, owes};
use std::rc::Rc;

/// A page of an incident in its surroundings.
pub fn incident(
    store: Store,
    id: &IncidentId,
    page: Page,
    inside: fn(Store, Page) -> Vec<Node>,
) -> Vec<Element> {
    let opened = Memo::new(move |_| store.state.with(|state| state.opened));
    let body = move || if opened.get() { inside(store, page) } else { loading(store) };
    let main = main(page.name())
        .with(el("div", "contents").live(move || banners(store)))
        .with(notices(store))
        .with(heading(page.title()))
        .with(el("div", "contents").live(body));
    let chips = el("div", "bar__chips")
        .live(move || store.scene(header).into_iter().map(|it| chip(it).into()).collect());
    let id = id.clone();
    let tabs = el("div", "contents").live(move || {
        store.minute.track();
        vec![store.scene(|scene| all_tabs(scene, &id, page)).into()]
    });
    vec![bar(store, true).with(chips), tabs, main]
}

/// A page that belongs to no incident, and to the third part of the app.
pub fn apart(store: Store, route: &Route) -> Vec<Element> {
    let asked = route.clone();
    let inside = move || match store.third.get() {
        Some(third) => untrack(|| (third.page)(store, &asked)),
        None => vec![waiting("Loading this page…")],
    };
    // Only where something is wrong: these pages have no line of their own.
    let cut = move || {
        let cut = store.state.with(|state| state.link == Link::Cut);
        cut.then(|| chip(store.scene(connection)).into()).into_iter().collect()
    };
    let main = main(route.name())
        .with(el("div", "contents").live(cut))
        .with(notices(store))
        .with(heading(route.title()));
    vec![bar(store, !route.is_open()), main.with(el("div", "contents").live(inside))]
}

/// The header of every page: the way home, where this is, and who is looking.
pub fn bar(store: Store, home: bool) -> Element {
    let back = el("a", "bar__home").set("href", "/").set("aria-label", "All incidents").with("‹");
    let title = move || store.state.with(|state| vec![named(state).into()]);
    let top = el("div", "bar__top")
        .with_all(home.then_some(back))
        .with(el("p", "bar__title").live(title))
        .with(session::switcher(store));
    el("header", "bar").with(top)
}

fn named(state: &State) -> &str {
    let title = state.incident.title.shown();
    if title.is_empty() { "Muster" } else { title }
}

/// The page below the header.
pub fn main(name: &str) -> Element {
    el("main", "page").set("data-page", name)
}

/// The heading of a page, which gets the focus when the page opens, and from the skip link.
pub fn heading(title: &str) -> Element {
    el("h1", "page__title").set("id", "heading").set("tabindex", "-1").with(title)
}

/// A page, or part of one, that is nothing but cards.
pub fn cards(store: Store, page: fn(&Scene<'_>) -> Vec<Card>) -> Element {
    el("div", "contents").live(move || {
        store.minute.track();
        store.scene(page).into_iter().map(|it| card(it).into()).collect()
    })
}

fn all_tabs(scene: &Scene<'_>, id: &IncidentId, page: Page) -> Element {
    let (incident, me) = (scene.incident(), scene.state.me.unwrap_or_default());
    let owed = owes(incident, scene.organisation(), me, scene.now);
    let at = |place| owed.iter().filter(|owed| owed.link() == place).count();
    tabs(&Page::TABS.map(|it| Tab {
        label: it.title(),
        href: Route::Incident(id.clone(), it).path(),
        current: it == page.tab(),
        count: match it {
            Page::Messages => {
                incident.messages.iter().filter(|m| at(Place::Message(m.id)) > 0).count()
            }
            Page::Tasks => at(Place::Tasks),
            _ => 0,
        },
    }))
}

/// State, phase, mode and the line, each as a chip.
fn header(scene: &Scene<'_>) -> Vec<Chip> {
    let incident = scene.incident();
    let mut chips = vec![connection(scene)];
    if scene.state.opened {
        let tone = if incident.state.is_running() { Tone::Stop } else { Tone::Plain };
        chips.insert(0, Chip::new(tone, en::state(incident.state)));
        let phase = format!("{} · ", en::phase(incident.parent.phase));
        let line = vec![Bit::Text(phase), Bit::Since(incident.parent.since)];
        chips.insert(1, Chip { tone: Tone::Wait, line });
        if incident.access.confidential {
            chips.insert(1, Chip { tone: Tone::Plain, line: vec![Bit::Confidential] });
        }
        if incident.operations.mode != Mode::Normal {
            let mode = format!("{} · ", en::mode(incident.operations.mode));
            let line = vec![Bit::Text(mode), Bit::Since(incident.operations.since)];
            let last = chips.len() - 1;
            chips.insert(last, Chip { tone: Tone::Stop, line });
        }
    }
    chips
}

/// The line to the room, in words, with the age of what is shown where the line is cut.
pub fn connection(scene: &Scene<'_>) -> Chip {
    let state = scene.state;
    let waiting = state.waiting.len();
    let (tone, words) = match state.link {
        Link::Connecting => (Tone::Wait, "Connecting".into()),
        Link::Live if state.opened => (Tone::Ok, format!("Live · {} here", state.online.len())),
        Link::Live => (Tone::Ok, "Live".into()),
        Link::Cut => (Tone::Stop, "Not connected.".into()),
        Link::Outdated => (Tone::Stop, "A newer version is running".into()),
    };
    let mut line = Vec::new();
    if let Some(at) = state.as_of {
        line = vec![Bit::text("As of "), Bit::At(at), Bit::text(", "), Bit::Since(at)];
        line.push(Bit::text(" ago. "));
    }
    line.push(Bit::Text(words));
    if waiting > 0 {
        line.push(Bit::Text(format!(" · {waiting} waiting")));
    }
    Chip { tone, line }
}

/// What the device has to say: a new version, and what is not sent yet.
pub fn notices(store: Store) -> Element {
    el("div", "contents").live(move || {
        let second = store.second.get();
        second.map(|second| (second.notices)(store)).unwrap_or_default()
    })
}

/// A banner: what it is about, its words, and what can be done.
struct Banner {
    tone: Tone,
    line: Line,
    actions: Vec<Action>,
}

fn banners(store: Store) -> Vec<Node> {
    let draw = |banner: Banner| {
        let words = line(el("p", ""), banner.line);
        let drawn = el("div", "banner").set("data-tone", banner.tone.name()).with(words);
        drawn.with_all(actions(banner.actions)).into()
    };
    store.scene(pressing).into_iter().map(draw).collect()
}

fn pressing(scene: &Scene<'_>) -> Vec<Banner> {
    let incident = scene.incident();
    let mut banners = Vec::new();
    if scene.state.link == Link::Outdated {
        let press = Rc::new(|| page::tell("muster:take"));
        let load = Action { label: "Load it".into(), weight: Weight::Main, why_not: None, press };
        let line = plain("A newer version of Muster is running. This page must be loaded anew.");
        banners.push(Banner { tone: Tone::Stop, line, actions: vec![load] });
    }
    if incident.flags.exercise {
        let line = plain("EXERCISE. This is a rehearsal; nothing leaves the organisation.");
        banners.push(Banner { tone: Tone::Wait, line, actions: Vec::new() });
    }
    if let Some(pending) = incident.parent.pending {
        let phase = pending.phase;
        let line = vec![
            Bit::text("The technical incident is now in phase "),
            Bit::Strong(en::phase(phase).into()),
            Bit::text(". Nothing is sent until the Business Lead acknowledges it: "),
            Bit::Since(pending.at),
            Bit::text("."),
        ];
        let actions = scene.offer(Command::AcknowledgePhase { phase }).into_iter().collect();
        banners.push(Banner { tone: Tone::Stop, line, actions });
    }
    if incident.liaison.recalled && scene.state.opened {
        let line = plain(names::RECALLED);
        banners.push(Banner { tone: Tone::Wait, line, actions: Vec::new() });
    }
    banners
}

/// Until the incident is here: that it is coming, or why it is not.
fn loading(store: Store) -> Vec<Node> {
    let cut = store.state.with(|state| state.link == Link::Cut);
    vec![waiting(if cut {
        "Not kept on this device. It opens as soon as there is a connection."
    } else {
        "Opening the incident…"
    })]
}

/// A sentence in place of a page.
pub fn waiting(words: &str) -> Node {
    el("p", "loading").set("role", "status").with(words).into()
}
