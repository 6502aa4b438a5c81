//! One incident in a line, for the list of incidents.

use crate::catalogue::{Phase, Role};
use crate::ids::{IncidentId, PersonId, Seq};
use crate::incident::{Incident, State};
use crate::message::Stage;
use crate::operations::Mode;
use crate::time::Timestamp;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// What the list of incidents shows. It holds nothing that an observer may not see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Identity.
    pub id: IncidentId,
    /// The entry of the log it was taken at; an older one never replaces a newer one.
    pub seq: Seq,
    /// What people call it.
    pub title: Words,
    /// Where it is in its life.
    pub state: State,
    /// Since when.
    pub since: Timestamp,
    /// When the record was opened.
    pub opened: Timestamp,
    /// Phase of the parent incident.
    pub phase: Phase,
    /// Mode of operations.
    pub mode: Mode,
    /// A rehearsal.
    pub exercise: bool,
    /// Only for those who need to know.
    #[serde(default)]
    pub confidential: bool,
    /// The Business Lead.
    pub lead: Option<PersonId>,
    /// Messages that went out.
    pub sent: u32,
}

impl Incident {
    /// This incident in a line.
    pub fn summary(&self) -> Summary {
        let sent = self.messages.iter().filter(|m| m.stage == Stage::Distributed).count();
        Summary {
            id: self.id.clone(),
            seq: self.seq,
            title: self.title.clone(),
            state: self.state,
            since: self.since,
            opened: self.times.opened,
            phase: self.parent.phase,
            mode: self.operations.mode,
            exercise: self.flags.exercise,
            confidential: self.access.confidential,
            lead: self.holder(Role::BusinessLead),
            sent: u32::try_from(sent).unwrap_or(u32::MAX),
        }
    }
}
