//! The commander's answer and distribution: M10–M15, requirements §3.4.

use super::conduit::nothing_pending;
use super::gates::same_text;
use super::messages::in_flow;
use super::turn::{Done, Turn};
use crate::actor::Actor;
use crate::catalogue::Role;
use crate::chain::Digest;
use crate::command::{Command as C, CommanderAnswer};
use crate::event::{Event as E, Withholding};
use crate::ids::{MessageId, PersonId, SuggestionId};
use crate::message::{Channel, Delivery, Gate, Means, Message, Said, Stage};
use crate::permission::Who;
use crate::refusal::{Code, Refusal};
use crate::text;
use crate::time::{Minutes, Timestamp};
use crate::words::Words;

/// How far a reported time may lie ahead of the room's clock: a phone's clock is rarely worse.
const AHEAD_MAX: Minutes = Minutes(5);

pub(super) fn decide(turn: &mut Turn<'_>, command: &C) -> Done {
    in_flow(turn)?;
    match command {
        C::PutToCommander { message } => put(turn, *message),
        C::RecordAnswer { .. } => answer(turn, command),
        C::DirectSender { message, person, role } => direct(turn, *message, *person, *role),
        C::EstimateSending { message, minutes } => {
            turn.message_at(*message, &[Stage::Authorized, Stage::Distributing])?;
            let due = turn.now + text::estimate(*minutes)?;
            turn.emit(E::SenderEstimated { message: *message, due });
            Ok(())
        }
        C::BeginDistribution { message, fingerprint } => begin(turn, *message, *fingerprint),
        C::ReportDistribution { message, deliveries, accept_rest, note } => {
            report(turn, *message, deliveries, *accept_rest, note)
        }
        _ => Ok(()),
    }
}

/// Approved, or withheld with "not now" or taken back: the question goes to whoever commands (M10).
fn put(turn: &mut Turn<'_>, id: MessageId) -> Done {
    turn.state().commander.ok_or(Code::NoCommander)?;
    let message = turn.message_at(id, &[Stage::Approved, Stage::Withheld])?;
    if message.withheld == Some(Withholding::No) {
        return Err(Refusal::with(Code::WrongStage, [message.stage.slug()]));
    }
    turn.emit(E::PutToCommander { message: id });
    Ok(())
}

fn answer(turn: &mut Turn<'_>, command: &C) -> Done {
    let C::RecordAnswer { message: id, fingerprint, answer, means, words, said_at } = command
    else {
        return Ok(());
    };
    let commander = turn.state().commander.ok_or(Code::NoCommander)?;
    let means = heard_by(turn.actor, *means)?;
    let message = turn.message(*id)?;
    same_text(message, *fingerprint)?;
    let stages: &[Stage] = match answer {
        CommanderAnswer::Revoke => &[Stage::Authorized, Stage::Distributing, Stage::PartlySent],
        _ => &[Stage::AwaitingIc],
    };
    let message = turn.message_at(*id, stages)?;
    earlier_gates(message)?;
    let words = match answer {
        CommanderAnswer::Yes => text::optional_note("words", words)?,
        _ => text::note("words", words)?,
    };
    let at = said_at.unwrap_or(turn.now);
    not_ahead(turn, at)?;
    let said = Said { commander, means, words: words.clone(), at };
    match answer.withholding() {
        None => {
            let until = turn.now + turn.settings().authorization_lifetime;
            turn.emit(E::Authorized { message: *id, fingerprint: *fingerprint, said, until });
        }
        Some(kind) => withhold(turn, *id, answer, kind, said)?,
    }
    Ok(())
}

/// Only the commander answers through their link; who records an answer heard it elsewhere (R101).
fn heard_by(actor: Actor, means: Means) -> Result<Means, Refusal> {
    match (actor, means) {
        (Actor::Commander(_), _) => Ok(Means::Link),
        (_, Means::Link) => Err(Refusal::with(Code::NotAllowed, [Who::Commander.slug()])),
        _ => Ok(means),
    }
}

/// The four gates before the commander's all let this version through.
fn earlier_gates(message: &Message) -> Done {
    let gates = Gate::ALL.into_iter().filter(|gate| *gate != Gate::Authorization);
    match gates.into_iter().find(|gate| !message.passed(*gate)) {
        Some(open) => Err(Refusal::with(Code::GateOpen, [open.slug()])),
        None => Ok(()),
    }
}

fn not_ahead(turn: &Turn<'_>, at: Timestamp) -> Done {
    if at > turn.now + AHEAD_MAX { Err(Code::BadTime.into()) } else { Ok(()) }
}

