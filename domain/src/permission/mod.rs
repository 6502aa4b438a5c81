//! Who may do what: requirements §1.6 and decision 15, as one table.
//!
//! Read it beside the document. A row says whose act it is; whether the state allows it at this
//! moment is decided in [`crate::decide`]. Authority follows the current holder of a seat at the
//! instant of the act (requirements §2.4).

mod case;

use crate::actor::{Actor, Capacity};
use crate::catalogue::Role;
use crate::command::Command as C;
use crate::incident::Incident;
use crate::organisation::Organisation;
use crate::refusal::{Code, Refusal};
use case::{Authority, Case};

/// Somebody who may act, by seat or by relation to what is acted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody of the organisation with an active account.
    Member,
    /// Somebody from outside who was let in (R150).
    Guest,
    /// Whoever holds this seat.
    Seat(Role),
    /// Whoever holds any seat.
    AnySeat,
    /// Whoever holds a seat of Operations or of a department (R69).
    OperationsOrDepartment,
    /// Whoever holds a seat that collaborates on messages: Legal, Messaging, ELT, the Customer
    /// Liaison, the operations officers and departments (R73).
    Collaborator,
    /// Whoever is present, or holds a seat.
    Participant,
    /// The person the page, offer or standby request went to.
    Asked,
    /// The holder of the seat acted on.
    ItsHolder,
    /// Somebody on the roster of the seat acted on.
    ItsRoster,
    /// The owner of the task acted on.
    Owner,
    /// The seat that answers for the gate acted on.
    GateSeat,
    /// The officer of the side acted on.
    SideOfficer,
    /// Who may type for the Technical SLT in the message acted on.
    Delegate,
    /// Whom the Business Lead directed to send the message.
    Sender,
    /// The Business Lead, while the Customer Liaison's seat is empty or unanswering.
    LeadForLiaison,
    /// The technical commander through their own link.
    Commander,
    /// Who may change the organisation (decision 15).
    Administrator,
    /// Time passing.
    System,
}

use Role::{
    BusinessLead as Lead, CustomerLiaison as Liaison, EltApprover as Elt, LegalOfficer as Legal,
    MessagingOfficer as Messaging, TechnicalSlt as Slt,
};
use Who::{
    Administrator, AnySeat, Asked, Collaborator, Commander, Delegate, GateSeat, Guest, ItsHolder,
    ItsRoster, LeadForLiaison, Member, OperationsOrDepartment, Owner, Participant, Seat, Sender,
    SideOfficer, System,
};

macro_rules! table {
    ($($act:ident: $who:expr, $source:literal;)*) => {
        /// The acts of the table: one per kind of command.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Act {
            $(#[doc = concat!("See [`crate::command::Command::", stringify!($act), "`].")] $act),*
        }

        /// One row of the table.
        #[derive(Clone, Copy, Debug)]
        pub struct Row {
            /// The act.
            pub act: Act,
            /// Whose it is: any one of these.
            pub who: &'static [Who],
            /// Where it is written.
            pub source: &'static str,
        }

        /// The permission matrix.
        pub const TABLE: &[Row] = &[
            $(Row { act: Act::$act, who: &$who, source: $source }),*
        ];
    };
}

