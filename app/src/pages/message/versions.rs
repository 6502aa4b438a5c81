//! All versions: their texts and the hands behind them, fetched when they are needed, because the
//! replica only knows fingerprints of earlier ones; and the list of who wrote and signed which.

use crate::effects::http;
use crate::parts::model::{Bit, Card, Chip, Line, Row, Tone, plain};
use crate::scene::Scene;
use crate::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::copy::en;
use muster_domain::ids::{MessageId, PersonId};
use muster_domain::message::{Content, Gate, Message};
use muster_domain::redline::{Piece, between, coarsen, credited, sides};
use muster_domain::time::Timestamp;
use muster_json as json;
use serde::Deserialize;
use std::rc::Rc;

/// A version with its text, as far as the reader may see it.
#[derive(Clone, PartialEq, Deserialize)]
pub struct VersionText {
    /// Counted from 1.
    pub version: u32,
    /// The text.
    pub content: Option<Box<Content>>,
}

/// Two versions by their numbers; the present draft is 0.
pub type Pair = (u32, u32);

/// What was fetched.
#[derive(Clone, Copy)]
pub struct Texts {
    store: Store,
    id: MessageId,
    /// All versions, oldest first; empty until they have arrived.
    found: RwSignal<Vec<VersionText>>,
    /// The redlines of the documents, which know who typed what.
    hands: RwSignal<Vec<(Pair, Vec<Piece>)>>,
}

/// Fetches the texts now and whenever a version is added.
pub fn fetched(store: Store, id: MessageId) -> Texts {
    let texts = Texts { store, id, found: RwSignal::default(), hands: RwSignal::default() };
    let count = Memo::new(move |_| {
        store.state.with(|state| {
            let message = state.incident.message(id)?;
            let count = message.history.len() + usize::from(message.version.is_some());
            (count > 0).then_some(count)
        })
    });
    Effect::new(move |_| {
        if count.get().is_some() {
            texts.fetch("versions", Rc::new(move |text| texts.take_versions(text)));
        }
    });
    texts
}

impl Texts {
    /// One future for all that is fetched: each of its own would be compiled anew.
    fn fetch(self, what: &str, arrived: Rc<dyn Fn(&str)>) {
        let incident = self.store.state.with_untracked(|state| state.incident.id.clone());
        let path = format!("/api/incidents/{incident}/messages/{}/{what}", self.id);
        spawn_local(async move {
            if let Ok(text) = http::get(&path).await {
                arrived(&text);
            }
        });
    }

    /// Without the texts the page only lacks the comparison; what is signed is in the replica.
    fn take_versions(self, text: &str) {
        if let Ok(versions) = json::read_trusted::<Vec<VersionText>>(text) {
            self.found.set(versions);
        }
    }

    /// Texts that a program wrote in one go have no document: they are compared by their words.
    fn take_hands(self, pair: Pair, text: &str) {
        let Ok(pieces) = json::read_trusted::<Vec<Piece>>(text) else { return };
        self.hands.update(|all| {
            all.retain(|(known, _)| *known != pair);
            all.push((pair, coarsen(&pieces)));
        });
    }

    /// Fetches who typed what between two versions, once; a pair with the draft, which goes on
    /// changing, each time.
    pub fn want_hands(self, pair: Pair) {
        let (from, to) = pair;
        let known = self.hands.with_untracked(|all| all.iter().any(|(known, _)| *known == pair));
        if known && to > 0 {
            return;
        }
        let what = format!("redline?from={from}&to={to}");
        self.fetch(&what, Rc::new(move |text| self.take_hands(pair, text)));
    }

    /// The content of a version.
    pub fn content(self, number: u32) -> Option<Content> {
        self.found.with(|texts| {
            let found = texts.iter().find(|it| it.version == number)?;
            found.content.as_deref().cloned()
        })
    }

    /// The redline from one text to another, with whatever is known of the hands.
    pub fn redline(self, pair: Pair, old: &str, new: &str) -> Vec<Piece> {
        self.hands.with(|all| match all.iter().find(|(known, _)| *known == pair) {
            Some((_, pieces)) if sides(pieces) == [old, new] => pieces.clone(),
            Some((_, pieces)) => credited(between(old, new), pieces),
            None => between(old, new),
        })
    }
}

/// Everything of a content that a reader compares at once.
pub fn written(content: &Content) -> String {
    let (subject, body) = (content.subject.shown(), content.body.shown());
    let list = &content.recipients;
    format!("{subject}\n\n{body}\n\nTo {}: {}", list.list.shown(), list.count)
}

/// Which versions there were, by whom, and who had signed them (R90); nothing before a second one.
pub fn card(scene: &Scene<'_>, message: &Message) -> Option<Card> {
    message.history.first()?;
    let present = message.version.iter().map(|version| {
        let signed: Vec<_> = version.sign_offs.iter().map(|it| (it.gate, it.by)).collect();
        let row = row(scene, version.number, version.at, &version.authors, &signed);
        Row { chip: Some(Chip::new(Tone::Wait, "Before the gates")), ..row }
    });
    let past = message.history.iter().rev();
    let past = past.map(|it| row(scene, it.number, it.at, &it.authors, &it.signed));
    Some(Card { rows: present.chain(past).collect(), ..Card::new("versions", "Versions") })
}

fn row(
    scene: &Scene<'_>,
    number: u32,
    at: Timestamp,
    authors: &[PersonId],
    signed: &[(Gate, PersonId)],
) -> Row {
    let names: Vec<_> = authors.iter().map(|author| scene.name(*author)).collect();
    let mut submitted: Line = vec![Bit::text("submitted at "), Bit::At(at)];
    if !names.is_empty() {
        submitted.push(Bit::Text(format!(", written by {}", names.join(", "))));
    }
    let given =
        |(gate, by): &(Gate, PersonId)| format!("{} ({})", en::gate(*gate), scene.name(*by));
    let signers: Vec<_> = signed.iter().map(given).collect();
    let signed = match signers.as_slice() {
        [] => "nobody had signed it".into(),
        signers => format!("signed: {}", signers.join(", ")),
    };
    let mut row = Row::new(number.to_string(), format!("Version {number}"));
    row.lines = vec![submitted, plain(signed)];
    row
}
