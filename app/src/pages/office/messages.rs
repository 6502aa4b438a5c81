//! The texts that are ready before anything happens (R8, R9): templates per audience and phase with
//! their approvals; whom messages are for; and what would have to be halted (R65).

use super::desk::{Form, Office};
use super::{audiences, campaigns, staff};
use crate::effects::clock;
use crate::node::{Node, el};
use crate::parts::cards::{card, region};
use crate::parts::model::{Action, Card, Chip, Row, Tone, Weight, plain};
use crate::parts::sheet::{Asked, Input};
use crate::scene::Scene;
use leptos::prelude::*;
use muster_domain::briefing::Question;
use muster_domain::catalogue::Phase;
use muster_domain::copy::en;
use muster_domain::ids::AudienceId;
use muster_domain::organisation::{Audience, Office as Gate, Organisation, Template};
use muster_domain::setup::Change;
use muster_domain::time::{Days, Timestamp};
use std::sync::Arc;

/// For how long an approval is asked for at first.
const APPROVED_FOR: Days = Days(180);

/// The page.
pub fn body(office: Office) -> Vec<Node> {
    let all = el("div", "contents").live(move || {
        office.store.minute.track();
        office.store.scene(|scene| all(office, scene))
    });
    vec![all.into()]
}

fn all(office: Office, scene: &Scene<'_>) -> Vec<Node> {
    let texts = scene.organisation().audiences.iter();
    let texts =
        texts.map(|it| region(&format!("templates-{}", it.id), templates(office, scene, it)));
    let rest = [audiences::card(office, scene), campaigns::card(office, scene)];
    texts.chain(rest.into_iter().map(card)).map(Node::from).collect()
}

fn templates(office: Office, scene: &Scene<'_>, audience: &Audience) -> Card {
    let rows = Phase::MESSAGING.map(|phase| row(office, scene, audience, phase));
    let title = format!("Templates: {}", audience.name);
    Card { rows: rows.into(), ..Card::new("templates", title) }
}

fn row(office: Office, scene: &Scene<'_>, audience: &Audience, phase: Phase) -> Row {
    let organisation = scene.organisation();
    let known = organisation.template(audience.id, phase);
    let mut row = Row::new(phase.slug(), en::phase(phase));
    row.chip = Some(approval(known, scene.now));
    row.lines = known.map(|it| lines(organisation, it)).unwrap_or_default();
    row.actions = known.map(|it| read(office, audience, it)).into_iter().collect();
    row.actions.extend(write(office, scene, audience, phase, known));
    if let Some(known) = known {
        row.actions.extend(gates(office, scene, audience, known));
        row.actions.extend(remove(office, scene, audience, phase));
    }
    row
}

/// How far the approval ahead of time is (R9).
pub fn approval(template: Option<&Template>, now: Timestamp) -> Chip {
    let Some(template) = template else { return Chip::new(Tone::Stop, "Missing") };
    match (template.approved, template.half) {
        (Some(it), _) if it.until <= now => {
            Chip::new(Tone::Stop, format!("Approval ended on {}", clock::day(it.until)))
        }
        (Some(it), _) => Chip::new(Tone::Ok, format!("Approved until {}", clock::day(it.until))),
        (None, Some(half)) if half.until > now => Chip::new(Tone::Wait, "Approved by one office"),
        (None, _) => Chip::new(Tone::Plain, "Not approved ahead"),
    }
}

fn lines(organisation: &Organisation, template: &Template) -> Vec<crate::parts::model::Line> {
    let mut lines = vec![plain(format!("Subject: {}", template.subject))];
    if let Some(it) = template.approved {
        let name = |person| staff::name(organisation, person);
        let words = format!("Legal: {}. Messaging: {}.", name(it.legal), name(it.messaging));
        lines.push(plain(words));
    }
    if let Some(half) = template.half {
        let (by, office) = (staff::name(organisation, half.by), gate_name(half.office));
        lines.push(plain(format!("{by} approved for {office}; the other office is missing.")));
    }
    lines
}

const fn gate_name(gate: Gate) -> &'static str {
    match gate {
        Gate::Legal => "Legal",
        Gate::Messaging => "Messaging",
    }
}

/// The text, for everybody to read.
fn read(office: Office, audience: &Audience, template: &Template) -> Action {
    let title = format!("{}, {}", audience.name, en::phase(template.phase));
    let text = format!("Subject: {}\n{}", template.subject, template.body);
    let form = move || Form {
        submit: "",
        ..Form::confirm(title.clone(), text.clone(), "", super::probe())
    };
    office.opens("Read", std::rc::Rc::new(form), None).weigh(Weight::Quiet)
}

