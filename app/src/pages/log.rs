//! Everything that happened, newest first: live at the top, older entries by the page, filtered by
//! what they are about.

use crate::effects::http;
use crate::node::{Element, Node, el};
use crate::parts::bits::actions;
use crate::parts::cards;
use crate::parts::form::{labelled, select};
use crate::parts::model::{Action, Bit, Card, Chip, Row, Tone, Weight};
use crate::paths::{Page, Route};
use crate::scene::Scene;
use crate::state::Link;
use crate::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::command::Command;
use muster_domain::copy::{self, en};
use muster_domain::event::Recorded;
use muster_domain::ids::Seq;
use muster_domain::view::timeline::{Entry, Kind, entry, kind};
use muster_json as json;
use std::rc::Rc;

/// Entries that are asked for at once.
const ENTRIES: u64 = 100;

/// The page.
pub fn page(store: Store) -> Vec<Node> {
    let older = RwSignal::new(Vec::<Recorded>::new());
    let only = RwSignal::new(None::<Kind>);
    // Again whenever the whole state came anew: what happened meanwhile is not in it one by one.
    let live = Memo::new(move |_| store.state.with(|state| state.link == Link::Live));
    Effect::new(move |_| {
        if live.get() {
            older.set(Vec::new());
            fetch(store, older);
        }
    });
    let list = el("div", "").set("role", "log").set("aria-live", "off").live(move || {
        let only = only.get();
        vec![store.scene(|scene| older.with(|older| list(scene, older, only))).into()]
    });
    let more = el("div", "").live(move || {
        let first = older.with(|older| older.first().map_or(Seq(0), |entry| entry.seq));
        let press = Rc::new(move || fetch(store, older));
        let label = "Show earlier entries".into();
        let earlier = Action { label, weight: Weight::Plain, why_not: None, press };
        let more = (first > Seq(1)).then_some(earlier);
        actions(more.into_iter().collect()).into_iter().map(Node::from).collect()
    });
    vec![filter(only).into(), list.into(), more.into()]
}

/// What to show: everything, or one kind.
fn filter(only: RwSignal<Option<Kind>>) -> Element {
    let kinds = core::iter::once(None).chain(Kind::ALL.map(Some)).enumerate();
    let options = kinds.map(|(n, kind)| (n.to_string(), kind_name(kind).into()));
    let select = select(options, "").on("change", move |event| {
        let n = event_target_value(event).parse::<usize>().unwrap_or_default();
        only.set(n.checked_sub(1).and_then(|n| Kind::ALL.get(n).copied()));
    });
    let field = labelled(el("span", "field__label").with("Show"), "", select, false);
    el("div", "filter").with(field)
}

const fn kind_name(kind: Option<Kind>) -> &'static str {
    match kind {
        None => "Everything",
        Some(Kind::Incident) => "The incident and the technical side",
        Some(Kind::People) => "People and roles",
        Some(Kind::Work) => "Status, tasks and notes",
        Some(Kind::Operations) => "Operations",
        Some(Kind::Messages) => "Messages",
    }
}

/// Asks for the entries before the oldest one here.
fn fetch(store: Store, older: RwSignal<Vec<Recorded>>) {
    let (id, before) = store.state.with_untracked(|state| {
        let fresh = state.fresh.first().map_or(state.incident.seq.next(), |entry| entry.seq);
        let oldest = older.with_untracked(|older| older.first().map_or(fresh, |entry| entry.seq));
        (state.incident.id.clone(), oldest)
    });
    if before <= Seq(1) {
        return;
    }
    spawn_local(async move {
        let path = format!("/api/incidents/{id}/events?before={before}&limit={ENTRIES}");
        match http::get(&path).await.map(|text| json::read_trusted::<Vec<Recorded>>(&text)) {
            Ok(Ok(events)) => older.update(|older| older.splice(0..0, events).for_each(drop)),
            Ok(Err(_)) => store.tell("A newer version is running. Load the page anew.", true),
            Err(problem) => store.tell(problem.sentence, true),
        }
    });
}

/// The entries, newest first. What happened does not change: each is drawn once, however many come
/// after it.
fn list(scene: &Scene<'_>, older: &[Recorded], only: Option<Kind>) -> Element {
    let mut card = Card::new("log", "Timeline");
    let last = older.last().map_or(Seq(0), |entry| entry.seq);
    let fresh = scene.state.fresh.iter().filter(|entry| entry.seq > last);
    let wanted = |it: &&Recorded| only.is_none_or(|only| kind(&it.event) == only);
    let entries: Vec<_> = older.iter().chain(fresh).filter(wanted).collect();
    card.empty = if entries.is_empty() { "Nothing yet." } else { "" };
    card.actions = scene.offer_now(Command::Note { text: String::new() }).into_iter().collect();
    card.actions.push(to(scene, "Take it with you", Page::Record));
    card.actions.push(to(scene, "Show it on a wall", Page::Wall));
    let store = scene.store;
    let rows = entries.into_iter().rev().map(|it| {
        let (key, it) = (it.seq.to_string(), it.clone());
        let draw = move || {
            let row = untrack(|| {
                store.scene(|scene| row(&entry(&it, scene.incident(), scene.organisation())))
            });
            cards::inside(row)
        };
        el("li", "row").key(key).live(draw)
    });
    cards::card(card).with(el("ul", "rows").with_all(rows))
}

fn to(scene: &Scene<'_>, label: &str, page: Page) -> Action {
    let (store, route) = (scene.store, Route::Incident(scene.incident().id.clone(), page));
    let press = Rc::new(move || store.go(&route));
    Action { label: label.into(), weight: Weight::Quiet, why_not: None, press }
}

fn row(entry: &Entry) -> Row {
    let line = &entry.line;
    let who = if entry.by_rule { en::SYSTEM } else { line.who.as_str() };
    let mut row = Row::new(entry.seq.to_string(), format!("{who} {}", line.what));
    let capacity = line.capacity.as_ref().map(|capacity| format!(" · as {capacity}"));
    row.lines = vec![vec![Bit::On(entry.at), Bit::Text(capacity.unwrap_or_default())]];
    row.quote.clone_from(&line.words);
    row.chip = match (entry.pinned, line.tone) {
        (true, _) => Some(Chip::new(Tone::Ok, "Decision")),
        (false, copy::Tone::Plain) => None,
        (false, copy::Tone::Good) => Some(Chip::new(Tone::Ok, "Done")),
        (false, copy::Tone::Attention) => Some(Chip::new(Tone::Wait, "Look")),
        (false, copy::Tone::Trouble) => Some(Chip::new(Tone::Stop, "Blocked")),
    };
    row
}

/// Tells screen readers of what has happened since the last time, in one sentence.
pub fn announce(store: Store) {
    let (seq, latest) = store.state.with_untracked(|state| {
        let told = |last| en::event(last, &state.incident, &state.organisation);
        (state.incident.seq, state.fresh.last().map(told))
    });
    let before = store.announced.get_untracked();
    store.announced.set(seq);
    if let Some(latest) = latest.filter(|_| before > Seq(0) && seq > before) {
        let count = seq.0 - before.0;
        store.news.set(format!("{count} new. {} {}", latest.who, latest.what));
    }
}
