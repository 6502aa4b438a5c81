//! Everybody who takes part: where they are, in which roles, and what they owe (R28, R29, R54).

use super::owes::{Owed, owes};
use crate::catalogue::Role;
use crate::ids::PersonId;
use crate::incident::Incident;
use crate::organisation::Organisation;
use crate::seat::Presence;
use crate::time::Timestamp;

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responder {
    /// Who.
    pub person: PersonId,
    /// The seats they hold, in the order of the board; none for who is asked or only here.
    pub roles: Vec<Role>,
    /// Where they are.
    pub place: Place,
    /// Since when they are there.
    pub since: Option<Timestamp>,
    /// Milliseconds present altogether (R30).
    pub present_ms: i64,
    /// What they owe, most urgent first.
    pub owes: Vec<Owed>,
}

/// Where somebody is (R28).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On the call and in the chat.
    Here,
    /// In one of the two only, with nobody in the other for them: to be flagged.
    Half,
    /// Somebody stands in where they are not.
    Proxy(PersonId),
    /// Nowhere.
    Away,
}

/// Why an initial role is missing at roll call (R29).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Nobody holds the seat.
    Empty,
    /// Its holder is not here.
    Away(PersonId),
    /// The Customer Liaison is here but still answers for the technical side (R35).
    NotHandedOff(PersonId),
}

/// Everybody who takes part: first the holders of seats in the order of the board, then who is
/// asked, stands by, owns a task or is simply here.
pub fn responders(
    incident: &Incident,
    organisation: &Organisation,
    now: Timestamp,
) -> Vec<Responder> {
    let people = involved(incident).into_iter();
    people.map(|person| responder(incident, organisation, person, now)).collect()
}

/// The initial roles that keep the briefing from being opened, and why (R29).
pub fn missing(incident: &Incident) -> Vec<(Role, Absence)> {
    let absent = Role::INITIAL.into_iter().filter(|role| !incident.is_present(*role));
    let why = |role| match incident.holder(role) {
        None => Absence::Empty,
        Some(person) if incident.is_here(person) => Absence::NotHandedOff(person),
        Some(person) => Absence::Away(person),
    };
    absent.map(|role| (role, why(role))).collect()
}

fn involved(incident: &Incident) -> Vec<PersonId> {
    let seats = incident.seats.iter();
    let asked = seats.clone().flat_map(|seat| {
        let page = seat.page.as_ref().map(|page| page.person);
        page.into_iter().chain(seat.offer.as_ref().map(|offer| offer.to))
    });
    let liaison = &incident.liaison;
    let owners = incident.tasks.iter().filter(|task| task.state.is_open()).map(|task| task.owner);
    let here = incident.presence.iter().filter(|presence| presence.is_here()).map(|p| p.person);
    let all = seats.filter_map(crate::seat::Seat::person).chain(asked);
    let all = all.chain(liaison.handoff.standby()).chain(liaison.technical_side);
    let mut people = Vec::new();
    for person in all.chain(owners).chain(here) {
        if !people.contains(&person) {
            people.push(person);
        }
    }
    people
}

fn responder(
    incident: &Incident,
    organisation: &Organisation,
    person: PersonId,
    now: Timestamp,
) -> Responder {
    let presence = incident.presence_of(person);
    Responder {
        person,
        roles: incident.roles_of(person).collect(),
        place: presence.map_or(Place::Away, place),
        since: presence.map(|presence| presence.since),
        present_ms: presence.map_or(0, |presence| present_ms(presence, now)),
        owes: owes(incident, organisation, person, now),
    }
}

fn place(presence: &Presence) -> Place {
    match presence.proxy {
        _ if presence.call && presence.chat => Place::Here,
        Some(proxy) => Place::Proxy(proxy),
        None if presence.is_half_here() => Place::Half,
        None => Place::Away,
    }
}

fn present_ms(presence: &Presence, now: Timestamp) -> i64 {
    let running = if presence.is_here() { (now - presence.since).max(0) } else { 0 };
    presence.earlier_ms.saturating_add(running)
}

#[cfg(test)]
mod tests {
    use super::{Absence, Place, missing, responders};
    use crate::catalogue::Role;
    use crate::ids::PersonId;
    use crate::incident::Incident;
    use crate::liaison::Handoff;
    use crate::message::Stage;
    use crate::time::{Minutes, Timestamp};
    use crate::view::fixture::{NOW, incident, organisation, vacate, with_message};

    fn place(incident: &Incident) -> Place {
        let all = responders(incident, &organisation(), NOW);
        all.iter().find(|responder| responder.person == PersonId(1)).unwrap().place
    }

    // [R28]
    #[test]
    fn somebody_in_one_of_two_places_is_flagged_until_a_proxy_is_named() {
        let mut incident = incident();
        assert_eq!(place(&incident), Place::Here);
        incident.presence[0].chat = false;
        assert_eq!(place(&incident), Place::Half);
        incident.presence[0].proxy = Some(PersonId(5));
        assert_eq!(place(&incident), Place::Proxy(PersonId(5)));
    }

    // [R29]
    #[test]
    fn roll_call_names_each_missing_initial_role_and_why() {
        let mut incident = incident();
        assert_eq!(missing(&incident), []);
        vacate(&mut incident, Role::BusinessLead);
        incident.presence[1].call = false;
        incident.presence[1].chat = false;
        incident.liaison.handoff = Handoff::Open;
        let expected = [
            (Role::BusinessLead, Absence::Empty),
            (Role::TechnicalSlt, Absence::Away(PersonId(2))),
            (Role::CustomerLiaison, Absence::NotHandedOff(PersonId(3))),
        ];
        assert_eq!(missing(&incident), expected);
    }

    // [R54]
    #[test]
    fn one_list_shows_for_each_responder_what_they_owe_and_since_when() {
        let incident = with_message(Stage::TechCheck);
        let all = responders(&incident, &organisation(), NOW);
        let people: Vec<_> = all.iter().map(|responder| responder.person.0).collect();
        assert_eq!(people, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        let liaison = all.iter().find(|r| r.roles == [Role::CustomerLiaison]).unwrap();
        assert!(liaison.owes.iter().any(|owed| owed.blocking && owed.since == NOW));
    }

    // [R30]
    #[test]
    fn time_present_adds_up_over_absences() {
        let mut incident = incident();
        incident.presence[0].since = Timestamp(NOW.0 - Minutes(2).millis());
        incident.presence[0].earlier_ms = Minutes(3).millis();
        let all = responders(&incident, &organisation(), NOW);
        assert_eq!(all[0].present_ms, Minutes(5).millis());
    }
}
