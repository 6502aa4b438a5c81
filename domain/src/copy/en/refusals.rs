//! Every refusal as a sentence that says what is wrong and what to do.

use super::names;
use crate::catalogue::{Phase, Role};
use crate::copy::{fill, list};
use crate::incident::State;
use crate::message::{Gate, Stage};
use crate::refusal::{Code, Refusal};
use crate::setup::{Field, SettingKind};

/// The sentence of a code, with slots for its values.
#[expect(clippy::too_many_lines, reason = "a table in the form of a match: one sentence a line")]
const fn sentence(code: Code) -> &'static str {
    match code {
        Code::Empty => "Please fill in: {0}.",
        Code::TooLong => "This is too long: {0}. At most {1}.",
        Code::TooMany => "There are too many already: {0}. At most {1}.",
        Code::BadEstimate => "An estimate is between one minute and one week.",
        Code::BadTime => "That time cannot be right. Check date and clock.",
        Code::BadZone => "There is no time zone called {0}. Choose one such as Europe/Berlin.",
        Code::BadTurn => "A turn on call is between one day and four weeks.",
        Code::BadValue => "This is not understood: {0}. Write it like this: {1}.",
        Code::LayerDiffers => "Another row of the same layer says {0}. They must agree.",
        Code::BadOrder => "The order must name every message once. Load the board again.",
        Code::NotAllowed => "This is for somebody else to do: {0}.",
        Code::UnknownActor => "Your account is not active in this organisation.",
        Code::OnlySystem => "Only time passing does this.",
        Code::NotFound => "There is no such {0}.",
        Code::WrongState => "Not while the incident is in this state: {0}.",
        Code::Sealed => "The record is sealed. Reopen it first.",
        Code::WrongPhase => "The technical incident is in {0}. Declaring then needs a reason.",
        Code::SeatTaken => "{0} holds the seat already: {1}.",
        Code::SeatEmpty => "Nobody holds the seat: {0}. Page somebody first.",
        Code::NotPaged => "Nobody is paged for this.",
        Code::HoldsAnother => "{0} holds another seat: {1}. Hand that over first.",
        Code::NobodyLeft => "Nobody is left to page: {0}. Name a person.",
        Code::HolderServes => "The holder can act. Ask them to hand over.",
        Code::NotPresent => "Not here yet: {0}.",
        Code::HandoffOpen => "The Customer Liaison has not handed off the technical side yet.",
        Code::HandoffStep => "The hand-off is at another step.",
        Code::NotesMissing => "The briefing notes are not published yet.",
        Code::NotEnough => "The Technical SLT has not said that there is enough to draft.",
        Code::ParentNotResolved => "The technical incident is not recorded as resolved.",
        Code::PhasePending => "A new phase waits for the Business Lead to acknowledge it: {0}.",
        Code::NothingPending => "No new phase waits.",
        Code::LeadTakesNoTasks => "The Business Lead delegates and takes no tasks.",
        Code::NotHolder => "{0} does not hold this role: {1}.",
        Code::TaskEnded => "This task has ended.",
        Code::PollDecided => "This poll is decided.",
        Code::WrongMode => "Not in the present mode of operations.",
        Code::StillRunning => "Still running: {0}. Halt or exempt it first.",
        Code::StillHalted => "Still halted, without a decision: {0}.",
        Code::WrongItemState => "The activity is not in a state for this.",
        Code::SideServed => "The officer of this side is here and reports it.",
        Code::ResolutionUnsent => "The resolution message is not sent yet.",
        Code::SocialFirst => "Social restarts before marketing.",
        Code::AlreadyPlanned => "A message for this audience and phase is on the board already.",
        Code::WrongStage => "Not while the message is at this stage: {0}.",
        Code::DraftMoved => {
            "Somebody saved this draft meanwhile. See the difference before you save again."
        }
        Code::ProofNeeded => {
            "Prove first that it is you: use your passkey again, or a recovery code."
        }
        Code::BadTyping => "What was typed could not be taken into the text: {0}.",
        Code::TypingGap => "Something that was typed before is missing. Open the text again.",
        Code::NotOwnTyping => "Somebody else writes under this name. Open the text again.",
        Code::TooFast => "Too much came at once. Wait a moment.",
        Code::TextChanged => "The text changed; it is now version {0}. See the difference.",
        Code::FactMissing => "The text uses facts that are not known yet: {0}.",
        Code::UnknownToken => "There is no fact called {0}.",
        Code::UnknownField => "The list has no column called {0}.",
        Code::NoChannel => "Choose at least one channel.",
        Code::GateOpen => "An earlier step is open: {0}.",
        Code::Objection => "A strong objection is open: {0}.",
        Code::ObjectionNeedsGrounds => "A strong objection names the exact words and the policy.",
        Code::SpanMissing => "Those words are not in the text.",
        Code::WrongVerdict => "This step does not know that answer.",
        Code::AuthorApproves => "Whoever wrote a message does not approve it.",
        Code::PolicyForbids => "The organisation does not allow this.",
        Code::NoSignOff => "There is no sign-off for this.",
        Code::SuggestionStale => "The words that the suggestion is about have changed.",
        Code::SuggestionSettled => "This suggestion is settled.",
        Code::NotSpelling => "This is more than spelling. Make it a suggestion.",
        Code::NoCommander => "No technical Incident Commander is named.",
        Code::NotAuthorized => "The authorization does not hold any more. Ask the commander again.",
        Code::WrongSender => "This kind of message is sent by: {0}.",
        Code::NotSent => "Only a sent message can be corrected or taken back.",
        Code::NoOwner => "A follow-up has no owner: {0}.",
        Code::MessageInFlight => "A message is on its way: {0}.",
        Code::AnalysisUnordered => "The Preliminary Analysis is not ordered.",
        Code::AnalysisOpen => "The Preliminary Analysis is not finished.",
        Code::HandOverInstead => "The lead is handed over, not released or assigned.",
        Code::NotDue => "It is not time yet.",
        Code::ChangedMeanwhile => {
            "Somebody changed this meanwhile: {0}. It is now {1}; you wanted {2}. Choose, and save \
             again."
        }
        Code::LastAdministrator => {
            "Nobody else administers the organisation. Make somebody else an administrator first."
        }
        Code::InUse => "Something still hangs on it: {0}. Empty that first.",
        Code::BuiltIn => "This belongs to the product and stays. Change it instead.",
        Code::NameTaken => "Another one is called {0} already. Choose another name.",
        Code::MailTaken => "{0} has this mail address. Everybody needs their own.",
        Code::StillActive => "{0} is active. Deactivate them first.",
        Code::NotActive => "{0} is deactivated. Reactivate them first, or name somebody else.",
        Code::OtherOffice => {
            "You approved for the other office already. A second person approves for this one."
        }
        Code::NamedTwice => "Something is named twice: {0}. Name each once.",
        Code::BadMail => "This is no mail address: {0}. Write it like name@example.com.",
        Code::BadPhone => "This is no telephone number: {0}. Write it like +44 20 7946 0100.",
        Code::BadLink => "This link cannot be used: {0}. It begins with https://.",
        Code::BadSetting => "This setting is out of its bounds: {0}. It goes from {1} to {2}.",
        Code::BadExpiry => "Choose a day ahead, at most {0} days from now.",
        Code::WrongTemplatePhase => "No messages are planned in this phase: {0}.",
        Code::HiddenCharacters => {
            "There is a character in it that nobody sees: {0} ({1}). Type the text by hand."
        }
        Code::PreviewStale => {
            "The organisation was changed since this preview. Look at a new one before you write."
        }
        Code::AlreadySo => "That is so already.",
        Code::IdTaken => {
            "Somebody else's command has this id already. Send yours again with a new id."
        }
        Code::NotConnected => "This needs the server's word. Not connected.",
        Code::Unanswered => {
            "The connection was cut before the answer. Look whether it counts once you are \
             connected again."
        }
    }
}

