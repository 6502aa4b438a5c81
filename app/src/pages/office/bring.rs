//! Lists in and out: a file or pasted text is looked at first, every change and every bad row with
//! its reason, and then written whole or not at all.

use super::desk::{Office, learn};
use super::staff;
use crate::effects::{file, http, ids};
use crate::node::{Element, Node, el};
use crate::parts::cards::card;
use crate::parts::dialog::{Progress, told};
use crate::parts::form::{labelled, select};
use crate::parts::model::{Action, Card, Chip, Row, Tone, Weight, plain};
use crate::scene::Scene;
use leptos::prelude::*;
use leptos::task::spawn_local;
use muster_domain::catalogue::Role;
use muster_domain::copy::en;
use muster_domain::organisation::Person;
use muster_domain::rota::Rota;
use muster_domain::sheet::{Fault, FieldChange, Outcome};
use muster_json as json;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Changes shown one by one; whoever brings more reads the rest in their file.
const SHOWN_MAX: usize = 200;

#[derive(Serialize)]
struct Request<'a> {
    id: &'a str,
    kind: &'a str,
    csv: &'a str,
    write: bool,
    revision: u32,
}

/// What the server says, of people and of rotations alike.
#[derive(Clone, Deserialize)]
struct Answer {
    revision: u32,
    written: bool,
    preview: Preview,
}

#[derive(Clone, Deserialize)]
struct Preview {
    changes: Vec<Change>,
    faults: Vec<Fault>,
}

/// What becomes of one person or rotation.
#[derive(Clone, Deserialize)]
struct Change {
    row: u32,
    outcome: Outcome,
    #[serde(default)]
    fields: Vec<FieldChange>,
    #[serde(default)]
    person: Option<Person>,
    #[serde(default)]
    role: Option<Role>,
    #[serde(default)]
    after: Option<Rota>,
}

/// What is typed and what came of it.
#[derive(Clone, Copy)]
struct Sheet {
    office: Office,
    kind: RwSignal<&'static str>,
    csv: RwSignal<String>,
    id: StoredValue<String>,
    looked: RwSignal<Option<Answer>>,
    progress: RwSignal<Progress>,
}

/// The page.
pub fn body(office: Office) -> Vec<Node> {
    let sheet = Sheet {
        office,
        kind: RwSignal::new(PEOPLE),
        csv: RwSignal::default(),
        id: StoredValue::new(ids::random()),
        looked: RwSignal::new(None),
        progress: RwSignal::new(Progress::Asking),
    };
    let found = el("div", "contents").live(move || {
        let cards = sheet.looked.with(|looked| {
            let looked = looked.as_ref()?;
            Some(office.store.scene(|scene| found(sheet, scene, looked)))
        });
        cards.unwrap_or_default().into_iter().map(|it| card(it).into()).collect()
    });
    vec![form(sheet).into(), found.into(), export().into()]
}

const PEOPLE: &str = "people";
const ROTAS: &str = "rotas";

fn form(sheet: Sheet) -> Element {
    let label = |words: &str| el("span", "field__label").with(words);
    let kinds = [(PEOPLE, "People"), (ROTAS, "On-call rotations")];
    let kinds = select(kinds.map(|(key, name)| (key.into(), name.into())), PEOPLE);
    let kinds = kinds.set("id", "kind").on("change", move |event| {
        sheet.kind.set(if event_target_value(event) == ROTAS { ROTAS } else { PEOPLE });
        sheet.changed();
    });
    let chosen = move |event: &web_sys::Event| {
        let Some(text) = file::chosen(event) else { return };
        spawn_local(async move {
            if let Some(text) = text.await {
                sheet.csv.set(text);
                sheet.changed();
                sheet.ask(false);
            }
        });
    };
    let input = el("input", "input").set("type", "file").set("accept", ".csv,text/csv");
    let input = input.set("id", "file").on("change", chosen);
    let pasted = el("div", "contents").live(move || {
        let area = el("textarea", "input import__text")
            .set("id", "csv")
            .set("rows", "8")
            .set("spellcheck", "false")
            .set("value", &sheet.csv.get())
            .on("input", move |event| {
                sheet.csv.update_untracked(|csv| *csv = event_target_value(event));
                sheet.changed();
            });
        let hint = "With a first line that names the columns, as in the export below.";
        vec![labelled(label("Or paste it"), hint, area, false).set("for", "csv").into()]
    });
    let look = el("button", "button").set("type", "submit").set("data-weight", "main");
    let submit = move |event: &web_sys::Event| {
        event.prevent_default();
        sheet.ask(false);
    };
    el("form", "form card")
        .on("submit", submit)
        .with(el("p", "").with(
            "Nothing is written before you have seen what would change. Whoever is not in the list \
             stays as they are.",
        ))
        .with(labelled(label("What the list holds"), "", kinds, false).set("for", "kind"))
        .with(labelled(label("Choose a CSV file"), "", input, false).set("for", "file"))
        .with(pasted)
        .with(el("div", "").live(move || vec![told(sheet.progress.get()).into()]))
        .with(el("div", "actions").with(look.with("Look at it")))
}

impl Sheet {
    /// What was looked at is not what is there any more.
    fn changed(self) {
        self.id.set_value(ids::random());
        self.looked.set(None);
        self.progress.set(Progress::Asking);
    }

