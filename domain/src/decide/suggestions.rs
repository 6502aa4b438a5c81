//! Suggestions, comments and answers, and spelling that is put right at once (M3, R73, R148).

use super::messages::in_flow;
use super::turn::{Done, Turn, not_found};
use crate::catalogue::Role;
use crate::command::Command as C;
use crate::event::Event as E;
use crate::ids::{MessageId, SuggestionId};
use crate::limits::{REPLIES_MAX, SUGGESTIONS_MAX};
use crate::list::find;
use crate::message::{Message, Place, Stage, Suggestion, SuggestionState};
use crate::refusal::{Code, Refusal};
use crate::spelling::is_spelling;
use crate::text;
use crate::viewer::Clearance;
use crate::words::Words;

/// Whose suggestions and comments may be limited to messaging responders.
const MESSAGING: [Role; 4] =
    [Role::TechnicalSlt, Role::LegalOfficer, Role::MessagingOfficer, Role::EltApprover];

pub(super) fn decide(turn: &mut Turn<'_>, command: &C) -> Done {
    in_flow(turn)?;
    match command {
        C::Suggest { .. } => suggest(turn, command),
        C::Reply { message, suggestion, text } => reply(turn, *message, *suggestion, text),
        C::FixSpelling { message, quote, replacement, place, at } => {
            fix_spelling(turn, *message, Fix { quote, replacement, place: *place, at: *at })
        }
        C::SettleSuggestion { message, suggestion, accept, at } => {
            settle(turn, *message, *suggestion, *accept, *at)
        }
        _ => Ok(()),
    }
}

fn suggest(turn: &mut Turn<'_>, command: &C) -> Done {
    let C::Suggest { message: id, quote, replacement, note, limited, place } = command else {
        return Ok(());
    };
    let message = turn.message(*id)?;
    if message.stage != Stage::Drafting && !message.stage.is_locked() {
        return Err(Refusal::with(Code::WrongStage, [message.stage.slug()]));
    }
    has_room(message)?;
    if !message.draft.content.body.shown().contains(quote.as_str()) {
        return Err(Code::SpanMissing.into());
    }
    if *limited && !sees_limited(turn) {
        return Err(Refusal::with(Code::NotAllowed, MESSAGING.map(Role::slug)));
    }
    let replacement = replacement.as_deref();
    let replacement =
        replacement.map(|text| text::optional_words("suggestion", text)).transpose()?;
    let note = match &replacement {
        Some(_) => text::optional_note("note", note)?,
        None => text::note("comment", note)?,
    };
    if replacement.as_ref().is_some_and(|words| words.shown() == quote) {
        return Err(Refusal::with(Code::Empty, ["suggestion"]));
    }
    let suggestion = next(turn);
    turn.emit(E::Suggested {
        message: *id,
        suggestion,
        quote: text::optional_words("quote", quote)?,
        replacement,
        note,
        limited: *limited,
        place: *place,
    });
    Ok(())
}

fn has_room(message: &Message) -> Done {
    if message.suggestions.len() < SUGGESTIONS_MAX {
        return Ok(());
    }
    Err(Refusal::with(Code::TooMany, ["suggestion", "500"]))
}

fn next(turn: &Turn<'_>) -> SuggestionId {
    SuggestionId(turn.state().counters.suggestions + 1)
}

fn sees_limited(turn: &Turn<'_>) -> bool {
    let viewer = turn.state().viewer(turn.organisation, turn.actor);
    viewer.is_some_and(|viewer| viewer.clearance >= Clearance::Messaging)
}

/// A suggestion that the actor may read: for anybody else a limited one does not exist.
fn known<'t>(
    turn: &'t Turn<'_>,
    message: MessageId,
    suggestion: SuggestionId,
) -> Result<&'t Suggestion, Refusal> {
    let message = turn.message(message)?;
    let found = find(&message.suggestions, suggestion);
    let found = found.filter(|suggestion| !suggestion.limited || sees_limited(turn));
    found.ok_or_else(|| not_found("suggestion"))
}

