//! Commands without an answer: kept on the device, and sent in order as soon as the server can be
//! reached, each with the id that it was given first, so that nothing acts twice.
//!
//! The open incident's go over its line, see [`crate::store`]. Everything else, and everything while
//! there is no line, goes by requests.

use super::{Device, record};
use crate::effects::drawer::Shelf;
use crate::effects::{http, ids, page};
use crate::state::{How, Link, Waiting, Why};
use crate::store::{Outcome, Store};
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::ids::{CommandId, PersonId};
use muster_domain::list::sort_by_key;
use std::cell::Cell;
use std::rc::Rc;

/// Turns that are left out at most after failures, of [`super::TURN_MS`] each.
const TURNS_LEFT_OUT_MAX: u32 = 15;

/// How a frame of a command begins and ends around what a request carries.
const FRAME: (&str, &str) = ("{\"command\":", "}");

/// How the sending goes.
#[derive(Default)]
pub struct Sending {
    busy: Cell<bool>,
    /// Turns that are still left out, and how many were after the last failure.
    left_out: Cell<u32>,
    after_failure: Cell<u32>,
}

/// What waited before the page was loaded waits again.
pub async fn recall(device: Rc<Device>, me: PersonId) {
    let (store, Some(drawer)) = (device.store, &device.drawer) else { return };
    let kept = drawer.texts(Shelf::Commands, &format!("{me}/")).await;
    store.state.update(|state| {
        for waiting in kept.iter().filter_map(|(_, text)| record::read(text)) {
            if state.waiting.iter().all(|known| known.id != waiting.id) {
                state.waiting.push(waiting);
            }
        }
        sort_by_key(&mut state.waiting, |waiting| waiting.at);
    });
    store.resend();
    flush(&device);
}

/// Brings the device to what waits now. What may not wait is not kept.
pub fn keep(device: &Device, before: &[Waiting], now: &[Waiting]) {
    let (store, Some(drawer)) = (device.store, &device.drawer) else { return };
    let name = |waiting: &Waiting| format!("{}/{}", device.me(), waiting.id);
    for gone in before.iter().filter(|known| now.iter().all(|it| it.id != known.id)) {
        drop(drawer.keep(Shelf::Commands, &name(gone), None));
    }
    let same = |one: &Waiting, other: &Waiting| one.id == other.id && one.how == other.how;
    for waiting in now.iter().filter(|it| it.how != How::Now) {
        if before.iter().any(|known| same(known, waiting)) {
            continue;
        }
        let text = record::write(waiting);
        let kept = drawer.keep(Shelf::Commands, &name(waiting), Some(text.as_bytes()));
        let id = waiting.id.clone();
        spawn_local(async move {
            if kept.await {
                let this = |it: &&mut Waiting| it.id == id;
                store.state.update(|state| {
                    state.waiting.iter_mut().find(this).into_iter().for_each(|it| it.safe = true);
                });
                page::tell("muster:keep");
            }
        });
    }
}

/// Some time has passed.
pub fn turn(device: &Rc<Device>) {
    let left_out = device.sending.left_out.get();
    device.sending.left_out.set(left_out.saturating_sub(1));
    if left_out == 0 {
        flush(device);
    }
}

/// Sends what waits, unless that is under way.
pub fn flush(device: &Rc<Device>) {
    if device.sending.busy.replace(true) {
        return;
    }
    let device = Rc::clone(device);
    spawn_local(async move {
        let reached = send(device.store).await;
        let sending = &device.sending;
        let turns = if reached { 0 } else { sending.after_failure.get() * 2 + 1 };
        sending.after_failure.set(turns.min(TURNS_LEFT_OUT_MAX));
        sending.left_out.set(sending.after_failure.get());
        sending.busy.set(false);
    });
}

/// Sends one after the other; false where the server was not reached.
async fn send(store: Store) -> bool {
    let mut tried: Vec<CommandId> = Vec::new();
    loop {
        let next = store.state.with_untracked(|state| {
            let by_line =
                |it: &Waiting| state.link == Link::Live && it.incident == state.incident.id;
            let open = |it: &&Waiting| it.how == How::Waits && !by_line(it);
            state.waiting.iter().filter(open).find(|it| !tried.contains(&it.id)).cloned()
        });
        let Some(next) = next else { return true };
        let path = format!("/api/incidents/{}/commands", next.incident);
        let (before, after) = FRAME;
        let body = next.frame.strip_prefix(before).and_then(|it| it.strip_suffix(after));
        let answer = http::post(&path, body.unwrap_or_default()).await;
        let id = next.id.clone();
        let result: Result<(), Box<Why>> = match answer {
            Ok(_) => Ok(()),
            // Not reached, not ready, or nobody is signed in: it goes on waiting.
            Err(problem) if problem.status == 0 || problem.status >= 500 => return false,
            Err(problem) if problem.status == 401 => return true,
            Err(problem) => Err(Box::new(problem.sentence.into())),
        };
        let why = result.as_ref().err().map(|why| why.sentence.as_str());
        store.state.update(|state| state.settle(&id, why));
        store.answered(Outcome { id, result });
        tried.push(next.id);
    }
}

/// Sends something that was refused once more, as something new.
pub fn again(store: Store, id: &CommandId) {
    let new = CommandId(ids::random());
    store.state.update(|state| {
        if let Some(waiting) = state.waiting.iter_mut().find(|waiting| waiting.id == *id) {
            waiting.frame = waiting.frame.replace(id.as_str(), new.as_str());
            (waiting.id, waiting.how) = (new, How::Waits);
        }
    });
    store.resend();
    page::tell("muster:flush");
}

/// Forgets something that was refused.
pub fn drop_refused(store: Store, id: &CommandId) {
    store.state.update(|state| state.give_up(id));
}
