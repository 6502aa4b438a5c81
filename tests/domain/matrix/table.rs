//! The table itself, written by hand from requirements §1.6 and decision 15, line by line.

use super::Circumstance;
use Part::{
    Administrator, Bystander, Commander, Delegate, Department, Elt, Guest, Lead, Legal, Liaison,
    Marketing, Media, MediaBackup, Messaging, Observer, OfferedLegal, OwnRole, PagedForMedia, Slt,
    SltBackup, Social, Standby, System,
};
use muster_domain::command::Command as C;
use muster_domain::ids::ItemId;
use muster_domain::message::Gate;
use muster_domain::operations::Side;

/// The parts people play in the worlds of the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Business Lead.
    Lead,
    /// Technical SLT.
    Slt,
    /// Customer Liaison.
    Liaison,
    /// Marketing Officer; also the owner of the task and, once directed, the sender.
    Marketing,
    /// Social Officer.
    Social,
    /// Media Officer, marked unavailable.
    Media,
    /// Legal Officer, offering the seat to a backup.
    Legal,
    /// Messaging Officer.
    Messaging,
    /// ELT Approver.
    Elt,
    /// Departmental responder.
    Department,
    /// Holder of the firm's own role, in the messaging group.
    OwnRole,
    /// On the Technical SLT's roster, without a seat.
    SltBackup,
    /// Answers for the technical side.
    Standby,
    /// Paged for the Media Officer's seat.
    PagedForMedia,
    /// Next on the Media Officer's roster, not paged.
    MediaBackup,
    /// The Legal Officer's seat is offered to them.
    OfferedLegal,
    /// May type in the message.
    Delegate,
    /// Present, without a seat.
    Bystander,
    /// An account and nothing else.
    Observer,
    /// May change the organisation, without a seat.
    Administrator,
    /// From outside, let into this incident.
    Guest,
    /// From outside, let into another incident.
    ForeignGuest,
    /// Left the firm.
    Left,
    /// Never belonged to it.
    Stranger,
    /// Time passing.
    System,
    /// The technical commander, by link.
    Commander,
    /// The commander before, by an old link.
    FormerCommander,
}

const NOBODY: &[Part] = &[];
const LEAD: &[Part] = &[Lead];
const SLT: &[Part] = &[Slt];
const LIAISON: &[Part] = &[Liaison];
const LIAISON_OR_LEAD: &[Part] = &[Liaison, Lead];
const EVERY_SEAT: &[Part] =
    &[Lead, Slt, Liaison, Marketing, Social, Media, Legal, Messaging, Elt, Department, OwnRole];
const PRESENT: &[Part] = &[
    Lead, Slt, Liaison, Marketing, Social, Media, Legal, Messaging, Elt, Department, OwnRole,
    Bystander,
];
const EVERY_MEMBER: &[Part] = &[
    Lead,
    Slt,
    Liaison,
    Marketing,
    Social,
    Media,
    Legal,
    Messaging,
    Elt,
    Department,
    OwnRole,
    SltBackup,
    Standby,
    PagedForMedia,
    MediaBackup,
    OfferedLegal,
    Delegate,
    Bystander,
    Observer,
    Administrator,
];
/// Those who are in the incident, with or without belonging to the organisation.
const EVERYBODY_LET_IN: &[Part] = &[
    Lead,
    Slt,
    Liaison,
    Marketing,
    Social,
    Media,
    Legal,
    Messaging,
    Elt,
    Department,
    OwnRole,
    SltBackup,
    Standby,
    PagedForMedia,
    MediaBackup,
    OfferedLegal,
    Delegate,
    Bystander,
    Observer,
    Administrator,
    Guest,
];

