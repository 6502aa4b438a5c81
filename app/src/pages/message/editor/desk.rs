//! The open text: the [`Session`] between the line, the field, the device and the other tabs. It
//! carries out what the session asks for, in order, and decides nothing.

use crate::doc::binding::{Selection, units};
use crate::doc::frame;
use crate::doc::session::{May, Out, Session, Slot, Standing};
use crate::effects::drawer::{Drawer, Shelf};
use crate::effects::field::{Did, Field};
use crate::effects::tabs::Tabs;
use crate::effects::{clock, ids, page};
use crate::state::Link;
use crate::store::{Store, Typing};
use gloo::events::EventListener;
use gloo::timers::callback::{Interval, Timeout};
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::actor::Actor;
use muster_domain::command::Command;
use muster_domain::decide;
use muster_domain::ids::MessageId;
use muster_text::{Client, Edit};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Carets are told, and silence is noticed, this often.
const TICK_MS: u32 = 200;
/// What looks at the text beside the field follows after this much of a pause.
const FOLLOW_MS: u32 = 250;

/// What the desk has in its hands.
struct Hands {
    session: RefCell<Session>,
    field: RefCell<Option<Field>>,
    drawer: RefCell<Option<Drawer>>,
    tabs: RefCell<Option<Tabs>>,
    /// What is being written down, and whether it has changed since.
    writing: [Cell<bool>; 4],
    changed: [Cell<bool>; 4],
    /// The device took everything that it was given.
    safe: Cell<bool>,
    names: [String; 4],
    waits: RefCell<Option<Box<dyn FnOnce()>>>,
    running: RefCell<Option<(Interval, Option<EventListener>)>>,
}

/// Handle on the open text; cheap to copy.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The store.
    pub store: Store,
    /// Whose text.
    pub id: MessageId,
    /// Counts what has changed in the text or around it.
    pulse: RwSignal<u32>,
    /// What may be done with the text.
    pub may: Memo<May>,
    /// What the reader should know about the last thing they tried.
    pub trouble: RwSignal<&'static str>,
    follow: StoredValue<Option<Timeout>, LocalStorage>,
    hands: StoredValue<Rc<Hands>, LocalStorage>,
}

impl Desk {
    /// Opens a text, until the page is left.
    pub fn open(store: Store, id: MessageId) -> Self {
        let me = store.state.with_untracked(|state| state.me).unwrap_or_default();
        let draw = Box::new(|| Client(u64::from(ids::number())));
        let session = Session::new(id, me, draw);
        let incident = store.state.with_untracked(|state| state.incident.id.clone());
        let (drawer, own) = (format!("{incident}/{id}/{me}/"), ids::random());
        let hands = Hands {
            session: RefCell::new(session),
            field: RefCell::default(),
            drawer: RefCell::default(),
            tabs: RefCell::default(),
            writing: Default::default(),
            changed: Default::default(),
            safe: Cell::new(true),
            names: Slot::ALL.map(|slot| format!("{drawer}{own}/{}", slot.name())),
            waits: RefCell::default(),
            running: RefCell::default(),
        };
        let desk = Self {
            store,
            id,
            pulse: RwSignal::new(0),
            may: Memo::new(move |_| may(store, id)),
            trouble: RwSignal::new(""),
            follow: StoredValue::new_local(None),
            hands: StoredValue::new_local(Rc::new(hands)),
        };
        Effect::new(move |_| {
            let may = desk.may.get();
            desk.act(|session| session.allow(may));
        });
        on_cleanup(move || desk.close());
        desk.listen(&format!("muster-docs-{incident}-{me}"));
        spawn_local(async move { desk.begin(drawer).await });
        desk
    }

    /// Takes up what the device kept, and greets the room.
    async fn begin(self, prefix: String) {
        if let Some(drawer) = Drawer::open().await {
            let kept = drawer.all(Shelf::Docs, &prefix).await;
            let Some(hands) = self.hands.try_get_value() else { return };
            hands.drawer.replace(Some(drawer.clone()));
            for (name, bytes) in &kept {
                let slot = Slot::ALL.into_iter().find(|slot| name.ends_with(slot.name()));
                if let Some(slot) = slot {
                    hands.session.borrow_mut().resume(slot, bytes);
                    keep(&hands, slot);
                }
            }
            for (name, _) in kept {
                drawer.keep(Shelf::Docs, &name, None).await;
            }
        }
        if self.hands.try_get_value().is_none() {
            return;
        }
        let live = self.store.state.with_untracked(|state| state.link == Link::Live);
        self.act(|session| {
            session.ask_tabs();
            if live {
                session.joined();
            }
        });
        let store = self.store;
        store.open_desk(Some(Rc::new(move |typing| self.hear(typing))));
    }

