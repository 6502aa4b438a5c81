//! What is beside the text: subject, channels, recipients, links. It saves by itself, and a save
//! that somebody else was faster with shows the difference and loses nothing.

use super::super::{of, versions::written};
use super::fields;
use super::keep::{State, Typed};
use crate::effects::storage;
use crate::node::{Element, Node, el};
use crate::parts::bits::{actions, chip};
use crate::parts::diff::difference;
use crate::parts::model::{Action, Chip, Press, Tone, Weight};
use crate::state::Link;
use crate::store::Store;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use muster_domain::command::Command;
use muster_domain::diff;
use muster_domain::ids::{CommandId, MessageId};
use muster_domain::message::{Content, Message};
use muster_domain::words::Words;
use muster_json as json;
use std::rc::Rc;

/// Typing is saved after this much of a pause: short enough to lose nothing, long enough not to
/// make a log entry of every word.
const PAUSE_MS: u32 = 1_200;

/// The signals of the open fields.
#[derive(Clone, Copy)]
pub struct Beside {
    store: Store,
    id: MessageId,
    pub typed: RwSignal<Typed>,
    /// The room's draft.
    theirs: Memo<(u32, Content)>,
    /// The save that waits for its answer.
    saving: RwSignal<Option<CommandId>>,
    /// Why the last save was not taken, other than by another's.
    trouble: RwSignal<String>,
    pause: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Beside {
    /// Opens the fields; `unsaved` says what a submission has to wait for.
    pub fn open(store: Store, id: MessageId, unsaved: RwSignal<&'static str>) -> Self {
        let theirs = Memo::new(move |_| of(store, id, |_, message| beside(message)));
        let (revision, content) = theirs.get_untracked();
        let kept = storage::kept_on_device(&drawer(store, id));
        let kept = kept.and_then(|text| json::read_trusted::<Typed>(&text).ok());
        let beside = Self {
            store,
            id,
            typed: RwSignal::new(Typed::begin(revision, &content, kept)),
            theirs,
            saving: RwSignal::new(None),
            trouble: RwSignal::default(),
            pause: StoredValue::new_local(None),
        };
        Effect::new(move |_| {
            let (revision, content) = theirs.get();
            beside.typed.update(|typed| typed.hear(revision, &content));
        });
        Effect::new(move |_| beside.hear_answer());
        Effect::new(move |_| {
            unsaved.set(match beside.state() {
                State::Saved => "",
                State::Moved => "First choose which text stays.",
                State::Saving | State::Unsaved => "Your last words are being saved.",
            });
        });
        Effect::new(move |_| beside.keep_and_save());
        beside
    }

    fn state(self) -> State {
        let revision = self.theirs.with(|(revision, _)| *revision);
        self.typed.with(|typed| typed.state(revision))
    }

    fn hear_answer(self) {
        let Some(outcome) = self.store.outcome.get() else { return };
        if self.saving.get_untracked().as_ref() != Some(&outcome.id) {
            return;
        }
        self.saving.set(None);
        let trouble = outcome.result.as_ref().err().map(|refused| refused.sentence.clone());
        self.typed.update(|typed| typed.answered(outcome.result.is_ok()));
        self.trouble.set(trouble.unwrap_or_default());
    }

    /// Keeps what a reload would lose, and saves after a pause.
    fn keep_and_save(self) {
        let kept = self.typed.with(|typed| typed.is_worth_keeping().then(|| json::write(typed)));
        storage::keep_on_device(&drawer(self.store, self.id), &kept.unwrap_or_default());
        // Without a connection what is typed is kept here, and saved when it is back.
        let live = self.store.state.with(|state| state.link == Link::Live);
        let pending = live && self.state() == State::Unsaved && self.trouble.with(String::is_empty);
        let later = pending.then(|| Timeout::new(PAUSE_MS, move || self.save()));
        self.pause.set_value(later);
    }

    fn save(self) {
        if self.store.state.with_untracked(|state| state.link != Link::Live) {
            return;
        }
        let revision = self.theirs.with_untracked(|(revision, _)| *revision);
        let Some((base, content)) = self.typed.with_untracked(|typed| typed.next(revision)) else {
            return;
        };
        self.typed.update(Typed::send);
        let content = Box::new(content);
        let id = self.store.dispatch(Command::SaveDraft { message: self.id, base, content });
        self.saving.set(Some(id));
    }

    /// Something typed into a field.
    pub fn type_in(self, change: impl FnOnce(&mut Content)) {
        self.trouble.set(String::new());
        self.typed.update(|typed| change(&mut typed.mine));
    }

    /// The fields, with how they stand.
    pub fn draw(self) -> Element {
        let title = el("h3", "offers__title").with("Beside the text");
        let standing = el("div", "").live(move || vec![chip(self.standing()).into()]);
        let form = el("div", "form").on("focusout", move |_| self.save());
        el("div", "editor__beside")
            .with(el("div", "card__head").with(title).with(standing))
            .with(el("div", "contents").live(move || self.choice()))
            .with(el("div", "contents").live(move || self.set_aside()))
            .with(form.with_all(fields::fields(self)))
    }

    fn standing(self) -> Chip {
        let trouble = self.trouble.get();
        let cut = self.store.state.with(|state| state.link != Link::Live);
        match self.state() {
            State::Moved => Chip::new(Tone::Stop, "Somebody else saved meanwhile"),
            _ if !trouble.is_empty() => Chip::new(Tone::Stop, format!("Not saved: {trouble}")),
            State::Saved => Chip::new(Tone::Ok, "Saved"),
            _ if cut => Chip::new(Tone::Wait, "Kept on this device until the line is back"),
            State::Saving | State::Unsaved => Chip::new(Tone::Wait, "Saving"),
        }
    }

    /// What stands there now against what was typed here, and the two ways on.
    fn choice(self) -> Vec<Node> {
        if self.state() != State::Moved {
            return Vec::new();
        }
        let theirs = self.theirs.with(|(_, theirs)| written(theirs));
        let pieces = diff::words(&theirs, &self.typed.with(|typed| written(&typed.mine)));
        let take = self.act("Take theirs", Weight::Plain, Typed::take_theirs);
        let keep = self.act("Keep mine as a new save", Weight::Main, Typed::keep_mine);
        let words = "The draft was saved by somebody else while you wrote. Struck out is what \
                     stands there now, underlined is yours. Nothing you typed is lost.";
        let choice = el("div", "editor__choice")
            .with(el("p", "editor__told").set("role", "alert").with(words))
            .with_all(actions(vec![keep, take]))
            .with_all(difference(pieces));
        vec![choice.into()]
    }

    fn act(
        self,
        label: &'static str,
        weight: Weight,
        change: fn(&mut Typed, u32, &Content),
    ) -> Action {
        let press: Press = Rc::new(move || {
            let (revision, theirs) = self.theirs.get_untracked();
            self.trouble.set(String::new());
            self.typed.update(|typed| change(typed, revision, &theirs));
        });
        Action { label: label.into(), weight, why_not: None, press }
    }

    fn set_aside(self) -> Vec<Node> {
        if self.typed.with(|typed| typed.aside.is_none()) {
            return Vec::new();
        }
        let back = self.act("Put it back", Weight::Plain, |typed, _, _| typed.put_back());
        let drop = self.act("Forget it", Weight::Quiet, |typed, _, _| typed.aside = None);
        let words = el("p", "meta").with("A text of yours is set aside on this device.");
        vec![el("div", "editor__aside").with(words).with_all(actions(vec![back, drop])).into()]
    }
}

/// What is beside the text, and since when it stands so.
fn beside(message: &Message) -> (u32, Content) {
    let content = Content { body: Words::WITHHELD, ..message.draft.content.clone() };
    (message.draft.fields, content)
}

/// Where the device keeps unsaved words of this person.
fn drawer(store: Store, id: MessageId) -> String {
    store.state.with_untracked(|state| {
        let me = state.me.map(|me| me.to_string()).unwrap_or_default();
        format!("muster-beside-{}-{id}-{me}", state.incident.id)
    })
}
