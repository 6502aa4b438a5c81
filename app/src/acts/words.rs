//! What each command is called on its button, and the effect that is named before it is given
//! (R156). One table; a command without an effect and without inputs is given at once.

use crate::parts::model::Weight;
use muster_domain::command::{Command as C, CommanderAnswer, StatedAnswer};
use muster_domain::message::{Gate, Verdict};

/// The words of a command.
#[derive(Clone, Copy)]
pub struct Words {
    /// On the button.
    pub label: &'static str,
    /// What will happen, where people should think twice.
    pub effect: &'static str,
    /// How the button looks.
    pub weight: Weight,
}

const fn plain(label: &'static str, effect: &'static str) -> Words {
    Words { label, effect, weight: Weight::Plain }
}

const fn main(label: &'static str, effect: &'static str) -> Words {
    Words { label, effect, weight: Weight::Main }
}

const fn harsh(label: &'static str, effect: &'static str) -> Words {
    Words { label, effect, weight: Weight::Harsh }
}

/// The words of a command.
pub const fn words(command: &C) -> Words {
    match command {
        C::OpenWatch { .. } => plain("Open a watch", ""),
        C::Recommend { escalate: true, .. } => main("Recommend a business response", ""),
        C::Recommend { .. } => plain("Advise against it", ""),
        C::Declare { .. } => main(
            "Declare the incident",
            "The Business Lead, the Technical SLT and the Customer Liaison are paged at once.",
        ),
        C::StandDown { .. } => harsh(
            "Stand down",
            "The response ends here and everybody who was paged is told. The record stays.",
        ),
        C::OpenBriefing => main("Open the briefing", ""),
        C::StateFact { answer: StatedAnswer::Unknown, .. } => plain("Not known yet", ""),
        C::StateFact { .. } => plain("Answer", ""),
        C::PublishNotes { .. } => main("Publish the notes", "All responders will read them."),
        C::ConfirmEnough => main("Enough to draft", ""),
        C::Activate => main(
            "End the briefing",
            "The response goes into full swing, and the Customer Liaison goes back to listen.",
        ),
        C::BeginResolving => main(
            "Begin the return to normal",
            "Resolution messages come next. Nothing restarts before they are out.",
        ),
        C::OrderAnalysis => main("Order the Preliminary Analysis", ""),
        C::Resolve => harsh(
            "Resolve and end the call",
            "The business call ends, paging stops, and the follow-up begins.",
        ),
        C::SetConfidential { confidential: true, .. } => harsh(
            "Make it confidential",
            "From then on it exists for those who need to know, and for nobody else.",
        ),
        C::SetConfidential { .. } => harsh(
            "Open it to all members",
            "From then on everybody in the organisation can follow it.",
        ),
        C::Admit { .. } => plain("Let somebody know of it", ""),
        C::Dismiss { .. } => plain("Needs to know no longer", ""),
        C::AdmitGuest { .. } => plain("Let a guest in", ""),
        C::EndGuest { .. } => harsh("End the visit", "They are out at once."),
        C::HoldRecord { hold: true, .. } => plain("Put it under a legal hold", ""),
        C::HoldRecord { .. } => harsh(
            "Lift the legal hold",
            "From then on it may be deleted when the organisation's time for records is over.",
        ),
        C::Close => harsh("Close the record", "The record is sealed: nothing can be added to it."),
        C::Reopen { .. } => harsh("Reopen", "The response starts again with the same people."),
        _ => conduit(command),
    }
}

