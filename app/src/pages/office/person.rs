//! One person: how they are reached, what they may do, how they get in.

mod access;

use super::desk::{Form, Office};
use super::{facts, path, staff};
use crate::effects::clock;
use crate::node::{Element, Node, el};
use crate::parts::bits::actions;
use crate::parts::cards::card;
use crate::parts::model::{Action, Card, Chip, Tone, Weight, plain};
use crate::parts::sheet::{Asked, Input};
use crate::paths::OfficePage;
use crate::scene::Scene;
pub use access::{Access, access_chip, access_words};
use leptos::prelude::*;
use muster_domain::copy::en;
use muster_domain::ids::PersonId;
use muster_domain::list::find;
use muster_domain::organisation::{Organisation, Person};
use muster_domain::setup::{Change, Contact, Details};
use std::sync::Arc;

/// The page.
pub fn body(office: Office, id: PersonId) -> Vec<Node> {
    let way_in = access::Way::ask(id);
    let cards = el("div", "contents").live(move || {
        office.store.minute.track();
        office.store.scene(|scene| match find(&scene.organisation().people, id) {
            Some(person) => all(office, scene, person, way_in),
            None if scene.organisation().revision == 0 => vec!["Loading…".into()],
            None => vec![el("p", "").with("There is nobody here by this number. ").into()],
        })
    });
    let back = el("a", "").set("href", &path(OfficePage::People)).with("All people");
    vec![el("p", "").with(back).into(), cards.into()]
}

fn all(office: Office, scene: &Scene<'_>, person: &Person, way_in: access::Way) -> Vec<Node> {
    let mut drawn = vec![contact(office, scene, person).into(), serves(scene, person).into()];
    drawn.push(card(standing(office, scene, person)).into());
    drawn.extend(access::cards(office, scene, person, way_in));
    drawn
}

fn contact(office: Office, scene: &Scene<'_>, person: &Person) -> Element {
    let known = |text: &str| if text.is_empty() { "not known".into() } else { text.to_string() };
    let channels: Vec<_> =
        person.channels.iter().map(|it| en::setup::contact_channel(*it)).collect();
    let all = vec![
        ("Title".into(), known(&person.title)),
        ("Phone".into(), known(&person.phone)),
        ("Mail".into(), known(&person.email)),
        ("Time zone".into(), known(&person.zone)),
        ("Reached by, in this order".into(), known(&channels.join(", "))),
    ];
    let id = person.id;
    let edit = Change::EditPerson { person: id, details: details_of(person) };
    let own = Change::SetOwnContact { contact: Contact::default() };
    let name = person.name.clone();
    let edit =
        office.form(scene, "Edit details", &edit, move || editing(id, &name)).or_else(|| {
            let mine = scene.state.me == Some(id);
            let form = move || own_contact(id);
            office.form(scene, "Edit my contact data", &own, form).filter(|_| mine)
        });
    let head = Card { lead: Some(scene.name(id)), ..Card::new("contact", "How they are reached") };
    card(head).with(facts::facts(all)).with_all(actions(edit.into_iter().collect()))
}

/// The roles in which they are counted on.
fn serves(scene: &Scene<'_>, person: &Person) -> Element {
    let organisation = scene.organisation();
    let all: Vec<_> =
        organisation.roles().filter_map(|role| counted(organisation, role, person.id)).collect();
    let mut head = Card::new("serves", "Counted on for");
    head.empty = "No role and no rotation.";
    if all.is_empty() {
        card(head)
    } else {
        card(Card { empty: "", ..head }).with(facts::facts(all))
    }
}

fn counted(
    organisation: &Organisation,
    role: muster_domain::catalogue::Role,
    person: PersonId,
) -> Option<(String, String)> {
    let roster = find(&organisation.rosters, role).map_or(&[][..], |it| &it.people);
    let place = roster.iter().position(|it| *it == person);
    let turns =
        find(&organisation.rotas, role).is_some_and(|it| it.rota.people().any(|p| p == person));
    let ranked = place.map(|place| match place {
        0 => "primary".into(),
        n => format!("backup {n}"),
    });
    let turns = turns.then(|| "takes turns on call".to_string());
    let said: Vec<_> = ranked.into_iter().chain(turns).collect();
    (!said.is_empty()).then(|| (en::role(role, organisation), said.join(", ")))
}

fn standing(office: Office, scene: &Scene<'_>, person: &Person) -> Card {
    let mut card = Card::new("standing", "Standing");
    card.chip = Some(match (person.deactivated, person.administrator) {
        (true, _) => Chip::new(Tone::Plain, "Deactivated"),
        (false, true) => Chip::new(Tone::Ok, "Administrator"),
        (false, false) => Chip::new(Tone::Ok, "Active"),
    });
    card.lines = vec![plain(match (person.deactivated, person.administrator) {
        (true, _) => "Cannot sign in, holds no seat and is not paged.",
        (false, true) => "Can be paged, and may change everything on these pages.",
        (false, false) => "Can be paged and hold seats.",
    })];
    card.actions = standing_actions(office, scene, person);
    card
}

