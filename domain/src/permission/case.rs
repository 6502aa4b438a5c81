//! Whether an actor is who a row of the table names, by seat or by relation to what is acted on.

use super::Who;
use super::Who::{
    Administrator, AnySeat, Asked, Collaborator, Commander, Delegate, GateSeat, Guest, ItsHolder,
    ItsRoster, LeadForLiaison, Member, OperationsOrDepartment, Owner, Participant, Seat, Sender,
    SideOfficer, System,
};
use crate::actor::{Actor, Capacity};
use crate::catalogue::{
    Group,
    Role::{self, BusinessLead as Lead, CustomerLiaison as Liaison, TechnicalSlt as Slt},
};
use crate::command::Command as C;
use crate::ids::PersonId;
use crate::incident::Incident;
use crate::list::find;
use crate::message::Gate;
use crate::operations::Side;
use crate::organisation::Organisation;

/// On what ground somebody may act.
pub(super) enum Authority {
    /// A seat's.
    Seat(Capacity),
    /// Their own, as a member or by being asked.
    Own,
}

impl Authority {
    pub(super) const fn capacity(self) -> Option<Capacity> {
        match self {
            Self::Seat(capacity) => Some(capacity),
            Self::Own => None,
        }
    }
}

/// A question of authority.
pub(super) struct Case<'a> {
    pub(super) incident: &'a Incident,
    pub(super) organisation: &'a Organisation,
    pub(super) command: &'a C,
    pub(super) actor: Actor,
}

impl Case<'_> {
    /// The name of who may act, resolved to a seat where the command says which.
    pub(super) fn slug(&self, who: Who) -> &'static str {
        let role = match who {
            GateSeat => self.gate().and_then(Gate::role),
            SideOfficer => self.side().map(Side::officer),
            ItsHolder => self.role(),
            _ => None,
        };
        role.map_or(who.slug(), Role::slug)
    }

    /// `Some` when the actor is such a person, with the capacity if it is a seat's.
    pub(super) fn is(&self, who: Who) -> Option<Authority> {
        match (who, self.actor) {
            (System, Actor::System) => Some(Authority::Own),
            (Commander, Actor::Commander(outsider)) => {
                (self.incident.commander == Some(outsider)).then_some(Authority::Own)
            }
            (_, Actor::Person(person)) => self.is_person(who, person),
            _ => None,
        }
    }

    fn is_person(&self, who: Who, person: PersonId) -> Option<Authority> {
        let yes = |so: bool| so.then_some(Authority::Own);
        match who {
            Member => yes(!self.organisation.is_guest(person)),
            Guest => yes(self.organisation.is_guest(person)),
            Seat(role) => self.holds(person, role),
            AnySeat => self.incident.roles_of(person).next().and_then(|r| self.holds(person, r)),
            OperationsOrDepartment => self.first_of(person, |role| {
                let group = self.organisation.group_of(role);
                matches!(group, Group::Operations | Group::Departmental)
            }),
            Collaborator => self.first_of(person, |role| role != Lead && role != Slt),
            Participant => {
                let seat = self.first_of(person, |_| true);
                seat.or_else(|| yes(self.incident.is_here(person)))
            }
            Asked => yes(self.is_asked(person)),
            ItsHolder => self.role().and_then(|role| self.holds(person, role)),
            ItsRoster => {
                yes(self.role().is_some_and(|r| self.organisation.bench(r).any(|p| p == person)))
            }
            Owner => self.owner(person),
            GateSeat => self.gate().and_then(Gate::role).and_then(|r| self.holds(person, r)),
            SideOfficer => self.side().and_then(|side| self.holds(person, side.officer())),
            Delegate => yes(self.message().is_some_and(|m| m.draft.delegate == Some(person))),
            Sender => self.sender(person),
            LeadForLiaison => self.lead_for_liaison(person),
            Administrator => yes(self.organisation.is_administrator(person)),
            Commander | System => None,
        }
    }

    fn holds(&self, person: PersonId, role: Role) -> Option<Authority> {
        self.incident.capacity(person, role).map(Authority::Seat)
    }

    fn first_of(&self, person: PersonId, fits: impl Fn(Role) -> bool) -> Option<Authority> {
        let role = self.incident.roles_of(person).find(|role| fits(*role))?;
        self.holds(person, role)
    }

    fn lead_for_liaison(&self, person: PersonId) -> Option<Authority> {
        let serves = self.incident.seat(Liaison).is_some_and(crate::seat::Seat::is_served);
        if serves { None } else { self.holds(person, Lead) }
    }

    fn is_asked(&self, person: PersonId) -> bool {
        let seat = self.role().and_then(|role| self.incident.seat(role));
        match self.command {
            C::AcceptPage { .. } | C::DeclinePage { .. } => {
                seat.and_then(|s| s.page.as_ref()).is_some_and(|page| page.person == person)
            }
            C::AcceptHandOver { .. } | C::EndHandOver { .. } => {
                seat.and_then(|s| s.offer.as_ref()).is_some_and(|offer| offer.to == person)
            }
            _ => self.incident.liaison.handoff.standby() == Some(person),
        }
    }

    fn owner(&self, person: PersonId) -> Option<Authority> {
        let (C::AcknowledgeTask { task }
        | C::StartTask { task }
        | C::FinishTask { task, .. }
        | C::ExtendTask { task, .. }) = self.command
        else {
            return None;
        };
        let task = find(&self.incident.tasks, *task).filter(|t| t.owner == person)?;
        let capacity = self.incident.capacity(person, task.role);
        Some(capacity.map_or(Authority::Own, Authority::Seat))
    }

    fn sender(&self, person: PersonId) -> Option<Authority> {
        let direction = self.message()?.sender.filter(|s| s.person == person)?;
        self.holds(person, direction.role)
    }

    /// The seat the command is about.
    fn role(&self) -> Option<Role> {
        match self.command {
            C::Recommend { .. } => Some(Slt),
            C::AcceptPage { role, .. }
            | C::DeclinePage { role, .. }
            | C::TakeOver { role, .. }
            | C::MarkUnavailable { role, .. }
            | C::MarkReturned { role }
            | C::OfferHandOver { role, .. }
            | C::AcceptHandOver { role }
            | C::EndHandOver { role, .. } => Some(*role),
            _ => None,
        }
    }

    fn gate(&self) -> Option<Gate> {
        match self.command {
            C::Estimate { gate, .. } | C::GiveVerdict { gate, .. } | C::TakeBack { gate, .. } => {
                Some(*gate)
            }
            _ => None,
        }
    }

    fn side(&self) -> Option<Side> {
        match self.command {
            C::ListItem { side, .. } | C::ReportStopped { side } | C::ReportResumed { side } => {
                Some(*side)
            }
            C::HaltItem { item, .. }
            | C::ExemptItem { item, .. }
            | C::ProveItem { item, .. }
            | C::RestartItem { item, .. } => {
                find(&self.incident.operations.items, *item).map(|item| item.side)
            }
            _ => None,
        }
    }

    fn message(&self) -> Option<&crate::message::Message> {
        let (C::SaveDraft { message, .. }
        | C::EstimateSending { message, .. }
        | C::BeginDistribution { message, .. }
        | C::ReportDistribution { message, .. }) = self.command
        else {
            return None;
        };
        self.incident.message(*message)
    }
}
