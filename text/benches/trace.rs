//! How fast the engine is: recorded writing, replayed edit by edit as somebody types.
//!
//! Two public traces are used where they are found, in `../shared/traces` beside the repository or
//! where `MUSTER_TRACES` says; a made-up one with the habits of people who write always is.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a program that prints a table")]

#[path = "../tests/support/clock.rs"]
mod clock;

use clock::timed;
use flate2::read::GzDecoder;
use muster_text::{Client, Document, Limits};
use serde_json::Value;
use std::env;
use std::fs::File;
use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What somebody types who makes it up.
const LETTERS: [char; 13] = ['e', 't', 'a', 'o', 'i', 'n', ' ', 's', 'h', 'r', 'd', 'l', 'u'];

/// Each figure is the best of so many: the others tell how busy the machine was.
const REPEATED: usize = 5;

/// An edit: UTF-16 units before it, units taken out, text put in.
type Step = (u32, u32, String);

fn folder() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/traces");
    env::var_os("MUSTER_TRACES").map_or_else(beside, PathBuf::from)
}

/// A trace in the format of <https://github.com/josephg/editing-traces>.
fn recorded(name: &str) -> Option<Vec<Step>> {
    let file = File::open(folder().join(format!("{name}.json.gz"))).ok()?;
    let mut json = String::new();
    GzDecoder::new(file).read_to_string(&mut json).unwrap();
    let trace: Value = serde_json::from_str(&json).unwrap();
    let number = |value: &Value| u32::try_from(value.as_u64().unwrap()).unwrap();
    let mut steps = Vec::new();
    for change in trace.get("txns").unwrap().as_array().unwrap() {
        for patch in change.get("patches").unwrap().as_array().unwrap() {
            let [at, removed, inserted] = patch.as_array().unwrap().as_slice() else { continue };
            steps.push((number(at), number(removed), inserted.as_str().unwrap().to_owned()));
        }
    }
    Some(steps)
}

/// Words typed letter by letter, with slips that are taken back, and leaps to elsewhere.
fn made_up() -> Vec<Step> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut chance = |below: u32| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u32::try_from(state % u64::from(below)).unwrap()
    };
    let (mut steps, mut caret, mut len) = (Vec::new(), 0_u32, 0_u32);
    for _ in 0..100_000 {
        match chance(100) {
            // Mostly to what was just written, now and then to anywhere.
            0..2 => {
                let near = chance(10) > 0;
                let from = if near { caret.saturating_sub(300) } else { 0 };
                let to = if near { len.min(caret + 300) } else { len };
                caret = from + chance(to - from + 1);
            }
            2..17 if caret > 0 => {
                caret -= 1;
                len -= 1;
                steps.push((caret, 1, String::new()));
            }
            17..18 => {
                steps.push((caret, 0, "a pasted line of text\n".into()));
                (caret, len) = (caret + 22, len + 22);
            }
            _ => {
                let letter = LETTERS.iter().cycle().nth(chance(13) as usize).unwrap();
                steps.push((caret, 0, (*letter).into()));
                (caret, len) = (caret + 1, len + 1);
            }
        }
    }
    steps
}

/// The time of doing something once, measured over so many times, because the clock is coarse.
fn best<R>(times: u32, mut act: impl FnMut() -> R) -> (Duration, R) {
    let all = (0..REPEATED).map(|_| {
        timed(|| {
            for _ in 1..times {
                black_box(act());
            }
            black_box(act())
        })
    });
    let (time, answer) = all.min_by_key(|(time, _)| *time).unwrap();
    (time / times, answer)
}

fn empty(client: u64) -> Document {
    Document::new(Client(client), Limits::NONE)
}

fn measure(name: &str, steps: &[Step]) {
    let count = f64::from(u32::try_from(steps.len()).unwrap());
    let (local, (document, updates)) = best(1, || {
        let mut document = empty(1);
        let typed = steps.iter().map(|(at, removed, text)| document.edit(*at, *removed, text));
        let updates: Vec<Vec<u8>> = typed.map(Result::unwrap).collect();
        (document, updates)
    });
    let sent: usize = updates.iter().map(Vec::len).sum();
    let (encode, whole) = best(20, || document.changes_since(&[]).unwrap());
    let (load, loaded) = best(20, || {
        let mut document = empty(2);
        document.apply(&whole).unwrap();
        (document.text(), document)
    });
    assert_eq!(loaded.0, document.text());
    let (remote, heard) = best(1, || {
        let mut document = empty(3);
        for update in &updates {
            document.apply(update).unwrap();
        }
        document
    });
    assert_eq!(heard.text(), document.text());
    let us = |time: Duration| time.as_secs_f64() * 1e6 / count;
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "{name:<18}{count:>9}{:>11.2}{:>11.2}{:>12.1}{:>12}{:>11.2}{:>9.2}",
        us(local),
        us(remote),
        f64::from(u32::try_from(sent).unwrap()) / count,
        whole.len(),
        ms(encode),
        ms(load),
    );
}

fn main() {
    println!(
        "{:<18}{:>9}{:>11}{:>11}{:>12}{:>12}{:>11}{:>9}",
        "trace", "edits", "local us", "remote us", "bytes/edit", "whole, B", "encode ms", "load ms"
    );
    measure("made up", &made_up());
    for name in ["automerge-paper", "seph-blog1"] {
        if let Some(steps) = recorded(name) {
            measure(name, &steps);
        }
    }
}
