//! How a command without an answer is written down on the device.

use crate::state::{How, Waiting};
use muster_domain::ids::{CommandId, IncidentId};
use muster_domain::time::Timestamp;

/// Stands between the parts. It is in none: frames are JSON, which has no control characters, and
/// from what people typed it is taken out.
const BETWEEN: char = '\u{1f}';

/// Writes it down.
pub fn write(waiting: &Waiting) -> String {
    let Waiting { id, incident, at, frame, label, typed, how, .. } = waiting;
    let why = if let How::Refused(why) = how { why.as_str() } else { "" };
    let plain = |text: &str| text.replace(BETWEEN, " ");
    let parts = [id.as_str(), incident.as_str(), &at.0.to_string(), &plain(why), label];
    let between = BETWEEN.to_string();
    [parts.join(&between), plain(typed), frame.clone()].join(&between)
}

/// Reads it; nothing where another version of the app wrote something else.
pub fn read(text: &str) -> Option<Waiting> {
    let mut parts = text.splitn(7, BETWEEN);
    let mut next = || parts.next();
    let id = CommandId(next()?.into());
    let incident = IncidentId(next()?.into());
    let at = Timestamp(next()?.parse().ok()?);
    let how = match next()? {
        "" => How::Waits,
        why => How::Refused(why.into()),
    };
    let (label, typed, frame) = (next()?.into(), next()?.into(), next()?.into());
    Some(Waiting { id, incident, at, frame, label, typed, how, safe: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(typed: &str, how: How) -> Waiting {
        Waiting {
            id: CommandId::from("abcdefgh"),
            incident: IncidentId::from("0123456789abcdef"),
            at: Timestamp(1_764_112_345_000),
            frame: r#"{"command":{"id":"abcdefgh","command":"activate"}}"#.into(),
            label: "Add a note".into(),
            typed: typed.into(),
            how,
            safe: true,
        }
    }

    #[test]
    fn what_is_written_down_reads_back_as_it_was() {
        for how in [How::Waits, How::Refused("It is sealed.".into())] {
            let waiting = waiting("Two lines\nof \"words\"", how);
            assert_eq!(read(&write(&waiting)), Some(waiting));
        }
    }

    #[test]
    fn what_was_sent_and_not_answered_waits_after_a_reload() {
        let read = read(&write(&waiting("", How::Sent)));
        assert_eq!(read, Some(waiting("", How::Waits)));
    }

    #[test]
    fn no_character_that_somebody_types_breaks_it() {
        let found = read(&write(&waiting("a\u{1f}b\u{1f}c", How::Waits)));
        assert_eq!(found, Some(waiting("a b c", How::Waits)));
        assert_eq!(read("written by\u{1f}another version"), None);
    }
}
