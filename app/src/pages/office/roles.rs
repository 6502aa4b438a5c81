//! Roles by functional group (R1, R3): who holds each by default, and who backs them up (R2).

use super::desk::{Form, Office};
use super::staff;
use crate::parts::model::{Action, Card, Chip, Line, Row, Tone, Weight, plain};
use crate::parts::sheet::{Asked, Input, Options};
use crate::scene::Scene;
use muster_domain::catalogue::{Group, Role};
use muster_domain::copy::en;
use muster_domain::ids::{CustomRoleId, PersonId};
use muster_domain::list::find;
use muster_domain::organisation::Organisation;
use muster_domain::setup::Change;
use std::sync::Arc;

/// The page.
pub fn cards(office: Office, scene: &Scene<'_>) -> Vec<Card> {
    let mut cards: Vec<_> = Group::ALL.map(|it| group(office, scene, it)).into();
    let probe = Change::AddRole { name: "…".into(), group: Group::Operations };
    let add = office.form(scene, "Add a role", &probe, adding);
    if let (Some(add), Some(last)) = (add, cards.last_mut()) {
        last.actions.push(add);
    }
    cards
}

fn group(office: Office, scene: &Scene<'_>, group: Group) -> Card {
    let organisation = scene.organisation();
    let here =
        |role: &Role| organisation.group_of(*role) == group && !matches!(role, Role::Department(_));
    let rows: Vec<_> =
        organisation.roles().filter(here).map(|role| row(office, scene, role)).collect();
    let mut card = Card { rows, ..Card::new(group.slug(), en::group(group)) };
    if group == Group::Departmental {
        card.title = "Additional roles".into();
        card.lines = vec![plain("Departments have a page of their own: On call.")];
        card.empty = "No further role was added.";
    }
    card
}

/// A role with its people in order.
pub fn row(office: Office, scene: &Scene<'_>, role: Role) -> Row {
    let organisation = scene.organisation();
    let mut row = Row::new(format!("{}-{}", role.slug(), scene.role(role)), scene.role(role));
    row.chip = Some(backed(organisation, role));
    row.lines = people(organisation, role);
    row.actions = order(office, scene, role).into_iter().chain(own(office, scene, role)).collect();
    row
}

/// Whether somebody could take over (R2).
pub fn backed(organisation: &Organisation, role: Role) -> Chip {
    match organisation.bench(role).count() {
        0 => Chip::new(Tone::Stop, "Nobody can serve"),
        1 => Chip::new(Tone::Stop, "No backup"),
        2 => Chip::new(Tone::Ok, "1 backup"),
        more => Chip::new(Tone::Ok, format!("{} backups", more - 1)),
    }
}

/// Whoever is named, each on a line.
pub fn people(organisation: &Organisation, role: Role) -> Vec<Line> {
    let named = roster(organisation, role).into_iter().enumerate();
    let said = named.map(|(n, person)| {
        let rank = if n == 0 { "Primary".into() } else { format!("Backup {n}") };
        plain(format!("{rank}: {}", staff::name(organisation, person)))
    });
    said.collect()
}

fn roster(organisation: &Organisation, role: Role) -> Vec<PersonId> {
    find(&organisation.rosters, role).map(|it| it.people.clone()).unwrap_or_default()
}

/// The button that says who serves, in order.
pub fn order(office: Office, scene: &Scene<'_>, role: Role) -> Option<Action> {
    let people = roster(scene.organisation(), role);
    let name = scene.role(role);
    let options = staff::people_and(scene.organisation(), &people);
    let probe = Change::OrderRoster { role, people };
    office.form(scene, "Name and order people", &probe, move || ordering(role, &name, &options))
}

fn ordering(role: Role, name: &str, options: &Options) -> Form {
    let field = Asked::new("In this order", Input::Order(options.clone()));
    let hint = "The first is the primary, who is paged first. The others are paged one after the \
                other where nobody answers.";
    Form::new(
        format!("{name}: primary and backups"),
        vec![field.hint(hint)],
        Arc::new(move |it| vec![staff::value(&roster(it, role))]),
        Arc::new(move |_, values| {
            Ok(Change::OrderRoster { role, people: staff::of_value(&staff::at(values, 0)) })
        }),
    )
}

fn groups() -> Options {
    Group::ALL.map(|it| (it.slug().into(), en::group(it).into())).into()
}

fn group_of(slug: &str) -> Group {
    Group::ALL.into_iter().find(|it| it.slug() == slug).unwrap_or(Group::Departmental)
}

fn asked() -> Vec<Asked> {
    let name = Asked::new("Name", Input::Line("text"));
    let group = Asked::new("Group", Input::Choice(groups()));
    vec![name, group.hint("Where it stands on the board of an incident.")]
}

fn adding() -> Form {
    let form = Form::new(
        "Add a role",
        asked(),
        Arc::new(|_| vec![String::new(), Group::Departmental.slug().into()]),
        Arc::new(|_, values| {
            let (name, group) = (staff::at(values, 0), group_of(&staff::at(values, 1)));
            Ok(Change::AddRole { name, group })
        }),
    );
    Form { submit: "Add", ..form }
}

/// What can be done with a role of the organisation's own.
fn own(office: Office, scene: &Scene<'_>, role: Role) -> Vec<Action> {
    let Role::Custom(id) = role else { return Vec::new() };
    let name = scene.role(role);
    let edit = Change::EditRole { role: id, name: name.clone(), group: Group::Operations };
    let edit = office.form(scene, "Rename or move", &edit, move || editing(id));
    let change = Change::RemoveRole { role: id };
    let gone = change.clone();
    let remove = office.act(scene, "Remove", &change, move || {
        let effect = "Incidents that had it keep it on record; new ones do not have it.".into();
        let form = Form::confirm(format!("Remove {name}"), effect, "Remove", gone.clone());
        Form { weight: Weight::Harsh, ..form }
    });
    let quiet = |it: Action| if it.why_not.is_some() { it } else { it.weigh(Weight::Quiet) };
    edit.into_iter().chain(remove).map(quiet).collect()
}

fn editing(id: CustomRoleId) -> Form {
    Form::new(
        "Rename or move the role",
        asked(),
        Arc::new(move |it| {
            let role = find(&it.custom_roles, id);
            role.map(|it| vec![it.name.clone(), it.group.slug().into()]).unwrap_or_default()
        }),
        Arc::new(move |_, values| {
            let (name, group) = (staff::at(values, 0), group_of(&staff::at(values, 1)));
            Ok(Change::EditRole { role: id, name, group })
        }),
    )
}
