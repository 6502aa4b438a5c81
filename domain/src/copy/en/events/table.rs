//! The sentence of every kind of event, to be read after the name of who did it.

use super::Slot::{Empty, Item, Message, Number, Outsider, Person, Seat, Task, Text};
use super::{Slot, Told};
use crate::briefing::Answer;
use crate::copy::Tone;
use crate::copy::en::{gate, item_state, missed, mode, phase, question, side};
use crate::event::{Event, Event as E, Taking, Withholding};
use crate::liaison::Location;
use crate::message::{Delivery, Purpose, SuggestionState, Verdict};
use crate::operations::{ItemState, Mode};
use crate::organisation::ContactChannel;
use crate::proof::ProofMeans;
use crate::reach::{Reach, Tried};
use crate::task::TaskKind;
use crate::words::Words;

/// A line a row: pattern, tone, template, slots, and what was said.
macro_rules! table {
    ($event:expr; $($pattern:pat => $tone:ident $template:literal
        $([$($slot:expr),+])? $(says $words:expr)?;)*) => {
        match $event {
            $($pattern => Told {
                template: $template,
                slots: pad([$($($slot),+)?]),
                words: said([$($words.into())?]),
                tone: Tone::$tone,
            }),*
        }
    };
}

fn pad<const N: usize>(given: [Slot<'_>; N]) -> [Slot<'_>; 3] {
    let mut slots = [Empty; 3];
    slots.iter_mut().zip(given).for_each(|(place, slot)| *place = slot);
    slots
}

fn said<const N: usize>(words: [Option<&Words>; N]) -> Option<&Words> {
    words.into_iter().flatten().next()
}

const fn by_channel(channel: ContactChannel) -> &'static str {
    match channel {
        ContactChannel::Push => "notification",
        ContactChannel::Mail => "mail",
        ContactChannel::Chat => "chat",
        ContactChannel::Phone => "phone",
    }
}

fn reached(deliveries: &[Delivery]) -> u32 {
    deliveries.iter().fold(0, |sum, delivery| sum.saturating_add(delivery.count))
}

fn failed(deliveries: &[Delivery]) -> u32 {
    deliveries.iter().fold(0, |sum, delivery| sum.saturating_add(delivery.failures))
}

