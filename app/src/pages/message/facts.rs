//! The facts that a text uses, with their present values; and what to think of while writing (R87).

use crate::parts::model::{Bit, Card, Chip, Row, Tone, plain};
use crate::scene::Scene;
use muster_domain::briefing::{Answer, Fact, Question};
use muster_domain::copy::en;
use muster_domain::list::sort_by_key;
use muster_domain::message::{Message, Stage, UsedFact};
use muster_domain::tokens;

/// Every fact that is known now, to put in place of its token.
pub fn known(scene: &Scene<'_>) -> Vec<UsedFact> {
    let facts = scene.incident().briefing.facts.iter();
    let known = facts.filter_map(|fact| match &fact.answer {
        Answer::Known(value) => {
            Some(UsedFact { question: fact.question, value: value.clone(), at: fact.at })
        }
        Answer::Unknown => None,
    });
    known.collect()
}

/// The facts of the draft, or those of the signed version with what changed since (R95).
pub fn used(scene: &Scene<'_>, message: &Message) -> Option<Card> {
    let rows: Vec<_> = match &message.version {
        Some(version) => version.facts.iter().map(|fact| signed(scene, fact)).collect(),
        None if message.stage == Stage::Drafting => drafted(scene, message),
        None => return None,
    };
    let mut card = Card { rows, ..Card::new("facts", "Facts in this text") };
    if message.stage == Stage::Drafting {
        card.lines = vec![plain(
            "Facts of the briefing, such as {{start time}}, are filled in when you submit. Fields \
             of the list, such as [[first name]], are filled in for each recipient.",
        )];
    }
    Some(card)
}

fn drafted(scene: &Scene<'_>, message: &Message) -> Vec<Row> {
    let content = &message.draft.content;
    let mut tokens: Vec<_> = tokens::facts(content.subject.shown())
        .chain(tokens::facts(content.body.shown()))
        .map(str::trim)
        .collect();
    sort_by_key(&mut tokens, |token| *token);
    tokens.dedup();
    tokens.into_iter().map(|token| token_row(scene, token)).collect()
}

fn token_row(scene: &Scene<'_>, token: &str) -> Row {
    let mut row = Row::new(token, format!("{{{{{token}}}}}"));
    let Some(question) = Question::of_token(token) else {
        row.chip = Some(Chip::new(Tone::Stop, "No such fact"));
        return row;
    };
    let fact = scene.incident().briefing.fact(question);
    if let Some(Fact { answer: Answer::Known(value), at, .. }) = fact {
        row.quote = Some(value.shown().into());
        row.lines = vec![vec![Bit::text("so for "), Bit::Since(*at)]];
    } else {
        row.chip = Some(Chip::new(Tone::Stop, "Unknown"));
        row.lines = vec![plain("The text cannot be submitted before the liaison answers it.")];
    }
    row
}

/// A fact as it was signed, and what it is now where that differs (R95).
fn signed(scene: &Scene<'_>, fact: &UsedFact) -> Row {
    let mut row = Row::new(fact.question.token(), en::question(fact.question));
    row.quote = Some(fact.value.shown().into());
    row.lines = vec![vec![Bit::text("known for "), Bit::Since(fact.at)]];
    let present = scene.incident().briefing.fact(fact.question);
    match present.map(|present| &present.answer) {
        Some(Answer::Known(value)) if *value == fact.value => {}
        Some(Answer::Known(value)) => {
            row.chip = Some(Chip::new(Tone::Stop, "Changed since"));
            row.lines.push(plain(format!("Now: {}", value.shown())));
        }
        _ => row.chip = Some(Chip::new(Tone::Stop, "No longer known")),
    }
    row
}

/// Four questions to size the message up, and what readers expect in this phase.
pub fn checklist(message: &Message) -> Option<Card> {
    if !matches!(message.stage, Stage::Planned | Stage::Drafting) {
        return None;
    }
    let list = |title: &str, items: &[&'static str]| Row {
        lines: items.iter().map(|item| plain(*item)).collect(),
        ..Row::new(title, title)
    };
    let ask = list("Ask yourself", &en::SIZING_UP);
    let tell = list(en::ELEMENTS_INTRO, en::elements(message.phase));
    Some(Card { rows: vec![ask, tell], ..Card::new("checklist", "While writing") })
}
