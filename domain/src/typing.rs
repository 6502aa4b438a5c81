//! Where the rule book meets texts that are being typed: which commands depend on such a text,
//! where in it their words stand, and whose words an event has put there.
//!
//! The rule book knows nothing of documents. Whoever holds them takes down the text before a
//! command that depends on it ([`Command::KeepText`]), and brings the document to the draft
//! afterwards.

use crate::command::Command;
use crate::event::{Event, Recorded};
use crate::ids::{MessageId, PersonId};
use crate::incident::Incident;
use crate::list::find;
use crate::message::{Place, Stage};

/// The texts that a command depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    /// None.
    None,
    /// The text of one message.
    One(MessageId),
    /// All that are being written: none of them is typed into afterwards.
    All,
}

/// Words of a text that a command is about, by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed<'a> {
    /// Whose text.
    pub message: MessageId,
    /// Where the words stood when they were named.
    pub place: Place,
    /// The words.
    pub quote: &'a str,
}

impl Command {
    /// The texts that have to be taken down before this is decided.
    pub const fn texts(&self) -> Texts {
        match self {
            Self::SaveDraft { message, .. }
            | Self::Suggest { message, .. }
            | Self::FixSpelling { message, .. }
            | Self::SettleSuggestion { message, .. }
            | Self::Submit { message, .. }
            | Self::WithdrawMessage { message, .. }
            | Self::PlanMessage { reuse: Some(message), .. } => Texts::One(*message),
            Self::AcknowledgePhase { .. } | Self::Close | Self::StandDown { .. } => Texts::All,
            _ => Texts::None,
        }
    }

    /// The words this is about, where it names them by place.
    pub fn placed<'a>(&'a self, incident: &'a Incident) -> Option<Placed<'a>> {
        match self {
            Self::FixSpelling { message, quote, place, .. } => {
                Some(Placed { message: *message, place: (*place)?, quote })
            }
            Self::SettleSuggestion { message, suggestion, accept: true, .. } => {
                let known = find(&incident.message(*message)?.suggestions, *suggestion)?;
                Some(Placed { message: *message, place: known.place?, quote: known.quote.shown() })
            }
            _ => None,
        }
    }

    /// The same, with the place of its words in UTF-16 units; none where they are gone, and then
    /// it is not for other words that are alike.
    #[must_use]
    pub fn found_at(mut self, units: Option<u32>) -> Self {
        if let Self::FixSpelling { at, .. } | Self::SettleSuggestion { at, .. } = &mut self {
            *at = Some(units.unwrap_or(u32::MAX));
        }
        self
    }
}

/// Whose draft an event has changed, and whose words they are; `after` is the state with it.
pub fn rewritten(recorded: &Recorded, after: &Incident) -> Option<(MessageId, Option<PersonId>)> {
    match &recorded.event {
        Event::DraftSaved { message, .. } => Some((*message, recorded.by.person())),
        Event::SuggestionSettled { message, suggestion, body: Some(_), .. } => {
            let known = find(&after.message(*message)?.suggestions, *suggestion);
            Some((*message, known.map(|suggestion| suggestion.by)))
        }
        _ => None,
    }
}

/// The messages that are being written.
pub fn in_writing(incident: &Incident) -> impl Iterator<Item = MessageId> {
    incident.messages.iter().filter(|it| it.stage == Stage::Drafting).map(|it| it.id)
}