fn write(
    office: Office,
    scene: &Scene<'_>,
    audience: &Audience,
    phase: Phase,
    known: Option<&Template>,
) -> Option<Action> {
    let (id, text) = (audience.id, String::from);
    let probe =
        Change::WriteTemplate { audience: id, phase, subject: text("…"), body: text("…") };
    let title = format!("{}, {}", audience.name, en::phase(phase));
    let label = if known.is_some() { "Edit" } else { "Write" };
    office.form(scene, label, &probe, move || writing(&title, id, phase))
}

fn writing(title: &str, audience: AudienceId, phase: Phase) -> Form {
    let subject = Asked::new("Subject line", Input::Line("text")).optional();
    let body = Asked::new("Text", Input::Long);
    let tokens: Vec<_> = Question::ALL.map(|it| format!("{{{{{}}}}}", it.token())).into();
    let effect = format!(
        "Facts of the incident stand in double braces and are filled in when it is submitted: {}. \
         Columns of a list of recipients stand in double brackets, such as [[first name]].\n\
         An approval ahead of time ends when the words change.",
        tokens.join(", ")
    );
    let form = Form::new(
        title,
        vec![subject, body],
        Arc::new(move |it| match it.template(audience, phase) {
            Some(template) => vec![template.subject.clone(), template.body.clone()],
            None => vec![String::new(), String::new()],
        }),
        Arc::new(move |_, values| {
            let body = values.get(1).cloned().unwrap_or_default();
            Ok(Change::WriteTemplate { audience, phase, subject: staff::at(values, 0), body })
        }),
    );
    Form { effect, ..form }
}

/// The two approvals, each for those who speak for the office.
fn gates(
    office: Office,
    scene: &Scene<'_>,
    audience: &Audience,
    template: &Template,
) -> Vec<Action> {
    let both = [(Gate::Legal, "Approve for Legal"), (Gate::Messaging, "Approve for Messaging")];
    let approve = both
        .into_iter()
        .filter_map(|(gate, label)| approving(office, scene, audience, template, (gate, label)));
    // What has ended by itself, nobody needs to withdraw.
    let given = |gate: Gate| {
        template.approved.is_some_and(|it| it.until > scene.now)
            || template.half.is_some_and(|half| half.office == gate)
    };
    let (id, phase) = (audience.id, template.phase);
    let withdraw =
        [(Gate::Legal, "Withdraw for Legal"), (Gate::Messaging, "Withdraw for Messaging")];
    let withdraw = withdraw.into_iter().filter(|(gate, _)| given(*gate));
    let withdraw = withdraw.filter_map(|(gate, label)| {
        let change = Change::WithdrawApproval { audience: id, phase, office: gate };
        let (title, again) = (format!("{label}: {}", en::phase(phase)), change.clone());
        office.act(scene, label, &change, move || {
            let effect = "Signers of a message made from it are told of no approval any more.";
            let form = Form::confirm(title.clone(), effect.into(), label, again.clone());
            Form { weight: Weight::Harsh, ..form }
        })
    });
    approve.chain(withdraw.map(|it| it.weigh(Weight::Quiet))).collect()
}

fn approving(
    office: Office,
    scene: &Scene<'_>,
    audience: &Audience,
    template: &Template,
    (gate, label): (Gate, &'static str),
) -> Option<Action> {
    let (id, phase, now) = (audience.id, template.phase, scene.now);
    let probe =
        Change::ApproveTemplate { audience: id, phase, office: gate, until: now + APPROVED_FOR };
    let title = format!("{label}: {}, {}", audience.name, en::phase(phase));
    let effect = format!(
        "You approve exactly this text, in your name.\nSubject: {}\n{}",
        template.subject, template.body
    );
    office.act(scene, label, &probe, move || {
        let until = Asked::new("It holds until", Input::Line("date"));
        let form = Form::new(
            title.clone(),
            vec![until.hint("At most a year ahead.")],
            Arc::new(move |_| vec![clock::field(now + APPROVED_FOR).chars().take(10).collect()]),
            Arc::new(move |_, values| {
                let end = format!("{}T23:59", staff::at(values, 0));
                let until = clock::of_field(&end).ok_or("Say until which day it holds.")?;
                Ok(Change::ApproveTemplate { audience: id, phase, office: gate, until })
            }),
        );
        Form { submit: "Approve", effect: effect.clone(), ..form }
    })
}

fn remove(office: Office, scene: &Scene<'_>, audience: &Audience, phase: Phase) -> Option<Action> {
    let change = Change::RemoveTemplate { audience: audience.id, phase };
    let (title, gone) =
        (format!("Remove: {}, {}", audience.name, en::phase(phase)), change.clone());
    let action = office.act(scene, "Remove", &change, move || {
        let effect = "Messages that were made from it stay as they are.".into();
        let form = Form::confirm(title.clone(), effect, "Remove", gone.clone());
        Form { weight: Weight::Harsh, ..form }
    });
    action.map(|it| it.weigh(Weight::Quiet))
}
