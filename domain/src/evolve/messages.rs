//! Messages: the board, drafts, versions, sign-offs, the commander's answer and distribution.
//!
//! Where a sign-off takes a message is computed in one place, [`settle`], from the sign-offs alone.

use super::{change, drafts};
use crate::event::{Event as E, Recorded, Withholding};
use crate::ids::{MessageId, PersonId};
use crate::incident::Incident;
use crate::list::{find_mut, sort_by_key};
use crate::message::{
    Delivery, Direction, Draft, Estimate, Gate, Message, PastVersion, Purpose, SignOff, Stage,
    Standing, Verdict, Version,
};
use crate::time::Timestamp;

/// Events about the board as a whole.
pub(super) fn apply_board(incident: &mut Incident, recorded: &Recorded) {
    match &recorded.event {
        E::MessagePlanned { message, audience, phase, purpose, content, authors, origin } => {
            incident.counters.messages = incident.counters.messages.max(message.0);
            let (id, at) = (*message, recorded.at);
            let draft = Draft {
                revision: 0,
                fields: 0,
                content: (**content).clone(),
                authors: authors.clone(),
                delegate: None,
                at,
            };
            incident.messages.push(Message {
                id,
                audience: *audience,
                phase: *phase,
                purpose: *purpose,
                stage: Stage::Planned,
                since: at,
                origin: *origin,
                draft,
                version: None,
                history: Vec::new(),
                suggestions: Vec::new(),
                estimates: Vec::new(),
                ask_again: None,
                authorized_until: None,
                withheld: None,
                together: false,
                sender: None,
                sent: Vec::new(),
                reason: None,
                retracted: None,
            });
        }
        E::MessagesOrdered { order } => {
            let place = |id: MessageId| order.iter().position(|o| *o == id).unwrap_or(order.len());
            sort_by_key(&mut incident.messages, |m| place(m.id));
        }
        _ => {}
    }
}

/// The number of a suggestion, so that its identity is not given twice.
pub(super) const fn counted_suggestion(event: &E) -> u32 {
    match event {
        E::Suggested { suggestion, .. } => suggestion.0,
        _ => 0,
    }
}

/// Events about one message.
pub(super) fn apply(message: &mut Message, recorded: &Recorded) {
    match &recorded.event {
        E::MessageStarted { .. }
        | E::DraftDelegated { .. }
        | E::DraftSaved { .. }
        | E::TextKept { .. }
        | E::Suggested { .. }
        | E::Replied { .. }
        | E::SuggestionSettled { .. } => drafts::apply(message, recorded),
        E::Submitted { .. } | E::Revised { .. } => version(message, recorded),
        E::PutToCommander { .. }
        | E::Authorized { .. }
        | E::Withheld { .. }
        | E::AuthorizationLapsed { .. } => commander(message, recorded),
        E::SenderDirected { .. }
        | E::SenderEstimated { .. }
        | E::DistributionBegan { .. }
        | E::DistributionReported { .. } => distribution(message, recorded),
        E::Superseded { .. } => enter(message, Stage::Superseded, recorded.at),
        E::Skipped { reason, .. } => {
            message.reason = Some(reason.clone());
            enter(message, Stage::Skipped, recorded.at);
        }
        E::Withdrawn { reason, .. } => {
            message.reason = Some(reason.clone());
            enter(message, Stage::Withdrawn, recorded.at);
        }
        E::Retracted { reason, .. } => {
            message.reason = Some(reason.clone());
            message.retracted = Some(recorded.at);
        }
        _ => gates(message, recorded),
    }
}

fn version(message: &mut Message, recorded: &Recorded) {
    let at = recorded.at;
    match &recorded.event {
        E::Submitted { version, fingerprint, content, payloads, facts, together, .. } => {
            drafts::author(&mut message.draft, recorded.by.person());
            message.version = Some(Version {
                number: *version,
                fingerprint: *fingerprint,
                content: content.clone(),
                payloads: payloads.clone(),
                authors: message.draft.authors.clone(),
                at,
                facts: facts.clone(),
                together: *together,
                sign_offs: Vec::new(),
            });
            message.estimates.clear();
            enter(message, if *together { Stage::InReview } else { Stage::TechCheck }, at);
        }
        E::Revised { .. } => reopen_draft(message, at),
        _ => {}
    }
}