/// Who may ask for this, in the words of the requirements.
pub fn allowed(command: &C, when: Circumstance) -> &'static [Part] {
    match command {
        // A recorder names the commander, who has the final word (T1, T3).
        C::OpenWatch { .. } | C::Declare { .. } => EVERY_MEMBER,
        C::SetPresence { .. } => EVERYBODY_LET_IN,
        // Recommend escalation: Technical SLT, as business SME on the rotation.
        C::Recommend { .. } => &[Slt, SltBackup],
        C::StandDown { .. } if when.watch => &[Lead, Slt],
        // Briefing: answers by the liaison, notes and "enough" by the Technical SLT.
        // Relay update, set parent phase, hand-off: Customer Liaison.
        C::StateFact { .. }
        | C::Relay { .. }
        | C::CorrectRelay { .. }
        | C::PageStandby { .. }
        | C::NoteHandoff { .. }
        | C::LocateLiaison { .. } => LIAISON,
        // Name or transfer the commander, put the question: Liaison, else Lead.
        C::NameCommander { .. } | C::PutToCommander { .. } => {
            if when.liaison_serves {
                LIAISON
            } else {
                LIAISON_OR_LEAD
            }
        }
        // Authorize or withhold: the commander, or recorded by the liaison, else the Lead.
        C::RecordAnswer { .. } => {
            if when.liaison_serves {
                &[Commander, Liaison]
            } else {
                &[Commander, Liaison, Lead]
            }
        }
        // Draft, decline, submit: Technical SLT; a delegate may type.
        C::PublishNotes { .. }
        | C::ConfirmEnough
        | C::DelegateDraft { .. }
        | C::SettleSuggestion { .. }
        | C::Submit { .. }
        | C::Revise { .. } => SLT,
        C::SaveDraft { .. } => &[Slt, Delegate],
        // Reviewers fix spelling; everybody in a seat suggests and answers.
        C::FixSpelling { .. } => &[Liaison, Legal, Messaging, Elt],
        // That role only; nobody signs for the commander here.
        C::Estimate { gate, .. } | C::GiveVerdict { gate, .. } | C::TakeBack { gate, .. } => {
            signer(*gate)
        }
        // Waiver and override of an objection: ELT Approver.
        C::OverrideObjection { .. } | C::WaiveGate { .. } => &[Elt],
        // Distribute: the responder the Business Lead directs.
        C::EstimateSending { .. } | C::BeginDistribution { .. } | C::ReportDistribution { .. } => {
            if when.directed {
                &[Marketing]
            } else {
                NOBODY
            }
        }
        // Advice: Legal, and the messaging responders beside them.
        C::Advise { .. } => &[Legal, Messaging, Elt],
        // Report abnormal operations: operations and departmental responders.
        C::ReportAbnormal { .. } => &[Marketing, Social, Media, Department],
        C::ObjectToPoll { .. } | C::Suggest { .. } | C::Reply { .. } => EVERY_SEAT,
        // Manual note: anyone present.
        C::Note { .. } | C::NoteTodo { .. } => PRESENT,
        C::Elapse(_) | C::CoverSeat { .. } | C::ReportReach(_) | C::KeepText { .. } => &[System],
        other => of_relation(other).or_else(|| of_operations(other)).unwrap_or(LEAD),
    }
}

/// Acts of whoever is asked, holds the seat, backs it up, owns the task or sees to who is in.
fn of_relation(command: &C) -> Option<&'static [Part]> {
    Some(match command {
        C::AcceptPage { .. } | C::DeclinePage { .. } => &[PagedForMedia],
        C::AcceptHandOver { .. } => &[OfferedLegal],
        C::EndHandOver { .. } => &[OfferedLegal, Legal],
        C::OfferHandOver { .. } => &[Legal],
        C::MarkUnavailable { .. } => &[Media, Lead],
        C::MarkReturned { .. } => &[Media],
        // Take over: backup.
        C::TakeOver { .. } => &[Media, PagedForMedia, MediaBackup],
        C::AcceptStandby
        | C::DeclineStandby { .. }
        | C::ConfirmStandbyPresent
        | C::AcceptHandoff => &[Standby],
        C::AcknowledgeTask { .. } | C::StartTask { .. } | C::FinishTask { .. } => &[Marketing],
        C::ExtendTask { .. } => &[Marketing, Lead],
        // Confidential flag and guests: Business Lead, administrator.
        C::SetConfidential { .. }
        | C::Admit { .. }
        | C::Dismiss { .. }
        | C::AdmitGuest { .. }
        | C::EndGuest { .. } => &[Lead, Administrator],
        C::HoldRecord { .. } => &[Legal, Administrator],
        _ => return None,
    })
}

/// Halt and restart: marketing's items by the Marketing Officer, social's by the Social Officer.
fn of_operations(command: &C) -> Option<&'static [Part]> {
    Some(match command {
        C::ListItem { side, .. } | C::ReportStopped { side } | C::ReportResumed { side } => {
            match side {
                Side::Marketing => &[Marketing],
                Side::Social => &[Social],
            }
        }
        C::HaltItem { item, .. } | C::ProveItem { item, .. } | C::RestartItem { item, .. } => {
            if is_marketing(*item) {
                &[Marketing]
            } else {
                &[Social]
            }
        }
        C::ExemptItem { item, .. } => {
            if is_marketing(*item) {
                &[Marketing, Lead]
            } else {
                &[Social, Lead]
            }
        }
        _ => return None,
    })
}

/// The firm's first four campaigns are marketing's.
const fn is_marketing(item: ItemId) -> bool {
    item.0 <= 4
}

const fn signer(gate: Gate) -> &'static [Part] {
    match gate {
        Gate::Accuracy => &[Liaison],
        Gate::Legal => &[Legal],
        Gate::Messaging => &[Messaging],
        Gate::Approval => &[Elt],
        Gate::Authorization => NOBODY,
    }
}
