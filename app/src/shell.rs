//! What surrounds every page of an incident: the header that stays in sight, the tabs, and banners
//! for what nobody may overlook.

use crate::effects::page;
use crate::names;
use crate::parts::bits::{actions, chip, line};
use crate::parts::erase::{all, el, live, text};
use crate::parts::model::{Action, Bit, Chip, Line, Press, Tone, Weight, plain};
use crate::parts::tabs::{Tab, tabs};
use crate::paths::{Page, Route};
use crate::scene::Scene;
use crate::session;
use crate::state::Link;
use crate::store::Store;
use leptos::prelude::*;
use muster_domain::command::Command;
use muster_domain::copy::en;
use muster_domain::ids::IncidentId;
use muster_domain::operations::Mode;

/// A page of an incident in its surroundings.
pub fn incident(
    store: Store,
    id: &IncidentId,
    page: Page,
    inside: fn(Store, Page) -> AnyView,
) -> AnyView {
    let id = id.clone();
    let tab_list = Memo::new(move |_| tab_list(&id, page));
    let opened = Memo::new(move |_| store.state.with(|state| state.opened));
    let title = text(move || store.state.with(|s| s.incident.title.shown().to_string()));
    let body = live(move || if opened.get() { inside(store, page) } else { loading(store) });
    view! {
        <header class="bar">
            <div class="bar__top">
                <a class="bar__home" href="/" aria-label="All incidents">"‹"</a>
                {el("p", "bar__title", title)}
                {session::switcher(store)}
            </div>
            {el("div", "bar__chips", chips(store))}
        </header>
        {tabs(tab_list)}
        <main class="page" id="main" data-page=page.name()>
            {banners(store)}
            <h1 class="page__title" tabindex="-1">{page.title()}</h1>
            {body}
        </main>
    }
    .into_any()
}

fn tab_list(id: &IncidentId, page: Page) -> Vec<Tab> {
    let tab = |it: Page| Tab {
        label: it.title(),
        href: Route::Incident(id.clone(), it).path(),
        current: it == page.tab(),
        count: 0,
    };
    Page::TABS.map(tab).into()
}

/// State, phase, mode and the line, each as a chip.
fn chips(store: Store) -> AnyView {
    let list = Memo::new(move |_| store.scene(header));
    live(move || all(list.get(), chip))
}

fn header(scene: &Scene<'_>) -> Vec<Chip> {
    let incident = scene.incident();
    let mut chips = vec![connection(scene)];
    if scene.state.opened {
        let tone = if incident.state.is_running() { Tone::Stop } else { Tone::Plain };
        chips.insert(0, Chip::new(tone, en::state(incident.state)));
        let phase = format!("{} · ", en::phase(incident.parent.phase));
        let line = vec![Bit::Text(phase), Bit::Since(incident.parent.since)];
        chips.insert(1, Chip { tone: Tone::Wait, line });
        if incident.operations.mode != Mode::Normal {
            let mode = format!("{} · ", en::mode(incident.operations.mode));
            let line = vec![Bit::Text(mode), Bit::Since(incident.operations.since)];
            chips.insert(2, Chip { tone: Tone::Stop, line });
        }
    }
    chips
}

/// The line to the room, in words; what waits to be sent is part of it.
fn connection(scene: &Scene<'_>) -> Chip {
    let (here, waiting) = (scene.state.online.len(), scene.state.waiting.len());
    match scene.state.link {
        Link::Connecting => Chip::new(Tone::Wait, "Connecting"),
        Link::Live => Chip::new(Tone::Ok, format!("Live · {here} here")),
        Link::Cut if waiting > 0 => {
            Chip::new(Tone::Stop, format!("No connection · {waiting} not sent yet"))
        }
        Link::Cut => Chip::new(Tone::Stop, "No connection · what you see may be old"),
        Link::Outdated => Chip::new(Tone::Stop, "A newer version is running"),
    }
}

/// A banner: what it is about, its words, and what can be done.
#[derive(Clone, PartialEq)]
struct Banner {
    tone: Tone,
    line: Line,
    actions: Vec<Action>,
}

fn banners(store: Store) -> AnyView {
    let list = Memo::new(move |_| store.scene(pressing));
    let draw = |banner: Banner| {
        view! {
            <div class="banner" data-tone=banner.tone.name()>
                {el("p", "", line(banner.line))}
                {actions(banner.actions)}
            </div>
        }
        .into_any()
    };
    live(move || all(list.get(), draw))
}

fn pressing(scene: &Scene<'_>) -> Vec<Banner> {
    let incident = scene.incident();
    let mut banners = Vec::new();
    if scene.state.link == Link::Outdated {
        let press = Press::new("reload", page::reload);
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
fn loading(store: Store) -> AnyView {
    let words = text(move || {
        let failed = store.state.with(|state| state.failed.clone());
        failed.unwrap_or_else(|| "Opening the incident…".into())
    });
    view! { <p class="loading" role="status">{words}</p> }.into_any()
}
