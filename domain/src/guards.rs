//! What must be true before an incident can be resolved (T13, R129), each guard by itself.

use crate::catalogue::Phase;
use crate::incident::Incident;
use crate::message::{Message, Purpose, Stage};
use crate::operations::Mode;
use crate::refusal::{Code, Refusal};
use crate::task::{Task, TaskKind};

/// A guard, and why it is not met if it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    /// Which one.
    pub kind: GuardKind,
    /// What is missing; `None` when it is met.
    pub open: Option<Refusal>,
}

/// The guards of the resolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardKind {
    /// No relayed phase waits.
    PhaseAcknowledged,
    /// The resolution message is distributed (decision 7).
    ResolutionSent,
    /// Nothing is halted without a decision, and both officers reported.
    OperationsNormal,
    /// No message is on its way.
    NothingInFlight,
    /// Every follow-up has an owner.
    EverythingOwned,
    /// The Preliminary Analysis is assigned.
    AnalysisOrdered,
}

impl GuardKind {
    /// All guards, in the order in which they are worked.
    pub const ALL: [Self; 6] = [
        Self::PhaseAcknowledged,
        Self::ResolutionSent,
        Self::OperationsNormal,
        Self::NothingInFlight,
        Self::EverythingOwned,
        Self::AnalysisOrdered,
    ];
}

/// All guards, in the order in which they are worked.
pub fn resolve(incident: &Incident) -> Vec<Guard> {
    let pending = incident.parent.pending;
    let halted = incident.operations.items.iter().find(|item| item.state.awaits_restart());
    let halted = halted.map(|item| Refusal::with(Code::StillHalted, [item.name.shown()]));
    let abnormal = (incident.operations.mode != Mode::Normal).then(|| Code::WrongMode.into());
    let flying = in_flight(incident);
    let ownerless = incident.todos.iter().find(|todo| todo.owner.is_none());
    [
        (
            GuardKind::PhaseAcknowledged,
            pending.map(|p| Refusal::with(Code::PhasePending, [p.phase.slug()])),
        ),
        (
            GuardKind::ResolutionSent,
            (!resolution_sent(incident)).then(|| Code::ResolutionUnsent.into()),
        ),
        (GuardKind::OperationsNormal, halted.or(abnormal)),
        (
            GuardKind::NothingInFlight,
            flying.map(|m| Refusal::with(Code::MessageInFlight, [m.stage.slug()])),
        ),
        (
            GuardKind::EverythingOwned,
            ownerless.map(|todo| Refusal::with(Code::NoOwner, [todo.text.shown()])),
        ),
        (
            GuardKind::AnalysisOrdered,
            analysis(incident).is_none().then(|| Code::AnalysisUnordered.into()),
        ),
    ]
    .into_iter()
    .map(|(kind, open)| Guard { kind, open })
    .collect()
}

/// Every resolution message distributed or skipped, and at least one distributed (decision 7),
/// since the parent was resolved: what was sent before a regression announced another resolution.
pub fn resolution_sent(incident: &Incident) -> bool {
    let Some(resolved) = incident.parent.resolved_at else {
        return false;
    };
    let resolution = incident
        .messages
        .iter()
        .filter(|m| m.phase == Phase::Resolution && m.purpose == Purpose::Update);
    let earlier = |m: &Message| m.stage.is_final() && m.since < resolved;
    let counted = resolution
        .filter(|m| !matches!(m.stage, Stage::Withdrawn | Stage::Superseded) && !earlier(m));
    let (mut sent, mut all) = (0, 0);
    for message in counted {
        all += usize::from(message.stage != Stage::Skipped);
        sent += usize::from(message.stage == Stage::Distributed);
    }
    sent > 0 && sent == all
}

/// A message somebody has begun and that is not at its end.
pub fn in_flight(incident: &Incident) -> Option<&Message> {
    incident.messages.iter().find(|m| m.stage != Stage::Planned && !m.stage.is_final())
}

/// The Preliminary Analysis, unless it was cancelled.
pub fn analysis(incident: &Incident) -> Option<&Task> {
    let tasks = incident.tasks.iter();
    tasks.rev().find(|task| {
        task.kind == TaskKind::PreliminaryAnalysis
            && task.state != crate::task::TaskState::Cancelled
    })
}
