//! The kinds of things people owe, and where each is done.

use crate::briefing::Question;
use crate::catalogue::{Phase, Role};
use crate::ids::{MessageId, PollId, ReportId, TaskId, TodoId};
use crate::message::Gate;
use crate::operations::Side;

/// One thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Answer the page for a role (R24).
    AnswerPage(Role),
    /// Accept or decline the offered role.
    AnswerOffer(Role),
    /// Come: the seat is taken, its holder is not here.
    Arrive(Role),
    /// Find somebody for a seat that is waited for (Business Lead).
    FillSeat(Role),
    /// Say whether to take the technical side.
    AnswerStandby,
    /// Join the technical call as standby (R36).
    JoinTechnicalCall,
    /// Accept the technical side.
    AcceptTechnicalSide,
    /// Ask a standby to come (R34).
    PageStandby,
    /// Write the hand-off note (R37).
    WriteHandoffNote,
    /// Come back to the business call (R40).
    ComeBack,
    /// Recommend, or advise against (R15).
    Recommend,
    /// Open the briefing: everybody is here (T5).
    OpenBriefing,
    /// Find the answer to a briefing question (R43).
    Answer(Question),
    /// Publish the briefing notes (R44).
    PublishNotes,
    /// Say whether there is enough to draft (R45).
    ConfirmEnough,
    /// End the briefing (T6).
    Activate,
    /// Acknowledge the relayed phase (R39).
    AcknowledgePhase(Phase),
    /// Acknowledge a report of an abnormal operation (R69).
    AcknowledgeReport(ReportId),
    /// State what is happening (R48).
    StateStatus,
    /// Name an owner for a follow-up (R129).
    OwnTodo(TodoId),
    /// Object to a poll, or let it pass (R53).
    HearPoll(PollId),
    /// Decide a poll.
    DecidePoll(PollId),
    /// Say "will do" (R52).
    AcknowledgeTask(TaskId),
    /// Do it.
    FinishTask(TaskId),
    /// Ask its owner: the estimate has elapsed (R51).
    CheckBack(TaskId),
    /// Order a side to halt (T7).
    OrderHalt(Side),
    /// Halt or exempt so many activities.
    Halt(Side, usize),
    /// Report that everything has stopped (R63).
    ReportStopped(Side),
    /// Settle a side whose officer is missing (decision 13).
    SettleSide(Side),
    /// Order a side to restart (T12).
    OrderRestart(Side),
    /// Decide about so many activities (R71).
    Restart(Side, usize),
    /// Report that the side is back to normal (R128).
    ReportResumed(Side),
    /// Begin the return to normal (T11).
    BeginResolving,
    /// Order the Preliminary Analysis (R130).
    OrderAnalysis,
    /// Plan messages for so many audiences (R81).
    Plan(usize),
    /// Start work on a message (M2).
    Start(MessageId),
    /// Write and submit it (M4).
    Write(MessageId),
    /// Settle so many suggestions (R73).
    Settle(MessageId, usize),
    /// Look at a locked text again: a fact in it has changed (R95).
    Recheck(MessageId),
    /// Change what is strongly objected to.
    Revise(MessageId),
    /// Sign at a gate; perhaps an earlier version was signed by the same person (R88).
    Sign(MessageId, Gate, Option<u32>),
    /// Put it to the commander (M10).
    Raise(MessageId),
    /// Record the commander's answer (R98).
    RecordAnswer(MessageId),
    /// Withdraw it after the commander's "no".
    Withdraw(MessageId),
    /// Direct a sender (R105).
    Direct(MessageId),
    /// Send it (M13).
    Send(MessageId),
    /// Report what happened (M14).
    ReportSent(MessageId),
    /// Try the rest again, or accept it with a note.
    SendRest(MessageId),
}

/// Where a duty is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// The overview of the incident.
    Board,
    /// The roles, at this one.
    Seat(Role),
    /// The liaison's hand-off.
    Handoff,
    /// The briefing.
    Briefing,
    /// Updates from the technical incident.
    Relays,
    /// Tasks, follow-ups, polls and reports.
    Tasks,
    /// A side of operations.
    Operations(Side),
    /// The board of messages.
    Messages,
    /// One message.
    Message(MessageId),
    /// The checklist of the resolution.
    Resolve,
}

impl Duty {
    /// Where it is done.
    pub const fn link(self) -> Link {
        match self {
            Self::AnswerPage(role)
            | Self::AnswerOffer(role)
            | Self::Arrive(role)
            | Self::FillSeat(role) => Link::Seat(role),
            Self::AnswerStandby
            | Self::JoinTechnicalCall
            | Self::AcceptTechnicalSide
            | Self::PageStandby
            | Self::WriteHandoffNote => Link::Handoff,
            Self::Recommend | Self::StateStatus => Link::Board,
            Self::OpenBriefing
            | Self::Answer(_)
            | Self::PublishNotes
            | Self::ConfirmEnough
            | Self::Activate => Link::Briefing,
            Self::AcknowledgePhase(_) | Self::ComeBack => Link::Relays,
            Self::AcknowledgeReport(_)
            | Self::OwnTodo(_)
            | Self::HearPoll(_)
            | Self::DecidePoll(_)
            | Self::AcknowledgeTask(_)
            | Self::FinishTask(_)
            | Self::CheckBack(_) => Link::Tasks,
            Self::OrderHalt(side)
            | Self::Halt(side, _)
            | Self::ReportStopped(side)
            | Self::SettleSide(side)
            | Self::OrderRestart(side)
            | Self::Restart(side, _)
            | Self::ReportResumed(side) => Link::Operations(side),
            Self::BeginResolving | Self::OrderAnalysis => Link::Resolve,
            Self::Plan(_) => Link::Messages,
            Self::Start(message)
            | Self::Write(message)
            | Self::Settle(message, _)
            | Self::Recheck(message)
            | Self::Revise(message)
            | Self::Sign(message, _, _)
            | Self::Raise(message)
            | Self::RecordAnswer(message)
            | Self::Withdraw(message)
            | Self::Direct(message)
            | Self::Send(message)
            | Self::ReportSent(message)
            | Self::SendRest(message) => Link::Message(message),
        }
    }
}
