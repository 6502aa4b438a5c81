//! The place where the text is written, by several people at once; and where those who may not
//! write it make suggestions by typing. What is behind it is [`crate::doc`].

mod beside;
pub mod desk;
mod fields;
mod keep;
mod offers;
mod people;
pub mod surface;

use super::of;
use crate::doc::session::May;
use crate::node::{Element, Node, el};
use crate::parts::bits::chip;
use crate::parts::model::{Action, Weight};
use crate::scene::Scene;
use beside::Beside;
use desk::Desk;
use leptos::prelude::*;
use muster_domain::actor::Actor;
use muster_domain::decide;
use muster_domain::message::{Message, Stage};

/// The editor: open for whoever writes, and, once it is asked for, for whoever suggests. Says in
/// `unsaved` what is to be waited for, if words beside the text are on the way.
pub fn editor(desk: Desk, unsaved: RwSignal<&'static str>, open: RwSignal<bool>) -> Element {
    let who_wrote = RwSignal::new(false);
    let note = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        let May { write, suggest } = desk.may.get();
        let begun = desk.ask(|session| !session.suggested().is_empty()).unwrap_or_default();
        (write, write || suggest && (begun || open.get()))
    });
    let aside = el("div", "contents").live(move || offers::aside(desk));
    let sheet = el("div", "contents").live(move || match shown.get() {
        (_, false) => Vec::new(),
        (write, true) => untrack(|| card(desk, write, who_wrote, note, unsaved)),
    });
    el("div", "contents").with(aside).with(sheet)
}

fn card(
    desk: Desk,
    writes: bool,
    who_wrote: RwSignal<bool>,
    note: RwSignal<String>,
    unsaved: RwSignal<&'static str>,
) -> Vec<Node> {
    let title = if writes { "Draft" } else { "Suggest by typing" };
    let standing = el("div", "").live(move || vec![chip(surface::standing(desk)).into()]);
    let head = el("div", "card__head")
        .with(el("h2", "card__title").set("id", "draft").with(title))
        .with(standing);
    let told = (!writes).then(|| {
        let words = "Change the text as it should read. Nobody sees it before you suggest it.";
        el("p", "meta").with(words)
    });
    unsaved.set("");
    let beside = writes.then(|| Beside::open(desk.store, desk.id, unsaved).draw());
    let card = el("section", "card editor")
        .key(title)
        .set("aria-labelledby", "draft")
        .with(head)
        .with_all(told)
        .with(surface::surface(desk, who_wrote))
        .with(el("div", "contents").live(move || offers::suggested(desk, note)))
        .with_all(beside);
    vec![card.into()]
}

/// The press that opens the editor for suggestions; nothing for those who write or may not suggest.
pub fn opener(desk: Desk, open: RwSignal<bool>) -> Option<Action> {
    let May { write, suggest } = desk.may.get();
    let shown = open.get() || write || !suggest;
    let press = std::rc::Rc::new(move || {
        open.set(true);
        crate::effects::page::focus("#writing");
    });
    let locked = of(desk.store, desk.id, |_, message| message.stage != Stage::Drafting);
    let label = if locked { "Suggest for the next version" } else { "Suggest by typing" };
    (!shown).then(|| Action { label: label.into(), weight: Weight::Plain, why_not: None, press })
}

/// Whether the reader writes this message now, and so has its letters in the editor.
pub fn may_write(scene: &Scene<'_>, message: &Message) -> bool {
    let (incident, organisation) = (scene.incident(), scene.organisation());
    let me = scene.state.me.map(Actor::Person);
    me.is_some_and(|me| decide::may_write(incident, organisation, message.id, me).is_ok())
}