table! {
    // Life of the incident. A member records the commander's word and names the commander.
    OpenWatch:         [Member],                        "T1, R20";
    Recommend:         [Seat(Slt), ItsRoster],          "§1.6 recommend escalation";
    Declare:           [Member],                        "§1.6 escalate: a recorder naming the IC";
    StandDown:         [Seat(Lead), Seat(Slt)],         "T2, T16, decision 15";
    OpenBriefing:      [Seat(Lead)],                    "T5";
    StateFact:         [Seat(Liaison)],                 "R43, §4 briefing answers";
    PublishNotes:      [Seat(Slt)],                     "R44";
    ConfirmEnough:     [Seat(Slt)],                     "R45";
    Activate:          [Seat(Lead)],                    "T6";
    BeginResolving:    [Seat(Lead)],                    "T11";
    OrderAnalysis:     [Seat(Lead)],                    "R130";
    Resolve:           [Seat(Lead)],                    "T13";
    Close:             [Seat(Lead)],                    "T14, decision 15";
    Reopen:            [Seat(Lead)],                    "T15, decision 15";
    // Who may know of it.
    SetConfidential:   [Seat(Lead), Administrator],     "D13, decision 15";
    Admit:             [Seat(Lead), Administrator],     "D13, decision 15";
    Dismiss:           [Seat(Lead), Administrator],     "D13, decision 15";
    AdmitGuest:        [Seat(Lead), Administrator],     "R150, decision 15";
    EndGuest:          [Seat(Lead), Administrator],     "R150, decision 15";
    HoldRecord:        [Seat(Legal), Administrator],    "R145: legal hold";
    // Parent incident and conduit.
    NameCommander:     [Seat(Liaison), LeadForLiaison], "decision 15";
    Relay:             [Seat(Liaison)],                 "§1.6 relay update, set parent phase";
    CorrectRelay:      [Seat(Liaison)],                 "decision 6";
    AcknowledgePhase:  [Seat(Lead)],                    "T10, decision 15";
    // Seats. Anybody may ask for the Business Lead (R27); the rest is the Lead's to call.
    Page:              [Seat(Lead)],                    "R21, decision 15";
    AcceptPage:        [Asked],                         "R24";
    DeclinePage:       [Asked],                         "R24";
    TakeOver:          [ItsRoster],                     "R25, decision 14";
    Assign:            [Seat(Lead)],                    "§1.6 assign, reassign";
    MarkUnavailable:   [ItsHolder, Seat(Lead)],         "§2.4, decision 14";
    MarkReturned:      [ItsHolder],                     "§2.4";
    OfferHandOver:     [ItsHolder],                     "R31";
    AcceptHandOver:    [Asked],                         "R31";
    EndHandOver:       [Asked, ItsHolder],              "R31";
    Release:           [Seat(Lead)],                    "R30, decision 15";
    SetPresence:       [Member, Guest],                 "R28";
    // Liaison hand-off.
    PageStandby:       [Seat(Liaison)],                 "§2.3: the liaison pages the backup";
    AcceptStandby:     [Asked],                         "§2.3";
    DeclineStandby:    [Asked],                         "§2.3";
    ConfirmStandbyPresent: [Asked],                     "R36";
    NoteHandoff:       [Seat(Liaison)],                 "R37";
    AcceptHandoff:     [Asked],                         "R36, D11";
    OverrideHandoff:   [Seat(Lead)],                    "R35, decision 15";
    LocateLiaison:     [Seat(Liaison)],                 "R40";
    RecallLiaison:     [Seat(Lead)],                    "R40";
    // The Business Lead's control.
    StateStatus:       [Seat(Lead)],                    "R48";
    AssignTask:        [Seat(Lead)],                    "§1.6 delegate";
    AcknowledgeTask:   [Owner],                         "R52";
    StartTask:         [Owner],                         "§2.5";
    FinishTask:        [Owner],                         "§2.5";
    ExtendTask:        [Owner, Seat(Lead)],             "R51";
    ReassignTask:      [Seat(Lead)],                    "§2.5";
    CancelTask:        [Seat(Lead)],                    "§2.5";
    NoteTodo:          [Participant],                   "decision 15: manual note";
    OwnTodo:           [Seat(Lead)],                    "§1.6 delegate";
    OpenPoll:          [Seat(Lead)],                    "R53, decision 15";
    ObjectToPoll:      [AnySeat],                       "R53";
    DecidePoll:        [Seat(Lead)],                    "R53";
    Note:              [Participant],                   "R141, decision 15";
    Advise:            [Seat(Legal), Seat(Messaging), Seat(Elt)], "R22";
    ReportAbnormal:    [OperationsOrDepartment],        "§1.6 report abnormal operations";
    AcknowledgeReport: [Seat(Lead)],                    "R69";
    // Operations.
    OrderHalt:         [Seat(Lead)],                    "T7";
    ListItem:          [SideOfficer],                   "R58, R59";
    HaltItem:          [SideOfficer],                   "§1.6 halt marketing items, social items";
    ExemptItem:        [SideOfficer, Seat(Lead)],       "R66";
    ProveItem:         [SideOfficer],                   "R67";
    ReportStopped:     [SideOfficer],                   "R63";
    SettleSide:        [Seat(Lead)],                    "decision 13";
    RestartEarly:      [Seat(Lead)],                    "R68";
    OrderRestart:      [Seat(Lead)],                    "T12";
    RestartItem:       [SideOfficer],                   "§1.6 restart";
    ReportResumed:     [SideOfficer],                   "R128";
    // Messages.
    PlanMessage:       [Seat(Lead)],                    "M1";
    PlanCorrection:    [Seat(Lead)],                    "R108, decision 15";
    OrderMessages:     [Seat(Lead)],                    "§1.6 set message order";
    StartMessage:      [Seat(Lead)],                    "M2";
    DelegateDraft:     [Seat(Slt)],                     "§1.6 a delegate may type";
    SaveDraft:         [Seat(Slt), Delegate],           "M3";
    KeepText:          [System],                        "M3: what was typed, taken down";
    // Whoever writes suggests too, once the text is locked: what was typed without a connection.
    Suggest:           [Collaborator, Seat(Lead), Seat(Slt)], "M3, R73, R91";
    Reply:             [Collaborator, Seat(Lead), Seat(Slt)], "R73";
    FixSpelling:       [Seat(Liaison), Seat(Legal), Seat(Messaging), Seat(Elt)], "M3, decision 4";
    SettleSuggestion:  [Seat(Slt)],                     "R73";
    Submit:            [Seat(Slt)],                     "M4, R72";
    Estimate:          [GateSeat],                      "R86";
    GiveVerdict:       [GateSeat],                      "M5, M6, M9";
    TakeBack:          [GateSeat],                      "decision 3, 15: its giver's seat";
    OverrideObjection: [Seat(Elt)],                     "§3.5, decision 15";
    WaiveGate:         [Seat(Elt)],                     "§3.3.4, decision 15";
    Revise:            [Seat(Slt)],                     "decision 1";
    PutToCommander:    [Seat(Liaison), LeadForLiaison], "M10";
    RecordAnswer:      [Commander, Seat(Liaison), LeadForLiaison], "§1.6 authorize, decision 15";
    DirectSender:      [Seat(Lead)],                    "M13";
    EstimateSending:   [Sender],                        "R105";
    BeginDistribution: [Sender],                        "M13";
    ReportDistribution: [Sender],                       "M14";
    SkipMessage:       [Seat(Lead)],                    "M17";
    WithdrawMessage:   [Seat(Lead)],                    "§3 withdrawn";
    RetractMessage:    [Seat(Lead)],                    "decision 8";
    // Time.
    Elapse:            [System],                        "architecture: time is a command";
    CoverSeat:         [System],                        "decision 14: a holder was deactivated";
    ReportReach:       [System],                        "R32: what became of a page";
}

