//! The turns of a role in everybody's calendar: its secret address, for administrators.

use crate::pages::calendar::{Calendar, Place, Wanted, actions, line, listed};
use crate::parts::model::{Action, Line};
use crate::scene::Scene;
use crate::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::catalogue::Role;
use muster_domain::ways_in::may_publish_turns;
use muster_json as json;
use std::sync::Arc;

const PATH: &str = "/api/calendars";

/// The addresses of all roles.
#[derive(Clone, Copy)]
pub struct Calendars {
    store: Store,
    all: RwSignal<Vec<Calendar>>,
}

impl Calendars {
    /// Asks for them. Only administrators are told; for others the list stays empty.
    pub fn ask(store: Store) -> Self {
        let calendars = Self { store, all: RwSignal::new(Vec::new()) };
        calendars.look();
        calendars
    }

    fn look(self) {
        spawn_local(async move {
            if let Ok(all) = listed(self.store, PATH).await {
                self.all.set(all);
            }
        });
    }

    fn of(self, role: Role) -> Option<Calendar> {
        self.all.with(|all| all.iter().find(|it| it.role == Some(role)).cloned())
    }

    /// What is known of a role's address.
    pub fn line(self, role: Role) -> Option<Line> {
        self.of(role).as_ref().map(line)
    }

    /// What can be done about it; nothing for whoever may not, and where nobody takes turns.
    pub fn buttons(self, scene: &Scene<'_>, role: Role) -> Vec<Action> {
        let it = scene.organisation();
        let me = scene.state.me.and_then(|me| it.person(me));
        if me.is_none_or(|me| may_publish_turns(me, it, role).is_err()) {
            return Vec::new();
        }
        actions(Place {
            store: self.store,
            whose: scene.role(role),
            make: (PATH.into(), json::write(&Wanted { role })),
            end: self.of(role).map(|it| format!("{PATH}/{}", it.id)),
            again: Arc::new(move || self.look()),
        })
    }
}