    fn ask(self, write: bool) {
        let revision = self.looked.with_untracked(|it| it.as_ref().map(|it| it.revision));
        let now = || self.office.store.state.with_untracked(|state| state.organisation.revision);
        let body = self.csv.with_untracked(|csv| {
            json::write(&Request {
                id: &self.id.get_value(),
                kind: self.kind.get_untracked(),
                csv,
                write,
                revision: revision.unwrap_or_else(now),
            })
        });
        self.progress.set(Progress::Sent);
        spawn_local(async move {
            let answer = http::post("/api/organisation/import", &body).await;
            match answer.map(|text| json::read_trusted::<Answer>(&text)) {
                Ok(Ok(answer)) => self.answered(answer).await,
                Ok(Err(_)) => self.refused("A newer version is running. Load the page anew."),
                Err(problem) => self.refused(&problem.sentence),
            }
        });
    }

    fn refused(self, sentence: &str) {
        self.progress.set(Progress::Refused(sentence.into(), Vec::new()));
    }

    async fn answered(self, answer: Answer) {
        self.progress.set(Progress::Asking);
        if answer.written {
            let _ = learn(self.office.store).await;
            let words = written(&answer.preview);
            self.csv.set(String::new());
            self.changed();
            self.office.store.tell(words, false);
        } else {
            self.looked.set(Some(answer));
        }
    }
}

/// How many entries come to something new.
fn count(preview: &Preview) -> usize {
    preview.changes.iter().filter(|it| it.outcome != Outcome::Unchanged).count()
}

fn written(preview: &Preview) -> String {
    match count(preview) {
        1 => "1 change is written.".into(),
        more => format!("{more} changes are written."),
    }
}

fn found(sheet: Sheet, scene: &Scene<'_>, answer: &Answer) -> Vec<Card> {
    let preview = &answer.preview;
    let (changes, faults) = (count(preview), preview.faults.len());
    let mut would = Card::new("would", "What would change");
    let same = preview.changes.len() - changes;
    would.lines = vec![plain(match same {
        0 => format!("{changes} to write."),
        same => format!("{changes} to write; {same} more are so already."),
    })];
    let shown = preview.changes.iter().filter(|it| it.outcome != Outcome::Unchanged);
    would.rows = shown.take(SHOWN_MAX).map(|it| change_row(scene, it)).collect();
    if changes > SHOWN_MAX {
        would.lines.push(plain(format!("The first {SHOWN_MAX} are shown.")));
    }
    would.empty = "Nothing would change.";
    if faults == 0 && changes > 0 {
        let label = match changes {
            1 => "Write this change".into(),
            more => format!("Write all {more} changes"),
        };
        let press = Rc::new(move || sheet.ask(true));
        would.actions = vec![Action { label, weight: Weight::Main, why_not: None, press }];
    }
    if faults == 0 {
        return vec![would];
    }
    let mut bad = Card::new("faults", "Rows that cannot be taken");
    bad.chip = Some(Chip::new(Tone::Stop, "Nothing can be written yet"));
    bad.lines = vec![plain("Mend these rows in your list, and look at it again.")];
    let rows = preview.faults.iter().enumerate();
    bad.rows = rows.map(|(n, fault)| fault_row(n, fault)).collect();
    vec![bad, would]
}

fn fault_row(n: usize, fault: &Fault) -> Row {
    let place = match (fault.row, fault.column.as_str()) {
        (row, "") => format!("Row {row}"),
        (row, column) => format!("Row {row}, {column}"),
    };
    let mut row = Row::new(n.to_string(), place);
    row.lines = vec![plain(en::refusal(&fault.reason))];
    row
}

fn change_row(scene: &Scene<'_>, it: &Change) -> Row {
    let name = match (&it.person, it.role) {
        (Some(person), _) => person.name.clone(),
        (None, Some(role)) => scene.role(role),
        (None, None) => format!("Row {}", it.row),
    };
    let mut row = Row::new(it.row.to_string(), name);
    row.chip = Some(match it.outcome {
        Outcome::Added => Chip::new(Tone::Ok, "New"),
        _ => Chip::new(Tone::Wait, "Changed"),
    });
    let gap = |text: &str| if text.is_empty() { "nothing".to_string() } else { text.into() };
    row.lines = it
        .fields
        .iter()
        .map(|field| match it.outcome {
            Outcome::Added => plain(format!("{}: {}", field.field, field.after)),
            _ => plain(format!("{}: {} → {}", field.field, gap(&field.before), gap(&field.after))),
        })
        .collect();
    if let Some(rota) = &it.after {
        let people: Vec<_> = rota.people().collect();
        row.lines.push(plain(staff::names(scene.organisation(), &people)));
        row.lines.extend(rota.layers.iter().map(|it| plain(super::layers::words(it, &rota.zone))));
    }
    row
}

/// Lists out, in the form in which they come in.
fn export() -> Element {
    let link = |name: &str, words: &str| {
        let path = format!("/api/organisation/export/{name}.csv");
        let link = el("a", "button").set("href", &path).set("download", &format!("{name}.csv"));
        link.with(words)
    };
    let links = [link(PEOPLE, "People as CSV"), link(ROTAS, "Rotations as CSV")];
    let mut head = Card::new("export", "Export");
    head.lines =
        vec![plain("What you get can be changed in a spreadsheet and brought back above.")];
    card(head).with(el("div", "actions").with_all(links))
}
