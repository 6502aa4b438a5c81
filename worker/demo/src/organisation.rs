//! Merrowline: rosters, departments, audiences and policies.

use crate::people as p;
use crate::{campaigns, templates};
use muster_domain::catalogue::{Group, Role};
use muster_domain::ids::{AudienceId, CustomRoleId, DepartmentId, PersonId};
use muster_domain::message::Channel;
use muster_domain::organisation::{
    Audience, CustomRole, Department, Organisation, Roster, Settings,
};
use muster_domain::time::Minutes;

/// Resellers and marketplaces: the audience Merrowline added to the built-in three (R82).
pub const AUDIENCE_PARTNERS: AudienceId = AudienceId(4);

pub(crate) const SUPPORT: DepartmentId = DepartmentId(1);
pub(crate) const SALES: DepartmentId = DepartmentId(2);
pub(crate) const PROFESSIONAL_SERVICES: DepartmentId = DepartmentId(3);
pub(crate) const FINANCE: DepartmentId = DepartmentId(4);
const PAYMENTS_RISK: CustomRoleId = CustomRoleId(1);

/// What every responder reads before they join (R11).
const INSTRUCTIONS: &str = "Join the call and the chat, say your name and your role, and then \
    listen. Mute yourself while you do not speak. What you hear stays here until a message is out.";

/// The demo organisation, as it is created on the first start; [`crate::rotas()`] says who is on
/// call.
pub fn organisation() -> Organisation {
    Organisation {
        revision: 1,
        name: "Merrowline".into(),
        people: p::everybody(),
        rosters: rosters(),
        rotas: Vec::new(),
        departments: departments(),
        custom_roles: vec![CustomRole {
            id: PAYMENTS_RISK,
            name: "Payments Risk Officer".into(),
            group: Group::Operations,
            removed: false,
        }],
        audiences: audiences(),
        campaigns: campaigns::campaigns(),
        templates: templates::templates(),
        call_link: "https://call.merrowline.example/business-response".into(),
        chat_link: "https://chat.merrowline.example/business-response".into(),
        instructions: INSTRUCTIONS.into(),
        settings: Settings::default(),
    }
}

/// Primary first, then the backups in the order in which they are paged.
const ROSTERS: [(Role, &[PersonId]); 14] = [
    (Role::BusinessLead, &[p::INES, p::GRAHAM, p::SUNNIVA]),
    (Role::TechnicalSlt, &[p::TUNDE, p::KATARZYNA, p::DANIEL]),
    (Role::CustomerLiaison, &[p::MIKA, p::RHYS, p::AMARA]),
    (Role::MarketingOfficer, &[p::JO, p::PRIYA]),
    (Role::SocialOfficer, &[p::LUCA, p::HANA]),
    (Role::MediaOfficer, &[p::OISIN, p::MARGUERITE]),
    (Role::LegalOfficer, &[p::DANA, p::TOMASZ]),
    (Role::MessagingOfficer, &[p::NOOR, p::ELENA]),
    (Role::EltApprover, &[p::ROSALIND, p::HENRIK, p::MEI_LING]),
    (Role::Department(SUPPORT), &[p::BEATRIZ, p::SAMIR]),
    (Role::Department(SALES), &[p::CHARLOTTE, p::VIKTOR]),
    (Role::Department(PROFESSIONAL_SERVICES), &[p::FATIMA, p::OWEN]),
    (Role::Department(FINANCE), &[p::AIKO, p::JULIEN]),
    (Role::Custom(PAYMENTS_RISK), &[p::ZANELE, p::PAVEL]),
];

fn rosters() -> Vec<Roster> {
    let rosters = ROSTERS.iter();
    rosters.map(|(role, people)| Roster { role: *role, people: people.to_vec() }).collect()
}

fn departments() -> Vec<Department> {
    let named = [
        (SUPPORT, "Support"),
        (SALES, "Sales"),
        (PROFESSIONAL_SERVICES, "Professional Services"),
        (FINANCE, "Finance"),
    ];
    named
        .into_iter()
        .map(|(id, name)| Department { id, name: name.into(), removed: false })
        .collect()
}

fn audiences() -> Vec<Audience> {
    use Channel::{Chat, Mail, Social, StatusPage, Web};
    let audience = |id, name: &str, channels: &[Channel]| Audience {
        id,
        name: name.into(),
        internal: id == AudienceId::INTERNAL,
        personal: id == AudienceId::STRATEGIC,
        channels: channels.to_vec(),
        cadence: Minutes(30),
    };
    vec![
        audience(AudienceId::INTERNAL, "Internal stakeholders", &[Mail, Chat]),
        audience(AudienceId::STRATEGIC, "Strategic customers", &[Mail]),
        audience(AudienceId::ALL_CUSTOMERS, "All customers", &[Mail, StatusPage, Web, Social]),
        audience(AUDIENCE_PARTNERS, "Partners", &[Mail]),
    ]
}
