//! The layers of a rotation, one form each: who takes turns, from which day, for how long, in which
//! hours. What is saved is the whole rotation with that layer changed.

use super::desk::{Form, Office};
use super::staff;
use crate::effects::clock;
use crate::parts::model::{Action, Row, Weight, plain};
use crate::parts::sheet::{Asked, Input, JOINT, Options};
use crate::scene::Scene;
use muster_domain::catalogue::Role;
use muster_domain::list::find;
use muster_domain::organisation::Organisation;
use muster_domain::rota::{Day, Hours, Layer, OnCall, Rota, TimeOfDay};
use muster_domain::setup::Change;
use muster_domain::time::{Minutes, Timestamp};
use std::sync::Arc;

/// One row for each layer.
pub fn rows(office: Office, scene: &Scene<'_>, it: &OnCall) -> Vec<Row> {
    let count = it.rota.layers.len();
    let rows = it.rota.layers.iter().enumerate().map(|(n, layer)| {
        let title = if count == 1 { "Turns".into() } else { format!("Layer {}", n + 1) };
        let mut row = Row::new(format!("layer-{n}"), title);
        row.group = (n == 0 && count > 1)
            .then(|| "Where two layers cover the same time, the later one has it".into());
        row.lines = vec![
            plain(staff::names(scene.organisation(), &layer.people)),
            plain(words(layer, &it.rota.zone)),
        ];
        row.actions = layer_actions(office, scene, it, n);
        row
    });
    rows.collect()
}

/// A layer in words, apart from its people.
pub fn words(layer: &Layer, zone: &str) -> String {
    let turns = match layer.days {
        1 => "Turns of one day".into(),
        7 => "Turns of one week".into(),
        days => format!("Turns of {days} days"),
    };
    let start = format!("from {}, hand-over at {} in {zone}", layer.first_day, layer.hand_over);
    let Some(hours) = &layer.hours else {
        return format!("{turns}, {start}, round the clock.");
    };
    let days = staff::WEEK.iter().filter(|(day, _)| hours.weekdays.contains(day));
    let days: Vec<_> = days.filter_map(|(_, name)| name.get(..3)).collect();
    let (from, until) = (hours.from, hours.until);
    format!("{turns}, {start}, only {} from {from} to {until}.", days.join(", "))
}

fn layer_actions(office: Office, scene: &Scene<'_>, it: &OnCall, n: usize) -> Vec<Action> {
    let role = it.role;
    let (name, now) = (scene.role(role), scene.now);
    let people = it.rota.layers.get(n).map(|layer| layer.people.clone()).unwrap_or_default();
    let options = staff::people_and(scene.organisation(), &people);
    let probe = set(role, it.rota.clone());
    let title = format!("{name}: who takes turns");
    let edit = office.form(scene, "Edit turns", &probe, move || {
        layer_form(&title, role, Some(n), &options, now)
    });
    let mut rest = it.rota.clone();
    if n < rest.layers.len() {
        rest.layers.remove(n);
    }
    let rest = (!rest.layers.is_empty()).then_some(rest);
    let last = rest.is_none();
    let effect = if last {
        "Nobody takes turns any more: the primary of the role is paged at any time."
    } else {
        "The other layers stay as they are."
    };
    let change = Change::SetRota { role, rota: rest };
    let gone = change.clone();
    let label = if last { "End the rotation" } else { "Remove the layer" };
    let remove = office.act(scene, label, &change, move || {
        let form = Form::confirm(format!("{label}: {name}"), effect.into(), label, gone.clone());
        Form { weight: Weight::Harsh, ..form }
    });
    edit.into_iter().chain(remove.map(|it| it.weigh(Weight::Quiet))).collect()
}

const fn set(role: Role, rota: Rota) -> Change {
    Change::SetRota { role, rota: Some(rota) }
}

/// What begins a rotation, or adds to one.
pub fn buttons(
    office: Office,
    scene: &Scene<'_>,
    role: Role,
    rota: Option<&OnCall>,
) -> Vec<Action> {
    let name = scene.role(role);
    let options = staff::people(scene.organisation());
    let (now, probe) = (scene.now, probe(role));
    let Some(_) = rota else {
        let title = format!("{name}: set up a rotation");
        let form = move || layer_form(&title, role, None, &options, now);
        return office.form(scene, "Set up a rotation", &probe, form).into_iter().collect();
    };
    let title = format!("{name}: another layer");
    let form = move || layer_form(&title, role, None, &options, now);
    let add = office.form(scene, "Add a layer", &probe, form);
    let zone = office.form(scene, "Change the time zone", &probe, move || zone_form(&name, role));
    add.into_iter().chain(zone).map(|it| it.weigh(Weight::Quiet)).collect()
}

