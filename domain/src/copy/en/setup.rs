//! Words of the set-up: what was changed about the organisation, and what it still lacks.

use super::names;
use crate::catalogue::Group;
use crate::copy::{fill, list};
use crate::list::find;
use crate::message::Channel;
use crate::operations::{ItemKind, Side};
use crate::organisation::{ContactChannel, Organisation};
use crate::reach::Outcome;
use crate::rota::Rota;
use crate::setup::{Field, Kind, SettingKind, Subject, Value};
use crate::view::readiness::Finding;

/// What somebody did, in a few words.
pub const fn change(kind: Kind) -> &'static str {
    match kind {
        Kind::AddPerson => "Person added",
        Kind::EditPerson => "Person changed",
        Kind::SetOwnContact => "Own contact data changed",
        Kind::Deactivate => "Person deactivated",
        Kind::Reactivate => "Person reactivated",
        Kind::GiveAdministrator => "Made an administrator",
        Kind::TakeAdministrator => "No administrator any more",
        Kind::OrderRoster => "Primary and backups ordered",
        Kind::AddDepartment => "Department added",
        Kind::RenameDepartment => "Department renamed",
        Kind::RemoveDepartment => "Department removed",
        Kind::AddRole => "Role added",
        Kind::EditRole => "Role changed",
        Kind::RemoveRole => "Role removed",
        Kind::SetRota => "Rotation changed",
        Kind::AddOverride => "Stand-in agreed",
        Kind::AddAudience => "Audience added",
        Kind::EditAudience => "Audience changed",
        Kind::RemoveAudience => "Audience removed",
        Kind::AddCampaign => "Activity added",
        Kind::EditCampaign => "Activity changed",
        Kind::RemoveCampaign => "Activity removed",
        Kind::WriteTemplate => "Template written",
        Kind::RemoveTemplate => "Template removed",
        Kind::ApproveTemplate => "Template approved ahead of time",
        Kind::WithdrawApproval => "Approval of a template withdrawn",
        Kind::SetCallLink => "Call link changed",
        Kind::SetChatLink => "Chat link changed",
        Kind::SetInstructions => "Instructions changed",
        Kind::Rename => "Organisation renamed",
        Kind::Set => "Setting changed",
    }
}

/// What a field is called beside its value.
pub const fn field(field: Field) -> &'static str {
    match field {
        Field::Name => "Name",
        Field::Title => "Title",
        Field::Phone => "Phone",
        Field::Email => "Mail",
        Field::Zone => "Time zone",
        Field::Channels => "Channels",
        Field::Active => "Active",
        Field::Administrator => "Administrator",
        Field::People => "People",
        Field::Rota => "Rotation",
        Field::Group => "Group",
        Field::Internal => "Inside the company",
        Field::Personal => "Personal mail",
        Field::Cadence => "Minutes between updates",
        Field::Side => "Side",
        Field::Kind => "Kind",
        Field::System => "Switched off in",
        Field::SubjectLine => "Subject line",
        Field::Body => "Text",
        Field::Legal => "Approved for Legal by",
        Field::Messaging => "Approved for Messaging by",
        Field::Until => "Approved until",
        Field::HalfFor => "Approved so far for",
        Field::HalfBy => "By",
        Field::HalfUntil => "Would hold until",
        Field::Value => "Value",
    }
}

/// What a setting is called.
pub const fn setting(kind: SettingKind) -> &'static str {
    match kind {
        SettingKind::PageTimeout => "Minutes until the next backup is paged",
        SettingKind::AuthorizationLifetime => "Minutes that an authorization holds",
        SettingKind::PageLegalAtDeclaration => "Legal is paged at declaration",
        SettingKind::SeveralRolesPerPerson => "One person may hold several roles",
        SettingKind::Waivers => "A legal or messaging review may be waived",
        SettingKind::LegalOverride => "A legal objection may be overridden",
        SettingKind::Retention => "Days that personal data is kept",
    }
}

/// What a change was about, as the organisation calls it now; empty where that is gone, and the
/// name stands in what was changed.
pub fn subject(subject: Subject, organisation: &Organisation) -> String {
    let it = organisation;
    match subject {
        Subject::Person(id) | Subject::Standing(id) => it.name_of(id).into(),
        Subject::Roster(role) | Subject::Rota(role) => names::role(role, it),
        Subject::Department(id) => {
            find(&it.departments, id).map(|it| it.name.clone()).unwrap_or_default()
        }
        Subject::CustomRole(id) => {
            find(&it.custom_roles, id).map(|it| it.name.clone()).unwrap_or_default()
        }
        Subject::Audience(id) => it.audience(id).map(|it| it.name.clone()).unwrap_or_default(),
        Subject::Campaign(id) => {
            find(&it.campaigns, id).map(|it| it.name.clone()).unwrap_or_default()
        }
        Subject::Template { audience, phase } => {
            let audience = it.audience(audience).map_or("", |it| &it.name);
            fill("{0}, {1}", &[audience, names::phase(phase)])
        }
        Subject::CallLink => "Call link".into(),
        Subject::ChatLink => "Chat link".into(),
        Subject::Instructions => "Instructions".into(),
        Subject::Name => it.name.clone(),
        Subject::Setting(kind) => setting(kind).into(),
    }
}

