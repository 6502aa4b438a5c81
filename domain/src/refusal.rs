//! Every "no" of the rule book: a stable code and what is needed to say it in plain words.
//!
//! The sentence itself is in [`crate::copy`]; programs match on the code.

use serde::{Deserialize, Serialize};

/// Why a command was not taken. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Stable and machine-readable.
    pub code: Code,
    /// Values for the sentence, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

/// What kind of "no" it is, for the HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// The request itself is wrong: 400.
    Malformed,
    /// Somebody else may do it: 403.
    Forbidden,
    /// There is no such thing: 404.
    Missing,
    /// Not in the present state: 409.
    Conflict,
    /// Too large: 413.
    TooLarge,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident => $family:ident),* $(,)?) => {
        /// Stable codes of refusals.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Code { $($(#[$doc])* $name),* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// What kind of "no" it is.
            pub const fn family(self) -> Family {
                match self { $(Self::$name => Family::$family),* }
            }
        }
    };
}

codes! {
    /// A required text is empty. Values: which.
    Empty => Malformed,
    /// A text is too long. Values: which, the maximum.
    TooLong => TooLarge,
    /// Too many things of a kind. Values: which, the maximum.
    TooMany => Conflict,
    /// An estimate is zero or more than a week.
    BadEstimate => Malformed,
    /// A time lies where it cannot.
    BadTime => Malformed,
    /// There is no such time zone. Values: its name.
    BadZone => Malformed,
    /// The turn of a rotation is shorter than a day or longer than four weeks.
    BadTurn => Malformed,
    /// It is no mail address. Values: what was written.
    BadMail => Malformed,
    /// It is no telephone number. Values: what was written.
    BadPhone => Malformed,
    /// It is no link that opens a page. Values: what was written.
    BadLink => Malformed,
    /// It is written in a way that is not understood. Values: what was written, an example.
    BadValue => Malformed,
    /// A text holds a character that nobody sees. Values: which text, the character.
    HiddenCharacters => Malformed,
    /// Something comes twice where it may come once. Values: what.
    NamedTwice => Malformed,
    /// Rows of one layer disagree. Values: what the first says.
    LayerDiffers => Malformed,
    /// Somebody else has this mail address. Values: who.
    MailTaken => Conflict,
    /// Nobody could change the organisation any more (decision 14).
    LastAdministrator => Conflict,
    /// A list is not a reordering of what there is.
    BadOrder => Malformed,
    /// The actor's role does not allow it. Values: who may, as [`crate::permission::Who::slug`].
    NotAllowed => Forbidden,
    /// The actor does not belong to the organisation any more.
    UnknownActor => Forbidden,
    /// Only time passing says this.
    OnlySystem => Forbidden,
    /// There is no such thing here. Values: what.
    NotFound => Missing,
    /// The incident's state does not allow it. Values: the state.
    WrongState => Conflict,
    /// The record is sealed.
    Sealed => Conflict,
    /// The parent phase does not allow declaring without a reason. Values: the phase.
    WrongPhase => Conflict,
    /// Somebody holds the seat already. Values: who.
    SeatTaken => Conflict,
    /// Nobody holds the seat. Values: the role.
    SeatEmpty => Conflict,
    /// Nobody is paged for it, or somebody else is.
    NotPaged => Conflict,
    /// The person holds another seat. Values: the person, the role.
    HoldsAnother => Conflict,
    /// Nobody is left to page. Values: the role.
    NobodyLeft => Conflict,
    /// The holder can act; taking over needs consent, a time-out, or the Lead's order.
    HolderServes => Conflict,
    /// Somebody is missing. Values: who.
    NotPresent => Conflict,
    /// The liaison's hand-off is not complete.
    HandoffOpen => Conflict,
    /// The hand-off is at another step.
    HandoffStep => Conflict,
    /// The briefing notes are not published.
    NotesMissing => Conflict,
    /// The Technical SLT has not said "enough to draft".
    NotEnough => Conflict,
    /// The parent incident is not recorded as resolved.
    ParentNotResolved => Conflict,
    /// A relayed phase waits for the Business Lead's acknowledgement. Values: the phase.
    PhasePending => Conflict,
    /// No phase change waits.
    NothingPending => Conflict,
    /// The Business Lead delegates and does not resolve.
    LeadTakesNoTasks => Conflict,
    /// The person does not hold that role. Values: the person, the role.
    NotHolder => Conflict,
    /// It is done or cancelled.
    TaskEnded => Conflict,
    /// It was decided.
    PollDecided => Conflict,
    /// The mode of operations does not allow it.
    WrongMode => Conflict,
    /// Something still runs. Values: what.
    StillRunning => Conflict,
    /// Something still waits for a decision. Values: what.
    StillHalted => Conflict,
    /// The activity is not in a state for this.
    WrongItemState => Conflict,
    /// The seat is served, so the Lead does not settle it.
    SideServed => Conflict,
    /// The resolution message is not distributed.
    ResolutionUnsent => Conflict,
    /// Social restarts before marketing.
    SocialFirst => Conflict,
    /// A message for that audience and phase is on the board.
    AlreadyPlanned => Conflict,
    /// The message's stage does not allow it. Values: the stage.
    WrongStage => Conflict,
    /// The draft was saved by somebody else meanwhile. Values: the current revision.
    DraftMoved => Conflict,
    /// What was typed could not be taken in. Values: why, as `muster_text::Refused` names it.
    BadTyping => Malformed,
    /// What was typed goes on from something that has not arrived.
    TypingGap => Conflict,
    /// What was typed bears the name of somebody else's editor.
    NotOwnTyping => Forbidden,
    /// More was typed than one person types.
    TooFast => Conflict,
    /// The text changed; see the difference (R89). Values: the current version.
    TextChanged => Conflict,
    /// A fact that the text uses is unknown or missing. Values: the tokens.
    FactMissing => Conflict,
    /// A token names no fact. Values: the token.
    UnknownToken => Conflict,
    /// A merge field is not a column of the list. Values: the field.
    UnknownField => Conflict,
    /// No channel is chosen.
    NoChannel => Conflict,
    /// An earlier gate is not passed. Values: which.
    GateOpen => Conflict,
    /// A strong objection is open. Values: whose gate.
    Objection => Conflict,
    /// An objection names the exact words and the policy.
    ObjectionNeedsGrounds => Malformed,
    /// The words are not in the text.
    SpanMissing => Conflict,
    /// The verdict is not one of this gate.
    WrongVerdict => Malformed,
    /// The author does not approve their own text (R92).
    AuthorApproves => Forbidden,
    /// The organisation does not allow it.
    PolicyForbids => Forbidden,
    /// There is no sign-off to take back or to override.
    NoSignOff => Conflict,
    /// The suggestion's words are no longer in the text.
    SuggestionStale => Conflict,
    /// It is settled.
    SuggestionSettled => Conflict,
    /// More than spelling: make it a suggestion (decision 4).
    NotSpelling => Conflict,
    /// No technical commander is named.
    NoCommander => Conflict,
    /// The authorization does not hold any more.
    NotAuthorized => Conflict,
    /// The role does not send this kind. Values: the role that does.
    WrongSender => Conflict,
    /// Only a sent message is corrected or retracted.
    NotSent => Conflict,
    /// An action or follow-up has no owner. Values: which.
    NoOwner => Conflict,
    /// A message is in flight. Values: which.
    MessageInFlight => Conflict,
    /// The Preliminary Analysis is not ordered.
    AnalysisUnordered => Conflict,
    /// The Preliminary Analysis is not finished.
    AnalysisOpen => Conflict,
    /// The lead is handed over, not released.
    HandOverInstead => Conflict,
    /// It is not due yet.
    NotDue => Conflict,
    /// Somebody changed the same thing meanwhile. Values: which fields, what they are now, what
    /// they were to become.
    ChangedMeanwhile => Conflict,
    /// Something hangs on it. Values: what.
    InUse => Conflict,
    /// It ships with the product and stays.
    BuiltIn => Conflict,
    /// Another one is called so. Values: the name.
    NameTaken => Conflict,
    /// The person left or is away. Values: who.
    NotActive => Conflict,
    /// The other office's approval is by the same person.
    OtherOffice => Conflict,
    /// A setting is out of its bounds. Values: which, from, to.
    BadSetting => Malformed,
    /// An approval would end in the past or too far ahead. Values: the days it may last.
    BadExpiry => Malformed,
    /// No messages are planned in that phase. Values: the phase.
    WrongTemplatePhase => Malformed,
    /// The organisation was changed since the preview.
    PreviewStale => Conflict,
    /// It is so already.
    AlreadySo => Conflict,
    /// The act asks for a fresh proof of identity (decision 30).
    ProofNeeded => Forbidden,
    /// They are active: deactivate them first. Values: who.
    StillActive => Conflict,
    /// The command's id stands for a command of somebody else.
    IdTaken => Conflict,
    /// It may not wait on the device, and there is no connection.
    NotConnected => Conflict,
    /// The connection was cut before the answer to something that may not wait.
    Unanswered => Conflict,
}

impl Refusal {
    /// A refusal whose sentence needs no values.
    pub const fn new(code: Code) -> Self {
        Self { code, values: Vec::new() }
    }

    /// A refusal with values for its sentence.
    pub fn with<const N: usize>(code: Code, values: [&str; N]) -> Self {
        Self { code, values: values.into_iter().map(String::from).collect() }
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}
