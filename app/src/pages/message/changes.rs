//! What changed from one text to another: counted, in one text or side by side, walked through from
//! change to change; and what is different beside the text.

use super::versions::{Pair, Texts};
use crate::effects::page;
use crate::node::{Element, Node, el};
use crate::parts::bits::{actions, chip};
use crate::parts::model::{Action, Chip, Press, Tone, Weight};
use crate::parts::redline::Redline;
use crate::scene::Scene;
use leptos::prelude::*;
use muster_domain::hidden::shown;
use muster_domain::message::Content;
use muster_domain::redline::changes;
use muster_domain::view::compare::{Changed, changed};
use std::rc::Rc;

/// How the reader looks at changes.
#[derive(Clone, Copy)]
pub struct Look {
    /// Begins the ids of the changes.
    id: &'static str,
    /// Side by side.
    beside: RwSignal<bool>,
    /// The change that was gone to last.
    at: StoredValue<usize>,
}

/// One of the two texts.
pub struct End<'a> {
    /// What it is called.
    pub name: String,
    /// What it says.
    pub content: &'a Content,
}

impl Look {
    /// A look at the changes of one card.
    pub fn new(id: &'static str) -> Self {
        Self { id, beside: RwSignal::new(page::is_wide()), at: StoredValue::new(0) }
    }

    /// The changes between two texts.
    pub fn draw(
        self,
        scene: &Scene<'_>,
        texts: Texts,
        pair: Pair,
        [old, new]: [End<'_>; 2],
    ) -> Vec<Node> {
        let [before, now] = [old.content, new.content].map(|content| content.body.shown());
        let pieces = texts.redline(pair, before, now);
        let parts = changed(old.content, new.content, scene.organisation());
        let count = changes(&pieces);
        let redline = Redline { pieces: &pieces, name: &|person| scene.name(person), id: self.id };
        let text =
            if self.beside.get() { redline.beside(&old.name, &new.name) } else { redline.inline() };
        let head = el("div", "redline__head")
            .with(chip(summary(count, parts.len())))
            .with_all(actions(self.actions(count)));
        let mut nodes: Vec<Node> = vec![head.into()];
        nodes.extend((!parts.is_empty()).then(|| table(parts, &old.name, &new.name).into()));
        nodes.extend(redline.legend().map(Node::from));
        nodes.push(text.key(if self.beside.get() { "beside" } else { "inline" }).into());
        nodes
    }

    fn actions(self, count: usize) -> Vec<Action> {
        let quiet = |label: &str, press: Press| Action {
            label: label.into(),
            weight: Weight::Quiet,
            why_not: None,
            press,
        };
        let walk: Press = Rc::new(move || {
            let next = self.at.get_value() % count + 1;
            self.at.set_value(next);
            page::focus_on(format!("{}-{next}", self.id));
        });
        let turn: Press = Rc::new(move || self.beside.update(|beside| *beside = !*beside));
        let form = if self.beside.get() { "Show in one text" } else { "Show side by side" };
        let walk = (count > 0).then(|| quiet("Next change", walk));
        // On a phone there is no room for a choice.
        let turn = page::is_wide().then(|| quiet(form, turn));
        walk.into_iter().chain(turn).collect()
    }
}

fn summary(changes: usize, parts: usize) -> Chip {
    let text = match changes {
        0 => "The text is the same".into(),
        1 => "1 change in the text".into(),
        count => format!("{count} changes in the text"),
    };
    let beside = if parts > 0 { format!(", {parts} beside it") } else { String::new() };
    let tone = if changes + parts == 0 { Tone::Ok } else { Tone::Wait };
    Chip::new(tone, text + &beside)
}

fn table(parts: Vec<Changed>, old: &str, new: &str) -> Element {
    let heading = |words: &str| el("th", "").set("scope", "col").with(words);
    let row = |Changed { part, before, now }| {
        let value = |words: String| match words.as_str() {
            "" => String::from("nothing"),
            words => shown(words),
        };
        el("tr", "")
            .with(el("th", "").set("scope", "row").with(part))
            .with(el("td", "").with(value(before)))
            .with(el("td", "").with(value(now)))
    };
    let spoken = el("span", "spoken").with("Part");
    let head = el("tr", "").with(el("th", "").set("scope", "col").with(spoken));
    let head = head.with(heading(old)).with(heading(new));
    el("table", "redline__parts")
        .with(el("thead", "").with(head))
        .with(el("tbody", "").with_all(parts.into_iter().map(row)))
}
