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

/// Classes that a screen gives to an element: `class="one two"` and `class:three=…`.
fn used() -> BTreeSet<String> {
    let mut classes = BTreeSet::new();
    let screens = sources_in("app/src/", "rs").into_iter();
    for Source { text, .. } in screens.chain(sources_in("app/", "html")) {
        for list in text.split("class=\"").skip(1) {
            let list = list.split('"').next().unwrap_or_default();
            classes.extend(list.split_whitespace().map(str::to_owned));
        }
        for switch in text.split("class:").skip(1) {
            classes.insert(name_at(switch).to_owned());
        }
    }
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