const fn conduit(command: &C) -> Words {
    match command {
        C::NameCommander { .. } => plain("Name the commander", ""),
        C::Relay { .. } => main("Relay an update", ""),
        C::CorrectRelay { .. } => {
            plain("Correct", "A phase that this update reported is taken back with it.")
        }
        C::AcknowledgePhase { .. } => main(
            "Acknowledge the phase",
            "Messages of the old phase that are not out yet are set aside; their text can be reused.",
        ),
        C::LocateLiaison { .. } => plain("Say where you are", ""),
        C::RecallLiaison => plain("Call the liaison back", ""),
        C::PageStandby { .. } => main("Page a standby", ""),
        C::AcceptStandby => main("I am coming", ""),
        C::DeclineStandby { .. } => plain("I cannot", "The next standby is paged instead of you."),
        C::ConfirmStandbyPresent => main("I am on the technical call", ""),
        C::NoteHandoff { .. } => main("Write the hand-off note", ""),
        C::AcceptHandoff => main(
            "Accept the technical side",
            "From now on you answer for the technical side, and the Customer Liaison is free.",
        ),
        C::OverrideHandoff { .. } => harsh(
            "Go on without a hand-off",
            "The record will show that the technical side was left without an accepted hand-off.",
        ),
        _ => seats(command),
    }
}

const fn seats(command: &C) -> Words {
    match command {
        C::Page { .. } => plain("Page", ""),
        C::AcceptPage { .. } => main("Accept", ""),
        C::DeclinePage { .. } => plain("Decline", "The next backup is paged instead of you."),
        C::TakeOver { .. } => {
            plain("Take over", "The seat and its authority are yours from this moment.")
        }
        C::Assign { .. } => plain("Assign somebody", "They hold the seat from this moment."),
        C::MarkUnavailable { .. } => plain("Cannot act", "The next backup is paged for the seat."),
        C::MarkReturned { .. } => main("Back at the seat", ""),
        C::OfferHandOver { .. } => plain("Hand over", "They take the seat by accepting."),
        C::AcceptHandOver { .. } => {
            main("Accept the seat", "The seat and its authority are yours from this moment.")
        }
        C::EndHandOver { .. } => plain("Drop the hand-over", ""),
        C::Release { .. } => plain("Release", "The seat is empty until somebody is paged again."),
        C::SetPresence { .. } => plain("Where I am", ""),
        _ => control(command),
    }
}

const fn control(command: &C) -> Words {
    match command {
        C::StateStatus { .. } => plain("State the status", ""),
        C::AssignTask { .. } => plain("Delegate a task", ""),
        C::AcknowledgeTask { .. } => main("Will do", ""),
        C::StartTask { .. } => plain("Begin", ""),
        C::FinishTask { .. } => main("Done", ""),
        C::ExtendTask { .. } => plain("More time", ""),
        C::ReassignTask { .. } => plain("Give to somebody else", ""),
        C::CancelTask { .. } => plain("No longer wanted", ""),
        C::NoteTodo { .. } => plain("Note a follow-up", ""),
        C::OwnTodo { .. } => plain("Give it an owner", ""),
        C::OpenPoll { .. } => plain("Open a poll", ""),
        C::ObjectToPoll { .. } => harsh("Object strongly", ""),
        C::DecidePoll { .. } => main("Decide", "The decision is final."),
        C::Note { .. } => plain("Add a note", ""),
        C::Advise { .. } => plain("Give advice", ""),
        C::ReportAbnormal { .. } => plain("Report something abnormal", ""),
        C::AcknowledgeReport { .. } => main("Acknowledge", ""),
        _ => operations(command),
    }
}

const fn operations(command: &C) -> Words {
    match command {
        C::OrderHalt { .. } => main("Order the halt", "The officer is asked to stop everything."),
        C::ListItem { .. } => plain("Add an activity", ""),
        C::HaltItem { .. } => main("Halted", ""),
        C::ExemptItem { .. } => plain("Exempt", "It keeps running during the incident."),
        C::ProveItem { .. } => plain("Add proof", ""),
        C::ReportStopped { .. } => main("Report all stopped", ""),
        C::SettleSide { .. } => plain("Settle without an officer", ""),
        C::RestartEarly { .. } => plain("Allow an early restart", "It may reach customers again."),
        C::OrderRestart { .. } => main("Order the restart", "It may reach customers again."),
        C::RestartItem { .. } => main("Decide the restart", "It may reach customers again."),
        C::ReportResumed { .. } => main("Report all decided", ""),
        _ => messages(command),
    }
}

