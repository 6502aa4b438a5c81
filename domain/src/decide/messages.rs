//! The message board: what is planned, in which order, and what leaves it unsent or taken back.

use super::life::messaging_phase;
use super::turn::{Done, Turn, not_found};
use crate::catalogue::{Phase, Role};
use crate::command::Command as C;
use crate::event::Event as E;
use crate::ids::{AudienceId, MessageId};
use crate::incident::State;
use crate::limits::MESSAGES_MAX;
use crate::list::sort_by_key;
use crate::message::{Content, Origin, Purpose, Recipients, Stage};
use crate::refusal::{Code, Refusal};
use crate::text;
use crate::words::Words;

pub(super) fn decide(turn: &mut Turn<'_>, command: &C) -> Done {
    match command {
        C::PlanMessage { audience, phase, reuse } => plan(turn, *audience, *phase, *reuse),
        C::PlanCorrection { of } => plan_correction(turn, *of),
        C::OrderMessages { order } => {
            turn.open()?;
            let mut known: Vec<_> = turn.state().messages.iter().map(|m| m.id).collect();
            let mut given = order.clone();
            sort_by_key(&mut known, |id| *id);
            sort_by_key(&mut given, |id| *id);
            if known != given {
                return Err(Code::BadOrder.into());
            }
            turn.emit(E::MessagesOrdered { order: order.clone() });
            Ok(())
        }
        C::StartMessage { message, together } => {
            in_flow(turn)?;
            turn.message_at(*message, &[Stage::Planned])?;
            if turn.state().holder(Role::TechnicalSlt).is_none() {
                return Err(Refusal::with(Code::SeatEmpty, [Role::TechnicalSlt.slug()]));
            }
            turn.emit(E::MessageStarted { message: *message, together: *together });
            Ok(())
        }
        C::SkipMessage { message, reason } => {
            turn.open()?;
            turn.message_at(*message, &[Stage::Planned])?;
            let reason = text::note("reason", reason)?;
            turn.emit(E::Skipped { message: *message, reason });
            Ok(())
        }
        C::WithdrawMessage { message, reason } => {
            turn.open()?;
            let stage = turn.message(*message)?.stage;
            if !stage.is_unsent() {
                return Err(Refusal::with(Code::WrongStage, [stage.slug()]));
            }
            let reason = text::note("reason", reason)?;
            turn.emit(E::Withdrawn { message: *message, reason });
            Ok(())
        }
        C::RetractMessage { message, reason } => {
            let known = turn.message(*message)?;
            if !known.is_out() {
                return Err(Code::NotSent.into());
            }
            if known.retracted.is_some() {
                return Err(Code::AlreadySo.into());
            }
            turn.open()?;
            let reason = text::note("reason", reason)?;
            turn.emit(E::Retracted { message: *message, reason });
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The message loop runs in `Active`, `Resolving`, and for corrections in `FollowUp` (decision 7).
pub(super) fn in_flow(turn: &Turn<'_>) -> Done {
    turn.in_state(&[State::Active, State::Resolving, State::FollowUp])
}

fn room(turn: &Turn<'_>) -> Done {
    if turn.state().messages.len() < MESSAGES_MAX {
        return Ok(());
    }
    Err(Refusal::with(Code::TooMany, ["message", "300"]))
}

fn plan(turn: &mut Turn<'_>, audience: AudienceId, phase: Phase, reuse: Option<MessageId>) -> Done {
    turn.in_state(&[State::Active, State::Resolving])?;
    room(turn)?;
    let phase = messaging_phase(phase)?;
    turn.organisation.audience(audience).ok_or_else(|| not_found("audience"))?;
    let under_way = turn.state().messages.iter().any(|m| {
        let same = m.audience == audience && m.phase == phase && m.purpose == Purpose::Update;
        same && !m.stage.is_final()
    });
    if under_way {
        return Err(Code::AlreadyPlanned.into());
    }
    let template = turn.organisation.template(audience, phase);
    let (content, authors, origin) = if let Some(earlier) = reuse {
        let draft = &turn.message(earlier)?.draft;
        (Box::new(draft.content.clone()), draft.authors.clone(), None)
    } else {
        let content = Box::new(from_template(turn, audience, phase));
        (content, Vec::new(), template.and_then(Origin::of))
    };
    let message = MessageId(turn.state().counters.messages + 1);
    let purpose = Purpose::Update;
    turn.emit(E::MessagePlanned { message, audience, phase, purpose, content, authors, origin });
    Ok(())
}

/// The template's text, to the audience's channels; personal mail from the Technical SLT (R104).
fn from_template(turn: &Turn<'_>, audience: AudienceId, phase: Phase) -> Content {
    let template = turn.organisation.template(audience, phase);
    let audience = turn.organisation.audience(audience);
    let personal = audience.is_some_and(|a| a.personal);
    Content {
        subject: template.map_or("", |t| &t.subject).into(),
        body: template.map_or("", |t| &t.body).into(),
        channels: audience.map(|a| a.channels.clone()).unwrap_or_default(),
        recipients: Recipients {
            list: audience.map_or("", |a| &a.name).into(),
            columns: if personal { vec!["first name".into()] } else { Vec::new() },
            ..Recipients::default()
        },
        spokesperson: turn.state().holder(Role::TechnicalSlt).filter(|_| personal),
        links: Vec::new(),
    }
}

/// A correction starts from what was sent, and passes every gate anew (R108).
fn plan_correction(turn: &mut Turn<'_>, of: MessageId) -> Done {
    in_flow(turn)?;
    room(turn)?;
    let original = turn.message(of)?;
    if !original.is_out() {
        return Err(Code::NotSent.into());
    }
    let sent = original.version.as_ref().and_then(|v| v.content.clone());
    let mut content = sent.unwrap_or_else(|| Box::new(original.draft.content.clone()));
    let subject = content.subject.shown();
    content.subject = Words::from(format!("Correction: {subject}"));
    let (audience, phase) = (original.audience, original.phase);
    let authors = original.draft.authors.clone();
    let message = MessageId(turn.state().counters.messages + 1);
    let (purpose, origin) = (Purpose::Correction(of), None);
    turn.emit(E::MessagePlanned { message, audience, phase, purpose, content, authors, origin });
    Ok(())
}