/// "Change" becomes a suggestion to the Technical SLT, and the next version opens (§3.4).
fn withhold(
    turn: &mut Turn<'_>,
    message: MessageId,
    answer: &CommanderAnswer,
    kind: Withholding,
    said: Said,
) -> Done {
    let ask_again = match answer {
        CommanderAnswer::NotNow { ask_again } => *ask_again,
        _ => None,
    };
    if ask_again.is_some_and(|at| at <= turn.now) {
        return Err(Code::BadTime.into());
    }
    let words = said.words.clone();
    turn.emit(E::Withheld { message, kind, ask_again, said: Some(said) });
    if kind == Withholding::Change {
        let suggestion = SuggestionId(turn.state().counters.suggestions + 1);
        turn.emit(E::Suggested {
            message,
            suggestion,
            quote: Words::said(""),
            replacement: None,
            note: words,
            limited: false,
            place: None,
        });
        turn.follow(E::Revised { message });
    }
    Ok(())
}

/// The fitting responder sends: personal mail the Marketing Officer, posts the Social Officer,
/// press answers the Media Officer (requirements §1.6, R104).
fn fitting(turn: &Turn<'_>, message: &Message) -> Option<Role> {
    let version = message.version.as_ref()?;
    let channels = &version.content.as_ref()?.channels;
    let personal = turn.organisation.audience(message.audience).is_some_and(|a| a.personal);
    let only = |channel| channels.iter().all(|c| *c == channel);
    match channels.first() {
        Some(Channel::Mail) if personal => Some(Role::MarketingOfficer),
        Some(Channel::Social) if only(Channel::Social) => Some(Role::SocialOfficer),
        Some(Channel::Press) if only(Channel::Press) => Some(Role::MediaOfficer),
        _ => None,
    }
}

fn direct(turn: &mut Turn<'_>, id: MessageId, person: PersonId, role: Role) -> Done {
    use Stage::{Approved, Authorized, AwaitingIc, Distributing, PartlySent, Withheld};
    // Also while it is being sent: the one sending may have to leave.
    let stages = [Approved, AwaitingIc, Withheld, Authorized, Distributing, PartlySent];
    let message = turn.message_at(id, &stages)?;
    if role == Role::BusinessLead {
        return Err(Code::LeadTakesNoTasks.into());
    }
    if let Some(fitting) = fitting(turn, message).filter(|fitting| *fitting != role) {
        return Err(Refusal::with(Code::WrongSender, [fitting.slug()]));
    }
    turn.holds(person, role)?;
    turn.emit(E::SenderDirected { message: id, person, role });
    Ok(())
}

/// Every gate is checked again at this instant (M13); a retry after a partial failure too
/// (decision 3).
fn begin(turn: &mut Turn<'_>, id: MessageId, fingerprint: Digest) -> Done {
    nothing_pending(turn.state())?;
    let message = turn.message_at(id, &[Stage::Authorized, Stage::PartlySent])?;
    same_text(message, fingerprint)?;
    earlier_gates(message)?;
    let lapsed = message
        .authorized_until
        .is_none_or(|until| message.stage == Stage::Authorized && until <= turn.now);
    if lapsed || !message.passed(Gate::Authorization) {
        return Err(Code::NotAuthorized.into());
    }
    turn.emit(E::DistributionBegan { message: id, fingerprint, proof: None });
    Ok(())
}

/// Complete when every channel was reached without failures, or the rest is accepted with a note.
fn report(
    turn: &mut Turn<'_>,
    id: MessageId,
    deliveries: &[Delivery],
    accept_rest: bool,
    note: &str,
) -> Done {
    let message = turn.message_at(id, &[Stage::Distributing, Stage::PartlySent])?;
    let only_accept = message.stage == Stage::PartlySent;
    if only_accept && !(accept_rest && deliveries.is_empty()) {
        return Err(Refusal::with(Code::WrongStage, [message.stage.slug()]));
    }
    let content = message.version.as_ref().and_then(|v| v.content.as_ref());
    let channels = content.map_or(&[][..], |c| &c.channels);
    if deliveries.iter().any(|d| !channels.contains(&d.channel)) {
        return Err(super::turn::not_found("channel"));
    }
    let reached = |channel: &Channel| {
        let new = deliveries.iter().rev().find(|d| d.channel == *channel);
        let earlier = message.sent.iter().find(|d| d.channel == *channel);
        new.or(earlier).is_some_and(|d| d.failures == 0)
    };
    let complete = accept_rest || channels.iter().all(reached);
    for delivery in deliveries {
        not_ahead(turn, delivery.at)?;
    }
    if deliveries.is_empty() && !only_accept {
        return Err(Refusal::with(Code::Empty, ["delivery"]));
    }
    let note =
        if accept_rest { text::note("note", note)? } else { text::optional_note("note", note)? };
    let deliveries = deliveries.to_vec();
    turn.emit(E::DistributionReported { message: id, deliveries, complete, note, disclosed: None });
    Ok(())
}
