//! What a team should have on paper when network, power or this product is down (R162): whom to
//! call, what each role does, what to tick off, and the texts that are ready.
//!
//! On a screen it is one long page; on paper each part and each role begins a sheet of its own.

use super::desk::Office;
use super::messages::approval;
use super::staff;
use crate::effects::{clock, page};
use crate::node::{Element, Node, el};
use crate::parts::bits::{actions, chip};
use crate::parts::model::{Action, Weight};
use crate::scene::Scene;
use leptos::prelude::*;
use muster_domain::briefing::Question;
use muster_domain::catalogue::{Phase, Role};
use muster_domain::copy::en;
use muster_domain::guards::GuardKind;
use muster_domain::ids::PersonId;
use muster_domain::message::Gate;
use muster_domain::organisation::{Audience, Organisation, Template};
use std::rc::Rc;

/// The page.
pub fn body(office: Office) -> Vec<Node> {
    let all = el("div", "paper").live(move || {
        office.store.minute.track();
        office.store.scene(all)
    });
    vec![all.into()]
}

fn all(scene: &Scene<'_>) -> Vec<Node> {
    let organisation = scene.organisation();
    let parts = [contacts(scene), roles(scene), checklists(), templates(scene)];
    let about = format!(
        "{}, as of {} ({}). Print it before you need it, and again when something changes.",
        organisation.name,
        clock::day_and_time(scene.now),
        clock::zone()
    );
    let print = Action {
        label: "Print".into(),
        weight: Weight::Main,
        why_not: None,
        press: Rc::new(page::print),
    };
    let head = [el("p", "paper__about").with(about)].into_iter().chain(actions(vec![print]));
    head.chain(parts).map(Node::from).collect()
}

fn part(id: &str, title: &str) -> Element {
    let heading = el("h2", "paper__title").set("id", id).with(title);
    el("section", "paper__part").key(id).set("aria-labelledby", id).with(heading)
}

fn contacts(scene: &Scene<'_>) -> Element {
    let organisation = scene.organisation();
    let links = [("Business call", &organisation.call_link), ("Chat", &organisation.chat_link)];
    let links = links.into_iter().filter(|(_, link)| !link.is_empty());
    let links = links.map(|(name, link)| el("p", "paper__line").with(format!("{name}: {link}")));
    let told = Some(&organisation.instructions).filter(|text| !text.is_empty());
    let told = told.map(|text| el("p", "paper__line").with(text.as_str()));
    let names = ["Person", "How to reach them"];
    let head = names.map(|name| el("th", "").set("scope", "col").with(name));
    let head = el("thead", "").with(el("tr", "").with_all(head));
    let bodies = organisation.roles().map(|role| calls(scene, role));
    let table = el("table", "paper__table").with(head).with_all(bodies);
    part("contacts", "Whom to call").with_all(links).with_all(told).with(table)
}

/// The people of a role, in the order in which they are called.
fn calls(scene: &Scene<'_>, role: Role) -> Element {
    let organisation = scene.organisation();
    let now = organisation.on_call(role, scene.now);
    let people = organisation.roster_at(role, scene.now).enumerate();
    let row = |(n, id): (usize, PersonId)| {
        let person = organisation.person(id)?;
        let rank = match n {
            _ if now == Some(id) => "on call now".into(),
            0 => "first".into(),
            n => format!("backup {n}"),
        };
        let who = el("td", "").with(format!("{}, {rank}", person.name));
        let reach = [("tel:", &person.phone), ("mailto:", &person.email)];
        let reach = reach.into_iter().filter(|(_, to)| !to.is_empty()).map(|(how, to)| {
            el("a", "paper__reach").set("href", &format!("{how}{to}")).with(to.as_str())
        });
        Some(el("tr", "").key(id.to_string()).with(who).with(el("td", "").with_all(reach)))
    };
    let name = el("th", "").set("scope", "rowgroup").set("colspan", "2").with(scene.role(role));
    el("tbody", "")
        .key(format!("{}-{}", role.slug(), scene.role(role)))
        .with(el("tr", "").with(name))
        .with_all(people.filter_map(row))
}

fn roles(scene: &Scene<'_>) -> Element {
    let organisation = scene.organisation();
    let cards = organisation.roles().map(|role| role_card(scene, organisation, role));
    part("roles", "What each role does").with_all(cards)
}

fn role_card(scene: &Scene<'_>, organisation: &Organisation, role: Role) -> Element {
    let guide = en::guide(role);
    let group = en::group(organisation.group_of(role));
    let people: Vec<_> = organisation.roster_at(role, scene.now).collect();
    let sheet = el("article", "paper__sheet").key(format!("{}-{}", role.slug(), scene.role(role)));
    sheet
        .with(el("h3", "paper__name").with(scene.role(role)))
        .with(el("p", "paper__line").with(format!("{group}. {}", guide.purpose)))
        .with(el("p", "paper__line").with(format!("Who: {}", staff::names(organisation, &people))))
        .with(ticks(guide.steps.iter().map(|step| (*step).into())))
}

/// Steps to tick off with a pen.
fn ticks(steps: impl Iterator<Item = String>) -> Element {
    let boxes = steps.map(|step| {
        let pen = el("span", "paper__box").set("aria-hidden", "true").with("☐");
        el("li", "paper__tick").with(pen).with(el("span", "").with(step))
    });
    el("ul", "paper__ticks").with_all(boxes)
}

fn checklists() -> Element {
    let list = |name: &str, steps: Vec<String>| {
        let name = el("h3", "paper__name").with(name);
        el("article", "paper__sheet").with(name).with(ticks(steps.into_iter()))
    };
    let words = |all: &[&str]| all.iter().map(|it| (*it).into()).collect();
    let write = |question| format!("{} ____________________", en::question(question));
    let call = en::ETIQUETTE.iter().map(|it| format!("{}: {}", it.word, it.meaning));
    let says = Phase::MESSAGING.map(|phase| {
        let steps: Vec<_> = en::elements(phase).iter().map(|it| (*it).into()).collect();
        list(&format!("{}: {}", en::phase(phase), en::ELEMENTS_INTRO.to_lowercase()), steps)
    });
    part("checklists", "What to tick off")
        .with(list("The briefing", Question::ALL.map(write).into()))
        .with(list("Before writing a message", words(&en::SIZING_UP)))
        .with_all(says)
        .with(list(
            "Sign-offs of a message, in order",
            Gate::ALL.map(|it| en::gate(it).into()).into(),
        ))
        .with(list("Before the call ends", GuardKind::ALL.map(|it| en::guard(it).into()).into()))
        .with(list("Words of the call", call.collect()))
}

fn templates(scene: &Scene<'_>) -> Element {
    let organisation = scene.organisation();
    let all = organisation.audiences.iter().flat_map(|audience| {
        let known = Phase::MESSAGING.map(|phase| organisation.template(audience.id, phase));
        known.into_iter().flatten().map(move |it| template(scene, audience, it))
    });
    part("templates", "Texts that are ready").with_all(all)
}

fn template(scene: &Scene<'_>, audience: &Audience, template: &Template) -> Element {
    let name = format!("{}, {}", audience.name, en::phase(template.phase));
    el("article", "paper__sheet")
        .key(format!("{}-{}", audience.id, template.phase.slug()))
        .with(el("h3", "paper__name").with(name))
        .with(chip(approval(Some(template), scene.now)))
        .with(el("p", "paper__line").with(format!("Subject: {}", template.subject)))
        .with(el("p", "paper__text").with(template.body.as_str()))
}