    fn listen(self, channel: &str) {
        let Some(hands) = self.hands.try_get_value() else { return };
        hands.tabs.replace(Tabs::open(channel, move |bytes| self.hear_tab(&bytes)));
        let tick = Interval::new(TICK_MS, move || self.act_quietly(Session::tick));
        let warn = page::on_leaving(move || self.would_lose());
        *hands.running.borrow_mut() = Some((tick, warn));
    }

    fn hear(self, typing: Typing) {
        let now = clock::now().0;
        self.act(|session| match typing {
            Typing::Joined => session.joined(),
            Typing::Cut => session.cut(),
            Typing::Bytes(bytes) => {
                if let Some((_, said)) = frame::read(&bytes).filter(|(id, _)| *id == self.id) {
                    session.hear(said, now);
                }
            }
            Typing::Writers(id, writers) if id == self.id => session.learn_writers(&writers),
            Typing::Refused(id, sentence) if id == self.id => session.refused(sentence),
            Typing::Writers(..) | Typing::Refused(..) => {}
        });
    }

    fn hear_tab(self, bytes: &[u8]) {
        let now = clock::now().0;
        if let Some((_, said)) = frame::read(bytes).filter(|(id, _)| *id == self.id) {
            self.act(|session| session.hear_tab(said, now));
        }
    }

    /// What is done in the field.
    fn did(self, did: Did) -> bool {
        let now = clock::now().0;
        self.trouble.set("");
        match did {
            Did::Typed(edit, selection) => {
                let taken = self.act(|session| {
                    let taken = session.typed(&edit, now);
                    session.is_at(selection);
                    taken
                });
                if taken == Some(false) {
                    self.trouble.set(if edit.inserted.is_empty() {
                        "The text cannot be changed at this moment."
                    } else {
                        "That does not fit: a text has at most 65,536 characters."
                    });
                }
                taken.unwrap_or_default()
            }
            Did::Moved(selection) => {
                self.act_quietly(|session, _| session.moved(selection));
                self.pulse.update(|pulse| *pulse += 1);
                true
            }
            Did::Composes(true) => self.act(Session::hold).is_some(),
            Did::Composes(false) => self.act(Session::release).is_some(),
            Did::Undo(back) => {
                self.undo(back);
                true
            }
        }
    }

    /// Takes the last own change back, or does it again, and goes where it was.
    pub fn undo(self, back: bool) {
        let now = clock::now().0;
        let edits = self.act(|session| {
            session.undo(back, now);
            session.last_edits()
        });
        if let Some(last) = edits.as_ref().and_then(|edits| edits.last()) {
            let caret = Selection::caret(last.at + units(&last.inserted));
            self.with_field(|field| field.go_to(caret));
        }
    }

    /// Binds the field in which the text stands.
    pub fn bind(self, element: &web_sys::Element) {
        let Some(hands) = self.hands.try_get_value() else { return };
        let text = hands.session.borrow().shown();
        hands.field.replace(Field::bind(element, &text, move |did| self.did(did)));
    }

    /// Does something with the field; nothing where none is open.
    pub fn with_field<T>(self, act: impl FnOnce(&Field) -> T) -> Option<T> {
        self.hands.try_get_value()?.field.borrow().as_ref().map(act)
    }

    /// What stands in the field, and what is selected in it.
    pub fn selection(self) -> Option<(String, Selection)> {
        self.with_field(|field| (field.text(), field.selection()))
    }

    /// Asks the text something, again whenever it has changed.
    pub fn ask<T>(self, ask: impl FnOnce(&Session) -> T) -> Option<T> {
        self.pulse.track();
        self.ask_now(ask)
    }

    /// Asks the text something once.
    pub fn ask_now<T>(self, ask: impl FnOnce(&Session) -> T) -> Option<T> {
        self.hands.try_get_value().map(|hands| ask(&hands.session.borrow()))
    }

    /// Does something with the text, and carries out what comes of it.
    pub fn act<T>(self, act: impl FnOnce(&mut Session) -> T) -> Option<T> {
        let hands = self.hands.try_get_value()?;
        let done = act(&mut hands.session.borrow_mut());
        self.carry_out(&hands);
        self.pulse.update(|pulse| *pulse += 1);
        if self.follow.with_value(Option::is_none) {
            let later = Timeout::new(FOLLOW_MS, move || {
                self.follow.set_value(None);
                self.follow_now();
            });
            self.follow.set_value(Some(later));
        }
        if hands.session.borrow().standing() == Standing::Saved
            && let Some(waits) = hands.waits.take()
        {
            waits();
        }
        Some(done)
    }

