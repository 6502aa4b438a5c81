//! Suggestions and comments: what should be different, and what became of it (R73).

use super::bar::about_selection;
use crate::parts::model::{Action, Bit, Card, Chip, Row, Tone, plain};
use crate::scene::Scene;
use muster_domain::command::Command as C;
use muster_domain::diff;
use muster_domain::list::sort_by_key;
use muster_domain::message::{Message, Stage, Suggestion, SuggestionState};

/// The card; open ones first.
pub fn card(scene: &Scene<'_>, message: &Message) -> Option<Card> {
    if message.suggestions.is_empty() && !may_suggest(scene, message) {
        return None;
    }
    let mut known: Vec<_> = message.suggestions.iter().rev().collect();
    sort_by_key(&mut known, |s| s.state != SuggestionState::Open);
    let rows = known.into_iter().map(|suggestion| row(scene, message, suggestion)).collect();
    let actions = actions(scene, message);
    let empty = "Nobody has suggested or commented anything.";
    Some(Card { rows, empty, actions, ..Card::new("suggestions", "Suggestions and comments") })
}

fn may_suggest(scene: &Scene<'_>, message: &Message) -> bool {
    let note = "…".to_string();
    let comment = C::Suggest {
        message: message.id,
        quote: String::new(),
        replacement: None,
        note,
        limited: false,
        place: None,
    };
    scene.ask(&comment).is_ok()
}

fn actions(scene: &Scene<'_>, message: &Message) -> Vec<Action> {
    if !may_suggest(scene, message) {
        return Vec::new();
    }
    let (id, text) = (message.id, String::new);
    let suggest = |replacement| C::Suggest {
        message: id,
        quote: text(),
        replacement,
        note: text(),
        limited: false,
        place: None,
    };
    let mut commands = vec![suggest(Some(text())), suggest(None)];
    // The Lead comments; a hand on the spelling is a collaborator's.
    if message.stage == Stage::Drafting
        && !scene.is_mine(muster_domain::catalogue::Role::BusinessLead)
    {
        commands.push(C::FixSpelling {
            message: id,
            quote: text(),
            replacement: text(),
            place: None,
            at: None,
        });
    }
    commands.into_iter().map(|command| about_selection(scene, command)).collect()
}

fn row(scene: &Scene<'_>, message: &Message, suggestion: &Suggestion) -> Row {
    let (quote, note) = (suggestion.quote.shown(), suggestion.note.shown());
    let mut row = Row::new(format!("suggestion-{}", suggestion.id), scene.name(suggestion.by));
    row.lines = vec![vec![Bit::At(suggestion.at)]];
    row.chip = Some(chip(suggestion));
    row.quote = Some(note.to_string()).filter(|note| !note.is_empty());
    match &suggestion.replacement {
        Some(replacement) => row.difference = diff::words(quote, replacement.shown()),
        None if !quote.is_empty() => row.lines.push(plain(format!("About “{quote}”"))),
        None => {}
    }
    if suggestion.state == SuggestionState::Open {
        let settle = |accept| {
            let suggestion = suggestion.id;
            scene.offer(C::SettleSuggestion { message: message.id, suggestion, accept, at: None })
        };
        row.actions = [settle(true), settle(false)].into_iter().flatten().collect();
    }
    row
}

fn chip(suggestion: &Suggestion) -> Chip {
    let (tone, words) = match suggestion.state {
        SuggestionState::Open => (Tone::Wait, "Open"),
        SuggestionState::Accepted => (Tone::Ok, "Taken"),
        SuggestionState::Declined => (Tone::Plain, "Not taken"),
        SuggestionState::TakenAtOnce => (Tone::Ok, "Spelling, taken at once"),
    };
    Chip::new(tone, words)
}