#[expect(clippy::too_many_lines, reason = "a table: one exhaustive match names every event once")]
pub(super) fn told(event: &Event) -> Told<'_> {
    table! { event;
        // Life of the incident.
        E::WatchOpened { title, .. } => Plain "opened a watch" says title;
        E::Recommended { escalate: true, note } =>
            Attention "recommended a business response" says note;
        E::Recommended { note, .. } => Plain "advised against a business response" says note;
        E::Declared { title, recommended: true, .. } =>
            Attention "recorded the declaration" says title;
        E::Declared { title, .. } =>
            Attention "recorded the declaration, without a business recommendation" says title;
        E::Mobilised => Plain "called the initial responders together";
        E::StoodDown { reason } => Attention "stood the incident down" says reason;
        E::BriefingOpened { present } =>
            Good "opened the briefing with {0} present" [Number(count(present))];
        E::FactStated { question: asked, answer: Answer::Known(text) } =>
            Plain "answered “{0}”" [Text(question(*asked))] says text;
        E::FactStated { question: asked, .. } =>
            Attention "does not know yet: “{0}”" [Text(question(*asked))];
        E::NotesPublished { text } => Good "published the briefing notes" says text;
        E::EnoughToDraft => Good "has enough to draft from";
        E::Activated => Good "set the response in full swing and let the liaison go and listen";
        E::ResolvingBegan => Good "began the return to normal";
        E::Resolved => Good "resolved the incident and ended the call";
        E::FollowUpBegan => Plain "began the follow-up";
        E::Closed => Good "sealed the record";
        E::Reopened { reason } => Attention "reopened the incident" says reason;
        // Who may know of it.
        E::ConfidentialitySet { confidential: true, reason } =>
            Attention "made the incident confidential" says reason;
        E::ConfidentialitySet { reason, .. } =>
            Attention "opened the incident to all members" says reason;
        E::Admitted { person } => Plain "let {0} know of the incident" [Person(*person)];
        E::Dismissed { person, reason } =>
            Plain "took {0} off the list of those who need to know" [Person(*person)] says reason;
        E::GuestAdmitted { person, .. } =>
            Attention "let {0} in as a guest" [Person(*person)];
        E::GuestEnded { person } => Plain "ended the visit of {0}" [Person(*person)];
        E::HoldSet { hold: true, reason } =>
            Attention "put the record under a legal hold" says reason;
        E::HoldSet { reason, .. } => Attention "lifted the legal hold" says reason;
        // Technical incident and conduit.
        E::CommanderNamed { outsider } =>
            Plain "named {0} as technical Incident Commander" [Outsider(*outsider)];
        E::Relayed { text, phase: Some(new), .. } =>
            Attention "relayed a new phase, {0}" [Text(phase(*new))] says text;
        E::Relayed { text, .. } => Plain "relayed an update" says text;
        E::RelayCorrected { text, .. } => Attention "corrected a relay" says text;
        E::PhaseAcknowledged { phase: new } =>
            Good "acknowledged the phase {0}" [Text(phase(*new))];
        // Seats and presence.
        E::Paged { role, person, reason, .. } =>
            Plain "paged {0} as {1}" [Person(*person), Seat(*role)] says reason;
        E::PageDeclined { role, note, .. } =>
            Attention "declined to serve as {0}" [Seat(*role)] says note;
        E::PageTimedOut { role, person } =>
            Attention "got no answer from {0}, paged as {1}" [Person(*person), Seat(*role)];
        E::PageWithdrawn { role } => Plain "withdrew the page for {0}" [Seat(*role)];
        E::PageTried(Tried { person, channel: Some(by), reach: Reach::Delivered, .. }) =>
            Good "reached {0} by {1}" [Person(*person), Text(by_channel(*by))];
        E::PageTried(Tried { person, channel: Some(by), reach: Reach::Failed, .. }) =>
            Attention "could not reach {0} by {1}" [Person(*person), Text(by_channel(*by))];
        E::PageTried(Tried { person, .. }) =>
            Trouble "could not reach {0} in any way: they have to be called" [Person(*person)];
        E::BackupsExhausted { role } => Trouble "found nobody left to page as {0}" [Seat(*role)];
        E::SeatTaken { role, how: Taking::AnsweredPage, note, .. } =>
            Good "answered the page and serves as {0}" [Seat(*role)] says note;
        E::SeatTaken { role, from: Some(from), how: Taking::HandedOver, note, .. } =>
            Good "serves as {0}, handed over by {1}" [Seat(*role), Person(*from)] says note;
        E::SeatTaken { role, from: Some(from), how: Taking::TookOver, note, .. } =>
            Attention "took over as {0} from {1}" [Seat(*role), Person(*from)] says note;
        E::SeatTaken { role, how: Taking::TookOver, note, .. } =>
            Attention "took over as {0}" [Seat(*role)] says note;
        E::SeatTaken { role, person, note, .. } =>
            Good "put {0} into the role of {1}" [Person(*person), Seat(*role)] says note;
        E::SeatActive { role } => Good "recorded {0} at work" [Seat(*role)];
        E::HolderUnavailable { role, person, reason } =>
            Attention "marked {0}, {1}, as unavailable" [Person(*person), Seat(*role)] says reason;
        E::HolderReturned { role, person } =>
            Good "marked {0}, {1}, as back" [Person(*person), Seat(*role)];
        E::HandOverOffered { role, to, note } =>
            Plain "offered the role of {0} to {1}" [Seat(*role), Person(*to)] says note;
        E::HandOverEnded { role, note } =>
            Plain "ended the offer of the role of {0}" [Seat(*role)] says note;
        E::Released { role, person } =>
            Plain "released {0} from the role of {1}" [Person(*person), Seat(*role)];
        E::PresenceChanged { proxy: Some(proxy), .. } =>
            Plain "can be reached through {0}" [Person(*proxy)];
        E::PresenceChanged { call: true, chat: true, .. } =>
            Plain "is on the call and in the chat";
        E::PresenceChanged { call: true, .. } => Plain "is on the call, not in the chat";
        E::PresenceChanged { chat: true, .. } => Plain "is in the chat, not on the call";
        E::PresenceChanged { .. } => Plain "left";
        // Liaison hand-off.
        E::StandbyPaged { standby, .. } =>
            Plain "asked {0} to take the technical side" [Person(*standby)];
        E::StandbyAcknowledged { .. } => Plain "is coming to take the technical side";
        E::StandbyDeclined { note, .. } => Attention "cannot take the technical side" says note;
        E::StandbyTimedOut { standby } =>
            Attention "got no answer from {0} about the technical side" [Person(*standby)];
        E::StandbyPresent { .. } => Good "is on the technical call as standby";
        E::HandoffNoted { state, .. } => Plain "wrote the hand-off note" says state;
        E::HandoffAccepted { .. } => Good "accepted the technical side";
        E::HandoffOverridden { reason } =>
            Trouble "went on without an accepted hand-off" says reason;
        E::LiaisonLocated { location: place } => Plain "is {0}" [Text(location(*place))];
        E::LiaisonRecalled => Attention "asked the liaison back to the business call";
        // The Business Lead's control.
        E::StatusStated { text, .. } => Good "stated what is happening" says text;
        E::TaskAssigned { owner, title, kind: TaskKind::PreliminaryAnalysis, .. } =>
            Plain "ordered the Preliminary Analysis from {0}" [Person(*owner)] says title;
        E::TaskAssigned { owner, role, title, .. } =>
            Plain "gave a task to {0}, {1}" [Person(*owner), Seat(*role)] says title;
        E::TaskAcknowledged { task } => Plain "will do {0}" [Task(*task)];
        E::TaskStarted { task } => Plain "started {0}" [Task(*task)];
        E::TaskDone { task, outcome } => Good "finished {0}" [Task(*task)] says outcome;
        E::TaskExtended { task, .. } => Plain "gave a new estimate for {0}" [Task(*task)];
        E::TaskReassigned { task, owner, .. } =>
            Plain "gave {0} to {1}" [Task(*task), Person(*owner)];
        E::TaskCancelled { task, reason } => Plain "cancelled {0}" [Task(*task)] says reason;
        E::TaskCheckBack { task } =>
            Attention "raised a check-back: the time for {0} is up" [Task(*task)];
        E::TodoNoted { text, owner: Some(owner), .. } =>
            Plain "noted a follow-up for {0}" [Person(*owner)] says text;
        E::TodoNoted { text, .. } => Plain "noted a follow-up" says text;
        E::TodoOwned { owner, .. } => Plain "gave a follow-up to {0}" [Person(*owner)];
        E::PollOpened { proposal, .. } => Attention "asked for strong objections" says proposal;
        E::PollObjected { text, .. } => Trouble "objected strongly in the poll" says text;
        E::PollDecided { decision, owner, .. } =>
            Good "decided; {0} sees to it" [Person(*owner)] says decision;
        E::Noted { text } => Plain "noted" says text;
        E::Advised { text, limited: true, .. } =>
            Attention "advised the messaging responders" says text;
        E::Advised { text, .. } => Attention "advised" says text;
        E::AbnormalReported { text, .. } => Trouble "reported an abnormal operation" says text;
        E::AbnormalAcknowledged { .. } => Good "acknowledged a report of an abnormal operation";
        // Operations.
        E::ModeChanged { mode: Mode::Emergency } => Attention "declared emergency operations";
        E::ModeChanged { mode: new } => Plain "changed the mode: {0}" [Text(mode(*new))];
        E::HaltOrdered { side: ordered, items, .. } =>
            Attention "ordered {0} to halt, starting from {1} known activities"
            [Text(side(*ordered)), Number(count(items))];
        E::HaltCheckBack { side: ordered } =>
            Attention "raised a check-back: the time for the halt of {0} is up"
            [Text(side(*ordered))];
        E::ItemListed { item } => Plain "listed {0} for {1}" [Item(item.id), Text(side(item.side))];
        E::ItemSettled { item, state: ItemState::Halted, evidence, .. } =>
            Good "halted {0}" [Item(*item)] says evidence.as_ref();
        E::ItemSettled { item, state: ItemState::Exempt, reason, .. } =>
            Attention "exempted {0}" [Item(*item)] says reason.as_ref();
        E::ItemSettled { item, state, reason, .. } =>
            Plain "marked {0}: {1}" [Item(*item), Text(item_state(*state))] says reason.as_ref();
        E::ItemProven { item, evidence } => Good "added proof for {0}" [Item(*item)] says evidence;
        E::AllStopped { side: stopped } =>
            Good "reported that all of {0} has stopped" [Text(side(*stopped))];
        E::SideSettled { side: settled, reason } =>
            Attention "settled {0} without its officer" [Text(side(*settled))] says reason;
        E::RestartOrdered { side: ordered, override_reason: Some(reason) } =>
            Trouble "ordered {0} to restart before the resolution message was out"
            [Text(side(*ordered))] says reason;
        E::RestartOrdered { side: ordered, .. } =>
            Good "ordered {0} to restart" [Text(side(*ordered))];
        E::ItemRestarted { item, missed: choice, reason: Some(reason) } =>
            Attention "let {0} go on early: {1}" [Item(*item), Text(missed(*choice))] says reason;
        E::ItemRestarted { item, missed: choice, .. } =>
            Good "decided about {0}: {1}" [Item(*item), Text(missed(*choice))];
        E::SideResumed { side: resumed } =>
            Good "reported that {0} is back to normal" [Text(side(*resumed))];
        // Messages.
        E::MessagePlanned { message, purpose: Purpose::Correction(of), .. } =>
            Attention "planned {0}, to correct {1}" [Message(*message), Message(*of)];
        E::MessagePlanned { message, .. } => Plain "planned {0}" [Message(*message)];
        E::MessagesOrdered { .. } => Plain "set the order of the messages";
        E::MessageStarted { message, .. } => Plain "started work on {0}" [Message(*message)];
        E::DraftDelegated { message, to: Some(to) } =>
            Plain "lets {0} type for {1}" [Person(*to), Message(*message)];
        E::DraftDelegated { message, .. } =>
            Plain "took back the typing of {0}" [Message(*message)];
        E::DraftSaved { message, revision, .. } =>
            Plain "saved the draft of {0}, revision {1}" [Message(*message), Number(*revision)];
        E::TextKept { message, .. } => Plain "took down the text of {0}" [Message(*message)];
        E::Replied { message, text, .. } =>
            Plain "answered a suggestion to {0}" [Message(*message)] says text;
        E::Suggested { message, note, .. } =>
            Plain "suggested a change to {0}" [Message(*message)] says note;
        E::SuggestionSettled { message, state: SuggestionState::TakenAtOnce, .. } =>
            Plain "fixed spelling in {0}" [Message(*message)];
        E::SuggestionSettled { message, state, .. } =>
            Plain "settled a suggestion to {0}: {1}" [Message(*message), Text(settled(*state))];
        E::Submitted { message, version, .. } =>
            Good "submitted {0}, version {1}" [Message(*message), Number(*version)];
        E::Estimated { message, gate: at, .. } =>
            Plain "gave an estimate for {0}: {1}" [Message(*message), Text(gate(*at))];
        E::EstimateElapsed { message, gate: at, .. } =>
            Attention "raised a check-back: the time for {0} is up: {1}"
            [Message(*message), Text(gate(*at))];
        E::VerdictGiven { message, gate: at, note, proof: Some(ProofMeans::RecoveryCode), .. } =>
            Attention "signed {0}, by a recovery code: {1}"
            [Message(*message), Text(gate(*at))] says note;
        E::VerdictGiven { message, gate: at, verdict: Verdict::Pass, note, .. } =>
            Good "signed {0}: {1}" [Message(*message), Text(gate(*at))] says note;
        E::VerdictGiven { message, gate: at, verdict: Verdict::Suggest, note, .. } =>
            Good "signed {0} with a suggestion: {1}" [Message(*message), Text(gate(*at))] says note;
        E::VerdictGiven { message, gate: at, verdict: Verdict::StrongObjection, note, .. } =>
            Trouble "objected strongly to {0}: {1}" [Message(*message), Text(gate(*at))] says note;
        E::VerdictGiven { message, gate: at, verdict: Verdict::Return, note, .. } =>
            Attention "sent {0} back to drafting: {1}"
            [Message(*message), Text(gate(*at))] says note;
        E::SignOffTakenBack { message, gate: at, reason } =>
            Attention "took back the sign-off on {0}: {1}"
            [Message(*message), Text(gate(*at))] says reason;
        E::ObjectionOverridden { message, gate: at, reason } =>
            Trouble "overrode the objection to {0}: {1}"
            [Message(*message), Text(gate(*at))] says reason;
        E::GateWaived { message, gate: at, reason, .. } =>
            Trouble "waived a gate of {0}: {1}" [Message(*message), Text(gate(*at))] says reason;
        E::Revised { message } => Attention "opened the next version of {0}" [Message(*message)];
        E::PutToCommander { message } =>
            Plain "put {0} to the technical commander" [Message(*message)];
        E::Authorized { message, said, .. } =>
            Good "entered the yes of {1} to {0}"
            [Message(*message), Outsider(said.commander)] says &said.words;
        E::Withheld { message, kind, said: Some(said), .. } =>
            Attention "entered the answer of {1} to {0}: {2}"
            [Message(*message), Outsider(said.commander), Text(withholding(*kind))]
            says &said.words;
        E::Withheld { message, kind, .. } =>
            Attention "recorded that {0} is withheld: {1}"
            [Message(*message), Text(withholding(*kind))];
        E::AuthorizationLapsed { message } =>
            Attention "let the authorization of {0} lapse unused" [Message(*message)];
        E::SenderDirected { message, person, role } =>
            Plain "directed {0}, {1}, to send {2}"
            [Person(*person), Seat(*role), Message(*message)];
        E::SenderEstimated { message, .. } =>
            Plain "gave an estimate for sending {0}" [Message(*message)];
        E::DistributionBegan { message, proof: Some(ProofMeans::RecoveryCode), .. } =>
            Attention "began to send {0}, by a recovery code" [Message(*message)];
        E::DistributionBegan { message, .. } => Good "began to send {0}" [Message(*message)];
        E::DistributionReported { message, deliveries, complete: true, note, .. } =>
            Good "reported {0} sent, {1} reached"
            [Message(*message), Number(reached(deliveries))] says note;
        E::DistributionReported { message, deliveries, note, .. } =>
            Attention "reported {0} partly sent: {1} reached, {2} not"
            [Message(*message), Number(reached(deliveries)), Number(failed(deliveries))] says note;
        E::Superseded { message } =>
            Plain "set {0} aside, because the phase moved on" [Message(*message)];
        E::Skipped { message, reason } => Plain "skipped {0}" [Message(*message)] says reason;
        E::Withdrawn { message, reason } =>
            Attention "withdrew {0}" [Message(*message)] says reason;
        E::Retracted { message, reason } =>
            Trouble "took {0} back after it was sent" [Message(*message)] says reason;
    }
}

const fn location(location: Location) -> &'static str {
    match location {
        Location::TechnicalCall => "on the technical call",
        Location::BusinessCall => "on the business call",
        Location::Listening => "listening on the technical call",
        Location::Asking => "asking on the technical call",
    }
}

const fn withholding(kind: Withholding) -> &'static str {
    match kind {
        Withholding::NotNow => "not now",
        Withholding::Change => "yes, if changed",
        Withholding::No => "not this message",
        Withholding::Revoked => "taken back",
    }
}

const fn settled(state: SuggestionState) -> &'static str {
    match state {
        SuggestionState::Open => "open",
        SuggestionState::Accepted => "accepted",
        SuggestionState::Declined => "declined",
        SuggestionState::TakenAtOnce => "taken at once",
    }
}

fn count<T>(things: &[T]) -> u32 {
    u32::try_from(things.len()).unwrap_or(u32::MAX)
}
