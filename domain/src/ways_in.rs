//! Who may change how people get in: passkeys, recovery codes, invitations, secret addresses of
//! calendars, and erasing somebody who left (R145, R149).

use crate::catalogue::Role;
use crate::list::find;
use crate::organisation::{Organisation, Person};
use crate::permission::Who;
use crate::proof::{FRESH, Proof};
use crate::refusal::{Code, Refusal};
use crate::setup::ADMINISTRATOR;
use crate::time::Timestamp;

type Done = Result<(), Refusal>;

/// Whether somebody may change how people get in: add and remove passkeys, print recovery codes,
/// invite. They prove who they are, unless they have nothing to prove it with yet. `set_up` is when
/// their session was opened by the code of the deployment, which is proof enough for a start: it is
/// the way out for whoever lost everything else.
pub fn may_change(
    has_passkey: bool,
    proof: Option<Proof>,
    set_up: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), Refusal> {
    let proved = proof.is_some_and(|proof| proof.is_fresh(now));
    let opened = set_up.is_some_and(|at| now < at + FRESH);
    if proved || opened || !has_passkey { Ok(()) } else { Err(Code::ProofNeeded.into()) }
}

/// Refuses whoever asks about others' ways in and does not administer.
pub fn may_administer(asker: &Person) -> Done {
    if asker.administrator && !asker.deactivated && asker.guest.is_none() {
        return Ok(());
    }
    Err(Refusal::with(Code::NotAllowed, [ADMINISTRATOR]))
}

/// Only somebody who is active is invited.
pub fn may_invite(person: &Person) -> Done {
    if person.deactivated { Err(Refusal::with(Code::NotActive, [&person.name])) } else { Ok(()) }
}

/// Only somebody who left is erased.
pub fn may_erase(person: &Person) -> Done {
    if person.deactivated { Ok(()) } else { Err(Refusal::with(Code::StillActive, [&person.name])) }
}

/// Only members subscribe to their own turns: guests take none. It asks for a proof as ways in do
/// ([`may_change`]), because such an address works for as long as it is not ended, without a
/// session.
pub fn may_subscribe(person: &Person) -> Done {
    if person.deactivated || person.guest.is_some() {
        return Err(Refusal::with(Code::NotAllowed, [Who::Member.slug()]));
    }
    Ok(())
}

/// An administrator gives a role's turns an address, where the role takes turns; with a proof too.
pub fn may_publish_turns(asker: &Person, organisation: &Organisation, role: Role) -> Done {
    may_administer(asker)?;
    let turns = organisation.has_role(role) && find(&organisation.rotas, role).is_some();
    if turns { Ok(()) } else { Err(Refusal::with(Code::NotFound, ["rota"])) }
}

#[cfg(test)]
mod tests {
    use super::{
        may_administer, may_change, may_erase, may_invite, may_publish_turns, may_subscribe,
    };
    use crate::catalogue::Role;
    use crate::ids::{DepartmentId, IncidentId};
    use crate::organisation::{Organisation, Person};
    use crate::proof::{FRESH, Proof, ProofMeans};
    use crate::rota::{OnCall, Rota};
    use crate::time::Timestamp;

    // [R149]
    #[test]
    fn ways_in_are_changed_with_a_fresh_proof_or_where_there_is_nothing_to_prove_with() {
        let now = Timestamp(1_000_000_000);
        let old = Timestamp(now.0 - FRESH.millis());
        let proof = |at| Some(Proof { at, means: ProofMeans::Passkey });
        assert!(may_change(false, None, None, now).is_ok());
        assert!(may_change(true, None, None, now).is_err());
        assert!(may_change(true, proof(now), None, now).is_ok());
        assert!(may_change(true, proof(old), None, now).is_err());
        assert!(may_change(true, None, Some(now), now).is_ok());
        assert!(may_change(true, None, Some(old), now).is_err());
    }

    // [R145]
    #[test]
    fn administrators_invite_who_is_active_and_erase_who_left() {
        let active = Person { administrator: true, ..Person::default() };
        let left = Person { deactivated: true, ..active.clone() };
        let guest = Person { guest: Some(IncidentId::from("an-incident")), ..active.clone() };
        assert!(may_administer(&active).is_ok());
        for person in [&left, &guest, &Person::default()] {
            assert!(may_administer(person).is_err());
        }
        assert!(may_invite(&active).is_ok() && may_invite(&left).is_err());
        assert!(may_erase(&left).is_ok() && may_erase(&active).is_err());
    }

    // [R4]
    #[test]
    fn members_subscribe_to_their_turns_and_administrators_publish_those_of_a_role() {
        let member = Person::default();
        let administrator = Person { administrator: true, ..Person::default() };
        let left = Person { deactivated: true, ..administrator.clone() };
        let guest = Person { guest: Some(IncidentId::from("an-incident")), ..left.clone() };
        assert!(may_subscribe(&member).is_ok() && may_subscribe(&administrator).is_ok());
        assert!(may_subscribe(&left).is_err() && may_subscribe(&guest).is_err());
        let role = Role::TechnicalSlt;
        let (rota, shifts) = (Rota::default(), Vec::new());
        let rotas = vec![OnCall { role, rota, shifts }];
        let organisation = Organisation { rotas, ..Organisation::default() };
        let may = |person, role| may_publish_turns(person, &organisation, role).is_ok();
        assert!(may(&administrator, role));
        assert!(!may(&administrator, Role::LegalOfficer), "nobody takes turns");
        assert!(!may(&administrator, Role::Department(DepartmentId(7))), "there is none");
        assert!(!may(&member, role) && !may(&left, role) && !may(&guest, role));
    }
}
