//! The timeline (R141): recorded events as lines, by kind, newest first.

use crate::actor::Actor;
use crate::copy::{Line, en};
use crate::event::{Event as E, Recorded};
use crate::ids::Seq;
use crate::incident::Incident;
use crate::organisation::Organisation;
use crate::time::Timestamp;

/// An entry of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the log.
    pub seq: Seq,
    /// When it happened.
    pub at: Timestamp,
    /// What it is about.
    pub kind: Kind,
    /// It stays at the top: a decision that is final (R53).
    pub pinned: bool,
    /// A rule did it, nobody in person.
    pub by_rule: bool,
    /// In words.
    pub line: Line,
}

/// What an entry is about, to filter by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The life of the incident, the briefing, and what comes from the technical incident.
    Incident,
    /// Who serves, who is paged, who is here.
    People,
    /// Status, tasks, decisions, reports and notes.
    Work,
    /// The switch of operations.
    Operations,
    /// Messages on their way.
    Messages,
}

impl Kind {
    /// All kinds, in the order of the filter.
    pub const ALL: [Self; 5] =
        [Self::Incident, Self::People, Self::Work, Self::Operations, Self::Messages];
}

/// An entry. The incident is the state that the event led to, or a later one.
pub fn entry(recorded: &Recorded, incident: &Incident, organisation: &Organisation) -> Entry {
    Entry {
        seq: recorded.seq,
        at: recorded.at,
        kind: kind(&recorded.event),
        pinned: matches!(recorded.event, E::PollDecided { .. }),
        by_rule: recorded.by == Actor::System,
        line: en::event(recorded, incident, organisation),
    }
}

/// Entries of one kind or of all, newest first.
pub fn entries(
    log: &[Recorded],
    only: Option<Kind>,
    incident: &Incident,
    organisation: &Organisation,
) -> Vec<Entry> {
    let wanted = log.iter().rev().filter(|it| only.is_none_or(|only| kind(&it.event) == only));
    wanted.map(|recorded| entry(recorded, incident, organisation)).collect()
}

/// What an event is about; messages are the rest, so that their new events come by themselves.
pub const fn kind(event: &E) -> Kind {
    match event {
        E::WatchOpened { .. }
        | E::Recommended { .. }
        | E::Declared { .. }
        | E::Mobilised
        | E::StoodDown { .. }
        | E::BriefingOpened { .. }
        | E::FactStated { .. }
        | E::NotesPublished { .. }
        | E::EnoughToDraft
        | E::Activated
        | E::ResolvingBegan
        | E::Resolved
        | E::FollowUpBegan
        | E::Closed
        | E::Reopened { .. }
        | E::CommanderNamed { .. }
        | E::Relayed { .. }
        | E::RelayCorrected { .. }
        | E::PhaseAcknowledged { .. } => Kind::Incident,
        E::ConfidentialitySet { .. }
        | E::Admitted { .. }
        | E::Dismissed { .. }
        | E::GuestAdmitted { .. }
        | E::GuestEnded { .. }
        | E::HoldSet { .. }
        | E::Paged { .. }
        | E::PageDeclined { .. }
        | E::PageTimedOut { .. }
        | E::PageWithdrawn { .. }
        | E::BackupsExhausted { .. }
        | E::SeatTaken { .. }
        | E::SeatActive { .. }
        | E::HolderUnavailable { .. }
        | E::HolderReturned { .. }
        | E::HandOverOffered { .. }
        | E::HandOverEnded { .. }
        | E::Released { .. }
        | E::PresenceChanged { .. }
        | E::StandbyPaged { .. }
        | E::StandbyAcknowledged { .. }
        | E::StandbyDeclined { .. }
        | E::StandbyTimedOut { .. }
        | E::StandbyPresent { .. }
        | E::HandoffNoted { .. }
        | E::HandoffAccepted { .. }
        | E::HandoffOverridden { .. }
        | E::LiaisonLocated { .. }
        | E::LiaisonRecalled => Kind::People,
        E::StatusStated { .. }
        | E::TaskAssigned { .. }
        | E::TaskAcknowledged { .. }
        | E::TaskStarted { .. }
        | E::TaskDone { .. }
        | E::TaskExtended { .. }
        | E::TaskReassigned { .. }
        | E::TaskCancelled { .. }
        | E::TaskCheckBack { .. }
        | E::TodoNoted { .. }
        | E::TodoOwned { .. }
        | E::PollOpened { .. }
        | E::PollObjected { .. }
        | E::PollDecided { .. }
        | E::Noted { .. }
        | E::Advised { .. }
        | E::AbnormalReported { .. }
        | E::AbnormalAcknowledged { .. } => Kind::Work,
        E::ModeChanged { .. }
        | E::HaltOrdered { .. }
        | E::HaltCheckBack { .. }
        | E::ItemListed { .. }
        | E::ItemSettled { .. }
        | E::ItemProven { .. }
        | E::AllStopped { .. }
        | E::SideSettled { .. }
        | E::RestartOrdered { .. }
        | E::ItemRestarted { .. }
        | E::SideResumed { .. } => Kind::Operations,
        _ => Kind::Messages,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, entries};
    use crate::actor::Actor;
    use crate::event::{Event, Recorded};
    use crate::ids::{PollId, Seq};
    use crate::message::Stage;
    use crate::time::Timestamp;
    use crate::view::fixture::{LEAD, MESSAGE, organisation, with_message};

    fn log() -> Vec<Recorded> {
        let decision = "Offer credits".into();
        let events = [
            Event::EnoughToDraft,
            Event::PollDecided { poll: PollId(1), decision, owner: LEAD },
            Event::Revised { message: MESSAGE },
        ];
        let recorded = |(event, seq): (Event, i64)| Recorded {
            seq: Seq(seq.unsigned_abs()),
            at: Timestamp(seq),
            by: Actor::Person(LEAD),
            capacity: None,
            event,
            personal: None,
        };
        events.into_iter().zip(1..).map(recorded).collect()
    }

    #[test]
    fn the_newest_entry_comes_first_and_names_its_message() {
        let entries = entries(&log(), None, &with_message(Stage::Drafting), &organisation());
        let first = entries.first().map(|entry| entry.line.what.as_str());
        let title = "opened the next version of “Strategic customers, Identification”";
        assert_eq!((entries.len(), first), (3, Some(title)));
    }

    // [R53]
    #[test]
    fn a_decision_is_pinned() {
        let incident = with_message(Stage::Drafting);
        let entries = entries(&log(), Some(Kind::Work), &incident, &organisation());
        assert!(entries.iter().all(|entry| entry.pinned) && entries.len() == 1);
    }
}
