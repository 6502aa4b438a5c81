//! Sending, partial failure, corrections and retraction (requirements I, decisions 3 and 8).

use muster_domain::actor::Actor;
use muster_domain::catalogue::Role;
use muster_domain::command::{Command as C, CommanderAnswer};
use muster_domain::ids::{AudienceId, MessageId, PersonId};
use muster_domain::message::{Channel, Content, Delivery, Gate, Purpose, Stage};
use muster_domain::refusal::Code;
use muster_domain::time::Minutes;
use muster_tests::firm::{
    LEAD, LEGAL, LIAISON, MARKETING, MEDIA, OBSERVER, SLT, SOCIAL, SUPPORT, backup,
};
use muster_tests::given::{delivered, text};
use muster_tests::story::Story;

fn at(stage: Stage) -> (Story, MessageId) {
    let mut story = Story::active();
    let message = story.message_at(stage);
    (story, message)
}

fn direct(message: MessageId, person: PersonId, role: Role) -> C {
    C::DirectSender { message, person, role }
}

fn begin(story: &Story, message: MessageId) -> C {
    C::BeginDistribution { message, fingerprint: story.fingerprint(message) }
}

fn accept_rest(message: MessageId, note: &str) -> C {
    C::ReportDistribution { message, deliveries: Vec::new(), accept_rest: true, note: text(note) }
}

// [R104]
#[test]
fn personal_mail_is_the_marketing_officers_to_send_under_the_technical_slts_name() {
    let (mut story, message) = at(Stage::Authorized);
    for (person, role) in [(SOCIAL, Role::SocialOfficer), (MEDIA, Role::MediaOfficer)] {
        assert_eq!(story.refused(LEAD, direct(message, person, role)), Code::WrongSender);
    }
    story.does(LEAD, direct(message, MARKETING, Role::MarketingOfficer));
    let version = story.message(message).version.as_ref().expect("submitted");
    let content = version.content.as_ref().expect("whole");
    assert_eq!(content.spokesperson, Some(SLT));
}

// [R104]
#[test]
fn posts_are_the_social_officers_and_press_answers_the_media_officers_to_send() {
    for (channel, fitting) in
        [(Channel::Social, Role::SocialOfficer), (Channel::Press, Role::MediaOfficer)]
    {
        let mut story = Story::active();
        let message = story.plans(AudienceId::ALL_CUSTOMERS, story.incident.parent.phase);
        story.reaches(message, Stage::Drafting);
        let draft = story.message(message).draft.clone();
        let content = Box::new(Content { channels: vec![channel], ..draft.content });
        story.does(SLT, C::SaveDraft { message, base: draft.revision, content });
        story.submits(message);
        for gate in [Gate::Accuracy, Gate::Legal, Gate::Messaging, Gate::Approval] {
            story.passes(message, gate);
        }
        for (person, role) in [
            (MARKETING, Role::MarketingOfficer),
            (SOCIAL, Role::SocialOfficer),
            (MEDIA, Role::MediaOfficer),
        ] {
            let directed = story.asks(LEAD, &direct(message, person, role));
            assert_eq!(directed.is_ok(), role == fitting, "{role:?} on {channel:?}");
        }
    }
}

// [R105]
#[test]
fn the_lead_directs_a_sender_who_estimates_and_reports_time_channel_and_count() {
    let (mut story, message) = at(Stage::Authorized);
    assert_eq!(story.refused(MARKETING, begin(&story, message)), Code::NotAllowed, "undirected");
    let nobody = direct(message, OBSERVER, Role::MarketingOfficer);
    assert_eq!(story.refused(LEAD, nobody), Code::NotHolder);
    let lead = direct(message, LEAD, Role::BusinessLead);
    assert_eq!(story.refused(LEAD, lead), Code::LeadTakesNoTasks);
    story.does(LEAD, direct(message, MARKETING, Role::MarketingOfficer));
    story.does(MARKETING, C::EstimateSending { message, minutes: Minutes(10) });
    let due = story.message(message).sender.and_then(|sender| sender.due);
    assert_eq!(due, Some(story.now + Minutes(10)));
    assert_eq!(story.refused(SOCIAL, begin(&story, message)), Code::NotAllowed);
    story.does(MARKETING, begin(&story, message));
    story.wait(Minutes(4));
    story.sends(message, 41, 0);
    let known = story.message(message);
    let sent = Delivery { channel: Channel::Mail, at: story.now, count: 41, failures: 0 };
    assert_eq!((known.stage, &known.sent[..]), (Stage::Distributed, &[sent][..]));
}