fn probe(role: Role) -> Change {
    set(role, Rota::default())
}

/// A rotation for a role that has only a roster: any role may take turns.
pub fn for_other_role(office: Office, scene: &Scene<'_>) -> Option<Action> {
    let organisation = scene.organisation();
    let without = |role: &Role| {
        !matches!(role, Role::Department(_) | Role::TechnicalSlt)
            && find(&organisation.rotas, *role).is_none()
    };
    let roles: Vec<Role> = organisation.roles().filter(without).collect();
    let first = *roles.first()?;
    let names: Options =
        roles.iter().enumerate().map(|(n, it)| (n.to_string(), scene.role(*it))).collect();
    let (options, now) = (staff::people(organisation), scene.now);
    office.form(scene, "Set up a rotation for another role", &probe(first), move || {
        let mut asked = vec![Asked::new("Role", Input::Choice(names.clone()))];
        asked.extend(fields(&options, true));
        let roles = roles.clone();
        Form::new(
            "A rotation for another role",
            asked,
            Arc::new(move |it| {
                let mut values = vec!["0".into()];
                values.extend(values_of(it, first, None, now));
                values
            }),
            Arc::new(move |it, values| {
                let chosen = staff::at(values, 0).parse::<usize>().unwrap_or_default();
                let role = roles.get(chosen).copied().unwrap_or(first);
                changed(it, role, None, values.get(1..).unwrap_or_default())
            }),
        )
    })
}

fn layer_form(
    title: &str,
    role: Role,
    n: Option<usize>,
    options: &Options,
    now: Timestamp,
) -> Form {
    let whole = n.is_none();
    Form::new(
        title,
        fields(options, whole),
        Arc::new(move |it| values_of(it, role, n, now)),
        Arc::new(move |it, values| changed(it, role, n, values)),
    )
}

/// The fields of a layer; with the zone where there may be no rotation yet.
fn fields(options: &Options, whole: bool) -> Vec<Asked> {
    let week: Options = staff::WEEK
        .iter()
        .enumerate()
        .map(|(n, (_, name))| (n.to_string(), (*name).into()))
        .collect();
    let line = |label, kind| Asked::new(label, Input::Line(kind));
    let people = Asked::new("Who takes turns, in order", Input::Order(options.clone()));
    let hours = Asked::new("Only on these days", Input::Ticks(week)).optional();
    let mut all = vec![
        people,
        line("First day", "date").hint("On it, the first person's first turn begins."),
        line("Hand-over at", "time").hint("By the clock of the time zone of the rotation."),
        line("Days of a turn", "number").hint("7 is a week; at most 28."),
        hours.hint("Without any: every day, round the clock."),
        line("From", "time").optional().hint("Only where days are ticked."),
        line("To", "time").optional().hint("Not after the beginning means on the next day."),
    ];
    if whole {
        all.push(Asked::new("Time zone", Input::Suggested(clock::zones())));
    }
    all
}

fn values_of(it: &Organisation, role: Role, n: Option<usize>, now: Timestamp) -> Vec<String> {
    let rota = find(&it.rotas, role).map(|it| &it.rota);
    let layer = n.and_then(|n| rota?.layers.get(n));
    let Some(layer) = layer else {
        let zone = rota.map_or_else(clock::zone, |rota| rota.zone.clone());
        // From the day before on: whatever the hour is, somebody is on call at once.
        let yesterday = Timestamp(now.0 - Minutes::DAY.millis());
        let first = Day::of(yesterday).unwrap_or_default().to_string();
        let text = |text: &str| text.to_string();
        let (handover, week) = (text("09:00"), text("7"));
        return vec![text(""), first, handover, week, text(""), text(""), text(""), zone];
    };
    let hours = layer.hours.as_ref();
    let days = staff::WEEK.iter().enumerate();
    let days = days.filter(|(_, (day, _))| hours.is_some_and(|it| it.weekdays.contains(day)));
    vec![
        staff::value(&layer.people),
        layer.first_day.to_string(),
        layer.hand_over.to_string(),
        layer.days.to_string(),
        staff::joined(days.map(|(n, _)| n.to_string())),
        hours.map(|it| it.from.to_string()).unwrap_or_default(),
        hours.map(|it| it.until.to_string()).unwrap_or_default(),
    ]
}

