//! Drafts: what was written and by whom, and what was suggested and answered.

use super::{change, messages::enter};
use crate::event::{Event as E, Recorded};
use crate::ids::PersonId;
use crate::message::{Draft, Message, Reply, Stage, Suggestion, SuggestionState};

/// Events about what is being written.
pub(super) fn apply(message: &mut Message, recorded: &Recorded) {
    let at = recorded.at;
    match &recorded.event {
        E::MessageStarted { together, .. } => {
            message.together = *together;
            enter(message, Stage::Drafting, at);
        }
        E::DraftDelegated { to, .. } => message.draft.delegate = *to,
        E::DraftSaved { revision, content, .. } => {
            message.draft.revision = *revision;
            message.draft.fields = *revision;
            message.draft.content = (**content).clone();
            message.draft.at = at;
            author(&mut message.draft, recorded.by.person());
        }
        E::TextKept { revision, body, authors, .. } => {
            message.draft.revision = *revision;
            message.draft.content.body = body.clone();
            message.draft.at = at;
            for person in authors {
                author(&mut message.draft, Some(*person));
            }
        }
        E::Suggested { suggestion, quote, replacement, note, limited, place, .. } => {
            message.suggestions.push(Suggestion {
                id: *suggestion,
                by: recorded.by.person().unwrap_or(PersonId(0)),
                quote: quote.clone(),
                replacement: replacement.clone(),
                note: note.clone(),
                state: SuggestionState::Open,
                at,
                place: *place,
                limited: *limited,
                replies: Vec::new(),
            });
        }
        E::Replied { suggestion, text, .. } => {
            let by = recorded.by.person().unwrap_or(PersonId(0));
            let reply = Reply { by, text: text.clone(), at };
            change(&mut message.suggestions, *suggestion, |s| s.replies.push(reply));
        }
        E::SuggestionSettled { suggestion, state, body, .. } => {
            change(&mut message.suggestions, *suggestion, |s| s.state = *state);
            if let Some(body) = body {
                message.draft.content.body = body.clone();
                message.draft.revision += 1;
                message.draft.at = at;
            }
        }
        _ => {}
    }
}

/// Somebody whose text this is, too.
pub(super) fn author(draft: &mut Draft, person: Option<PersonId>) {
    if let Some(person) = person.filter(|p| !draft.authors.contains(p)) {
        draft.authors.push(person);
    }
}
