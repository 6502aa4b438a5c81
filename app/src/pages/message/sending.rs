//! The commander's answer and the sending: from the approved text to what was reached.

use crate::effects::page;
use crate::parts::model::{Action, Bit, Card, Chip, Press, Row, Tone, Weight, plain};
use crate::scene::Scene;
use muster_domain::catalogue::Role;
use muster_domain::command::{Command as C, CommanderAnswer as Answer};
use muster_domain::copy::en;
use muster_domain::message::{Channel, Delivery, Means, Message, Stage};
use muster_domain::time::Minutes;
use std::rc::Rc;

/// The next step after the gates, for the bar.
pub fn next(scene: &Scene<'_>, message: &Message) -> Vec<Action> {
    let Some(fingerprint) = message.fingerprint() else { return Vec::new() };
    let actions = match message.stage {
        Stage::Approved | Stage::Withheld => {
            vec![scene.offer(C::PutToCommander { message: message.id })]
        }
        Stage::AwaitingIc => {
            let rest = [Answer::NotNow { ask_again: None }, Answer::Change, Answer::No];
            let answers = core::iter::once(Answer::Yes).chain(rest);
            answers.map(|it| scene.offer(answer(message, it)?)).collect()
        }
        Stage::Authorized | Stage::PartlySent => {
            let begin = C::BeginDistribution { message: message.id, fingerprint };
            vec![scene.offer(begin), report(scene, message)]
        }
        Stage::Distributing => vec![report(scene, message)],
        _ => Vec::new(),
    };
    actions.into_iter().flatten().collect()
}

fn answer(message: &Message, answer: Answer) -> Option<C> {
    let (words, said_at) = (String::new(), None);
    let fingerprint = message.fingerprint()?;
    Some(C::RecordAnswer {
        message: message.id,
        fingerprint,
        answer,
        means: Means::Call,
        words,
        said_at,
    })
}

/// What the sender says at the end: per channel while sending, or that the rest stays unreached.
fn report(scene: &Scene<'_>, message: &Message) -> Option<Action> {
    let content = message.version.as_ref()?.content.as_ref()?;
    let all = content.recipients.count.max(1);
    let accept_rest = message.stage == Stage::PartlySent;
    let delivery = |channel: &Channel| {
        let count = if *channel == Channel::Mail { all } else { 1 };
        Delivery { channel: *channel, at: scene.now, count, failures: 0 }
    };
    let deliveries =
        if accept_rest { Vec::new() } else { content.channels.iter().map(delivery).collect() };
    let note = String::new();
    scene.offer_now(C::ReportDistribution { message: message.id, deliveries, accept_rest, note })
}

/// What the commander was asked and has said.
pub fn commander(scene: &Scene<'_>, message: &Message) -> Option<Card> {
    let asked = matches!(
        message.stage,
        Stage::Approved
            | Stage::AwaitingIc
            | Stage::Withheld
            | Stage::Authorized
            | Stage::Distributing
    );
    if !asked {
        return None;
    }
    let name = scene.incident().commander_name().unwrap_or("nobody is named yet");
    let mut row = Row::new("commander", name);
    let again = message.ask_again.map(|at| vec![Bit::text("Ask again "), Bit::Until(at)]);
    row.lines.extend(again);
    let revoke = answer(message, Answer::Revoke).and_then(|command| scene.offer_now(command));
    row.actions = revoke.into_iter().collect();
    Some(Card { rows: vec![row], ..Card::new("commander", "Technical Incident Commander") })
}

/// Who sends it, by when, and what was reached.
pub fn sender(scene: &Scene<'_>, message: &Message) -> Option<Card> {
    message.version.as_ref()?;
    let mut rows = Vec::new();
    if let Some(sender) = message.sender {
        let mut row = Row::new("sender", scene.name(sender.person));
        row.lines = vec![plain(scene.role(sender.role))];
        row.lines.extend(sender.due.map(|at| vec![Bit::text("expected "), Bit::Until(at)]));
        let estimate = C::EstimateSending { message: message.id, minutes: Minutes(0) };
        row.actions = scene.offer_now(estimate).into_iter().collect();
        rows.push(row);
    }
    rows.extend(message.sent.iter().map(delivered));
    let direct = direction(scene, message).and_then(|command| scene.offer_now(command));
    let actions = direct.into_iter().collect();
    Some(Card { rows, actions, ..Card::new("sender", "Sending") })
}

fn delivered(delivery: &Delivery) -> Row {
    let tone = if delivery.failures == 0 { Tone::Ok } else { Tone::Stop };
    let words = match delivery.failures {
        0 => format!("{} reached", delivery.count),
        failures => format!("{} reached, {failures} not", delivery.count),
    };
    let mut row = Row::new(delivery.channel.slug(), en::channel(delivery.channel));
    row.chip = Some(Chip::new(tone, words));
    row.lines = vec![vec![Bit::At(delivery.at)]];
    row
}

/// Whom to direct, first of all the officer whose channel it is; the rule book has the last word.
fn direction(scene: &Scene<'_>, message: &Message) -> Option<C> {
    let channels = message.version.as_ref()?.content.as_ref().map(|content| &content.channels)?;
    let role = match channels.first() {
        Some(Channel::Social) => Role::SocialOfficer,
        Some(Channel::Press) => Role::MediaOfficer,
        _ => Role::MarketingOfficer,
    };
    let person = scene.incident().holder(role).unwrap_or_default();
    Some(C::DirectSender { message: message.id, person, role })
}

/// Exactly what goes out, per channel, to read and to copy.
pub fn payloads(scene: &Scene<'_>, message: &Message) -> Option<Card> {
    let version = message.version.as_ref().filter(|version| !version.payloads.is_empty())?;
    let mark = format!("version {} · {}", version.number, version.fingerprint.short());
    let store = scene.store;
    let rows = version.payloads.iter().map(|payload| {
        let text = payload.text.shown().to_string();
        let mut row = Row::new(payload.channel.slug(), en::channel(payload.channel));
        row.quote = Some(text.clone());
        let (print, channel) = (version.fingerprint.short(), payload.channel);
        let press: Press = Rc::new(move || {
            if page::copy(&text) {
                store.tell(format!("Copied for {}: {print}", en::channel(channel)), false);
            } else {
                store
                    .tell("This browser does not let the app copy. Select the text instead.", true);
            }
        });
        let label = format!("Copy for {}", en::channel(payload.channel));
        row.actions = vec![Action { label, weight: Weight::Quiet, why_not: None, press }];
        row
    });
    let chip = Some(Chip::new(Tone::Plain, mark));
    Some(Card { chip, rows: rows.collect(), ..Card::new("payloads", "What goes out") })
}