/// A value in words; nothing for a time, which is the reader's clock's to say.
pub fn value(field: Field, value: &Value, organisation: &Organisation) -> Option<String> {
    Some(match value {
        Value::Text(text) => match field {
            Field::Group | Field::Side | Field::Kind | Field::HalfFor => word(text).into(),
            Field::Channels => list(&text.split(", ").map(word).collect::<Vec<_>>(), ", "),
            _ => text.clone(),
        },
        Value::People(people) => {
            let names: Vec<_> = people.iter().map(|id| organisation.name_of(*id)).collect();
            list(&names, ", ")
        }
        Value::Flag(true) => "yes".into(),
        Value::Flag(false) => "no".into(),
        Value::Number(number) => number.to_string(),
        Value::Time(_) => return None,
        Value::Rota(rota) => rotation(rota, organisation),
        Value::Nothing => "without end".into(),
    })
}

fn rotation(rota: &Rota, organisation: &Organisation) -> String {
    let names: Vec<_> = rota.people().map(|id| organisation.name_of(id)).collect();
    let (layers, overrides) = (rota.layers.len().to_string(), rota.overrides.len().to_string());
    fill(
        "{0}; layers: {1}, stand-ins: {2}, in {3}",
        &[&list(&names, ", "), &layers, &overrides, &rota.zone],
    )
}

/// A stable name as people say it; anything else stays as it is.
pub(super) fn word(slug: &str) -> &str {
    let group = || Group::ALL.into_iter().find(|it| it.slug() == slug).map(names::group);
    let side = || Side::ALL.into_iter().find(|it| it.slug() == slug).map(names::side);
    let kinds = || {
        let all = ItemKind::MARKETING_STOPS.into_iter().chain(ItemKind::SOCIAL_STOPS);
        all.chain([ItemKind::Other]).find(|it| it.slug() == slug).map(names::item_kind)
    };
    let channel = || Channel::ALL.into_iter().find(|it| it.slug() == slug).map(names::channel);
    let contact =
        || ContactChannel::ALL.into_iter().find(|it| it.slug() == slug).map(contact_channel);
    let office = || match slug {
        "legal_officer" => Some("Legal"),
        "messaging_officer" => Some("Messaging"),
        _ => None,
    };
    let found = office().or_else(side).or_else(kinds).or_else(channel).or_else(contact);
    found.or_else(group).unwrap_or(slug)
}

/// A way to reach a person.
/// What came of a test of a channel, and what to do.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Delivered => "Delivered",
        Outcome::NotSetUp => "Not set up",
        Outcome::Gone => "The device is not subscribed any more; turn it on again there",
        Outcome::Refused => "Refused by the other side; check the address",
        Outcome::Forbidden => "Nothing is sent to this address: it is not public, or not https",
        Outcome::NoAnswer => "No answer; try again, or use another way",
    }
}

/// How somebody is reached.
pub const fn contact_channel(channel: ContactChannel) -> &'static str {
    match channel {
        ContactChannel::Push => "Notification on the device",
        ContactChannel::Mail => "Mail",
        ContactChannel::Chat => "Chat or paging service",
        ContactChannel::Phone => "Phone",
    }
}

/// What is missing and what to do about it. The times of a gap or an expiry stand in the finding:
/// the reader's clock says them.
pub fn finding(finding: &Finding, organisation: &Organisation) -> String {
    let it = organisation;
    let audience = |id| it.audience(id).map_or("", |it| &it.name);
    match *finding {
        Finding::NoBackup { role, people: 0 } => {
            fill("Nobody can serve as {0}. Name a primary and a backup.", &[&names::role(role, it)])
        }
        Finding::NoBackup { role, .. } => {
            fill("{0} has no backup. Name a second person.", &[&names::role(role, it)])
        }
        Finding::Gap { role, .. } => {
            let template = "Nobody is on call for {0} in this time. Let somebody stand in.";
            fill(template, &[&names::role(role, it)])
        }
        Finding::TestFailed { person, channel, .. } => fill(
            "{0} was not reached by a test ({1}). Ask them to set it up, or to use another way.",
            &[organisation.name_of(person), contact_channel(channel)],
        ),
        Finding::Untested { people } => fill(
            "{0} people who are counted on have never tried whether a page reaches them. Ask them \
             to, in their account.",
            &[&people.to_string()],
        ),
        Finding::Unreachable { person } => fill(
            "{0} cannot be reached: no phone, no mail, no channel. Ask them for one.",
            &[it.name_of(person)],
        ),
        Finding::Inactive { person, role } => fill(
            "{0} is deactivated and still counted on for: {1}. Name somebody else.",
            &[it.name_of(person), &names::role(role, it)],
        ),
        Finding::TemplateMissing { audience: id, phase } => fill(
            "There is no template for {0} in the phase {1}. Write one.",
            &[audience(id), names::phase(phase)],
        ),
        Finding::TemplateExpired { audience: id, phase, .. } => fill(
            "The approval of the template for {0}, {1}, has ended. Have it approved again.",
            &[audience(id), names::phase(phase)],
        ),
        Finding::TemplateExpires { audience: id, phase, .. } => fill(
            "The approval of the template for {0}, {1}, ends soon. Have it approved again.",
            &[audience(id), names::phase(phase)],
        ),
        Finding::FewAdministrators { .. } => {
            "Fewer than two people can change the organisation. Make somebody else an \
             administrator."
                .into()
        }
        Finding::NoCallLink => "There is no call link. Say where responders meet.".into(),
        Finding::NoChatLink => "There is no chat link. Say where responders write.".into(),
        Finding::NeverDrilled => "There was no drill yet. Plan one.".into(),
        Finding::DrillLongAgo { .. } => "The last drill is long ago. Plan one.".into(),
    }
}