/// Version n goes to history with every sign-off on it; nothing of it carries over (R88).
fn reopen_draft(message: &mut Message, at: Timestamp) {
    if let Some(version) = message.version.take() {
        message.history.push(PastVersion {
            number: version.number,
            fingerprint: version.fingerprint,
            at: version.at,
            signed: version.sign_offs.iter().map(|s| (s.gate, s.by)).collect(),
            authors: version.authors,
        });
    }
    message.estimates.clear();
    message.ask_again = None;
    message.authorized_until = None;
    message.withheld = None;
    message.sender = None;
    enter(message, Stage::Drafting, at);
}

fn gates(message: &mut Message, recorded: &Recorded) {
    let at = recorded.at;
    match &recorded.event {
        E::Estimated { gate, due, .. } => {
            let by = recorded.by.person().unwrap_or(PersonId(0));
            message.estimates.retain(|e| e.gate != *gate);
            message.estimates.push(Estimate { gate: *gate, by, due: *due, overdue: false });
        }
        E::EstimateElapsed { gate, .. } => {
            change(&mut message.estimates, *gate, |e| e.overdue = true);
        }
        E::VerdictGiven { .. } => verdict(message, recorded),
        E::GateWaived { gate, reason, .. } => {
            let waived = Standing::Waived { reason: reason.clone() };
            sign(message, recorded, *gate, Verdict::Pass, waived);
            settle(message, at);
        }
        E::ObjectionOverridden { gate, reason, .. } => {
            let by = recorded.by.person().unwrap_or(PersonId(0));
            let standing = Standing::Overridden { by, reason: reason.clone() };
            if let Some(sign_off) = sign_off_mut(message, *gate) {
                sign_off.standing = standing;
            }
            settle(message, at);
        }
        E::SignOffTakenBack { gate, .. } => take_back(message, *gate, at),
        _ => {}
    }
}

fn verdict(message: &mut Message, recorded: &Recorded) {
    let E::VerdictGiven { gate, verdict, note, span, policy, proof, .. } = &recorded.event else {
        return;
    };
    sign(message, recorded, *gate, *verdict, Standing::Given);
    if let Some(sign_off) = sign_off_mut(message, *gate) {
        sign_off.note = note.clone();
        sign_off.span.clone_from(span);
        sign_off.policy.clone_from(policy);
        sign_off.proof = *proof;
    }
    message.estimates.retain(|e| e.gate != *gate);
    if *verdict == Verdict::Return {
        reopen_draft(message, recorded.at);
    } else {
        settle(message, recorded.at);
    }
}

/// Puts a sign-off on the current version, in place of an earlier one of the same gate.
fn sign(
    message: &mut Message,
    recorded: &Recorded,
    gate: Gate,
    verdict: Verdict,
    standing: Standing,
) {
    let Some(version) = &mut message.version else {
        return;
    };
    version.sign_offs.retain(|s| s.gate != gate);
    version.sign_offs.push(SignOff {
        gate,
        verdict,
        by: recorded.by.person().unwrap_or(PersonId(0)),
        rank: recorded.capacity.map(|c| c.rank),
        at: recorded.at,
        note: "".into(),
        span: None,
        policy: None,
        standing,
        said: None,
        proof: None,
    });
}

fn sign_off_mut(message: &mut Message, gate: Gate) -> Option<&mut SignOff> {
    message.version.as_mut()?.sign_offs.iter_mut().find(|s| s.gate == gate)
}

/// The stage that the sign-offs on the current version amount to, up to the executive approval.
fn settle(message: &mut Message, at: Timestamp) {
    let checked = message.passed(Gate::Accuracy);
    let reviewed = checked && message.passed(Gate::Legal) && message.passed(Gate::Messaging);
    let stage = match message.stage {
        Stage::TechCheck if checked => Stage::InReview,
        Stage::InReview if reviewed => Stage::AwaitingElt,
        Stage::AwaitingElt if !reviewed => Stage::InReview,
        Stage::AwaitingElt if message.passed(Gate::Approval) => Stage::Approved,
        stage => stage,
    };
    if stage != message.stage {
        enter(message, stage, at);
        settle(message, at);
    }
}

