//! What the rules need to know of the organisation: people, backups, departments, settings.
//!
//! D1 owns these facts; each room keeps a copy (decision 20), so that an incident is decided
//! without asking anything that may be down.

mod template;

use crate::catalogue::{Group, Phase, Role};
use crate::ids::{AudienceId, CampaignId, CustomRoleId, DepartmentId, IncidentId, PersonId};
use crate::list::{find, keyed};
use crate::message::Channel;
use crate::operations::{ItemKind, Side};
use crate::rota::{self, OnCall};
use crate::time::{Days, Minutes, Timestamp};
use crate::viewer::Viewer;
use serde::{Deserialize, Serialize};
pub use template::{HalfApproval, Office, Template, TemplateApproval};

/// A copy of the organisation's facts, as of `revision`.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Organisation {
    /// Counts up with each change, so that an older copy never replaces a newer one.
    pub revision: u32,
    /// What the organisation calls itself.
    pub name: String,
    /// Everybody with an account.
    pub people: Vec<Person>,
    /// Who holds which role by default, in order: first the primary, then the backups (R2).
    pub rosters: Vec<Roster>,
    /// Who is on call for a role when: for departments (R4), for the Technical SLT (R5), and for
    /// any other role that takes turns.
    #[serde(default)]
    pub rotas: Vec<OnCall>,
    /// Departments, each with a responder on call (R4).
    pub departments: Vec<Department>,
    /// Roles beyond the built-in ones (R3).
    pub custom_roles: Vec<CustomRole>,
    /// Whom messages are for (R82).
    pub audiences: Vec<Audience>,
    /// Recurring outbound activities (R65), from which a halt list is made.
    pub campaigns: Vec<Campaign>,
    /// Message templates (R8).
    pub templates: Vec<Template>,
    /// Where responders meet (R11).
    pub call_link: String,
    /// Where responders write (R11).
    pub chat_link: String,
    /// What every responder should know before they join (R11).
    #[serde(default)]
    pub instructions: String,
    /// Time-outs and policies.
    pub settings: Settings,
}

/// A person who can sign in and hold seats.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Person {
    /// Identity.
    pub id: PersonId,
    /// Full name.
    pub name: String,
    /// What they do in the company, outside incidents.
    pub title: String,
    /// Number to call when nothing else reaches them.
    pub phone: String,
    /// Mail address; empty when there is none.
    pub email: String,
    /// Time zone in which they live, by its name in the IANA database; empty when not known.
    #[serde(default)]
    pub zone: String,
    /// How they are reached, in the order in which it is tried.
    #[serde(default)]
    pub channels: Vec<ContactChannel>,
    /// May change the organisation.
    pub administrator: bool,
    /// Left, or on long leave: holds no seat and is not paged.
    pub deactivated: bool,
    /// From outside, and let into this incident only (R150).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest: Option<IncidentId>,
}

/// A way to reach a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactChannel {
    /// A notification on their device.
    Push,
    /// Mail to [`Person::email`].
    Mail,
    /// A direct message in the company's chat.
    Chat,
    /// A call to [`Person::phone`].
    Phone,
}

impl ContactChannel {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Push, Self::Mail, Self::Chat, Self::Phone];

    /// The stable name, for programs.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::Mail => "mail",
            Self::Chat => "chat",
            Self::Phone => "phone",
        }
    }
}

/// The ordered people of one role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// The role.
    pub role: Role,
    /// Primary first, then the backups in order.
    pub people: Vec<PersonId>,
}

/// A department; who is on call for it is in [`Organisation::rotas`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// Identity.
    pub id: DepartmentId,
    /// Such as "Support".
    pub name: String,
    /// See [`CustomRole::removed`].
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub removed: bool,
}

/// A role the organisation added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomRole {
    /// Identity.
    pub id: CustomRoleId,
    /// Its name.
    pub name: String,
    /// The group it belongs to on the board.
    pub group: Group,
    /// New incidents do not have it. Whoever serves in it goes on until they are released, and
    /// records keep its name.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub removed: bool,
}

