//! What a person, or time passing, asks for. The wire language of the API (`docs/PROTOCOL.md`).
//!
//! A command says what is wanted, never who may do it: that is [`crate::permission`]'s.

use crate::briefing::Question;
use crate::catalogue::{Phase, Role};
use crate::chain::Digest;
use crate::event::Withholding;
use crate::ids::{
    AudienceId, CommandId, ItemId, MessageId, PersonId, PollId, RelayId, ReportId, SuggestionId,
    TaskId, TodoId,
};
use crate::liaison::Location;
use crate::message::{Content, Delivery, Gate, Means, Place, Verdict};
use crate::operations::{ItemKind, Missed, Side};
use crate::reach::Tried;
use crate::time::{Minutes, Timestamp};
use crate::viewer::Clearance;
use serde::{Deserialize, Serialize};

/// A command with the id its client gave it: taken once, however often it arrives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Made by the client.
    pub id: CommandId,
    /// What is wanted.
    pub command: Command,
}

/// Everything that can be asked of an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    // ── Life of the incident ──
    /// Open the record before any declaration (T1). Names the commander who asks.
    OpenWatch {
        title: String,
        parent: String,
        commander: String,
        phase: Phase,
        exercise: bool,
        #[serde(default)]
        confidential: bool,
    },
    /// The Technical SLT recommends, or advises against (R15).
    Recommend { escalate: bool, note: String },
    /// Declare: the named technical commander escalates (T3). Three required fields (R18).
    Declare {
        title: String,
        parent: String,
        commander: String,
        #[serde(default)]
        phase: Phase,
        #[serde(default)]
        exercise: bool,
        #[serde(default)]
        confidential: bool,
        #[serde(default)]
        override_reason: Option<String>,
    },
    /// Stand down, with a reason (T2, T16).
    StandDown { reason: String },
    /// Open the briefing (T5).
    OpenBriefing,
    /// Answer a briefing question, or state a fact anew (R43).
    StateFact { question: Question, answer: StatedAnswer },
    /// Publish the briefing notes (R44).
    PublishNotes { text: String },
    /// "Enough to draft" (R45).
    ConfirmEnough,
    /// Go into full swing and release the liaison (T6).
    Activate,
    /// Begin the return to normal (T11).
    BeginResolving,
    /// Order the Preliminary Analysis (R130).
    OrderAnalysis,
    /// End the call (T13).
    Resolve,
    /// Seal the record (T14).
    Close,
    /// Back to `Active`, or from `Closed` for a correction (T15).
    Reopen { reason: String },
    // ── Who may know of it ──
    /// Make it confidential, or open it to every member again (D13).
    SetConfidential { confidential: bool, reason: String },
    /// Somebody needs to know without holding a seat.
    Admit { person: PersonId },
    /// They do not need to know any more.
    Dismiss { person: PersonId, reason: String },
    /// Let somebody from outside in, until a time (R150); again, to change time or clearance.
    AdmitGuest { person: PersonId, until: Timestamp, clearance: Clearance },
    /// Show them out.
    EndGuest { person: PersonId },
    /// Keep the record whatever the organisation's retention says, or no longer (R145).
    HoldRecord { hold: bool, reason: String },
    // ── Parent incident and conduit ──
    /// Name the technical commander, or the one who took over (R20, R102).
    NameCommander { name: String },
    /// Relay an update, perhaps a new phase (R38, R39).
    Relay { text: String, phase: Option<Phase> },
    /// Correct a relay (decision 6).
    CorrectRelay { relay: RelayId, text: String },
    /// Acknowledge the new phase (T10).
    AcknowledgePhase { phase: Phase },
    // ── Seats and presence ──
    /// Page a role; without a person, the next of its roster (R21, R33).
    Page { role: Role, person: Option<PersonId>, reason: String },
    /// Take the seat one is paged for (R24).
    AcceptPage { role: Role, eta: Option<Timestamp> },
    /// Decline it.
    DeclinePage { role: Role, note: String },
    /// Take over as a backup (R25): with consent, after a time-out, or when the holder is away.
    TakeOver { role: Role, note: String },
    /// Put somebody into a seat (Business Lead).
    Assign { role: Role, person: PersonId, reason: String },
    /// Say that a holder cannot act: oneself, or by the Business Lead.
    MarkUnavailable { role: Role, reason: String },
    /// Back at the seat.
    MarkReturned { role: Role },
    /// Offer one's seat to somebody.
    OfferHandOver { role: Role, to: PersonId, note: String },
    /// Accept the offered seat.
    AcceptHandOver { role: Role },
    /// Decline or take back the offer.
    EndHandOver { role: Role, note: String },
    /// Release a seat's holder (R30).
    Release { role: Role },
    /// Say where one can be reached (R28).
    SetPresence { call: bool, chat: bool, proxy: Option<PersonId> },
    // ── Liaison hand-off ──
    /// Page a standby for the technical side; without a person, the next one.
    PageStandby { person: Option<PersonId> },
    /// The standby comes.
    AcceptStandby,
    /// The standby cannot.
    DeclineStandby { note: String },
    /// The standby is on the technical call (R36).
    ConfirmStandbyPresent,
    /// Give the hand-off note (R37).
    NoteHandoff { state: String, promises: String, drafts: String, customers_reporting: String },
    /// The standby accepts the technical side.
    AcceptHandoff,
    /// Go on without an accepted hand-off.
    OverrideHandoff { reason: String },
    /// Say where the liaison is (R40).
    LocateLiaison { location: Location },
    /// Ask the liaison back (R40).
    RecallLiaison,
    // ── The Business Lead's control ──
    /// State what is happening (R48).
    StateStatus { text: String, next_in: Option<Minutes> },
    /// Delegate an action (R49–R51).
    AssignTask { title: String, owner: PersonId, role: Role, estimate: Minutes },
    /// "Will do" (R52), perhaps with an own estimate.
    AcknowledgeTask { task: TaskId },
    /// Begin.
    StartTask { task: TaskId },
    /// Done.
    FinishTask { task: TaskId, outcome: String },
    /// A new estimate (R51).
    ExtendTask { task: TaskId, estimate: Minutes },
    /// Give it to somebody else.
    ReassignTask { task: TaskId, owner: PersonId, role: Role },
    /// No longer wanted.
    CancelTask { task: TaskId, reason: String },
    /// Note a follow-up.
    NoteTodo { text: String, owner: Option<PersonId> },
    /// Give a follow-up an owner.
    OwnTodo { todo: TodoId, owner: PersonId },
    /// Open a poll (R53).
    OpenPoll { proposal: String },
    /// Object strongly.
    ObjectToPoll { poll: PollId, text: String },
    /// Decide.
    DecidePoll { poll: PollId, decision: String, owner: PersonId },
    /// Add a note to the timeline (R141).
    Note { text: String },
    /// Give advice, perhaps to messaging responders only.
    Advise { text: String, limited: bool },
    /// Report an abnormal operation (R69).
    ReportAbnormal { text: String },
    /// Acknowledge a report.
    AcknowledgeReport { report: ReportId },
    // ── Operations ──
    /// Order a halt (R64).
    OrderHalt { side: Side, estimate: Minutes },
    /// Add an activity to the register.
    ListItem { side: Side, kind: ItemKind, name: String, system: String },
    /// Halt an activity.
    HaltItem { item: ItemId, evidence: Option<String> },
    /// Exempt it (R66).
    ExemptItem { item: ItemId, reason: String },
    /// Add proof (R67).
    ProveItem { item: ItemId, evidence: String },
    /// Report that everything has stopped (R63).
    ReportStopped { side: Side },
    /// Settle a side that is empty or unserved (decision 13).
    SettleSide { side: Side, reason: String },
    /// Allow an activity to restart early, with a reason (R68).
    RestartEarly { item: ItemId, reason: String },
    /// Order the restart of a side (R128).
    OrderRestart { side: Side, override_reason: Option<String> },
    /// Decide about one activity at restart (R71).
    RestartItem { item: ItemId, missed: Missed },
    /// Report that everything is decided.
    ReportResumed { side: Side },
    // ── Messages ──
    /// Plan a message (R81), from the template or from the text of a superseded one (R83).
    PlanMessage {
        audience: AudienceId,
        phase: Phase,
        #[serde(default)]
        reuse: Option<MessageId>,
    },
    /// Plan a correction of a sent message (R108).
    PlanCorrection { of: MessageId },
    /// Set the order of work (R81).
    OrderMessages { order: Vec<MessageId> },
    /// Start work on it (M2); perhaps accuracy, legal and messaging shall open together (D1).
    StartMessage {
        message: MessageId,
        #[serde(default)]
        together: bool,
    },
    /// Let somebody type for the Technical SLT.
    DelegateDraft { message: MessageId, to: Option<PersonId> },
    /// Save the draft, naming the revision it started from (R91). Without a body it saves what is
    /// beside the text, and leaves the text to those who type it.
    SaveDraft { message: MessageId, base: u32, content: Box<Content> },
    /// Take down the text as it stands in its document, and who typed it. The room's own.
    KeepText { message: MessageId, body: String, authors: Vec<PersonId> },
    /// Suggest or comment (R73), perhaps to messaging responders only (R148).
    Suggest {
        message: MessageId,
        quote: String,
        replacement: Option<String>,
        note: String,
        #[serde(default)]
        limited: bool,
        #[serde(default)]
        place: Option<Place>,
    },
    /// Answer a suggestion or comment.
    Reply { message: MessageId, suggestion: SuggestionId, text: String },
    /// Fix spelling at once (decision 4). `at` is the room's word on where the place is now.
    FixSpelling {
        message: MessageId,
        quote: String,
        replacement: String,
        #[serde(default)]
        place: Option<Place>,
        #[serde(default)]
        at: Option<u32>,
    },
    /// Accept or decline a suggestion (R73). `at` is the room's word on where its place is now.
    SettleSuggestion {
        message: MessageId,
        suggestion: SuggestionId,
        accept: bool,
        #[serde(default)]
        at: Option<u32>,
    },
    /// Submit the draft as it stands at `revision`, or with exactly the text that has this digest
    /// ([`crate::render::text_digest`]) and nothing else changed since `revision` (M4).
    Submit {
        message: MessageId,
        revision: u32,
        #[serde(default)]
        text: Option<Digest>,
    },
    /// Say how long a gate will take (R86).
    Estimate { message: MessageId, gate: Gate, minutes: Minutes },
    /// Give a verdict on exactly this text (R85, R89).
    GiveVerdict {
        message: MessageId,
        gate: Gate,
        verdict: Verdict,
        fingerprint: Digest,
        #[serde(default)]
        note: String,
        #[serde(default)]
        span: Option<String>,
        #[serde(default)]
        policy: Option<String>,
    },
    /// Take one's sign-off back (decision 3).
    TakeBack { message: MessageId, gate: Gate, reason: String },
    /// Override an objection (ELT Approver).
    OverrideObjection { message: MessageId, gate: Gate, reason: String },
    /// Waive a gate (ELT Approver, where the organisation allows it).
    WaiveGate { message: MessageId, gate: Gate, fingerprint: Digest, reason: String },
    /// Open the next version (decision 1).
    Revise { message: MessageId },
    /// Put an approved message to the commander (M10).
    PutToCommander { message: MessageId },
    /// Record the commander's answer (R98).
    RecordAnswer {
        message: MessageId,
        fingerprint: Digest,
        answer: CommanderAnswer,
        means: Means,
        #[serde(default)]
        words: String,
        #[serde(default)]
        said_at: Option<Timestamp>,
    },
    /// Direct somebody to send (R105).
    DirectSender { message: MessageId, person: PersonId, role: Role },
    /// The sender's own estimate (R105).
    EstimateSending { message: MessageId, minutes: Minutes },
    /// Begin sending exactly this text (M13).
    BeginDistribution { message: MessageId, fingerprint: Digest },
    /// Report what happened (M14).
    ReportDistribution {
        message: MessageId,
        deliveries: Vec<Delivery>,
        #[serde(default)]
        accept_rest: bool,
        #[serde(default)]
        note: String,
    },
    /// Not appropriate now (R84).
    SkipMessage { message: MessageId, reason: String },
    /// Take it off the board.
    WithdrawMessage { message: MessageId, reason: String },
    /// Take a sent message back (decision 8).
    RetractMessage { message: MessageId, reason: String },
    // ── Time ──
    /// Time has passed: only the system says so.
    Elapse(Elapsed),
    /// Somebody who is counted on for a seat has left the organisation: the next is paged
    /// (decision 14). Only the system says so.
    CoverSeat { role: Role },
    /// A channel took a page or did not (R32). Only the system says so.
    ReportReach(Tried),
}

