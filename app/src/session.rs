//! Who is looking: asked of the server once at the start, and, where the deployment is a demo,
//! changed by "act as".

use crate::effects::http::Problem;
use crate::effects::{http, page};
use crate::node::{Element, Node, el};
use crate::parts::form::select;
use crate::paths::Route;
use crate::state::{Link, State};
use crate::store::{Kept, Store};
use gloo::timers::future::sleep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::ids::PersonId;
use muster_domain::organisation::Organisation;
use muster_json as json;
use serde::Deserialize;
use std::time::Duration;

/// What the server says of the reader.
#[derive(Deserialize)]
struct Me {
    person: Option<PersonId>,
    #[serde(default)]
    demo: bool,
    /// There is one; a demo's "act as" is none.
    #[serde(default)]
    session: Option<Session>,
}

#[derive(Deserialize)]
struct Session {}

/// Asks who is looking, and for the organisation, until the server has answered.
pub fn begin(store: Store) {
    spawn_local(async move {
        let mut wait = Duration::from_millis(500);
        while let Err(problem) = learn(store).await {
            store.state.update(|state| {
                state.failed = Some(problem.sentence);
                if state.link == Link::Connecting {
                    state.link = Link::Cut;
                }
            });
            if problem.status != 0 {
                return;
            }
            sleep(wait).await;
            wait = (wait * 2).min(Duration::from_secs(8));
        }
        store.state.update(|state| {
            state.failed = None;
            if state.link == Link::Cut && !state.opened {
                state.link = Link::Connecting;
            }
        });
    });
}

async fn learn(store: Store) -> Result<(), Problem> {
    let me = http::get("/api/me").await?;
    if !known(store, &me) {
        // A newcomer to a demo is somebody at once, and may become somebody else.
        http::post("/api/demo/act-as", &chosen(PersonId(1))).await?;
        page::reload();
    }
    if store.state.with_untracked(|state| state.signed_out) {
        return Ok(());
    }
    keep(store, "me", me);
    let organisation = http::get("/api/organisation").await?;
    learned(store, &organisation);
    keep(store, "organisation", organisation);
    Ok(())
}

fn keep(store: Store, what: &str, text: String) {
    store.keep(Kept { what: what.into(), at: String::new(), text, whole: true });
}

/// Takes in who is looking, as the server says or said; false for somebody who is nobody yet.
pub fn known(store: Store, text: &str) -> bool {
    let Ok(me) = json::read_trusted::<Me>(text) else { return true };
    if me.person.is_none() && me.demo {
        return false;
    }
    let before = store.state.with_untracked(|state| state.me);
    if me.person.is_none() {
        store.sign_out();
    } else if before.is_some() && before != me.person {
        // What is on the screen is somebody else's.
        page::reload();
    } else {
        let demo = me.demo && me.session.is_none();
        store.state.update(|state| (state.me, state.demo) = (me.person, demo));
    }
    true
}

/// Whose answer it is.
pub fn person(text: &str) -> Option<PersonId> {
    json::read_trusted::<Me>(text).ok()?.person
}

/// Takes in the organisation, as the server says or said.
pub fn learned(store: Store, text: &str) {
    if let Ok(organisation) = json::read_trusted::<Organisation>(text) {
        store.state.update(|state| state.learn(organisation));
    }
}

fn chosen(person: PersonId) -> String {
    format!("{{\"person\":{person}}}")
}

/// Acts as somebody from now on. Everything is asked for anew, because they may see other things.
pub fn act_as(store: Store, person: PersonId) {
    spawn_local(async move {
        match http::post("/api/demo/act-as", &chosen(person)).await {
            Ok(_) => page::reload(),
            Err(problem) => store.tell(problem.sentence, true),
        }
    });
}

/// "Act as …", where the deployment is a demo; else the reader's name, a link to their account.
pub fn switcher(store: Store) -> Element {
    el("div", "me").live(move || store.state.with(|state| who(store, state)))
}

fn who(store: Store, state: &State) -> Vec<Node> {
    let me = state.me.map(|me| me.to_string()).unwrap_or_default();
    if !state.demo {
        let name = state.me.map(|me| state.organisation.name_of(me)).unwrap_or_default();
        let link = el("a", "me__link").set("href", &Route::Me.path()).with(name);
        return if name.is_empty() { Vec::new() } else { vec![link.into()] };
    }
    let people = state.organisation.people.iter().filter(|person| !person.deactivated);
    let people =
        people.map(|person| (person.id.to_string(), format!("{}, {}", person.name, person.title)));
    let nobody = state.me.is_none().then(|| (String::new(), "choose a person".into()));
    let select = select(nobody.into_iter().chain(people), &me).on("change", move |event| {
        if let Ok(id) = event_target_value(event).parse() {
            act_as(store, PersonId(id));
        }
    });
    let label = el("span", "me__label").with("Act as");
    vec![el("label", "me__choice").with(label).with(select).into()]
}
