//! One command of every kind, and of every gate and side where that decides whose it is.

use super::MESSAGE;
use muster_domain::briefing::Question;
use muster_domain::catalogue::{Phase, Role};
use muster_domain::chain::Digest;
use muster_domain::command::{Command as C, CommanderAnswer, Elapsed, StatedAnswer};
use muster_domain::ids::{
    AudienceId, ItemId, MessageId, PollId, RelayId, ReportId, SuggestionId, TaskId, TodoId,
};
use muster_domain::liaison::Location;
use muster_domain::message::{Channel, Content, Delivery, Gate, Message, Verdict};
use muster_domain::operations::{ItemKind, Missed, Side};
use muster_domain::reach::{Reach, Summons, Tried};
use muster_domain::time::{Minutes, Timestamp};
use muster_domain::viewer::Clearance;
use muster_tests::firm::{GUEST, LEGAL, MARKETING, SUPPORT, backup};
use muster_tests::given::{answer, declare, note_handoff, text, verdict};
use muster_tests::story::Story;

fn why() -> String {
    text("for a reason")
}

/// Everything that can be asked, about what is in the worlds of the matrix.
pub fn every_command(story: &Story) -> Vec<C> {
    let known = story.incident.message(MESSAGE);
    let fingerprint = known.and_then(Message::fingerprint).unwrap_or_default();
    let revision = known.map_or(0, |message| message.draft.revision);
    let gates = Gate::ALL.into_iter().flat_map(|gate| of_gate(gate, fingerprint));
    let sides = Side::ALL.into_iter().flat_map(of_side);
    let items = [ItemId(1), ItemId(5)].into_iter().flat_map(of_item);
    let all = life().into_iter().chain(conduit()).chain(seats()).chain(handoff()).chain(control());
    let writing = writing(revision).into_iter().chain(board());
    let all = all.chain(sides).chain(items).chain(writing).chain(gates);
    all.chain(release(story, fingerprint)).collect()
}

fn life() -> Vec<C> {
    let (title, parent, commander) = (text("Payments fail"), text("TECH-7"), text("Ida"));
    let phase = Phase::Investigation;
    vec![
        C::OpenWatch { title, parent, commander, phase, exercise: false, confidential: false },
        declare(),
        C::Recommend { escalate: true, note: why() },
        C::StandDown { reason: why() },
        C::OpenBriefing,
        C::StateFact { question: Question::Trigger, answer: StatedAnswer::Unknown },
        C::PublishNotes { text: why() },
        C::ConfirmEnough,
        C::Activate,
        C::BeginResolving,
        C::OrderAnalysis,
        C::Resolve,
        C::Close,
        C::Reopen { reason: why() },
        C::SetConfidential { confidential: true, reason: why() },
        C::Admit { person: backup(SUPPORT) },
        C::Dismiss { person: backup(SUPPORT), reason: why() },
        C::AdmitGuest {
            person: GUEST,
            until: Timestamp(1_900_100_000_000),
            clearance: Clearance::Responder,
        },
        C::EndGuest { person: GUEST },
        C::HoldRecord { hold: true, reason: why() },
    ]
}

fn conduit() -> Vec<C> {
    vec![
        C::NameCommander { name: text("Somebody Else") },
        C::Relay { text: why(), phase: Some(Phase::Monitoring) },
        C::CorrectRelay { relay: RelayId(1), text: why() },
        C::AcknowledgePhase { phase: Phase::Monitoring },
        C::LocateLiaison { location: Location::Asking },
        C::RecallLiaison,
    ]
}

/// Pages are about the Media Officer's seat, hand-overs about the Legal Officer's.
fn seats() -> Vec<C> {
    let (media, legal) = (Role::MediaOfficer, Role::LegalOfficer);
    vec![
        C::Page { role: media, person: None, reason: why() },
        C::AcceptPage { role: media, eta: None },
        C::DeclinePage { role: media, note: why() },
        C::TakeOver { role: media, note: why() },
        C::Assign { role: media, person: backup(SUPPORT), reason: why() },
        C::MarkUnavailable { role: media, reason: why() },
        C::MarkReturned { role: media },
        C::OfferHandOver { role: legal, to: backup(LEGAL), note: why() },
        C::AcceptHandOver { role: legal },
        C::EndHandOver { role: legal, note: why() },
        C::Release { role: media },
        C::SetPresence { call: true, chat: false, proxy: None },
    ]
}

fn handoff() -> Vec<C> {
    vec![
        C::PageStandby { person: None },
        C::AcceptStandby,
        C::DeclineStandby { note: why() },
        C::ConfirmStandbyPresent,
        note_handoff(),
        C::AcceptHandoff,
        C::OverrideHandoff { reason: why() },
    ]
}

