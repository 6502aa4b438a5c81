//! Writing: saves, suggestions, spelling, and the submission that freezes a version (M3, M4).

use super::messages::in_flow;
use super::turn::{Done, Turn, not_found};
use crate::catalogue::Role;
use crate::command::Command as C;
use crate::event::Event as E;
use crate::ids::{MessageId, SuggestionId};
use crate::limits::SUGGESTIONS_MAX;
use crate::list::{find, sort_by_key};
use crate::message::{Content, Message, Stage, SuggestionState};
use crate::refusal::{Code, Refusal};
use crate::render;
use crate::spelling::is_spelling;
use crate::text;
use crate::tokens;
use crate::words::Words;

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
        C::Suggest { message, quote, replacement, note } => {
            suggest(turn, *message, quote, replacement.as_deref(), note)
        }
        C::FixSpelling { message, quote, replacement } => {
            fix_spelling(turn, *message, quote, replacement)
        }
        C::SettleSuggestion { message, suggestion, accept } => {
            settle(turn, *message, *suggestion, *accept)
        }
        C::Submit { message, revision } => submit(turn, *message, *revision),
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
    if message.draft.revision == revision {
        return Ok(message);
    }
    Err(Refusal::with(Code::DraftMoved, [&message.draft.revision.to_string()]))
}

fn save(turn: &mut Turn<'_>, id: MessageId, base: u32, content: &Content) -> Done {
    text::content(content)?;
    let message = draft_at(turn, id, base)?;
    if message.draft.content == *content {
        return Ok(());
    }
    let mut content = Box::new(content.clone());
    sort_by_key(&mut content.channels, |channel| *channel);
    content.channels.dedup();
    turn.emit(E::DraftSaved { message: id, revision: base + 1, content });
    Ok(())
}

fn suggest(
    turn: &mut Turn<'_>,
    id: MessageId,
    quote: &str,
    replacement: Option<&str>,
    note: &str,
) -> Done {
    let message = turn.message(id)?;
    if message.stage != Stage::Drafting && !message.stage.is_locked() {
        return Err(Refusal::with(Code::WrongStage, [message.stage.slug()]));
    }
    if message.suggestions.len() >= SUGGESTIONS_MAX {
        return Err(Refusal::with(Code::TooMany, ["suggestion", "500"]));
    }
    if !message.draft.content.body.shown().contains(quote) {
        return Err(Code::SpanMissing.into());
    }
    let replacement =
        replacement.map(|text| text::optional_note("suggestion", text)).transpose()?;
    let note = match &replacement {
        Some(_) => text::optional_note("note", note)?,
        None => text::note("comment", note)?,
    };
    let suggestion = SuggestionId(turn.state().counters.suggestions + 1);
    let quote = text::optional_note("quote", quote)?;
    turn.emit(E::Suggested { message: id, suggestion, quote, replacement, note });
    Ok(())
}

/// A spelling fix is taken at once, in drafting only (decision 4).
fn fix_spelling(turn: &mut Turn<'_>, id: MessageId, quote: &str, replacement: &str) -> Done {
    let body = turn.message_at(id, &[Stage::Drafting])?.draft.content.body.clone();
    if !is_spelling(quote, replacement) {
        return Err(Code::NotSpelling.into());
    }
    let body = replaced(&body, quote, replacement).ok_or(Code::SpanMissing)?;
    suggest(turn, id, quote, Some(replacement), "")?;
    let suggestion = SuggestionId(turn.state().counters.suggestions);
    let state = SuggestionState::TakenAtOnce;
    turn.emit(E::SuggestionSettled { message: id, suggestion, state, body: Some(body) });
    Ok(())
}

/// The text with the first such words replaced.
fn replaced(body: &Words, quote: &str, replacement: &str) -> Option<Words> {
    let body = body.shown();
    let found = !quote.is_empty() && body.contains(quote);
    found.then(|| body.replacen(quote, replacement, 1).into())
}

fn settle(turn: &mut Turn<'_>, id: MessageId, suggestion: SuggestionId, accept: bool) -> Done {
    let message = turn.message(id)?;
    let known = find(&message.suggestions, suggestion).ok_or_else(|| not_found("suggestion"))?;
    if known.state != SuggestionState::Open {
        return Err(Code::SuggestionSettled.into());
    }
    let body = match (&known.replacement, accept) {
        (Some(replacement), true) => {
            let body = &turn.message_at(id, &[Stage::Drafting])?.draft.content.body;
            let body = replaced(body, known.quote.shown(), replacement.shown());
            Some(body.ok_or(Code::SuggestionStale)?)
        }
        _ => None,
    };
    let state = if accept { SuggestionState::Accepted } else { SuggestionState::Declined };
    turn.emit(E::SuggestionSettled { message: id, suggestion, state, body });
    Ok(())
}

/// Facts resolve now, so that signers see real values; the payload of every channel is rendered and
/// becomes part of what is signed (requirements §3.2.5, decision 5).
fn submit(turn: &mut Turn<'_>, id: MessageId, revision: u32) -> Done {
    let message = draft_at(turn, id, revision)?;
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
