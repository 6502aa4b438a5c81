//! What was agreed otherwise, once: somebody stands in, or two people swap (R4).

use super::desk::{Form, Office};
use super::staff;
use crate::effects::clock;
use crate::parts::model::{Action, Row, Weight, plain};
use crate::parts::sheet::{Asked, Input, Options};
use crate::scene::Scene;
use muster_domain::catalogue::Role;
use muster_domain::organisation::Organisation;
use muster_domain::rota::{OnCall, Override};
use muster_domain::setup::Change;
use muster_domain::time::{Minutes, Timestamp};
use std::sync::Arc;

/// One row for each agreement that is not over.
pub fn rows(office: Office, scene: &Scene<'_>, it: &OnCall) -> Vec<Row> {
    let agreed = it.rota.overrides.iter().enumerate();
    let agreed = agreed.filter(|(_, one)| one.until > scene.now).enumerate();
    agreed.map(|(nth, (n, one))| row(office, scene, it, (nth, n), one)).collect()
}

fn row(
    office: Office,
    scene: &Scene<'_>,
    it: &OnCall,
    (nth, n): (usize, usize),
    one: &Override,
) -> Row {
    let organisation = scene.organisation();
    let who = staff::name(organisation, one.person);
    let title = match one.instead_of {
        Some(other) => format!("{who} for {}", staff::name(organisation, other)),
        None => format!("{who} stands in"),
    };
    let mut row = Row::new(format!("stand-in-{n}"), title);
    row.group = (nth == 0).then(|| "Agreed otherwise".into());
    let (from, until) = (clock::weekday_and_time(one.from), clock::weekday_and_time(one.until));
    row.lines = vec![plain(format!("From {from} until {until}"))];
    let (mut rota, role) = (it.rota.clone(), it.role);
    rota.overrides.remove(n);
    let change = Change::SetRota { role, rota: Some(rota) };
    let gone = change.clone();
    let remove = office.act(scene, "Take it back", &change, move || {
        let effect = "The rotation counts again in this time.".into();
        let form = Form::confirm(format!("Take back: {who}"), effect, "Take it back", gone.clone());
        Form { weight: Weight::Harsh, ..form }
    });
    row.actions = remove.into_iter().map(|it| it.weigh(Weight::Quiet)).collect();
    row
}

/// The button that agrees on something.
pub fn button(office: Office, scene: &Scene<'_>, it: &OnCall) -> Option<Action> {
    let (role, now) = (it.role, scene.now);
    let organisation = scene.organisation();
    let name = scene.role(role);
    let person = it.rota.people().next().unwrap_or_default();
    let until = now + Minutes::DAY;
    let stand_in = Override { person, from: now, until, instead_of: None };
    let probe = Change::AddOverride { role, stand_in };
    let (everybody, instead) = (staff::people(organisation), instead(organisation, it));
    office.form(scene, "Agree on a stand-in", &probe, move || {
        form(&name, role, &everybody, &instead, now)
    })
}

fn instead(organisation: &Organisation, it: &OnCall) -> Options {
    let anybody = (String::new(), "whoever it would be".into());
    let turns = it.rota.people().map(|id| (id.to_string(), staff::name(organisation, id)));
    core::iter::once(anybody).chain(turns).collect()
}

fn form(name: &str, role: Role, everybody: &Options, instead: &Options, now: Timestamp) -> Form {
    let nobody = (String::new(), "Choose…".to_string());
    let everybody = core::iter::once(nobody).chain(everybody.iter().cloned()).collect();
    let instead = Asked::new("In the place of", Input::Choice(instead.clone())).optional();
    let asked = vec![
        Asked::new("Who stands in", Input::Choice(everybody)),
        Asked::new("From", Input::Line("datetime-local")),
        Asked::new("Until", Input::Line("datetime-local")),
        instead.hint("With a name: only where that person would be on call."),
    ];
    let form = Form::new(
        format!("{name}: a stand-in"),
        asked,
        Arc::new(move |_| {
            let tomorrow = clock::field(now + Minutes::DAY);
            vec![String::new(), clock::field(now), tomorrow, String::new()]
        }),
        Arc::new(move |_, values| {
            let when = |n| clock::of_field(&staff::at(values, n));
            let (Some(from), Some(until)) = (when(1), when(2)) else {
                return Err("Say from when until when.");
            };
            let person = staff::one(&staff::at(values, 0));
            let instead_of = staff::of_value(&staff::at(values, 3)).first().copied();
            let stand_in = Override { person, from, until, instead_of };
            Ok(Change::AddOverride { role, stand_in })
        }),
    );
    Form {
        submit: "Agree",
        effect: format!("Times are of your device ({}).", clock::zone()),
        ..form
    }
}

#[cfg(test)]
mod tests {
    use super::instead;
    use muster_domain::catalogue::Role;
    use muster_domain::ids::PersonId;
    use muster_domain::organisation::Organisation;
    use muster_domain::rota::{Layer, OnCall, Rota};

    // [R4]
    #[test]
    fn a_swap_is_with_somebody_who_takes_turns_or_with_whoever_it_would_be() {
        let layer = Layer { people: vec![PersonId(4), PersonId(2)], ..Layer::default() };
        let rota = Rota { layers: vec![layer], ..Rota::default() };
        let rota = OnCall { role: Role::TechnicalSlt, rota, shifts: Vec::new() };
        let options = instead(&Organisation::default(), &rota);
        let keys: Vec<_> = options.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["", "4", "2"]);
    }
}