const fn messages(command: &C) -> Words {
    match command {
        C::PlanMessage { reuse: Some(_), .. } => plain("Plan from the earlier text", ""),
        C::PlanMessage { .. } => plain("Plan", ""),
        C::PlanCorrection { .. } => plain("Plan a correction", ""),
        C::OrderMessages { .. } => plain("Work on it earlier", ""),
        C::StartMessage { together: true, .. } => plain("Begin, all checks at once", ""),
        C::StartMessage { .. } => main("Begin", ""),
        C::DelegateDraft { to: None, .. } => plain("Type it yourself again", ""),
        C::DelegateDraft { .. } => plain("Let somebody type", ""),
        C::Suggest { replacement: Some(_), .. } => plain("Suggest other words", ""),
        C::Suggest { .. } => plain("Comment", ""),
        C::Reply { .. } => plain("Reply", ""),
        C::FixSpelling { .. } => plain("Fix the spelling", "It is taken into the text at once."),
        C::SettleSuggestion { accept: true, .. } => main("Accept", ""),
        C::SettleSuggestion { .. } => plain("Decline", ""),
        C::Submit { .. } => main("Submit", "The text is locked while it is checked."),
        C::Estimate { .. } | C::EstimateSending { .. } => plain("Say how long", ""),
        C::GiveVerdict { verdict, gate, .. } => verdict_words(*verdict, *gate),
        C::TakeBack { .. } => harsh("Take my sign-off back", "Every later gate is open again."),
        C::OverrideObjection { .. } => harsh(
            "Override the objection",
            "The message goes on although the objection stands; both are on record.",
        ),
        C::WaiveGate { .. } => harsh("Waive this check", "The message goes on without it."),
        C::Revise { .. } => plain("Open the next version", "All sign-offs on this version end."),
        C::PutToCommander { .. } => main("Put it to the commander", ""),
        C::RecordAnswer { answer, .. } => answer_words(answer),
        C::DirectSender { .. } => main("Direct a sender", ""),
        C::BeginDistribution { .. } => {
            main("Begin sending", "Exactly this text goes out, and can no longer be changed.")
        }
        C::ReportDistribution { accept_rest: true, .. } => {
            plain("Accept the rest", "Whoever was not reached stays unreached; the note says why.")
        }
        C::ReportDistribution { .. } => main("Report what was sent", ""),
        C::SkipMessage { .. } => plain("Skip", "This audience gets no message in this phase."),
        C::WithdrawMessage { .. } => harsh("Withdraw", "It is taken off the board unsent."),
        C::RetractMessage { .. } => harsh(
            "Retract",
            "It is taken down wherever that is possible, and the commander is told.",
        ),
        _ => plain("Do it", ""),
    }
}

const fn verdict_words(verdict: Verdict, gate: Gate) -> Words {
    match (verdict, gate) {
        (Verdict::Pass, Gate::Approval) => main("Approve", ""),
        (Verdict::Pass, _) => main("Pass", ""),
        (Verdict::Suggest, _) => plain("Pass with a suggestion", ""),
        (Verdict::StrongObjection, _) => {
            harsh("Object strongly", "The message stops until these words are changed.")
        }
        (Verdict::Return, _) => harsh("Return it", "The message goes back to its writer."),
    }
}

const fn answer_words(answer: &CommanderAnswer) -> Words {
    match answer {
        CommanderAnswer::Yes => main("Commander says yes", "The message may be sent."),
        CommanderAnswer::NotNow { .. } => plain("Commander says not now", ""),
        CommanderAnswer::Change => plain("Commander wants a change", ""),
        CommanderAnswer::No => harsh("Commander says no", ""),
        CommanderAnswer::Revoke => harsh("Commander takes the yes back", "Sending stops."),
    }
}
