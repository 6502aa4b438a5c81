//! Any two versions, or a version and the present draft, with everything that differs (R90).

use super::changes::{End, Look};
use super::versions::{Pair, Texts};
use super::{facts, of};
use crate::node::{Element, Node, el};
use crate::parts::form::select;
use crate::scene::Scene;
use crate::store::Store;
use leptos::prelude::*;
use muster_domain::ids::MessageId;
use muster_domain::message::Message;

/// The comparison; nothing before there are two texts.
pub fn compare(store: Store, id: MessageId, texts: Texts) -> Element {
    let chosen = RwSignal::new(None);
    let open = RwSignal::new(false);
    let look = Look::new("compared");
    let ends = Memo::new(move |_| of(store, id, |_, message| ends(message)));
    // The draft goes on changing, and with it who typed what.
    let wanted = Memo::new(move |_| {
        let pair = chosen.get().or_else(|| last_two(&ends.get())).filter(|_| open.get())?;
        let draft = (pair.1 == 0).then(|| of(store, id, |_, message| message.draft.revision));
        Some((pair, draft))
    });
    Effect::new(move |_| {
        if let Some((pair, _)) = wanted.get() {
            texts.want_hands(pair);
        }
    });
    el("div", "contents").live(move || {
        let ends = ends.get();
        let Some(pair) = chosen.get().or_else(|| last_two(&ends)) else { return Vec::new() };
        let drawn = open
            .get()
            .then(|| of(store, id, |scene, message| drawn(scene, message, texts, pair, look)));
        let (from, to) = pair;
        let choice = el("div", "compare__choice")
            .with(end("From", &ends, from, move |from| chosen.set(Some((from, to)))))
            .with(end("to", &ends, to, move |to| chosen.set(Some((from, to)))));
        let summary = el("summary", "compare__title").with("Compare two versions");
        let card = el("details", "card compare").on("toggle", move |_| {
            // A redline is made when somebody opens it, and then stays as it is opened and shut.
            open.set(true);
        });
        vec![card.with(summary).with(choice).with_all(drawn.unwrap_or_default()).into()]
    })
}

/// The numbers of all texts, oldest first; the draft, while it is open, is 0.
fn ends(message: &Message) -> Vec<u32> {
    let past = message.history.iter().map(|past| past.number);
    let draft = message.version.is_none() && !message.draft.content.body.is_withheld();
    let last = message.version.as_ref().map(|version| version.number);
    past.chain(last).chain(draft.then_some(0)).collect()
}

fn last_two(ends: &[u32]) -> Option<Pair> {
    match ends {
        [.., before, last] => Some((*before, *last)),
        _ => None,
    }
}

fn drawn(
    scene: &Scene<'_>,
    message: &Message,
    texts: Texts,
    (from, to): Pair,
    look: Look,
) -> Vec<Node> {
    let content = |number| match number {
        0 => Some(facts::filled_in(scene, &message.draft.content)),
        number => texts.content(number),
    };
    let Some((old, new)) = content(from).zip(content(to)) else {
        return vec![el("p", "meta").with("The texts are on their way.").into()];
    };
    let end = |number, content| End { name: name(number), content };
    look.draw(scene, texts, (from, to), [end(from, &old), end(to, &new)])
}

/// What a text is called.
pub fn name(number: u32) -> String {
    if number == 0 { "present draft".into() } else { format!("version {number}") }
}

fn end(label: &str, ends: &[u32], present: u32, pick: impl Fn(u32) + 'static) -> Element {
    let options = ends.iter().map(|number| (number.to_string(), name(*number)));
    let select = select(options, &present.to_string()).on("change", move |event| {
        if let Ok(number) = event_target_value(event).parse() {
            pick(number);
        }
    });
    el("label", "compare__end").key(label).with(label).with(select)
}
