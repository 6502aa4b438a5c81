//! What can be changed about the organisation, and what each change is about.

use crate::catalogue::{Group, Phase, Role};
use crate::ids::{AudienceId, CampaignId, CustomRoleId, DepartmentId, PersonId};
use crate::message::Channel;
use crate::operations::{ItemKind, Side};
use crate::organisation::{ContactChannel, Office};
use crate::rota::{Override, Rota};
use crate::time::{Days, Minutes, Timestamp};
use serde::{Deserialize, Serialize};

/// Something that somebody wants to be different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Takes somebody in.
    AddPerson {
        /// Who they are.
        details: Details,
    },
    /// Says anew who somebody is and how they are reached.
    EditPerson {
        /// Who.
        person: PersonId,
        /// All of it.
        details: Details,
    },
    /// Says anew how oneself is reached: the one change that is everybody's.
    SetOwnContact {
        /// All of it.
        contact: Contact,
    },
    /// Somebody left, or is away for long: they are signed out, hold no seat and are not paged.
    Deactivate {
        /// Who.
        person: PersonId,
    },
    /// Somebody is back.
    Reactivate {
        /// Who.
        person: PersonId,
    },
    /// Lets somebody change the organisation.
    GiveAdministrator {
        /// Who.
        person: PersonId,
    },
    /// Lets somebody change the organisation no longer.
    TakeAdministrator {
        /// Who.
        person: PersonId,
    },
    /// Says who holds a role by default and who backs them up, in order (R2).
    OrderRoster {
        /// The role.
        role: Role,
        /// Primary first; nobody empties it.
        people: Vec<PersonId>,
    },
    /// Adds a department (R4).
    AddDepartment {
        /// Such as "Support".
        name: String,
    },
    /// Calls a department something else.
    RenameDepartment {
        /// Which.
        department: DepartmentId,
        /// Its new name.
        name: String,
    },
    /// Takes a department away that nobody serves in.
    RemoveDepartment {
        /// Which.
        department: DepartmentId,
    },
    /// Adds a role (R3).
    AddRole {
        /// Its name.
        name: String,
        /// Where it stands on the board.
        group: Group,
    },
    /// Calls a role something else, or puts it elsewhere on the board.
    EditRole {
        /// Which.
        role: CustomRoleId,
        /// Its name.
        name: String,
        /// Its group.
        group: Group,
    },
    /// Takes a role away that nobody serves in.
    RemoveRole {
        /// Which.
        role: CustomRoleId,
    },
    /// Says who is on call when (R4, R5); nothing ends the rotation.
    SetRota {
        /// The role.
        role: Role,
        /// All of it.
        rota: Option<Rota>,
    },
    /// Lets somebody stand in once, or two people swap (R4).
    AddOverride {
        /// The role.
        role: Role,
        /// Who, when, for whom.
        stand_in: Override,
    },
    /// Adds an audience (R82).
    AddAudience {
        /// What it is.
        audience: AudienceFacts,
    },
    /// Says anew what an audience is.
    EditAudience {
        /// Which.
        id: AudienceId,
        /// All of it.
        audience: AudienceFacts,
    },
    /// Takes away an audience without templates.
    RemoveAudience {
        /// Which.
        id: AudienceId,
    },
    /// Adds a recurring activity to the inventory (R65).
    AddCampaign {
        /// What it is.
        campaign: CampaignFacts,
    },
    /// Says anew what a recurring activity is.
    EditCampaign {
        /// Which.
        id: CampaignId,
        /// All of it.
        campaign: CampaignFacts,
    },
    /// Takes a recurring activity out of the inventory.
    RemoveCampaign {
        /// Which.
        id: CampaignId,
    },
    /// Writes a template; an approval of the old words ends (R8, R9).
    WriteTemplate {
        /// For whom.
        audience: AudienceId,
        /// In which phase.
        phase: Phase,
        /// Subject line.
        subject: String,
        /// Text with tokens.
        body: String,
    },
    /// Throws a template away.
    RemoveTemplate {
        /// For whom.
        audience: AudienceId,
        /// In which phase.
        phase: Phase,
    },
    /// One of the two approvals ahead of time, in one's own name (R9).
    ApproveTemplate {
        /// For whom.
        audience: AudienceId,
        /// In which phase.
        phase: Phase,
        /// For which office.
        office: Office,
        /// Until when it holds.
        until: Timestamp,
    },
    /// An office does not stand by its approval any more.
    WithdrawApproval {
        /// For whom.
        audience: AudienceId,
        /// In which phase.
        phase: Phase,
        /// Which office.
        office: Office,
    },
    /// Where responders meet (R11).
    SetCallLink {
        /// With https; empty takes it away.
        url: String,
    },
    /// Where responders write (R11).
    SetChatLink {
        /// With https; empty takes it away.
        url: String,
    },
    /// What every responder should know (R11).
    SetInstructions {
        /// The text.
        text: String,
    },
    /// What the organisation calls itself.
    Rename {
        /// The name.
        name: String,
    },
    /// One setting.
    Set(Setting),
}

