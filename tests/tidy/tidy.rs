//! The house rules that a program can check. docs/STYLE.md says why each rule exists.
//! It reads the source tree only; it knows nothing of what the product does.
#![expect(clippy::expect_used, reason = "a test helper reports by panicking")]

mod headers;
mod hygiene;
mod layers;
mod licences;
mod sizes;
mod styles;
mod supply;
mod tree;

/// Fails with every fault at once, one a line, so that one run shows all there is to mend.
fn report(rule: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{rule}\n  {}\n", faults.join("\n  "));
}
