//! Bounds on what people type, checked before anything else.

use crate::command::Command as C;
use crate::limits::{ESTIMATE_MINUTES_MAX, MESSAGE_UNITS_MAX, NAME_CHARS_MAX, NOTE_BYTES_MAX};
use crate::message::Content;
use crate::refusal::{Code, Refusal};
use crate::time::Minutes;
use crate::words::Words;

/// A required note, reason or other free text.
pub(crate) fn note(what: &str, text: &str) -> Result<Words, Refusal> {
    filled(what, text)?;
    optional_note(what, text)
}

/// A note that may be empty.
pub(crate) fn optional_note(what: &str, text: &str) -> Result<Words, Refusal> {
    let text = text.trim();
    if text.len() > NOTE_BYTES_MAX {
        return Err(Refusal::with(Code::TooLong, [what, "16 KiB"]));
    }
    Ok(text.into())
}

/// Words of a message's text: spaces around them count.
pub(crate) fn optional_words(what: &str, text: &str) -> Result<Words, Refusal> {
    if text.len() > NOTE_BYTES_MAX {
        return Err(Refusal::with(Code::TooLong, [what, "16 KiB"]));
    }
    Ok(text.into())
}

/// The text of a message.
pub(crate) fn body(body: &Words) -> Result<(), Refusal> {
    if body.shown().encode_utf16().count() > MESSAGE_UNITS_MAX {
        return Err(Refusal::with(Code::TooLong, ["text", "65,536 characters"]));
    }
    Ok(())
}

/// A note that may be missing; an empty one is missing.
pub(crate) fn maybe_note(what: &str, text: Option<&str>) -> Result<Option<Words>, Refusal> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => optional_note(what, text).map(Some),
    }
}

/// A required title, name or reference.
pub(crate) fn name(what: &str, text: &str) -> Result<Words, Refusal> {
    filled(what, text)?;
    if text.trim().chars().count() > NAME_CHARS_MAX {
        return Err(Refusal::with(Code::TooLong, [what, "200 characters"]));
    }
    Ok(text.trim().into())
}

fn filled(what: &str, text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::with(Code::Empty, [what])) } else { Ok(()) }
}

/// An estimate between a minute and a week.
pub(crate) fn estimate(minutes: Minutes) -> Result<Minutes, Refusal> {
    if (1..=ESTIMATE_MINUTES_MAX).contains(&minutes.0) {
        Ok(minutes)
    } else {
        Err(Code::BadEstimate.into())
    }
}

/// The parts of a message's content, each within its bound.
pub(crate) fn content(content: &Content) -> Result<(), Refusal> {
    let long = |what, max| Err(Refusal::with(Code::TooLong, [what, max]));
    body(&content.body)?;
    if content.subject.shown().chars().count() > crate::limits::SUBJECT_CHARS_MAX {
        return long("subject", "200 characters");
    }
    let recipients = &content.recipients;
    let names = recipients.columns.iter().chain([&recipients.list]).chain(&recipients.sha256);
    let names = names.chain(content.links.iter().map(|link| &link.title));
    if names.into_iter().any(|words| words.shown().chars().count() > NAME_CHARS_MAX)
        || content.links.iter().any(|link| link.url.shown().len() > 2_000)
    {
        return long("name", "200 characters");
    }
    let parts = [content.links.len(), recipients.columns.len(), content.channels.len()];
    if parts.into_iter().any(|n| n > crate::limits::PARTS_MAX) {
        return Err(Refusal::with(Code::TooMany, ["part", "20"]));
    }
    Ok(())
}

/// Bound on lists that a command carries; everything else is bounded where it is used.
pub(crate) fn lists(command: &C) -> Result<(), Refusal> {
    let items = match command {
        C::OrderMessages { order } => order.len(),
        C::ReportDistribution { deliveries, .. } => deliveries.len(),
        C::KeepText { authors, .. } => authors.len(),
        _ => 0,
    };
    if items > crate::limits::MESSAGES_MAX {
        return Err(Refusal::with(Code::TooMany, ["part", "300"]));
    }
    Ok(())
}
