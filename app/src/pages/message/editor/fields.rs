//! The fields of a draft beside its text: with it, everything that the fingerprint will cover.

use super::beside::Beside;
use crate::node::{Element, el};
use crate::parts::form::labelled;
use leptos::prelude::*;
use muster_domain::copy::en;
use muster_domain::list::sort_by_key;
use muster_domain::message::{Channel, Content, Link};
use muster_domain::words::Words;

/// A field that is one text: how it is read from a content and written into it.
#[derive(Clone, Copy)]
struct Field {
    label: &'static str,
    hint: &'static str,
    rows: u32,
    read: fn(&Content) -> String,
    write: fn(&mut Content, &str),
}

/// All fields.
pub fn fields(beside: Beside) -> [Element; 5] {
    let [subject, list, count, columns, links] = FIELDS.map(|it| field(beside, it));
    let channels = el("fieldset", "editor__channels")
        .with(el("legend", "field__label").with("Where it goes"))
        .with_all(Channel::ALL.map(|channel| tick(beside, channel)));
    let list = el("div", "editor__list").with(list).with(count);
    [subject, channels, list, columns, links]
}

const FIELDS: [Field; 5] = [
    Field {
        label: "Subject",
        hint: "",
        rows: 1,
        read: |content| content.subject.shown().into(),
        write: |content, text| content.subject = text.into(),
    },
    Field {
        label: "Recipient list",
        hint: "",
        rows: 1,
        read: |content| content.recipients.list.shown().into(),
        write: |content, text| content.recipients.list = text.into(),
    },
    Field {
        label: "How many are on it",
        hint: "",
        rows: 0,
        read: |content| content.recipients.count.to_string(),
        write: |content, text| content.recipients.count = text.trim().parse().unwrap_or(0),
    },
    Field {
        label: "Columns of the list",
        hint: "Separated by commas. Each can be used in the text, such as [[first name]].",
        rows: 1,
        read: |content| listed(&content.recipients.columns),
        write: |content, text| content.recipients.columns = columns(text),
    },
    Field {
        label: "Links",
        hint: "One per line: what it is, then its address.",
        rows: 2,
        read: |content| {
            let line = |link: &Link| format!("{} {}", link.title.shown(), link.url.shown());
            content.links.iter().map(line).collect::<Vec<_>>().join("\n")
        },
        write: |content, text| content.links = text.lines().filter_map(link).collect(),
    },
];

fn listed(columns: &[Words]) -> String {
    columns.iter().map(Words::shown).collect::<Vec<_>>().join(", ")
}

fn columns(text: &str) -> Vec<Words> {
    text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(Words::from).collect()
}

/// The address is what follows the last space; a line without one is not a link yet.
fn link(line: &str) -> Option<Link> {
    let (title, url) = line.trim().rsplit_once(' ')?;
    Some(Link { title: title.trim().into(), url: url.into() })
}

fn field(beside: Beside, it: Field) -> Element {
    let Field { label, hint, rows, read, write } = it;
    // What is typed stays as typed: the field is only written to when the draft says other than it.
    let shown = RwSignal::new(beside.typed.with_untracked(|typed| read(&typed.mine)));
    Effect::new(move |_| {
        let present = beside.typed.with(|typed| read(&typed.mine));
        let mut same = Content::default();
        write(&mut same, &shown.get_untracked());
        if read(&same) != present {
            shown.set(present);
        }
    });
    let input = if rows > 1 {
        el("textarea", "input").set("rows", &rows.to_string())
    } else {
        el("input", "input").set("autocomplete", "off")
    };
    let input = if rows == 0 { input.set("inputmode", "numeric") } else { input };
    let input = input.on("input", move |event| {
        let text = event_target_value(event);
        beside.type_in(|content| write(content, &text));
        shown.set(text);
    });
    el("div", "contents").live(move || {
        let input = input.clone().set("value", &shown.get());
        let label = el("span", "field__label").with(label);
        vec![labelled(label, hint, input, false).into()]
    })
}

fn tick(beside: Beside, channel: Channel) -> Element {
    el("div", "contents").live(move || {
        let ticked = beside.typed.with(|typed| typed.mine.channels.contains(&channel));
        let label = el("span", "field__label").with(en::channel(channel));
        let input = el("input", "check").set("type", "checkbox");
        let input = input.set("checked", if ticked { "on" } else { "" });
        let input = input.on("change", move |event| {
            let ticked = event_target_checked(event);
            beside.type_in(|content| {
                content.channels.retain(|it| *it != channel);
                if ticked {
                    content.channels.push(channel);
                    sort_by_key(&mut content.channels, |channel| *channel);
                }
            });
        });
        vec![labelled(label, "", input, true).into()]
    })
}
