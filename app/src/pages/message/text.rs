//! The text as it is signed, or as it stands while somebody else writes; for one who signed before,
//! first of all what has changed (R88).

use super::versions::{Texts, VersionText, whole, written};
use super::{facts, of};
use crate::node::{Element, Node, el};
use crate::parts::bits;
use crate::parts::diff::difference;
use crate::parts::doc::{Run, doc, runs};
use crate::parts::model::{Line, plain};
use crate::scene::Scene;
use crate::store::Store;
use leptos::prelude::Get as _;
use muster_domain::actor::Actor;
use muster_domain::copy::en;
use muster_domain::decide;
use muster_domain::diff::{self, Piece};
use muster_domain::ids::MessageId;
use muster_domain::message::{Content, Gate, Message, Stage};
use muster_domain::tokens::filled;

/// What is shown of a text.
#[derive(Default)]
struct Document {
    title: String,
    subject: Vec<Run>,
    body: Vec<Run>,
    lines: Vec<Line>,
    changed: Option<Changed>,
}

/// What is different for somebody who signed before.
struct Changed {
    since: u32,
    pieces: Vec<Piece>,
}

/// The text, for everybody who does not write it now.
pub fn text(store: Store, id: MessageId, texts: Texts) -> Element {
    el("div", "contents").live(move || {
        let texts = texts.get();
        let document = of(store, id, |scene, message| {
            let changed = signed_before(scene, message, &texts);
            Some(Document { changed, ..locked(scene, message)? })
        });
        document.map(show).unwrap_or_default()
    })
}

fn show(document: Document) -> Vec<Node> {
    let Document { title, subject, body, lines, changed } = document;
    let changed = changed.map(|Changed { since, pieces }| {
        let title = format!("What changed since you signed version {since}");
        section("changed", title).with_all(difference(pieces)).into()
    });
    let text = section("text", title)
        .with(el("div", "message__subject").with(doc(subject)))
        .with(doc(body))
        .with_all(bits::lines(lines));
    changed.into_iter().chain([text.into()]).collect()
}

fn section(key: &str, title: String) -> Element {
    el("section", "card").key(key).with(el("h2", "card__title").with(title))
}

/// The locked version, or the draft of somebody else.
fn locked(scene: &Scene<'_>, message: &Message) -> Option<Document> {
    match &message.version {
        Some(version) => {
            let title = format!("Text of version {}", version.number);
            let Some(content) = version.content.as_deref() else { return Some(withheld(title)) };
            let values: Vec<_> = version.facts.iter().map(|fact| fact.value.shown()).collect();
            Some(document(scene, title, content, &values))
        }
        None if may_write(scene, message) => None,
        None if message.draft.content.body.is_withheld() => Some(withheld("Draft".into())),
        None => Some(preview(scene, message, &message.draft.content)),
    }
}

/// Whether the reader writes this message now, and so has it in the editor.
fn may_write(scene: &Scene<'_>, message: &Message) -> bool {
    let (incident, organisation) = (scene.incident(), scene.organisation());
    let me = scene.state.me.map(Actor::Person);
    me.is_some_and(|me| decide::may_write(incident, organisation, message.id, me).is_ok())
}

fn withheld(title: String) -> Document {
    let lines = vec![plain("The text is for responders until it is sent.")];
    Document { title, lines, ..Document::default() }
}

/// A draft with the facts that are known now in place of their tokens.
fn preview(scene: &Scene<'_>, message: &Message, content: &Content) -> Document {
    let known = facts::known(scene);
    let mut content = content.clone();
    content.subject = filled(content.subject.shown(), &known).into();
    content.body = filled(content.body.shown(), &known).into();
    let values: Vec<_> = known.iter().map(|fact| fact.value.shown()).collect();
    let title = match message.stage {
        Stage::Planned => "Where the writing starts",
        Stage::Drafting => "Draft, being written",
        _ => "Last draft",
    };
    document(scene, title.into(), &content, &values)
}

fn document(scene: &Scene<'_>, title: String, content: &Content, values: &[&str]) -> Document {
    let channels: Vec<_> = content.channels.iter().map(|channel| en::channel(*channel)).collect();
    let list = &content.recipients;
    let mut lines = vec![
        plain(format!("Goes to: {} ({})", list.list.shown(), list.count)),
        plain(format!(
            "By: {}",
            if channels.is_empty() { "no channel yet".into() } else { channels.join(", ") }
        )),
    ];
    if let Some(person) = content.spokesperson {
        lines.push(plain(format!("In the name of {}", scene.organisation().name_of(person))));
    }
    let link = |title: &str, url: &str| plain(format!("With {title}: {url}"));
    lines.extend(content.links.iter().map(|it| link(it.title.shown(), it.url.shown())));
    let subject = runs(content.subject.shown(), values);
    let body = runs(content.body.shown(), values);
    Document { title, subject, body, lines, changed: None }
}

/// The difference to the last version that the reader, or their seat, signed before this one.
fn signed_before(scene: &Scene<'_>, message: &Message, texts: &[VersionText]) -> Option<Changed> {
    let mine = |gate: &Gate| gate.role().is_some_and(|role| scene.is_mine(role));
    let version = message.version.as_ref()?;
    if version.sign_offs.iter().any(|given| mine(&given.gate)) {
        return None;
    }
    let present = written(version.content.as_deref()?);
    let mut past = message.history.iter().rev();
    let past = past.find(|past| {
        past.signed.iter().any(|(gate, by)| mine(gate) || Some(*by) == scene.state.me)
    })?;
    let pieces = diff::words(&whole(texts, past.number)?, &present);
    Some(Changed { since: past.number, pieces })
}