/// Whom a message is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    /// Identity; 1 to 3 are built in (R82).
    pub id: AudienceId,
    /// Its name.
    pub name: String,
    /// Inside the company: a promised repair time is allowed there (requirements §4.4).
    pub internal: bool,
    /// Mail to them is personal: it goes out under the Technical SLT's name (R104).
    pub personal: bool,
    /// Where a message to them goes unless said otherwise.
    pub channels: Vec<Channel>,
    /// Minutes to the next promised update (R121).
    pub cadence: Minutes,
}

/// A recurring outbound activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    /// Identity.
    pub id: CampaignId,
    /// Whose it is.
    pub side: Side,
    /// What kind of activity.
    pub kind: ItemKind,
    /// Its name.
    pub name: String,
    /// Where it is switched off.
    pub system: String,
}

/// Policies and time-outs of the organisation.
#[expect(clippy::struct_excessive_bools, reason = "four independent policies, each on or off")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Without an acknowledgement for this long, the next backup is paged (R26).
    pub page_timeout: Minutes,
    /// An authorization not used for this long lapses (R103).
    pub authorization_lifetime: Minutes,
    /// Legal is paged at declaration (R23).
    pub page_legal_at_declaration: bool,
    /// One person may hold several seats (small firms; requirements §3.3.6).
    pub several_roles_per_person: bool,
    /// The ELT Approver may waive a legal or messaging gate (requirements §3.3.4).
    pub waivers: bool,
    /// The ELT Approver may override a legal objection too (requirements §3.5).
    pub legal_override: bool,
    /// How long personal data of a closed incident is kept; `None` is without end (R145).
    #[serde(default)]
    pub retention: Option<Days>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            page_timeout: Minutes(5),
            authorization_lifetime: Minutes(30),
            page_legal_at_declaration: true,
            several_roles_per_person: false,
            waivers: false,
            legal_override: false,
            retention: None,
        }
    }
}

impl AudienceId {
    /// Employees, the board, customer-facing teams.
    pub const INTERNAL: Self = Self(1);
    /// Customers who are told one by one.
    pub const STRATEGIC: Self = Self(2);
    /// Everybody who uses the product.
    pub const ALL_CUSTOMERS: Self = Self(3);
}

keyed! {
    Person => id: PersonId,
    Roster => role: Role,
    Department => id: DepartmentId,
    CustomRole => id: CustomRoleId,
    Audience => id: AudienceId,
    Campaign => id: CampaignId,
}

