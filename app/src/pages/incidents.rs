//! The list of incidents, live: running ones first.

use crate::effects::http;
use crate::effects::live::{Heard, Live};
use crate::node::{Element, Node, el};
use crate::parts::cards::card;
use crate::parts::model::{Bit, Card, Chip, Row, Tone};
use crate::paths::{OfficePage, Page, Route};
use crate::shell;
use crate::state::State;
use crate::store::Store;
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
    let listed = RwSignal::new(None::<Vec<Summary>>);
    follow(store, listed);
    let declare = el("a", "button").set("data-weight", "main").set("href", "/declare");
    let office = Route::Organisation(OfficePage::Overview).path();
    let office = el("a", "button").set("data-weight", "quiet").set("href", &office);
    let links = el("div", "actions")
        .with(declare.with("Declare an incident"))
        .with(office.with("Organisation"));
    let main = shell::main("incidents")
        .with(shell::heading("Incidents"))
        .with(el("div", "contents").live(move || store.state.with(where_from)))
        .with(links)
        .with(el("div", "contents").live(move || drawn(store, listed)));
    vec![shell::bar(store, false), main]
}

/// Whose list it is, and why it is not here.
fn where_from(state: &State) -> Vec<Node> {
    let failed = state.failed.clone().unwrap_or_default();
    let name = el("p", "meta").with(state.organisation.name.as_str());
    vec![name.into(), el("p", "told").set("data-tone", "stop").with(failed).into()]
}

fn drawn(store: Store, listed: RwSignal<Option<Vec<Summary>>>) -> Vec<Node> {
    let cards =
        store.state.with(|state| listed.with(|all| draw(all.as_deref(), &state.organisation)));
    cards.into_iter().map(|it| card(it).into()).collect()
}

/// Opens the line once the server knows who is looking; it lives as long as the page does.
fn follow(store: Store, listed: RwSignal<Option<Vec<Summary>>>) {
    let line = StoredValue::new_local(None::<Live>);
    let known = Memo::new(move |_| store.state.with(|state| state.me.is_some()));
    Effect::new(move |_| {
        if known.get() {
            line.set_value(Some(live(store, listed)));
        }
    });
    on_cleanup(move || line.set_value(None));
}

/// Asks for the list each time the line opens, and takes each change as it comes.
fn live(store: Store, listed: RwSignal<Option<Vec<Summary>>>) -> Live {
    Live::start("/api/live".into(), move |heard| match heard {
        Heard::Opened => spawn_local(async move {
            match http::get("/api/incidents").await {
                Ok(text) => match json::read_trusted(&text) {
                    Ok(all) => listed.set(Some(all)),
                    Err(_) => store.tell("A newer version is running. Load the page anew.", true),
                },
                Err(problem) => store.tell(problem.sentence, true),
            }
        }),
        Heard::Text(text) => listed.update(|all| {
            let all = all.get_or_insert_default();
            if let Ok(summary) = json::read_trusted::<Summary>(&text) {
                take(all, summary);
            } else if let Ok(Gone { gone }) = json::read_trusted(&text) {
                all.retain(|known| known.id != gone);
            }
        }),
        Heard::Closed(_) => store.sign_out(),
        Heard::Bytes(_) | Heard::Cut => {}
    })
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
