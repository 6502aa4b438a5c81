//! One message: its text, who has signed it, what it waits for, and every act on it. The heart of
//! the app: whoever signs must see exactly the words they sign, also on a phone.
//!
//! The text being written is [`editor`]'s alone, behind one function; everything else on the page
//! reads the replica and offers commands.

mod bar;
mod changes;
mod compare;
mod editor;
pub mod facts;
mod hints;
mod keep;
mod preview;
mod sending;
mod sign_offs;
pub mod standing;
mod suggestions;
mod text;
mod versions;

use crate::node::{Element, Node, el};
use crate::parts::bits::actions;
use crate::parts::cards::card;
use crate::parts::model::{Bit, Card, Chip, Row, Tone};
use crate::scene::Scene;
use crate::store::Store;
use leptos::prelude::*;
use muster_domain::copy::en;
use muster_domain::ids::MessageId;
use muster_domain::message::Message;

/// The page.
pub fn page(store: Store, id: MessageId) -> Vec<Node> {
    let unsaved = RwSignal::new("");
    let texts = versions::fetched(store, id);
    let part = move |place: Element, draw: fn(&Scene<'_>, &Message) -> Vec<Card>| {
        place.live(move || {
            store.minute.track();
            of(store, id, draw).into_iter().map(|it| card(it).into()).collect()
        })
    };
    let middle = el("div", "message__main")
        .with(editor::editor(store, id, unsaved))
        .with(text::text(store, id, texts))
        .with(compare::compare(store, id, texts));
    let columns = el("div", "message")
        .with(part(el("div", "message__top"), head))
        .with(middle)
        .with(part(el("div", "message__side"), side));
    let bar = el("div", "contents").live(move || bar(store, id, unsaved.get()));
    vec![columns.into(), bar.into()]
}

/// The acts within reach of a thumb; nothing where there are none.
fn bar(store: Store, id: MessageId, unsaved: &str) -> Vec<Node> {
    store.minute.track();
    let row = actions(of(store, id, |scene, message| bar::actions(scene, message, unsaved)));
    row.map(|row| el("div", "message__bar").with(row).into()).into_iter().collect()
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
        hints::card(scene, message),
        sending::payloads(scene, message),
        facts::used(scene, message),
        facts::checklist(message),
        versions::card(scene, message),
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
