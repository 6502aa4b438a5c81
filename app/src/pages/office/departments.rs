//! Departments and rotations (R4, R5): who is on call now and in the next two weeks, by which
//! layers, and who stands in when.

use super::calendars::Calendars;
use super::days::{Span, spans};
use super::desk::{Form, Office};
use super::readiness::now_on_call;
use super::{layers, roles, staff, stand_ins};
use crate::effects::clock;
use crate::node::{Element, Node, el};
use crate::parts::bits::actions;
use crate::parts::cards::{card, region};
use crate::parts::model::{Action, Card, Chip, Tone, Weight, plain};
use crate::parts::sheet::{Asked, Input};
use crate::scene::Scene;
use leptos::prelude::*;
use muster_domain::catalogue::Role;
use muster_domain::ids::DepartmentId;
use muster_domain::list::find;
use muster_domain::organisation::Organisation;
use muster_domain::rota::OnCall;
use muster_domain::setup::Change;
use muster_domain::view::readiness::AHEAD;
use std::sync::Arc;

/// The page.
pub fn body(office: Office) -> Vec<Node> {
    let calendars = Calendars::ask(office.store);
    let all = el("div", "contents").live(move || {
        office.store.minute.track();
        office.store.scene(|scene| all(office, scene, calendars))
    });
    vec![all.into()]
}

fn all(office: Office, scene: &Scene<'_>, calendars: Calendars) -> Vec<Node> {
    let organisation = scene.organisation();
    let taking_turns = |role: &Role| {
        matches!(role, Role::Department(_) | Role::TechnicalSlt)
            || find(&organisation.rotas, *role).is_some()
    };
    // Departments first: for most roles a roster is enough.
    let (mut first, then): (Vec<Role>, Vec<Role>) =
        organisation.roles().filter(taking_turns).partition(|it| matches!(it, Role::Department(_)));
    first.extend(then);
    let mut drawn: Vec<Node> =
        first.into_iter().map(|role| of_role(office, scene, role, calendars).into()).collect();
    let probe = Change::AddDepartment { name: "…".into() };
    let add = office.form(scene, "Add a department", &probe, adding);
    let other = layers::for_other_role(office, scene);
    let add: Vec<_> = add.into_iter().chain(other).collect();
    if !add.is_empty() {
        let more = Card { actions: add, ..Card::new("more", "More") };
        drawn.push(card(more).into());
    }
    let zone = format!("Times on this page are those of your device ({}).", clock::zone());
    drawn.insert(0, el("p", "meta").with(zone).into());
    drawn
}

fn of_role(office: Office, scene: &Scene<'_>, role: Role, calendars: Calendars) -> Element {
    let organisation = scene.organisation();
    let rota = find(&organisation.rotas, role);
    let mut head = Card::new("rota", scene.role(role));
    head.chip = Some(match rota {
        Some(rota) => now_on_call(scene, rota),
        None => Chip::new(Tone::Wait, "No rotation"),
    });
    head.lines = roles::people(organisation, role);
    if rota.is_none() {
        head.lines.push(plain("Without a rotation, the primary is paged at any time."));
    }
    head.lines.extend(calendars.line(role));
    head.rows = rota.map(|rota| layers::rows(office, scene, rota)).unwrap_or_default();
    head.rows.extend(rota.into_iter().flat_map(|rota| stand_ins::rows(office, scene, rota)));
    let order = roles::order(office, scene, role);
    let buttons = layers::buttons(office, scene, role, rota).into_iter();
    let buttons = buttons.chain(rota.and_then(|it| stand_ins::button(office, scene, it)));
    let calendar = calendars.buttons(scene, role).into_iter();
    let calendar = calendar.map(|it| it.weigh(Weight::Quiet));
    let buttons: Vec<_> =
        buttons.chain(order).chain(calendar).chain(own(office, scene, role)).collect();
    region(&id(role), head).with_all(rota.map(|rota| ahead(scene, rota))).with_all(actions(buttons))
}

/// Tells the card of a role from the others.
fn id(role: Role) -> String {
    let number = match role {
        Role::Department(id) => id.0,
        Role::Custom(id) => id.0,
        _ => 0,
    };
    format!("{}-{number}", role.slug())
}

/// The next two weeks: a table, with the gaps in words.
fn ahead(scene: &Scene<'_>, rota: &OnCall) -> Element {
    let organisation = scene.organisation();
    let may = |person| organisation.person(person).is_some();
    let from = scene.now;
    let spans = spans(&rota.shifts, from, from + AHEAD, may);
    let gaps = spans.iter().filter(|span| span.person.is_none()).count();
    let summary = match gaps {
        0 => "The next 14 days: no gap".to_string(),
        1 => "The next 14 days: 1 gap".into(),
        more => format!("The next 14 days: {more} gaps"),
    };
    let heading = |words: &str| el("th", "").set("scope", "col").with(words);
    let head = el("tr", "").with_all(["From", "Until", "On call"].map(heading));
    let body = spans.iter().map(|span| line(organisation, span));
    let table = el("table", "rota__days")
        .with(el("thead", "").with(head))
        .with(el("tbody", "").with_all(body));
    el("details", "fold").with(el("summary", "fold__summary").with(summary)).with(table)
}

fn line(organisation: &Organisation, span: &Span) -> Element {
    let cell = |words: String| el("td", "").with(words);
    let who = match span.person {
        Some(person) => cell(staff::name(organisation, person)),
        None => cell("Gap: nobody is on call".into()).set("data-tone", "stop"),
    };
    el("tr", "")
        .with(cell(clock::weekday_and_time(span.from)))
        .with(cell(clock::weekday_and_time(span.until)))
        .with(who)
}

fn asked() -> Vec<Asked> {
    vec![Asked::new("Name", Input::Line("text"))]
}

fn adding() -> Form {
    let form = Form::new(
        "Add a department",
        asked(),
        Arc::new(|_| vec![String::new()]),
        Arc::new(|_, values| Ok(Change::AddDepartment { name: staff::at(values, 0) })),
    );
    Form { submit: "Add", ..form }
}

/// What can be done with a department itself.
fn own(office: Office, scene: &Scene<'_>, role: Role) -> Vec<Action> {
    let Role::Department(id) = role else { return Vec::new() };
    let name = scene.role(role);
    let probe = Change::RenameDepartment { department: id, name: name.clone() };
    let rename = office.form(scene, "Rename", &probe, move || renaming(id));
    let change = Change::RemoveDepartment { department: id };
    let gone = change.clone();
    let remove = office.act(scene, "Remove", &change, move || {
        let effect = "New incidents do not have it any more. Whoever serves in it goes on.".into();
        let form = Form::confirm(format!("Remove {name}"), effect, "Remove", gone.clone());
        Form { weight: Weight::Harsh, ..form }
    });
    // While somebody serves in it, nobody needs to read on every department why it must stay.
    let remove = remove.filter(|it| it.why_not.is_none());
    rename.into_iter().chain(remove).map(|it| it.weigh(Weight::Quiet)).collect()
}

fn renaming(id: DepartmentId) -> Form {
    Form::new(
        "Rename the department",
        asked(),
        Arc::new(move |it| {
            find(&it.departments, id).map(|it| vec![it.name.clone()]).unwrap_or_default()
        }),
        Arc::new(move |_, values| {
            Ok(Change::RenameDepartment { department: id, name: staff::at(values, 0) })
        }),
    )
}
