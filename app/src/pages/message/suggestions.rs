//! Suggestions and comments, each a thread at its words: what should be different, what was
//! answered and what became of it (R73, R148).

use super::bar::about_selection;
use super::editor::desk::Desk;
use crate::doc::binding::Selection;
use crate::doc::hunks::found;
use crate::parts::model::{Action, Bit, Card, Chip, Press, Row, Tone, Weight, plain};
use crate::scene::Scene;
use leptos::prelude::With as _;
use muster_domain::command::Command as C;
use muster_domain::diff;
use muster_domain::ids::SuggestionId;
use muster_domain::list::sort_by_key;
use muster_domain::message::{Message, Suggestion, SuggestionState};
use std::rc::Rc;

/// What is open, in the order of the text; what belongs nowhere comes last.
pub fn card(scene: &Scene<'_>, message: &Message, desk: Desk) -> Option<Card> {
    let open = message.suggestions.iter().filter(|it| it.state == SuggestionState::Open);
    let mut open: Vec<_> = open.map(|it| (range(desk, it), it)).collect();
    if open.is_empty() && !may_comment(scene, message) {
        return None;
    }
    sort_by_key(&mut open, |(range, it)| (range.map_or(u32::MAX, |(from, _)| from), it.id.0));
    let changes: Vec<_> =
        open.iter().filter(|(_, it)| it.replacement.is_some()).map(|(_, it)| it.id).collect();
    let mut actions: Vec<_> = comment(scene, message, desk).into_iter().collect();
    if changes.len() > 1 {
        actions.extend(all(scene, message, &changes));
    }
    let rows = open.into_iter().map(|(range, it)| row(scene, message, it, (desk, range)));
    let rows = rows.collect();
    let empty = "Nothing is suggested, and nobody has commented.";
    Some(Card { rows, empty, actions, ..Card::new("suggestions", "Suggestions and comments") })
}

/// What was settled, folded away.
pub fn settled(scene: &Scene<'_>, message: &Message) -> Option<Card> {
    let settled = message.suggestions.iter().rev().filter(|it| it.state != SuggestionState::Open);
    let rows: Vec<_> = settled.map(|it| told(scene, it)).collect();
    let card = Card { folded: true, ..Card::new("settled", "Settled suggestions") };
    (!rows.is_empty()).then_some(Card { rows, ..card })
}

fn may_comment(scene: &Scene<'_>, message: &Message) -> bool {
    scene.ask(&blank(message)).is_ok()
}

fn blank(message: &Message) -> C {
    C::Suggest {
        message: message.id,
        quote: String::new(),
        replacement: None,
        note: String::new(),
        limited: false,
        place: None,
    }
}

fn comment(scene: &Scene<'_>, message: &Message, desk: Desk) -> Option<Action> {
    may_comment(scene, message).then(|| about_selection(scene, desk, blank(message)))
}

fn settle(message: &Message, suggestion: SuggestionId, accept: bool) -> C {
    C::SettleSuggestion { message: message.id, suggestion, accept, at: None }
}

/// All changes at once, where each alone could be settled.
fn all(scene: &Scene<'_>, message: &Message, changes: &[SuggestionId]) -> Vec<Action> {
    let every = |accept, label: &str| {
        let commands: Vec<_> = changes.iter().map(|id| settle(message, *id, accept)).collect();
        let first = commands.first()?;
        scene.ask(first).ok()?;
        let store = scene.store;
        let press: Press = Rc::new(move || {
            for command in commands.clone() {
                store.dispatch(command);
            }
        });
        Some(Action { label: label.into(), weight: Weight::Plain, why_not: None, press })
    };
    [every(true, "Accept all"), every(false, "Decline all")].into_iter().flatten().collect()
}

/// Where its words stand now.
fn range(desk: Desk, suggestion: &Suggestion) -> Option<(u32, u32)> {
    let quote = suggestion.quote.shown();
    desk.ask_now(|session| {
        found(session.document(), &session.document().text(), suggestion.place, quote)
    })?
}

fn row(
    scene: &Scene<'_>,
    message: &Message,
    suggestion: &Suggestion,
    (desk, range): (Desk, Option<(u32, u32)>),
) -> Row {
    let mut row = told(scene, suggestion);
    let id = suggestion.id;
    let is_open = desk.ask_now(crate::doc::session::Session::is_ready).unwrap_or_default();
    if let Some((start, end)) = range.filter(|_| is_open) {
        let press: Press = Rc::new(move || {
            let words = Selection { start, end, backward: false };
            desk.with_field(|field| field.go_to(words));
        });
        if desk.may.with(|may| may.write) {
            let label = "Go to the words".into();
            row.actions.push(Action { label, weight: Weight::Quiet, why_not: None, press });
        }
    } else if suggestion.replacement.is_some() {
        row.lines.push(plain("These words have changed since."));
    }
    let settles = [true, false].map(|accept| scene.offer(settle(message, id, accept)));
    let settles = settles.into_iter().flatten();
    if suggestion.replacement.is_some() {
        row.actions.splice(0..0, settles);
    } else {
        // A comment is neither taken nor left; it is dealt with.
        row.actions
            .splice(0..0, settles.take(1).map(|it| Action { label: "Resolve".into(), ..it }));
    }
    let reply = C::Reply { message: message.id, suggestion: id, text: String::new() };
    row.actions.extend(scene.offer_now(reply).map(|it| it.weigh(Weight::Quiet)));
    row
}

/// A thread, without what can be done with it.
fn told(scene: &Scene<'_>, suggestion: &Suggestion) -> Row {
    let (quote, note) = (suggestion.quote.shown(), suggestion.note.shown());
    let mut row = Row::new(format!("suggestion-{}", suggestion.id), scene.name(suggestion.by));
    row.lines = vec![vec![Bit::At(suggestion.at)]];
    if suggestion.limited {
        row.lines.push(plain("For messaging responders only"));
    }
    row.chip = Some(chip(suggestion));
    row.quote = Some(note.to_string()).filter(|note| !note.is_empty());
    match &suggestion.replacement {
        Some(replacement) => row.difference = diff::words(quote, replacement.shown()),
        None if !quote.is_empty() => row.lines.push(plain(format!("About “{quote}”"))),
        None => {}
    }
    for reply in &suggestion.replies {
        let name = format!("{}: ", scene.name(reply.by));
        row.lines.push(vec![Bit::Strong(name), Bit::text(reply.text.shown())]);
    }
    row
}

fn chip(suggestion: &Suggestion) -> Chip {
    let (tone, words) = match suggestion.state {
        SuggestionState::Open => (Tone::Wait, "Open"),
        SuggestionState::Accepted if suggestion.replacement.is_none() => (Tone::Ok, "Resolved"),
        SuggestionState::Accepted => (Tone::Ok, "Accepted"),
        SuggestionState::Declined => (Tone::Plain, "Declined"),
        SuggestionState::TakenAtOnce => (Tone::Ok, "Spelling, taken at once"),
    };
    Chip::new(tone, words)
}
