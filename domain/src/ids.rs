//! Names for things: one newtype per kind of identity, so that they cannot be mixed up.
//!
//! Numbers inside an incident (messages, tasks, …) are counted by the incident itself, because its
//! log has one writer. Nothing here is a secret: capabilities live elsewhere.

use core::fmt;
use serde::{Deserialize, Serialize};

macro_rules! number_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        #[derive(Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

number_ids! {
    /// A person of the organisation.
    PersonId,
    /// A department with its own on-call rotation (R4).
    DepartmentId,
    /// A role the organisation added to the built-in nine (R3).
    CustomRoleId,
    /// Whom a message is for (R82).
    AudienceId,
    /// A recurring campaign in the organisation's inventory.
    CampaignId,
    /// Somebody without an account, such as the technical Incident Commander (R20).
    OutsiderId,
    /// A message: one audience in one phase.
    MessageId,
    /// A suggestion or comment on a message.
    SuggestionId,
    /// A delegated task.
    TaskId,
    /// A note that wants a follow-up.
    TodoId,
    /// A poll before a large action (R53).
    PollId,
    /// An outbound activity to halt.
    ItemId,
    /// A report of abnormal business operations (R69).
    ReportId,
    /// An update from the technical incident.
    RelayId,
    /// A piece of advice.
    AdviceId,
}

/// Place of an entry in an incident's log, counted from 1; 0 is "nothing yet".
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// The place after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        #[derive(Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text, for URLs and storage.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether the text has the shape of an id: 8 to 64 of `A-Z a-z 0-9 - _`.
            pub fn is_well_formed(&self) -> bool {
                (8..=64).contains(&self.0.len())
                    && self.0.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }
    )*};
}

text_ids! {
    /// A business incident; random, so that it cannot be guessed from another one.
    IncidentId,
    /// Made by the client for each command, so that a retry after a lost reply never acts twice.
    CommandId,
}
