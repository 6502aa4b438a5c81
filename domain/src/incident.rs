//! The state of one business incident: what all its events add up to.
//!
//! Nothing here decides; see [`crate::decide`]. Nothing here cannot be rebuilt from the log.

use crate::access::Access;
use crate::actor::Capacity;
use crate::briefing::Briefing;
use crate::catalogue::{Phase, Role};
use crate::ids::{IncidentId, MessageId, OutsiderId, PersonId, RelayId, Seq};
use crate::liaison::Liaison;
use crate::list::{find, keyed};
use crate::message::Message;
use crate::operations::Operations;
use crate::organisation::Organisation;
use crate::seat::{Presence, Seat};
use crate::task::{Advice, Poll, Relay, Report, Status, Task, Todo};
use crate::time::Timestamp;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// One business incident.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Incident {
    /// Identity.
    pub id: IncidentId,
    /// The last entry of the log that is in this state.
    pub seq: Seq,
    /// What people call it.
    pub title: Words,
    /// Where it is in its life.
    pub state: State,
    /// Since when.
    pub since: Timestamp,
    /// Who may know of it.
    #[serde(default)]
    pub access: Access,
    /// The technical incident it belongs to.
    pub parent: Parent,
    /// Its times.
    pub times: Times,
    /// The Technical SLT's recommendation, if one was recorded (R15).
    pub recommendation: Option<Recommendation>,
    /// What was irregular about the declaration (T3b, R17).
    pub flags: Flags,
    /// The technical Incident Commander at this moment (R20).
    pub commander: Option<OutsiderId>,
    /// People without an account.
    pub outsiders: Vec<Outsider>,
    /// Who holds which role.
    pub seats: Vec<Seat>,
    /// Who can be reached where.
    pub presence: Vec<Presence>,
    /// The liaison's hand-off and place.
    pub liaison: Liaison,
    /// The briefing and its facts.
    pub briefing: Briefing,
    /// What is happening, in the Business Lead's words.
    pub status: Option<Status>,
    /// Updates from the technical incident, oldest first; the latest ones only.
    pub relays: Vec<Relay>,
    /// Delegated tasks.
    pub tasks: Vec<Task>,
    /// Follow-ups noted on the way.
    pub todos: Vec<Todo>,
    /// Polls and their decisions.
    pub polls: Vec<Poll>,
    /// Advice given.
    pub advice: Vec<Advice>,
    /// Abnormal operations reported.
    pub reports: Vec<Report>,
    /// Operations mode and the register of halts.
    pub operations: Operations,
    /// Messages, in the order in which the Business Lead wants them worked.
    pub messages: Vec<Message>,
    /// Counts identities that are handed out.
    pub counters: Counters,
}

/// The life of an incident (requirements §2.2). The regions inside `Active` have states of their
/// own: operations mode, the messages, and listening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing has happened yet.
    #[default]
    Unopened,
    /// Thresholds are near; the Technical SLT assesses.
    Watch,
    /// The commander escalated.
    Declared,
    /// The initial three come together.
    Mobilising,
    /// The Customer Liaison briefs.
    Briefing,
    /// Operations, messages and listening run in parallel.
    Active,
    /// The parent is resolved; business returns to normal.
    Resolving,
    /// The call has ended.
    Resolved,
    /// Analysis, meetings and review.
    FollowUp,
    /// Sealed.
    Closed,
    /// Not warranted, or declared in error.
    StoodDown,
}

impl State {
    /// All states that an incident in the log can be in.
    pub const ALL: [Self; 10] = [
        Self::Watch,
        Self::Declared,
        Self::Mobilising,
        Self::Briefing,
        Self::Active,
        Self::Resolving,
        Self::Resolved,
        Self::FollowUp,
        Self::Closed,
        Self::StoodDown,
    ];

    /// The stable name of the state, for programs.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Unopened => "unopened",
            Self::Watch => "watch",
            Self::Declared => "declared",
            Self::Mobilising => "mobilising",
            Self::Briefing => "briefing",
            Self::Active => "active",
            Self::Resolving => "resolving",
            Self::Resolved => "resolved",
            Self::FollowUp => "follow_up",
            Self::Closed => "closed",
            Self::StoodDown => "stood_down",
        }
    }

    /// Sealed: nothing is added any more, except what reopens it.
    pub const fn is_sealed(self) -> bool {
        matches!(self, Self::Closed | Self::StoodDown)
    }

    /// The business response is running.
    pub const fn is_running(self) -> bool {
        matches!(
            self,
            Self::Declared | Self::Mobilising | Self::Briefing | Self::Active | Self::Resolving
        )
    }

    /// Before `Active`: a false alarm can still be stood down (T16).
    pub const fn is_before_active(self) -> bool {
        matches!(self, Self::Watch | Self::Declared | Self::Mobilising | Self::Briefing)
    }
}

/// The parent technical incident, as relayed.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Parent {
    /// Its link or number (R16).
    pub reference: Words,
    /// Its phase, acknowledged by the Business Lead.
    pub phase: Phase,
    /// Since when.
    pub since: Timestamp,
    /// A relayed phase that the Business Lead has not acknowledged: blocks sending (decision 6).
    pub pending: Option<PendingPhase>,
    /// When it was recorded as resolved.
    pub resolved_at: Option<Timestamp>,
}

