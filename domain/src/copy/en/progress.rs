//! Where messages and people are: the steps of the chain, and the words of roll call.

use super::{gate, role};
use crate::catalogue::Role;
use crate::copy::fill;
use crate::organisation::Organisation;
use crate::view::board::{Light, Step};
use crate::view::people::{Absence, Place};

/// A step of the chain.
pub const fn step(step: Step) -> &'static str {
    match step {
        Step::Draft => "Draft",
        Step::Gate(at) => gate(at),
        Step::Sent => "Sent",
    }
}

/// How far a step is.
pub const fn light(light: Light) -> &'static str {
    match light {
        Light::Ahead => "ahead",
        Light::Waiting => "waiting",
        Light::Stopped => "stopped",
        Light::Done => "done",
    }
}

/// Where somebody is.
pub fn place(place: Place, organisation: &Organisation) -> String {
    match place {
        Place::Here => "on the call and in the chat".into(),
        Place::Half => "in one of two places, without a proxy".into(),
        Place::Proxy(person) => {
            fill("{0} stands in where they are not", &[organisation.name_of(person)])
        }
        Place::Away => "not here".into(),
    }
}

/// Who is missing at roll call, and why.
pub fn absence(missing: Role, why: Absence, organisation: &Organisation) -> String {
    let (template, person) = match why {
        Absence::Empty => ("{0}: nobody holds the seat", None),
        Absence::Away(person) => ("{0}: {1} is not here", Some(person)),
        Absence::NotHandedOff(person) => {
            ("{0}: {1} still answers for the technical side", Some(person))
        }
    };
    let name = person.map_or("", |person| organisation.name_of(person));
    fill(template, &[&role(missing, organisation), name])
}

#[cfg(test)]
mod tests {
    use super::absence;
    use crate::catalogue::Role;
    use crate::ids::PersonId;
    use crate::organisation::Organisation;
    use crate::view::people::Absence;

    // [R29]
    #[test]
    fn roll_call_says_which_role_is_missing_and_why() {
        let organisation = Organisation::default();
        let empty = absence(Role::BusinessLead, Absence::Empty, &organisation);
        assert_eq!(empty, "Business Lead: nobody holds the seat");
        let late = Absence::NotHandedOff(PersonId(3));
        let late = absence(Role::CustomerLiaison, late, &organisation);
        assert!(late.starts_with("Customer Liaison: ") && late.ends_with("technical side"));
    }
}
