//! How a fact changes the state. Total: applying never fails and never decides.
//!
//! Every event is routed in one exhaustive match, so that a new kind cannot be forgotten; the areas
//! then take care of their own.

mod access;
mod conduit;
mod control;
mod drafts;
mod life;
mod messages;
mod operations;
mod seats;

use crate::event::{Event as E, Recorded};
use crate::incident::Incident;
use crate::list::{Keyed, find_mut};

impl Incident {
    /// Takes a recorded event into the state.
    #[expect(clippy::too_many_lines, reason = "one line per event, so that none is forgotten")]
    pub fn apply(&mut self, recorded: &Recorded) {
        self.seq = recorded.seq;
        match &recorded.event {
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
            | E::Reopened { .. } => life::apply(self, recorded),
            E::ConfidentialitySet { .. }
            | E::Admitted { .. }
            | E::Dismissed { .. }
            | E::GuestAdmitted { .. }
            | E::GuestEnded { .. }
            | E::HoldSet { .. } => access::apply(self, &recorded.event),
            E::CommanderNamed { .. }
            | E::Relayed { .. }
            | E::RelayCorrected { .. }
            | E::PhaseAcknowledged { .. }
            | E::StandbyPaged { .. }
            | E::StandbyAcknowledged { .. }
            | E::StandbyDeclined { .. }
            | E::StandbyTimedOut { .. }
            | E::StandbyPresent { .. }
            | E::HandoffNoted { .. }
            | E::HandoffAccepted { .. }
            | E::HandoffOverridden { .. }
            | E::LiaisonLocated { .. }
            | E::LiaisonRecalled => conduit::apply(self, recorded),
            E::Paged { .. }
            | E::PageDeclined { .. }
            | E::PageTimedOut { .. }
            | E::PageTried(_)
            | E::PageWithdrawn { .. }
            | E::BackupsExhausted { .. }
            | E::SeatTaken { .. }
            | E::SeatActive { .. }
            | E::HolderUnavailable { .. }
            | E::HolderReturned { .. }
            | E::HandOverOffered { .. }
            | E::HandOverEnded { .. }
            | E::Released { .. }
            | E::PresenceChanged { .. } => seats::apply(self, recorded),
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
            | E::AbnormalAcknowledged { .. } => control::apply(self, recorded),
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
            | E::SideResumed { .. } => operations::apply(self, recorded),
            E::MessagePlanned { .. } | E::MessagesOrdered { .. } => {
                messages::apply_board(self, recorded);
            }
            E::MessageStarted { message, .. }
            | E::DraftDelegated { message, .. }
            | E::DraftSaved { message, .. }
            | E::TextKept { message, .. }
            | E::Suggested { message, .. }
            | E::Replied { message, .. }
            | E::SuggestionSettled { message, .. }
            | E::Submitted { message, .. }
            | E::Estimated { message, .. }
            | E::EstimateElapsed { message, .. }
            | E::VerdictGiven { message, .. }
            | E::SignOffTakenBack { message, .. }
            | E::ObjectionOverridden { message, .. }
            | E::GateWaived { message, .. }
            | E::Revised { message }
            | E::PutToCommander { message }
            | E::Authorized { message, .. }
            | E::Withheld { message, .. }
            | E::AuthorizationLapsed { message }
            | E::SenderDirected { message, .. }
            | E::SenderEstimated { message, .. }
            | E::DistributionBegan { message, .. }
            | E::DistributionReported { message, .. }
            | E::Superseded { message }
            | E::Skipped { message, .. }
            | E::Withdrawn { message, .. }
            | E::Retracted { message, .. } => {
                let suggestions = messages::counted_suggestion(&recorded.event);
                self.counters.suggestions = self.counters.suggestions.max(suggestions);
                change(&mut self.messages, *message, |m| messages::apply(m, recorded));
            }
        }
    }
}

/// Changes the thing with this identity, if there is one.
fn change<T: Keyed>(list: &mut [T], key: T::Key, with: impl FnOnce(&mut T)) {
    if let Some(item) = find_mut(list, key) {
        with(item);
    }
}
