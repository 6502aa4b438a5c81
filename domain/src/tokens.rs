//! The two kinds of token in a text (decision 5).
//!
//! `{{start time}}` is a *fact*: it resolves at submission, and a text that uses an unknown fact
//! cannot be submitted (decision 11, R97). `[[first name]]` is a *merge field*: it stays a token
//! and must be a column of the signed list.

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

/// Whether a token asks the writer for words, as `{{write: what is being done}}` in a template does.
/// No fact fills it: a text that still holds one cannot be submitted.
pub fn is_prompt(token: &str) -> bool {
    token.trim_start().starts_with("write:")
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

#[cfg(test)]
mod tests {
    use super::{check_fields, facts, facts_used, fields, filled};
    use crate::briefing::{Answer, Briefing, Fact, Question};
    use crate::message::{Content, Recipients};
    use crate::refusal::Code;
    use crate::time::Timestamp;

    fn content(body: &str) -> Content {
        let recipients = Recipients { columns: vec!["First Name".into()], ..Default::default() };
        Content { subject: "News".into(), body: body.into(), recipients, ..Content::default() }
    }

    fn briefing(answers: &[(Question, Answer)]) -> Briefing {
        let fact = |(question, answer): &(Question, Answer)| Fact {
            question: *question,
            answer: answer.clone(),
            at: Timestamp(7),
        };
        Briefing { facts: answers.iter().map(fact).collect(), ..Briefing::default() }
    }

    #[test]
    fn the_two_kinds_of_token_look_different() {
        let text = "Dear [[first name]], since {{start time}} and {{ Services }}: [one] {two} {{";
        assert!(facts(text).eq(["start time", " Services "]));
        assert!(fields(text).eq(["first name"]));
    }

    #[test]
    fn known_facts_take_the_place_of_their_tokens_however_they_are_spelled() {
        let known = briefing(&[(Question::StartTime, Answer::Known("10:04".into()))]);
        let body = "Since {{Start Time}}, {{ start time }}.";
        let used = facts_used(&content(body), &known).unwrap_or_default();
        assert_eq!(used.len(), 1, "one fact, used twice");
        assert_eq!(filled(body, &used), "Since 10:04, 10:04.");
        assert_eq!(filled("{{services}} {{ open", &used), "{{services}} {{ open");
    }

    // [R97]
    #[test]
    fn what_is_unknown_or_was_never_asked_is_named() {
        let known = briefing(&[(Question::AffectedNow, Answer::Unknown)]);
        let missing = facts_used(&content("{{affected now}} of {{services}}"), &known);
        let missing = missing.map_err(|refusal| (refusal.code, refusal.values));
        assert_eq!(missing, Err((Code::FactMissing, vec!["affected now, services".into()])));
        let unknown = facts_used(&content("{{weather}}"), &known).map_err(|refusal| refusal.code);
        assert_eq!(unknown, Err(Code::UnknownToken));
    }

    #[test]
    fn a_merge_field_is_a_column_of_the_list() {
        assert!(check_fields(&content("Dear [[first name]]")).is_ok());
        let refused = check_fields(&content("Dear [[last name]]")).map_err(|refusal| refusal.code);
        assert_eq!(refused, Err(Code::UnknownField));
    }

    #[test]
    fn a_value_that_looks_like_a_token_is_not_filled_in_again() {
        let known = briefing(&[(Question::Trigger, Answer::Known("{{trigger}}".into()))]);
        let used = facts_used(&content("{{trigger}}"), &known).unwrap_or_default();
        assert_eq!(filled("{{trigger}}", &used), "{{trigger}}");
    }
}
