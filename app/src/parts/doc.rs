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
}

/// The text.
pub fn doc(runs: Vec<Run>) -> Element {
    el("p", "doc").with_all(runs.into_iter().map(run))
}

fn run(run: Run) -> Node {
    match run {
        Run::Plain(text) => text.into(),
        Run::Filled(text) => el("span", "doc__filled").with(text).into(),
        Run::Field(text) => el("span", "doc__field").with(text).into(),
        Run::Missing(text) => el("mark", "doc__missing").with(text).into(),
    }
}

/// Splits a text into runs: `[[field]]`, `{{missing}}`, and each of these values.
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
        let at = text.find(value).filter(|_| !value.is_empty())?;
        Some((at, value.len(), Run::Filled as Make))
    };
    let tokens = [token("[[", "]]", Run::Field), token("{{", "}}", Run::Missing)];
    let found = tokens.into_iter().flatten().chain(values.iter().filter_map(value));
    found.min_by_key(|(at, length, _)| (*at, core::cmp::Reverse(*length)))
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
    fn a_token_that_does_not_end_is_plain_text() {
        assert_eq!(runs("a {{ b", &[]), [Run::Plain("a {{ b".into())]);
    }
}
