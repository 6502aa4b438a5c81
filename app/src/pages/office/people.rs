//! Everybody of the organisation: a list to search, and somebody new.

use super::desk::{Form, Office};
use super::path;
use super::person::{Access, access_chip, access_words, asked, details};
use crate::effects::http;
use crate::names;
use crate::node::{Node, el};
use crate::parts::bits::actions;
use crate::parts::cards::card;
use crate::parts::form::labelled;
use crate::parts::model::{Action, Bit, Card, Chip, Row, Tone, Weight, plain};
use crate::paths::OfficePage;
use crate::scene::Scene;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::ids::PersonId;
use muster_domain::list::sort_by_key;
use muster_domain::organisation::Person;
use muster_domain::setup::{Change, Details};
use muster_json as json;
use std::rc::Rc;
use std::sync::Arc;

/// The page.
pub fn body(office: Office) -> Vec<Node> {
    let search = RwSignal::new(String::new());
    let access = ask_access();
    let input = el("input", "input")
        .set("type", "search")
        .set("id", "search")
        .set("autocomplete", "off")
        .on("input", move |event| search.set(event_target_value(event)));
    let label = el("span", "field__label").with("Search by name, title, number or mail");
    let field = labelled(label, "", input, false).set("for", "search");
    let list = el("div", "contents").live(move || {
        let found = office
            .store
            .scene(|scene| search.with(|search| access.with(|access| all(scene, search, access))));
        vec![card(found).into()]
    });
    let add = el("div", "contents").live(move || {
        let add = office.store.scene(|scene| add(office, scene));
        actions(add.into_iter().collect()).into_iter().map(Node::from).collect()
    });
    vec![el("div", "filter").with(field).into(), add.into(), list.into()]
}

/// Asks how people get in. Only administrators are told; for others the list stays empty.
pub fn ask_access() -> RwSignal<Vec<Access>> {
    let access = RwSignal::new(Vec::new());
    spawn_local(async move {
        if let Ok(text) = http::get("/api/people/access").await {
            access.set(json::read_trusted::<Vec<Access>>(&text).unwrap_or_default());
        }
    });
    access
}

fn all(scene: &Scene<'_>, search: &str, access: &[Access]) -> Card {
    let mut found: Vec<&Person> =
        scene.organisation().people.iter().filter(|person| matches(person, search)).collect();
    sort_by_key(&mut found, |person| (person.deactivated, person.name.to_lowercase()));
    let everybody = scene.organisation().people.len();
    let count = if search.trim().is_empty() {
        format!("Everybody: {everybody}")
    } else {
        format!("{} of {everybody}", found.len())
    };
    Card {
        rows: found.into_iter().map(|person| row(scene, person, access)).collect(),
        empty: "Nobody is found. Search for less.",
        ..Card::new("people", count)
    }
}

/// The button above the list, which may be long.
fn add(office: Office, scene: &Scene<'_>) -> Option<Action> {
    let probe = Change::AddPerson { details: Details { name: "…".into(), ..Details::default() } };
    let mine = Office::is_mine(scene, &probe);
    mine.then(|| office.opens("Add a person", Rc::new(adding), Some(added)).weigh(Weight::Main))
}

/// Whether each word of a search is somewhere in what is known of a person.
fn matches(person: &Person, search: &str) -> bool {
    let known = format!("{} {} {} {}", person.name, person.title, person.phone, person.email);
    let known = known.to_lowercase();
    search.to_lowercase().split_whitespace().all(|word| known.contains(word))
}

fn row(scene: &Scene<'_>, person: &Person, access: &[Access]) -> Row {
    let mut row = Row::new(person.id.to_string(), scene.name(person.id));
    row.href = Some(path(OfficePage::Person(person.id)));
    let known = access.iter().find(|it| it.person == person.id);
    row.chip = if person.deactivated {
        Some(Chip::new(Tone::Plain, "Deactivated"))
    } else {
        known.and_then(access_chip)
    };
    let right = person.administrator.then_some("administrator");
    let said: Vec<String> = [person.title.as_str(), right.unwrap_or_default()]
        .into_iter()
        .map(String::from)
        .chain(known.filter(|_| !person.deactivated).map(|it| access_words(it, scene.now)))
        .filter(|words| !words.is_empty())
        .collect();
    row.lines = vec![plain(said.join(" · "))];
    row.lines.extend(names::call(person).map(|call| vec![Bit::text("Call "), call]));
    row
}

fn adding() -> Form {
    let title = "Add a person";
    let form = Form::new(
        title,
        asked(true),
        Arc::new(|_| super::person::values(&Person::default(), true)),
        Arc::new(|_, values| Ok(Change::AddPerson { details: details(values) })),
    );
    Form { submit: "Add", ..form }
}

/// Straight to the new person, who is to be invited next.
fn added(office: Office, taken: super::desk::Taken) {
    if let Some(person) = taken.made {
        super::go(office.store, OfficePage::Person(PersonId(person)));
    }
}

#[cfg(test)]
mod tests {
    use super::matches;
    use muster_domain::organisation::Person;

    #[test]
    fn a_search_finds_by_any_part_in_any_order() {
        let person = Person {
            name: "Hana Kovářová".into(),
            title: "Community Manager".into(),
            phone: "+44 20 7946 0113".into(),
            ..Person::default()
        };
        assert!(matches(&person, ""));
        assert!(matches(&person, "manager hana"));
        assert!(matches(&person, "7946"));
        assert!(!matches(&person, "hana press"));
    }
}
