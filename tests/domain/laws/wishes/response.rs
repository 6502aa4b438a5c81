//! Wishes about the incident's life, its seats, the hand-off and the Business Lead's control.

use super::{Wishes, secret};
use crate::world::GUEST;
use muster_domain::actor::Actor;
use muster_domain::briefing::Question;
use muster_domain::catalogue::{Phase, Role};
use muster_domain::command::{Command as C, StatedAnswer};
use muster_domain::ids::PersonId;
use muster_domain::incident::State;
use muster_domain::liaison::{Handoff, Location};
use muster_domain::reach::{Reach, Summons, Tried};
use muster_domain::time::Minutes;
use muster_domain::viewer::Clearance;

pub(super) fn forward(w: &mut Wishes<'_>) {
    life(w);
    arrivals(w);
    handoff(w);
    tasks(w);
    let incident = w.incident();
    if let Some(pending) = incident.parent.pending {
        w.lead(C::AcknowledgePhase { phase: pending.phase });
    } else if incident.state == State::Active {
        let next = Phase::MESSAGING.into_iter().find(|phase| *phase > incident.parent.phase);
        w.liaison(C::Relay { text: secret(), phase: next });
    }
}

fn life(w: &mut Wishes<'_>) {
    match w.incident().state {
        State::Unopened => {
            w.person(PersonId(7), declaration(Phase::Investigation));
            w.person(PersonId(7), watch());
        }
        State::Watch => {
            w.person(PersonId(4), C::Recommend { escalate: true, note: secret() });
            w.person(PersonId(7), declaration(Phase::Identification));
        }
        State::Mobilising => w.lead(C::OpenBriefing),
        State::Briefing => {
            for question in Question::ALL {
                let answer = StatedAnswer::Known("something known".into());
                w.liaison(C::StateFact { question, answer });
            }
            w.slt(C::PublishNotes { text: secret() });
            w.slt(C::ConfirmEnough);
            w.lead(C::Activate);
        }
        State::Active => w.lead(C::BeginResolving),
        State::Resolving => {
            w.lead(C::OrderAnalysis);
            w.lead(C::Resolve);
        }
        State::FollowUp => w.lead(C::Close),
        State::Declared | State::Resolved | State::Closed | State::StoodDown => {}
    }
}

fn watch() -> C {
    C::OpenWatch {
        title: "Something is wrong".into(),
        parent: "TI-1".into(),
        commander: "Ravi Menon".into(),
        phase: Phase::Detection,
        exercise: false,
        confidential: false,
    }
}

fn declaration(phase: Phase) -> C {
    C::Declare {
        title: "Something is very wrong".into(),
        parent: "TI-1".into(),
        commander: "Ravi Menon".into(),
        phase,
        exercise: false,
        confidential: false,
        override_reason: None,
    }
}

/// People take the seats they are paged for, and the Business Lead pages for the empty ones.
fn arrivals(w: &mut Wishes<'_>) {
    let incident = w.incident();
    for seat in &incident.seats {
        if let Some(page) = &seat.page {
            let summons = Summons::Seat(seat.role);
            w.actor(
                Actor::System,
                C::ReportReach(Tried {
                    summons,
                    person: page.person,
                    channel: None,
                    reach: Reach::Unreached,
                }),
            );
            w.person(page.person, C::AcceptPage { role: seat.role, eta: None });
        }
        if let Some(offer) = &seat.offer {
            w.person(offer.to, C::AcceptHandOver { role: seat.role });
            w.person(offer.to, C::EndHandOver { role: seat.role, note: secret() });
        }
        if let Some(person) = seat.person().filter(|person| !incident.is_here(*person)) {
            w.person(person, C::SetPresence { call: true, chat: true, proxy: None });
        }
    }
    for role in w.world.organisation.roles() {
        let empty = incident.seat(role).is_none_or(|s| s.holder.is_none() && s.page.is_none());
        if empty {
            w.lead(C::Page { role, person: None, reason: secret() });
        }
    }
}

fn handoff(w: &mut Wishes<'_>) {
    let incident = w.incident();
    if incident.liaison.notes.is_none() {
        w.liaison(note_handoff());
    }
    match incident.liaison.handoff {
        Handoff::Open => w.liaison(C::PageStandby { person: None }),
        Handoff::Paged { standby, .. } => w.person(standby, C::AcceptStandby),
        Handoff::Acknowledged { standby } => w.person(standby, C::ConfirmStandbyPresent),
        Handoff::Present { standby } => w.person(standby, C::AcceptHandoff),
        Handoff::Accepted { .. } | Handoff::Overridden { .. } => {}
    }
}

fn note_handoff() -> C {
    C::NoteHandoff {
        state: secret(),
        promises: secret(),
        drafts: secret(),
        customers_reporting: secret(),
    }
}

fn tasks(w: &mut Wishes<'_>) {
    for task in w.incident().tasks.iter().filter(|task| task.state.is_open()) {
        w.person(task.owner, C::AcknowledgeTask { task: task.id });
        w.person(task.owner, C::StartTask { task: task.id });
        w.person(task.owner, C::FinishTask { task: task.id, outcome: secret() });
    }
    for todo in w.incident().todos.iter().filter(|todo| todo.owner.is_none()) {
        w.lead(C::OwnTodo { todo: todo.id, owner: PersonId(10) });
    }
}

