//! Gives back what the device keeps, where the server does not say it, or not soon. It is shown
//! with its age, and the room is asked for everything anew as soon as it can be reached.

use super::Device;
use crate::effects::drawer::{Drawer, Shelf};
use crate::pages::incidents::{heard_line, heard_list};
use crate::session;
use crate::state::{Link, Next, State};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::ids::{IncidentId, PersonId};
use muster_domain::time::Timestamp;
use muster_domain::wire::ServerFrame;
use muster_json as json;
use std::rc::Rc;

/// A server that has not said for so long who is looking is as good as none. Before that, nobody is
/// shown anything: somebody else may have signed in here.
const PATIENCE_MS: u32 = 3_000;

/// Gives back who is looking where the server does not answer at all.
pub fn late(device: &Rc<Device>) {
    let device = Rc::clone(device);
    let patience = Timeout::new(PATIENCE_MS, move || spawn_local(reader(device)));
    patience.forget();
}

/// Who is looking, the organisation, and the list.
pub async fn reader(device: Rc<Device>) {
    let (store, Some(drawer)) = (device.store, &device.drawer) else { return };
    let Some(text) = one(drawer, Shelf::Meta, "me").await else { return };
    if store.state.with_untracked(|state| state.me.is_some() || state.signed_out) {
        return;
    }
    session::known(store, &text);
    let me = device.me();
    if let Some(text) = one(drawer, Shelf::State, &format!("{me}/organisation/")).await {
        session::learned(store, &text);
    }
    let mut lines = drawer.texts(Shelf::State, &format!("{me}/list/")).await.into_iter();
    let unheard = store.listed.with_untracked(Option::is_none);
    if let Some((_, whole)) = lines.next()
        && unheard
        && heard_list(store, &whole)
    {
        lines.for_each(|(_, line)| drop(heard_line(store, &line)));
    }
}

/// How old the list is.
pub async fn date_list(device: Rc<Device>, me: PersonId) {
    let (store, Some(drawer)) = (device.store, &device.drawer) else { return };
    let as_of = stamped(drawer, me, "list").await;
    store.state.update(|state| {
        if state.link == Link::Cut && state.incident.id.as_str().is_empty() {
            state.as_of = as_of;
        }
    });
}

/// An incident, unless the room was faster.
pub async fn incident(device: Rc<Device>, me: PersonId, id: IncidentId) {
    let (store, Some(drawer)) = (device.store, &device.drawer) else { return };
    let frames = drawer.texts(Shelf::State, &format!("{me}/{id}/")).await;
    let as_of = stamped(drawer, me, id.as_str()).await;
    let Some((kept, whole)) = replayed(frames.iter().map(|(_, text)| text.as_str())) else {
        return;
    };
    store.state.update(|state| {
        if state.opened || state.incident.id != id || state.me != Some(me) {
            return;
        }
        let last = kept.fresh.last().map(|recorded| recorded.at);
        state.as_of = if whole { as_of.or(last) } else { last };
        state.learn(kept.organisation);
        (state.incident, state.fresh) = (kept.incident, kept.fresh);
        (state.opened, state.from_device) = (true, true);
    });
}

/// The state that these frames lead to, and whether all led there; nothing without the first.
fn replayed<'a>(frames: impl Iterator<Item = &'a str>) -> Option<(State, bool)> {
    let mut state = State::default();
    let mut whole = true;
    for frame in frames {
        match json::read_trusted::<ServerFrame>(frame) {
            Ok(frame) => whole &= !matches!(state.hear(frame), Next::Ask),
            // Written by another version of the app.
            Err(_) => whole = false,
        }
    }
    state.opened.then_some((state, whole))
}

async fn stamped(drawer: &Drawer, me: PersonId, what: &str) -> Option<Timestamp> {
    one(drawer, Shelf::Meta, &format!("{me}/{what}")).await?.parse().ok().map(Timestamp)
}

/// What is kept under this name, or first under one that begins so.
pub async fn one(drawer: &Drawer, shelf: Shelf, name: &str) -> Option<String> {
    drawer.texts(shelf, name).await.into_iter().next().map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_domain::actor::Actor;
    use muster_domain::event::{Event, Recorded};
    use muster_domain::ids::Seq;
    use muster_domain::incident::Incident;
    use muster_domain::viewer::Clearance;
    use muster_domain::wire::{CatchUp, VERSION, Welcome};

    fn welcome(seq: u64) -> String {
        let mut incident = Incident::new(IncidentId::from("0123456789abcdef"));
        incident.seq = Seq(seq);
        json::write(&ServerFrame::Welcome(Box::new(Welcome {
            version: VERSION,
            now: Timestamp(5),
            person: Some(PersonId(1)),
            clearance: Clearance::Responder,
            organisation: None,
            incident: CatchUp::State(Box::new(incident)),
            online: Vec::new(),
        })))
    }

    fn noted(seq: u64) -> String {
        json::write(&ServerFrame::Event(Box::new(Recorded {
            seq: Seq(seq),
            at: Timestamp(seq.cast_signed() * 1_000),
            by: Actor::System,
            capacity: None,
            event: Event::Noted { text: "noted".into() },
            personal: None,
        })))
    }

    fn check(frames: &[String], expected: Option<(u64, bool)>) {
        let found = replayed(frames.iter().map(String::as_str));
        assert_eq!(found.map(|(state, whole)| (state.incident.seq.0, whole)), expected);
    }

    #[test]
    fn what_was_kept_leads_to_the_state_that_was_seen() {
        check(&[welcome(7), noted(8), noted(9)], Some((9, true)));
        check(&[welcome(7), noted(7), noted(8)], Some((8, true)));
    }

    #[test]
    fn without_the_whole_state_nothing_is_shown() {
        check(&[], None);
        check(&[noted(1)], None);
    }

    #[test]
    fn what_is_missing_or_cannot_be_read_makes_the_rest_as_old_as_its_last_entry() {
        check(&[welcome(7), noted(8), noted(10)], Some((8, false)));
        check(&[welcome(7), "{\"event\":{\"new\":1}}".into()], Some((7, false)));
    }
}
