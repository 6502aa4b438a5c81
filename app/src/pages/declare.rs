//! Declaring an incident: three required fields (R18), and what is rarely needed.

use crate::effects::{http, ids};
use crate::json;
use crate::names;
use crate::parts::dialog::{Progress, told};
use crate::parts::erase::live;
use crate::parts::form::{Field, Kind, fields, values};
use crate::paths::{Page, Route};
use crate::session;
use crate::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::catalogue::Phase;
use muster_domain::command::{Command, Request};
use muster_domain::ids::{CommandId, IncidentId};
use serde::Deserialize;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlFormElement, SubmitEvent};

#[derive(Deserialize)]
struct Opened {
    incident: IncidentId,
}

/// The page.
pub fn page(store: Store) -> AnyView {
    let progress = RwSignal::new(Progress::Asking);
    // One id for the whole form: pressing twice declares once.
    let id = StoredValue::new(ids::random());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let watch = event.submitter().is_some_and(|button| button.has_attribute("data-watch"));
        let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        if let Some(form) = form.filter(|_| progress.get_untracked() != Progress::Sent) {
            let command = command(values(&form, 6), watch);
            send(store, Request { id: CommandId(id.get_value()), command }, progress, id);
        }
    };
    view! {
        <header class="bar">
            <div class="bar__top">
                <a class="bar__home" href="/" aria-label="All incidents">"‹"</a>
                <p class="bar__title">"Muster"</p>
                {session::switcher(store)}
            </div>
        </header>
        <main class="page" id="main" data-page="declare">
            <h1 class="page__title" tabindex="-1">"Declare an incident"</h1>
            <p>
                "Declaring pages the Business Lead, the Technical SLT and the Customer Liaison at once. "
                "The decision is the technical commander's; you record it in their name."
            </p>
            <form class="form card" on:submit=submit>
                {fields(asked())}
                {live(move || told(progress.get()))}
                <div class="actions">
                    <button type="submit" class="button" data-weight="main">
                        "Declare, and page the first three"
                    </button>
                    <button type="submit" class="button" data-watch="">
                        "Only open a watch"
                    </button>
                </div>
            </form>
        </main>
    }
    .into_any()
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
    ]
}

fn command(values: Vec<String>, watch: bool) -> Command {
    let mut values = values.into_iter();
    let mut next = || values.next().unwrap_or_default();
    let (title, parent, commander) = (next(), next(), next());
    let phase = next().parse::<usize>().ok().and_then(|n| Phase::ALL.get(n).copied());
    let phase = phase.unwrap_or_default();
    let override_reason = Some(next()).filter(|reason| !reason.trim().is_empty());
    let exercise = !next().is_empty();
    if watch {
        Command::OpenWatch { title, parent, commander, phase, exercise }
    } else {
        Command::Declare { title, parent, commander, phase, exercise, override_reason }
    }
}

fn send(store: Store, request: Request, progress: RwSignal<Progress>, id: StoredValue<String>) {
    progress.set(Progress::Sent);
    spawn_local(async move {
        let body = json::write(&request);
        let answer = http::post("/api/incidents", &body).await;
        match answer.map(|text| json::read::<Opened>(&text)) {
            Ok(Ok(opened)) => store.go(&Route::Incident(opened.incident, Page::Now)),
            Ok(Err(_)) => store.go(&Route::Incidents),
            Err(problem) => {
                // A refused request was not taken: the next press is a new one. An unanswered one
                // may have been, and is asked again with the same id.
                if problem.status != 0 {
                    id.set_value(ids::random());
                }
                progress.set(Progress::Refused(problem.sentence));
            }
        }
    });
}
