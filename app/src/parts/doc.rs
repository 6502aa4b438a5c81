//! A text as its readers will see it, with what was filled in told from what will be.

use crate::node::{Element, Node, el};

/// A run of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Written so.
    Plain(String),
    /// A value that was filled in.
    Filled(String),
    /// Filled in later, for each reader.
    Field(String),
    /// Nothing to fill in yet.
    Missing(String),
    /// A character that nobody would see, by its name.
    Hidden(String),
}

/// The text.
pub fn doc(runs: Vec<Run>) -> Element {
    el("p", "doc").set("data-letters", "true").with_all(runs.into_iter().map(run))
}

/// One run.
pub fn run(run: Run) -> Node {
    match run {
        Run::Plain(text) => text.into(),
        Run::Filled(text) => el("span", "doc__filled").with(text).into(),
        Run::Field(text) => el("span", "doc__field").with(text).into(),
        Run::Missing(text) => el("mark", "doc__missing").with(text).into(),
        Run::Hidden(text) => el("mark", "doc__hidden").with(text).into(),
    }
}

/// Splits a text into runs: `[[field]]`, `{{missing}}`, `⟪U+…⟫`, and each of these values.
pub fn runs(text: &str, values: &[&str]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some((at, length, make)) = next(rest, values) {
        let (before, tail) = rest.split_at(at);
        let (found, tail) = tail.split_at(length);
        if !before.is_empty() {
            runs.push(Run::Plain(before.into()));
        }
        runs.push(make(found.trim_matches(['[', ']', '{', '}']).into()));
        rest = tail;
    }
    if !rest.is_empty() {
        runs.push(Run::Plain(rest.into()));
    }
    runs
}

type Make = fn(String) -> Run;

/// The first thing that is not plain: where, how long, and what it is.
fn next(text: &str, values: &[&str]) -> Option<(usize, usize, Make)> {
    let token = |open: &str, close: &str, make: Make| {
        let at = text.find(open)?;
        let length = text.get(at..)?.find(close)? + close.len();
        Some((at, length, make))
    };
    let value = |value: &&str| {
        let at = whole(text, value)?;
        Some((at, value.len(), Run::Filled as Make))
    };
    let tokens = [
        token("[[", "]]", Run::Field),
        token("{{", "}}", Run::Missing),
        token("⟪U+", "⟫", Run::Hidden),
    ];
    let found = tokens.into_iter().flatten().chain(values.iter().filter_map(value));
    found.min_by_key(|(at, length, _)| (*at, core::cmp::Reverse(*length)))
}

/// Where a value stands by itself: `4` is no part of `14:05`.
fn whole(text: &str, value: &str) -> Option<usize> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let time = |c: Option<char>, next: Option<char>| c == Some(':') && letter(next);
    let alone = |at: usize| {
        let (before, rest) = text.split_at(at);
        let mut before = before.chars().rev();
        let mut after = rest.get(value.len()..).unwrap_or_default().chars();
        let (last, first) = (before.next(), after.next());
        let inside = letter(last) || letter(first);
        !inside && !time(last, before.next()) && !time(first, after.next())
    };
    let mut places = text.match_indices(value).map(|(at, _)| at);
    if value.is_empty() { None } else { places.find(|at| alone(*at)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_fields_and_gaps_are_told_apart() {
        let runs = runs("Dear [[first name]], since 13:41 {{services}} fail.", &["13:41"]);
        let plain = |text: &str| Run::Plain(text.into());
        assert_eq!(
            runs,
            [
                plain("Dear "),
                Run::Field("first name".into()),
                plain(", since "),
                Run::Filled("13:41".into()),
                plain(" "),
                Run::Missing("services".into()),
                plain(" fail."),
            ]
        );
    }

    #[test]
    fn a_value_inside_a_longer_word_is_not_the_value() {
        let plain = Run::Plain("At 14:05, ".into());
        let rest = Run::Plain(" of 40".into());
        assert_eq!(runs("At 14:05, 4 of 40", &["4"]), [plain, Run::Filled("4".into()), rest]);
        let end = runs("At 9 UTC: 4", &["9 UTC"]);
        assert_eq!(end.get(1), Some(&Run::Filled("9 UTC".into())));
    }

    // [R94]
    #[test]
    fn hidden_characters_keep_their_names() {
        let named = Run::Hidden("⟪U+202E⟫".into());
        assert_eq!(runs("a⟪U+202E⟫", &[]), [Run::Plain("a".into()), named]);
    }

    #[test]
    fn a_token_that_does_not_end_is_plain_text() {
        assert_eq!(runs("a {{ b", &[]), [Run::Plain("a {{ b".into())]);
    }
}
