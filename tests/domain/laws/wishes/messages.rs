//! Wishes about messages: written, signed, answered, sent, and everything that comes between.

use super::{Wishes, secret};
use muster_domain::actor::Actor;
use muster_domain::catalogue::{Phase, Role};
use muster_domain::chain::Digest;
use muster_domain::command::{Command as C, CommanderAnswer};
use muster_domain::ids::MessageId;
use muster_domain::message::{
    Channel, Content, Delivery, Gate, Means, Message, Recipients, Stage, Verdict,
};
use muster_domain::time::Minutes;

pub(super) fn forward(w: &mut Wishes<'_>) {
    let phase = w.incident().parent.phase;
    for audience in w.world.organisation.audiences.iter().map(|audience| audience.id) {
        w.lead(C::PlanMessage { audience, phase, reuse: None });
    }
    for message in &w.incident().messages {
        further(w, message);
    }
}

fn further(w: &mut Wishes<'_>, message: &Message) {
    let id = message.id;
    let fingerprint = message.fingerprint().unwrap_or_default();
    for suggestion in message.suggestions.iter().map(|suggestion| suggestion.id) {
        w.slt(C::SettleSuggestion { message: id, suggestion, accept: true, at: None });
        w.slt(C::SettleSuggestion { message: id, suggestion, accept: false, at: None });
    }
    match message.stage {
        Stage::Planned => w.lead(C::StartMessage { message: id, together: false }),
        Stage::Drafting => {
            let base = message.draft.revision;
            w.slt(C::SaveDraft { message: id, base, content: text(message) });
            w.slt(C::Submit { message: id, revision: base, text: None });
            // The executive types: may they approve it afterwards?
            let elt = w.incident().holder(Role::EltApprover);
            w.slt(C::DelegateDraft { message: id, to: elt });
            w.seat(Role::EltApprover, C::SaveDraft { message: id, base, content: text(message) });
        }
        Stage::TechCheck => w.liaison(verdict(message, Gate::Accuracy, Verdict::Pass)),
        Stage::InReview => {
            for gate in [Gate::Accuracy, Gate::Legal, Gate::Messaging] {
                if !message.passed(gate) {
                    sign(w, gate, verdict(message, gate, Verdict::Pass));
                }
            }
            let gate = Gate::Messaging;
            sign(w, gate, verdict(message, gate, Verdict::StrongObjection));
            let (elt, reason) = (Role::EltApprover, secret());
            w.seat(elt, C::OverrideObjection { message: id, gate, reason });
        }
        Stage::AwaitingElt => {
            sign(w, Gate::Approval, verdict(message, Gate::Approval, Verdict::Pass));
        }
        Stage::Approved => {
            w.liaison(C::PutToCommander { message: id });
            let gate = Gate::Legal;
            sign(w, gate, C::TakeBack { message: id, gate, reason: secret() });
        }
        Stage::Withheld => w.liaison(C::PutToCommander { message: id }),
        Stage::AwaitingIc => w.liaison(answer(id, CommanderAnswer::Yes, fingerprint)),
        Stage::Authorized | Stage::PartlySent => send(w, message, fingerprint),
        Stage::Distributing => report(w, message, 0),
        Stage::Distributed | Stage::Superseded | Stage::Skipped | Stage::Withdrawn => {}
    }
}

/// A text that nobody wrote before, and that is confidential until it is out.
fn text(message: &Message) -> Box<Content> {
    let audience_list = message.draft.content.recipients.list.clone();
    Box::new(Content {
        subject: secret().into(),
        body: format!("{}, verse {} of it", secret(), message.draft.revision + 1).into(),
        channels: vec![Channel::Mail, Channel::Chat],
        recipients: Recipients { list: audience_list, count: 41, ..Recipients::default() },
        ..Content::default()
    })
}

fn sign(w: &mut Wishes<'_>, gate: Gate, command: C) {
    if let Some(role) = gate.role() {
        w.seat(role, command);
    }
}

/// Objects to the first words of the text, if it objects.
fn verdict(message: &Message, gate: Gate, verdict: Verdict) -> C {
    let content = message.version.as_ref().and_then(|version| version.content.as_ref());
    let span = content.map(|content| content.body.shown().chars().take(5).collect());
    C::GiveVerdict {
        message: message.id,
        gate,
        verdict,
        fingerprint: message.fingerprint().unwrap_or_default(),
        note: secret(),
        span,
        policy: Some(secret()),
    }
}

fn answer(message: MessageId, answer: CommanderAnswer, fingerprint: Digest) -> C {
    let (means, words) = (Means::Call, secret());
    C::RecordAnswer { message, fingerprint, answer, means, words, said_at: None }
}

fn send(w: &mut Wishes<'_>, message: &Message, fingerprint: Digest) {
    let id = message.id;
    for role in [Role::MarketingOfficer, Role::SocialOfficer, Role::MessagingOfficer] {
        if let Some(person) = w.incident().holder(role) {
            w.lead(C::DirectSender { message: id, person, role });
        }
    }
    if let Some(sender) = message.sender {
        w.person(sender.person, C::BeginDistribution { message: id, fingerprint });
        w.person(sender.person, C::EstimateSending { message: id, minutes: Minutes(5) });
    }
}