/// Why not, in plain words.
pub fn refusal(refusal: &Refusal) -> String {
    let template = sentence(refusal.code);
    if refusal.code == Code::NotAllowed {
        let who: Vec<_> = refusal.values.iter().map(|slug| word(slug)).collect();
        return template.replace("{0}", &who.join(", "));
    }
    if refusal.code == Code::ChangedMeanwhile {
        let fields = refusal.values.first().map_or("", String::as_str);
        let fields: Vec<_> = fields.split("; ").map(field).collect();
        let rest = refusal.values.iter().skip(1).map(String::as_str);
        let fields = list(&fields, ", ");
        let values: Vec<&str> = core::iter::once(&*fields).chain(rest).collect();
        return fill(template, &values);
    }
    let said: Vec<_> = refusal.values.iter().map(|value| word(value)).collect();
    fill(template, &said)
}

/// A field of the organisation's set-up as people say it.
fn field(slug: &str) -> &str {
    let known = Field::ALL.iter().find(|field| field.slug() == slug);
    known.map_or(slug, |known| super::setup::field(*known))
}

/// A stable name as people say it; anything else stays as it is.
fn word(slug: &str) -> &str {
    let role = Role::BUILT_IN.into_iter().find(|r| r.slug() == slug).map(names::built_in_role);
    let state = || State::ALL.into_iter().find(|s| s.slug() == slug).map(names::state);
    let step = || Stage::ALL.into_iter().find(|s| s.slug() == slug).map(names::stage);
    let phase = || Phase::ALL.into_iter().find(|p| p.slug() == slug).map(names::phase);
    let gate = || Gate::ALL.into_iter().find(|g| g.slug() == slug).map(names::gate);
    let who = || WHO.iter().find(|(name, _)| *name == slug).map(|(_, words)| *words);
    let setting = || {
        let kind = SettingKind::ALL.into_iter().find(|kind| kind.slug() == slug);
        kind.map(super::setup::setting)
    };
    let who = || who().or_else(setting);
    role.or_else(state).or_else(step).or_else(phase).or_else(gate).or_else(who).unwrap_or(slug)
}

