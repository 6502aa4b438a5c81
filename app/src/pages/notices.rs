//! What the device has to say on every page: that a newer version is ready, and what was asked for
//! and has no answer yet, or was refused after it had waited.

use crate::effects::page;
use crate::kept;
use crate::node::{Node, el};
use crate::pages::message::standing;
use crate::parts::bits::actions;
use crate::parts::cards::card;
use crate::parts::model::{Action, Bit, Card, Chip, Press, Row, Tone, Weight, plain};
use crate::scene::Scene;
use crate::state::{How, State, Waiting};
use crate::store::Store;
use leptos::prelude::*;
use muster_domain::command::Command as C;
use muster_domain::copy::en;
use muster_domain::list::find;
use std::rc::Rc;

/// All of it.
pub fn notices(store: Store) -> Vec<Node> {
    let update = store.state.with(|state| state.newer).then(update);
    let unsent = store.state.with(|state| unsent(store, state));
    update.into_iter().chain(unsent.map(|it| card(it).into())).collect()
}

fn action(label: &str, weight: Weight, press: Press) -> Action {
    Action { label: label.into(), weight, why_not: None, press }
}

/// A newer version waits; it comes when somebody wants it, never by itself.
fn update() -> Node {
    let words = "A new version is ready. What you typed stays.";
    let load = action("Load it", Weight::Main, Rc::new(|| page::tell("muster:take")));
    let banner = el("div", "banner").set("data-tone", "wait").set("role", "status");
    banner.with(el("p", "").with(words)).with_all(actions(vec![load])).into()
}

/// What is not sent, or not taken; nothing where everything is answered.
fn unsent(store: Store, state: &State) -> Option<Card> {
    let shown = |it: &&Waiting| matches!(it.how, How::Waits | How::Refused(_));
    let rows: Vec<_> = state.waiting.iter().filter(shown).map(|it| row(store, state, it)).collect();
    let mut card = Card::new("unsent", "Not sent yet");
    card.lines = vec![plain("Sent in this order as soon as there is a connection.")];
    card.rows = rows;
    (!card.rows.is_empty()).then_some(card)
}

fn row(store: Store, state: &State, waiting: &Waiting) -> Row {
    let mut row = Row::new(waiting.id.as_str(), &waiting.label);
    row.chip = Some(match (&waiting.how, waiting.safe) {
        (How::Refused(_), _) => Chip::new(Tone::Stop, "Not taken"),
        (_, true) => Chip::new(Tone::Wait, "Waiting"),
        (_, false) => Chip::new(Tone::Wait, "Waiting, only while this page is open"),
    });
    let title = store.listed.with(|all| {
        let found = all.iter().flatten().find(|known| known.id == waiting.incident);
        found.map(|known| known.title.shown().to_string())
    });
    let title = title.filter(|_| waiting.incident != state.incident.id);
    let place = title.map(|title| Bit::Text(format!("{title} · "))).into_iter();
    row.lines = vec![
        place.chain([Bit::text("asked for "), Bit::Since(waiting.at), Bit::text(" ago")]).collect(),
    ];
    row.quote = (!waiting.typed.is_empty()).then(|| waiting.typed.clone());
    if let How::Refused(why) = &waiting.how {
        row.lines.insert(0, vec![Bit::Strong(why.clone())]);
        row.actions = refused(store, waiting);
    }
    row
}

/// What can be done with something refused: nothing of it is lost before somebody says so.
fn refused(store: Store, waiting: &Waiting) -> Vec<Action> {
    let (again, copied, gone) = (waiting.id.clone(), waiting.typed.clone(), waiting.id.clone());
    let again = Rc::new(move || kept::again(store, &again));
    let copy = Rc::new(move || {
        let done = page::copy(&copied);
        store.tell(if done { "Copied." } else { "This browser does not copy by itself." }, !done);
    });
    let forget = Rc::new(move || kept::drop_refused(store, &gone));
    let mut actions = vec![action("Send it again", Weight::Plain, again)];
    if !waiting.typed.is_empty() {
        actions.push(action("Copy the words", Weight::Plain, copy));
    }
    actions.push(action("Forget it", Weight::Quiet, forget));
    actions
}

/// What a command is about, for whoever finds it waiting; nothing where its own words say it.
pub fn about(command: &C, scene: &Scene<'_>) -> String {
    let incident = scene.incident();
    match command {
        C::AcknowledgeTask { task }
        | C::StartTask { task }
        | C::FinishTask { task, .. }
        | C::ExtendTask { task, .. }
        | C::ReassignTask { task, .. }
        | C::CancelTask { task, .. } => {
            let task = find(&incident.tasks, *task);
            task.map(|task| task.title.shown().into()).unwrap_or_default()
        }
        C::AcceptPage { role, .. }
        | C::DeclinePage { role, .. }
        | C::AcceptHandOver { role }
        | C::OfferHandOver { role, .. }
        | C::EndHandOver { role, .. }
        | C::MarkReturned { role }
        | C::MarkUnavailable { role, .. } => scene.role(*role),
        C::ReportStopped { side } | C::ReportResumed { side } | C::ListItem { side, .. } => {
            en::side(*side).into()
        }
        C::HaltItem { item, .. } | C::ProveItem { item, .. } => {
            let item = find(&incident.operations.items, *item);
            item.map(|item| item.name.shown().into()).unwrap_or_default()
        }
        C::Suggest { message, .. }
        | C::Reply { message, .. }
        | C::StartMessage { message, .. }
        | C::Estimate { message, .. }
        | C::EstimateSending { message, .. }
        | C::ReportDistribution { message, .. } => {
            let message = incident.message(*message);
            message.map(|message| standing::title(scene, message)).unwrap_or_default()
        }
        _ => String::new(),
    }
}
