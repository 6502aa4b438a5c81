//! Which crate may know which: app and worker meet in the rule book and nowhere else.

use super::{report, tree::read};

/// Every crate of the product, with the crates of ours that it may use.
const MAY_USE: [(&str, &[&str]); 11] = [
    ("domain", &[]),
    ("json", &[]),
    ("text", &[]),
    ("text/js", &["muster-text"]),
    ("passkeys", &["muster-json"]),
    ("push", &["muster-json"]),
    ("record", &["muster-domain", "muster-json", "muster-demo"]),
    ("staffing", &["muster-domain"]),
    ("app", &["muster-domain", "muster-json", "muster-record", "muster-text"]),
    ("worker/demo", &["muster-domain"]),
    (
        "worker",
        &[
            "muster-domain",
            "muster-json",
            "muster-text",
            "muster-demo",
            "muster-passkeys",
            "muster-push",
            "muster-record",
            "muster-staffing",
        ],
    ),
];

/// What would give pure code a clock, a network, a screen or chance.
const NOT_PURE: [&str; 9] =
    ["worker", "leptos", "gloo", "js-sys", "web-sys", "wasm-bindgen", "getrandom", "rand", "tokio"];

/// The names in every `[…dependencies]` table of a manifest, those of tests included.
fn dependencies(folder: &str) -> Vec<String> {
    let manifest = read(&format!("{folder}/Cargo.toml"));
    let mut inside = false;
    let mut names = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if inside
            && let Some(name) = line.split(['.', ' ', '=']).next()
            && !name.is_empty()
            && !name.starts_with('#')
        {
            names.push(name.to_owned());
        }
    }
    names
}

#[test]
fn crates_depend_inward_only() {
    let mut faults = Vec::new();
    for (folder, allowed) in MAY_USE {
        for name in dependencies(folder) {
            if name.starts_with("muster-") && !allowed.contains(&name.as_str()) {
                faults.push(format!("{folder} must not know {name}"));
            }
        }
    }
    report("dependencies point inward", &faults);
}

#[test]
fn what_is_pure_has_no_clock_no_network_and_no_chance() {
    let mut faults = Vec::new();
    for folder in ["domain", "json", "passkeys", "push", "record", "staffing"] {
        let used = dependencies(folder);
        assert!(!used.is_empty(), "the manifest was not understood");
        let forbidden =
            |name: &String| NOT_PURE.contains(&name.as_str()) || name.starts_with("gloo-");
        faults.extend(used.into_iter().filter(forbidden).map(|name| format!("{folder}: {name}")));
    }
    report("what is pure must not use", &faults);
}
