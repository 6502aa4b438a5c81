//! The stages of a message (requirements §3).

use serde::{Deserialize, Serialize};

/// How far a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// On the board, not started.
    Planned,
    /// Being written.
    Drafting,
    /// Waits for the Customer Liaison's accuracy check.
    TechCheck,
    /// Waits for Legal and Messaging, in parallel.
    InReview,
    /// Waits for the ELT Approver.
    AwaitingElt,
    /// Approved; the commander has not been asked yet.
    Approved,
    /// The commander has been asked.
    AwaitingIc,
    /// The commander said "not now", "change" or "no", or took the authorization back.
    Withheld,
    /// May be distributed.
    Authorized,
    /// Being sent: the text is locked for good.
    Distributing,
    /// Some channels or recipients failed.
    PartlySent,
    /// Sent.
    Distributed,
    /// The phase moved on before it was sent (R83).
    Superseded,
    /// Not appropriate for this audience now (R84).
    Skipped,
    /// Taken off the board unsent.
    Withdrawn,
}

impl Stage {
    /// All stages, in the order of the chain.
    pub const ALL: [Self; 15] = [
        Self::Planned,
        Self::Drafting,
        Self::TechCheck,
        Self::InReview,
        Self::AwaitingElt,
        Self::Approved,
        Self::AwaitingIc,
        Self::Withheld,
        Self::Authorized,
        Self::Distributing,
        Self::PartlySent,
        Self::Distributed,
        Self::Superseded,
        Self::Skipped,
        Self::Withdrawn,
    ];

    /// The stable name of the stage, for programs.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Drafting => "drafting",
            Self::TechCheck => "tech_check",
            Self::InReview => "in_review",
            Self::AwaitingElt => "awaiting_elt",
            Self::Approved => "approved",
            Self::AwaitingIc => "awaiting_ic",
            Self::Withheld => "withheld",
            Self::Authorized => "authorized",
            Self::Distributing => "distributing",
            Self::PartlySent => "partly_sent",
            Self::Distributed => "distributed",
            Self::Superseded => "superseded",
            Self::Skipped => "skipped",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Nothing of it has left, and nothing has ended it.
    pub const fn is_unsent(self) -> bool {
        !matches!(
            self,
            Self::Distributing
                | Self::PartlySent
                | Self::Distributed
                | Self::Superseded
                | Self::Skipped
                | Self::Withdrawn
        )
    }

    /// Nothing will happen to it any more, except a retraction.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Distributed | Self::Superseded | Self::Skipped | Self::Withdrawn)
    }

    /// A version lies before the gates and its text is locked (decision 1).
    pub const fn is_locked(self) -> bool {
        matches!(
            self,
            Self::TechCheck
                | Self::InReview
                | Self::AwaitingElt
                | Self::Approved
                | Self::AwaitingIc
                | Self::Withheld
                | Self::Authorized
        )
    }
}
