//! Tables for a spreadsheet (R143). RFC 4180; every field is quoted.

use crate::book::Record;
use crate::document::whole;
use crate::moment::Moment;
use muster_domain::copy::en;
use muster_domain::list::find;
use muster_domain::time::Timestamp;

/// A spreadsheet takes a text that begins so for a formula, and may run it.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fn row(text: &mut String, fields: &[&str]) {
    for (place, field) in fields.iter().enumerate() {
        text.push_str(if place > 0 { ",\"" } else { "\"" });
        if field.starts_with(FORMULA) {
            text.push('\'');
        }
        text.push_str(&field.replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

/// Everything that happened, a row for each entry.
pub fn timeline_csv(record: &Record<'_>) -> String {
    let mut text = String::new();
    let local = local(record);
    row(&mut text, &["entry", "at_utc", &local, "who", "capacity", "what", "words", "clearance"]);
    let clearance = muster_json::write(&record.about.clearance);
    let clearance = clearance.trim_matches('"');
    for recorded in record.log {
        let line = record.act(recorded).line;
        let (utc, here) = times(record, recorded.at);
        let seq = recorded.seq.to_string();
        let fields = [
            seq.as_str(),
            utc.as_str(),
            here.as_str(),
            line.who.as_str(),
            line.capacity.as_deref().unwrap_or_default(),
            line.what.as_str(),
            line.words.as_deref().unwrap_or_default(),
            clearance,
        ];
        row(&mut text, &fields);
    }
    text
}

/// Every version of every message, and every act on it: a row for each.
pub fn messages_csv(record: &Record<'_>) -> String {
    let mut text = String::new();
    let local = local(record);
    let heads = [
        "message",
        "audience_and_phase",
        "version",
        "at_utc",
        &local,
        "who",
        "capacity",
        "what",
        "words",
        "fingerprint",
        "text",
    ];
    row(&mut text, &heads);
    for version in record.versions() {
        let (id, number) = (version.message.to_string(), version.number.to_string());
        let title = find(&record.incident.messages, version.message)
            .map_or_else(String::new, |message| en::message_title(message, record.organisation));
        let fingerprint = version.fingerprint.map(|it| it.to_string()).unwrap_or_default();
        let whole = version.content.map_or_else(|| en::WITHHELD.into(), whole);
        let (utc, here) = times(record, version.at);
        let what = "submitted";
        let of = [id.as_str(), &title, &number];
        let (by, print) = (version.by.as_str(), fingerprint.as_str());
        let mut put = |at: [&str; 2], said: [&str; 4], text_of: &str| {
            let all = [&of[..], &at[..], &said[..], &[print, text_of]].concat();
            row(&mut text, &all);
        };
        put([&utc, &here], [by, "", what, ""], &whole);
        for act in &version.acts {
            let (utc, here) = times(record, act.at);
            let capacity = act.line.capacity.as_deref().unwrap_or_default();
            let words = act.line.words.as_deref().unwrap_or_default();
            put([&utc, &here], [&act.line.who, capacity, &act.line.what, words], "");
        }
    }
    text
}

fn local(record: &Record<'_>) -> String {
    format!("at {}", record.about.clock.zone())
}

fn times(record: &Record<'_>, at: Timestamp) -> (String, String) {
    (Moment::utc(at), record.about.clock.local(at))
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn no_field_breaks_a_row_or_becomes_a_formula() {
        let mut text = String::new();
        row(&mut text, &["a \"b\"", "=1+1", "two\nlines, one field", ""]);
        assert_eq!(text, "\"a \"\"b\"\"\",\"'=1+1\",\"two\nlines, one field\",\"\"\r\n");
    }
}
