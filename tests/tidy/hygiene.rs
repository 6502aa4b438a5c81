//! What must be in every file, and what must be in none.

use super::{
    report,
    tree::{Source, sources},
};

/// Marks of work left over. With an owner, as in `FIXME(anna): …`, they are a plan and may stay.
const LEFTOVERS: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

/// Paths that exist on one machine only.
const MACHINE_PATHS: [&str; 5] = [
    concat!("/wo", "rk/"),
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("C:", "\\"),
];

/// Where this machine happens to fetch packages from is its own business.
const REGISTRIES: [&str; 4] = [
    concat!("\"reso", "lved\": \"http"),
    concat!("registry.", "npmjs"),
    concat!("registry ", "= \"http"),
    concat!("replace", "-with"),
];

/// Whether the word stands in the line by itself and without an owner in brackets.
fn left_over(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let (before, rest) = line.split_at(at);
        let after = rest.trim_start_matches(word);
        let letter = |it: char| it.is_alphanumeric() || it == '_';
        !before.ends_with(letter) && !after.starts_with(letter) && !after.starts_with('(')
    })
}

fn lines_with(is_fault: impl Fn(&Source, &str) -> bool) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources() {
        for (number, line) in source.lines() {
            if is_fault(&source, line) {
                faults.push(format!("{}:{number} {}", source.path, line.trim()));
            }
        }
    }
    faults
}

#[test]
fn every_rust_file_says_first_what_it_is_for() {
    let faults: Vec<String> = sources()
        .into_iter()
        .filter(|source| source.is("rs") && !source.text.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    report("a Rust file opens with `//!`", &faults);
}

#[test]
fn every_script_and_style_sheet_says_first_what_it_is_for() {
    let opens_with_comment = |source: &Source| {
        let text = source.text.trim_start_matches("#!/usr/bin/env bash\n");
        let text = text.trim_start_matches("#!/bin/sh\n");
        ["// ", "# ", "/* ", "-- "].iter().any(|mark| text.starts_with(mark))
    };
    let concerned = |source: &Source| {
        let by_hand = ["mjs", "js", "css", "sql"].iter().any(|extension| source.is(extension));
        by_hand || source.path.starts_with("scripts/") || source.path.starts_with(".ci/")
    };
    let faults: Vec<String> = sources()
        .into_iter()
        .filter(|source| concerned(source) && !opens_with_comment(source))
        .map(|source| source.path)
        .collect();
    report("a file opens with a comment that says what it is for", &faults);
}

#[test]
fn nothing_is_left_over_without_an_owner() {
    let faults = lines_with(|_, line| LEFTOVERS.iter().any(|word| left_over(line, word)));
    report("unfinished work needs an owner", &faults);
}

#[test]
fn lints_are_expected_with_a_reason_and_never_allowed() {
    let allow = concat!("#[al", "low(");
    let faults = lines_with(|source, line| source.is("rs") && line.contains(allow));
    report("write #[expect(…, reason = …)] instead", &faults);
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let faults = lines_with(|_, line| MACHINE_PATHS.iter().any(|path| line.contains(path)));
    report("a path of one machine", &faults);
}

#[test]
fn no_file_names_a_package_registry() {
    let faults = lines_with(|_, line| REGISTRIES.iter().any(|host| line.contains(host)));
    report("an address of a package registry", &faults);
}
