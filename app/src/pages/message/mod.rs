//! One message: its text, who has signed it, what it waits for, and every act on it. The heart of
//! the app: whoever signs must see exactly the words they sign, also on a phone.
//!
//! The text being written is [`editor`]'s alone, behind one function; everything else on the page
//! reads the replica and offers commands.

mod bar;
mod compare;
mod editor;
mod facts;
mod keep;
mod sending;
mod sign_offs;
pub mod standing;
mod suggestions;
mod text;
mod versions;

use crate::parts::bits::actions;
use crate::parts::cards::cards;
use crate::parts::erase::{el, live};
use crate::parts::model::{Bit, Card, Chip, Row, Tone};
use crate::scene::Scene;
use crate::store::Store;
use leptos::prelude::*;
use muster_domain::copy::en;
use muster_domain::ids::MessageId;
use muster_domain::message::Message;

/// The page.
pub fn page(store: Store, id: MessageId) -> AnyView {
    let unsaved = RwSignal::new("");
    let texts = versions::fetched(store, id);
    let part = move |draw: fn(&Scene<'_>, &Message) -> Vec<Card>| {
        cards(Memo::new(move |_| {
            store.minute.track();
            of(store, id, draw)
        }))
    };
    let bar = Memo::new(move |_| {
        let unsaved = unsaved.get();
        store.scene(|scene| {
            let message = scene.incident().message(id);
            message.map(|message| bar::actions(scene, message, unsaved)).unwrap_or_default()
        })
    });
    let middle =
        (editor::editor(store, id, unsaved), text::text(store, id, texts), compare::compare(texts));
    let middle = el("div", "message__main", middle.into_any());
    let side = el("div", "message__side", part(side));
    view! {
        {el("div", "message", (el("div", "message__top", part(head)), middle, side).into_any())}
        <div class="message__bar" hidden=move || bar.with(Vec::is_empty)>
            {live(move || actions(bar.get()))}
        </div>
    }
    .into_any()
}

/// Something of this message; nothing where there is no such message.
fn of<T: Default>(store: Store, id: MessageId, draw: impl FnOnce(&Scene<'_>, &Message) -> T) -> T {
    store.scene(|scene| {
        scene.incident().message(id).map(|message| draw(scene, message)).unwrap_or_default()
    })
}

fn head(scene: &Scene<'_>, message: &Message) -> Vec<Card> {
    let title = format!("{} · {}", standing::title(scene, message), en::phase(message.phase));
    let mut row = Row { chain: standing::steps(scene, message), ..Row::new("chain", "") };
    row.title = standing::waits(scene, message).unwrap_or_default();
    row.chip = message.version.as_ref().map(|version| {
        let print = version.fingerprint.short();
        Chip::new(Tone::Plain, format!("version {} · {print}", version.number))
    });
    row.quote = message.reason.as_ref().map(|words| words.shown().into());
    let mut lines = Vec::new();
    if let Some(until) = message.authorized_until {
        lines.push(vec![Bit::text("The authorization lapses "), Bit::Until(until)]);
    }
    let chip = Some(standing::chip(message));
    let rows = vec![row];
    vec![Card { chip, lines, rows, ..Card::new("standing", title) }]
}

fn side(scene: &Scene<'_>, message: &Message) -> Vec<Card> {
    let cards = [
        Some(sign_offs::card(scene, message)),
        sending::commander(scene, message),
        sending::sender(scene, message),
        suggestions::card(scene, message),
        sending::payloads(scene, message),
        facts::used(scene, message),
        facts::checklist(message),
        Some(bar::more(scene, message)),
    ];
    cards.into_iter().flatten().filter(|card| !is_bare(card)).collect()
}

/// Nothing to read and nothing to do.
fn is_bare(card: &Card) -> bool {
    card.rows.is_empty()
        && card.actions.is_empty()
        && card.lines.is_empty()
        && card.empty.is_empty()
}