pub(super) fn sideways(w: &mut Wishes<'_>) {
    changes_of_hands(w);
    handoff_detours(w);
    access(w);
    conduit(w);
    control(w);
    let reason = secret();
    w.lead(C::StandDown { reason: reason.clone() });
    w.lead(C::Reopen { reason });
    w.person(PersonId(33), C::SetPresence { call: false, chat: true, proxy: Some(PersonId(1)) });
    w.person(PersonId(33), C::Page { role: Role::BusinessLead, person: None, reason: secret() });
}

fn changes_of_hands(w: &mut Wishes<'_>) {
    for role in w.world.organisation.roles() {
        let people: Vec<_> = w.world.organisation.roster(role).collect();
        for person in people {
            w.person(person, C::TakeOver { role, note: secret() });
            w.seat(role, C::OfferHandOver { role, to: person, note: secret() });
            w.lead(C::Assign { role, person, reason: secret() });
            w.lead(C::Page { role, person: Some(person), reason: secret() });
        }
        // Somebody who sits elsewhere already.
        if let Some(person) = w.incident().holder(Role::SocialOfficer) {
            w.lead(C::Assign { role, person, reason: secret() });
        }
        w.seat(role, C::MarkUnavailable { role, reason: secret() });
        w.seat(role, C::MarkReturned { role });
        w.lead(C::Release { role });
    }
    for seat in &w.incident().seats {
        let role = seat.role;
        if let Some(page) = &seat.page {
            w.person(page.person, C::DeclinePage { role, note: secret() });
        }
    }
}

/// Rare among so much else, so each is wished several times over.
fn access(w: &mut Wishes<'_>) {
    const TIMES: u32 = 4;
    let access = &w.incident().access;
    let (observer, until) = (PersonId(33), w.world.now + Minutes(60));
    let (confidential, reason) = (!access.confidential, secret());
    w.lead(C::SetConfidential { confidential, reason });
    for time in 0..TIMES {
        let hold = C::HoldRecord { hold: !access.hold, reason: secret() };
        w.seat(Role::LegalOfficer, hold);
        match access.people.first() {
            Some(person) => w.lead(C::Dismiss { person: *person, reason: secret() }),
            None => w.lead(C::Admit { person: observer }),
        }
        let clearance = Clearance::ALL.into_iter().cycle().nth(time as usize).unwrap_or_default();
        match access.guests.first() {
            Some(guest) => w.lead(C::EndGuest { person: guest.person }),
            None => w.lead(C::AdmitGuest { person: GUEST, until, clearance }),
        }
    }
}

fn handoff_detours(w: &mut Wishes<'_>) {
    if let Some(standby) = w.incident().liaison.handoff.standby() {
        w.person(standby, C::DeclineStandby { note: secret() });
        w.person(standby, C::ConfirmStandbyPresent);
    }
    w.lead(C::OverrideHandoff { reason: secret() });
    w.liaison(note_handoff());
    for location in [Location::BusinessCall, Location::Listening, Location::Asking] {
        w.liaison(C::LocateLiaison { location });
    }
    w.lead(C::RecallLiaison);
}

fn conduit(w: &mut Wishes<'_>) {
    for phase in Phase::ALL {
        w.liaison(C::Relay { text: secret(), phase: Some(phase) });
    }
    if let Some(relay) = w.incident().relays.last() {
        w.liaison(C::CorrectRelay { relay: relay.id, text: secret() });
    }
    w.liaison(C::NameCommander { name: "Ilse Brandt".into() });
    w.lead(C::NameCommander { name: "Ravi Menon".into() });
    for question in Question::ALL {
        w.liaison(C::StateFact { question, answer: StatedAnswer::Unknown });
    }
}

fn control(w: &mut Wishes<'_>) {
    let incident = w.incident();
    w.lead(C::StateStatus { text: "This is public".into(), next_in: Some(Minutes(30)) });
    for seat in &incident.seats {
        if let Some(owner) = seat.person() {
            let (title, estimate) = (secret(), Minutes(10));
            w.lead(C::AssignTask { title, owner, role: seat.role, estimate });
            w.person(owner, C::Note { text: secret() });
            w.person(owner, C::NoteTodo { text: secret(), owner: None });
            w.person(owner, C::Advise { text: secret(), limited: true });
            w.person(owner, C::ReportAbnormal { text: secret() });
        }
    }
    for task in &incident.tasks {
        let task = task.id;
        w.lead(C::ExtendTask { task, estimate: Minutes(20) });
        w.lead(C::ReassignTask { task, owner: PersonId(10), role: Role::MarketingOfficer });
        w.lead(C::CancelTask { task, reason: secret() });
    }
    w.lead(C::OpenPoll { proposal: secret() });
    for poll in &incident.polls {
        w.slt(C::ObjectToPoll { poll: poll.id, text: secret() });
        w.lead(C::DecidePoll { poll: poll.id, decision: secret(), owner: PersonId(4) });
    }
    for report in &incident.reports {
        w.lead(C::AcknowledgeReport { report: report.id });
    }
}
