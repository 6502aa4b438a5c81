//! People, channels and their like as the values of fields.

use crate::parts::sheet::{JOINT, Options};
use muster_domain::copy::en;
use muster_domain::ids::PersonId;
use muster_domain::list::{find, sort_by_key};
use muster_domain::organisation::{ContactChannel, Organisation};
use muster_domain::rota::Weekday;

/// Everybody who is active, by name.
pub fn people(organisation: &Organisation) -> Options {
    let active = organisation.people.iter().filter(|person| !person.deactivated);
    let mut all: Options = active
        .map(|it| {
            let title = if it.title.is_empty() { String::new() } else { format!(", {}", it.title) };
            (it.id.to_string(), format!("{}{title}", it.name))
        })
        .collect();
    sort_by_key(&mut all, |(_, name)| name.clone());
    all
}

/// The same with those who are on a list and not active any more, so that they can be seen on it.
pub fn people_and(organisation: &Organisation, listed: &[PersonId]) -> Options {
    let mut all = people(organisation);
    let gone = listed.iter().filter(|id| organisation.person(**id).is_none());
    all.extend(gone.map(|id| (id.to_string(), name(organisation, *id))));
    all
}

/// A name, with what matters where somebody is counted on.
pub fn name(organisation: &Organisation, person: PersonId) -> String {
    let name = organisation.name_of(person);
    let gone = find(&organisation.people, person).is_some_and(|person| person.deactivated);
    if gone { format!("{name} (deactivated)") } else { name.into() }
}

/// People as one value.
pub fn value(people: &[PersonId]) -> String {
    joined(people.iter().map(ToString::to_string))
}

/// The people of a value.
pub fn of_value(value: &str) -> Vec<PersonId> {
    value.split(JOINT).filter_map(|id| id.parse().ok().map(PersonId)).collect()
}

/// One person of a value; nobody where none is chosen.
pub fn one(value: &str) -> PersonId {
    PersonId(value.parse().unwrap_or_default())
}

/// Several values as one.
pub fn joined(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join(&JOINT.to_string())
}

/// Ways to reach a person.
pub fn contact_channels() -> Options {
    let named = |it: ContactChannel| (it.slug().into(), en::setup::contact_channel(it).into());
    ContactChannel::ALL.map(named).into()
}

/// The ways of a value.
pub fn contact_channels_of(value: &str) -> Vec<ContactChannel> {
    let known = |slug: &str| ContactChannel::ALL.into_iter().find(|it| it.slug() == slug);
    value.split(JOINT).filter_map(known).collect()
}

/// The days of the week.
pub const WEEK: [(Weekday, &str); 7] = [
    (Weekday::Monday, "Monday"),
    (Weekday::Tuesday, "Tuesday"),
    (Weekday::Wednesday, "Wednesday"),
    (Weekday::Thursday, "Thursday"),
    (Weekday::Friday, "Friday"),
    (Weekday::Saturday, "Saturday"),
    (Weekday::Sunday, "Sunday"),
];

/// The value of a field, or nothing.
pub fn at(values: &[String], n: usize) -> String {
    values.get(n).map(|value| value.trim().into()).unwrap_or_default()
}

/// Several names after each other, as people say it; "nobody" where there are none.
pub fn names(organisation: &Organisation, people: &[PersonId]) -> String {
    if people.is_empty() {
        return "nobody".into();
    }
    people.iter().map(|id| name(organisation, *id)).collect::<Vec<_>>().join(", ")
}
