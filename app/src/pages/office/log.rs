//! Who changed what about the organisation, when, before and after; newest first.

use super::desk::Office;
use crate::effects::{clock, http};
use crate::node::{Node, el};
use crate::parts::cards::card;
use crate::parts::model::{Action, Card, Row, Weight, plain};
use crate::scene::Scene;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::copy::en;
use muster_domain::organisation::Organisation;
use muster_domain::setup::{Difference, Entry, Field, Value};
use muster_json as json;
use std::rc::Rc;

/// Entries of one page.
const PAGE: usize = 50;

/// What was fetched so far.
#[derive(Clone, Copy)]
struct Fetched {
    entries: RwSignal<Vec<Entry>>,
    /// Whether older ones may be there.
    more: RwSignal<bool>,
    failed: RwSignal<String>,
}

/// The page.
pub fn body(office: Office) -> Vec<Node> {
    let fetched = Fetched {
        entries: RwSignal::new(Vec::new()),
        more: RwSignal::new(true),
        failed: RwSignal::default(),
    };
    fetch(fetched);
    let list = el("div", "contents").live(move || {
        let drawn = office.store.scene(|scene| all(scene, fetched));
        vec![card(drawn).into()]
    });
    vec![list.into()]
}

fn fetch(fetched: Fetched) {
    let before = fetched.entries.with_untracked(|all| all.last().map(|entry| entry.revision));
    let before = before.map(|revision| format!("&before={revision}")).unwrap_or_default();
    spawn_local(async move {
        let path = format!("/api/organisation/log?limit={PAGE}{before}");
        match http::get(&path).await.map(|text| json::read_trusted::<Vec<Entry>>(&text)) {
            Ok(Ok(older)) => {
                fetched.more.set(older.len() == PAGE);
                fetched.entries.update(|all| all.extend(older));
            }
            Ok(Err(_)) => {
                fetched.failed.set("A newer version is running. Load the page anew.".into());
            }
            Err(problem) => {
                fetched.more.set(false);
                fetched.failed.set(problem.sentence);
            }
        }
    });
}

fn all(scene: &Scene<'_>, fetched: Fetched) -> Card {
    let mut drawn = Card::new("changes", "Changes, newest first");
    fetched.entries.with(|all| {
        drawn.rows = all.iter().map(|entry| row(scene, entry)).collect();
    });
    let failed = fetched.failed.get();
    if !failed.is_empty() {
        drawn.lines = vec![plain(failed)];
    }
    let more = fetched.more.get();
    drawn.empty = if more { "Asking for the log…" } else { "Nothing was changed yet." };
    if more && !drawn.rows.is_empty() {
        let press = Rc::new(move || fetch(fetched));
        let label = "Show earlier changes".into();
        drawn.actions = vec![Action { label, weight: Weight::Plain, why_not: None, press }];
    }
    drawn
}

fn row(scene: &Scene<'_>, entry: &Entry) -> Row {
    let organisation = scene.organisation();
    let subject = en::setup::subject(entry.subject, organisation);
    let what = en::setup::change(entry.kind);
    let title = if subject.is_empty() { what.into() } else { format!("{what}: {subject}") };
    let mut row = Row::new(entry.revision.to_string(), title);
    let by = format!("{} · {}", scene.name(entry.by), clock::day_and_time(entry.at));
    row.lines = vec![plain(by)];
    match &entry.changed {
        None => row.lines.push(plain("What it was has been erased with the person's data.")),
        Some(changed) => {
            row.lines.extend(changed.iter().map(|it| plain(words(it, organisation))));
        }
    }
    row
}

/// A field, before and after.
fn words(it: &Difference, organisation: &Organisation) -> String {
    let said = |value: &Option<Value>| {
        value.as_ref().map(|value| value_words(it.field, value, organisation))
    };
    let name = en::setup::field(it.field);
    let shown = |text: String| if text.is_empty() { "nothing".into() } else { text };
    match (said(&it.before), said(&it.after)) {
        (Some(before), Some(after)) => format!("{name}: {} → {}", shown(before), shown(after)),
        (None, Some(after)) => format!("{name}: {}", shown(after)),
        (Some(before), None) => format!("{name}: {} → gone", shown(before)),
        (None, None) => name.into(),
    }
}

fn value_words(field: Field, value: &Value, organisation: &Organisation) -> String {
    match value {
        Value::Time(at) => clock::day_and_time(*at),
        other => en::setup::value(field, other, organisation).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use muster_domain::organisation::Organisation;
    use muster_domain::setup::{Difference, Field, Value};

    #[test]
    fn a_change_reads_as_before_and_after() {
        let text = |text: &str| Some(Value::Text(text.into()));
        let said = |before, after| {
            words(&Difference { field: Field::Phone, before, after }, &Organisation::default())
        };
        assert_eq!(said(text("+44 1"), text("+44 2")), "Phone: +44 1 → +44 2");
        assert_eq!(said(text(""), text("+44 2")), "Phone: nothing → +44 2");
        assert_eq!(said(None, text("+44 2")), "Phone: +44 2");
        assert_eq!(said(text("+44 1"), None), "Phone: +44 1 → gone");
    }
}