/// An answer as a person states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatedAnswer {
    /// What is known.
    Known(String),
    /// Not known yet.
    Unknown,
}

/// What the technical commander says (requirements §3.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommanderAnswer {
    /// Distribute it.
    Yes,
    /// Hold it; perhaps ask again at a time.
    NotNow {
        /// When to ask again.
        ask_again: Option<Timestamp>,
    },
    /// Yes, if changed.
    Change,
    /// Not this message.
    No,
    /// Take an earlier yes back.
    Revoke,
}

impl CommanderAnswer {
    /// How it withholds, if it does.
    pub const fn withholding(&self) -> Option<Withholding> {
        match self {
            Self::Yes => None,
            Self::NotNow { .. } => Some(Withholding::NotNow),
            Self::Change => Some(Withholding::Change),
            Self::No => Some(Withholding::No),
            Self::Revoke => Some(Withholding::Revoked),
        }
    }
}

/// Deadlines that the room's alarm raises; see [`crate::due`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Elapsed {
    /// Nobody answered a page (R26).
    Page(Role),
    /// The standby did not answer.
    Standby,
    /// A task's estimate ran out (R51).
    Task(TaskId),
    /// A halt's estimate ran out (R64).
    Halt(Side),
    /// A gate's estimate ran out (R86).
    Estimate(MessageId, Gate),
    /// "Ask again at" has come (R100).
    AskAgain(MessageId),
    /// An authorization was not used in time (R103).
    Authorization(MessageId),
    /// A guest's time is over (R150).
    Guest(PersonId),
}
