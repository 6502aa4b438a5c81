//! The role catalogue: nine built-in roles, departmental and custom ones, in functional groups.

use crate::ids::{CustomRoleId, DepartmentId};
use serde::{Deserialize, Serialize};

/// A seat somebody can hold in a business incident. Each is held by one person at a time (R31).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Single source of truth; delegates and never resolves (seed L12).
    BusinessLead,
    /// Technical member of the senior leadership team: spokesperson and first drafter (seed L18).
    TechnicalSlt,
    /// Conduit to the technical incident; answers for technical accuracy (seed L22–24).
    CustomerLiaison,
    /// Halts and restarts campaigns; sends personalised mail (seed L32–34).
    MarketingOfficer,
    /// Halts and restarts social activity; listens and answers there (seed L38–40).
    SocialOfficer,
    /// Answers the press (seed L44).
    MediaOfficer,
    /// The lawyer: early advice and legal review (seed L50).
    LegalOfficer,
    /// Corporate messaging guidelines (seed L54).
    MessagingOfficer,
    /// Executive approval of every outbound message (seed L58–60).
    EltApprover,
    /// The on-call responder of a department (seed L62–66).
    Department(DepartmentId),
    /// A role the organisation added (seed L64).
    Custom(CustomRoleId),
}

/// The functional groups of the board (R1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// First to respond, necessary for the resolution process to begin.
    Initial,
    /// Switch business operations between normal and emergency mode.
    Operations,
    /// Collaborate on everything that goes out.
    Messaging,
    /// Additional responders, mostly of customer-facing departments.
    Departmental,
}

impl Group {
    /// All groups in the order of the board.
    pub const ALL: [Self; 4] =
        [Self::Initial, Self::Operations, Self::Messaging, Self::Departmental];

    /// The stable name of the group, for programs.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Operations => "operations",
            Self::Messaging => "messaging",
            Self::Departmental => "departmental",
        }
    }
}

impl Role {
    /// The built-in roles in the order of the board.
    pub const BUILT_IN: [Self; 9] = [
        Self::BusinessLead,
        Self::TechnicalSlt,
        Self::CustomerLiaison,
        Self::MarketingOfficer,
        Self::SocialOfficer,
        Self::MediaOfficer,
        Self::LegalOfficer,
        Self::MessagingOfficer,
        Self::EltApprover,
    ];

    /// The roles without which a business incident cannot begin (R21).
    pub const INITIAL: [Self; 3] = [Self::BusinessLead, Self::TechnicalSlt, Self::CustomerLiaison];

    /// The stable name of the kind of role, for programs.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::BusinessLead => "business_lead",
            Self::TechnicalSlt => "technical_slt",
            Self::CustomerLiaison => "customer_liaison",
            Self::MarketingOfficer => "marketing_officer",
            Self::SocialOfficer => "social_officer",
            Self::MediaOfficer => "media_officer",
            Self::LegalOfficer => "legal_officer",
            Self::MessagingOfficer => "messaging_officer",
            Self::EltApprover => "elt_approver",
            Self::Department(_) => "department",
            Self::Custom(_) => "custom",
        }
    }

    /// The group of a built-in or departmental role; a custom role's group is the organisation's
    /// to say, see [`crate::organisation::Organisation::group_of`].
    pub const fn group(self) -> Option<Group> {
        match self {
            Self::BusinessLead | Self::TechnicalSlt | Self::CustomerLiaison => Some(Group::Initial),
            Self::MarketingOfficer | Self::SocialOfficer | Self::MediaOfficer => {
                Some(Group::Operations)
            }
            Self::LegalOfficer | Self::MessagingOfficer | Self::EltApprover => {
                Some(Group::Messaging)
            }
            Self::Department(_) => Some(Group::Departmental),
            Self::Custom(_) => None,
        }
    }
}

/// Phase of the parent technical incident, mirrored here and never owned (requirements §2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Something looks wrong.
    Detection,
    /// The cause is being searched.
    #[default]
    Investigation,
    /// The cause is known.
    Identification,
    /// A remedy is in place and watched.
    Monitoring,
    /// It is over.
    Resolution,
    /// The technical postmortem is being written.
    Analysis,
    /// The technical postmortem is being published.
    Publishing,
}

impl Phase {
    /// All phases in order.
    pub const ALL: [Self; 7] = [
        Self::Detection,
        Self::Investigation,
        Self::Identification,
        Self::Monitoring,
        Self::Resolution,
        Self::Analysis,
        Self::Publishing,
    ];

    /// The stable name of the phase, for programs.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Detection => "detection",
            Self::Investigation => "investigation",
            Self::Identification => "identification",
            Self::Monitoring => "monitoring",
            Self::Resolution => "resolution",
            Self::Analysis => "analysis",
            Self::Publishing => "publishing",
        }
    }

    /// The phases for which messages are planned; moves among them supersede (decision 6).
    pub const MESSAGING: [Self; 4] =
        [Self::Investigation, Self::Identification, Self::Monitoring, Self::Resolution];

    /// Whether a business incident may start now (R17).
    pub const fn allows_declaration(self) -> bool {
        matches!(self, Self::Investigation | Self::Identification)
    }

    /// Whether messages are planned for this phase.
    pub fn has_messages(self) -> bool {
        Self::MESSAGING.contains(&self)
    }

    /// Whether the parent incident is recorded as resolved, not merely monitored (T11).
    pub fn is_resolved(self) -> bool {
        self >= Self::Resolution
    }
}