fn reply(turn: &mut Turn<'_>, message: MessageId, id: SuggestionId, words: &str) -> Done {
    let suggestion = known(turn, message, id)?;
    if suggestion.replies.len() >= REPLIES_MAX {
        return Err(Refusal::with(Code::TooMany, ["answer", "100"]));
    }
    let limited = suggestion.limited;
    let text = text::note("answer", words)?;
    turn.emit(E::Replied { message, suggestion: id, text, limited });
    Ok(())
}

/// A correction of spelling.
#[derive(Clone, Copy)]
struct Fix<'a> {
    quote: &'a str,
    replacement: &'a str,
    place: Option<Place>,
    at: Option<u32>,
}

/// Taken at once, in drafting only (decision 4).
fn fix_spelling(turn: &mut Turn<'_>, message: MessageId, fix: Fix<'_>) -> Done {
    let Fix { quote, replacement, place, at } = fix;
    let draft = turn.message_at(message, &[Stage::Drafting])?;
    has_room(draft)?;
    if !is_spelling(quote, replacement) {
        return Err(Code::NotSpelling.into());
    }
    let body = draft.content_with(quote, replacement, at).ok_or(Code::SpanMissing)?;
    let suggestion = next(turn);
    turn.emit(E::Suggested {
        message,
        suggestion,
        quote: text::optional_words("quote", quote)?,
        replacement: Some(text::optional_words("suggestion", replacement)?),
        note: Words::said(""),
        limited: false,
        place,
    });
    let state = SuggestionState::TakenAtOnce;
    turn.emit(E::SuggestionSettled { message, suggestion, state, body: Some(body) });
    Ok(())
}

fn settle(
    turn: &mut Turn<'_>,
    message: MessageId,
    id: SuggestionId,
    accept: bool,
    at: Option<u32>,
) -> Done {
    let suggestion = known(turn, message, id)?;
    if suggestion.state != SuggestionState::Open {
        return Err(Code::SuggestionSettled.into());
    }
    let body = match (&suggestion.replacement, accept) {
        (Some(replacement), true) => {
            let draft = turn.message_at(message, &[Stage::Drafting])?;
            let body = draft.content_with(suggestion.quote.shown(), replacement.shown(), at);
            let body = body.ok_or(Code::SuggestionStale)?;
            text::body(&body)?;
            Some(body)
        }
        _ => None,
    };
    let state = if accept { SuggestionState::Accepted } else { SuggestionState::Declined };
    turn.emit(E::SuggestionSettled { message, suggestion: id, state, body });
    Ok(())
}

impl Message {
    /// The draft's text with words replaced: those at a place counted in UTF-16 units, or the first
    /// such words. None where they do not stand there.
    fn content_with(&self, quote: &str, replacement: &str, at: Option<u32>) -> Option<Words> {
        let body = self.draft.content.body.shown();
        let from = match at {
            Some(units) => byte_at(body, units)?,
            None if quote.is_empty() => return None,
            None => body.find(quote)?,
        };
        let (before, rest) = body.split_at_checked(from)?;
        let after = rest.strip_prefix(quote)?;
        Some([before, replacement, after].concat().into())
    }
}

/// Where a place counted in UTF-16 units lies in bytes; none where it is no border of a character.
fn byte_at(text: &str, units: u32) -> Option<usize> {
    let mut counted = 0;
    for (byte, character) in text.char_indices() {
        if counted >= units as usize {
            return (counted == units as usize).then_some(byte);
        }
        counted += character.len_utf16();
    }
    (counted == units as usize).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::byte_at;

    #[test]
    fn a_place_in_units_is_found_in_bytes_and_never_inside_a_character() {
        let text = "a\u{e9}\u{1F600}b";
        let found: Vec<_> = (0..7).map(|units| byte_at(text, units)).collect();
        assert_eq!(found, [Some(0), Some(1), Some(3), None, Some(7), Some(8), None]);
    }
}
