//! Suggestions and comments on a draft, and where in it they belong (R73, R148).

use crate::ids::{PersonId, SuggestionId};
use crate::list::keyed;
use crate::time::Timestamp;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// A suggestion or comment on the draft (R73).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Identity within the message.
    pub id: SuggestionId,
    /// Whose.
    pub by: PersonId,
    /// The words it is about; empty for the whole text, or for a place between two words.
    pub quote: Words,
    /// What should stand there instead; none for a comment.
    pub replacement: Option<Words>,
    /// Why.
    pub note: Words,
    /// What became of it.
    pub state: SuggestionState,
    /// When it was made.
    pub at: Timestamp,
    /// Where in the text, whatever is written around it.
    #[serde(default)]
    pub place: Option<Place>,
    /// For messaging responders only (R148).
    #[serde(default)]
    pub limited: bool,
    /// What was answered, oldest first.
    #[serde(default)]
    pub replies: Vec<Reply>,
}

/// An answer to a suggestion or comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Whose.
    pub by: PersonId,
    /// What was said.
    pub text: Words,
    /// When.
    pub at: Timestamp,
}

/// What became of a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionState {
    /// Waits for the Technical SLT.
    Open,
    /// Taken into the text.
    Accepted,
    /// Not taken.
    Declined,
    /// A spelling fix, taken at once (decision 4).
    TakenAtOnce,
}

/// Words of a text by the names of their first and last unit in its document. The names stay when
/// others write around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The unit it begins with; none at the end of the text.
    pub first: Option<Unit>,
    /// The unit it ends with; none where it is a place between two units.
    pub last: Option<Unit>,
}

/// The name of a UTF-16 unit in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Who wrote it: an open editor, below 2^53.
    pub client: u64,
    /// Its number among all that this editor wrote.
    pub clock: u32,
}

keyed! { Suggestion => id: SuggestionId }
