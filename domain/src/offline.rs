//! Which commands may wait on a device until the server can be reached again (decision 25).
//!
//! May wait what is as true later as it was when it was said: what somebody knows, does or answers
//! for themselves. Not so what others act upon because of how things stand now: every gate, every
//! order, every step in the incident's life. That needs the server's word at once, or a phone call.

use crate::command::Command;

impl Command {
    /// Whether it may wait. Where not, it is sent now or refused at once, and never sent later by
    /// itself.
    #[expect(clippy::too_many_lines, reason = "one line per command, so that none is forgotten")]
    pub const fn may_wait(&self) -> bool {
        match self {
            // What somebody knows.
            Self::Recommend { .. }
            | Self::StateFact { .. }
            | Self::PublishNotes { .. }
            | Self::NameCommander { .. }
            | Self::Relay { .. }
            | Self::CorrectRelay { .. }
            | Self::StateStatus { .. }
            | Self::NoteHandoff { .. }
            | Self::LocateLiaison { .. }
            | Self::Note { .. }
            | Self::Advise { .. }
            | Self::ReportAbnormal { .. }
            | Self::NoteTodo { .. }
            // What somebody answers for themselves.
            | Self::AcceptPage { .. }
            | Self::DeclinePage { .. }
            | Self::AcceptStandby
            | Self::DeclineStandby { .. }
            | Self::ConfirmStandbyPresent
            | Self::AcceptHandoff
            | Self::OfferHandOver { .. }
            | Self::AcceptHandOver { .. }
            | Self::EndHandOver { .. }
            | Self::MarkUnavailable { .. }
            | Self::MarkReturned { .. }
            | Self::SetPresence { .. }
            | Self::AcknowledgeReport { .. }
            // Work, and what came of it.
            | Self::AssignTask { .. }
            | Self::AcknowledgeTask { .. }
            | Self::StartTask { .. }
            | Self::FinishTask { .. }
            | Self::ExtendTask { .. }
            | Self::ReassignTask { .. }
            | Self::CancelTask { .. }
            | Self::OwnTodo { .. }
            | Self::OpenPoll { .. }
            | Self::ObjectToPoll { .. }
            | Self::ListItem { .. }
            | Self::HaltItem { .. }
            | Self::ProveItem { .. }
            | Self::ReportStopped { .. }
            | Self::ReportResumed { .. }
            // Words of a message, before anybody signs them.
            | Self::PlanMessage { .. }
            | Self::PlanCorrection { .. }
            | Self::OrderMessages { .. }
            | Self::StartMessage { .. }
            | Self::DelegateDraft { .. }
            | Self::SaveDraft { .. }
            | Self::Suggest { .. }
            | Self::Reply { .. }
            | Self::FixSpelling { .. }
            | Self::SettleSuggestion { .. }
            | Self::Estimate { .. }
            | Self::EstimateSending { .. } => true,
            // What was sent is a fact; to let the rest go is a decision.
            Self::ReportDistribution { accept_rest, .. } => !*accept_rest,
            // Life of the incident, and who may know of it.
            Self::OpenWatch { .. }
            | Self::Declare { .. }
            | Self::StandDown { .. }
            | Self::OpenBriefing
            | Self::ConfirmEnough
            | Self::Activate
            | Self::BeginResolving
            | Self::OrderAnalysis
            | Self::Resolve
            | Self::Close
            | Self::Reopen { .. }
            | Self::SetConfidential { .. }
            | Self::Admit { .. }
            | Self::Dismiss { .. }
            | Self::AdmitGuest { .. }
            | Self::EndGuest { .. }
            | Self::HoldRecord { .. }
            // Who serves, where somebody else decides it or is asked to come now.
            | Self::Page { .. }
            | Self::TakeOver { .. }
            | Self::Assign { .. }
            | Self::Release { .. }
            | Self::PageStandby { .. }
            | Self::OverrideHandoff { .. }
            | Self::RecallLiaison
            // Orders and decisions.
            | Self::AcknowledgePhase { .. }
            | Self::DecidePoll { .. }
            | Self::OrderHalt { .. }
            | Self::ExemptItem { .. }
            | Self::SettleSide { .. }
            | Self::RestartEarly { .. }
            | Self::OrderRestart { .. }
            | Self::RestartItem { .. }
            // Gates of a message, and its way out.
            | Self::Submit { .. }
            | Self::GiveVerdict { .. }
            | Self::TakeBack { .. }
            | Self::OverrideObjection { .. }
            | Self::WaiveGate { .. }
            | Self::Revise { .. }
            | Self::PutToCommander { .. }
            | Self::RecordAnswer { .. }
            | Self::DirectSender { .. }
            | Self::BeginDistribution { .. }
            | Self::SkipMessage { .. }
            | Self::WithdrawMessage { .. }
            | Self::RetractMessage { .. }
            // The system's own, which no device sends.
            | Self::KeepText { .. }
            | Self::Elapse(_)
            | Self::CoverSeat { .. }
            | Self::ReportReach(_) => false,
        }
    }
}