    /// The same where nothing that is seen changes.
    fn act_quietly(self, act: impl FnOnce(&mut Session, i64)) {
        if let Some(hands) = self.hands.try_get_value() {
            act(&mut hands.session.borrow_mut(), clock::now().0);
            self.carry_out(&hands);
        }
    }

    fn carry_out(self, hands: &Rc<Hands>) {
        let all = hands.session.borrow_mut().take();
        for out in all {
            match out {
                Out::Keep(slot) => keep(hands, slot),
                Out::Send(frame) => drop(self.store.send(&frame)),
                Out::Share(frame) => {
                    if let Some(tabs) = hands.tabs.borrow().as_ref() {
                        tabs.tell(&frame);
                    }
                }
                Out::Edits(edits) => {
                    if let Some(field) = hands.field.borrow().as_ref() {
                        field.patch(&edits);
                    }
                }
                Out::Anew => {
                    let text = hands.session.borrow().shown();
                    if let Some(field) = hands.field.borrow().as_ref() {
                        field.turn_to(&text);
                    }
                }
            }
        }
    }

    /// Everything beside the field that looks at the draft looks at the text as it stands.
    pub fn follow_now(self) {
        let text = self.ask_now(|session| session.is_ready().then(|| session.document().text()));
        let typed = text.flatten().map(|text| (self.id, text));
        let store = self.store;
        if typed.is_some() && store.state.with_untracked(|state| state.typed != typed) {
            store.state.update(|state| state.type_in(typed));
            if let Some(hands) = self.hands.try_get_value() {
                keep(&hands, Slot::Text);
            }
        }
    }

    /// Does something as soon as everything typed is durable.
    pub fn when_saved(self, act: impl FnOnce() + 'static) {
        self.follow_now();
        if self.ask_now(Session::standing) == Some(Standing::Saved) {
            act();
        } else if let Some(hands) = self.hands.try_get_value() {
            self.store.tell("Your last words are being saved.", false);
            hands.waits.replace(Some(Box::new(act)));
        }
    }

    /// Whether leaving the page would lose something.
    fn would_lose(self) -> bool {
        let Some(hands) = self.hands.try_get_value() else { return false };
        !hands.safe.get() && hands.session.borrow().standing() != Standing::Saved
    }

    fn close(self) {
        self.act_quietly(|session, _| session.close());
        self.store.open_desk(None);
        let store = self.store;
        let _ = store.state.try_update_untracked(|state| state.typed = None);
    }

    /// Presses a button of the tool bar.
    pub fn edit(self, change: impl FnOnce(&str, Selection) -> (Edit, Selection)) {
        if let Some((text, selection)) = self.selection() {
            let (edit, selection) = change(&text, selection);
            self.with_field(|field| field.act(&edit, selection));
        }
    }
}

fn may(store: Store, id: MessageId) -> May {
    store.scene(|scene| {
        let Some(me) = scene.state.me else { return May::default() };
        let (incident, organisation) = (scene.incident(), scene.organisation());
        let comment = Command::Suggest {
            message: id,
            quote: String::new(),
            replacement: None,
            note: "…".into(),
            limited: false,
            place: None,
        };
        May {
            write: decide::may_write(incident, organisation, id, Actor::Person(me)).is_ok(),
            suggest: scene.ask(&comment).is_ok(),
        }
    })
}

/// Keeps on the device what the session wants kept now. Only one write of a kind is under way;
/// what changes meanwhile is written after it.
fn keep(hands: &Rc<Hands>, slot: Slot) {
    let n = slot as usize;
    let (Some(name), Some(writing), Some(changed)) =
        (hands.names.get(n), hands.writing.get(n), hands.changed.get(n))
    else {
        return;
    };
    if writing.get() {
        changed.set(true);
        return;
    }
    let record = hands.session.borrow().record(slot);
    let drawer = hands.drawer.borrow();
    let Some(drawer) = drawer.as_ref() else {
        hands.safe.set(record.is_none());
        return;
    };
    writing.set(true);
    let done = drawer.keep(Shelf::Docs, name, record.as_deref());
    let hands = Rc::clone(hands);
    spawn_local(async move {
        let is_safe = done.await;
        hands.safe.set(is_safe);
        if let Some(writing) = hands.writing.get(n) {
            writing.set(false);
        }
        if hands.changed.get(n).is_some_and(|changed| changed.replace(false)) {
            keep(&hands, slot);
        }
    });
}
