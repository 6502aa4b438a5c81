//! Planning and writing messages (requirements H, M1–M4, decisions 1, 4, 5, 11).

use muster_domain::briefing::Question;
use muster_domain::catalogue::{Phase, Role};
use muster_domain::command::{Command as C, StatedAnswer};
use muster_domain::ids::{AudienceId, MessageId, PersonId, SuggestionId};
use muster_domain::incident::State;
use muster_domain::message::{Channel, Content, Recipients, Stage, SuggestionState};
use muster_domain::refusal::Code;
use muster_tests::firm::{
    ELT, LEAD, LEGAL, LIAISON, MARKETING, MEDIA, MESSAGING, OBSERVER, SLT, SUPPORT, backup,
};
use muster_tests::given::text;
use muster_tests::story::Story;

const ONE: SuggestionId = SuggestionId(1);

fn drafting() -> (Story, MessageId) {
    let mut story = Story::active();
    let message = story.message_at(Stage::Drafting);
    (story, message)
}

fn body(story: &Story, message: MessageId) -> String {
    story.message(message).draft.content.body.shown().into()
}

fn save(story: &Story, message: MessageId, change: impl FnOnce(&mut Content)) -> C {
    let draft = &story.message(message).draft;
    let mut content = Box::new(draft.content.clone());
    change(&mut content);
    C::SaveDraft { message, base: draft.revision, content }
}

fn submit(story: &Story, message: MessageId) -> C {
    C::Submit { message, revision: story.message(message).draft.revision, text: None }
}

fn suggest(message: MessageId, quote: &str, replacement: &str) -> C {
    let replacement = Some(text(replacement));
    C::Suggest {
        message,
        quote: text(quote),
        replacement,
        note: text("plainer"),
        limited: false,
        place: None,
    }
}

fn plan(audience: AudienceId, phase: Phase) -> C {
    C::PlanMessage { audience, phase, reuse: None }
}

// [R81] [R82]
#[test]
fn messages_are_planned_as_audience_by_phase_and_ordered_by_the_lead() {
    let mut story = Story::active();
    for audience in [AudienceId::INTERNAL, AudienceId::STRATEGIC, AudienceId::ALL_CUSTOMERS] {
        story.plans(audience, Phase::Investigation);
    }
    let twice = plan(AudienceId::STRATEGIC, Phase::Investigation);
    assert_eq!(story.refused(LEAD, twice), Code::AlreadyPlanned);
    let unknown = plan(AudienceId(9), Phase::Investigation);
    assert_eq!(story.refused(LEAD, unknown), Code::NotFound);
    let order = [3, 1, 2].map(MessageId);
    assert_eq!(story.refused(SLT, C::OrderMessages { order: order.into() }), Code::NotAllowed);
    story.does(LEAD, C::OrderMessages { order: order.into() });
    assert!(story.incident.messages.iter().map(|m| m.id).eq(order));
    let partial = C::OrderMessages { order: vec![MessageId(1)] };
    assert_eq!(story.refused(LEAD, partial), Code::BadOrder);
}

// [R81]
#[test]
fn messages_are_planned_for_four_phases_in_active_and_resolving() {
    for phase in Phase::ALL {
        let planned = Story::active().asks(LEAD, &plan(AudienceId::INTERNAL, phase));
        assert_eq!(planned.is_ok(), phase.has_messages(), "{phase:?}");
    }
    let planned =
        |state| Story::at(state).asks(LEAD, &plan(AudienceId::INTERNAL, Phase::Monitoring));
    assert!(planned(State::Resolving).is_ok());
    assert!(planned(State::Briefing).is_err() && planned(State::FollowUp).is_err());
}