fn report(w: &mut Wishes<'_>, message: &Message, failures: u32) {
    let Some(sender) = message.sender else { return };
    let at = w.world.now;
    let channels = message.version.iter().flat_map(|v| &v.payloads).map(|payload| payload.channel);
    let deliveries = channels.map(|channel| Delivery { channel, at, count: 1, failures });
    let deliveries = deliveries.collect();
    let note = secret();
    w.person(
        sender.person,
        C::ReportDistribution { message: message.id, deliveries, accept_rest: false, note },
    );
}

pub(super) fn sideways(w: &mut Wishes<'_>) {
    for message in &w.incident().messages {
        board(w, message);
        writing(w, message);
        gates(w, message);
        release(w, message);
    }
}

fn board(w: &mut Wishes<'_>, message: &Message) {
    let id = message.id;
    let phase = Phase::Resolution;
    w.lead(C::PlanMessage { audience: message.audience, phase, reuse: Some(id) });
    w.lead(C::PlanCorrection { of: id });
    let order = w.incident().messages.iter().rev().map(|m| m.id).collect();
    w.lead(C::OrderMessages { order });
    w.lead(C::StartMessage { message: id, together: true });
    w.lead(C::SkipMessage { message: id, reason: secret() });
    w.lead(C::WithdrawMessage { message: id, reason: secret() });
    w.lead(C::RetractMessage { message: id, reason: secret() });
}

fn writing(w: &mut Wishes<'_>, message: &Message) {
    let (id, base) = (message.id, message.draft.revision);
    let legal = w.incident().holder(Role::LegalOfficer);
    w.slt(C::DelegateDraft { message: id, to: legal });
    if let Some(delegate) = message.draft.delegate {
        w.person(delegate, C::SaveDraft { message: id, base, content: text(message) });
    }
    w.slt(C::SaveDraft { message: id, base, content: text(message) });
    let (quote, note) = ("verse".to_owned(), secret());
    let comment = |limited| C::Suggest {
        message: id,
        quote: String::new(),
        replacement: None,
        note: secret(),
        limited,
        place: None,
    };
    w.seat(Role::MessagingOfficer, comment(false));
    w.seat(Role::LegalOfficer, comment(true));
    for suggestion in message.suggestions.iter().map(|s| s.id) {
        let text = secret();
        w.seat(Role::LegalOfficer, C::Reply { message: id, suggestion, text: text.clone() });
        w.seat(Role::CustomerLiaison, C::Reply { message: id, suggestion, text });
    }
    let typed = w.incident().holder(Role::TechnicalSlt).into_iter().chain(message.draft.delegate);
    let authors = typed.collect();
    w.actor(Actor::System, C::KeepText { message: id, body: secret(), authors });
    for role in [Role::LegalOfficer, Role::MessagingOfficer, Role::EltApprover] {
        let replacement = Some(format!("verse and {}", secret()));
        let (quote, note) = (quote.clone(), note.clone());
        w.seat(
            role,
            C::Suggest { message: id, quote, replacement, note, limited: false, place: None },
        );
        let (quote, replacement) = ("sings".into(), "sigs".into());
        w.seat(role, C::FixSpelling { message: id, quote, replacement, place: None, at: None });
    }
}

fn gates(w: &mut Wishes<'_>, message: &Message) {
    let id = message.id;
    let fingerprint = message.fingerprint().unwrap_or_default();
    for gate in Gate::ALL {
        sign(w, gate, C::Estimate { message: id, gate, minutes: Minutes(5) });
        sign(w, gate, C::TakeBack { message: id, gate, reason: secret() });
        let verdicts = [Verdict::Pass, Verdict::Suggest, Verdict::StrongObjection, Verdict::Return];
        for said in verdicts {
            sign(w, gate, verdict(message, gate, said));
        }
        let (elt, reason) = (Role::EltApprover, secret());
        w.seat(elt, C::OverrideObjection { message: id, gate, reason: reason.clone() });
        w.seat(elt, C::WaiveGate { message: id, gate, fingerprint, reason });
    }
    w.slt(C::Revise { message: id });
}

fn release(w: &mut Wishes<'_>, message: &Message) {
    let id = message.id;
    let fingerprint = message.fingerprint().unwrap_or_default();
    let answers = [
        CommanderAnswer::Yes,
        CommanderAnswer::NotNow { ask_again: Some(w.world.now + Minutes(10)) },
        CommanderAnswer::Change,
        CommanderAnswer::No,
        CommanderAnswer::Revoke,
    ];
    for said in answers {
        w.liaison(answer(id, said.clone(), fingerprint));
        w.lead(answer(id, said.clone(), fingerprint));
        if let Some(commander) = w.incident().commander {
            w.actor(Actor::Commander(commander), answer(id, said, fingerprint));
        }
    }
    send(w, message, fingerprint);
    report(w, message, 1);
    if let Some(sender) = message.sender {
        let (deliveries, note) = (Vec::new(), secret());
        w.person(
            sender.person,
            C::ReportDistribution { message: id, deliveries, accept_rest: true, note },
        );
    }
}