impl Organisation {
    /// A person who is still active.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        find(&self.people, id).filter(|p| !p.deactivated)
    }

    /// Whether somebody was here and is not any more.
    pub fn has_left(&self, id: PersonId) -> bool {
        find(&self.people, id).is_some_and(|person| person.deactivated)
    }

    /// Whether somebody is from outside, let into one incident only (R150).
    pub fn is_guest(&self, id: PersonId) -> bool {
        find(&self.people, id).is_some_and(|person| person.guest.is_some())
    }

    /// Whether somebody may change the organisation.
    pub fn is_administrator(&self, id: PersonId) -> bool {
        self.person(id).is_some_and(|person| person.administrator && person.guest.is_none())
    }

    /// A person's name, also after they left.
    pub fn name_of(&self, id: PersonId) -> &str {
        find(&self.people, id).map_or("somebody who left", |p| &p.name)
    }

    /// The ordered people of a role, without those who left.
    pub fn roster(&self, role: Role) -> impl Iterator<Item = PersonId> + '_ {
        let people = find(&self.rosters, role).map_or(&[][..], |r| &r.people);
        people.iter().copied().filter(|id| self.person(*id).is_some())
    }

    /// Who is on call for a role at an instant, by its rotation, if it has one and they are active
    /// (R4, R5).
    pub fn on_call(&self, role: Role, at: Timestamp) -> Option<PersonId> {
        let shifts = &find(&self.rotas, role)?.shifts;
        rota::on_call(shifts, at, |person| self.person(person).is_some())
    }

    /// Everybody who may serve in a role: its roster in order, then whoever else takes turns in
    /// its rotation. Without those who left.
    pub fn bench(&self, role: Role) -> impl Iterator<Item = PersonId> + '_ {
        let turns = find(&self.rotas, role).into_iter().flat_map(|on_call| on_call.rota.people());
        let turns = turns.filter(move |id| self.person(*id).is_some());
        self.roster(role).chain(turns.filter(move |id| !self.roster(role).any(|p| p == *id)))
    }

    /// Whom to page for a role at an instant, in order: who is on call, then the others of its
    /// bench (R4, R5, R33).
    pub fn roster_at(&self, role: Role, at: Timestamp) -> impl Iterator<Item = PersonId> + '_ {
        let first = self.on_call(role, at);
        first.into_iter().chain(self.bench(role).filter(move |person| Some(*person) != first))
    }

    /// Place in whom to page for the role at an instant: 0 for the primary, n for the n-th backup.
    pub fn rank(&self, role: Role, person: PersonId, at: Timestamp) -> Option<u32> {
        self.roster_at(role, at).position(|p| p == person).and_then(|n| u32::try_from(n).ok())
    }

    /// Whether the role exists here. A running incident may have one more, see
    /// [`crate::incident::Incident::has_role`].
    pub fn has_role(&self, role: Role) -> bool {
        match role {
            Role::Department(id) => find(&self.departments, id).is_some_and(|it| !it.removed),
            Role::Custom(id) => find(&self.custom_roles, id).is_some_and(|it| !it.removed),
            _ => true,
        }
    }

    /// The functional group of any role (R1, R3).
    pub fn group_of(&self, role: Role) -> Group {
        match role {
            Role::Custom(id) => {
                find(&self.custom_roles, id).map_or(Group::Departmental, |role| role.group)
            }
            other => other.group().unwrap_or(Group::Departmental),
        }
    }

    /// Every role of the organisation, in the order of the board (R1).
    pub fn roles(&self) -> impl Iterator<Item = Role> + '_ {
        self.roles_ever().filter(|role| self.has_role(*role))
    }

    /// The same with those that were removed.
    pub(crate) fn roles_ever(&self) -> impl Iterator<Item = Role> + '_ {
        let departments = self.departments.iter().map(|d| Role::Department(d.id));
        let custom = self.custom_roles.iter().map(|r| Role::Custom(r.id));
        Role::BUILT_IN.into_iter().chain(departments).chain(custom)
    }

    /// Roles that nobody could take over (R2).
    pub fn roles_without_backup(&self) -> impl Iterator<Item = Role> + '_ {
        self.roles().filter(|role| self.bench(*role).count() < 2)
    }

    /// The facts as somebody may see them in an incident: a guest learns names and nothing more.
    #[must_use]
    pub fn for_viewer(&self, viewer: &Viewer) -> Self {
        let guest = viewer.person.is_some_and(|person| self.is_guest(person));
        let mut seen = self.clone();
        if guest {
            for person in &mut seen.people {
                (person.phone, person.email) = (String::new(), String::new());
            }
            (seen.campaigns, seen.templates) = (Vec::new(), Vec::new());
        }
        seen
    }

    /// The facts that one incident's room keeps: guests of other incidents are no business of it.
    #[must_use]
    pub fn for_incident(&self, incident: &IncidentId) -> Self {
        let mut seen = self.clone();
        seen.people.retain(|person| person.guest.as_ref().is_none_or(|guest| guest == incident));
        seen
    }

    /// The facts outside any incident, where guests do not exist.
    #[must_use]
    pub fn without_guests(&self) -> Self {
        let mut seen = self.clone();
        seen.people.retain(|person| person.guest.is_none());
        seen
    }

    /// An audience.
    pub fn audience(&self, id: AudienceId) -> Option<&Audience> {
        find(&self.audiences, id)
    }

    /// The template for an audience in a phase (R8).
    pub fn template(&self, audience: AudienceId, phase: Phase) -> Option<&Template> {
        self.templates.iter().find(|t| t.audience == audience && t.phase == phase)
    }
}
