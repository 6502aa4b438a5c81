//! Declaring an incident: three required fields (R18), and what is rarely needed.

use crate::effects::{http, ids};
use crate::names;
use crate::node::{Node, el};
use crate::parts::dialog::{Progress, form, told};
use crate::parts::form::{Field, Kind, fields, values};
use crate::paths::{Page, Route};
use crate::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::catalogue::Phase;
use muster_domain::command::{Command, Request};
use muster_domain::ids::{CommandId, IncidentId};
use muster_json as json;
use serde::Deserialize;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, SubmitEvent};

#[derive(Deserialize)]
struct Opened {
    incident: IncidentId,
}

/// The page.
pub fn page(store: Store) -> Vec<Node> {
    let progress = RwSignal::new(Progress::Asking);
    // One id for the whole form: pressing twice declares once.
    let id = StoredValue::new(ids::random());
    let submit = move |event: &Event| {
        event.prevent_default();
        let button = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter);
        let watch = button.is_some_and(|button| button.has_attribute("data-watch"));
        if let Some(form) = form(event).filter(|_| progress.get_untracked() != Progress::Sent) {
            let command = command(values(&form, 6), watch);
            send(store, Request { id: CommandId(id.get_value()), command }, progress, id);
        }
    };
    let button = || el("button", "button").set("type", "submit");
    let declare = button().set("data-weight", "main").with("Declare, and page the first three");
    let watch = button().set("data-watch", "").with("Only open a watch");
    let form = el("form", "form card")
        .on("submit", submit)
        .with_all(fields(asked()))
        .with(el("div", "").live(move || vec![told(progress.get()).into()]))
        .with(el("div", "actions").with(declare).with(watch));
    let words = "Declaring pages the Business Lead, the Technical SLT and the Customer Liaison at \
                 once. The decision is the technical commander's; you record it in their name.";
    vec![el("p", "").with(words).into(), form.into()]
}

fn asked() -> Vec<Field> {
    let text = |label: &str, hint, required| Field {
        label: label.into(),
        hint,
        kind: Kind::Text,
        value: String::new(),
        required,
    };
    let phases = names::named_phases().into_iter().enumerate();
    let phases = phases.map(|(n, (_, name))| (n.to_string(), name)).collect();
    vec![
        text("What is wrong, in a few words", "It becomes the incident's name.", true),
        text("Technical incident", "Its link or number.", true),
        text("Technical commander", "The name of whoever decides to escalate.", true),
        Field { kind: Kind::Choice(phases), value: "1".into(), ..text("Its phase", "", true) },
        text("Reason", "Only where the phase is neither Investigation nor Identification.", false),
        Field { kind: Kind::Check, ..text("This is an exercise", "", false) },
        Field {
            kind: Kind::Check,
            ..text("Confidential", "Only for those who need to know, from the start.", false)
        },
    ]
}

fn command(values: Vec<String>, watch: bool) -> Command {
    let mut values = values.into_iter();
    let mut next = || values.next().unwrap_or_default();
    let (title, parent, commander) = (next(), next(), next());
    let phase = next().parse::<usize>().ok().and_then(|n| Phase::ALL.get(n).copied());
    let phase = phase.unwrap_or_default();
    let override_reason = Some(next()).filter(|reason| !reason.trim().is_empty());
    let (exercise, confidential) = (!next().is_empty(), !next().is_empty());
    if watch {
        Command::OpenWatch { title, parent, commander, phase, exercise, confidential }
    } else {
        Command::Declare {
            title,
            parent,
            commander,
            phase,
            exercise,
            confidential,
            override_reason,
        }
    }
}

fn send(store: Store, request: Request, progress: RwSignal<Progress>, id: StoredValue<String>) {
    progress.set(Progress::Sent);
    spawn_local(async move {
        let body = json::write(&request);
        let answer = http::post("/api/incidents", &body).await;
        match answer.map(|text| json::read_trusted::<Opened>(&text)) {
            Ok(Ok(opened)) => store.go(&Route::Incident(opened.incident, Page::Now)),
            Ok(Err(_)) => store.go(&Route::Incidents),
            Err(problem) => {
                // A refused request was not taken: the next press is a new one. An unanswered one
                // may have been, and is asked again with the same id.
                if problem.status != 0 {
                    id.set_value(ids::random());
                }
                progress.set(Progress::Refused(problem.sentence, Vec::new()));
            }
        }
    });
}
