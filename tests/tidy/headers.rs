//! The headers of what is served are said in two places, because files and answers are: that they
//! agree.

use super::{report, tree::read};

const FILES: &str = "public/_headers";
const ANSWERS: &str = "worker/src/answer.rs";

/// The value of a header in the block for all files.
fn of_files(name: &str) -> Vec<String> {
    let text = read(FILES);
    let block = text.lines().skip_while(|line| *line != "/*").skip(1);
    let block = block.take_while(|line| line.starts_with(' '));
    let named = block.filter_map(|line| line.trim().split_once(": "));
    named.filter(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, it)| it.to_owned()).collect()
}

/// Names and values of the list in the Worker, with its constants filled in.
fn of_answers() -> Vec<(String, String)> {
    let text = read(ANSWERS).replace("\\\n", "");
    let constant = |name: &str| {
        let from = text.split(&format!("const {name}: &str = \"")).nth(1)?;
        from.split('"').next().map(String::from)
    };
    let list = text.split("for (name, value) in [").nth(1).expect("the Worker lists its headers");
    let list = list.split("] {").next().expect("the list ends");
    let rows = list.lines().filter_map(|line| line.trim().strip_prefix("(\"")?.split_once("\", "));
    let rows = rows.map(|(name, value)| {
        let value = value.trim_end_matches("),").trim_matches('"');
        (name.to_owned(), constant(value).unwrap_or_else(|| value.to_owned()))
    });
    let transport = constant("TRANSPORT").expect("the Worker says how long it is on https");
    rows.chain([("strict-transport-security".to_owned(), transport)]).collect()
}

#[test]
fn files_and_answers_say_the_same_of_themselves() {
    let all = of_answers();
    assert!(all.len() > 5, "the list was not understood: {all:?}");
    // What may be loaded is a page's own to say: an answer of the API loads nothing. And where
    // programs of other sites may not read answers, files are found by name only.
    let apart = ["content-security-policy", "cross-origin-resource-policy"];
    let mut faults = Vec::new();
    for (name, value) in all.iter().filter(|(name, _)| !apart.contains(&name.as_str())) {
        let said = of_files(name);
        if said != [value.clone()] {
            faults.push(format!("{name}: {value:?} in {ANSWERS}, {said:?} in {FILES}"));
        }
    }
    report("headers agree", &faults);
}

#[test]
fn https_is_asked_for_two_years_and_only_of_this_host() {
    let said = of_files("Strict-Transport-Security");
    assert_eq!(said, ["max-age=63072000"], "hosts beside ours are not ours to speak for");
}
