//! Every rule, in one place: from state, organisation, command, actor and time to events or a
//! refusal. Pure: the same question has the same answer in the app and in the room.
//!
//! First who may ([`crate::permission`]), then whether the state allows it (here, by area), then
//! what it comes to. What follows by rule, such as paging the next backup, is recorded as the
//! system's doing.

mod access;
mod conduit;
mod control;
mod drafting;
mod gates;
mod handoff;
mod life;
mod messages;
mod operations;
mod paging;
mod release;
mod seats;
mod suggestions;
mod turn;

use crate::actor::{Actor, Capacity};
use crate::command::{Command as C, Elapsed};
use crate::event::{Event, Recorded};
use crate::ids::Seq;
use crate::incident::Incident;
use crate::organisation::Organisation;
use crate::permission::permit;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use crate::words::Words;
pub use drafting::may_write;
use turn::{Done, Turn};

/// What a command comes to.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Decision {
    /// What happened, in order.
    pub events: Vec<Draft>,
}

/// An event that is not recorded yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Who did it: the actor, or the system for what follows by rule.
    pub by: Actor,
    /// The capacity in which the actor acted.
    pub capacity: Option<Capacity>,
    /// What happened.
    pub event: Event,
    /// Personal data that is kept beside it.
    pub personal: Option<Words>,
}

impl Draft {
    /// The event with its place in the log.
    pub fn record(self, seq: Seq, at: Timestamp) -> Recorded {
        let Self { by, capacity, event, personal } = self;
        Recorded { seq, at, by, capacity, event, personal }
    }
}

/// Decides a command: the events it comes to, perhaps none, or why it is refused.
///
/// A refused command changes nothing, and an accepted one changes nothing yet: the caller records
/// and applies the events.
pub fn decide(
    incident: &Incident,
    organisation: &Organisation,
    command: &C,
    actor: Actor,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    crate::text::lists(command)?;
    let capacity = permit(incident, organisation, command, actor)?;
    let mut turn = Turn::new(incident, organisation, actor, capacity, now);
    route(&mut turn, command)?;
    Ok(turn.finish())
}

/// Each command goes to its area.
fn route(turn: &mut Turn<'_>, command: &C) -> Done {
    match command {
        C::OpenWatch { .. }
        | C::Recommend { .. }
        | C::Declare { .. }
        | C::StandDown { .. }
        | C::OpenBriefing
        | C::StateFact { .. }
        | C::PublishNotes { .. }
        | C::ConfirmEnough
        | C::Activate
        | C::BeginResolving
        | C::OrderAnalysis
        | C::Resolve
        | C::Close
        | C::Reopen { .. } => life::decide(turn, command),
        C::SetConfidential { .. }
        | C::Admit { .. }
        | C::Dismiss { .. }
        | C::AdmitGuest { .. }
        | C::EndGuest { .. }
        | C::HoldRecord { .. } => access::decide(turn, command),
        C::NameCommander { .. }
        | C::Relay { .. }
        | C::CorrectRelay { .. }
        | C::AcknowledgePhase { .. }
        | C::LocateLiaison { .. }
        | C::RecallLiaison => conduit::decide(turn, command),
        C::PageStandby { .. }
        | C::AcceptStandby
        | C::DeclineStandby { .. }
        | C::ConfirmStandbyPresent
        | C::NoteHandoff { .. }
        | C::AcceptHandoff
        | C::OverrideHandoff { .. } => handoff::decide(turn, command),
        C::Page { .. }
        | C::AcceptPage { .. }
        | C::DeclinePage { .. }
        | C::ReportReach(_)
        | C::TakeOver { .. } => paging::decide(turn, command),
        C::Assign { .. }
        | C::MarkUnavailable { .. }
        | C::MarkReturned { .. }
        | C::OfferHandOver { .. }
        | C::AcceptHandOver { .. }
        | C::EndHandOver { .. }
        | C::Release { .. }
        | C::CoverSeat { .. }
        | C::SetPresence { .. } => seats::decide(turn, command),
        C::OrderHalt { .. }
        | C::ListItem { .. }
        | C::HaltItem { .. }
        | C::ExemptItem { .. }
        | C::ProveItem { .. }
        | C::ReportStopped { .. }
        | C::SettleSide { .. }
        | C::RestartEarly { .. }
        | C::OrderRestart { .. }
        | C::RestartItem { .. }
        | C::ReportResumed { .. } => operations::decide(turn, command),
        C::PlanMessage { .. }
        | C::PlanCorrection { .. }
        | C::OrderMessages { .. }
        | C::StartMessage { .. }
        | C::SkipMessage { .. }
        | C::WithdrawMessage { .. }
        | C::RetractMessage { .. } => messages::decide(turn, command),
        C::DelegateDraft { .. } | C::SaveDraft { .. } | C::KeepText { .. } | C::Submit { .. } => {
            drafting::decide(turn, command)
        }
        C::Suggest { .. }
        | C::Reply { .. }
        | C::FixSpelling { .. }
        | C::SettleSuggestion { .. } => suggestions::decide(turn, command),
        C::Estimate { .. }
        | C::GiveVerdict { .. }
        | C::TakeBack { .. }
        | C::OverrideObjection { .. }
        | C::WaiveGate { .. }
        | C::Revise { .. } => gates::decide(turn, command),
        C::PutToCommander { .. }
        | C::RecordAnswer { .. }
        | C::DirectSender { .. }
        | C::EstimateSending { .. }
        | C::BeginDistribution { .. }
        | C::ReportDistribution { .. } => release::decide(turn, command),
        C::Elapse(elapsed) => elapse(turn, *elapsed),
        _ => control::decide(turn, command),
    }
}

/// Time has passed: each deadline is checked again, because the alarm may come late or twice.
fn elapse(turn: &mut Turn<'_>, elapsed: Elapsed) -> Done {
    let due = turn.state().deadlines().any(|(at, what)| what == elapsed && at <= turn.now);
    if !due {
        return Err(crate::refusal::Code::NotDue.into());
    }
    match elapsed {
        Elapsed::Page(role) => paging::timed_out(turn, role),
        Elapsed::Standby => handoff::timed_out(turn),
        Elapsed::Task(task) => turn.follow(Event::TaskCheckBack { task }),
        Elapsed::Halt(side) => turn.follow(Event::HaltCheckBack { side }),
        Elapsed::Estimate(message, gate) => {
            turn.follow(Event::EstimateElapsed { message, gate });
        }
        Elapsed::AskAgain(message) => turn.follow(Event::PutToCommander { message }),
        Elapsed::Authorization(message) => turn.follow(Event::AuthorizationLapsed { message }),
        Elapsed::Guest(person) => access::guest_left(turn, person),
    }
    Ok(())
}
