//! The text as it is signed, or as it stands while it is being written; for one who signed before,
//! first of all what has changed (R88).

use super::changes::{End, Look};
use super::compare::name;
use super::preview::{Seen, seen};
use super::sign_offs::origin;
use super::versions::{Pair, Texts};
use super::{editor, facts, of};
use crate::node::{Element, Node, el};
use crate::parts::bits;
use crate::parts::model::{Line, plain};
use crate::scene::Scene;
use crate::store::Store;
use leptos::prelude::*;
use muster_domain::copy::en;
use muster_domain::hidden::shown;
use muster_domain::ids::MessageId;
use muster_domain::message::{Content, Gate, Message, Stage};
use muster_domain::view::preview::Form;

/// What the reader chose: a way to look at the text, and one to look at its changes.
#[derive(Clone, Copy)]
struct Chosen {
    form: RwSignal<Form>,
    look: Look,
}

/// The text.
pub fn text(store: Store, id: MessageId, texts: Texts) -> Element {
    let (form, look) = (RwSignal::new(Form::Written), Look::new("changed"));
    let chosen = Chosen { form, look };
    // Whoever writes sees the letters in the editor; here they see what becomes of them.
    let writes = Memo::new(move |_| of(store, id, editor::may_write));
    let first = Memo::new(move |_| {
        of(store, id, |_, message| message.draft.content.channels.first().copied())
    });
    // Once, and again where the first channel is another: what the reader chose stays.
    Effect::new(move |_| {
        let first = first.get();
        if writes.get() {
            form.set(first.map_or(Form::Plain, Form::On));
        }
    });
    let pair = Memo::new(move |_| of(store, id, signed_before));
    Effect::new(move |_| pair.get().into_iter().for_each(|pair| texts.want_hands(pair)));
    el("div", "contents").live(move || {
        of(store, id, |scene, message| {
            let changed = pair.get().and_then(|pair| changed(scene, message, texts, pair, chosen));
            let text = card(scene, message, chosen, writes.get());
            changed.into_iter().chain([text]).map(Node::from).collect()
        })
    })
}

fn section(key: &str, title: &str) -> Element {
    let title = el("h2", "card__title").set("id", key).with(title);
    el("section", "card").key(key).set("aria-labelledby", key).with(title)
}

/// The locked version, or the draft with the facts that are known now in place of their tokens.
fn card(scene: &Scene<'_>, message: &Message, chosen: Chosen, writes: bool) -> Element {
    let known = facts::known(scene);
    let (title, content, facts) = if let Some(version) = &message.version {
        let title = format!("Text of version {}", version.number);
        (title, version.content.as_deref().cloned(), version.facts.as_slice())
    } else {
        let content = Some(&message.draft.content).filter(|it| !it.body.is_withheld());
        let content = content.map(|content| facts::filled_in(scene, content));
        let title = match message.stage {
            _ if writes => "As readers will see it",
            Stage::Planned => "Where the writing starts",
            Stage::Drafting => "Draft, being written",
            _ => "Last draft",
        };
        (title.into(), content, known.as_slice())
    };
    let section = section("text", &title);
    let Some(content) = content else {
        return section.with_all(bits::lines(vec![plain(WITHHELD)]));
    };
    let values: Vec<_> = facts.iter().map(|fact| fact.value.shown()).collect();
    let sender = content.spokesperson.map(|id| scene.organisation().name_of(id).to_owned());
    let text = Seen { content: &content, values: &values, sender };
    let origin = message.version.is_none().then(|| origin(scene, message)).flatten();
    let lines = origin.into_iter().chain(around(scene, &content)).collect();
    section.with_all(seen(&text, chosen.form)).with_all(bits::lines(lines))
}

const WITHHELD: &str = "The text is for responders until it is sent.";

/// What is signed with the text.
fn around(scene: &Scene<'_>, content: &Content) -> Vec<Line> {
    let channels: Vec<_> = content.channels.iter().map(|channel| en::channel(*channel)).collect();
    let list = &content.recipients;
    let channels = if channels.is_empty() { "no channel yet".into() } else { channels.join(", ") };
    let goes = format!("Goes to: {} ({})", shown(list.list.shown()), list.count);
    let mut lines = vec![plain(goes), plain(format!("By: {channels}"))];
    if let Some(person) = content.spokesperson {
        lines.push(plain(format!("In the name of {}", scene.organisation().name_of(person))));
    }
    let link = |title: &str, url: &str| plain(shown(&format!("With {title}: {url}")));
    lines.extend(content.links.iter().map(|it| link(it.title.shown(), it.url.shown())));
    lines
}

/// The last version that the reader, or their seat, signed before this one, and this one.
fn signed_before(scene: &Scene<'_>, message: &Message) -> Option<Pair> {
    let mine = |gate: &Gate| gate.role().is_some_and(|role| scene.is_mine(role));
    let version = message.version.as_ref()?;
    if version.sign_offs.iter().any(|given| mine(&given.gate)) {
        return None;
    }
    let mut past = message.history.iter().rev();
    let past = past.find(|past| {
        past.signed.iter().any(|(gate, by)| mine(gate) || Some(*by) == scene.state.me)
    })?;
    Some((past.number, version.number))
}

fn changed(
    scene: &Scene<'_>,
    message: &Message,
    texts: Texts,
    pair: Pair,
    chosen: Chosen,
) -> Option<Element> {
    let (from, to) = pair;
    let now = message.version.as_ref()?.content.as_deref()?;
    let before = texts.content(from)?;
    let end = |number, content| End { name: name(number), content };
    let title = format!("What changed since you signed version {from}");
    let drawn = chosen.look.draw(scene, texts, pair, [end(from, &before), end(to, now)]);
    Some(section("changed", &title).with_all(drawn))
}
