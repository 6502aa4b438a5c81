//! The record of customer communications, and the timeline, as Markdown for the technical
//! postmortem (R136).

use crate::book::Record;
use crate::document::{left_out, made, moment, shown, whole};
use muster_domain::copy::en;
use muster_domain::list::find;
use muster_domain::message::Message;

/// The document.
pub fn markdown(record: &Record<'_>) -> String {
    let (about, incident) = (record.about, record.incident);
    let mut text = vec![format!("# {}\n\n", line(&shown(&incident.title)))];
    if incident.flags.exercise {
        text.push("**EXERCISE.** Nothing of this happened.\n\n".into());
    }
    let mut fact = |name: &str, value: &str| {
        text.push(format!("- {name}: {}\n", line(value)));
    };
    fact("Organisation", &record.organisation.name);
    fact("Technical incident", &shown(&incident.parent.reference));
    fact("State", en::state(incident.state));
    if let Some(at) = incident.times.declared {
        fact("Declared", &moment(about, at));
    }
    if let Some(at) = incident.times.resolved {
        fact("Resolved", &moment(about, at));
    }
    fact("This record", &made(record));
    fact("Left out", left_out(about));
    text.push("\n## What customers were told\n\n".into());
    communications(record, &mut text);
    text.push("\n## Timeline\n\n".into());
    for recorded in record.log {
        let act = record.act(recorded);
        let (who, what) = (line(&act.line.who), line(&act.line.what));
        text.push(format!("- {}: {who} {what}\n", moment(about, act.at)));
        if let Some(words) = &act.line.words {
            text.push(quoted(words, "  "));
        }
    }
    text.concat()
}

fn communications(record: &Record<'_>, text: &mut Vec<String>) {
    let mut none = true;
    for version in record.versions() {
        let message = find(&record.incident.messages, version.message);
        let Some(message) = message.filter(|message| message.is_out()) else { continue };
        // An earlier version was never sent.
        if message.fingerprint() != version.fingerprint {
            continue;
        }
        none = false;
        let title = en::message_title(message, record.organisation);
        text.push(format!("### {}\n\n", line(&title)));
        deliveries(record, message, text);
        if let Some(content) = version.content {
            text.push("\n".into());
            text.push(quoted(&whole(content), ""));
        }
        text.push("\n".into());
    }
    if none {
        text.push("Nothing was sent.\n".into());
    }
}

fn deliveries(record: &Record<'_>, message: &Message, text: &mut Vec<String>) {
    for sent in &message.sent {
        let (at, channel) = (moment(record.about, sent.at), en::channel(sent.channel));
        let (count, failures) = (sent.count, sent.failures);
        text.push(format!("- {at}: {channel}, {count} reached, {failures} not reached\n"));
    }
    if let Some(at) = message.retracted {
        text.push(format!("- {}: retracted\n", moment(record.about, at)));
    }
}

/// Words in one line, in which nothing is markup.
fn line(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\n' | '\r' => text.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => {
                text.push('\\');
                text.push(letter);
            }
            letter => text.push(letter),
        }
    }
    text
}

/// Words as a quotation: a message is light Markdown itself, and stays what it is.
fn quoted(words: &str, indent: &str) -> String {
    let lines = words.lines().map(|line| [indent, "> ", &line.replace('<', "\\<"), "\n"].concat());
    lines.collect()
}
