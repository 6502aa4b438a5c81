//! The texts of all versions, fetched when one is added: the replica only knows fingerprints of
//! earlier ones.

use crate::effects::http;
use crate::json;
use crate::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::ids::MessageId;
use muster_domain::message::Content;
use serde::Deserialize;

/// A version with its text, as far as the reader may see it.
#[derive(Clone, PartialEq, Deserialize)]
pub struct VersionText {
    /// Counted from 1.
    pub version: u32,
    /// The text.
    pub content: Option<Box<Content>>,
}

/// All versions, oldest first; empty until they have arrived.
pub type Texts = RwSignal<Vec<VersionText>>;

/// Fetches them now and whenever a version is added.
pub fn fetched(store: Store, id: MessageId) -> Texts {
    let texts = Texts::default();
    let count = Memo::new(move |_| {
        store.state.with(|state| {
            let message = state.incident.message(id)?;
            let count = message.history.len() + usize::from(message.version.is_some());
            (count > 0).then(|| (state.incident.id.clone(), count))
        })
    });
    Effect::new(move |_| {
        let Some((incident, _)) = count.get() else { return };
        spawn_local(async move {
            let path = format!("/api/incidents/{incident}/messages/{id}/versions");
            // Without them the page only lacks the comparison; the signed text is in the replica.
            if let Ok(text) = http::get(&path).await
                && let Ok(found) = json::read::<Vec<VersionText>>(&text)
            {
                texts.set(found);
            }
        });
    });
    texts
}

/// The text of one version with its subject, as it is compared.
pub fn whole(texts: &[VersionText], number: u32) -> Option<String> {
    let found = texts.iter().find(|it| it.version == number)?;
    found.content.as_deref().map(written)
}

/// Everything of a content that a reader compares.
pub fn written(content: &Content) -> String {
    let (subject, body) = (content.subject.shown(), content.body.shown());
    let list = &content.recipients;
    format!("{subject}\n\n{body}\n\nTo {}: {}", list.list.shown(), list.count)
}