/// A phase change that waits for the Business Lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingPhase {
    /// The relay that reported it.
    pub relay: RelayId,
    /// The new phase.
    pub phase: Phase,
    /// Since when it waits.
    pub at: Timestamp,
}

/// Points in the incident's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Times {
    /// The record was opened.
    pub opened: Timestamp,
    /// Time zero: the declaration.
    pub declared: Option<Timestamp>,
    /// The call ended.
    pub resolved: Option<Timestamp>,
}

/// The Technical SLT's recommendation to the commander (T2, T3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// For or against a business response.
    pub escalate: bool,
    /// Why.
    pub note: Words,
    /// Whose.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// What was irregular, for everybody to see.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Flags {
    /// Declared without a business recommendation (T3b).
    pub no_recommendation: bool,
    /// Declared outside Investigation and Identification, with this reason (R17).
    pub phase_override: Option<Words>,
    /// The liaison joined without an accepted hand-off, with this reason.
    pub handoff_override: Option<Words>,
    /// A rehearsal (R157): nothing leaves the organisation.
    pub exercise: bool,
}

/// Somebody without an account, such as the technical commander (R20).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outsider {
    /// Identity.
    pub id: OutsiderId,
    /// Their name; withheld once erased (decision 21).
    pub name: Words,
}

/// The next identity of each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counters {
    /// Messages so far.
    pub messages: u32,
    /// Suggestions so far, over all messages.
    pub suggestions: u32,
    /// Tasks so far.
    pub tasks: u32,
    /// Follow-ups so far.
    pub todos: u32,
    /// Polls so far.
    pub polls: u32,
    /// Pieces of advice so far.
    pub advice: u32,
    /// Reports so far.
    pub reports: u32,
    /// Relays so far.
    pub relays: u32,
    /// Items so far.
    pub items: u32,
    /// Outsiders so far.
    pub outsiders: u32,
}

keyed! { Outsider => id: OutsiderId }

impl Incident {
    /// A record in which nothing has happened yet.
    pub fn new(id: IncidentId) -> Self {
        Self { id, ..Self::default() }
    }

    /// The seat of a role, if anything happened to it.
    pub fn seat(&self, role: Role) -> Option<&Seat> {
        find(&self.seats, role)
    }

    /// Whether the role exists in this incident: the organisation has it, or it was removed there
    /// while somebody held its seat here or was asked into it. Then it lasts until the seat is
    /// empty, with all that belongs to it: pages, hand-overs, a backup.
    pub fn has_role(&self, role: Role, organisation: &Organisation) -> bool {
        organisation.has_role(role) || self.seat(role).is_some_and(Seat::is_in_use)
    }

    /// Every role of this incident, in the order of the board (R1).
    pub fn roles<'a>(&'a self, organisation: &'a Organisation) -> impl Iterator<Item = Role> + 'a {
        organisation.roles_ever().filter(|role| self.has_role(*role, organisation))
    }

    /// Who holds a role at this instant (R25, R31).
    pub fn holder(&self, role: Role) -> Option<PersonId> {
        self.seat(role)?.person()
    }

    /// Whether a person holds a role at this instant.
    pub fn holds(&self, person: PersonId, role: Role) -> bool {
        self.holder(role) == Some(person)
    }

    /// The capacity in which a person holds a role.
    pub fn capacity(&self, person: PersonId, role: Role) -> Option<Capacity> {
        let tenure = self.seat(role)?.holder.as_ref().filter(|t| t.person == person)?;
        Some(Capacity { role, rank: tenure.rank })
    }

    /// Every role a person holds.
    pub fn roles_of(&self, person: PersonId) -> impl Iterator<Item = Role> + '_ {
        self.seats.iter().filter(move |seat| seat.person() == Some(person)).map(|seat| seat.role)
    }

    /// Where a person can be reached.
    pub fn presence_of(&self, person: PersonId) -> Option<&Presence> {
        find(&self.presence, person)
    }

    /// Whether a person is here, in any way.
    pub fn is_here(&self, person: PersonId) -> bool {
        self.presence_of(person).is_some_and(Presence::is_here)
    }

    /// Whether a role's holder is here and the seat may act; the liaison's only once the technical
    /// side is handed off (R35).
    pub fn is_present(&self, role: Role) -> bool {
        let here = self.holder(role).is_some_and(|person| self.is_here(person));
        here && (role != Role::CustomerLiaison || self.liaison.handoff.is_complete())
    }

    /// A message.
    pub fn message(&self, id: MessageId) -> Option<&Message> {
        find(&self.messages, id)
    }

    /// The name of somebody without an account.
    pub fn outsider_name(&self, id: OutsiderId) -> &str {
        find(&self.outsiders, id).map_or("", |outsider| outsider.name.shown())
    }

    /// The commander's name.
    pub fn commander_name(&self) -> Option<&str> {
        self.commander.map(|id| self.outsider_name(id))
    }
}