// [R83]
#[test]
fn a_phase_change_supersedes_the_unsent_and_offers_their_text() {
    let mut story = Story::active();
    let sent = story.message_at(Stage::Distributed);
    let unsent = story.plans(AudienceId::INTERNAL, Phase::Investigation);
    story.reaches(unsent, Stage::Drafting);
    story.writes(unsent, "We are looking for the cause.");
    let ahead = story.plans(AudienceId::INTERNAL, Phase::Identification);
    story.phase_moves(Phase::Identification);
    assert_eq!(story.message(unsent).stage, Stage::Superseded);
    assert_eq!(story.message(sent).stage, Stage::Distributed);
    assert_eq!(story.message(ahead).stage, Stage::Planned, "it is for the new phase");
    let (audience, phase) = (AudienceId::ALL_CUSTOMERS, Phase::Identification);
    story.does(LEAD, C::PlanMessage { audience, phase, reuse: Some(unsent) });
    let new = MessageId(story.incident.counters.messages);
    assert_eq!(body(&story, new), "We are looking for the cause.");
}

// [R83]
#[test]
fn only_moves_among_the_four_messaging_phases_supersede() {
    let mut story = Story::active();
    let message = story.plans(AudienceId::INTERNAL, Phase::Resolution);
    story.phase_moves(Phase::Resolution);
    story.phase_moves(Phase::Analysis);
    assert_eq!(story.message(message).stage, Stage::Planned);
}

// [R84]
#[test]
fn a_planned_message_is_skipped_with_a_reason() {
    let mut story = Story::active();
    let message = story.message_at(Stage::Planned);
    let skip = |reason: &str| C::SkipMessage { message, reason: text(reason) };
    assert_eq!(story.refused(LEAD, skip("")), Code::Empty);
    assert_eq!(story.refused(SLT, skip("nothing new")), Code::NotAllowed);
    story.does(LEAD, skip("nothing new for them"));
    assert_eq!(story.message(message).stage, Stage::Skipped);
    let (story, message) = drafting();
    let begun = C::SkipMessage { message, reason: text("nothing new") };
    assert_eq!(story.refused(LEAD, begun), Code::WrongStage);
}

// [R72]
#[test]
fn only_the_technical_slt_submits_whether_or_not_the_seat_is_filled() {
    let (mut story, message) = drafting();
    for other in [LEAD, LIAISON, LEGAL, MESSAGING, ELT, MARKETING, backup(SLT), OBSERVER] {
        assert_eq!(story.refused(other, submit(&story, message)), Code::NotAllowed);
    }
    story.does(LEAD, C::Release { role: Role::TechnicalSlt });
    assert_eq!(story.refused(LEGAL, submit(&story, message)), Code::NotAllowed);
}

// [R72]
#[test]
fn a_delegate_types_and_the_technical_slt_submits() {
    let (mut story, message) = drafting();
    let delegate = C::DelegateDraft { message, to: Some(OBSERVER) };
    assert_eq!(story.refused(LEAD, delegate.clone()), Code::NotAllowed);
    let types = save(&story, message, |c| c.body = "Half of it works.".into());
    assert_eq!(story.refused(OBSERVER, types.clone()), Code::NotAllowed);
    story.does(SLT, delegate);
    story.does(OBSERVER, types);
    assert_eq!(story.refused(OBSERVER, submit(&story, message)), Code::NotAllowed);
    story.submits(message);
    let authors = story.message(message).version.as_ref().map(|v| v.authors.clone());
    assert_eq!(authors, Some(vec![OBSERVER, SLT]));
}

