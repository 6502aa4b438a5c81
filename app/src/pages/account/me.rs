//! The reader's account: passkeys, recovery codes, and where they are signed in.

use super::reach::reach;
use super::wire::{Me, Passkey, Session};
use super::{calendar, codes, passkeys, sessions};
use crate::calls::{self, OUTDATED};
use crate::effects::{keeping, page, storage};
use crate::node::{Element, Node, el};
use crate::pages::calendar::{Calendar, listed};
use crate::parts::cards::card;
use crate::parts::model::{Action, Card, Chip, Row, Step, Tone, Weight, plain};
use crate::paths::{Page, Route};
use crate::shell::waiting;
use crate::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_json as json;
use std::rc::Rc;

/// The account as the server has it.
#[derive(Clone)]
pub struct Known {
    me: Me,
    passkeys: Vec<Passkey>,
    sessions: Vec<Session>,
    calendars: Vec<Calendar>,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Account {
    /// Handle on everything.
    pub store: Store,
    /// The account; nothing before the server has answered.
    pub known: RwSignal<Option<Known>>,
    /// Recovery codes that were just made.
    pub fresh: RwSignal<Vec<String>>,
}

impl Account {
    /// Asks for everything anew.
    pub async fn learn(self) -> Result<(), String> {
        let me = self.read("/api/me").await?;
        let passkeys = self.read("/api/me/passkeys").await?;
        let sessions = self.read("/api/me/sessions").await?;
        let calendars = listed(self.store, calendar::PATH).await?;
        self.known.set(Some(Known { me, passkeys, sessions, calendars }));
        Ok(())
    }

    async fn read<T: serde::de::DeserializeOwned>(self, path: &str) -> Result<T, String> {
        let text = calls::get(self.store, path).await?;
        json::read_trusted(&text).map_err(|_| OUTDATED.into())
    }
}

const ASKING: &str = "Asking for your account…";

/// What is below the heading. Nothing is asked for before it is known who is looking: a demo has no
/// account, and would be taken for somebody who is signed out.
pub fn me(store: Store) -> Vec<Node> {
    let act_as = "Here you act as somebody to try Muster out. There is nothing to sign in to.";
    let known =
        Memo::new(move |_| store.state.with(|state| state.me.is_some().then_some(state.demo)));
    let inside = move || match known.get() {
        None => vec![waiting(ASKING)],
        Some(true) => vec![waiting(act_as), reach(store), notice()],
        Some(false) => untrack(|| account(store)),
    };
    vec![el("div", "contents").live(inside).into()]
}

fn account(store: Store) -> Vec<Node> {
    let account = Account { store, known: RwSignal::new(None), fresh: RwSignal::new(Vec::new()) };
    let failed = RwSignal::new(None::<String>);
    spawn_local(async move { failed.set(account.learn().await.err()) });
    let promised = RwSignal::new(None::<bool>);
    spawn_local(async move { promised.set(keeping::is_promised().await) });
    let device = move || vec![card(this_device(promised.get())).into()];
    let fresh = move || codes::shown(account).into_iter().map(Node::from).collect();
    let cards = move || match (account.known.get(), failed.get()) {
        (Some(known), _) => all(account, &known),
        (None, Some(sentence)) => vec![waiting(&sentence)],
        (None, None) => vec![waiting(ASKING)],
    };
    let mut all: Vec<Node> =
        vec![el("div", "contents").live(fresh).into(), el("div", "contents").live(cards).into()];
    // A guest holds no seat, and is not paged.
    let guest = store
        .state
        .with_untracked(|state| state.me.is_some_and(|me| state.organisation.is_guest(me)));
    all.extend((!guest).then(|| reach(store)));
    all.push(notice());
    all.push(el("div", "contents").live(device).into());
    all
}

/// Where the device keeps whether it may be heard; `app/device.js` reads it.
const SOUND: &str = "muster-sound";

/// How somebody hears of what waits for them while the app is open and not looked at.
fn notice() -> Node {
    let on = RwSignal::new(storage::kept_on_device(SOUND).is_some());
    let drawn = move || {
        let mut it = Card::new("notice", "While you look elsewhere");
        it.lines = vec![plain(
            "The title of this tab counts what waits for you. It can be heard, too, while the \
             app is open in the background.",
        )];
        let (label, next) =
            if on.get() { ("Turn the sound off", "") } else { ("Turn the sound on", "on") };
        let press = Rc::new(move || {
            storage::keep_on_device(SOUND, next);
            on.set(!next.is_empty());
            if on.get_untracked() {
                page::tell("muster:sound");
            }
        });
        let label = label.into();
        it.actions = vec![Action { label, weight: Weight::Plain, why_not: None, press }];
        vec![card(it).into()]
    };
    el("div", "contents").live(drawn).into()
}

/// What stays on the device, and how safe it is there.
fn this_device(promised: Option<bool>) -> Card {
    let mut card = Card::new("device", "This device");
    card.lines = vec![plain(
        "It keeps what you last saw for a time without a network, and what you typed until it is \
         sent. Signing out here takes all of it away.",
    )];
    card.chip = promised.map(|promised| {
        if promised {
            Chip::new(Tone::Ok, "The browser keeps it")
        } else {
            Chip::new(Tone::Wait, "The browser may clear it when space is short")
        }
    });
    card
}

fn all(account: Account, known: &Known) -> Vec<Node> {
    let Known { me, passkeys, sessions, calendars } = known;
    let begun = (me.passkeys == 0 || me.recovery_codes == 0).then(|| steps(account, me));
    // Guests take no turns.
    let turns = me.guest.is_none().then(|| calendar::card(account, calendars.first()));
    let cards = [
        passkeys::card(account, passkeys),
        codes::card(account, me.recovery_codes),
        sessions::card(account, sessions),
    ];
    let drawn = begun.into_iter().chain(cards).chain(turns).map(card);
    drawn.chain([onwards(me)]).map(Node::from).collect()
}

/// For whoever has just begun.
fn steps(account: Account, me: &Me) -> Card {
    let mut card = Card::new("steps", "Before you go on");
    let (passkey, codes) = (me.passkeys > 0, me.recovery_codes > 0);
    let step = |name: &str, done, next| Step {
        name: name.into(),
        note: String::new(),
        tone: match (done, next) {
            (true, _) => Tone::Ok,
            (_, true) => Tone::Wait,
            _ => Tone::Plain,
        },
    };
    let mut row = Row::new("steps", "");
    row.chain = vec![step("A passkey", passkey, true), step("Recovery codes", codes, passkey)];
    let words = if passkey {
        "With printed recovery codes you get in on the day this device is lost."
    } else {
        "With a passkey this device knows you by your fingerprint, your face or its PIN."
    };
    card.lines = vec![plain(words)];
    card.rows = vec![row];
    card.actions = (!passkey).then(|| passkeys::add(account, Weight::Main)).into_iter().collect();
    card
}

fn onwards(me: &Me) -> Element {
    let (path, words) = match &me.guest {
        Some(id) => (Route::Incident(id.clone(), Page::Now).path(), "To the incident"),
        None => (Route::Incidents.path(), "To the incidents"),
    };
    el("p", "").key("onwards").with(el("a", "").set("href", &path).with(words))
}

/// A button of this page.
pub fn action(label: &str, weight: Weight, press: impl Fn() + 'static) -> Action {
    Action { label: label.into(), weight, why_not: None, press: Rc::new(press) }
}
