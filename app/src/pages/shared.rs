//! What somebody shared with the app from another one: a text, a link. It says what was shared and
//! offers what can be done with it; nothing happens by itself.

use crate::effects::{http, location};
use crate::node::{Element, Node, el};
use crate::pages::incidents::heard_list;
use crate::parts::bits::actions;
use crate::parts::form::labelled;
use crate::parts::model::{Action, Press, Weight};
use crate::paths::{Page, Route};
use crate::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::command::Command;
use muster_domain::ids::IncidentId;
use muster_domain::summary::Summary;
use std::rc::Rc;

/// What is below the heading.
pub fn page(store: Store) -> Vec<Node> {
    let said = ["title", "text", "url"].into_iter().filter_map(location::query);
    let said: Vec<_> = said.filter(|words| !words.is_empty()).collect();
    let link = said.iter().find_map(|words| own(words));
    let words = RwSignal::new(said.join("\n"));
    spawn_local(async move {
        if let Ok(text) = http::get("/api/incidents").await {
            heard_list(store, &text);
        }
    });
    let field = el("textarea", "input")
        .set("id", "shared")
        .set("rows", "5")
        .set("value", &words.get_untracked())
        .on("input", move |event| words.set(event_target_value(event)));
    let label = el("span", "field__label").with("What was shared");
    let open = link.map(|path| {
        let link = el("a", "button").set("data-weight", "main").set("href", &path);
        el("div", "actions").with(link.with("Open it in Muster")).into()
    });
    let field = labelled(label, "", field, false).set("for", "shared").into();
    let offers = el("div", "contents").live(move || offers(store, words)).into();
    open.into_iter().chain([field, offers]).collect()
}

/// The path of a link into this very deployment.
fn own(words: &str) -> Option<String> {
    let origin = location::origin();
    let mut parts = words.split_whitespace().filter_map(|part| part.strip_prefix(&*origin));
    let path = parts.find(|path| path.starts_with('/'))?;
    (Route::parse(path) != Route::Missing).then(|| path.into())
}

/// What can be done with it, in each incident that runs.
fn offers(store: Store, words: RwSignal<String>) -> Vec<Node> {
    let running = store.listed.with(|all| {
        let running = all.iter().flatten().filter(|known| !known.state.is_sealed());
        running.map(|known| offer(store, words, known)).collect::<Vec<_>>()
    });
    if running.is_empty() {
        let words = "No incident is running in which it could be noted.";
        return vec![el("p", "meta").with(words).into()];
    }
    running.into_iter().map(Node::from).collect()
}

fn offer(store: Store, words: RwSignal<String>, known: &Summary) -> Element {
    let title = known.title.shown();
    let note = press(store, words, &known.id, |text| Command::Note { text });
    let todo = press(store, words, &known.id, |text| Command::NoteTodo { text, owner: None });
    let acts = vec![
        action("Add it to the log", Weight::Main, note),
        action("Note it as a follow-up", Weight::Plain, todo),
    ];
    let head = el("h2", "card__title").with(title);
    el("section", "card").key(known.id.as_str()).with(head).with_all(actions(acts))
}

fn action(label: &str, weight: Weight, press: Press) -> Action {
    Action { label: label.into(), weight, why_not: None, press }
}

fn press(
    store: Store,
    words: RwSignal<String>,
    id: &IncidentId,
    command: fn(String) -> Command,
) -> Press {
    let id = id.clone();
    Rc::new(move || {
        let text = words.get_untracked().trim().to_string();
        if text.is_empty() {
            return store.tell("There are no words to note.", true);
        }
        store.ask_of(&id, command(text));
        store.go(&Route::Incident(id.clone(), Page::Now));
    })
}