// [R73]
#[test]
fn collaborators_suggest_and_the_technical_slt_accepts_or_declines_each() {
    let (mut story, message) = drafting();
    story.writes(message, "Some customers are affected.");
    for collaborator in [LEGAL, MESSAGING, ELT, LIAISON, MEDIA, SUPPORT, LEAD] {
        story.does(collaborator, suggest(message, "Some", "A few"));
    }
    assert_eq!(story.refused(OBSERVER, suggest(message, "Some", "A few")), Code::NotAllowed);
    let settle = |suggestion, accept| C::SettleSuggestion { message, suggestion, accept, at: None };
    assert_eq!(story.refused(LEGAL, settle(ONE, true)), Code::NotAllowed);
    assert_eq!(body(&story, message), "Some customers are affected.", "nothing moves by itself");
    story.does(SLT, settle(ONE, true));
    assert_eq!(body(&story, message), "A few customers are affected.");
    story.does(SLT, settle(SuggestionId(2), false));
    let states = story.message(message).suggestions.iter().take(2).map(|s| s.state);
    assert!(states.eq([SuggestionState::Accepted, SuggestionState::Declined]));
    assert_eq!(story.refused(SLT, settle(ONE, true)), Code::SuggestionSettled);
    assert_eq!(story.refused(SLT, settle(SuggestionId(3), true)), Code::SuggestionStale);
}

// [R73]
#[test]
fn a_comment_says_something_and_quotes_what_is_there() {
    let (story, message) = drafting();
    let comment = |quote: &str, note: &str| C::Suggest {
        message,
        quote: text(quote),
        replacement: None,
        note: text(note),
        limited: false,
        place: None,
    };
    assert_eq!(story.refused(LEGAL, comment("", "")), Code::Empty);
    assert_eq!(story.refused(LEGAL, comment("not in it", "why?")), Code::SpanMissing);
    assert!(story.asks(LEGAL, &comment("affected", "by what?")).is_ok());
}

/// A reviewer's spelling fix is taken at once, in drafting only, and makes no author (decision 4).
#[test]
fn spelling_is_fixed_at_once_and_anything_more_is_a_suggestion() {
    let (mut story, message) = drafting();
    story.writes(message, "We recieve 12 reports an hour.");
    let fix = |quote: &str, replacement: &str| C::FixSpelling {
        message,
        quote: text(quote),
        replacement: text(replacement),
        place: None,
        at: None,
    };
    story.does(LEGAL, fix("recieve", "receive"));
    assert_eq!(body(&story, message), "We receive 12 reports an hour.");
    assert_eq!(story.message(message).draft.authors, [SLT]);
    assert_eq!(story.refused(LEGAL, fix("12", "13")), Code::NotSpelling);
    assert_eq!(story.refused(MARKETING, fix("hour", "hours")), Code::NotAllowed);
    story.submits(message);
    assert_eq!(story.refused(LEGAL, fix("hour", "hours")), Code::WrongStage);
    story.does(LEGAL, suggest(message, "hour", "hours"));
}

// [R91]
#[test]
fn a_save_from_an_older_revision_is_refused_and_loses_nothing() {
    let (mut story, message) = drafting();
    story.does(SLT, C::DelegateDraft { message, to: Some(OBSERVER) });
    let late = save(&story, message, |c| c.body = "Mine.".into());
    story.writes(message, "Theirs.");
    assert_eq!(story.refused(OBSERVER, late), Code::DraftMoved);
    assert_eq!(body(&story, message), "Theirs.");
    let stale = C::Submit { message, revision: 0, text: None };
    assert_eq!(story.refused(SLT, stale), Code::DraftMoved);
}

/// Submission locks the text (decision 1).
#[test]
fn a_submitted_text_is_changed_only_by_a_new_version() {
    let mut story = Story::active();
    let message = story.message_at(Stage::TechCheck);
    let edit = save(&story, message, |c| c.body = "Another text.".into());
    assert_eq!(story.refused(SLT, edit), Code::WrongStage);
    assert_eq!(story.refused(LEGAL, C::Revise { message }), Code::NotAllowed);
    story.does(SLT, C::Revise { message });
    story.writes(message, "Another text.");
}

// [R47] [R97]
#[test]
fn facts_are_filled_in_at_submission_and_an_unknown_one_blocks_it() {
    let (mut story, message) = drafting();
    story.writes(message, "News comes {{next update}}.");
    assert_eq!(story.refused(SLT, submit(&story, message)), Code::FactMissing);
    let (question, answer) = (Question::NextNews, StatedAnswer::Known(text("at noon")));
    story.does(LIAISON, C::StateFact { question, answer });
    story.submits(message);
    let version = story.message(message).version.as_ref().expect("submitted");
    let signed = version.content.as_ref().map(|c| c.body.shown());
    assert_eq!(signed, Some("News comes at noon."));
    assert!(version.payloads.iter().all(|p| p.text.shown().contains("at noon")));
    assert_eq!(body(&story, message), "News comes {{next update}}.", "the draft keeps its token");
}

