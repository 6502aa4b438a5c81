//! What a subject is at one time: its fields with their values.
//!
//! The log says before and after by describing the subject on both sides of a change, so that
//! nothing can be changed and not be said.

use super::subject::{Difference, Field, SettingKind, Subject, Value};
use crate::copy::list;
use crate::ids::PersonId;
use crate::list::find;
use crate::organisation::{
    Audience, Campaign, CustomRole, Organisation, Person, Settings, Template,
};
use crate::time::Minutes;

/// Fields with their values, each field once.
pub type Described = Vec<(Field, Value)>;

impl Subject {
    /// What it is in this organisation; nothing where it is not there.
    pub fn describe(self, organisation: &Organisation) -> Described {
        let it = organisation;
        let described = match self {
            Self::Person(id) => find(&it.people, id).map(person),
            Self::Standing(id) => find(&it.people, id).map(standing),
            Self::Roster(role) => find(&it.rosters, role)
                .map(|roster| vec![(Field::People, Value::People(roster.people.clone()))]),
            Self::Rota(role) => find(&it.rotas, role)
                .map(|it| vec![(Field::Rota, Value::Rota(Box::new(it.rota.clone())))]),
            Self::Department(id) => {
                let there = find(&it.departments, id).filter(|it| !it.removed);
                there.map(|it| vec![(Field::Name, text(&it.name))])
            }
            Self::CustomRole(id) => {
                find(&it.custom_roles, id).filter(|it| !it.removed).map(custom_role)
            }
            Self::Audience(id) => find(&it.audiences, id).map(audience),
            Self::Campaign(id) => find(&it.campaigns, id).map(campaign),
            Self::Template { audience, phase } => it.template(audience, phase).map(template),
            Self::CallLink => Some(vec![(Field::Value, text(&it.call_link))]),
            Self::ChatLink => Some(vec![(Field::Value, text(&it.chat_link))]),
            Self::Instructions => Some(vec![(Field::Value, text(&it.instructions))]),
            Self::Name => Some(vec![(Field::Value, text(&it.name))]),
            Self::Setting(kind) => Some(vec![(Field::Value, setting(kind, &it.settings))]),
        };
        described.unwrap_or_default()
    }
}

/// The fields that differ between two descriptions of a subject.
pub fn differences(before: &Described, after: &Described) -> Vec<Difference> {
    let value = |of: &Described, field| {
        of.iter().find(|(name, _)| *name == field).map(|(_, value)| value.clone())
    };
    let fields = Field::ALL.iter().map(|field| Difference {
        field: *field,
        before: value(before, *field),
        after: value(after, *field),
    });
    fields.filter(|it| it.before != it.after).collect()
}

impl Value {
    /// The value in words that need no language, for the values of a refusal.
    pub fn plain(&self, organisation: &Organisation) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::People(people) => names(people, organisation),
            Self::Flag(true) => "+".into(),
            Self::Flag(false) | Self::Nothing => "-".into(),
            Self::Number(number) => number.to_string(),
            Self::Time(at) => at.0.to_string(),
            Self::Rota(rota) => names(&rota.people().collect::<Vec<_>>(), organisation),
        }
    }
}

fn names(people: &[PersonId], organisation: &Organisation) -> String {
    list(&people.iter().map(|person| organisation.name_of(*person)).collect::<Vec<_>>(), ", ")
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn person(person: &Person) -> Described {
    let channels: Vec<_> = person.channels.iter().map(|channel| channel.slug()).collect();
    vec![
        (Field::Name, text(&person.name)),
        (Field::Title, text(&person.title)),
        (Field::Phone, text(&person.phone)),
        (Field::Email, text(&person.email)),
        (Field::Zone, text(&person.zone)),
        (Field::Channels, Value::Text(list(&channels, ", "))),
    ]
}

fn standing(person: &Person) -> Described {
    vec![
        (Field::Active, Value::Flag(!person.deactivated)),
        (Field::Administrator, Value::Flag(person.administrator)),
    ]
}

fn custom_role(role: &CustomRole) -> Described {
    vec![(Field::Name, text(&role.name)), (Field::Group, text(role.group.slug()))]
}

fn audience(audience: &Audience) -> Described {
    let channels: Vec<_> = audience.channels.iter().map(|channel| channel.slug()).collect();
    vec![
        (Field::Name, text(&audience.name)),
        (Field::Internal, Value::Flag(audience.internal)),
        (Field::Personal, Value::Flag(audience.personal)),
        (Field::Channels, Value::Text(list(&channels, ", "))),
        (Field::Cadence, Value::Number(audience.cadence.0)),
    ]
}

fn campaign(campaign: &Campaign) -> Described {
    vec![
        (Field::Name, text(&campaign.name)),
        (Field::Side, text(campaign.side.slug())),
        (Field::Kind, text(campaign.kind.slug())),
        (Field::System, text(&campaign.system)),
    ]
}

fn template(template: &Template) -> Described {
    let mut all =
        vec![(Field::SubjectLine, text(&template.subject)), (Field::Body, text(&template.body))];
    if let Some(approved) = template.approved {
        all.push((Field::Legal, Value::People(vec![approved.legal])));
        all.push((Field::Messaging, Value::People(vec![approved.messaging])));
        all.push((Field::Until, Value::Time(approved.until)));
    }
    if let Some(half) = template.half {
        all.push((Field::HalfFor, text(half.office.role().slug())));
        all.push((Field::HalfBy, Value::People(vec![half.by])));
        all.push((Field::HalfUntil, Value::Time(half.until)));
    }
    all
}

fn setting(kind: SettingKind, settings: &Settings) -> Value {
    let minutes = |span: Minutes| Value::Number(span.0);
    match kind {
        SettingKind::PageTimeout => minutes(settings.page_timeout),
        SettingKind::AuthorizationLifetime => minutes(settings.authorization_lifetime),
        SettingKind::PageLegalAtDeclaration => Value::Flag(settings.page_legal_at_declaration),
        SettingKind::SeveralRolesPerPerson => Value::Flag(settings.several_roles_per_person),
        SettingKind::Waivers => Value::Flag(settings.waivers),
        SettingKind::LegalOverride => Value::Flag(settings.legal_override),
        SettingKind::Retention => {
            settings.retention.map_or(Value::Nothing, |days| Value::Number(days.0))
        }
    }
}
