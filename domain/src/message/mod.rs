//! One message: an audience in a phase, its draft, its signed versions and how far it has come.
//!
//! What may happen to a message is decided in [`crate::decide`]; this module only says what a
//! message *is*. Sign-offs are bound to a fingerprint of the exact text (requirements §3.2).

mod content;
mod origin;
mod sign_off;
mod stage;
mod suggestion;

pub use content::{Channel, Content, Link, Payload, Recipients};
pub use origin::Origin;
pub use sign_off::{Gate, Means, Said, SignOff, Standing, Verdict};
pub use stage::Stage;
pub use suggestion::{Place, Reply, Suggestion, SuggestionState, Unit};

use crate::briefing::Question;
use crate::catalogue::{Phase, Role};
use crate::chain::Digest;
use crate::event::Withholding;
use crate::ids::{AudienceId, MessageId, OutsiderId, PersonId};
use crate::list::keyed;
use crate::time::Timestamp;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// A message on the board (R81).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Identity.
    pub id: MessageId,
    /// For whom.
    pub audience: AudienceId,
    /// For which phase.
    pub phase: Phase,
    /// Why it exists.
    pub purpose: Purpose,
    /// How far it is.
    pub stage: Stage,
    /// Since when it is at this stage.
    pub since: Timestamp,
    /// The approved template it starts from, if one (R9).
    #[serde(default)]
    pub origin: Option<Origin>,
    /// The text being written; the only part that can change.
    pub draft: Draft,
    /// The submitted version that the gates look at, if any.
    pub version: Option<Version>,
    /// Fingerprints of all earlier versions, oldest first (R90); their texts are in the log.
    pub history: Vec<PastVersion>,
    /// Suggestions and comments (R73).
    pub suggestions: Vec<Suggestion>,
    /// Estimates given for a gate, with their check-backs (R86).
    pub estimates: Vec<Estimate>,
    /// When the commander is asked again, after "not now" (R100).
    pub ask_again: Option<Timestamp>,
    /// Until when the authorization holds, if it does (R103).
    pub authorized_until: Option<Timestamp>,
    /// How the commander withheld it, if so.
    pub withheld: Option<Withholding>,
    /// Accuracy, legal and messaging open together, by the Business Lead's word (D1).
    pub together: bool,
    /// Who is directed to send it (R105).
    pub sender: Option<Direction>,
    /// What happened on each channel.
    pub sent: Vec<Delivery>,
    /// Why it was skipped, withdrawn, withheld or retracted.
    pub reason: Option<Words>,
    /// Taken back after it was distributed (decision 8).
    pub retracted: Option<Timestamp>,
}

/// Why a message exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To tell an audience about a phase.
    #[default]
    Update,
    /// To correct a message that was sent (R108).
    Correction(MessageId),
    /// The Preliminary Analysis, internal only (R132).
    PreliminaryAnalysis,
}

/// What is being written. Its text lives in a document that several people type into at once; here
/// it stands as it was last taken down, and the room takes it down before anything is decided on
/// it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Counts changes: a save names the revision it started from.
    pub revision: u32,
    /// The revision at which something beside the text was changed last.
    #[serde(default)]
    pub fields: u32,
    /// The text and everything else the fingerprint will cover.
    pub content: Content,
    /// Everybody who ever drafted it under the Technical SLT's seat (decision 4); the text of a
    /// later version is still theirs too.
    pub authors: Vec<PersonId>,
    /// May type for the Technical SLT, who still submits (requirements §1.6).
    pub delegate: Option<PersonId>,
    /// When it was last saved.
    pub at: Timestamp,
}

/// A submitted, frozen text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Counted from 1.
    pub number: u32,
    /// Covers content and rendered payloads (decision 5).
    pub fingerprint: Digest,
    /// What was submitted; `None` where it is withheld or left in the log (decision 23).
    pub content: Option<Box<Content>>,
    /// What will be sent, rendered per channel at submission.
    pub payloads: Vec<Payload>,
    /// Who drafted it: none of them may approve it (R92).
    pub authors: Vec<PersonId>,
    /// When it was submitted.
    pub at: Timestamp,
    /// Facts that the text uses, with the value it was signed with (R95).
    pub facts: Vec<UsedFact>,
    /// Accuracy, legal and messaging were opened together (decision 1).
    pub together: bool,
    /// Sign-offs on exactly this fingerprint.
    pub sign_offs: Vec<SignOff>,
}

/// An earlier version, by its fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastVersion {
    /// Counted from 1.
    pub number: u32,
    /// What was signed.
    pub fingerprint: Digest,
    /// When it was submitted.
    pub at: Timestamp,
    /// Who signed what on it, for "what changed since you signed".
    pub signed: Vec<(Gate, PersonId)>,
    /// Who drafted it (R90).
    #[serde(default)]
    pub authors: Vec<PersonId>,
}

/// A fact as a text used it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedFact {
    /// Which fact.
    pub question: Question,
    /// Its value in the text.
    pub value: Words,
    /// Since when it had that value.
    pub at: Timestamp,
}

/// An estimate for a gate, and its check-back (R86).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimate {
    /// Which gate.
    pub gate: Gate,
    /// Who gave it.
    pub by: PersonId,
    /// When it runs out.
    pub due: Timestamp,
    /// The check-back was raised.
    pub overdue: bool,
}

/// Who sends the message, by the Business Lead's direction (R105).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Direction {
    /// Who.
    pub person: PersonId,
    /// In which role.
    pub role: Role,
    /// The sender's own estimate, once given.
    pub due: Option<Timestamp>,
}

/// What happened on one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Where.
    pub channel: Channel,
    /// When.
    pub at: Timestamp,
    /// Recipients reached; 1 for a public post.
    pub count: u32,
    /// Recipients not reached.
    pub failures: u32,
}

keyed! {
    Message => id: MessageId,
    Estimate => gate: Gate,
    Delivery => channel: Channel,
}

impl Message {
    /// The sign-off of a gate on the current version.
    pub fn sign_off(&self, gate: Gate) -> Option<&SignOff> {
        self.version.as_ref()?.sign_offs.iter().find(|s| s.gate == gate)
    }

    /// Whether a gate lets the current version through.
    pub fn passed(&self, gate: Gate) -> bool {
        self.sign_off(gate).is_some_and(SignOff::passes)
    }

    /// The fingerprint that the gates look at.
    pub fn fingerprint(&self) -> Option<Digest> {
        self.version.as_ref().map(|v| v.fingerprint)
    }

    /// Whether its text is out, wholly or partly, and so nobody's secret (D9): some of it was
    /// reported as sent, and stays out while the rest is tried again.
    pub fn is_out(&self) -> bool {
        self.stage == Stage::Distributed || !self.sent.is_empty()
    }

    /// Gates with an open strong objection.
    pub fn objections(&self) -> impl Iterator<Item = &SignOff> {
        let version = self.version.iter();
        version.flat_map(|v| &v.sign_offs).filter(|s| s.blocks())
    }

    /// The commander who authorized the current version.
    pub fn authorized_by(&self) -> Option<OutsiderId> {
        self.sign_off(Gate::Authorization)?.said.as_ref().map(|said| said.commander)
    }

    /// Whether any earlier version had verdicts: the first gates then open together (decision 1).
    pub fn was_signed_before(&self) -> bool {
        self.history.iter().any(|past| !past.signed.is_empty())
    }
}
