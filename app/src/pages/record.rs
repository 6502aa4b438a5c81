//! The record as files: what can be taken along, what each is for, and what is left out of it.

use crate::effects::clock;
use crate::parts::model::{Card, Row, plain};
use crate::paths::Route;
use crate::scene::Scene;
use muster_domain::copy::en;

/// The files, in the order in which they are wanted.
const FILES: [(&str, &str, &str); 5] = [
    (
        "document.html",
        "Document",
        "Everything in one page that prints well: roles, briefing, every version of every message \
         with its sign-offs, operations, tasks and the timeline.",
    ),
    (
        "postmortem.md",
        "For the technical postmortem",
        "What customers were told and when, and the timeline, as Markdown.",
    ),
    (
        "export.json",
        "Data that can be verified",
        "The whole log with its hash chain. Anybody can check that nothing in it was changed.",
    ),
    ("timeline.csv", "Timeline", "A table with a row for everything that happened."),
    ("messages.csv", "Messages", "A table of all versions and of every act on them."),
];

/// The page.
pub fn cards(scene: &Scene<'_>) -> Vec<Card> {
    let (incident, organisation) = (scene.incident(), scene.organisation());
    let may = |privileged| {
        let me = scene.state.me.unwrap_or_default();
        incident.export_viewer(organisation, me, privileged)
    };
    let mut card = Card::new("files", "Files");
    let mut cards = Vec::new();
    match may(false) {
        Ok(_) => {
            card.lines = vec![plain(
                "Each holds what you may read, and says what was left out. Times are in UTC and by \
                 your clock.",
            )];
            card.rows = rows(scene, false);
        }
        Err(refusal) => card.lines = vec![plain(en::refusal(&refusal))],
    }
    cards.push(card);
    if may(true).is_ok() {
        let mut privileged = Card::new("privileged", "With privileged notes");
        privileged.lines =
            vec![plain("Notes for messaging responders only are in these. Your look is noted.")];
        privileged.rows = rows(scene, true);
        privileged.folded = true;
        cards.push(privileged);
    }
    let mut verify = Card::new("verify", "Is a file what was written?");
    let mut row = Row::new("verify", "Verify a record");
    row.href = Some(Route::Verify.path());
    row.lines = vec![plain("On your own device, without asking the server.")];
    verify.rows = vec![row];
    cards.push(verify);
    cards
}

fn rows(scene: &Scene<'_>, privileged: bool) -> Vec<Row> {
    let id = &scene.incident().id;
    let offset = clock::offset_minutes(scene.now);
    let row = |(file, title, about): &(&str, &str, &str)| {
        let more = if privileged { "&privileged=1" } else { "" };
        let mut row = Row::new(format!("{file}{more}"), *title);
        row.href = Some(format!("/api/incidents/{id}/export/{file}?offset={offset}{more}"));
        row.lines = vec![plain(about)];
        row
    };
    FILES.iter().map(row).collect()
}
