//! What the readable forms are made of: the log as the reader may see it, and what follows from it.

use crate::moment::Moment;
use muster_domain::chain::Digest;
use muster_domain::copy::{Line, en};
use muster_domain::event::{Event, Recorded};
use muster_domain::ids::{MessageId, PersonId};
use muster_domain::incident::Incident;
use muster_domain::message::Content;
use muster_domain::organisation::Organisation;
use muster_domain::time::Timestamp;
use muster_domain::viewer::Clearance;

/// For whom a file is made, and when.
#[derive(Clone, Debug)]
pub struct About {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
    /// How much they may read.
    pub clearance: Clearance,
    /// Notes for messaging responders only are in it.
    pub privileged: bool,
    /// The reader's clock.
    pub clock: Moment,
    /// The hash of the last entry.
    pub last: Digest,
}

/// An incident, to be written down.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    /// For whom and when.
    pub about: &'a About,
    /// The state, as the reader may see it.
    pub incident: &'a Incident,
    /// The organisation, for names.
    pub organisation: &'a Organisation,
    /// The log, as the reader may see it, oldest first.
    pub log: &'a [Recorded],
}

/// A version of a message that was submitted, and what became of it.
pub struct Version<'a> {
    /// Of which message.
    pub message: MessageId,
    /// Counted from 1.
    pub number: u32,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What was signed; nothing where the reader may not see it.
    pub fingerprint: Option<Digest>,
    /// The text; nothing where the reader may not see it.
    pub content: Option<&'a Content>,
    /// Verdicts, answers and what happened to it afterwards, in order.
    pub acts: Vec<Act>,
}

/// Something that happened, in words.
pub struct Act {
    /// When.
    pub at: Timestamp,
    /// Who, in which capacity, what, and in which words.
    pub line: Line,
}

impl<'a> Record<'a> {
    /// An entry of the log in words.
    pub(crate) fn act(&self, recorded: &Recorded) -> Act {
        Act { at: recorded.at, line: en::event(recorded, self.incident, self.organisation) }
    }

    /// Every version of every message, in the order in which they were submitted, with all that
    /// was said of it. What is said of a message belongs to the version that is there at that time.
    pub(crate) fn versions(&self) -> Vec<Version<'a>> {
        let mut versions: Vec<Version<'a>> = Vec::new();
        for recorded in self.log {
            if let Event::Submitted { message, version, fingerprint, content, .. } = &recorded.event
            {
                versions.push(Version {
                    message: *message,
                    number: *version,
                    at: recorded.at,
                    by: self.act(recorded).line.who,
                    fingerprint: Some(*fingerprint).filter(|it| *it != Digest::WITHHELD),
                    content: content.as_deref(),
                    acts: Vec::new(),
                });
            } else if let Some(message) = judged(&recorded.event)
                && let Some(version) = versions.iter_mut().rfind(|it| it.message == message)
            {
                if let Event::DistributionReported { disclosed: Some(out), .. } = &recorded.event {
                    version.fingerprint = Some(out.fingerprint);
                    version.content = out.content.as_deref();
                }
                version.acts.push(self.act(recorded));
            }
        }
        versions
    }
}

/// The message whose version an event is about.
const fn judged(event: &Event) -> Option<MessageId> {
    match event {
        Event::VerdictGiven { message, .. }
        | Event::SignOffTakenBack { message, .. }
        | Event::ObjectionOverridden { message, .. }
        | Event::GateWaived { message, .. }
        | Event::PutToCommander { message }
        | Event::Authorized { message, .. }
        | Event::Withheld { message, .. }
        | Event::AuthorizationLapsed { message }
        | Event::DistributionBegan { message, .. }
        | Event::DistributionReported { message, .. }
        | Event::Superseded { message }
        | Event::Withdrawn { message, .. }
        | Event::Retracted { message, .. } => Some(*message),
        _ => None,
    }
}
