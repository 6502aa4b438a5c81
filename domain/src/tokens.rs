//! The two kinds of token in a text (decision 5).
//!
//! `{{start time}}` is a *fact*: it resolves at submission, and a text that uses an unknown fact
//! cannot be submitted (decision 11, R97). `[[first name]]` is a *merge field*: it stays a token and
//! must be a column of the signed list.

use crate::briefing::{Answer, Briefing, Question};
use crate::message::{Content, UsedFact};
use crate::refusal::{Code, Refusal};

/// The inner texts of all `open…close` tokens, in order.
fn between<'t>(text: &'t str, open: &'t str, close: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(open).skip(1).filter_map(move |rest| rest.split_once(close).map(|(token, _)| token))
}

/// Names of the facts that a text mentions.
pub fn facts(text: &str) -> impl Iterator<Item = &str> {
    between(text, "{{", "}}")
}

/// Names of the merge fields that a text mentions.
pub fn fields(text: &str) -> impl Iterator<Item = &str> {
    between(text, "[[", "]]")
}

fn texts(content: &Content) -> [&str; 2] {
    [content.subject.shown(), content.body.shown()]
}

/// The facts a text uses, with their present values; refuses when one is unknown or missing.
pub(crate) fn facts_used(content: &Content, briefing: &Briefing) -> Result<Vec<UsedFact>, Refusal> {
    let mut used: Vec<UsedFact> = Vec::new();
    let mut missing = Vec::new();
    for token in texts(content).into_iter().flat_map(facts) {
        let question =
            Question::of_token(token).ok_or_else(|| Refusal::with(Code::UnknownToken, [token]))?;
        if used.iter().any(|fact| fact.question == question) {
            continue;
        }
        match briefing.fact(question) {
            Some(fact) if fact.answer != Answer::Unknown => {
                let Answer::Known(value) = fact.answer.clone() else {
                    continue;
                };
                used.push(UsedFact { question, value, at: fact.at });
            }
            _ => missing.push(question.token()),
        }
    }
    if missing.is_empty() {
        return Ok(used);
    }
    missing.dedup();
    Err(Refusal::with(Code::FactMissing, [&missing.join(", ")]))
}

/// Refuses a merge field that the signed list has no column for.
pub(crate) fn check_fields(content: &Content) -> Result<(), Refusal> {
    let columns = &content.recipients.columns;
    let known = |field: &str| columns.iter().any(|c| c.shown().eq_ignore_ascii_case(field.trim()));
    match texts(content).into_iter().flat_map(fields).find(|field| !known(field)) {
        Some(field) => Err(Refusal::with(Code::UnknownField, [field])),
        None => Ok(()),
    }
}

/// Puts the values in place of the facts.
pub(crate) fn resolve(content: &mut Content, facts: &[UsedFact]) {
    for words in [&mut content.subject, &mut content.body] {
        *words = filled(words.shown(), facts).into();
    }
}

/// The text with the values of these facts in place of their tokens.
pub fn filled(text: &str, facts: &[UsedFact]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let Some((token, tail)) = after.split_once("}}") else {
            filled.push_str("{{");
            rest = after;
            continue;
        };
        let question = Question::of_token(token);
        if let Some(fact) = facts.iter().find(|fact| Some(fact.question) == question) {
            filled.push_str(fact.value.shown());
        } else {
            filled.extend(["{{", token, "}}"]);
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}
