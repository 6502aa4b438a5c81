//! Writing: who may type, saves, and the submission that freezes a version (M3, M4).

use super::messages::in_flow;
use super::turn::{Done, Turn};
use crate::actor::Actor;
use crate::catalogue::Role;
use crate::chain::Digest;
use crate::command::Command as C;
use crate::event::Event as E;
use crate::ids::{MessageId, PersonId};
use crate::incident::Incident;
use crate::list::sort_by_key;
use crate::message::{Content, Message, Stage};
use crate::organisation::Organisation;
use crate::permission::permit;
use crate::refusal::{Code, Refusal};
use crate::render;
use crate::text;
use crate::time::Timestamp;
use crate::tokens;
use crate::words::Words;

/// Whether somebody may type into a message's text at this moment (M3, decision 1).
///
/// # Errors
///
/// Why not.
pub fn may_write(
    incident: &Incident,
    organisation: &Organisation,
    message: MessageId,
    actor: Actor,
) -> Done {
    let save = C::SaveDraft { message, base: 0, content: Box::default() };
    let capacity = permit(incident, organisation, &save, actor)?;
    let turn = Turn::new(incident, organisation, actor, capacity, Timestamp::default());
    in_flow(&turn)?;
    turn.message_at(message, &[Stage::Drafting]).map(drop)
}

pub(super) fn decide(turn: &mut Turn<'_>, command: &C) -> Done {
    in_flow(turn)?;
    match command {
        C::DelegateDraft { message, to } => {
            turn.message_at(*message, &[Stage::Planned, Stage::Drafting])?;
            let to = to.map(|to| turn.member(to)).transpose()?;
            turn.emit(E::DraftDelegated { message: *message, to });
            Ok(())
        }
        C::SaveDraft { message, base, content } => save(turn, *message, *base, content),
        C::KeepText { message, body, authors } => keep(turn, *message, body, authors),
        C::Submit { message, revision, text } => submit(turn, *message, *revision, *text),
        _ => Ok(()),
    }
}

/// A draft at the revision somebody started from; otherwise it moved meanwhile.
fn draft_at<'t>(
    turn: &'t Turn<'_>,
    message: MessageId,
    revision: u32,
) -> Result<&'t Message, Refusal> {
    let message = turn.message_at(message, &[Stage::Drafting])?;
    if message.draft.revision == revision { Ok(message) } else { Err(moved(message)) }
}

/// A draft of which nothing but the text has changed since a revision.
fn fields_at<'t>(
    turn: &'t Turn<'_>,
    message: MessageId,
    revision: u32,
) -> Result<&'t Message, Refusal> {
    let message = turn.message_at(message, &[Stage::Drafting])?;
    if (message.draft.fields..=message.draft.revision).contains(&revision) {
        return Ok(message);
    }
    Err(moved(message))
}

fn moved(message: &Message) -> Refusal {
    Refusal::with(Code::DraftMoved, [&message.draft.revision.to_string()])
}

fn save(turn: &mut Turn<'_>, id: MessageId, base: u32, content: &Content) -> Done {
    text::content(content)?;
    let beside_text = content.body.is_withheld();
    let message = if beside_text { fields_at(turn, id, base)? } else { draft_at(turn, id, base)? };
    let mut content = Box::new(content.clone());
    if beside_text {
        content.body = message.draft.content.body.clone();
    }
    sort_by_key(&mut content.channels, |channel| *channel);
    content.channels.dedup();
    if message.draft.content == *content {
        return Ok(());
    }
    let revision = message.draft.revision + 1;
    turn.emit(E::DraftSaved { message: id, revision, content });
    Ok(())
}

/// Takes down what was typed. Nobody's decision: it was theirs to type when they did.
fn keep(turn: &mut Turn<'_>, id: MessageId, body: &str, authors: &[PersonId]) -> Done {
    let message = turn.message_at(id, &[Stage::Drafting])?;
    let body = Words::from(body);
    let new = |author: &PersonId| !message.draft.authors.contains(author);
    if message.draft.content.body == body && !authors.iter().any(new) {
        return Ok(());
    }
    text::body(&body)?;
    let (revision, authors) = (message.draft.revision + 1, authors.to_vec());
    turn.emit(E::TextKept { message: id, revision, body, authors });
    Ok(())
}

/// Facts resolve now, so that signers see real values; the payload of every channel is rendered and
/// becomes part of what is signed (requirements §3.2.5, decision 5).
///
/// What is submitted is what its submitter saw: by the revision, or by the text itself, because a
/// text that others type into has no revision that could be known in time.
fn submit(turn: &mut Turn<'_>, id: MessageId, revision: u32, seen: Option<Digest>) -> Done {
    let message = match seen {
        None => draft_at(turn, id, revision)?,
        Some(seen) => {
            let message = fields_at(turn, id, revision)?;
            if render::text_digest(message.draft.content.body.shown()) != seen {
                return Err(moved(message));
            }
            message
        }
    };
    let personal = turn.organisation.audience(message.audience).is_some_and(|a| a.personal);
    let mut content = message.draft.content.clone();
    let facts = tokens::facts_used(&content, &turn.state().briefing)?;
    tokens::resolve(&mut content, &facts);
    complete(&content)?;
    tokens::check_fields(&content)?;
    if personal {
        content.spokesperson = turn.state().holder(Role::TechnicalSlt);
    }
    let payloads = render::payloads(&content);
    let fingerprint = render::fingerprint(message.audience, &content, &payloads);
    let version = message.history.last().map_or(0, |past| past.number) + 1;
    let together = message.together || message.was_signed_before();
    turn.emit(E::Submitted {
        message: id,
        version,
        fingerprint,
        content: Some(Box::new(content)),
        payloads,
        facts,
        together,
    });
    Ok(())
}

fn complete(content: &Content) -> Done {
    if content.body.shown().trim().is_empty() {
        return Err(Refusal::with(Code::Empty, ["text"]));
    }
    if content.channels.is_empty() {
        return Err(Code::NoChannel.into());
    }
    text::content(content)
}
