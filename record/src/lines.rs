//! The export: JSON as a whole, and a chain of lines for whoever verifies it.
//!
//! The first line says what it is, every further one is an entry of the log with its place in the
//! hash chain, its body and the salt of the body, so that everything the chain covers can be
//! computed again. Each line begins with a check over itself and the line before, so that no byte
//! of the file changes unnoticed, the words beside the chain included. What the reader may not see
//! is left out: then the body and its salt are missing, and what they may see stands in `shown`.

use muster_domain::chain::{Digest, Hasher};
use muster_domain::event::{Event, Recorded};
use muster_domain::ids::{IncidentId, PersonId, Seq};
use muster_domain::time::Timestamp;
use muster_domain::viewer::Clearance;
use muster_domain::words::Words;
use serde::{Deserialize, Serialize};

/// The name of the format; another one is another name.
pub const FORMAT: &str = "muster/incident/1";
/// Stands before and after the entries.
pub(crate) const OPENS: &str = "\"entries\":[";
pub(crate) const CLOSES: &str = "]}";

/// What the file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// [`FORMAT`].
    pub format: String,
    /// The organisation's name.
    pub organisation: String,
    /// The incident.
    pub incident: IncidentId,
    /// What people call it.
    pub title: Words,
    /// When the file was made.
    pub exported: Timestamp,
    /// By whom.
    pub by: PersonId,
    /// How much they may read.
    pub clearance: Clearance,
    /// Whether notes for messaging responders only are in it.
    pub privileged: bool,
    /// How many entries there are.
    pub count: u64,
    /// The hash of the last one: equal in every export of the same log, whoever made it.
    pub last: Digest,
    /// The names of everybody who is named by number.
    pub people: Vec<(PersonId, String)>,
}

/// A line of the export: an entry of the log as it is stored, with its place in the chain, less
/// what this reader may not see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Place in the log.
    pub seq: Seq,
    /// Milliseconds since 1970.
    pub at: i64,
    /// The same in UTC, for people.
    pub utc: String,
    /// Actor and capacity, as stored.
    pub by: String,
    /// Kind of event.
    pub kind: String,
    /// The event, as stored; left out where this reader may not see all of it.
    pub body: Option<String>,
    /// Salt of the body's digest, in hexadecimal; without it a short body could be guessed.
    pub salt: Option<String>,
    /// Personal data beside the event; left out with the body, or erased.
    pub personal: Option<String>,
    /// Their salt.
    pub personal_salt: Option<String>,
    /// Salted digest of the body.
    pub body_digest: Digest,
    /// Salted digest of the personal data.
    pub personal_digest: Digest,
    /// Covers all of it and the hash before.
    pub hash: Digest,
    /// What this reader may see of the event, where its body was left out.
    pub shown: Option<Event>,
}

impl Line {
    /// The entry as a reader gets it who may see this much of what was recorded.
    #[must_use]
    pub fn for_reader(mut self, recorded: &Recorded, seen: &Recorded) -> Self {
        let whole = recorded.event == seen.event;
        if !whole {
            (self.body, self.salt) = (None, None);
            self.shown = Some(seen.event.clone());
        }
        if !whole || recorded.personal != seen.personal {
            (self.personal, self.personal_salt) = (None, None);
        }
        self
    }
}

/// The whole file.
pub fn write_export(head: &Head, entries: &[Line]) -> String {
    let mut text = String::from("{\"head\":");
    let (line, mut check) = checked(Digest::WITHHELD, &muster_json::write(head));
    text.push_str(&line);
    text.push_str(",\n");
    text.push_str(OPENS);
    text.push('\n');
    for (place, entry) in entries.iter().enumerate() {
        let (line, next) = checked(check, &muster_json::write(entry));
        check = next;
        text.push_str(&line);
        text.push_str(if place + 1 < entries.len() { ",\n" } else { "\n" });
    }
    text.push_str(CLOSES);
    text.push('\n');
    text
}

/// What the first line begins with.
pub(crate) const BEGINS: &str = "{\"head\":";
const CHECK: &str = "{\"check\":\"";

/// An object with its check in front, and the check.
fn checked(before: Digest, object: &str) -> (String, Digest) {
    let rest = object.strip_prefix('{').unwrap_or(object);
    let check = check(before, rest);
    ([CHECK, &check.to_string(), "\",", rest].concat(), check)
}

fn check(before: Digest, rest: &str) -> Digest {
    let mut hasher = Hasher::new("muster/line/1");
    hasher.field(&before.0).field(rest.as_bytes());
    hasher.finish()
}

/// The object of a line and its check, where the check is right.
pub(crate) fn open(before: Digest, line: &str) -> Option<(String, Digest)> {
    const HEX: usize = 64;
    let rest = line.strip_prefix(CHECK)?;
    let (claimed, rest) = (rest.get(..HEX)?, rest.get(HEX..)?.strip_prefix("\",")?);
    let claimed = Digest::from_hex(claimed).filter(|it| it.to_string() == claimed)?;
    (check(before, rest) == claimed).then(|| (["{", rest].concat(), claimed))
}
