//! Verifies an exported record on the reader's own device: the file goes nowhere (R142).

use crate::effects::{clock, file};
use crate::node::{Element, Node, el};
use crate::parts::cards::card;
use crate::parts::form::labelled;
use crate::parts::model::{Bit, Card, Chip, Tone, plain};
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::viewer::Clearance;
use muster_record::{Broken, Fault, Verified, verify};

/// What came of a file.
#[derive(Clone)]
enum Found {
    Nothing,
    Unreadable,
    Whole(Box<Verified>),
    Broken(Broken),
}

/// What is below the heading.
pub fn page() -> Vec<Node> {
    let found = RwSignal::new(Found::Nothing);
    let chosen = move |event: &web_sys::Event| {
        let Some(text) = file::chosen(event) else { return };
        spawn_local(async move {
            found.set(match text.await {
                None => Found::Unreadable,
                Some(text) => match verify(&text) {
                    Ok(verified) => Found::Whole(Box::new(verified)),
                    Err(broken) => Found::Broken(broken),
                },
            });
        });
    };
    let input = el("input", "input").set("type", "file").set("accept", ".json,application/json");
    let input = input.set("id", "record").on("change", chosen);
    let label = el("span", "field__label").with("Choose the file “export.json”");
    let field = labelled(label, "It stays on this device.", input, false).set("for", "record");
    let intro = el("p", "").with(
        "Every entry of a record is chained to the one before it. Whoever changes, removes or adds \
         one breaks the chain, and this page names the first entry that does not fit.",
    );
    let told = el("div", "contents")
        .set("role", "status")
        .live(move || found.with(told).into_iter().map(Node::from).collect());
    vec![intro.into(), field.into(), told.into()]
}

fn told(found: &Found) -> Option<Element> {
    match found {
        Found::Nothing => None,
        Found::Unreadable => Some(bad("The file cannot be read. Choose it again.".into())),
        Found::Whole(verified) => Some(whole(verified)),
        Found::Broken(broken) => Some(bad(sentence(*broken))),
    }
}

fn bad(sentence: String) -> Element {
    let mut it = Card::new("verdict", "This is not what was written");
    it.chip = Some(Chip::new(Tone::Stop, "Broken"));
    it.lines = vec![plain(sentence)];
    card(it)
}

fn sentence(broken: Broken) -> String {
    let what = match broken.fault {
        Fault::Format => {
            return "This is no exported record, or one of a newer version.".into();
        }
        Fault::Line => "was changed",
        Fault::Order => "is not in its place: one is missing, doubled or moved",
        Fault::Chain => "does not follow from the one before it",
        Fault::Words => "has words that were not written then",
        Fault::Personal => "has a personal detail that was not written then",
        Fault::Fingerprint => "has a text that is not the one that was signed",
        Fault::End => "is the last that fits: the end of the file is missing or was changed",
    };
    let which = match broken.entry.0 {
        0 => "The head of the file".into(),
        entry => format!("Entry {entry}"),
    };
    format!("{which} {what}.")
}

fn whole(verified: &Verified) -> Element {
    let head = &verified.head;
    let by = head.people.iter().find(|(id, _)| *id == head.by).map_or("", |(_, name)| name);
    let mut it = Card::new("verdict", head.title.shown());
    it.chip = Some(Chip::new(Tone::Ok, "Nothing was changed"));
    let (entries, versions) = (head.count, verified.versions);
    it.lines = vec![
        vec![
            Bit::text(&format!("{}, exported by {by}, ", head.organisation)),
            Bit::Text(clock::day(head.exported)),
            Bit::text(", "),
            Bit::At(head.exported),
        ],
        plain(format!("{entries} entries, each chained to the one before it.")),
        plain(format!("{versions} submitted texts, each the one under its fingerprint.")),
        plain(left_out(verified)),
        plain(format!(
            "Hash of the last entry: {}. It is the same in every export of this incident at this \
             point: compare it with another copy.",
            head.last
        )),
    ];
    card(it)
}

fn left_out(verified: &Verified) -> String {
    let for_whom = match (verified.head.clearance, verified.head.privileged) {
        (Clearance::Observer, _) => "made for an observer",
        (_, false) => "made without notes for messaging responders only",
        (_, true) => "made with privileged notes",
    };
    match verified.left_out {
        0 => format!("The file was {for_whom}. No words are left out."),
        some => format!("The file was {for_whom}: the words of {some} entries are left out."),
    }
}
