//! Sign-offs: who said what about exactly which text.

use crate::catalogue::Role;
use crate::ids::{OutsiderId, PersonId};
use crate::proof::ProofMeans;
use crate::seat::Rank;
use crate::time::Timestamp;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// The five gates that every outbound message passes (R74–R79).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// The Customer Liaison: is it technically accurate (R74)?
    Accuracy,
    /// The Legal Officer (R75).
    Legal,
    /// The Messaging Officer (R76).
    Messaging,
    /// The ELT Approver (R77).
    Approval,
    /// The technical Incident Commander (R78).
    Authorization,
}

impl Gate {
    /// All gates in order.
    pub const ALL: [Self; 5] =
        [Self::Accuracy, Self::Legal, Self::Messaging, Self::Approval, Self::Authorization];

    /// The stable name of the gate, for programs.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Accuracy => "accuracy",
            Self::Legal => "legal",
            Self::Messaging => "messaging",
            Self::Approval => "approval",
            Self::Authorization => "authorization",
        }
    }

    /// The seat that answers for the gate; the last one is the technical commander's, who holds no
    /// seat of the business incident.
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Accuracy => Some(Role::CustomerLiaison),
            Self::Legal => Some(Role::LegalOfficer),
            Self::Messaging => Some(Role::MessagingOfficer),
            Self::Approval => Some(Role::EltApprover),
            Self::Authorization => None,
        }
    }
}

/// What a signer says (R85).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Good as it is.
    Pass,
    /// Good; the note would make it better.
    Suggest,
    /// Not before this is changed: blocks.
    StrongObjection,
    /// Back to drafting: inaccurate (accuracy) or returned (approval).
    Return,
}

/// A sign-off on one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOff {
    /// Which gate.
    pub gate: Gate,
    /// What was said.
    pub verdict: Verdict,
    /// By whom; for the commander's answer, who recorded it.
    pub by: PersonId,
    /// In which capacity, such as "backup 1" (requirements §3.3.2).
    pub rank: Option<Rank>,
    /// When.
    pub at: Timestamp,
    /// Why, or what would be better.
    pub note: Words,
    /// The exact words objected to (requirements §3.5).
    pub span: Option<Words>,
    /// The policy an objection rests on.
    pub policy: Option<Words>,
    /// How it stands.
    pub standing: Standing,
    /// For the last gate: what the commander said.
    pub said: Option<Said>,
    /// By what the approver proved who they are (decision 30).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<ProofMeans>,
}

/// Whether a sign-off stands by itself or by somebody's exception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// As given.
    Given,
    /// The ELT Approver overrode the objection, with a reason (requirements §3.5).
    Overridden {
        /// The ELT Approver.
        by: PersonId,
        /// Why.
        reason: Words,
    },
    /// The ELT Approver waived the gate, with a reason (requirements §3.3.4).
    Waived {
        /// Why.
        reason: Words,
    },
}

/// What the technical commander answered, and how it is known (R98).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The commander at that moment; past answers keep the old name (R102).
    pub commander: OutsiderId,
    /// How the answer came.
    pub means: Means,
    /// The words.
    pub words: Words,
    /// When it was said.
    pub at: Timestamp,
}

/// How the commander's answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// On the technical call.
    Call,
    /// In the technical chat.
    Chat,
    /// In the product, through their own link.
    Link,
}

impl SignOff {
    /// Whether the gate lets the text through.
    pub fn passes(&self) -> bool {
        match self.verdict {
            Verdict::Pass | Verdict::Suggest => true,
            Verdict::StrongObjection => !matches!(self.standing, Standing::Given),
            Verdict::Return => false,
        }
    }

    /// Whether it is a strong objection that nobody has overridden.
    pub fn blocks(&self) -> bool {
        self.verdict == Verdict::StrongObjection && matches!(self.standing, Standing::Given)
    }
}
