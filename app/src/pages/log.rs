//! Everything that happened, newest first: live at the top, older entries by the page.

use crate::effects::{clock, http};
use crate::parts::bits::actions;
use crate::parts::cards;
use crate::parts::model::{Action, Bit, Card, Chip, Press, Row, Tone, Weight};
use crate::scene::Scene;
use crate::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::command::Command;
use muster_domain::event::Recorded;
use muster_domain::ids::Seq;

/// Entries of one page.
const PAGE: u64 = 100;

/// The page.
pub fn page(store: Store) -> AnyView {
    let older = RwSignal::new(Vec::<Recorded>::new());
    fetch(store, older);
    let drawn = Memo::new(move |_| store.scene(|scene| older.with(|older| vec![card(scene, older)])));
    let more = move || {
        let first = older.with(|older| older.first().map_or(Seq(0), |entry| entry.seq));
        let press = Press::new("earlier", move || fetch(store, older));
        let label = "Show earlier entries".into();
        let earlier = Action { label, weight: Weight::Plain, why_not: None, press };
        actions((first > Seq(1)).then_some(earlier).into_iter().collect())
    };
    view! { <div role="log" aria-live="off">{cards::cards(drawn)}</div> {more} }.into_any()
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
        let path = format!("/api/incidents/{id}/events?before={before}&limit={PAGE}");
        match http::get(&path).await.map(|text| serde_json::from_str::<Vec<Recorded>>(&text)) {
            Ok(Ok(events)) => older.update(|older| older.splice(0..0, events).for_each(drop)),
            Ok(Err(_)) => store.tell("A newer version is running. Load the page anew.", true),
            Err(problem) => store.tell(problem.sentence, true),
        }
    });
}

fn card(scene: &Scene<'_>, older: &[Recorded]) -> Card {
    let mut card = Card::new("log", "Timeline");
    let fresh = scene.state.fresh.iter();
    let last = older.last().map_or(Seq(0), |entry| entry.seq);
    let entries = older.iter().chain(fresh.filter(|entry| entry.seq > last));
    card.rows = entries.map(|entry| row(scene, entry)).collect();
    card.rows.reverse();
    card.empty = "Nothing yet.";
    card.actions = scene.offer_now(Command::Note { text: String::new() }).into_iter().collect();
    card
}
