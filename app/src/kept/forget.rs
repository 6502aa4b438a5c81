//! What the device keeps no longer.

use super::Device;
use crate::effects::drawer::{Drawer, Shelf};
use crate::second::Forgotten;
use crate::store::Store;
use core::cmp::Reverse;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::ids::{IncidentId, PersonId};
use muster_domain::list::sort_by_key;

/// Opened incidents that are kept, the newest; a state is some tens of kB.
const INCIDENTS_MAX: usize = 20;

impl Device {
    /// Everything that the server had said. What was typed and not sent stays for whoever typed it.
    pub(super) fn forget_seen(&self) {
        if let Some(drawer) = &self.drawer {
            seen(drawer);
        }
    }

    /// An incident that does not exist for the reader any more: its state, and its texts.
    pub(super) fn forget_incident(&self, id: &IncidentId) {
        if let Some(drawer) = &self.drawer {
            incident(drawer, self.me(), id);
        }
    }
}

/// Begun at once, and in order with whatever is kept afterwards.
fn seen(drawer: &Drawer) {
    drop(drawer.clear(Shelf::State, "", None));
    drop(drawer.clear(Shelf::Meta, "", None));
    spawn_local(texts(drawer.clone(), "/text"));
}

/// Texts by how their names end.
async fn texts(drawer: Drawer, end: &'static str) {
    for (name, _) in drawer.all(Shelf::Docs, "").await {
        if name.ends_with(end) {
            drawer.keep(Shelf::Docs, &name, None).await;
        }
    }
}

fn incident(drawer: &Drawer, me: PersonId, id: &IncidentId) {
    drop(drawer.clear(Shelf::State, &format!("{me}/{id}/"), None));
    drop(drawer.clear(Shelf::Docs, &format!("{id}/"), None));
    drop(drawer.keep(Shelf::Meta, &format!("{me}/{id}"), None));
}

/// Incidents that are not in the list any more, and all but the newest.
pub(super) async fn unlisted(store: Store, drawer: Drawer, me: PersonId) {
    let own = format!("{me}/");
    let mut known = drawer.texts(Shelf::Meta, &own).await;
    sort_by_key(&mut known, |(_, at)| Reverse(at.parse::<i64>().unwrap_or_default()));
    let ids = known.iter().filter_map(|(name, _)| name.strip_prefix(&own));
    for (place, id) in ids.filter(|what| *what != "list").enumerate() {
        let listed = store.listed.with_untracked(|all| {
            all.as_ref().is_none_or(|all| all.iter().any(|known| known.id.as_str() == id))
        });
        if !listed || place >= INCIDENTS_MAX {
            incident(&drawer, me, &IncidentId::from(id));
        }
    }
}

/// Everything of the reader, because they sign out: nobody after them finds anything.
pub fn forget(store: Store) -> Forgotten {
    let me = store.state.with_untracked(|state| state.me).unwrap_or_default();
    let drawer = store.drawer();
    Box::pin(async move {
        let Some(drawer) = drawer else { return };
        seen(&drawer);
        drop(drawer.clear(Shelf::Commands, &format!("{me}/"), None));
        let own = format!("/{me}/");
        for (name, _) in drawer.all(Shelf::Docs, "").await {
            if name.contains(&own) {
                drawer.keep(Shelf::Docs, &name, None).await;
            }
        }
    })
}