/// Who may act, where it is no single seat.
const WHO: &[(&str, &str)] = &[
    ("department", "the department's responder"),
    ("custom", "the holder of that role"),
    ("administrator", "an administrator"),
    ("member", "anybody in the organisation"),
    ("any_seat", "anybody with a role in this incident"),
    ("operations_or_department", "an operations or departmental responder"),
    ("collaborator", "a reviewer, officer or departmental responder"),
    ("participant", "anybody present"),
    ("asked", "the person who was asked"),
    ("its_holder", "the holder of the seat"),
    ("its_roster", "a backup of that role"),
    ("owner", "the task's owner"),
    ("gate_seat", "the reviewer of that step"),
    ("side_officer", "the officer of that side"),
    ("delegate", "whoever may type for the Technical SLT"),
    ("sender", "the directed sender"),
    ("lead_for_liaison", "the Business Lead while the Customer Liaison does not answer"),
    ("commander", "the technical Incident Commander"),
    ("guest", "a guest of this incident"),
    ("administrator", "an administrator of the organisation"),
    ("system", "the system"),
];

#[cfg(test)]
mod tests {
    use super::{refusal, sentence};
    use crate::refusal::{Code, Refusal};

    #[test]
    fn every_code_has_a_sentence_and_no_slot_stays_open() {
        for code in Code::ALL {
            assert!(sentence(*code).ends_with('.'), "{code:?}");
            let full = Refusal::with(*code, ["first", "second", "third"]);
            assert!(!refusal(&full).contains('{'), "{code:?}");
        }
    }

    #[test]
    fn values_are_said_as_people_say_them() {
        let refused = Refusal::with(Code::NotAllowed, ["business_lead", "lead_for_liaison"]);
        let text = refusal(&refused);
        assert!(text.contains("Business Lead, the Business Lead while"), "{text}");
    }
}
