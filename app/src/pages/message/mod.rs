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
use editor::desk::Desk;
use leptos::prelude::*;
use muster_domain::copy::en;
use muster_domain::ids::MessageId;
use muster_domain::message::Message;

/// The page.
pub fn page(store: Store, id: MessageId) -> Vec<Node> {
    let (unsaved, open) = (RwSignal::new(""), RwSignal::new(false));
    let texts = versions::fetched(store, id);
    let desk = Desk::open(store, id);
    let part = move |place: Element, draw: fn(&Scene<'_>, &Message, Desk) -> Vec<Card>| {
        place.live(move || {
            store.minute.track();
            let cards = of(store, id, |scene, message| draw(scene, message, desk));
            cards.into_iter().map(|it| card(it).into()).collect()
        })
    };
    let suggest = el("div", "contents").live(move || {
        actions(editor::opener(desk, open).into_iter().collect())
            .map(Node::from)
            .into_iter()
            .collect()
    });
    let middle = el("div", "message__main")
        .with(editor::editor(desk, unsaved, open))
        .with(text::text(store, id, texts))
        .with(suggest)
        .with(compare::compare(store, id, texts));
    let columns = el("div", "message")
        .with(part(el("div", "message__top"), head))
        .with(middle)
        .with(part(el("div", "message__side"), side));
    let bar = el("div", "contents").live(move || bar(desk, unsaved.get()));
    vec![columns.into(), bar.into()]
}

/// The acts within reach of a thumb; nothing where there are none.
fn bar(desk: Desk, unsaved: &str) -> Vec<Node> {
    desk.store.minute.track();
    let draw = |scene: &Scene<'_>, message: &Message| bar::actions(scene, message, desk, unsaved);
    let row = actions(of(desk.store, desk.id, draw));
    row.map(|row| el("div", "message__bar").with(row).into()).into_iter().collect()
}

/// Something of this message; nothing where there is no such message.
fn of<T: Default>(store: Store, id: MessageId, draw: impl FnOnce(&Scene<'_>, &Message) -> T) -> T {
    store.scene(|scene| {
        scene.incident().message(id).map(|message| draw(scene, message)).unwrap_or_default()
    })
}

fn head(scene: &Scene<'_>, message: &Message, _: Desk) -> Vec<Card> {
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

fn side(scene: &Scene<'_>, message: &Message, desk: Desk) -> Vec<Card> {
    let cards = [
        Some(sign_offs::card(scene, message)),
        sending::commander(scene, message),
        sending::sender(scene, message),
        suggestions::card(scene, message, desk),
        suggestions::settled(scene, message),
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