/// Who somebody is and how they are reached.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Details {
    /// Full name.
    pub name: String,
    /// What they do outside incidents.
    #[serde(default)]
    pub title: String,
    /// Number to call; may be empty.
    #[serde(default)]
    pub phone: String,
    /// Mail address; may be empty.
    #[serde(default)]
    pub email: String,
    /// Time zone by its IANA name; may be empty.
    #[serde(default)]
    pub zone: String,
    /// How they are reached, in the order in which it is tried.
    #[serde(default)]
    pub channels: Vec<ContactChannel>,
}

/// How somebody is reached.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Contact {
    /// Number to call; may be empty.
    #[serde(default)]
    pub phone: String,
    /// Mail address; may be empty.
    #[serde(default)]
    pub email: String,
    /// Time zone by its IANA name; may be empty.
    #[serde(default)]
    pub zone: String,
    /// How they are reached, in the order in which it is tried.
    #[serde(default)]
    pub channels: Vec<ContactChannel>,
}

/// What an audience is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudienceFacts {
    /// Its name.
    pub name: String,
    /// Inside the company.
    pub internal: bool,
    /// Mail to them is personal (R104).
    pub personal: bool,
    /// Where a message to them goes unless said otherwise.
    pub channels: Vec<Channel>,
    /// Minutes to the next promised update (R121).
    pub cadence: Minutes,
}

/// What a recurring activity is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignFacts {
    /// Whose.
    pub side: Side,
    /// What kind of activity.
    pub kind: ItemKind,
    /// Its name.
    pub name: String,
    /// Where it is switched off.
    pub system: String,
}

/// One policy or time-out, as it shall be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// See [`crate::organisation::Settings::page_timeout`].
    PageTimeout(Minutes),
    /// See [`crate::organisation::Settings::authorization_lifetime`].
    AuthorizationLifetime(Minutes),
    /// See [`crate::organisation::Settings::page_legal_at_declaration`].
    PageLegalAtDeclaration(bool),
    /// See [`crate::organisation::Settings::several_roles_per_person`].
    SeveralRolesPerPerson(bool),
    /// See [`crate::organisation::Settings::waivers`].
    Waivers(bool),
    /// See [`crate::organisation::Settings::legal_override`].
    LegalOverride(bool),
    /// See [`crate::organisation::Settings::retention`].
    Retention(Option<Days>),
}

macro_rules! kinds {
    ($($name:ident),* $(,)?) => {
        /// What kind of change it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind {
            $(#[doc = concat!("See [`Change::", stringify!($name), "`].")] $name),*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }

        impl Change {
            /// What kind of change it is.
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$name { .. } => Kind::$name),* }
            }
        }
    };
}

kinds!(
    AddPerson,
    EditPerson,
    SetOwnContact,
    Deactivate,
    Reactivate,
    GiveAdministrator,
    TakeAdministrator,
    OrderRoster,
    AddDepartment,
    RenameDepartment,
    RemoveDepartment,
    AddRole,
    EditRole,
    RemoveRole,
    SetRota,
    AddOverride,
    AddAudience,
    EditAudience,
    RemoveAudience,
    AddCampaign,
    EditCampaign,
    RemoveCampaign,
    WriteTemplate,
    RemoveTemplate,
    ApproveTemplate,
    WithdrawApproval,
    SetCallLink,
    SetChatLink,
    SetInstructions,
    Rename,
    Set,
);