fn standing_actions(office: Office, scene: &Scene<'_>, person: &Person) -> Vec<Action> {
    let (id, name) = (person.id, person.name.clone());
    let offer = |label: &'static str, change: Change, effect: &str| {
        let (title, effect, make) =
            (format!("{label}: {name}"), effect.to_string(), change.clone());
        office.act(scene, label, &change, move || {
            Form::confirm(title.clone(), effect.clone(), label, make.clone())
        })
    };
    let right = if person.administrator {
        let effect = "They can change nothing on these pages any more but their own contact data.";
        offer("Take the administrator's right", Change::TakeAdministrator { person: id }, effect)
    } else {
        let effect =
            "They can change everything on these pages: people, roles, templates, policies.";
        offer("Make an administrator", Change::GiveAdministrator { person: id }, effect)
    };
    let active = if person.deactivated {
        let effect = "They can be invited, paged and hold seats again. They are no administrator, \
                      even if they were one.";
        offer("Reactivate", Change::Reactivate { person: id }, effect)
    } else {
        let effect = "They are signed out at once, are not paged any more, and their right to \
                      administer ends. Where they hold a seat in a running incident, their backup \
                      is paged first.";
        offer("Deactivate", Change::Deactivate { person: id }, effect)
            .map(|it| it.weigh(Weight::Harsh))
    };
    [right, active].into_iter().flatten().collect()
}

fn details_of(person: &Person) -> Details {
    details(&values(person, true))
}

/// The fields of a person: with name and title, or of how they are reached only.
pub fn asked(whole: bool) -> Vec<Asked> {
    let mut zones = clock::zones();
    if zones.is_empty() {
        zones.push(clock::zone());
    }
    let line = |label, kind| Asked::new(label, Input::Line(kind)).optional();
    let who = [Asked::new("Name", Input::Line("text")), line("Title", "text")];
    let zone = Asked::new("Time zone", Input::Suggested(zones)).optional();
    let channels = Asked::new("Reached by, in this order", Input::Order(staff::contact_channels()));
    let reached = [
        line("Phone", "tel").hint("With the country, such as +44 20 7946 0100."),
        line("Mail", "email"),
        zone.hint("Begin to type, such as Europe."),
        channels.hint("The first way is tried first."),
    ];
    who.into_iter().filter(|_| whole).chain(reached).collect()
}

/// What these fields hold.
pub fn values(person: &Person, whole: bool) -> Vec<String> {
    let channels = staff::joined(person.channels.iter().map(|it| it.slug().to_string()));
    let who = [person.name.clone(), person.title.clone()];
    let reached = [person.phone.clone(), person.email.clone(), person.zone.clone(), channels];
    who.into_iter().filter(|_| whole).chain(reached).collect()
}

/// What the fields with name and title come to.
pub fn details(values: &[String]) -> Details {
    let Contact { phone, email, zone, channels } = contact_of(values.get(2..).unwrap_or_default());
    let (name, title) = (staff::at(values, 0), staff::at(values, 1));
    Details { name, title, phone, email, zone, channels }
}

fn contact_of(values: &[String]) -> Contact {
    Contact {
        phone: staff::at(values, 0),
        email: staff::at(values, 1),
        zone: staff::at(values, 2),
        channels: staff::contact_channels_of(&staff::at(values, 3)),
    }
}

fn editing(id: PersonId, name: &str) -> Form {
    Form::new(
        format!("Details of {name}"),
        asked(true),
        Arc::new(move |organisation| filled(organisation, id, true)),
        Arc::new(move |_, values| Ok(Change::EditPerson { person: id, details: details(values) })),
    )
}

fn filled(organisation: &Organisation, id: PersonId, whole: bool) -> Vec<String> {
    find(&organisation.people, id).map(|person| values(person, whole)).unwrap_or_default()
}

fn own_contact(me: PersonId) -> Form {
    Form::new(
        "My contact data",
        asked(false),
        Arc::new(move |organisation| filled(organisation, me, false)),
        Arc::new(|_, values| Ok(Change::SetOwnContact { contact: contact_of(values) })),
    )
}

#[cfg(test)]
mod tests {
    use super::{details, values};
    use muster_domain::organisation::{ContactChannel, Person};

    #[test]
    fn what_a_form_was_filled_with_comes_out_of_it() {
        let person = Person {
            name: "Ada King".into(),
            phone: "+44 1234".into(),
            zone: "Europe/London".into(),
            channels: vec![ContactChannel::Phone, ContactChannel::Push],
            ..Person::default()
        };
        let details = details(&values(&person, true));
        assert_eq!((details.name, details.phone), (person.name, person.phone));
        assert_eq!((details.zone, details.channels), (person.zone, person.channels));
    }
}
