//! What others wrote and we use: where it comes from, under which licence, and that each is listed
//! with its reason in docs/DEPENDENCIES.md. What this does not look at is said there.

use super::{
    licences::holds,
    report,
    tree::{read, root},
};
use serde_json::Value;
use std::{collections::BTreeSet, process::Command};

const LIST: &str = "docs/DEPENDENCIES.md";
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";
/// Each with a lock file beside it.
const NPM: [&str; 2] = ["", "tests/bench/collab/"];

/// The names in the first column of the tables below a heading of the list.
fn listed(heading: &str) -> Vec<String> {
    let text = read(LIST);
    let below = text.lines().skip_while(|line| *line != format!("## {heading}")).skip(1);
    let rows = below.take_while(|line| !line.starts_with("## ")).filter(|it| it.starts_with("| `"));
    let first = rows.filter_map(|row| row.split(" | ").next().map(String::from));
    let names: Vec<String> = first
        .flat_map(|it| it.split('`').skip(1).step_by(2).map(String::from).collect::<Vec<_>>())
        .collect();
    assert!(!names.is_empty(), "{LIST} has no table below '{heading}'");
    names
}

/// What is listed and not used, and what is used and not listed.
fn agree(rule: &str, heading: &str, used: &BTreeSet<String>) {
    let listed = listed(heading);
    let mut seen = BTreeSet::new();
    let twice = listed.iter().filter(|it| !seen.insert(*it));
    let mut faults: Vec<String> = twice.map(|it| format!("{it} is listed twice")).collect();
    let missing = used.iter().filter(|it| !listed.contains(it));
    faults.extend(missing.map(|it| format!("{it} is not listed")));
    let idle = listed.iter().filter(|it| !used.contains(*it));
    faults.extend(idle.map(|it| format!("{it} is listed and not used")));
    report(&format!("{rule}, and {LIST} says so below '{heading}'"), &faults);
}

fn words<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn part<'a>(value: &'a Value, name: &str) -> &'a Value {
    value.get(name).unwrap_or(&Value::Null)
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// All crates that the lock file names, ours and others'.
fn crates() -> Vec<Value> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--locked", "--format-version", "1"]).current_dir(root());
    let output = cargo.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let all: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let all: Vec<Value> = items(part(&all, "packages")).cloned().collect();
    assert!(all.len() > 100, "cargo names too few to be right");
    all
}

fn is_ours(it: &Value) -> bool {
    let manifest = words(it, "manifest_path");
    let root = root().canonicalize().expect("the repository is there");
    it["source"].is_null() && std::path::Path::new(manifest).starts_with(root)
}

#[test]
fn every_crate_that_we_name_is_there_for_a_reason() {
    let all = crates();
    let ours = all.iter().filter(|it| is_ours(it));
    let named = ours.flat_map(|it| items(&it["dependencies"]).map(|it| words(it, "name")));
    let named = named.filter(|name| !name.starts_with("muster-")).map(String::from).collect();
    agree("every crate that we name has its reason", "Crates", &named);
}

#[test]
fn every_crate_is_the_registrys_with_its_checksum_or_ours() {
    let all = crates();
    let stray = all.iter().filter(|it| words(it, "source") != CRATES_IO && !is_ours(it));
    let mut faults: Vec<String> = stray.map(|it| words(it, "id").to_owned()).collect();
    let lock = read("Cargo.lock");
    for entry in lock.split("[[package]]\n").skip(1) {
        let foreign = entry.contains("\nsource = ");
        if foreign && !entry.contains("\nchecksum = \"") {
            faults.push(format!("without a checksum: {}", entry.lines().next().unwrap_or("?")));
        }
    }
    report("a crate comes from crates.io or from here", &faults);
}

