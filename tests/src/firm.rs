//! A small firm to test with: one person for each built-in role, two backups behind each, one
//! department, one role of its own, three audiences and seven campaigns.
//!
//! Deliberately plain; the demo organisation that people see is `worker/demo`.

use muster_domain::catalogue::{Group, Phase, Role};
use muster_domain::ids::{AudienceId, CampaignId, CustomRoleId, DepartmentId, PersonId};
use muster_domain::message::Channel;
use muster_domain::operations::{ItemKind, Side};
use muster_domain::organisation::{
    Audience, Campaign, CustomRole, Department, Organisation, Person, Roster, Template,
};
use muster_domain::time::Minutes;

/// Business Lead.
pub const LEAD: PersonId = PersonId(1);
/// Technical SLT.
pub const SLT: PersonId = PersonId(2);
/// Customer Liaison.
pub const LIAISON: PersonId = PersonId(3);
/// Marketing Officer.
pub const MARKETING: PersonId = PersonId(4);
/// Social Officer.
pub const SOCIAL: PersonId = PersonId(5);
/// Media Officer.
pub const MEDIA: PersonId = PersonId(6);
/// Legal Officer.
pub const LEGAL: PersonId = PersonId(7);
/// Messaging Officer.
pub const MESSAGING: PersonId = PersonId(8);
/// ELT Approver.
pub const ELT: PersonId = PersonId(9);
/// On call for Support.
pub const SUPPORT: PersonId = PersonId(10);
/// Holder of the firm's own role.
pub const ANALYST: PersonId = PersonId(11);
/// Has an account and nothing to do with any incident.
pub const OBSERVER: PersonId = PersonId(50);
/// May change the organisation, and has nothing to do with any incident.
pub const ADMINISTRATOR: PersonId = PersonId(52);
/// From outside, and known in the incident under test only.
pub const GUEST: PersonId = PersonId(60);
/// From outside, and known in another incident.
pub const FOREIGN_GUEST: PersonId = PersonId(61);
/// Left the firm.
pub const LEFT: PersonId = PersonId(51);

/// Those without a seat.
const OTHERS: [PersonId; 5] = [OBSERVER, LEFT, ADMINISTRATOR, GUEST, FOREIGN_GUEST];

/// The incident that stories are about.
pub const INCIDENT: &str = "incident-under-test";

/// The department of [`SUPPORT`].
pub const SUPPORT_DESK: Role = Role::Department(DepartmentId(1));
/// The role of [`ANALYST`].
pub const ANALYSIS: Role = Role::Custom(CustomRoleId(1));

/// Who holds each role once everybody is there.
pub const CAST: [(Role, PersonId); 11] = [
    (Role::BusinessLead, LEAD),
    (Role::TechnicalSlt, SLT),
    (Role::CustomerLiaison, LIAISON),
    (Role::MarketingOfficer, MARKETING),
    (Role::SocialOfficer, SOCIAL),
    (Role::MediaOfficer, MEDIA),
    (Role::LegalOfficer, LEGAL),
    (Role::MessagingOfficer, MESSAGING),
    (Role::EltApprover, ELT),
    (SUPPORT_DESK, SUPPORT),
    (ANALYSIS, ANALYST),
];

/// The first backup of somebody's role.
pub const fn backup(person: PersonId) -> PersonId {
    PersonId(person.0 + 100)
}

/// The second backup of somebody's role.
pub const fn second_backup(person: PersonId) -> PersonId {
    PersonId(person.0 + 200)
}

/// The firm.
pub fn firm() -> Organisation {
    let roster = |(role, first): (Role, PersonId)| Roster {
        role,
        people: vec![first, backup(first), second_backup(first)],
    };
    let staff = CAST.iter().flat_map(|(_, p)| [*p, backup(*p), second_backup(*p)]);
    Organisation {
        name: "Example Works".into(),
        people: staff.chain(OTHERS).map(person).collect(),
        rosters: CAST.map(roster).into(),
        departments: vec![Department {
            id: DepartmentId(1),
            name: "Support".into(),
            removed: false,
        }],
        custom_roles: vec![CustomRole {
            id: CustomRoleId(1),
            name: "Analyst".into(),
            group: Group::Messaging,
            removed: false,
        }],
        audiences: audiences(),
        campaigns: campaigns(),
        templates: templates(),
        ..Organisation::default()
    }
}

fn person(id: PersonId) -> Person {
    let guest = match id {
        GUEST => Some(INCIDENT.into()),
        FOREIGN_GUEST => Some("another-incident".into()),
        _ => None,
    };
    let (name, administrator) = (format!("Person {id}"), id == ADMINISTRATOR);
    Person { id, name, administrator, deactivated: id == LEFT, guest, ..Person::default() }
}

fn audiences() -> Vec<Audience> {
    let audience = |id, name: &str, internal, personal, channel| Audience {
        id,
        name: name.into(),
        internal,
        personal,
        channels: vec![channel],
        cadence: Minutes(30),
    };
    vec![
        audience(AudienceId::INTERNAL, "Everybody here", true, false, Channel::Chat),
        audience(AudienceId::STRATEGIC, "Strategic customers", false, true, Channel::Mail),
        audience(AudienceId::ALL_CUSTOMERS, "All customers", false, false, Channel::StatusPage),
    ]
}

fn campaigns() -> Vec<Campaign> {
    use ItemKind::{Calling, Campaign as Mailing, PaidAdvertising, PaidSocial, ScheduledPosts};
    let marketing = [Mailing, PaidSocial, Calling, PaidAdvertising].map(|k| (Side::Marketing, k));
    let social = [ScheduledPosts, ScheduledPosts, ItemKind::SocialCampaign];
    let all = marketing.into_iter().chain(social.map(|kind| (Side::Social, kind)));
    let campaign = |(id, (side, kind))| Campaign {
        id: CampaignId(id),
        side,
        kind,
        name: format!("Campaign {id}"),
        system: "the usual tool".into(),
    };
    (1..).zip(all).map(campaign).collect()
}

fn templates() -> Vec<Template> {
    let all = [AudienceId::INTERNAL, AudienceId::STRATEGIC, AudienceId::ALL_CUSTOMERS];
    let template = |audience, phase| Template {
        audience,
        phase,
        subject: "What we know".into(),
        body: "Since {{start time}}, {{affected now}} are affected.".into(),
        approved: None,
        half: None,
    };
    let phases = Phase::MESSAGING.into_iter();
    phases.flat_map(|phase| all.map(|audience| template(audience, phase))).collect()
}
