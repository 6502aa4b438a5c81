//! What the device keeps for a day without a network, and gives back: who is looking, the
//! organisation, the list, every incident that was opened, and what was asked for and not answered.
//!
//! Kept are the words of the server as they came, so that taking them in again is what it was the
//! first time. Nothing of it is anybody's but the reader's: it goes when they sign out, when the
//! server does not know them any more or takes them for somebody else, and an incident goes as soon
//! as the server says that it does not exist for them.

mod forget;
mod outbox;
mod recall;
mod record;

pub use forget::forget;
pub use outbox::{again, drop_refused};

use crate::effects::drawer::{Drawer, Shelf};
use crate::effects::{http, page};
use crate::session;
use crate::state::{Link, State, Waiting};
use crate::store::{Keeper, Kept, Store};
use gloo::timers::callback::Interval;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::ids::{IncidentId, PersonId};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How often it is noted that what is shown is still true, and tried to send what waits. A killed
/// app is at most so much older than it says.
const TURN_MS: u32 = 15_000;
/// After so many frames the room is asked for the whole state, so that opening stays fast.
const FRAMES_MAX: u32 = 400;

/// What keeps, gives back and sends.
struct Device {
    store: Store,
    /// Nothing where the browser has none: then what waits is lost with the page, and it says so.
    drawer: Option<Drawer>,
    /// Frames since the last whole state.
    frames: Cell<u32>,
    sending: outbox::Sending,
    before: RefCell<Seen>,
}

/// What of the state is acted upon when it changes.
#[derive(Clone, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each true or not")]
struct Seen {
    me: Option<PersonId>,
    incident: IncidentId,
    gone: Option<IncidentId>,
    signed_out: bool,
    /// The server did not say who is looking.
    failed: bool,
    live: bool,
    /// A list is on the screen that nobody has dated.
    undated: bool,
    waiting: Vec<Waiting>,
}

impl Seen {
    fn of(state: &State) -> Self {
        let list = state.incident.id.as_str().is_empty();
        Self {
            me: state.me,
            incident: state.incident.id.clone(),
            gone: state.gone.clone(),
            signed_out: state.signed_out,
            failed: state.failed.is_some() && state.me.is_none(),
            live: state.link == Link::Live,
            undated: list && state.link == Link::Cut && state.as_of.is_none(),
            waiting: state.waiting.clone(),
        }
    }
}

/// Begins to keep, to give back, and to send what waits.
pub fn begin(store: Store) {
    let newer = move || store.state.update(|state| state.newer = true);
    page::on_window("muster:update", Rc::new(newer));
    page::tell("muster:begin");
    let owner = Owner::current().unwrap_or_default();
    spawn_local(async move {
        let drawer = Drawer::open().await;
        let mut before = None;
        if let Some(drawer) = &drawer {
            store.give_drawer(drawer.clone());
            before = recall::one(drawer, Shelf::Meta, "me").await;
        }
        let before = before.and_then(|text| session::person(&text));
        let device = Rc::new(Device {
            store,
            drawer,
            frames: Cell::default(),
            sending: outbox::Sending::default(),
            before: RefCell::default(),
        });
        let keeper = Rc::clone(&device);
        let keeper: Keeper = Rc::new(move |kept| keeper.keep(&kept, before));
        store.give_keeper(&keeper);
        owner.with(|| device.start());
    });
}

impl Device {
    fn start(self: &Rc<Self>) {
        recall::late(self);
        for what in ["online", "focus", "visibilitychange", "muster:flush"] {
            let device = Rc::clone(self);
            page::on_window(what, Rc::new(move || outbox::flush(&device)));
        }
        let device = Rc::clone(self);
        // Somebody has just signed in, perhaps somebody else.
        page::on_window("muster:entered", Rc::new(move || device.forget_seen()));
        let device = Rc::clone(self);
        let turn = move || {
            device.stamp();
            outbox::turn(&device);
        };
        Interval::new(TURN_MS, turn).forget();
        let (store, device) = (self.store, Rc::clone(self));
        Effect::new(move |_| {
            let now = store.state.with(Seen::of);
            let before = device.before.replace(now.clone());
            device.changed(&before, &now);
        });
    }

    fn changed(self: &Rc<Self>, before: &Seen, now: &Seen) {
        if now.signed_out && !before.signed_out {
            self.store.listed.set(None);
            self.forget_seen();
        }
        if let Some(gone) = now.gone.as_ref().filter(|_| now.gone != before.gone) {
            self.forget_incident(gone);
        }
        if now.waiting != before.waiting {
            outbox::keep(self, &before.waiting, &now.waiting);
        }
        if now.failed && !before.failed && !now.signed_out {
            spawn_local(recall::reader(Rc::clone(self)));
        }
        if let Some(me) = now.me {
            let other = before.me != now.me;
            if other {
                spawn_local(outbox::recall(Rc::clone(self), me));
            }
            if now.undated && (other || !before.undated) {
                spawn_local(recall::date_list(Rc::clone(self), me));
            }
            if !now.incident.as_str().is_empty() && (other || before.incident != now.incident) {
                spawn_local(recall::incident(Rc::clone(self), me, now.incident.clone()));
            }
        }
        if now.live && !before.live {
            outbox::flush(self);
        }
    }

    fn me(&self) -> PersonId {
        self.store.state.with_untracked(|state| state.me).unwrap_or_default()
    }

    /// Keeps what the server said. `before` is whose everything is that was kept until now.
    fn keep(&self, kept: &Kept, before: Option<PersonId>) {
        let (me, Some(drawer)) = (self.me(), &self.drawer) else { return };
        let Kept { what, at, text, whole } = kept;
        let text = text.as_bytes();
        if what == "me" {
            if before != Some(me) {
                self.forget_seen();
            }
            drop(drawer.keep(Shelf::Meta, what, Some(text)));
            return;
        }
        let prefix = format!("{me}/{what}/");
        let name = format!("{prefix}{at}");
        if *whole {
            self.frames.set(0);
            drop(drawer.clear(Shelf::State, &prefix, Some((&name, text))));
        } else {
            self.frames.set(self.frames.get() + 1);
            drop(drawer.keep(Shelf::State, &name, Some(text)));
            if self.frames.get() > FRAMES_MAX && what != "list" {
                self.frames.set(0);
                self.store.ask_whole();
            }
        }
        self.stamp();
        if *whole && what == "list" {
            spawn_local(forget::unlisted(self.store, drawer.clone(), me));
        }
    }

    /// Notes that what is shown is true now, where it is.
    fn stamp(&self) {
        let live = |state: &State| (state.link == Link::Live, state.incident.id.clone());
        let (live, id) = self.store.state.with_untracked(live);
        let Some(drawer) = self.drawer.as_ref().filter(|_| live) else { return };
        let what = if id.as_str().is_empty() { "list" } else { id.as_str() };
        let now = self.store.now.get_untracked().0.to_string();
        drop(drawer.keep(Shelf::Meta, &format!("{}/{what}", self.me()), Some(now.as_bytes())));
    }
}

/// A line that never opened does not say why: the server is asked in another way.
pub fn doubt(store: Store) {
    let known = |state: &State| (state.opened && !state.from_device, state.incident.id.clone());
    let (opened, id) = store.state.with_untracked(known);
    if opened {
        return;
    }
    spawn_local(async move {
        let answer = http::get(&format!("/api/incidents/{id}")).await;
        match answer.map_err(|problem| problem.status) {
            Err(401) => store.sign_out(),
            Err(404) => store.state.update(|state| state.gone = Some(id)),
            _ => {}
        }
    });
}
