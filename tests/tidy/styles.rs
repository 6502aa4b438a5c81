//! Style sheets and screens fit together: no class without a rule, no rule without a user, and
//! colours in one file only.

use std::collections::BTreeSet;

use super::{
    report,
    tree::{Source, sources_in},
};

/// The only file in which a colour may be written as a number.
const TOKENS: &str = "style/tokens.css";

fn name_at(text: &str) -> &str {
    let end = text
        .find(|letter: char| !letter.is_ascii_alphanumeric() && !"-_".contains(letter))
        .unwrap_or(text.len());
    text.split_at(end).0
}

/// A style sheet without its comments and strings, in which dots and hashes mean other things.
fn bare(css: &str) -> String {
    let mut rest = css;
    let mut kept = String::new();
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.split('"').step_by(2).collect()
}

/// Classes that any style sheet mentions.
fn styled() -> BTreeSet<String> {
    let mut classes = BTreeSet::new();
    for sheet in sources_in("style/", "css") {
        for piece in bare(&sheet.text).split('.').skip(1) {
            let name = name_at(piece);
            if name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
                classes.insert(name.to_owned());
            }
        }
    }
    classes
}

/// The lists in `class="one two"`, and in the app's own `el("tag", "one two")`.
fn class_lists(text: &str) -> impl Iterator<Item = &str> {
    let attributes = text.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let calls = text.match_indices("el(").filter(|(at, _)| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_')
    });
    let arguments = calls.filter_map(|(at, call)| {
        let rest = text.get(at + call.len()..)?.trim_start();
        rest.strip_prefix('"')?.split('"').nth(2)
    });
    attributes.chain(arguments)
}

/// Classes that a screen gives to an element.
fn used() -> BTreeSet<String> {
    let mut classes = BTreeSet::new();
    let screens = sources_in("app/src/", "rs").into_iter();
    for Source { text, .. } in screens.chain(sources_in("app/", "html")) {
        classes.extend(class_lists(&text).flat_map(str::split_whitespace).map(str::to_owned));
    }
    classes.remove("");
    classes
}

fn is_hex_colour(name: &str) -> bool {
    matches!(name.len(), 3 | 4 | 6 | 8) && name.chars().all(|letter| letter.is_ascii_hexdigit())
}

#[test]
fn every_class_on_a_screen_has_a_rule() {
    let styled = styled();
    let faults: Vec<String> = used().difference(&styled).cloned().collect();
    report("used in app/, but no style sheet mentions", &faults);
}

#[test]
fn every_rule_has_a_screen_that_uses_it() {
    let used = used();
    let faults: Vec<String> = styled().difference(&used).cloned().collect();
    report("styled, but nothing in app/ uses", &faults);
}

#[test]
fn colours_are_written_in_the_tokens_only() {
    let mut faults = Vec::new();
    for sheet in sources_in("style/", "css") {
        if sheet.path == TOKENS {
            continue;
        }
        for piece in bare(&sheet.text).split('#').skip(1) {
            if is_hex_colour(name_at(piece)) {
                faults.push(format!("{}: #{}", sheet.path, name_at(piece)));
            }
        }
    }
    report("a colour belongs into style/tokens.css", &faults);
}

#[test]
fn classes_are_found_however_they_are_written() {
    let text =
        r#"<p class="one two"> let a = el("p", "three", x); [el("p", "").with(el("b", "four"))]"#;
    let found: Vec<&str> = class_lists(text).flat_map(str::split_whitespace).collect();
    assert_eq!(found, ["one", "two", "three", "four"]);
}
