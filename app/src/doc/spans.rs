//! What lies under a text: its runs, each with everything that is said about it, and the carets of
//! others between them. Pure; the letters stay exactly where they are in the field.

use super::binding::{part, units};

/// Colours that people are told apart by, next to their names.
pub const COLOURS: u32 = 6;

/// What is said about a run of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Somebody wrote it, in their colour.
    Written(u32),
    /// A suggestion or comment is about it.
    Thread,
    /// A strong objection is about it.
    Objection,
    /// Own words that are to be suggested.
    Suggested,
    /// A hint of the content check.
    Hint,
    /// Somebody has selected it, in their colour.
    Selected(u32),
}

impl Kind {
    /// Its name in the style sheet, and the colour of the person where it has one.
    pub const fn name(self) -> (&'static str, Option<u32>) {
        match self {
            Self::Written(colour) => ("written", Some(colour)),
            Self::Thread => ("thread", None),
            Self::Objection => ("objection", None),
            Self::Suggested => ("suggested", None),
            Self::Hint => ("hint", None),
            Self::Selected(colour) => ("selected", Some(colour)),
        }
    }
}

/// Something said about a range, in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// What is said.
    pub kind: Kind,
}

/// Where somebody else is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caret {
    /// Before which unit.
    pub at: u32,
    /// Their colour.
    pub colour: u32,
    /// Their name.
    pub name: String,
}

/// A piece of what lies under the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Under {
    /// A run, with everything said about it.
    Run(String, Vec<Kind>),
    /// A caret.
    Caret(Caret),
}

/// Everything under a text, from its start to its end. The runs together are the text.
pub fn under(text: &str, marks: &[Mark], carets: Vec<Caret>) -> Vec<Under> {
    let places = marks.iter().filter(|mark| mark.from < mark.to);
    let mut cuts: Vec<u32> = places.flat_map(|mark| [mark.from, mark.to]).collect();
    cuts.extend(carets.iter().map(|caret| caret.at));
    cuts.push(u32::MAX);
    cuts.sort_unstable();
    cuts.dedup();
    let mut carets = carets;
    carets.sort_by_key(|caret| core::cmp::Reverse(caret.at));
    let (mut found, mut from, mut done, mut rest) = (Vec::new(), 0, 0, text);
    for to in cuts {
        while let Some(caret) = carets.pop_if(|caret| caret.at <= from) {
            found.push(Under::Caret(caret));
        }
        let run = part(rest, 0, to - done);
        rest = rest.get(run.len()..).unwrap_or_default();
        done += units(run);
        if !run.is_empty() {
            let about = marks.iter().filter(|mark| mark.from < to && from < mark.to);
            let mut kinds: Vec<Kind> = about.map(|mark| mark.kind).collect();
            kinds.sort_unstable();
            kinds.dedup();
            found.push(Under::Run(run.into(), kinds));
        }
        from = to;
    }
    found.extend(carets.into_iter().rev().map(Under::Caret));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(from: u32, to: u32, kind: Kind) -> Mark {
        Mark { from, to, kind }
    }

    fn run(text: &str, kinds: &[Kind]) -> Under {
        Under::Run(text.into(), kinds.to_vec())
    }

    fn caret(at: u32) -> Caret {
        Caret { at, colour: 1, name: "Ann".into() }
    }

    #[test]
    fn runs_know_everything_that_is_said_about_them() {
        let marks = [mark(0, 4, Kind::Thread), mark(2, 6, Kind::Hint)];
        assert_eq!(
            under("abcdefg", &marks, vec![caret(2), caret(7)]),
            [
                run("ab", &[Kind::Thread]),
                Under::Caret(caret(2)),
                run("cd", &[Kind::Thread, Kind::Hint]),
                run("ef", &[Kind::Hint]),
                run("g", &[]),
                Under::Caret(caret(7)),
            ]
        );
    }

    proptest! {
        #[test]
        fn the_runs_are_the_text_and_no_caret_is_lost(
            text in "[ab \n\u{1F600}]{0,20}",
            places in prop::collection::vec((0_u32..30, 0_u32..30), 0..6),
            carets in prop::collection::vec(0_u32..40, 0..4),
        ) {
            let marks: Vec<_> = places.iter().map(|(a, b)| mark(*a, *b, Kind::Thread)).collect();
            let count = carets.len();
            let found = under(&text, &marks, carets.into_iter().map(caret).collect());
            let runs = found.iter().map(|it| match it {
                Under::Run(text, _) => text.as_str(),
                Under::Caret(_) => "",
            });
            prop_assert_eq!(runs.collect::<String>(), text);
            prop_assert_eq!(found.iter().filter(|it| matches!(it, Under::Caret(_))).count(), count);
        }
    }
}