// [R105]
#[test]
fn only_channels_of_the_message_are_reported_and_nothing_is_sent_by_saying_nothing() {
    let (story, message) = at(Stage::Distributing);
    let (at, count, failures) = (story.now, 1, 0);
    let elsewhere = Delivery { channel: Channel::Social, at, count, failures };
    assert_eq!(story.refused(MARKETING, delivered(message, vec![elsewhere])), Code::NotFound);
    assert_eq!(story.refused(MARKETING, delivered(message, Vec::new())), Code::Empty);
    assert_eq!(story.refused(MARKETING, accept_rest(message, "never mind")), Code::Empty);
    let ahead = Delivery { channel: Channel::Mail, at: at + Minutes(6), count, failures };
    assert_eq!(story.refused(MARKETING, delivered(message, vec![ahead])), Code::BadTime);
}

/// A retry after a partial failure checks every gate again, and adds to what was reached.
#[test]
fn a_partial_failure_is_retried_or_accepted_with_a_note() {
    let (mut story, message) = at(Stage::PartlySent);
    let mut accepted = story.clone();
    assert_eq!(accepted.refused(MARKETING, accept_rest(message, "")), Code::Empty);
    accepted.does(MARKETING, accept_rest(message, "eleven boxes are full"));
    assert_eq!(accepted.message(message).stage, Stage::Distributed);
    story.wait(Minutes(45));
    story.does(MARKETING, begin(&story, message));
    story.sends(message, 11, 0);
    let known = story.message(message);
    assert_eq!(
        (known.stage, known.sent[0].count, known.sent[0].failures),
        (Stage::Distributed, 41, 0)
    );
}

/// After a revocation only "accept with note" remains (decision 3).
#[test]
fn a_revocation_while_sending_stops_the_rest() {
    let (mut story, message) = at(Stage::Distributing);
    story.hears(message, CommanderAnswer::Revoke);
    assert_eq!(story.message(message).stage, Stage::PartlySent);
    assert_eq!(story.refused(MARKETING, begin(&story, message)), Code::NotAuthorized);
    story.does(MARKETING, accept_rest(message, "stopped by the commander"));
    assert_eq!(story.message(message).stage, Stage::Distributed);
}

#[test]
fn a_pending_phase_blocks_a_retry_too() {
    let (mut story, message) = at(Stage::PartlySent);
    let phase = Some(muster_domain::catalogue::Phase::Monitoring);
    story.does(LIAISON, C::Relay { text: text("it holds"), phase });
    assert_eq!(story.refused(MARKETING, begin(&story, message)), Code::PhasePending);
}

#[test]
fn a_sender_who_leaves_while_sending_is_replaced() {
    let (mut story, message) = at(Stage::Distributing);
    let (role, person) = (Role::MarketingOfficer, backup(MARKETING));
    story.does(LEAD, C::Assign { role, person, reason: text("the first fell ill") });
    let at = story.now;
    let sent = vec![Delivery { channel: Channel::Mail, at, count: 41, failures: 0 }];
    assert_eq!(story.refused(MARKETING, delivered(message, sent.clone())), Code::NotAllowed);
    assert_eq!(story.refused(person, delivered(message, sent.clone())), Code::NotAllowed);
    story.does(LEAD, direct(message, person, role));
    story.does(person, delivered(message, sent));
}

