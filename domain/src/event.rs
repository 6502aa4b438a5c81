//! What happened: the only language in which an incident is persisted (decision 23).
//!
//! Names and fields are frozen: a log written today is read by every later version. Events name
//! people by id; a name without an account travels beside the event (decision 21). Free text is
//! [`Words`], so that it can be withheld; see [`crate::viewer`].

use crate::actor::{Actor, Capacity};
use crate::briefing::{Answer, Question};
use crate::catalogue::{Phase, Role};
use crate::chain::Digest;
use crate::ids::{
    AdviceId, AudienceId, ItemId, MessageId, OutsiderId, PersonId, PollId, RelayId, ReportId, Seq,
    SuggestionId, TaskId, TodoId,
};
use crate::liaison::Location;
use crate::message::{
    Content, Delivery, Gate, Origin, Payload, Place, Purpose, Said, SuggestionState, UsedFact,
    Verdict, Version,
};
use crate::operations::{Item, ItemState, Missed, Mode, Side};
use crate::proof::ProofMeans;
use crate::reach::Tried;
use crate::seat::Rank;
use crate::task::TaskKind;
use crate::time::Timestamp;
use crate::viewer::Clearance;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// An event with its place in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Place in the log.
    pub seq: Seq,
    /// When the room decided it.
    pub at: Timestamp,
    /// Who did it.
    pub by: Actor,
    /// In which capacity (R141).
    pub capacity: Option<Capacity>,
    /// What happened.
    pub event: Event,
    /// Personal data kept beside the event: the name of an outsider it introduces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal: Option<Words>,
}

/// How a person came to a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taking {
    /// Answered a page.
    AnsweredPage,
    /// The holder handed over.
    HandedOver,
    /// A backup took over (R25).
    TookOver,
    /// The Business Lead put them there.
    Assigned,
}

