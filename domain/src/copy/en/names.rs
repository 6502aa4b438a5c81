//! Names of things, as people say them.

use crate::briefing::Question;
use crate::catalogue::{Group, Phase, Role};
use crate::guards::GuardKind;
use crate::incident::State;
use crate::list::find;
use crate::message::{Channel, Gate, Purpose, Stage, Verdict};
use crate::operations::{ItemKind, ItemState, Missed, Mode, Side};
use crate::organisation::Organisation;

/// Declares a function that names each variant.
macro_rules! names {
    ($($(#[$doc:meta])* $name:ident($kind:ident) { $($variant:ident => $text:literal,)* })*) => {$(
        $(#[$doc])*
        pub const fn $name(it: $kind) -> &'static str {
            match it { $($kind::$variant { .. } => $text),* }
        }
    )*};
}

names! {
    /// A built-in role; departments and custom roles have the organisation's names.
    built_in_role(Role) {
        BusinessLead => "Business Lead",
        TechnicalSlt => "Technical SLT",
        CustomerLiaison => "Customer Liaison",
        MarketingOfficer => "Marketing Officer",
        SocialOfficer => "Social Officer",
        MediaOfficer => "Media Officer",
        LegalOfficer => "Legal Officer",
        MessagingOfficer => "Messaging Officer",
        EltApprover => "ELT Approver",
        Department => "Department",
        Custom => "Added role",
    }
    /// A functional group.
    group(Group) {
        Initial => "Initial",
        Operations => "Operations",
        Messaging => "Messaging",
        Departmental => "Departments",
    }
    /// A phase of the technical incident.
    phase(Phase) {
        Detection => "Detection",
        Investigation => "Investigation",
        Identification => "Identification",
        Monitoring => "Monitoring",
        Resolution => "Resolution",
        Analysis => "Analysis",
        Publishing => "Publishing",
    }
    /// A state of the incident.
    state(State) {
        Unopened => "Not opened",
        Watch => "Watch",
        Declared => "Declared",
        Mobilising => "Mobilising",
        Briefing => "Briefing",
        Active => "Active",
        Resolving => "Resolving",
        Resolved => "Resolved",
        FollowUp => "Follow-up",
        Closed => "Closed",
        StoodDown => "Stood down",
    }
    /// A stage of a message.
    stage(Stage) {
        Planned => "Planned",
        Drafting => "Drafting",
        TechCheck => "Accuracy check",
        InReview => "In review",
        AwaitingElt => "Waits for executive approval",
        Approved => "Approved",
        AwaitingIc => "Put to the commander",
        Withheld => "Withheld by the commander",
        Authorized => "Authorized",
        Distributing => "Being sent",
        PartlySent => "Partly sent",
        Distributed => "Sent",
        Superseded => "Superseded",
        Skipped => "Skipped",
        Withdrawn => "Withdrawn",
    }
    /// A gate.
    gate(Gate) {
        Accuracy => "Accuracy",
        Legal => "Legal",
        Messaging => "Messaging",
        Approval => "Executive approval",
        Authorization => "Authorization",
    }
    /// A verdict.
    verdict(Verdict) {
        Pass => "Passed",
        Suggest => "Passed, with a suggestion",
        StrongObjection => "Strong objection",
        Return => "Sent back",
    }
    /// A mode of operations.
    mode(Mode) {
        Normal => "Normal operations",
        Halting => "Halting",
        Emergency => "Emergency operations",
        Restoring => "Restoring",
    }
    /// A side of operations.
    side(Side) { Marketing => "Marketing", Social => "Social", }
    /// A kind of outbound activity.
    item_kind(ItemKind) {
        Campaign => "Outbound campaigns",
        PaidSocial => "Paid social",
        Calling => "Outbound calling",
        PaidAdvertising => "Other paid advertising",
        WebContent => "New promotional content on the web",
        ScheduledPosts => "Scheduled posts",
        SocialCampaign => "Social campaigns",
        Other => "Other",
    }
    /// Where an outbound activity stands.
    item_state(ItemState) {
        Running => "Running",
        Halted => "Halted",
        Exempt => "Exempt",
        DoNotStart => "Do not start",
        Restarted => "Decided",
    }
    /// What becomes of what was missed.
    missed(Missed) {
        Resume => "Resume",
        Skip => "Resume, skip what was missed",
        Reschedule => "Reschedule",
        Retire => "Retire",
    }
    /// A channel.
    channel(Channel) {
        Mail => "Mail",
        Chat => "Chat",
        Social => "Social media",
        StatusPage => "Status page",
        Web => "Website",
        Press => "Press",
    }
    /// A briefing question.
    question(Question) {
        StartTime => "When did the technical incident begin?",
        Trigger => "Which error set it off?",
        AffectedNow => "How many customers are affected now?",
        AffectedWorst => "How many customers at worst?",
        Services => "Which business services are affected?",
        CustomerEffect => "What does a customer notice?",
        NextNews => "When can we expect news?",
        AnythingElse => "What else should we know?",
    }
    /// Why a message exists.
    purpose(Purpose) {
        Update => "Update",
        Correction => "Correction",
        PreliminaryAnalysis => "Preliminary Analysis",
    }
    /// A guard of the resolution.
    guard(GuardKind) {
        PhaseAcknowledged => "Every relayed phase is acknowledged",
        ResolutionSent => "The resolution message is sent",
        OperationsNormal => "Operations are back to normal",
        NothingInFlight => "No message is on its way",
        EverythingOwned => "Every follow-up has an owner",
        AnalysisOrdered => "The Preliminary Analysis is ordered",
    }
}

/// A role's name, as this organisation calls it.
pub fn role(role: Role, organisation: &Organisation) -> String {
    let named = match role {
        Role::Department(id) => find(&organisation.departments, id).map(|d| &d.name),
        Role::Custom(id) => find(&organisation.custom_roles, id).map(|r| &r.name),
        _ => None,
    };
    named.map_or(built_in_role(role), String::as_str).into()
}
