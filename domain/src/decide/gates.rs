//! Verdicts on exact text: M5–M9, strong objections, waivers, taking back, and revision.

use super::messages::in_flow;
use super::turn::{Done, Turn};
use crate::chain::Digest;
use crate::command::Command as C;
use crate::event::Event as E;
use crate::ids::MessageId;
use crate::message::{Gate, Message, Stage, Standing, Verdict};
use crate::refusal::{Code, Refusal};
use crate::text;
use crate::time::Minutes;

pub(super) fn decide(turn: &mut Turn<'_>, command: &C) -> Done {
    in_flow(turn)?;
    match command {
        C::Estimate { message, gate, minutes } => estimate(turn, *message, *gate, *minutes),
        C::GiveVerdict { .. } => give_verdict(turn, command),
        C::TakeBack { message, gate, reason } => take_back(turn, *message, *gate, reason),
        C::OverrideObjection { message, gate, reason } => {
            override_objection(turn, *message, *gate, reason)
        }
        C::WaiveGate { message, gate, fingerprint, reason } => {
            waive(turn, *message, *gate, *fingerprint, reason)
        }
        C::Revise { message } => {
            locked(turn, *message)?;
            turn.emit(E::Revised { message: *message });
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A message whose version lies before the gates.
fn locked<'t>(turn: &'t Turn<'_>, message: MessageId) -> Result<&'t Message, Refusal> {
    let message = turn.message(message)?;
    if message.stage.is_locked() {
        return Ok(message);
    }
    Err(Refusal::with(Code::WrongStage, [message.stage.slug()]))
}

/// Refuses a sign-off on a text that changed meanwhile (R89, requirements §3.2.6).
pub(super) fn same_text(message: &Message, fingerprint: Digest) -> Done {
    match &message.version {
        Some(version) if version.fingerprint == fingerprint => Ok(()),
        Some(version) => Err(Refusal::with(Code::TextChanged, [&version.number.to_string()])),
        None => {
            let last = message.history.last().map_or(0, |past| past.number);
            Err(Refusal::with(Code::TextChanged, [&(last + 1).to_string()]))
        }
    }
}

fn estimate(turn: &mut Turn<'_>, id: MessageId, gate: Gate, minutes: Minutes) -> Done {
    let message = locked(turn, id)?;
    if message.sign_off(gate).is_some() {
        return Err(Code::AlreadySo.into());
    }
    let due = turn.now + text::estimate(minutes)?;
    turn.emit(E::Estimated { message: id, gate, due });
    Ok(())
}

fn give_verdict(turn: &mut Turn<'_>, command: &C) -> Done {
    let C::GiveVerdict { message: id, gate, verdict, fingerprint, note, span, policy } = command
    else {
        return Ok(());
    };
    let message = turn.message(*id)?;
    same_text(message, *fingerprint)?;
    due_at(message, *gate)?;
    if !allowed(*gate, *verdict) {
        return Err(Code::WrongVerdict.into());
    }
    match gate {
        Gate::Accuracy => turn.handed_off()?,
        Gate::Approval => not_the_author(turn, message)?,
        _ => {}
    }
    let span = text::maybe_note("words objected to", span.as_deref())?;
    let policy = text::maybe_note("policy", policy.as_deref())?;
    if *verdict == Verdict::StrongObjection {
        let (Some(span), Some(_)) = (&span, &policy) else {
            return Err(Code::ObjectionNeedsGrounds.into());
        };
        in_text(message, span.shown())?;
    }
    let note = match verdict {
        Verdict::Pass => text::optional_note("note", note)?,
        _ => text::note("note", note)?,
    };
    turn.emit(E::VerdictGiven {
        message: *id,
        gate: *gate,
        verdict: *verdict,
        fingerprint: *fingerprint,
        note,
        span,
        policy,
        proof: None,
    });
    Ok(())
}

/// What each gate may say (R85): reviewers object, the accuracy check and the executive return.
const fn allowed(gate: Gate, verdict: Verdict) -> bool {
    match gate {
        Gate::Accuracy => !matches!(verdict, Verdict::StrongObjection),
        Gate::Legal | Gate::Messaging => !matches!(verdict, Verdict::Return),
        Gate::Approval => matches!(verdict, Verdict::Pass | Verdict::Return),
        Gate::Authorization => false,
    }
}

/// Whether the gate is open at this stage; otherwise names what comes first (R80).
fn due_at(message: &Message, gate: Gate) -> Done {
    let open = match gate {
        Gate::Accuracy => matches!(message.stage, Stage::TechCheck | Stage::InReview),
        Gate::Legal | Gate::Messaging => message.stage == Stage::InReview,
        Gate::Approval => message.stage == Stage::AwaitingElt,
        Gate::Authorization => false,
    };
    if open {
        return Ok(());
    }
    if let Some(objection) = message.objections().next() {
        return Err(Refusal::with(Code::Objection, [objection.gate.slug()]));
    }
    let earlier = Gate::ALL.into_iter().find(|g| *g < gate && !message.passed(*g));
    match earlier.filter(|_| message.stage.is_locked()) {
        Some(earlier) => Err(Refusal::with(Code::GateOpen, [earlier.slug()])),
        None => Err(Refusal::with(Code::WrongStage, [message.stage.slug()])),
    }
}

/// The author of a text does not approve it (R92).
fn not_the_author(turn: &Turn<'_>, message: &Message) -> Done {
    let person = turn.person()?;
    let wrote = message.version.as_ref().is_some_and(|v| v.authors.contains(&person));
    if wrote { Err(Code::AuthorApproves.into()) } else { Ok(()) }
}

fn in_text(message: &Message, span: &str) -> Done {
    let content = message.version.as_ref().and_then(|v| v.content.as_ref());
    let found =
        content.is_some_and(|c| c.body.shown().contains(span) || c.subject.shown().contains(span));
    if found { Ok(()) } else { Err(Code::SpanMissing.into()) }
}

/// By its giver's seat, until distribution starts (decision 3).
fn take_back(turn: &mut Turn<'_>, id: MessageId, gate: Gate, reason: &str) -> Done {
    let message = locked(turn, id)?;
    let given =
        message.sign_off(gate).is_some_and(|s| !matches!(s.standing, Standing::Waived { .. }));
    if !given || gate == Gate::Authorization {
        return Err(Code::NoSignOff.into());
    }
    let reason = text::note("reason", reason)?;
    turn.emit(E::SignOffTakenBack { message: id, gate, reason });
    Ok(())
}

/// A messaging objection; a legal one only where the organisation allows it (requirements §3.5).
fn override_objection(turn: &mut Turn<'_>, id: MessageId, gate: Gate, reason: &str) -> Done {
    let message = locked(turn, id)?;
    if !message.objections().any(|objection| objection.gate == gate) {
        return Err(Code::NoSignOff.into());
    }
    if gate != Gate::Messaging && !(gate == Gate::Legal && turn.settings().legal_override) {
        return Err(Code::PolicyForbids.into());
    }
    let reason = text::note("reason", reason)?;
    turn.emit(E::ObjectionOverridden { message: id, gate, reason });
    Ok(())
}

/// Legal or messaging only, where the organisation allows it, and never over an objection
/// (requirements §3.3.4). ELT and commander gates cannot be waived.
fn waive(
    turn: &mut Turn<'_>,
    id: MessageId,
    gate: Gate,
    fingerprint: Digest,
    reason: &str,
) -> Done {
    if !turn.settings().waivers || !matches!(gate, Gate::Legal | Gate::Messaging) {
        return Err(Code::PolicyForbids.into());
    }
    let message = turn.message(id)?;
    same_text(message, fingerprint)?;
    due_at(message, gate)?;
    match message.sign_off(gate) {
        Some(sign_off) if sign_off.blocks() => {
            return Err(Refusal::with(Code::Objection, [gate.slug()]));
        }
        Some(_) => return Err(Code::AlreadySo.into()),
        None => {}
    }
    let reason = text::note("reason", reason)?;
    turn.emit(E::GateWaived { message: id, gate, fingerprint, reason });
    Ok(())
}