/// Everything that can happen in an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    // ── Life of the incident ──
    /// The record was opened before any declaration (T1).
    WatchOpened { title: Words, parent: Words, phase: Phase, exercise: bool },
    /// The Technical SLT recommended, or advised against (R15).
    Recommended { escalate: bool, note: Words },
    /// The technical commander escalated (T3).
    Declared {
        title: Words,
        parent: Words,
        phase: Phase,
        exercise: bool,
        recommended: bool,
        override_reason: Option<Words>,
    },
    /// Paging began (T4).
    Mobilised,
    /// Stood down (T2, T16).
    StoodDown { reason: Words },
    /// The briefing began, with this roll call (T5).
    BriefingOpened { present: Vec<PersonId> },
    /// A briefing question was answered, or a fact changed later (R43).
    FactStated { question: Question, answer: Answer },
    /// The Technical SLT published the briefing notes (R44).
    NotesPublished { text: Words },
    /// The Technical SLT has enough to draft (R45).
    EnoughToDraft,
    /// The response is in full swing; the liaison is released to listen (T6).
    Activated,
    /// Return to normal began (T11).
    ResolvingBegan,
    /// The call ended (T13).
    Resolved,
    /// Analysis, meetings and review began (T14).
    FollowUpBegan,
    /// Sealed (T14).
    Closed,
    /// Back to `Active`, or from `Closed` to `FollowUp` for a correction (T15, decision 7).
    Reopened { reason: Words },
    // ── Who may know of it ──
    /// It became confidential, or open to every member again (D13).
    ConfidentialitySet { confidential: bool, reason: Words },
    /// Somebody needs to know without holding a seat.
    Admitted { person: PersonId },
    /// They do not need to know any more.
    Dismissed { person: PersonId, reason: Words },
    /// Somebody from outside was let in, or their time or clearance changed (R150).
    GuestAdmitted { person: PersonId, until: Timestamp, clearance: Clearance },
    /// They are out.
    GuestEnded { person: PersonId },
    /// The record is kept whatever the retention says, or no longer (R145).
    HoldSet { hold: bool, reason: Words },
    // ── Parent incident and conduit ──
    /// A technical commander was named or took over; the name travels beside the event.
    CommanderNamed { outsider: OutsiderId },
    /// An update from the technical incident (R38), perhaps with a new phase (R39).
    Relayed { relay: RelayId, text: Words, phase: Option<Phase> },
    /// A relay was wrong; a phase it reported is taken back (decision 6).
    RelayCorrected { relay: RelayId, text: Words },
    /// The Business Lead acknowledged the new phase (T10).
    PhaseAcknowledged { phase: Phase },
    // ── Seats and presence ──
    /// Somebody is asked to take a seat.
    Paged { role: Role, person: PersonId, rank: Rank, due: Timestamp, reason: Words },
    /// The person said no.
    PageDeclined { role: Role, person: PersonId, note: Words },
    /// The person did not answer in time (R26).
    PageTimedOut { role: Role, person: PersonId },
    /// A channel took a page or did not (R32).
    PageTried(Tried),
    /// The page was withdrawn, because the seat is filled or the incident is over.
    PageWithdrawn { role: Role },
    /// Nobody is left to page (requirements §3.3.4).
    BackupsExhausted { role: Role },
    /// Somebody holds the seat from now on (R31).
    SeatTaken {
        role: Role,
        person: PersonId,
        rank: Rank,
        from: Option<PersonId>,
        how: Taking,
        eta: Option<Timestamp>,
        note: Words,
    },
    /// The holder is at work.
    SeatActive { role: Role },
    /// The holder cannot act now.
    HolderUnavailable { role: Role, person: PersonId, reason: Words },
    /// The holder is back before a backup took over.
    HolderReturned { role: Role, person: PersonId },
    /// The holder offered the seat to somebody.
    HandOverOffered { role: Role, to: PersonId, note: Words },
    /// The offer was declined or taken back.
    HandOverEnded { role: Role, note: Words },
    /// The holder was released; the seat is empty (R30).
    Released { role: Role, person: PersonId },
    /// Somebody came, left, or named a proxy (R28).
    PresenceChanged { person: PersonId, call: bool, chat: bool, proxy: Option<PersonId> },
    // ── Liaison hand-off (requirements §2.3) ──
    /// A standby was asked to take the technical side.
    StandbyPaged { standby: PersonId, due: Timestamp },
    /// The standby comes.
    StandbyAcknowledged { standby: PersonId },
    /// The standby cannot.
    StandbyDeclined { standby: PersonId, note: Words },
    /// The standby did not answer in time.
    StandbyTimedOut { standby: PersonId },
    /// The standby is on the technical call (R36).
    StandbyPresent { standby: PersonId },
    /// The hand-off note was given (R37).
    HandoffNoted { state: Words, promises: Words, drafts: Words, customers_reporting: Words },
    /// The standby answers for the technical side (D11).
    HandoffAccepted { standby: PersonId },
    /// The Business Lead went on without it.
    HandoffOverridden { reason: Words },
    /// Where the liaison is (R40).
    LiaisonLocated { location: Location },
    /// The Business Lead asked the liaison back (R40).
    LiaisonRecalled,
    // ── The Business Lead's control ──
    /// The one current status (R48).
    StatusStated { text: Words, next: Option<Timestamp> },
    /// A task was delegated (R49).
    TaskAssigned {
        task: TaskId,
        kind: TaskKind,
        title: Words,
        owner: PersonId,
        role: Role,
        due: Timestamp,
    },
    /// "Will do" (R52).
    TaskAcknowledged { task: TaskId },
    /// Being worked on.
    TaskStarted { task: TaskId },
    /// Done.
    TaskDone { task: TaskId, outcome: Words },
    /// A new estimate (R51).
    TaskExtended { task: TaskId, due: Timestamp },
    /// Another owner.
    TaskReassigned { task: TaskId, owner: PersonId, role: Role },
    /// No longer wanted.
    TaskCancelled { task: TaskId, reason: Words },
    /// The estimate elapsed (R51).
    TaskCheckBack { task: TaskId },
    /// A follow-up was noted, perhaps without an owner yet.
    TodoNoted { todo: TodoId, text: Words, owner: Option<PersonId> },
    /// The follow-up has an owner.
    TodoOwned { todo: TodoId, owner: PersonId },
    /// A poll was opened (R53).
    PollOpened { poll: PollId, proposal: Words },
    /// A strong objection was heard.
    PollObjected { poll: PollId, text: Words },
    /// The decision is final.
    PollDecided { poll: PollId, decision: Words, owner: PersonId },
    /// A note for the timeline (R141).
    Noted { text: Words },
    /// Advice (seed L50), perhaps for messaging responders only.
    Advised { advice: AdviceId, text: Words, limited: bool },
    /// An abnormal operation was reported (R69).
    AbnormalReported { report: ReportId, text: Words },
    /// The Business Lead has seen it.
    AbnormalAcknowledged { report: ReportId },
    // ── Operations ──
    /// The mode changed (R61).
    ModeChanged { mode: Mode },
    /// A halt was ordered (R64), with the inventory's items of that side.
    HaltOrdered { side: Side, due: Timestamp, items: Vec<Item> },
    /// The halt's estimate elapsed.
    HaltCheckBack { side: Side },
    /// An activity was added to the register.
    ItemListed { item: Item },
    /// An activity was halted, exempted, or not to be started.
    ItemSettled { item: ItemId, state: ItemState, evidence: Option<Words>, reason: Option<Words> },
    /// Proof was added (R67).
    ItemProven { item: ItemId, evidence: Words },
    /// The officer reported that all has stopped (R63).
    AllStopped { side: Side },
    /// The Business Lead settled a side nobody serves, or with nothing to halt (decision 13).
    SideSettled { side: Side, reason: Words },
    /// A restart was ordered (R128), perhaps early with a reason (R127).
    RestartOrdered { side: Side, override_reason: Option<Words> },
    /// An activity restarted, skipped, was rescheduled or retired (R71).
    ItemRestarted { item: ItemId, missed: Missed, reason: Option<Words> },
    /// The officer reported that all is decided.
    SideResumed { side: Side },
    // ── Messages ──
    /// A message was planned (R81).
    MessagePlanned {
        message: MessageId,
        audience: AudienceId,
        phase: Phase,
        purpose: Purpose,
        content: Box<Content>,
        /// Who wrote the text it starts from: they are its authors too (R92).
        authors: Vec<PersonId>,
        /// The approved template it starts from (R9).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        origin: Option<Origin>,
    },
    /// The order in which messages are worked (R81).
    MessagesOrdered { order: Vec<MessageId> },
    /// Work on it began (M2).
    MessageStarted { message: MessageId, together: bool },
    /// Somebody may type for the Technical SLT, or no longer.
    DraftDelegated { message: MessageId, to: Option<PersonId> },
    /// The draft was saved.
    DraftSaved { message: MessageId, revision: u32, content: Box<Content> },
    /// The text as it stood in its document, and who had typed it since the last time.
    TextKept { message: MessageId, revision: u32, body: Words, authors: Vec<PersonId> },
    /// A suggestion or comment was made (R73), perhaps for messaging responders only.
    Suggested {
        message: MessageId,
        suggestion: SuggestionId,
        quote: Words,
        replacement: Option<Words>,
        note: Words,
        #[serde(default)]
        limited: bool,
        #[serde(default)]
        place: Option<Place>,
    },
    /// A suggestion or comment was answered; limited where that is.
    Replied { message: MessageId, suggestion: SuggestionId, text: Words, limited: bool },
    /// What became of it; an accepted one changes the draft.
    SuggestionSettled {
        message: MessageId,
        suggestion: SuggestionId,
        state: SuggestionState,
        body: Option<Words>,
    },
    /// A version was frozen (M4).
    Submitted {
        message: MessageId,
        version: u32,
        fingerprint: Digest,
        content: Option<Box<Content>>,
        payloads: Vec<Payload>,
        facts: Vec<UsedFact>,
        together: bool,
    },
    /// An estimate for a gate (R86).
    Estimated { message: MessageId, gate: Gate, due: Timestamp },
    /// The estimate elapsed (R86).
    EstimateElapsed { message: MessageId, gate: Gate },
    /// A verdict on exactly this fingerprint (R85).
    VerdictGiven {
        message: MessageId,
        gate: Gate,
        verdict: Verdict,
        fingerprint: Digest,
        note: Words,
        span: Option<Words>,
        policy: Option<Words>,
        /// By what the approver proved who they are (decision 30).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proof: Option<ProofMeans>,
    },
    /// A signer took the sign-off back (decision 3).
    SignOffTakenBack { message: MessageId, gate: Gate, reason: Words },
    /// The ELT Approver overrode an objection (requirements §3.5).
    ObjectionOverridden { message: MessageId, gate: Gate, reason: Words },
    /// The ELT Approver waived a gate (requirements §3.3.4).
    GateWaived { message: MessageId, gate: Gate, fingerprint: Digest, reason: Words },
    /// The Technical SLT opened the next version (decision 1).
    Revised { message: MessageId },
    /// The liaison put it to the commander (M10).
    PutToCommander { message: MessageId },
    /// The commander said yes (M11).
    Authorized { message: MessageId, fingerprint: Digest, said: Said, until: Timestamp },
    /// The commander said not now, change, or no, or took a yes back (M12, requirements §3.4).
    Withheld {
        message: MessageId,
        kind: Withholding,
        ask_again: Option<Timestamp>,
        said: Option<Said>,
    },
    /// The authorization was not used in time (R103).
    AuthorizationLapsed { message: MessageId },
    /// The Business Lead directed a sender (R105).
    SenderDirected { message: MessageId, person: PersonId, role: Role },
    /// The sender said how long it will take.
    SenderEstimated { message: MessageId, due: Timestamp },
    /// Sending began: the text is locked for good (M13).
    DistributionBegan {
        message: MessageId,
        fingerprint: Digest,
        /// By what the sender proved who they are (decision 30).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proof: Option<ProofMeans>,
    },
    /// The sender reported what happened (M14). `disclosed` is the text, for viewers who may read
    /// it from now on and did not have it before.
    DistributionReported {
        message: MessageId,
        deliveries: Vec<Delivery>,
        complete: bool,
        note: Words,
        disclosed: Option<Box<Version>>,
    },
    /// The phase moved on (M16).
    Superseded { message: MessageId },
    /// Not appropriate now (M17).
    Skipped { message: MessageId, reason: Words },
    /// Taken off the board.
    Withdrawn { message: MessageId, reason: Words },
    /// Taken back after it was out (decision 8).
    Retracted { message: MessageId, reason: Words },
}

/// How the commander withheld (requirements §3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withholding {
    /// Not now; the approval stays.
    NotNow,
    /// Yes, if changed.
    Change,
    /// Not this message.
    No,
    /// A yes was taken back.
    Revoked,
}