/// A sign-off that is taken back takes the later ones with it (decision 3).
fn take_back(message: &mut Message, gate: Gate, at: Timestamp) {
    let Some(version) = &mut message.version else {
        return;
    };
    let later = |other: Gate| other >= Gate::Approval && other >= gate;
    version.sign_offs.retain(|s| s.gate != gate && !later(s.gate));
    message.authorized_until = None;
    message.withheld = None;
    message.ask_again = None;
    let stage = if gate == Gate::Approval { Stage::AwaitingElt } else { Stage::InReview };
    enter(message, stage, at);
}

fn commander(message: &mut Message, recorded: &Recorded) {
    let at = recorded.at;
    match &recorded.event {
        E::PutToCommander { .. } => {
            message.ask_again = None;
            message.withheld = None;
            enter(message, Stage::AwaitingIc, at);
        }
        E::Authorized { said, until, .. } => {
            sign(message, recorded, Gate::Authorization, Verdict::Pass, Standing::Given);
            if let Some(sign_off) = sign_off_mut(message, Gate::Authorization) {
                sign_off.said = Some(said.clone());
            }
            message.authorized_until = Some(*until);
            message.ask_again = None;
            message.withheld = None;
            enter(message, Stage::Authorized, at);
        }
        E::Withheld { kind, ask_again, said, .. } => {
            message.authorized_until = None;
            message.withheld = Some(*kind);
            message.ask_again = *ask_again;
            message.reason = said.as_ref().map(|s| s.words.clone());
            if *kind == Withholding::Revoked && !message.stage.is_unsent() {
                // What is out is out: the sign-off stays as the record of it, the rest is stopped.
                enter(message, Stage::PartlySent, at);
            } else {
                drop_authorization(message);
                enter(message, Stage::Withheld, at);
            }
        }
        E::AuthorizationLapsed { .. } => {
            message.authorized_until = None;
            drop_authorization(message);
            enter(message, Stage::AwaitingIc, at);
        }
        _ => {}
    }
}

fn drop_authorization(message: &mut Message) {
    if let Some(version) = &mut message.version {
        version.sign_offs.retain(|s| s.gate != Gate::Authorization);
    }
}

fn distribution(message: &mut Message, recorded: &Recorded) {
    match &recorded.event {
        E::SenderDirected { person, role, .. } => {
            message.sender = Some(Direction { person: *person, role: *role, due: None });
        }
        E::SenderEstimated { due, .. } => {
            if let Some(sender) = &mut message.sender {
                sender.due = Some(*due);
            }
        }
        E::DistributionBegan { .. } => enter(message, Stage::Distributing, recorded.at),
        E::DistributionReported { deliveries, complete, disclosed, .. } => {
            for delivery in deliveries {
                deliver(message, *delivery);
            }
            if let Some(version) = disclosed {
                message.version = Some((**version).clone());
            }
            let stage = if *complete { Stage::Distributed } else { Stage::PartlySent };
            enter(message, stage, recorded.at);
        }
        _ => {}
    }
}

/// A retry replaces the channel's failures and adds to what it reached.
fn deliver(message: &mut Message, delivery: Delivery) {
    match find_mut(&mut message.sent, delivery.channel) {
        Some(earlier) => {
            earlier.at = delivery.at;
            earlier.count = earlier.count.saturating_add(delivery.count);
            earlier.failures = delivery.failures;
        }
        None => message.sent.push(delivery),
    }
}

pub(super) fn enter(message: &mut Message, stage: Stage, at: Timestamp) {
    if message.stage != stage {
        message.stage = stage;
        message.since = at;
    }
}

impl Message {
    /// The message this one corrects, if it does (R108).
    pub const fn corrects(&self) -> Option<MessageId> {
        match self.purpose {
            Purpose::Correction(of) => Some(of),
            Purpose::Update | Purpose::PreliminaryAnalysis => None,
        }
    }
}
