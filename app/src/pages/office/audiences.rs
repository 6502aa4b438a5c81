//! Whom messages are for (R82): name, channels, and how often news are promised (R121).

use super::desk::{Form, Office};
use super::staff;
use crate::parts::model::{Card, Row, Weight, plain};
use crate::parts::sheet::{Asked, Input, JOINT, Options};
use crate::scene::Scene;
use muster_domain::copy::en;
use muster_domain::ids::AudienceId;
use muster_domain::message::Channel;
use muster_domain::organisation::Audience;
use muster_domain::setup::{AudienceFacts, Change};
use muster_domain::time::Minutes;
use std::sync::Arc;

/// The card with all of them.
pub fn card(office: Office, scene: &Scene<'_>) -> Card {
    let rows = scene.organisation().audiences.iter().map(|it| row(office, scene, it)).collect();
    let probe = Change::AddAudience { audience: facts(&values(None)) };
    let add = office.form(scene, "Add an audience", &probe, adding);
    Card { rows, actions: add.into_iter().collect(), ..Card::new("audiences", "Audiences") }
}

fn row(office: Office, scene: &Scene<'_>, it: &Audience) -> Row {
    let mut row = Row::new(it.id.to_string(), &it.name);
    let channels: Vec<_> = it.channels.iter().map(|it| en::channel(*it)).collect();
    let inside = if it.internal { "Inside the company" } else { "Outside the company" };
    let personal = if it.personal { " · mail is personal" } else { "" };
    let cadence = format!("news at least every {} minutes", it.cadence.0);
    row.lines = vec![plain(format!("{inside}{personal} · {} · {cadence}", channels.join(", ")))];
    let id = it.id;
    let edit = Change::EditAudience { id, audience: facts(&values(Some(it))) };
    let edit = office.form(scene, "Edit", &edit, move || editing(id));
    let (change, title) = (Change::RemoveAudience { id }, format!("Remove {}", it.name));
    let gone = change.clone();
    let remove = office.act(scene, "Remove", &change, move || {
        let effect = "New incidents have no messages for it any more.".into();
        let form = Form::confirm(title.clone(), effect, "Remove", gone.clone());
        Form { weight: Weight::Harsh, ..form }
    });
    // Those that stay have no such button: why, nobody needs to read three times.
    let remove = remove.filter(|it| it.why_not.is_none());
    row.actions = edit.into_iter().chain(remove).map(|it| it.weigh(Weight::Quiet)).collect();
    row
}

fn asked() -> Vec<Asked> {
    let channels: Options =
        Channel::ALL.map(|it| (it.slug().into(), en::channel(it).into())).into();
    let internal = Asked::new("Inside the company", Input::Check);
    let personal = Asked::new("Mail to them is personal", Input::Check);
    let cadence = Asked::new("Minutes to the next promised update", Input::Line("number"));
    vec![
        Asked::new("Name", Input::Line("text")),
        internal.hint("A promised repair time may be named there."),
        personal.hint("It goes out one by one, under the Technical SLT's name."),
        Asked::new("Channels", Input::Ticks(channels)),
        cadence,
    ]
}

fn values(audience: Option<&Audience>) -> Vec<String> {
    let on = |it: bool| if it { "on".to_string() } else { String::new() };
    let Some(it) = audience else {
        return vec![String::new(), String::new(), String::new(), "mail".into(), "60".into()];
    };
    vec![
        it.name.clone(),
        on(it.internal),
        on(it.personal),
        staff::joined(it.channels.iter().map(|it| it.slug().to_string())),
        it.cadence.0.to_string(),
    ]
}

fn facts(values: &[String]) -> AudienceFacts {
    let at = |n| staff::at(values, n);
    let known = |slug: &str| Channel::ALL.into_iter().find(|it| it.slug() == slug);
    AudienceFacts {
        name: at(0),
        internal: !at(1).is_empty(),
        personal: !at(2).is_empty(),
        channels: at(3).split(JOINT).filter_map(known).collect(),
        cadence: Minutes(at(4).parse().unwrap_or_default()),
    }
}

fn adding() -> Form {
    let form = Form::new(
        "Add an audience",
        asked(),
        Arc::new(|_| values(None)),
        Arc::new(|_, values| Ok(Change::AddAudience { audience: facts(values) })),
    );
    Form { submit: "Add", ..form }
}

fn editing(id: AudienceId) -> Form {
    Form::new(
        "Edit the audience",
        asked(),
        Arc::new(move |it| it.audience(id).map(|it| values(Some(it))).unwrap_or_default()),
        Arc::new(move |_, values| Ok(Change::EditAudience { id, audience: facts(values) })),
    )
}
