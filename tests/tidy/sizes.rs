//! How long a file, a function and a line may be. Short pieces are read; long ones are searched.

use super::{
    report,
    tree::{Source, sources},
};

const FILE_LINES_MAX: usize = 400;
const FUNCTION_LINES_MAX: usize = 70;
const LINE_COLUMNS_MAX: usize = 100;

/// Files and functions that may be longer, each with the reason: `path` or `path::function`.
const MAY_BE_LONGER: [(&str, &str); 6] = [
    (
        "domain/src/decide/mod.rs::route",
        "one line for each command; split, nobody sees that all are there",
    ),
    (
        "domain/src/evolve/mod.rs::apply",
        "one line for each event; split, nobody sees that all are there",
    ),
    (
        "domain/src/offline.rs::may_wait",
        "one line for each command; split, nobody sees on which side each is",
    ),
    (
        "domain/src/copy/en/refusals.rs::sentence",
        "a table in the form of a match: one sentence a line",
    ),
    (
        "domain/src/copy/en/events/table.rs::told",
        "a table in the form of a match: one sentence for each event",
    ),
    (
        "domain/src/view/timeline.rs::kind",
        "one line for each event; split, nobody sees that all are there",
    ),
];

/// What people write by hand, in the languages that have functions and files of their own.
const CODE: [&str; 5] = ["rs", "css", "mjs", "js", "sql"];

fn excepted(name: &str) -> bool {
    MAY_BE_LONGER.iter().any(|(allowed, _)| *allowed == name)
}

fn code() -> impl Iterator<Item = Source> {
    sources().into_iter().filter(|source| CODE.iter().any(|extension| source.is(extension)))
}

/// The name of the function that begins on this line, if one does.
fn function_name(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let words = ["pub", "pub(crate)", "pub(super)", "async", "const", "extern", "\"C\""];
    if !before.split_whitespace().all(|word| words.contains(&word)) {
        return None;
    }
    after.split(['(', '<']).next()
}

/// Functions with their lengths. rustfmt puts the closing brace under the first letter.
fn functions(source: &Source) -> Vec<(&str, usize)> {
    let lines: Vec<&str> = source.text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else { continue };
        let indent = line.len() - line.trim_start().len();
        let closing = format!("{}}}", " ".repeat(indent));
        if line.ends_with(['}', ';']) {
            continue;
        }
        let length = lines.iter().skip(start).take_while(|it| **it != closing).count() + 1;
        found.push((name, length));
    }
    found
}

#[test]
fn files_stay_short() {
    let faults: Vec<String> = code()
        .filter(|source| source.text.lines().count() > FILE_LINES_MAX && !excepted(&source.path))
        .map(|source| format!("{} has {} lines", source.path, source.text.lines().count()))
        .collect();
    report(&format!("a file has at most {FILE_LINES_MAX} lines"), &faults);
}

#[test]
fn functions_stay_short() {
    let mut faults = Vec::new();
    for source in code().filter(|source| source.is("rs")) {
        for (name, length) in functions(&source) {
            let full = format!("{}::{name}", source.path);
            if length > FUNCTION_LINES_MAX && !excepted(&full) {
                faults.push(format!("{full} has {length} lines"));
            }
        }
    }
    report(&format!("a function has at most {FUNCTION_LINES_MAX} lines"), &faults);
}

/// Columns of a line, its quoted texts left out: a sentence is not broken, so that it can be found
/// by searching, and a row of a table cannot be.
fn columns(line: &str) -> usize {
    let whole = line.chars().count();
    if whole <= LINE_COLUMNS_MAX {
        return whole;
    }
    if line.trim_start().starts_with("//! |") {
        return 0;
    }
    let outside = line.split(['"', '`']).step_by(2);
    outside.map(|part| part.chars().count()).sum()
}

#[test]
fn lines_stay_short() {
    let mut faults = Vec::new();
    for source in code() {
        for (number, line) in source.lines() {
            let columns = columns(line);
            if columns > LINE_COLUMNS_MAX {
                faults.push(format!("{}:{number} has {columns} columns", source.path));
            }
        }
    }
    report(&format!("a line has at most {LINE_COLUMNS_MAX} columns"), &faults);
}

#[test]
fn the_measure_of_a_function_counts_its_own_lines() {
    let text =
        "fn one() {\n    two();\n}\n\nfn three() {}\n    pub async fn four(\n    ) {\n    }\n";
    let source = Source { path: "a.rs".to_owned(), text: text.to_owned() };
    assert_eq!(functions(&source), [("one", 3), ("four", 3)]);
}
