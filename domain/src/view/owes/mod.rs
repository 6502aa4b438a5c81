//! What a person owes at this moment, most urgent first (R54, R152).
//!
//! Derived from the state alone; there is no list of reminders that could disagree with it.

mod control;
mod duty;
mod messages;
mod operations;
mod seats;

pub use duty::{Duty, Link};

use crate::catalogue::Role;
use crate::ids::PersonId;
use crate::incident::Incident;
use crate::list::sort_by_key;
use crate::organisation::Organisation;
use crate::time::Timestamp;

/// Something a person owes; [`crate::copy::en::duty`] says it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    /// What.
    pub what: Duty,
    /// Since when.
    pub since: Timestamp,
    /// By when, where that was said.
    pub due: Option<Timestamp>,
    /// Others cannot go on before it is done.
    pub blocking: bool,
}

impl Owed {
    /// Where it is done.
    pub const fn link(&self) -> Link {
        self.what.link()
    }

    /// Whether its time is up.
    pub fn is_late(&self, now: Timestamp) -> bool {
        self.due.is_some_and(|due| due <= now)
    }
}

/// Everything a person owes: what is late first, then what others wait for, then by due time.
pub fn owes(
    incident: &Incident,
    organisation: &Organisation,
    person: PersonId,
    now: Timestamp,
) -> Vec<Owed> {
    if incident.state.is_sealed() {
        return Vec::new();
    }
    let mut debts = Debts { incident, organisation, person, list: Vec::new() };
    debts.seats();
    debts.briefing();
    debts.control();
    debts.operations();
    debts.messages();
    let mut list = debts.list;
    sort_by_key(&mut list, |owed| {
        (!owed.is_late(now), !owed.blocking, owed.due.unwrap_or(Timestamp(i64::MAX)), owed.since)
    });
    list
}

/// What others wait for this person to do (R152).
pub fn blocked_on(
    incident: &Incident,
    organisation: &Organisation,
    person: PersonId,
    now: Timestamp,
) -> Vec<Owed> {
    let mut list = owes(incident, organisation, person, now);
    list.retain(|owed| owed.blocking);
    list
}

/// The list being gathered for one person.
struct Debts<'a> {
    incident: &'a Incident,
    organisation: &'a Organisation,
    person: PersonId,
    list: Vec<Owed>,
}

impl Debts<'_> {
    fn holds(&self, role: Role) -> bool {
        self.incident.holds(self.person, role)
    }

    fn leads(&self) -> bool {
        self.holds(Role::BusinessLead)
    }

    /// Something others wait for.
    fn block(&mut self, what: Duty, since: Timestamp, due: Option<Timestamp>) {
        self.list.push(Owed { what, since, due, blocking: true });
    }

    /// Something that is theirs, and that nobody waits for.
    fn owe(&mut self, what: Duty, since: Timestamp, due: Option<Timestamp>) {
        self.list.push(Owed { what, since, due, blocking: false });
    }
}

#[cfg(test)]
mod tests {
    use super::{Duty, blocked_on, owes};
    use crate::briefing::Question;
    use crate::catalogue::{Phase, Role};
    use crate::copy::en;
    use crate::ids::{PersonId, RelayId, TaskId};
    use crate::incident::{Incident, PendingPhase, State};
    use crate::message::{Estimate, Gate, PastVersion, Stage, Verdict};
    use crate::operations::{Side, SideState};
    use crate::task::{Task, TaskKind, TaskState};
    use crate::time::Timestamp;
    use crate::view::fixture::{
        LEAD, LEGAL, LIAISON, MESSAGE, NOW, SLT, incident, message_mut, organisation, sign, vacate,
        with_message,
    };

    fn duties(incident: &Incident, person: PersonId) -> Vec<Duty> {
        owes(incident, &organisation(), person, NOW).into_iter().map(|owed| owed.what).collect()
    }

