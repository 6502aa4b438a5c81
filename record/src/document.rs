//! The whole incident as one HTML document: complete in itself, readable in any browser, made to be
//! printed (R143).

use crate::book::{About, Act, Record, Version};
use crate::html::Html;
use crate::moment::Moment;
use muster_domain::briefing::{Answer, Question};
use muster_domain::copy::en;
use muster_domain::hidden;
use muster_domain::message::Content;
use muster_domain::time::Timestamp;
use muster_domain::viewer::Clearance;
use muster_domain::words::Words;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;\
padding:0 1rem;color:#111;background:#fff}h1{font-size:1.6rem;line-height:1.2}\
h2{margin-top:2.5rem;border-bottom:1px solid #999}h3{margin-bottom:.25rem}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;\
padding:.3rem .6rem .3rem 0;border-bottom:1px solid #ccc}td:first-child{white-space:nowrap}\
pre{white-space:pre-wrap;font:inherit;border-left:3px solid #999;padding-left:.8rem;margin:.5rem 0}\
blockquote{margin:.2rem 0 .2rem 1rem}small,.meta{color:#555}code{overflow-wrap:anywhere}\
@media print{body{margin:0;max-width:none;font-size:10.5pt}section{break-inside:auto}\
h2,h3{break-after:avoid}tr,pre{break-inside:avoid}}";

/// The document.
pub fn document(record: &Record<'_>) -> String {
    let mut html = Html::default();
    let title = shown(&record.incident.title);
    html.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
    html.raw("<meta name=\"robots\" content=\"noindex\">\n");
    html.text("title", &title).raw("<style>").raw(STYLE).raw("</style></head><body>\n");
    html.text("h1", &title);
    if record.incident.flags.exercise {
        html.text("p", "EXERCISE. Nothing of this happened, and nothing left the organisation.");
    }
    about(record, &mut html);
    people(record, &mut html);
    briefing(record, &mut html);
    messages(record, &mut html);
    operations(record, &mut html);
    work(record, &mut html);
    timeline(record, &mut html);
    html.raw("</body></html>\n");
    html.done()
}

/// What the reader may not see is not in the file, and the file says so.
pub(crate) fn left_out(about: &About) -> &'static str {
    match (about.clearance, about.privileged) {
        (Clearance::Observer, _) => {
            "Made for an observer: drafts, advice and the words of the responders are left out."
        }
        (_, true) => "Privileged notes for messaging responders are in it. Keep it accordingly.",
        (_, false) => "Notes for messaging responders only are left out.",
    }
}

fn about(record: &Record<'_>, html: &mut Html) {
    let about = record.about;
    let incident = record.incident;
    let mut row = |name: &str, value: &str| {
        html.with("tr", |html| {
            html.text("th scope=\"row\"", name).text("td", value);
        });
    };
    row("Organisation", &record.organisation.name);
    row("State", en::state(incident.state));
    row("Technical incident", &shown(&incident.parent.reference));
    row("Opened", &moment(about, incident.times.opened));
    if let Some(at) = incident.times.declared {
        row("Declared", &moment(about, at));
    }
    if let Some(at) = incident.times.resolved {
        row("Resolved", &moment(about, at));
    }
    row("This document", &made(record));
    row("Left out", left_out(about));
    row("Hash of the last entry", &about.last.to_string());
}

/// When and by whom the file was made.
pub(crate) fn made(record: &Record<'_>) -> String {
    let by = record.organisation.name_of(record.about.by);
    format!("made {} by {by}", moment(record.about, record.about.at))
}

/// UTC, and the reader's clock beside it.
pub(crate) fn moment(about: &About, at: Timestamp) -> String {
    let (utc, local, zone) = (Moment::utc(at), about.clock.local(at), about.clock.zone());
    if zone == "UTC+00:00" { utc } else { format!("{utc} ({local} {zone})") }
}

/// Words, with a mark where a hidden character stands and where they are withheld.
pub(crate) fn shown(words: &Words) -> String {
    words.text().map_or_else(|| en::WITHHELD.into(), hidden::shown)
}

fn section(html: &mut Html, title: &str, inside: impl FnOnce(&mut Html)) {
    html.with("section", |html| {
        html.text("h2", title);
        inside(html);
    });
}

fn table(html: &mut Html, heads: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    html.with("table", |html| {
        html.with("thead", |html| {
            html.with("tr", |html| {
                for head in heads {
                    html.text("th scope=\"col\"", head);
                }
            });
        });
        html.with("tbody", |html| {
            for row in rows {
                html.with("tr", |html| {
                    for cell in row {
                        html.text("td", &cell);
                    }
                });
            }
        });
    });
}

fn people(record: &Record<'_>, html: &mut Html) {
    let name = |person| record.organisation.name_of(person).to_owned();
    let seats = record.incident.seats.iter().filter_map(|seat| {
        let held = seat.holder.as_ref()?;
        let since = moment(record.about, held.since);
        Some(vec![en::role(seat.role, record.organisation), name(held.person), since])
    });
    section(html, "Roles at the time of this document", |html| {
        table(html, &["Role", "Held by", "Since"], seats);
        if let Some(commander) = record.incident.commander_name() {
            html.text("p", &format!("Technical Incident Commander: {commander}"));
        }
    });
}

fn briefing(record: &Record<'_>, html: &mut Html) {
    let briefing = &record.incident.briefing;
    let rows = Question::ALL.into_iter().map(|question| {
        let fact = briefing.fact(question);
        let answer = match fact.map(|fact| &fact.answer) {
            None => "Not answered".into(),
            Some(Answer::Unknown) => "Not known".into(),
            Some(Answer::Known(words)) => shown(words),
        };
        let at = fact.map(|fact| moment(record.about, fact.at)).unwrap_or_default();
        vec![en::question(question).into(), answer, at]
    });
    section(html, "Briefing", |html| {
        table(html, &["Question", "Answer", "As of"], rows);
        if let Some(notes) = &briefing.notes {
            html.text("h3", "Notes").text("pre", &shown(&notes.text));
        }
    });
}

fn messages(record: &Record<'_>, html: &mut Html) {
    let versions = record.versions();
    section(html, "Messages, with every version and every sign-off", |html| {
        for message in &record.incident.messages {
            html.text("h3", &en::message_title(message, record.organisation));
            let (stage, since) = (en::stage(message.stage), moment(record.about, message.since));
            html.text("p class=\"meta\"", &format!("{stage}, since {since}"));
            for version in versions.iter().filter(|it| it.message == message.id) {
                self::version(record.about, version, html);
            }
        }
        if record.incident.messages.is_empty() {
            html.text("p", "None.");
        }
    });
}

fn version(about: &About, version: &Version<'_>, html: &mut Html) {
    let (number, at) = (version.number, moment(about, version.at));
    html.with("p", |html| {
        html.text("strong", &format!("Version {number}"));
        html.words(&format!(", submitted {at} by {}", version.by));
    });
    if let Some(fingerprint) = version.fingerprint {
        html.with("p class=\"meta\"", |html| {
            html.words("Fingerprint ").text("code", &fingerprint.to_string());
        });
    }
    html.text("pre", &version.content.map_or_else(|| en::WITHHELD.into(), whole));
    acts(about, &version.acts, html);
}

/// Subject, text and links as they were signed.
pub(crate) fn whole(content: &Content) -> String {
    let links = content.links.iter().map(|link| {
        let (title, url) = (shown(&link.title), shown(&link.url));
        format!("{title}: {url}")
    });
    let parts = [shown(&content.subject), shown(&content.body)].into_iter().chain(links);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn acts(about: &About, acts: &[Act], html: &mut Html) {
    html.with("table", |html| {
        for act in acts {
            self::act(about, act, html);
        }
    });
}

fn act(about: &About, act: &Act, html: &mut Html) {
    html.with("tr", |html| {
        html.text("td", &moment(about, act.at));
        html.with("td", |html| {
            html.words(&format!("{} {}", act.line.who, act.line.what));
            if let Some(capacity) = &act.line.capacity {
                html.text("small", &format!(" · as {capacity}"));
            }
            if let Some(words) = &act.line.words {
                html.text("blockquote", &hidden::shown(words));
            }
        });
    });
}

fn operations(record: &Record<'_>, html: &mut Html) {
    let operations = &record.incident.operations;
    let rows = operations.items.iter().map(|item| {
        let said = [&item.evidence, &item.reason].into_iter().flatten();
        let said: Vec<_> = said.map(shown).filter(|words| !words.is_empty()).collect();
        vec![
            en::side(item.side).into(),
            shown(&item.name),
            shown(&item.system),
            en::item_state(item.state).into(),
            moment(record.about, item.since),
            said.join("; "),
        ]
    });
    section(html, "Operations", |html| {
        html.text("p", en::mode(operations.mode));
        let heads = ["Side", "Activity", "System", "State", "Since", "Proof or reason"];
        table(html, &heads, rows);
    });
}

fn work(record: &Record<'_>, html: &mut Html) {
    let incident = record.incident;
    let name = |person| record.organisation.name_of(person).to_owned();
    let tasks = incident.tasks.iter().map(|task| {
        let outcome = task.outcome.as_ref().map(shown).unwrap_or_default();
        vec![shown(&task.title), name(task.owner), moment(record.about, task.due), outcome]
    });
    let todos = incident.todos.iter().map(|todo| {
        let owner = todo.owner.map_or_else(|| "no owner".into(), name);
        vec![shown(&todo.text), owner, moment(record.about, todo.at)]
    });
    let polls = incident.polls.iter().map(|poll| {
        let decision = poll.decision.as_ref();
        let decided = decision.map_or_else(|| "not decided".into(), |it| shown(&it.text));
        vec![shown(&poll.proposal), decided, poll.objections.len().to_string()]
    });
    section(html, "Tasks, follow-ups and decisions", |html| {
        table(html, &["Task", "Owner", "Due", "Outcome"], tasks);
        table(html, &["Follow-up", "Owner", "Noted"], todos);
        table(html, &["Proposal", "Decision", "Strong objections"], polls);
    });
}

fn timeline(record: &Record<'_>, html: &mut Html) {
    section(html, "Everything that happened", |html| {
        html.with("table", |html| {
            for recorded in record.log {
                act(record.about, &record.act(recorded), html);
            }
        });
    });
}
