//! What a change is about. Two changes can be in each other's way only when they are about the
//! same subject.

use super::change::{Change as C, Setting};
use crate::catalogue::{Phase, Role};
use crate::ids::{AudienceId, CampaignId, CustomRoleId, DepartmentId, PersonId};
use crate::rota::Rota;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Who somebody is and how they are reached: personal data.
    Person(PersonId),
    /// Whether somebody is active and an administrator.
    Standing(PersonId),
    /// The order of a role's people.
    Roster(Role),
    /// Who is on call for a role when.
    Rota(Role),
    /// A department.
    Department(DepartmentId),
    /// A role of the organisation's own.
    CustomRole(CustomRoleId),
    /// An audience.
    Audience(AudienceId),
    /// A recurring activity.
    Campaign(CampaignId),
    /// A template, with its approvals.
    Template {
        /// For whom.
        audience: AudienceId,
        /// In which phase.
        phase: Phase,
    },
    /// Where responders meet.
    CallLink,
    /// Where responders write.
    ChatLink,
    /// What responders should know.
    Instructions,
    /// What the organisation calls itself.
    Name,
    /// One setting.
    Setting(SettingKind),
}

/// Which setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingKind {
    /// See [`Setting::PageTimeout`].
    PageTimeout,
    /// See [`Setting::AuthorizationLifetime`].
    AuthorizationLifetime,
    /// See [`Setting::PageLegalAtDeclaration`].
    PageLegalAtDeclaration,
    /// See [`Setting::SeveralRolesPerPerson`].
    SeveralRolesPerPerson,
    /// See [`Setting::Waivers`].
    Waivers,
    /// See [`Setting::LegalOverride`].
    LegalOverride,
    /// See [`Setting::Retention`].
    Retention,
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident => $slug:literal,)*) => {
        /// A part of a subject.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Field { $($(#[$doc])* $name),* }

        impl Field {
            /// Every field.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable name, for programs and for the values of a refusal.
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug),* }
            }
        }
    };
}

fields! {
    /// What it is called.
    Name => "name",
    /// What somebody does outside incidents.
    Title => "title",
    /// Number to call.
    Phone => "phone",
    /// Mail address.
    Email => "email",
    /// Time zone.
    Zone => "zone",
    /// How somebody is reached, or where a message goes.
    Channels => "channels",
    /// Whether somebody is active.
    Active => "active",
    /// Whether somebody may change the organisation.
    Administrator => "administrator",
    /// People in order.
    People => "people",
    /// Who is on call when.
    Rota => "rota",
    /// Place on the board.
    Group => "group",
    /// Whether an audience is inside the company.
    Internal => "internal",
    /// Whether mail to an audience is personal.
    Personal => "personal",
    /// Minutes to the next promised update.
    Cadence => "cadence",
    /// Whose activity it is.
    Side => "side",
    /// What kind of activity.
    Kind => "kind",
    /// Where it is switched off.
    System => "system",
    /// Subject line of a template.
    SubjectLine => "subject_line",
    /// Words of a template.
    Body => "body",
    /// Who approved for Legal.
    Legal => "legal",
    /// Who approved for Messaging.
    Messaging => "messaging",
    /// Until when the approval holds.
    Until => "until",
    /// Which office's approval is there while the other's is missing.
    HalfFor => "half_for",
    /// Whose approval that is.
    HalfBy => "half_by",
    /// Until when that would hold.
    HalfUntil => "half_until",
    /// A link, a text, or a setting: what it is.
    Value => "value",
}

/// What a field is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Words or a stable name.
    Text(String),
    /// People, in order: their names are the organisation's to give and to forget.
    People(Vec<PersonId>),
    /// Yes or no.
    Flag(bool),
    /// A number of what the field says.
    Number(u32),
    /// A point in time.
    Time(Timestamp),
    /// A rotation.
    Rota(Box<Rota>),
    /// Without end, or none.
    Nothing,
}

/// A field that is different after a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Which.
    pub field: Field,
    /// What it was; missing where it is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// What it is; missing where it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

impl SettingKind {
    /// Every setting.
    pub const ALL: [Self; 7] = [
        Self::PageTimeout,
        Self::AuthorizationLifetime,
        Self::PageLegalAtDeclaration,
        Self::SeveralRolesPerPerson,
        Self::Waivers,
        Self::LegalOverride,
        Self::Retention,
    ];

    /// The stable name, for programs and for the values of a refusal.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::PageTimeout => "page_timeout",
            Self::AuthorizationLifetime => "authorization_lifetime",
            Self::PageLegalAtDeclaration => "page_legal_at_declaration",
            Self::SeveralRolesPerPerson => "several_roles_per_person",
            Self::Waivers => "waivers",
            Self::LegalOverride => "legal_override",
            Self::Retention => "retention",
        }
    }
}

