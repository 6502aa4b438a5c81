//! Who is looking: asked of the server once at the start, and, where the deployment is a demo,
//! changed by "act as".

use crate::effects::http::Problem;
use crate::effects::{http, page};
use crate::json;
use crate::parts::erase::live;
use crate::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::ids::PersonId;
use muster_domain::organisation::Organisation;
use serde::Deserialize;

/// What the server says of the reader.
#[derive(Deserialize)]
struct Me {
    person: Option<PersonId>,
    #[serde(default)]
    demo: bool,
}

/// Asks who is looking, and for the organisation.
pub fn begin(store: Store) {
    spawn_local(async move {
        if let Err(problem) = learn(store).await {
            store.state.update(|state| state.failed = Some(problem.sentence));
        }
    });
}

async fn learn(store: Store) -> Result<(), Problem> {
    let me = http::get("/api/me").await?;
    if let Ok(me) = json::read::<Me>(&me) {
        if me.person.is_none() && me.demo {
            // A newcomer to a demo is somebody at once, and may become somebody else.
            http::post("/api/demo/act-as", &chosen(PersonId(1))).await?;
            page::reload();
            return Ok(());
        }
        store.state.update(|state| (state.me, state.demo) = (me.person, me.demo));
    }
    let organisation = http::get("/api/organisation").await?;
    if let Ok(organisation) = json::read::<Organisation>(&organisation) {
        store.state.update(|state| state.learn(organisation));
    }
    Ok(())
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

/// "Act as …", where the deployment is a demo; else the reader's name.
pub fn switcher(store: Store) -> AnyView {
    let known = Memo::new(move |_| {
        store.state.with(|state| {
            let people = state.organisation.people.iter().filter(|person| !person.deactivated);
            let people =
                people.map(|person| (person.id, person.name.clone(), person.title.clone()));
            (state.demo, state.me, people.collect::<Vec<_>>())
        })
    });
    live(move || {
        let (demo, me, people) = known.get();
        if !demo {
            let name = people.into_iter().find(|(id, ..)| Some(*id) == me).map(|(_, name, _)| name);
            return view! { <span class="me">{name}</span> }.into_any();
        }
        let options = people.into_iter().map(|(id, name, title)| {
            let selected = Some(id) == me;
            view! { <option value=id.to_string() selected=selected>{name} ", " {title}</option> }
        });
        let nobody = me.is_none().then(|| view! { <option value="">"choose a person"</option> });
        let chosen = move |event| {
            if let Ok(id) = event_target_value(&event).parse() {
                act_as(store, PersonId(id));
            }
        };
        view! {
            <label class="me">
                <span class="me__label">"Act as"</span>
                <select class="input me__select" on:change=chosen>
                    {nobody}
                    {options.collect::<Vec<_>>()}
                </select>
            </label>
        }
        .into_any()
    })
}
