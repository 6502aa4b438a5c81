//! Who may know of the incident: everybody in the organisation, or those who need to; and guests
//! from outside (D13, R150).

use crate::calls;
use crate::effects::{clock, ids};
use crate::names;
use crate::parts::dialog::Question;
use crate::parts::form::{Field, Kind};
use crate::parts::model::{Action, Bit, Card, Chip, Row, Tone, Weight, plain};
use crate::scene::Scene;
use crate::store::Store;
use leptos::prelude::*;
use muster_domain::access::Guest;
use muster_domain::account::Invitee;
use muster_domain::command::Command as C;
use muster_domain::ids::{CommandId, IncidentId, PersonId};
use muster_domain::refusal::Code;
use muster_domain::time::{Minutes, Timestamp};
use muster_domain::viewer::Clearance;
use muster_json as json;
use serde::Deserialize;
use std::rc::Rc;
use std::sync::Arc;

/// For how long a guest can be let in, and how that is said.
const STAYS: [(Minutes, &str); 5] = [
    (Minutes(8 * 60), "8 hours"),
    (Minutes::DAY, "1 day"),
    (Minutes(3 * Minutes::DAY.0), "3 days"),
    (Minutes(14 * Minutes::DAY.0), "2 weeks"),
    (Minutes(90 * Minutes::DAY.0), "90 days"),
];

/// The card.
pub fn card(scene: &Scene<'_>) -> Card {
    let access = &scene.incident().access;
    let mut card = Card::new("access", "Who may know of this incident");
    let words = if access.confidential {
        card.chip = Some(Chip { tone: Tone::Plain, line: vec![Bit::Confidential] });
        "It exists for whoever holds a seat or is asked into one, and for the people here; for \
         nobody else."
    } else {
        card.chip = Some(Chip::new(Tone::Plain, "Open to all members"));
        "Everybody in the organisation can follow it. Whoever holds a seat can act."
    };
    card.lines = vec![plain(words)];
    if access.hold {
        card.lines.push(plain("Under a legal hold: the record is not deleted."));
    }
    let guests = access.guests.iter().enumerate();
    let guests = guests.map(|(n, guest)| visitor(scene, n == 0, guest));
    card.rows = access.people.iter().map(|person| reader(scene, *person)).chain(guests).collect();
    card.actions = actions(scene);
    card
}

fn actions(scene: &Scene<'_>) -> Vec<Action> {
    let access = &scene.incident().access;
    let reason = String::new;
    let admit = C::Admit { person: PersonId::default() };
    let offers = [
        access.confidential.then_some(admit),
        Some(C::SetConfidential { confidential: !access.confidential, reason: reason() }),
        Some(C::HoldRecord { hold: !access.hold, reason: reason() }),
    ];
    let offered = offers.into_iter().flatten().filter_map(|command| scene.offer_now(command));
    let mut actions: Vec<Action> = offered.collect();
    actions.extend(invite(scene));
    actions
}

/// Somebody who needs to know.
fn reader(scene: &Scene<'_>, person: PersonId) -> Row {
    let mut row = Row::new(format!("reader-{person}"), scene.name(person));
    row.lines = vec![plain("Needs to know")];
    row.actions = drop_out(scene, C::Dismiss { person, reason: String::new() });
    row
}

/// A guest, under a heading of their own.
fn visitor(scene: &Scene<'_>, first: bool, guest: &Guest) -> Row {
    let mut row = Row::new(format!("guest-{}", guest.person), scene.name(guest.person));
    row.group = first.then(|| "Guests".into());
    let reads = format!(" · reads {}", names::clearance(guest.clearance));
    let until = format!("Until {} · ", clock::day_and_time(guest.until));
    row.lines = vec![vec![Bit::Text(until), Bit::Until(guest.until), Bit::Text(reads)]];
    row.actions = drop_out(scene, C::EndGuest { person: guest.person });
    row
}

fn drop_out(scene: &Scene<'_>, command: C) -> Vec<Action> {
    scene.offer_now(command).map(|action| action.weigh(Weight::Quiet)).into_iter().collect()
}

/// The button that lets a guest in: there for whoever may, whom the rule book refuses only because
/// the guest does not exist yet.
fn invite(scene: &Scene<'_>) -> Option<Action> {
    let clearance = Clearance::Responder;
    let until = scene.now + Minutes::DAY;
    let asked = C::AdmitGuest { person: PersonId::default(), until, clearance };
    let nobody = scene.ask(&asked).err().is_some_and(|refusal| refusal.code == Code::NotFound);
    let (store, incident) = (scene.store, scene.incident().id.clone());
    let press = Rc::new(move || store.open(question(store, incident.clone())));
    nobody.then(|| Action { press, ..scene.button(asked) })
}

fn question(store: Store, incident: IncidentId) -> Question {
    // One id for the whole dialog: pressing twice makes one guest.
    let id = CommandId(ids::random());
    let text = |label: &str| Field {
        label: label.into(),
        hint: "",
        kind: Kind::Text,
        value: String::new(),
        required: true,
    };
    let stays = STAYS.iter().enumerate().map(|(n, (_, words))| (n.to_string(), (*words).into()));
    let reads = Clearance::ALL.into_iter().enumerate();
    let reads = reads.map(|(n, clearance)| (n.to_string(), names::clearance(clearance).into()));
    let choice = |label: &str, options, value: &str| Field {
        kind: Kind::Choice(options),
        value: value.into(),
        ..text(label)
    };
    Question {
        title: "Let a guest in".into(),
        effect: "They see this incident and nothing else, until their time is over.".into(),
        fields: vec![
            text("Name"),
            text("Mail address"),
            choice("For how long", stays.collect(), "1"),
            choice("May read", reads.collect(), "1"),
        ],
        submit: "Let them in".into(),
        weight: Weight::Main,
        answer: Arc::new(move |values| {
            let now = store.now.get_untracked();
            calls::run(store, let_in(store, incident.clone(), wanted(&id, now, values)));
        }),
    }
}

fn wanted(id: &CommandId, now: Timestamp, values: Vec<String>) -> Invitee {
    let mut values = values.into_iter();
    let mut next = || values.next().unwrap_or_default();
    let (name, mail) = (next(), next());
    let stay = STAYS.get(next().parse::<usize>().unwrap_or(1)).map_or(Minutes::DAY, |stay| stay.0);
    let clearance = Clearance::ALL.get(next().parse::<usize>().unwrap_or_default());
    let clearance = clearance.copied().unwrap_or(Clearance::Observer);
    Invitee { id: id.clone(), name, mail, until: now + stay, clearance }
}

#[derive(Deserialize)]
struct Made {
    link: String,
    until: Timestamp,
}

async fn let_in(store: Store, incident: IncidentId, wanted: Invitee) -> calls::Done {
    let path = format!("/api/incidents/{incident}/guests");
    let made = calls::post(store, &path, &json::write(&wanted)).await?;
    let made = json::read_trusted::<Made>(&made).map_err(|_| calls::OUTDATED)?;
    Ok(Some(calls::link(store, &wanted.name, &made.link, made.until)))
}