/// The rotation with this layer in it, in the place of one or after all.
fn changed(
    it: &Organisation,
    role: Role,
    n: Option<usize>,
    values: &[String],
) -> Result<Change, &'static str> {
    let layer = layer(values)?;
    let mut rota = find(&it.rotas, role).map(|it| it.rota.clone()).unwrap_or_default();
    if let Some(n) = n {
        let place = rota.layers.get_mut(n);
        *place.ok_or("Somebody removed this layer meanwhile. Add it anew.")? = layer;
    } else {
        rota.layers.push(layer);
        rota.zone = staff::at(values, 7);
    }
    Ok(set(role, rota))
}

/// What the fields of a layer come to.
fn layer(values: &[String]) -> Result<Layer, &'static str> {
    let at = |n| staff::at(values, n);
    let people = staff::of_value(&at(0));
    if people.is_empty() {
        return Err("Name at least one person who takes turns.");
    }
    let first_day = Day::parse(&at(1)).ok_or("Say on which day the first turn begins.")?;
    let hand_over = time(&at(2)).ok_or("Say at which time one hands over to the next.")?;
    let days = at(3).parse().map_err(|_| "Say how many days a turn has.")?;
    let ticked = at(4);
    let weekdays = ticked.split(JOINT).filter_map(|n| staff::WEEK.get(n.parse::<usize>().ok()?));
    let weekdays: Vec<_> = weekdays.map(|(day, _)| *day).collect();
    let hours = if weekdays.is_empty() {
        None
    } else {
        let (from, until) = (time(&at(5)), time(&at(6)));
        let (Some(from), Some(until)) = (from, until) else {
            return Err("Say from when to when on these days.");
        };
        Some(Hours { weekdays, from, until })
    };
    Ok(Layer { people, first_day, hand_over, days, hours })
}

/// Some browsers give seconds too.
fn time(text: &str) -> Option<TimeOfDay> {
    TimeOfDay::parse(text.get(..5)?)
}

fn zone_form(name: &str, role: Role) -> Form {
    let zone = Asked::new("Time zone", Input::Suggested(clock::zones()));
    let form = Form::new(
        format!("{name}: time zone"),
        vec![zone],
        Arc::new(move |it| {
            find(&it.rotas, role).map(|it| vec![it.rota.zone.clone()]).unwrap_or_default()
        }),
        Arc::new(move |it, values| {
            let mut rota = find(&it.rotas, role).map(|it| it.rota.clone()).unwrap_or_default();
            rota.zone = staff::at(values, 0);
            Ok(set(role, rota))
        }),
    );
    Form { effect: "Every hand-over is at the same hour of this zone from now on.".into(), ..form }
}

#[cfg(test)]
mod tests {
    use super::{layer, words};
    use muster_domain::ids::PersonId;
    use muster_domain::rota::Weekday;

    fn values(all: [&str; 7]) -> Vec<String> {
        all.map(String::from).into()
    }

    // [R4]
    #[test]
    fn the_fields_of_a_layer_come_to_turns_and_hours() {
        let all = values(["3,1,3", "2026-11-30", "09:00:00", "7", "0,4", "08:00", "18:30"]);
        let Ok(layer) = layer(&all) else { panic!("refused") };
        assert_eq!(layer.people, [PersonId(3), PersonId(1), PersonId(3)]);
        let hours = layer.hours.clone().unwrap_or_default();
        assert_eq!(hours.weekdays, [Weekday::Monday, Weekday::Friday]);
        assert_eq!(
            words(&layer, "Europe/Berlin"),
            "Turns of one week, from 2026-11-30, hand-over at 09:00 in Europe/Berlin, only Mon, \
             Fri from 08:00 to 18:30."
        );
    }

    // [R4]
    #[test]
    fn what_is_missing_is_asked_for_in_a_sentence() {
        assert!(layer(&values(["", "2026-11-30", "09:00", "7", "", "", ""])).is_err());
        assert!(layer(&values(["1", "", "09:00", "7", "", "", ""])).is_err());
        assert!(layer(&values(["1", "2026-11-30", "09:00", "7", "0", "", ""])).is_err());
        let round_the_clock = layer(&values(["1", "2026-11-30", "09:00", "7", "", "08:00", ""]));
        assert_eq!(round_the_clock.map(|layer| layer.hours), Ok(None));
    }
}
