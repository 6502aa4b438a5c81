//! Delegated tasks, follow-ups, polls, advice and reports: who owes what by when.

use crate::catalogue::Phase;
use crate::catalogue::Role;
use crate::ids::{AdviceId, PersonId, PollId, RelayId, ReportId, TaskId, TodoId};
use crate::list::keyed;
use crate::time::Timestamp;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// An action with exactly one owner (R50) and an estimate (R51).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Identity.
    pub id: TaskId,
    /// What kind of task, for those the rules know.
    pub kind: TaskKind,
    /// What is to be done.
    pub title: Words,
    /// Who does it.
    pub owner: PersonId,
    /// In which role.
    pub role: Role,
    /// How far it is.
    pub state: TaskState,
    /// When it was assigned to the present owner.
    pub at: Timestamp,
    /// When to check back.
    pub due: Timestamp,
    /// The check-back was raised and is not settled (R51).
    pub overdue: bool,
    /// What came of it.
    pub outcome: Option<Words>,
}

/// Tasks that the rules know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// Anything the Business Lead delegates.
    #[default]
    Delegated,
    /// The Preliminary Analysis, due 24 h after the parent resolved (R130).
    PreliminaryAnalysis,
}

/// Steps of a task (requirements §2.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Given, not yet acknowledged (R52).
    Assigned,
    /// "Will do."
    Acknowledged,
    /// Being worked on.
    InProgress,
    /// Done.
    Done,
    /// No longer wanted.
    Cancelled,
}

impl TaskState {
    /// Whether somebody still owes it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Assigned | Self::Acknowledged | Self::InProgress)
    }
}

/// A note that wants a follow-up (R129, R138); its owner may come later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Todo {
    /// Identity.
    pub id: TodoId,
    /// What should happen.
    pub text: Words,
    /// Who sees to it.
    pub owner: Option<PersonId>,
    /// When it was noted.
    pub at: Timestamp,
}

/// A poll before a large action: objections are heard, then the decision is final (R53).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// Identity.
    pub id: PollId,
    /// What is proposed.
    pub proposal: Words,
    /// Strong objections heard.
    pub objections: Vec<Objection>,
    /// The decision, once taken.
    pub decision: Option<Decision>,
    /// When it was opened.
    pub at: Timestamp,
}

/// A strong objection in a poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Whose.
    pub by: PersonId,
    /// Why.
    pub text: Words,
}

/// How a poll ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What was decided.
    pub text: Words,
    /// Who carries it out.
    pub owner: PersonId,
    /// When.
    pub at: Timestamp,
}

/// Advice given at any time, such as Legal's (seed L50); may be limited to messaging responders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// Identity.
    pub id: AdviceId,
    /// Whose.
    pub by: PersonId,
    /// What they advise.
    pub text: Words,
    /// Only messaging responders may read it.
    pub limited: bool,
    /// When.
    pub at: Timestamp,
}

/// An abnormal business operation (R69).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Identity.
    pub id: ReportId,
    /// Who reported it.
    pub by: PersonId,
    /// What, where, since when, with which effect.
    pub text: Words,
    /// When it was reported.
    pub at: Timestamp,
    /// When the Business Lead acknowledged it.
    pub acknowledged: Option<Timestamp>,
}

/// An update from the technical incident (R38).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relay {
    /// Identity.
    pub id: RelayId,
    /// What changed.
    pub text: Words,
    /// The phase it reported, if it reported a change (R39).
    pub phase: Option<Phase>,
    /// It was corrected afterwards (decision 6).
    pub corrected: bool,
    /// When.
    pub at: Timestamp,
}

/// The one authoritative statement of what is happening (R48).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// What is happening.
    pub text: Words,
    /// Who said so.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// When the next statement is promised.
    pub next: Option<Timestamp>,
}

keyed! {
    Task => id: TaskId,
    Todo => id: TodoId,
    Poll => id: PollId,
    Report => id: ReportId,
    Relay => id: RelayId,
}