    // [R152]
    #[test]
    fn a_reviewer_owes_the_signature_and_hears_which_version_they_signed() {
        let mut incident = with_message(Stage::InReview);
        sign(&mut incident, Gate::Accuracy, Verdict::Pass, LIAISON);
        let past = PastVersion {
            number: 1,
            fingerprint: crate::chain::Digest::WITHHELD,
            at: Timestamp(0),
            signed: vec![(Gate::Legal, LEGAL)],
            authors: Vec::new(),
        };
        message_mut(&mut incident).history.push(past);
        let due = Timestamp(9_000_000);
        let estimate = Estimate { gate: Gate::Legal, by: LEGAL, due, overdue: false };
        message_mut(&mut incident).estimates.push(estimate);
        let owed = blocked_on(&incident, &organisation(), LEGAL, NOW);
        let [owed] = owed.as_slice() else { unreachable!("one duty: {}", owed.len()) };
        assert_eq!((owed.what, owed.due), (Duty::Sign(MESSAGE, Gate::Legal, Some(1)), Some(due)));
        assert_eq!(
            en::duty(owed.what, &incident, &organisation()),
            "Sign “Strategic customers, Identification” (Legal); you signed version 1 before"
        );
    }

    #[test]
    fn an_objection_is_owed_to_by_the_writer_and_by_no_reviewer() {
        let mut incident = with_message(Stage::InReview);
        sign(&mut incident, Gate::Legal, Verdict::StrongObjection, LEGAL);
        assert_eq!(duties(&incident, SLT), [Duty::Revise(MESSAGE)]);
        assert!(duties(&incident, LIAISON).iter().all(|duty| matches!(duty, Duty::Answer(_))));
    }

    #[test]
    fn an_empty_seat_that_a_message_waits_for_is_the_leads_to_fill() {
        let mut incident = with_message(Stage::AwaitingElt);
        vacate(&mut incident, Role::EltApprover);
        assert!(duties(&incident, LEAD).contains(&Duty::FillSeat(Role::EltApprover)));
    }

    // [R43]
    #[test]
    fn every_open_briefing_answer_is_the_liaisons_debt() {
        let owed = duties(&incident(), LIAISON);
        assert_eq!(owed.len(), Question::ALL.len());
        assert!(Question::ALL.into_iter().all(|q| owed.contains(&Duty::Answer(q))));
    }

    // [R39]
    #[test]
    fn a_relayed_phase_is_the_first_thing_the_lead_owes() {
        let mut incident = with_message(Stage::Authorized);
        let (relay, phase) = (RelayId(1), Phase::Monitoring);
        incident.parent.pending = Some(PendingPhase { relay, phase, at: Timestamp(5) });
        let first = duties(&incident, LEAD).into_iter().next();
        assert_eq!(first, Some(Duty::AcknowledgePhase(Phase::Monitoring)));
    }

    // [R51] [R52]
    #[test]
    fn a_late_task_comes_first_and_is_the_leads_to_check_back_on() {
        let mut incident = incident();
        incident.tasks.push(Task {
            id: TaskId(1),
            kind: TaskKind::Delegated,
            title: "Call the plant".into(),
            owner: LIAISON,
            role: Role::CustomerLiaison,
            state: TaskState::Assigned,
            at: Timestamp(0),
            due: Timestamp(1),
            overdue: true,
            outcome: None,
        });
        let first = duties(&incident, LIAISON).into_iter().next();
        assert_eq!(first, Some(Duty::AcknowledgeTask(TaskId(1))));
        assert!(duties(&incident, LEAD).contains(&Duty::CheckBack(TaskId(1))));
    }

    // [R63]
    #[test]
    fn an_officer_with_nothing_left_running_owes_the_report() {
        let mut incident = incident();
        incident.operations.social = SideState::HaltOrdered { due: NOW, overdue: false };
        assert_eq!(duties(&incident, PersonId(5)), [Duty::ReportStopped(Side::Social)]);
    }

    #[test]
    fn nobody_owes_anything_to_a_sealed_record() {
        let sealed = Incident { state: State::Closed, ..with_message(Stage::InReview) };
        assert!((1..=9).all(|person| duties(&sealed, PersonId(person)).is_empty()));
    }

    #[test]
    fn every_duty_found_has_words() {
        for stage in Stage::ALL {
            let incident = with_message(stage);
            for owed in (1..=9).flat_map(|p| duties(&incident, PersonId(p))) {
                let words = en::duty(owed, &incident, &organisation());
                assert!(!words.is_empty() && !words.contains('{'), "{words}");
            }
        }
    }
}