// [R108]
#[test]
fn a_sent_message_never_changes_and_a_correction_passes_all_gates() {
    let (mut story, sent) = at(Stage::Distributed);
    let before = story.message(sent).version.clone();
    assert_eq!(story.refused(SLT, C::Revise { message: sent }), Code::WrongStage);
    let base = story.message(sent).draft.revision;
    let content = Box::new(Content::default());
    let edit = C::SaveDraft { message: sent, base, content };
    assert_eq!(story.refused(SLT, edit), Code::WrongStage);
    let withdraw = C::WithdrawMessage { message: sent, reason: text("wrong") };
    assert_eq!(story.refused(LEAD, withdraw), Code::WrongStage);
    story.does(LEAD, C::PlanCorrection { of: sent });
    let correction = MessageId(story.incident.counters.messages);
    assert_eq!(story.message(correction).purpose, Purpose::Correction(sent));
    assert_eq!(story.message(correction).stage, Stage::Planned);
    story.reaches(correction, Stage::Distributed);
    assert_eq!(story.message(sent).version, before);
    let subject = story.message(correction).version.as_ref().and_then(|v| v.content.as_ref());
    assert_eq!(subject.map(|c| c.subject.shown()), Some("Correction: What we know"));
}

// [R108]
#[test]
fn a_correction_outlives_phases_and_is_possible_while_following_up() {
    let (mut story, sent) = at(Stage::Distributed);
    story.does(LEAD, C::PlanCorrection { of: sent });
    let correction = MessageId(story.incident.counters.messages);
    story.phase_moves(muster_domain::catalogue::Phase::Monitoring);
    assert_eq!(story.message(correction).stage, Stage::Planned);
    let unsent = story.message_at(Stage::Drafting);
    assert_eq!(story.refused(LEAD, C::PlanCorrection { of: unsent }), Code::NotSent);
    let mut story = Story::following_up();
    story.does(LEAD, C::PlanCorrection { of: MessageId(1) });
    story.reaches(MessageId(2), Stage::Distributed);
}

/// Retraction (decision 8): ordered by the Lead, with a reason, once.
#[test]
fn a_distributed_message_can_be_retracted() {
    let (mut story, message) = at(Stage::Distributed);
    let retract = || C::RetractMessage { message, reason: text("it named a bank") };
    assert_eq!(story.refused(SLT, retract()), Code::NotAllowed);
    story.does(LEAD, retract());
    assert_eq!(story.message(message).retracted, Some(story.now));
    assert_eq!(story.refused(LEAD, retract()), Code::AlreadySo);
    let (story, unsent) = at(Stage::Authorized);
    let early = C::RetractMessage { message: unsent, reason: text("too soon") };
    assert_eq!(story.refused(LEAD, early), Code::NotSent);
}

/// Observers read what is out and nothing before (D9).
#[test]
fn a_text_is_everybodys_from_the_first_report_on() {
    let shown = |story: &Story, message| {
        let viewer = story.incident.viewer(&story.firm, Actor::Person(OBSERVER)).expect("a member");
        let seen = story.incident.for_viewer(&viewer);
        let version = seen.message(message).and_then(|m| m.version.clone());
        version.is_some_and(|v| v.content.is_some())
    };
    let (mut story, message) = at(Stage::Distributing);
    assert!(!shown(&story, message));
    story.sends(message, 30, 11);
    assert!(shown(&story, message));
    story.does(MARKETING, begin(&story, message));
    assert!(shown(&story, message), "it stays out while the rest is retried");
    let (mut story, message) = at(Stage::Distributing);
    story.hears(message, CommanderAnswer::Revoke);
    assert!(!shown(&story, message), "it was stopped before anything was sent");
}

#[test]
fn a_message_on_mixed_channels_is_any_responders_to_send() {
    let mut story = Story::active();
    let message = story.plans(AudienceId::INTERNAL, story.incident.parent.phase);
    story.reaches(message, Stage::Approved);
    story.does(LEAD, direct(message, SUPPORT, muster_tests::firm::SUPPORT_DESK));
    assert!(story.asks(LEAD, &direct(message, LEGAL, Role::LegalOfficer)).is_ok());
}
