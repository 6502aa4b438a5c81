//! Who has the text open, and who wrote what: names with a colour and a line of their own, and in
//! words for those who see neither.

use super::desk::Desk;
use crate::doc::session::Session;
use crate::doc::spans::COLOURS;
use crate::effects::clock;
use crate::node::{Element, Node, el};
use leptos::prelude::*;
use muster_domain::ids::PersonId;
use muster_domain::list::sort_by_key;

/// Somebody else in the text.
#[derive(Clone, PartialEq)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their colour, everywhere.
    pub colour: u32,
    /// Their selection: where it began, and where they are.
    pub at: Option<(u32, u32)>,
    /// They wrote just now.
    pub types: bool,
    /// It is the reader, in another window or on another device.
    pub is_me: bool,
}

impl Person {
    /// Every other editor that has the text open.
    pub fn all(desk: Desk) -> Vec<Self> {
        let peers = desk.ask(|session| session.peers(clock::now().0)).unwrap_or_default();
        let me = desk.store.state.with(|state| state.me);
        let person = |peer: crate::doc::presence::Peer| Self {
            name: name(desk, peer.person),
            colour: Self::colour(desk, peer.person),
            at: peer.at,
            types: peer.types,
            is_me: me == Some(peer.person),
        };
        peers.into_iter().map(person).collect()
    }

    /// The colour of a person. Those who write have one each, as long as there are enough.
    pub fn colour(desk: Desk, person: PersonId) -> u32 {
        desk.ask_now(|session| session.place_of(person)).unwrap_or_default() % COLOURS
    }
}

fn name(desk: Desk, person: PersonId) -> String {
    desk.store.state.with(|state| state.organisation.name_of(person).to_string())
}

/// Everybody with the text open, each once, and who types.
pub fn here(desk: Desk) -> Element {
    let people = Memo::new(move |_| {
        desk.store.now.track();
        let mut people: Vec<Person> = Vec::new();
        for person in Person::all(desk).into_iter().filter(|person| !person.is_me) {
            match people.iter_mut().find(|known| known.name == person.name) {
                Some(known) => known.types |= person.types,
                None => people.push(Person { at: None, ..person }),
            }
        }
        people
    });
    let list = el("ul", "people").set("aria-label", "Also in this text").live(move || {
        people.with(|people| people.iter().map(|person| shown(person).into()).collect())
    });
    Effect::new(move |before: Option<Vec<String>>| {
        let names: Vec<_> = people.with(|all| all.iter().map(|it| it.name.clone()).collect());
        let before = before.unwrap_or_default();
        let new: Vec<_> = names.iter().filter(|name| !before.contains(name)).cloned().collect();
        if !new.is_empty() {
            desk.store.news.set(said(&new));
        }
        names
    });
    list
}

fn shown(person: &Person) -> Element {
    let dot = el("span", "people__dot").set("aria-hidden", "true");
    let types = person.types.then(|| el("span", "people__types").with(" is typing…"));
    el("li", "people__one")
        .key(person.name.as_str())
        .set("data-colour", &person.colour.to_string())
        .with(dot)
        .with(person.name.as_str())
        .with_all(types)
}

/// One sentence for screen readers, when somebody has come.
fn said(names: &[String]) -> String {
    match names {
        [one] => format!("{one} is in this text too."),
        all => format!("{} are in this text too.", all.join(", ")),
    }
}

/// Who wrote how much of what stands there.
pub fn authors(desk: Desk) -> Vec<Node> {
    let written = desk.ask(Session::authors).unwrap_or_default();
    let total: u32 = written.iter().map(|(_, len)| len).sum();
    let mut sums: Vec<(Option<PersonId>, u32)> = Vec::new();
    for (person, len) in written {
        let person = person.filter(|person| person.0 > 0);
        match sums.iter_mut().find(|(known, _)| *known == person) {
            Some((_, sum)) => *sum += len,
            None => sums.push((person, len)),
        }
    }
    sort_by_key(&mut sums, |(_, sum)| core::cmp::Reverse(*sum));
    let rows = sums.into_iter().map(|(person, sum)| {
        let percent = (u64::from(sum) * 200 + u64::from(total)) / (u64::from(total.max(1)) * 2);
        let row = el("li", "people__one");
        let row = match person {
            Some(person) => row.set("data-colour", &Person::colour(desk, person).to_string()),
            None => row,
        };
        let name = person.map_or("The text it began with".into(), |person| name(desk, person));
        let sample = el("span", "people__sample").set("aria-hidden", "true").with("Aa");
        row.with(sample).with(format!("{name}: {percent} %"))
    });
    let list = el("ul", "people").set("aria-label", "Who wrote what").with_all(rows);
    vec![list.into()]
}
