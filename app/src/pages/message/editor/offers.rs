//! Own changes that are not in the text: suggestions made by typing, and what was typed and not
//! taken. Both are shown as their difference, piece by piece, and sent or given up by a press.

use super::desk::Desk;
use crate::doc::hunks::Hunk;
use crate::doc::session::Session;
use crate::effects::page;
use crate::node::{Element, Node, el};
use crate::parts::bits::actions;
use crate::parts::diff::difference;
use crate::parts::form::labelled;
use crate::parts::model::{Action, Press, Weight};
use crate::scene::Scene;
use leptos::prelude::*;
use muster_domain::command::Command as C;
use muster_domain::diff::Piece;
use muster_domain::message::{Message, Stage};
use muster_domain::spelling::is_spelling;
use std::rc::Rc;

/// What is suggested by typing, with a note and the press that sends it.
pub fn suggested(desk: Desk, note: RwSignal<String>) -> Vec<Node> {
    let hunks = desk.ask(Session::suggested).unwrap_or_default();
    if hunks.is_empty() {
        return Vec::new();
    }
    let count = hunks.len();
    let title = if count == 1 { "One suggestion".into() } else { format!("{count} suggestions") };
    let input = el("input", "input")
        .set("autocomplete", "off")
        .set("value", &note.get())
        .on("input", move |event| note.set(event_target_value(event)));
    let label = el("span", "field__label").with("Why");
    let optional = el("span", "field__optional").with(" (optional)");
    let send = press("Suggest", Weight::Main, move || {
        offer(desk, desk.ask_now(Session::suggested).unwrap_or_default(), &note.get_untracked());
        note.set(String::new());
        desk.act(Session::forget_fork);
    });
    let drop = press("Discard", Weight::Quiet, move || {
        desk.act(Session::forget_fork);
    });
    let offers = el("div", "offers")
        .set("role", "group")
        .set("aria-label", "Your suggestions")
        .with(el("h3", "offers__title").with(title))
        .with(list(hunks))
        .with(labelled(label.with(optional), "", input, false))
        .with_all(actions(vec![send, drop]));
    vec![offers.into()]
}

/// What was typed here and not taken into the text.
pub fn aside(desk: Desk) -> Vec<Node> {
    let aside = desk
        .ask(|session| session.aside().map(|(why, text, hunks)| (why.to_string(), text, hunks)));
    let Some((why, text, hunks)) = aside.flatten() else { return Vec::new() };
    let words = if why.is_empty() {
        "You typed this, and it did not get into the text.".into()
    } else {
        format!("You typed this, and it did not get into the text: {why}")
    };
    let mut presses = Vec::new();
    if desk.may.get().suggest && !hunks.is_empty() {
        let hunks = hunks.clone();
        presses.push(press("Offer as a suggestion", Weight::Main, move || {
            offer(desk, hunks.clone(), "");
            desk.act(Session::forget_aside);
        }));
    }
    presses.push(press("Copy my text", Weight::Plain, move || {
        let done = page::copy(&text);
        desk.store.tell(if done { "Copied." } else { "This browser forbids copying." }, !done);
    }));
    presses.push(press("Forget it", Weight::Quiet, move || {
        desk.act(Session::forget_aside);
    }));
    let told = el("p", "").set("role", "alert").with(words);
    let aside = el("div", "offers").set("data-tone", "stop").with(told).with(list(hunks));
    vec![aside.with_all(actions(presses)).into()]
}

fn list(hunks: Vec<Hunk>) -> Element {
    let rows = hunks.into_iter().map(|hunk| {
        let both = !hunk.quote.is_empty() && !hunk.replacement.is_empty();
        let pieces = [
            Some(hunk.quote).filter(|it| !it.is_empty()).map(Piece::Removed),
            both.then(|| Piece::Same(" → ".into())),
            Some(hunk.replacement).filter(|it| !it.is_empty()).map(Piece::Added),
        ];
        el("li", "").with_all(difference(pieces.into_iter().flatten().collect()))
    });
    el("ul", "offers__list").with_all(rows)
}

fn press(label: &str, weight: Weight, act: impl Fn() + 'static) -> Action {
    let press: Press = Rc::new(act);
    Action { label: label.into(), weight, why_not: None, press }
}

/// Sends each change as what it is: a slip of spelling is put right at once while the text is
/// written, everything else waits for the Technical SLT.
fn offer(desk: Desk, hunks: Vec<Hunk>, note: &str) {
    for hunk in hunks {
        let place = desk.ask_now(|session| session.place(&hunk));
        let Hunk { quote, replacement, .. } = hunk;
        let fix = C::FixSpelling {
            message: desk.id,
            quote: quote.clone(),
            replacement: replacement.clone(),
            place,
            at: None,
        };
        let suggest = C::Suggest {
            message: desk.id,
            quote: quote.clone(),
            replacement: Some(replacement.clone()),
            note: note.into(),
            limited: false,
            place,
        };
        let may_fix = is_spelling(&quote, &replacement)
            && desk.store.scene_untracked(|scene| is_written(scene, desk, &fix));
        desk.store.dispatch(if may_fix { fix } else { suggest });
    }
}

fn is_written(scene: &Scene<'_>, desk: Desk, fix: &C) -> bool {
    let drafting = |message: &Message| message.stage == Stage::Drafting;
    scene.incident().message(desk.id).is_some_and(drafting) && scene.ask(fix).is_ok()
}
