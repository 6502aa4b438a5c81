//! The facts that a text uses, with their present values; and what to think of while writing (R87).

use super::standing;
use crate::parts::model::{Bit, Card, Chip, Line, Row, Tone, plain};
use crate::paths::Page;
use crate::scene::Scene;
use muster_domain::briefing::{Answer, Fact, Question};
use muster_domain::copy::en;
use muster_domain::ids::MessageId;
use muster_domain::list::sort_by_key;
use muster_domain::message::{Content, Message, Stage, UsedFact};
use muster_domain::tokens;
use muster_domain::view::facts::{self, may_mislead, placeholder};

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

/// A draft with the facts that are known now in place of their tokens.
pub fn filled_in(scene: &Scene<'_>, draft: &Content) -> Content {
    let known = known(scene);
    let mut content = draft.clone();
    for words in [&mut content.subject, &mut content.body] {
        *words = tokens::filled(words.shown(), &known).into();
    }
    content
}

/// The facts of the draft, or those of the signed version with what changed since (R95).
pub fn used(scene: &Scene<'_>, message: &Message) -> Option<Card> {
    let mut card = Card::new("facts", "Facts in this text");
    match &message.version {
        Some(version) => {
            card.rows = version.facts.iter().map(|fact| signed(scene, fact)).collect();
            let changed = !facts::changed(scene.incident(), message).is_empty();
            if changed && may_mislead(scene.incident(), message) {
                card.lines = vec![plain(
                    "A value has changed since this went out. A correction can be planned under \
                     “More”.",
                )];
            }
        }
        None if message.stage == Stage::Drafting => {
            card.rows = drafted(scene, message);
            card.lines = vec![plain(
                "Facts of the briefing, such as {{start time}}, are filled in when you submit. \
                 Fields of the list, such as [[first name]], are filled in for each recipient.",
            )];
        }
        None => return None,
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
    let rows = tokens.into_iter().map(|token| token_row(scene, token, message));
    rows.collect()
}

fn token_row(scene: &Scene<'_>, token: &str, message: &Message) -> Row {
    let Some(question) = Question::of_token(token) else {
        let mut row = Row::new(token, ["{{", token, "}}"].concat());
        let blank = token.starts_with("write:");
        let words = if blank { "Still to be written" } else { "No such fact" };
        row.chip = Some(Chip::new(Tone::Stop, words));
        row.lines = vec![plain("The text cannot be submitted while this stands in it.")];
        return row;
    };
    let mut row = Row::new(token, placeholder(question));
    let fact = scene.incident().briefing.fact(question);
    if let Some(Fact { answer: Answer::Known(value), at, .. }) = fact {
        row.quote = Some(value.shown().into());
        row.lines = vec![vec![Bit::text("so for "), Bit::Since(*at)]];
        if *at > message.draft.at {
            row.chip = Some(Chip::new(Tone::Wait, "New since the last change"));
        }
    } else {
        row.chip = Some(Chip::new(Tone::Stop, "Unknown: blocks submission"));
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

/// Which texts a fact that changed still stands in otherwise, with links to them (R95).
pub fn touched(scene: &Scene<'_>, row: &facts::Row<'_>) -> Vec<Line> {
    let line = |words: &str, messages: &[MessageId]| {
        let mut line = vec![Bit::text(words)];
        for (n, id) in messages.iter().enumerate() {
            let message = scene.incident().message(*id);
            let title = message.map(|message| {
                format!("{}, {}", standing::title(scene, message), en::phase(message.phase))
            });
            line.push(Bit::text(if n == 0 { ": " } else { "; " }));
            line.push(Bit::Link(title.unwrap_or_default(), scene.path(Page::Message(*id))));
        }
        (!messages.is_empty()).then_some(line)
    };
    let lines = [
        line("Has changed for a draft", &row.drafts),
        line("Has changed since it was submitted", &row.stale),
        line("Went out otherwise, to be corrected if it misleads", &row.sent),
    ];
    lines.into_iter().flatten().collect()
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