fn control() -> Vec<C> {
    let (task, todo, poll) = (TaskId(1), TodoId(1), PollId(1));
    let (owner, role, estimate) = (MARKETING, Role::MarketingOfficer, Minutes(20));
    vec![
        C::StateStatus { text: why(), next_in: None },
        C::AssignTask { title: why(), owner, role, estimate },
        C::AcknowledgeTask { task },
        C::StartTask { task },
        C::FinishTask { task, outcome: why() },
        C::ExtendTask { task, estimate },
        C::ReassignTask { task, owner, role },
        C::CancelTask { task, reason: why() },
        C::NoteTodo { text: why(), owner: None },
        C::OwnTodo { todo, owner },
        C::OpenPoll { proposal: why() },
        C::ObjectToPoll { poll, text: why() },
        C::DecidePoll { poll, decision: why(), owner },
        C::Note { text: why() },
        C::Advise { text: why(), limited: true },
        C::ReportAbnormal { text: why() },
        C::AcknowledgeReport { report: ReportId(1) },
        C::Elapse(Elapsed::Task(task)),
        C::CoverSeat { role },
        C::ReportReach(Tried {
            summons: Summons::Seat(role),
            person: backup(SUPPORT),
            channel: None,
            reach: Reach::Unreached,
        }),
    ]
}

fn of_side(side: Side) -> Vec<C> {
    let (kind, name, system) = (ItemKind::Other, text("a new mailing"), text(""));
    vec![
        C::OrderHalt { side, estimate: Minutes(15) },
        C::ListItem { side, kind, name, system },
        C::ReportStopped { side },
        C::SettleSide { side, reason: why() },
        C::OrderRestart { side, override_reason: Some(why()) },
        C::ReportResumed { side },
    ]
}

fn of_item(item: ItemId) -> Vec<C> {
    vec![
        C::HaltItem { item, evidence: None },
        C::ExemptItem { item, reason: why() },
        C::ProveItem { item, evidence: why() },
        C::RestartEarly { item, reason: why() },
        C::RestartItem { item, missed: Missed::Skip },
    ]
}

fn board() -> Vec<C> {
    let (audience, phase) = (AudienceId::INTERNAL, Phase::Investigation);
    let message = MESSAGE;
    vec![
        C::PlanMessage { audience, phase, reuse: None },
        C::PlanCorrection { of: message },
        C::OrderMessages { order: vec![MessageId(1)] },
        C::StartMessage { message, together: false },
        C::SkipMessage { message, reason: why() },
        C::WithdrawMessage { message, reason: why() },
        C::RetractMessage { message, reason: why() },
    ]
}

fn writing(revision: u32) -> Vec<C> {
    let message = MESSAGE;
    let content = Box::new(Content { body: "Another text.".into(), ..Content::default() });
    vec![
        C::DelegateDraft { message, to: None },
        C::SaveDraft { message, base: revision, content },
        C::Suggest {
            message,
            quote: text(""),
            replacement: None,
            note: why(),
            limited: false,
            place: None,
        },
        C::Reply { message, suggestion: SuggestionId(1), text: why() },
        C::KeepText { message, body: text("Typed."), authors: Vec::new() },
        C::FixSpelling {
            message,
            quote: text("affected"),
            replacement: text("afected"),
            place: None,
            at: None,
        },
        C::SettleSuggestion { message, suggestion: SuggestionId(1), accept: true, at: None },
        C::Submit { message, revision, text: None },
        C::Revise { message },
    ]
}

fn of_gate(gate: Gate, fingerprint: Digest) -> Vec<C> {
    let message = MESSAGE;
    vec![
        C::Estimate { message, gate, minutes: Minutes(5) },
        verdict(message, gate, Verdict::Pass, fingerprint),
        C::TakeBack { message, gate, reason: why() },
        C::OverrideObjection { message, gate, reason: why() },
        C::WaiveGate { message, gate, fingerprint, reason: why() },
    ]
}

fn release(story: &Story, fingerprint: Digest) -> Vec<C> {
    let message = MESSAGE;
    let (person, role) = (MARKETING, Role::MarketingOfficer);
    let delivery = Delivery { channel: Channel::Mail, at: story.now, count: 41, failures: 0 };
    vec![
        C::PutToCommander { message },
        answer(message, fingerprint, CommanderAnswer::Yes),
        answer(message, fingerprint, CommanderAnswer::Revoke),
        C::DirectSender { message, person, role },
        C::EstimateSending { message, minutes: Minutes(5) },
        C::BeginDistribution { message, fingerprint },
        C::ReportDistribution {
            message,
            deliveries: vec![delivery],
            accept_rest: false,
            note: why(),
        },
    ]
}