impl Act {
    /// Whose act it is.
    pub fn who(self) -> &'static [Who] {
        TABLE.iter().find(|row| row.act == self).map_or(&[], |row| row.who)
    }
}

macro_rules! acts {
    ($($name:ident),* $(,)?) => {
        impl C {
            /// The row of the permission table.
            pub const fn act(&self) -> Act {
                match self { $(Self::$name { .. } => Act::$name),* }
            }
        }
    };
}

acts!(
    OpenWatch,
    Recommend,
    Declare,
    StandDown,
    OpenBriefing,
    StateFact,
    PublishNotes,
    ConfirmEnough,
    Activate,
    BeginResolving,
    OrderAnalysis,
    Resolve,
    Close,
    Reopen,
    SetConfidential,
    Admit,
    Dismiss,
    AdmitGuest,
    EndGuest,
    HoldRecord,
    NameCommander,
    Relay,
    CorrectRelay,
    AcknowledgePhase,
    Page,
    AcceptPage,
    DeclinePage,
    TakeOver,
    Assign,
    MarkUnavailable,
    MarkReturned,
    OfferHandOver,
    AcceptHandOver,
    EndHandOver,
    Release,
    SetPresence,
    PageStandby,
    AcceptStandby,
    DeclineStandby,
    ConfirmStandbyPresent,
    NoteHandoff,
    AcceptHandoff,
    OverrideHandoff,
    LocateLiaison,
    RecallLiaison,
    StateStatus,
    AssignTask,
    AcknowledgeTask,
    StartTask,
    FinishTask,
    ExtendTask,
    ReassignTask,
    CancelTask,
    NoteTodo,
    OwnTodo,
    OpenPoll,
    ObjectToPoll,
    DecidePoll,
    Note,
    Advise,
    ReportAbnormal,
    AcknowledgeReport,
    OrderHalt,
    ListItem,
    HaltItem,
    ExemptItem,
    ProveItem,
    ReportStopped,
    SettleSide,
    RestartEarly,
    OrderRestart,
    RestartItem,
    ReportResumed,
    PlanMessage,
    PlanCorrection,
    OrderMessages,
    StartMessage,
    DelegateDraft,
    SaveDraft,
    KeepText,
    Suggest,
    Reply,
    FixSpelling,
    SettleSuggestion,
    Submit,
    Estimate,
    GiveVerdict,
    TakeBack,
    OverrideObjection,
    WaiveGate,
    Revise,
    PutToCommander,
    RecordAnswer,
    DirectSender,
    EstimateSending,
    BeginDistribution,
    ReportDistribution,
    SkipMessage,
    WithdrawMessage,
    RetractMessage,
    Elapse,
    CoverSeat,
    ReportReach,
);

