//! The switch between normal and emergency business operations (requirements §2.2, R58–R71).

use crate::catalogue::Role;
use crate::ids::{CampaignId, ItemId, PersonId};
use crate::list::keyed;
use crate::time::Timestamp;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// Operations mode, its two sides and the register of outbound activities.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Operations {
    /// Where the organisation is.
    pub mode: Mode,
    /// Since when (R61).
    pub since: Timestamp,
    /// Marketing's part.
    pub marketing: SideState,
    /// Social's part.
    pub social: SideState,
    /// What is halted, exempt or running.
    pub items: Vec<Item>,
}

/// Normal or emergency operations, and the ways between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Business as usual.
    #[default]
    Normal,
    /// A halt is ordered and under way (T7).
    Halting,
    /// Everything outbound is stopped (T8).
    Emergency,
    /// Restart is ordered and under way (T12).
    Restoring,
}

/// Whose outbound activities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The Marketing Officer's (R58).
    Marketing,
    /// The Social Officer's (R59).
    Social,
}

/// How far one side is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SideState {
    /// Nothing ordered.
    #[default]
    Running,
    /// Halt ordered, with a check-back (R64).
    HaltOrdered {
        /// When to check back.
        due: Timestamp,
        /// The check-back was raised.
        overdue: bool,
    },
    /// The officer reported that everything has stopped (R63).
    Stopped {
        /// When.
        at: Timestamp,
    },
    /// Restart ordered (R128).
    RestartOrdered {
        /// When.
        at: Timestamp,
    },
    /// The officer reported that everything is decided and resumed.
    Resumed {
        /// When.
        at: Timestamp,
    },
}

/// The kind of an outbound activity; the halt checklist is made of them (R62).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Campaigns by mail and the like.
    Campaign,
    /// Paid activity on social media.
    PaidSocial,
    /// Calling campaigns.
    Calling,
    /// Other paid advertising.
    PaidAdvertising,
    /// New promotional content on web properties.
    WebContent,
    /// Posts scheduled ahead.
    ScheduledPosts,
    /// Other social campaigns.
    SocialCampaign,
    /// Anything else.
    Other,
}

impl ItemKind {
    /// Marketing's five stops, in order (R62).
    pub const MARKETING_STOPS: [Self; 5] =
        [Self::Campaign, Self::PaidSocial, Self::Calling, Self::PaidAdvertising, Self::WebContent];
    /// Social's stops: scheduled posts come first (R62).
    pub const SOCIAL_STOPS: [Self; 2] = [Self::ScheduledPosts, Self::SocialCampaign];

    /// The stable name of the kind, for programs.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Campaign => "campaign",
            Self::PaidSocial => "paid_social",
            Self::Calling => "calling",
            Self::PaidAdvertising => "paid_advertising",
            Self::WebContent => "web_content",
            Self::ScheduledPosts => "scheduled_posts",
            Self::SocialCampaign => "social_campaign",
            Self::Other => "other",
        }
    }
}

/// One outbound activity in this incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Identity.
    pub id: ItemId,
    /// Whose.
    pub side: Side,
    /// What kind.
    pub kind: ItemKind,
    /// Its name.
    pub name: Words,
    /// Where it is switched off.
    pub system: Words,
    /// The inventory entry it came from.
    pub campaign: Option<CampaignId>,
    /// How far it is.
    pub state: ItemState,
    /// Since when.
    pub since: Timestamp,
    /// Who made it so; nobody for what came from the inventory.
    pub by: Option<PersonId>,
    /// Proof of the halt: a link or a note (R67). A halt without proof is unverified.
    pub evidence: Option<Words>,
    /// Reason of an exemption or of an early restart.
    pub reason: Option<Words>,
}

/// Where an activity stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// Running, to be halted.
    Running,
    /// Halted (R58, R59).
    Halted,
    /// Allowed to run, with a reason (R66).
    Exempt,
    /// Planned during emergency operations: counts as stopped (R70, decision 13).
    DoNotStart,
    /// Decided at restart (R71).
    Restarted(Missed),
}

/// What becomes of what was missed while halted (R71): never a silent backlog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missed {
    /// Go on as planned.
    Resume,
    /// Go on, without what was missed.
    Skip,
    /// Go on later.
    Reschedule,
    /// Do not go on at all.
    Retire,
}

keyed! { Item => id: ItemId }

impl Side {
    /// Both sides, in the order in which they restart (R128).
    pub const ALL: [Self; 2] = [Self::Social, Self::Marketing];

    /// The stable name of the side, for programs.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Marketing => "marketing",
            Self::Social => "social",
        }
    }

    /// The role that halts and restarts this side.
    pub const fn officer(self) -> Role {
        match self {
            Self::Marketing => Role::MarketingOfficer,
            Self::Social => Role::SocialOfficer,
        }
    }
}

impl ItemState {
    /// Whether the activity reaches nobody now, or is allowed to.
    pub const fn is_settled_for_halt(self) -> bool {
        matches!(self, Self::Halted | Self::Exempt | Self::DoNotStart)
    }

    /// Whether it still waits for a decision at restart.
    pub const fn awaits_restart(self) -> bool {
        matches!(self, Self::Halted | Self::DoNotStart)
    }
}

impl Operations {
    /// One side.
    pub const fn side(&self, side: Side) -> SideState {
        match side {
            Side::Marketing => self.marketing,
            Side::Social => self.social,
        }
    }

    /// One side, to change it.
    pub const fn side_mut(&mut self, side: Side) -> &mut SideState {
        match side {
            Side::Marketing => &mut self.marketing,
            Side::Social => &mut self.social,
        }
    }

    /// The activities of one side.
    pub fn items_of(&self, side: Side) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.side == side)
    }
}
