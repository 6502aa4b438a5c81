//! A text that several people type into at once, and what is said about its words (R73, R91, R148).

use muster_domain::actor::Actor;
use muster_domain::command::Command as C;
use muster_domain::ids::{MessageId, PersonId, SuggestionId};
use muster_domain::message::Stage;
use muster_domain::refusal::Code;
use muster_domain::render::text_digest;
use muster_domain::words::Words;
use muster_tests::firm::{LEAD, LEGAL, LIAISON, SLT};
use muster_tests::given::text;
use muster_tests::story::Story;

fn drafting() -> (Story, MessageId) {
    let mut story = Story::active();
    let message = story.message_at(Stage::Drafting);
    (story, message)
}

fn body(story: &Story, message: MessageId) -> String {
    story.message(message).draft.content.body.shown().into()
}

fn suggest(message: MessageId, quote: &str, replacement: &str) -> C {
    C::Suggest {
        message,
        quote: text(quote),
        replacement: Some(text(replacement)),
        note: text("plainer"),
        limited: false,
        place: None,
    }
}

/// What several people type is taken down by the room alone, and names its authors (decision 4).
// [R91]
#[test]
fn what_was_typed_is_taken_down_with_everybody_who_typed_it() {
    let (mut story, message) = drafting();
    let keep = |body: &str, authors: &[PersonId]| C::KeepText {
        message,
        body: text(body),
        authors: authors.to_vec(),
    };
    assert_eq!(story.refused(SLT, keep("Typed.", &[SLT])), Code::OnlySystem);
    let before = story.message(message).draft.revision;
    story.does(Actor::System, keep("Typed.", &[SLT, LEAD]));
    assert_eq!(body(&story, message), "Typed.");
    assert_eq!(story.message(message).draft.authors, [SLT, LEAD]);
    assert_eq!(story.message(message).draft.revision, before + 1);
    story.does(Actor::System, keep("Typed.", &[SLT]));
    assert_eq!(story.message(message).draft.revision, before + 1, "nothing new was typed");
}

// [R91]
#[test]
fn a_save_beside_the_text_waits_for_nobody_who_types() {
    let (mut story, message) = drafting();
    let base = story.message(message).draft.revision;
    let subject = |base: u32, subject: &str| {
        let mut content = story.message(message).draft.content.clone();
        content.subject = subject.into();
        content.body = Words::WITHHELD;
        C::SaveDraft { message, base, content: Box::new(content) }
    };
    let (first, second) = (subject(base, "One"), subject(base, "Two"));
    let body_before = C::KeepText { message, body: text("Typed meanwhile."), authors: vec![SLT] };
    story.does(Actor::System, body_before);
    story.does(SLT, first);
    assert_eq!(body(&story, message), "Typed meanwhile.");
    assert_eq!(story.message(message).draft.content.subject, "One".into());
    assert_eq!(story.refused(SLT, second), Code::DraftMoved, "the subject was changed meanwhile");
}

/// Whoever submits a text that others type into submits what they saw, or nothing.
// [R89] [R91]
#[test]
fn a_submission_that_names_the_text_is_refused_where_the_text_is_another() {
    let (mut story, message) = drafting();
    let revision = story.message(message).draft.revision;
    story.does(Actor::System, C::KeepText { message, body: text("As seen."), authors: vec![SLT] });
    let submit = |seen: &str| {
        let text = Some(text_digest(seen));
        C::Submit { message, revision, text }
    };
    assert_eq!(story.refused(SLT, submit("As seen before.")), Code::DraftMoved);
    story.does(SLT, submit("As seen."));
    assert_eq!(story.message(message).stage, Stage::TechCheck);
}

// [R73]
#[test]
fn an_accepted_suggestion_changes_the_words_at_its_place_and_not_the_first_alike() {
    let (mut story, message) = drafting();
    story.writes(message, "now and now");
    story.does(LEGAL, suggest(message, "now", "then"));
    let settle = |at| C::SettleSuggestion {
        message,
        suggestion: SuggestionId(1),
        accept: true,
        at: Some(at),
    };
    assert_eq!(story.refused(SLT, settle(4)), Code::SuggestionStale, "other words stand there");
    story.does(SLT, settle(8));
    assert_eq!(body(&story, message), "now and then");
}

// [R148]
#[test]
fn a_thread_may_be_limited_to_messaging_responders_and_does_not_exist_for_others() {
    let (mut story, message) = drafting();
    let comment = C::Suggest {
        message,
        quote: text(""),
        replacement: None,
        note: text("Between us."),
        limited: true,
        place: None,
    };
    assert_eq!(story.refused(LIAISON, comment.clone()), Code::NotAllowed);
    story.does(LEGAL, comment);
    let reply = C::Reply { message, suggestion: SuggestionId(1), text: text("Agreed.") };
    assert_eq!(story.refused(LIAISON, reply.clone()), Code::NotFound);
    story.does(SLT, reply);
    let liaison = story.incident.viewer(&story.firm, Actor::Person(LIAISON)).expect("a member");
    let seen = story.incident.for_viewer(&liaison);
    let shown = seen.message(message).map(|m| &m.suggestions);
    let thread = shown.and_then(|all| all.first()).expect("that there is one is no secret");
    assert!(thread.note.is_withheld() && thread.replies.iter().all(|r| r.text.is_withheld()));
    let replies = &story.message(message).suggestions.first().expect("it was made").replies;
    assert_eq!(replies.first().map(|reply| reply.text.shown()), Some("Agreed."));
}
