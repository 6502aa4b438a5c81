//! The list of incidents, live: running ones first.

use crate::effects::http;
use crate::effects::live::{Heard, Live};
use crate::json;
use crate::parts::cards;
use crate::parts::erase::text;
use crate::parts::model::{Bit, Card, Chip, Row, Tone};
use crate::paths::{Page, Route};
use crate::session;
use crate::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::copy::en;
use muster_domain::list::sort_by_key;
use muster_domain::operations::Mode;
use muster_domain::organisation::Organisation;
use muster_domain::summary::Summary;

/// The page.
pub fn page(store: Store) -> AnyView {
    let listed = RwSignal::new(None::<Vec<Summary>>);
    follow(store, listed);
    let drawn = Memo::new(move |_| {
        store.state.with(|state| listed.with(|all| draw(all.as_deref(), &state.organisation)))
    });
    let name = text(move || store.state.with(|state| state.organisation.name.clone()));
    let failed = text(move || store.state.with(|state| state.failed.clone().unwrap_or_default()));
    view! {
        <header class="bar">
            <div class="bar__top">
                <p class="bar__title">"Muster"</p>
                {session::switcher(store)}
            </div>
        </header>
        <main class="page" id="main" data-page="incidents">
            <h1 class="page__title" tabindex="-1">"Incidents"</h1>
            <p class="meta">{name}</p>
            <p class="told" data-tone="stop">{failed}</p>
            <p><a class="button" data-weight="main" href="/declare">"Declare an incident"</a></p>
            {cards::cards(drawn)}
        </main>
    }
    .into_any()
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
                Ok(text) => match json::read(&text) {
                    Ok(all) => listed.set(Some(all)),
                    Err(_) => store.tell("A newer version is running. Load the page anew.", true),
                },
                Err(problem) => store.tell(problem.sentence, true),
            }
        }),
        Heard::Text(text) => {
            if let Ok(summary) = json::read::<Summary>(&text) {
                listed.update(|all| take(all.get_or_insert_default(), summary));
            }
        }
        Heard::Cut => {}
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
    row
}
