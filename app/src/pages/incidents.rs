//! The list of incidents, live: running ones first.

use crate::effects::http;
use crate::effects::live::{Heard, Live};
use crate::node::{Element, Node, el};
use crate::parts::bits::chip;
use crate::parts::cards::card;
use crate::parts::model::{Bit, Card, Chip, Row, Tone};
use crate::paths::{OfficePage, Page, Route};
use crate::shell;
use crate::state::Link;
use crate::store::{Kept, Store};
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::copy::en;
use muster_domain::ids::IncidentId;
use muster_domain::list::sort_by_key;
use muster_domain::operations::Mode;
use muster_domain::organisation::Organisation;
use muster_domain::summary::Summary;
use muster_json as json;
use serde::Deserialize;

/// What is said of an incident that does not exist for the reader any more.
#[derive(Deserialize)]
struct Gone {
    gone: IncidentId,
}

/// The page.
pub fn page(store: Store) -> Vec<Element> {
    follow(store);
    let declare = el("a", "button").set("data-weight", "main").set("href", "/declare");
    let office = Route::Organisation(OfficePage::Overview).path();
    let office = el("a", "button").set("data-weight", "quiet").set("href", &office);
    let links = el("div", "actions")
        .with(declare.with("Declare an incident"))
        .with(office.with("Organisation"));
    let main = shell::main("incidents")
        .with(shell::heading("Incidents"))
        .with(el("div", "contents").live(move || where_from(store)))
        .with(shell::notices(store))
        .with(links)
        .with(el("div", "contents").live(move || drawn(store)));
    vec![shell::bar(store, false), main]
}

/// Whose list it is, how old it may be, and why it is not here.
fn where_from(store: Store) -> Vec<Node> {
    let name = store.state.with(|state| state.organisation.name.clone());
    let listed = store.listed.with(Option::is_some);
    let failed = store.state.with(|state| state.failed.clone()).filter(|_| !listed);
    let failed = el("p", "told").set("data-tone", "stop").with(failed.unwrap_or_default());
    let chip = chip(store.scene(shell::connection));
    vec![el("p", "meta").with(name).into(), chip.into(), failed.into()]
}

fn drawn(store: Store) -> Vec<Node> {
    let cards = store
        .state
        .with(|state| store.listed.with(|all| draw(all.as_deref(), &state.organisation)));
    cards.into_iter().map(|it| card(it).into()).collect()
}

/// Opens the line once the server knows who is looking; it lives as long as the page does.
fn follow(store: Store) {
    let line = StoredValue::new_local(None::<Live>);
    let known = Memo::new(move |_| store.state.with(|state| state.me.is_some()));
    Effect::new(move |_| {
        if known.get() {
            line.set_value(Some(live(store)));
        }
    });
    on_cleanup(move || line.set_value(None));
}

/// Asks for the list each time the line opens, and takes each change as it comes.
fn live(store: Store) -> Live {
    Live::start("/api/live".into(), move |heard| match heard {
        Heard::Opened => spawn_local(async move {
            match http::get("/api/incidents").await {
                Ok(text) if heard_list(store, &text) => {
                    store.state.update(|state| (state.link, state.as_of) = (Link::Live, None));
                    keep(store, String::new(), text, true);
                }
                Ok(_) => store.tell("A newer version is running. Load the page anew.", true),
                Err(problem) => store.tell(problem.sentence, true),
            }
        }),
        Heard::Text(text) => {
            if let Some(id) = heard_line(store, &text) {
                keep(store, id.to_string(), text, false);
            }
        }
        Heard::Closed(_) => store.sign_out(),
        Heard::Cut { silent_ms } => store.cut(silent_ms),
        Heard::Bytes(_) => {}
    })
}

fn keep(store: Store, at: String, text: String, whole: bool) {
    store.keep(Kept { what: "list".into(), at, text, whole });
}

/// Takes in the list as the server says, or said; false where it cannot be read.
pub fn heard_list(store: Store, text: &str) -> bool {
    let all = json::read_trusted::<Vec<Summary>>(text).ok();
    let heard = all.is_some();
    if heard {
        store.listed.set(all);
    }
    heard
}

/// Takes in a line of it; answers whose it is.
pub fn heard_line(store: Store, text: &str) -> Option<IncidentId> {
    let summary = json::read_trusted::<Summary>(text).ok();
    let gone = json::read_trusted::<Gone>(text).ok();
    let id = summary.as_ref().map(|it| &it.id).or(gone.as_ref().map(|it| &it.gone))?.clone();
    store.listed.update(|all| {
        let all = all.get_or_insert_default();
        match summary {
            Some(summary) => take(all, summary),
            None => all.retain(|known| known.id != id),
        }
    });
    Some(id)
}

/// A newer line replaces an older one of the same incident, never the other way round.
fn take(all: &mut Vec<Summary>, summary: Summary) {
    if all.iter().any(|known| known.id == summary.id && known.seq > summary.seq) {
        return;
    }
    all.retain(|known| known.id != summary.id);
    all.push(summary);
}

fn draw(all: Option<&[Summary]>, organisation: &Organisation) -> Vec<Card> {
    let mut running = Card::new("running", "Running");
    let mut ended = Card::new("ended", "Over");
    let Some(all) = all else {
        running.empty = "Asking for the list…";
        return vec![running];
    };
    running.empty = "Nothing is running. Good.";
    let mut all: Vec<_> = all.iter().collect();
    sort_by_key(&mut all, |summary| core::cmp::Reverse(summary.opened));
    for summary in all {
        let over = summary.state.is_sealed();
        let card = if over { &mut ended } else { &mut running };
        card.rows.push(row(summary, organisation));
    }
    if ended.rows.is_empty() { vec![running] } else { vec![running, ended] }
}

fn row(summary: &Summary, organisation: &Organisation) -> Row {
    let mut row = Row::new(summary.id.as_str(), summary.title.shown());
    row.href = Some(Route::Incident(summary.id.clone(), Page::Now).path());
    let tone = if summary.state.is_running() { Tone::Stop } else { Tone::Plain };
    let line =
        vec![Bit::Text(format!("{} · ", en::state(summary.state))), Bit::Since(summary.since)];
    row.chip = Some(Chip { tone, line });
    let lead = summary.lead.map_or("no Business Lead", |lead| organisation.name_of(lead));
    let mut words = format!("{lead} · {}", en::phase(summary.phase));
    if summary.mode != Mode::Normal {
        words = format!("{words} · {}", en::mode(summary.mode));
    }
    words = match summary.sent {
        0 => words,
        1 => format!("{words} · 1 message sent"),
        sent => format!("{words} · {sent} messages sent"),
    };
    if summary.exercise {
        words = format!("EXERCISE · {words}");
    }
    row.lines = vec![vec![Bit::Text(words)]];
    if summary.confidential {
        row.lines.insert(0, vec![Bit::Confidential]);
    }
    row
}