#[test]
fn every_crates_licence_is_one_that_we_take() {
    let allowed = listed("Licences of crates");
    let all = crates();
    let unmet = all.iter().filter(|it| !is_ours(it) && !holds(words(it, "license"), &allowed));
    let faults: Vec<String> =
        unmet.map(|it| format!("{}: {}", words(it, "name"), it["license"])).collect();
    report("a licence is listed", &faults);
    let idle = allowed.iter().filter(|one| {
        let others: Vec<String> = allowed.iter().filter(|it| it != one).cloned().collect();
        all.iter().all(|it| is_ours(it) || holds(words(it, "license"), &others))
    });
    report("a licence that is listed is needed", &idle.cloned().collect::<Vec<_>>());
}

#[test]
fn a_crate_comes_in_one_version() {
    let all = crates();
    let mut seen = BTreeSet::new();
    let twice = all.iter().map(|it| words(it, "name")).filter(|name| !seen.insert(*name));
    let twice = twice.map(String::from).collect();
    agree("a crate comes in one version but for some", "Crates in two versions", &twice);
}

/// The packages of a lock file with their names.
fn packages(folder: &str) -> Vec<(String, Value)> {
    let lock: Value = serde_json::from_str(&read(&format!("{folder}package-lock.json")))
        .expect("a lock file is JSON");
    let all = part(&lock, "packages").as_object().expect("it lists packages");
    let named = all.iter().filter(|(path, _)| !path.is_empty()).map(|(path, it)| {
        let name = path.rsplit("node_modules/").next().unwrap_or(path);
        (name.to_owned(), it.clone())
    });
    let named: Vec<_> = named.collect();
    assert!(named.len() > 10, "{folder}package-lock.json names too few to be right");
    named
}

fn all_packages() -> Vec<(String, Value)> {
    NPM.iter().flat_map(|folder| packages(folder)).collect()
}

#[test]
fn every_npm_package_that_we_name_is_there_for_a_reason() {
    let mut named = BTreeSet::new();
    for folder in NPM {
        let manifest: Value = serde_json::from_str(&read(&format!("{folder}package.json")))
            .expect("a manifest is JSON");
        for kind in ["dependencies", "devDependencies"] {
            let keys = manifest[kind].as_object().into_iter().flat_map(|it| it.keys().cloned());
            named.extend(keys);
        }
    }
    agree("every package that we name has its reason", "npm packages", &named);
}

#[test]
fn every_npm_package_is_the_registrys_with_its_digest() {
    let mut faults = Vec::new();
    for (name, it) in all_packages() {
        if !words(&it, "integrity").starts_with("sha512-") {
            faults.push(format!("{name} has no SHA-512 digest"));
        }
        // Without an address it is the registry's, whichever that is for whoever installs.
        if !it["resolved"].is_null() || it["link"] == true {
            faults.push(format!("{name} is not from the registry: {}", it["resolved"]));
        }
    }
    report("a package is from the registry", &faults);
}

#[test]
fn no_npm_package_runs_a_program_when_it_is_installed_but_for_some() {
    let scripts = |all: Vec<(String, Value)>| -> BTreeSet<String> {
        all.into_iter().filter(|(_, it)| it["hasInstallScript"] == true).map(|it| it.0).collect()
    };
    let heading = "Programs that run when a package is installed";
    agree("no package runs a program but for some", heading, &scripts(all_packages()));
    let manifest: Value = serde_json::from_str(&read("package.json")).expect("it is JSON");
    let let_run = manifest["allowScripts"].as_object().into_iter().flat_map(|it| it.keys());
    let let_run: BTreeSet<String> = let_run.cloned().collect();
    assert_eq!(let_run, scripts(packages("")), "package.json lets others run, or fewer");
}

#[test]
fn every_npm_packages_licence_is_one_that_we_take() {
    let allowed = listed("Licences of npm packages");
    let all = all_packages();
    let unmet = all.iter().filter(|(_, it)| !holds(words(it, "license"), &allowed));
    let faults: Vec<String> =
        unmet.map(|(name, it)| format!("{name}: {}", it["license"])).collect();
    report("a licence is listed", &faults);
}