/// Lets the actor through, with the capacity in which they act, or refuses (R56, R146).
pub fn permit(
    incident: &Incident,
    organisation: &Organisation,
    command: &C,
    actor: Actor,
) -> Result<Option<Capacity>, Refusal> {
    if let Actor::Person(person) = actor
        && organisation.person(person).is_none()
    {
        return Err(Code::UnknownActor.into());
    }
    // For whom it does not exist, nothing can be done with it, and no refusal says otherwise.
    if incident.viewer(organisation, actor).is_none() {
        return Err(Refusal::with(Code::NotFound, ["incident"]));
    }
    let act = command.act();
    let case = Case { incident, organisation, command, actor };
    act.who().iter().find_map(|who| case.is(*who)).map(Authority::capacity).ok_or_else(|| {
        if act.who() == [System] {
            Code::OnlySystem.into()
        } else {
            let slugs = act.who().iter().map(|who| case.slug(*who).into()).collect();
            Refusal { code: Code::NotAllowed, values: slugs }
        }
    })
}

impl Who {
    /// The stable name of who may act, for programs and for the sentence of a refusal.
    pub const fn slug(self) -> &'static str {
        match self {
            Member => "member",
            Guest => "guest",
            Seat(role) => role.slug(),
            AnySeat => "any_seat",
            OperationsOrDepartment => "operations_or_department",
            Collaborator => "collaborator",
            Participant => "participant",
            Asked => "asked",
            ItsHolder => "its_holder",
            ItsRoster => "its_roster",
            Owner => "owner",
            GateSeat => "gate_seat",
            SideOfficer => "side_officer",
            Delegate => "delegate",
            Sender => "sender",
            LeadForLiaison => "lead_for_liaison",
            Commander => "commander",
            Administrator => "administrator",
            System => "system",
        }
    }
}
