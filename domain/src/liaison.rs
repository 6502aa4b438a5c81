//! The Customer Liaison's hand-off of the technical side (requirements §2.3).
//!
//! Exactly one person answers for the technical side at every moment: the primary, until the
//! standby has accepted. The state is an enum, so that nothing between can exist.

use crate::ids::PersonId;
use crate::reach::Reach;
use crate::time::Timestamp;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// The hand-off and where the liaison is.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Liaison {
    /// Who answers for the technical side now; none before somebody took the liaison's seat.
    pub technical_side: Option<PersonId>,
    /// How far the hand-off is.
    pub handoff: Handoff,
    /// What the standby was given (R37).
    pub notes: Option<HandoffNotes>,
    /// Standbys who declined or did not answer.
    pub passed_over: Vec<PersonId>,
    /// Where the Customer Liaison is (R40).
    pub location: Location,
    /// The Business Lead asked the liaison back to the business call (R40).
    pub recalled: bool,
}

/// Steps of the hand-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handoff {
    /// Nobody is asked yet.
    #[default]
    Open,
    /// A standby is asked to come.
    Paged {
        /// Who.
        standby: PersonId,
        /// When the next one is asked instead.
        due: Timestamp,
        /// Since when they are asked.
        #[serde(default)]
        at: Timestamp,
        /// How far the page has come (R32).
        #[serde(default)]
        reach: Reach,
    },
    /// The standby said they come.
    Acknowledged {
        /// Who.
        standby: PersonId,
    },
    /// The standby is on the technical call (R36).
    Present {
        /// Who.
        standby: PersonId,
    },
    /// The standby answers for the technical side; the primary is free (D11).
    Accepted {
        /// Who.
        standby: PersonId,
        /// Since when.
        at: Timestamp,
    },
    /// The Business Lead let the primary join without an accepted hand-off: a red flag (T5).
    Overridden {
        /// Since when.
        at: Timestamp,
    },
}

/// What the primary tells the standby (R37).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoffNotes {
    /// Where things stand.
    pub state: Words,
    /// Promises made to anybody.
    pub promises: Words,
    /// Drafts in hand.
    pub drafts: Words,
    /// How many customers report being affected.
    pub customers_reporting: Words,
    /// Who wrote it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// Where the Customer Liaison is (R40).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Location {
    /// On the technical call, not yet handed off.
    #[default]
    TechnicalCall,
    /// On the business call.
    BusinessCall,
    /// Back on the technical call, listening only.
    Listening,
    /// On the technical call, putting a question to the commander.
    Asking,
}

impl Handoff {
    /// Whether the liaison's business seat may become active (R35).
    pub const fn is_complete(self) -> bool {
        matches!(self, Self::Accepted { .. } | Self::Overridden { .. })
    }

    /// The standby concerned, if there is one.
    pub const fn standby(self) -> Option<PersonId> {
        match self {
            Self::Paged { standby, .. }
            | Self::Acknowledged { standby }
            | Self::Present { standby }
            | Self::Accepted { standby, .. } => Some(standby),
            Self::Open | Self::Overridden { .. } => None,
        }
    }
}