// [R97]
#[test]
fn a_text_with_an_unknown_token_or_column_or_without_a_channel_is_not_submitted() {
    let refused = |change: fn(&mut Content)| {
        let (mut story, message) = drafting();
        story.does(SLT, save(&story, message, change));
        story.refused(SLT, submit(&story, message))
    };
    assert_eq!(refused(|c| c.body = "At {{lunch time}}.".into()), Code::UnknownToken);
    assert_eq!(refused(|c| c.body = "Dear [[pet name]].".into()), Code::UnknownField);
    assert_eq!(refused(|c| c.channels.clear()), Code::NoChannel);
    assert_eq!(refused(|c| c.body = " ".into()), Code::Empty);
}

// [R97]
#[test]
fn a_fact_cannot_smuggle_a_merge_field_or_an_endless_text_past_the_submission() {
    let (mut story, message) = drafting();
    let state = |known: String| C::StateFact {
        question: Question::Services,
        answer: StatedAnswer::Known(known),
    };
    story.writes(message, "It is {{services}}.");
    story.does(LIAISON, state(text("[[pet name]]")));
    assert_eq!(story.refused(SLT, submit(&story, message)), Code::UnknownField);
    story.does(LIAISON, state("x".repeat(16_000)));
    story.writes(message, &"{{services}}".repeat(5));
    assert_eq!(story.refused(SLT, submit(&story, message)), Code::TooLong);
}

/// Facts resolve; merge fields stay tokens and are signed with the list's columns (decision 5).
#[test]
fn a_merge_field_stays_a_token_in_what_is_sent() {
    let (mut story, message) = drafting();
    story.writes(message, "Dear [[first name]], since {{start time}}.");
    story.submits(message);
    let version = story.message(message).version.as_ref().expect("submitted");
    assert_eq!(
        version.payloads[0].text.shown(),
        "Subject: What we know\n\nDear [[first name]], since the start time."
    );
}

// [R104]
#[test]
fn personal_mail_carries_the_technical_slts_name() {
    let (mut story, message) = drafting();
    story.does(SLT, save(&story, message, |c| c.spokesperson = Some(PersonId(999))));
    story.submits(message);
    let version = story.message(message).version.as_ref().expect("submitted");
    let content = version.content.as_ref().expect("whole");
    assert_eq!(content.spokesperson, Some(SLT));
    assert_eq!(content.channels, [Channel::Mail]);
}

// [R88]
#[test]
fn every_part_of_the_signed_content_changes_the_fingerprint() {
    let changes: [fn(&mut Content); 7] = [
        |c| c.subject = "Another subject".into(),
        |c| c.body = "Another text.".into(),
        |c| c.channels = vec![Channel::Chat],
        |c| c.recipients.count = 42,
        |c| c.recipients.sha256 = Some("00".into()),
        |c| c.recipients = Recipients { list: "Others".into(), ..c.recipients.clone() },
        |c| {
            let (title, url) = ("Status".into(), "https://status.example/".into());
            c.links = vec![muster_domain::message::Link { title, url }];
        },
    ];
    let (plain, message) = drafting();
    let print = |mut story: Story| {
        story.submits(message);
        story.fingerprint(message)
    };
    let mut seen = vec![print(plain.clone())];
    for change in changes {
        let mut story = plain.clone();
        story.does(SLT, save(&story, message, change));
        let fingerprint = print(story);
        assert!(!seen.contains(&fingerprint));
        seen.push(fingerprint);
    }
    assert_eq!(print(plain), seen[0], "and nothing else does");
}