impl Setting {
    /// Which setting it is.
    pub const fn kind(self) -> SettingKind {
        match self {
            Self::PageTimeout(_) => SettingKind::PageTimeout,
            Self::AuthorizationLifetime(_) => SettingKind::AuthorizationLifetime,
            Self::PageLegalAtDeclaration(_) => SettingKind::PageLegalAtDeclaration,
            Self::SeveralRolesPerPerson(_) => SettingKind::SeveralRolesPerPerson,
            Self::Waivers(_) => SettingKind::Waivers,
            Self::LegalOverride(_) => SettingKind::LegalOverride,
            Self::Retention(_) => SettingKind::Retention,
        }
    }
}

impl C {
    /// What it is about. `by` is who asks, `made` the number that a new thing gets.
    pub const fn subject(&self, by: PersonId, made: u32) -> Subject {
        match self {
            Self::AddPerson { .. } => Subject::Person(PersonId(made)),
            Self::EditPerson { person, .. } => Subject::Person(*person),
            Self::SetOwnContact { .. } => Subject::Person(by),
            Self::Deactivate { person }
            | Self::Reactivate { person }
            | Self::GiveAdministrator { person }
            | Self::TakeAdministrator { person } => Subject::Standing(*person),
            Self::OrderRoster { role, .. } => Subject::Roster(*role),
            Self::SetRota { role, .. } | Self::AddOverride { role, .. } => Subject::Rota(*role),
            Self::AddDepartment { .. } => Subject::Department(DepartmentId(made)),
            Self::RenameDepartment { department, .. } | Self::RemoveDepartment { department } => {
                Subject::Department(*department)
            }
            Self::AddRole { .. } => Subject::CustomRole(CustomRoleId(made)),
            Self::EditRole { role, .. } | Self::RemoveRole { role } => Subject::CustomRole(*role),
            Self::AddAudience { .. } => Subject::Audience(AudienceId(made)),
            Self::EditAudience { id, .. } | Self::RemoveAudience { id } => Subject::Audience(*id),
            Self::AddCampaign { .. } => Subject::Campaign(CampaignId(made)),
            Self::EditCampaign { id, .. } | Self::RemoveCampaign { id } => Subject::Campaign(*id),
            Self::WriteTemplate { audience, phase, .. }
            | Self::RemoveTemplate { audience, phase }
            | Self::ApproveTemplate { audience, phase, .. }
            | Self::WithdrawApproval { audience, phase, .. } => {
                Subject::Template { audience: *audience, phase: *phase }
            }
            Self::SetCallLink { .. } => Subject::CallLink,
            Self::SetChatLink { .. } => Subject::ChatLink,
            Self::SetInstructions { .. } => Subject::Instructions,
            Self::Rename { .. } => Subject::Name,
            Self::Set(setting) => Subject::Setting(setting.kind()),
        }
    }

    /// Whether it puts something in the place of what its sender saw, so that it must say which
    /// revision that was.
    pub const fn overwrites(&self) -> bool {
        matches!(
            self,
            Self::EditPerson { .. }
                | Self::SetOwnContact { .. }
                | Self::OrderRoster { .. }
                | Self::RenameDepartment { .. }
                | Self::EditRole { .. }
                | Self::SetRota { .. }
                | Self::EditAudience { .. }
                | Self::EditCampaign { .. }
                | Self::WriteTemplate { .. }
                | Self::RemoveTemplate { .. }
                | Self::ApproveTemplate { .. }
                | Self::SetCallLink { .. }
                | Self::SetChatLink { .. }
                | Self::SetInstructions { .. }
                | Self::Rename { .. }
                | Self::Set(_)
        )
    }

    /// The time zone it names, if it does: whether there is one, the worker knows.
    pub fn zone(&self) -> Option<&str> {
        let zone = match self {
            Self::AddPerson { details } | Self::EditPerson { details, .. } => &details.zone,
            Self::SetOwnContact { contact } => &contact.zone,
            Self::SetRota { rota, .. } => &rota.as_ref()?.zone,
            _ => return None,
        };
        Some(zone.trim()).filter(|zone| !zone.is_empty())
    }

    /// Whether whoever changes the same subject must have seen this first. An approval does not
    /// change a template's words, so the other office's is not in its way.
    pub const fn counts(&self) -> bool {
        !matches!(self, Self::ApproveTemplate { .. } | Self::WithdrawApproval { .. })
    }
}

impl Subject {
    /// Whose personal data its fields hold, for erasing them (R145).
    pub const fn concerns(self) -> Option<PersonId> {
        match self {
            Self::Person(person) => Some(person),
            _ => None,
        }
    }
}
