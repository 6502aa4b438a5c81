//! The technical commander's word (requirements §3.4, R78, R98–R103).

use muster_domain::catalogue::{Phase, Role};
use muster_domain::chain::Digest;
use muster_domain::command::{Command as C, CommanderAnswer};
use muster_domain::event::{Event as E, Withholding};
use muster_domain::ids::{MessageId, OutsiderId};
use muster_domain::message::{Gate, Means, Stage, SuggestionState};
use muster_domain::refusal::Code;
use muster_domain::time::Minutes;
use muster_domain::words::Words;
use muster_tests::firm::{ELT, LEAD, LEGAL, LIAISON, MARKETING, MESSAGING, OBSERVER, SLT};
use muster_tests::given::{answer, pass, text};
use muster_tests::story::Story;

fn at(stage: Stage) -> (Story, MessageId) {
    let mut story = Story::active();
    let message = story.message_at(stage);
    (story, message)
}

fn said(message: MessageId, fingerprint: Digest, means: Means) -> C {
    let words = text("go");
    let answer = CommanderAnswer::Yes;
    C::RecordAnswer { message, fingerprint, answer, means, words, said_at: None }
}

fn not_now(ask_again: Option<muster_domain::time::Timestamp>) -> CommanderAnswer {
    CommanderAnswer::NotNow { ask_again }
}

// [R78]
#[test]
fn after_the_executives_approval_nothing_is_sent_before_the_commander_says_yes() {
    for stage in [Stage::Approved, Stage::AwaitingIc, Stage::Withheld] {
        let (mut story, message) = at(stage);
        let (person, role) = (MARKETING, Role::MarketingOfficer);
        story.does(LEAD, C::DirectSender { message, person, role });
        let fingerprint = story.fingerprint(message);
        let begin = C::BeginDistribution { message, fingerprint };
        assert_eq!(story.refused(MARKETING, begin), Code::WrongStage);
    }
}

// [R98]
#[test]
fn the_liaison_records_the_answer_with_name_time_means_and_words() {
    let (mut story, message) = at(Stage::AwaitingIc);
    let said_at = Some(story.now);
    story.wait(Minutes(3));
    story.does(
        LIAISON,
        C::RecordAnswer {
            message,
            fingerprint: story.fingerprint(message),
            answer: CommanderAnswer::Yes,
            means: Means::Chat,
            words: text("send it"),
            said_at,
        },
    );
    let sign_off = story.message(message).sign_off(Gate::Authorization).expect("authorized");
    let known = sign_off.said.as_ref().expect("who said what");
    assert_eq!(story.incident.outsider_name(known.commander), "Ida Commander");
    assert_eq!((known.means, known.words.shown()), (Means::Chat, "send it"));
    assert_eq!((Some(known.at), sign_off.by), (said_at, LIAISON));
}

// [R98]
#[test]
fn an_answer_lies_not_in_the_future_and_anything_but_yes_says_why() {
    let (story, message) = at(Stage::AwaitingIc);
    let record = |what, words: &str, ahead| C::RecordAnswer {
        message,
        fingerprint: story.fingerprint(message),
        answer: what,
        means: Means::Call,
        words: text(words),
        said_at: Some(story.now + Minutes(ahead)),
    };
    assert_eq!(story.refused(LIAISON, record(CommanderAnswer::Yes, "", 6)), Code::BadTime);
    assert!(story.asks(LIAISON, &record(CommanderAnswer::Yes, "", 5)).is_ok(), "clocks differ");
    for what in [not_now(None), CommanderAnswer::Change, CommanderAnswer::No] {
        assert_eq!(story.refused(LIAISON, record(what, " ", 0)), Code::Empty);
    }
}

// [R99]
#[test]
fn the_commander_answers_in_person_and_only_the_present_one() {
    let (mut story, message) = at(Stage::AwaitingIc);
    let commander = story.commander();
    let yes = said(message, story.fingerprint(message), Means::Call);
    assert_eq!(story.refused(OutsiderId(9), yes.clone()), Code::NotAllowed);
    story.does(commander, yes);
    let sign_off = story.message(message).sign_off(Gate::Authorization).expect("authorized");
    assert_eq!(sign_off.said.as_ref().map(|s| s.means), Some(Means::Link));
}

// [R100]
#[test]
fn not_now_keeps_the_approval_and_the_reason_and_asks_again_at_a_set_time() {
    let (mut story, message) = at(Stage::AwaitingIc);
    let past = answer(message, story.fingerprint(message), not_now(Some(story.now)));
    assert_eq!(story.refused(LIAISON, past), Code::BadTime);
    story.hears(message, not_now(Some(story.now + Minutes(20))));
    let known = story.message(message);
    assert_eq!((known.stage, known.withheld), (Stage::Withheld, Some(Withholding::NotNow)));
    assert!(known.passed(Gate::Approval));
    assert_eq!(known.reason.as_ref().map(Words::shown), Some("as I said on the call"));
    story.wait(Minutes(19));
    assert_eq!(story.message(message).stage, Stage::Withheld);
    story.wait(Minutes(1));
    assert_eq!(story.message(message).stage, Stage::AwaitingIc);
}

// [R101]
#[test]
fn nobody_in_the_business_group_authorizes_in_their_own_name() {
    let (mut story, message) = at(Stage::AwaitingIc);
    let fingerprint = story.fingerprint(message);
    for person in [LEAD, SLT, LEGAL, MESSAGING, ELT, MARKETING, OBSERVER] {
        let yes = answer(message, fingerprint, CommanderAnswer::Yes);
        assert_eq!(story.refused(person, yes), Code::NotAllowed);
        assert_eq!(
            story.refused(person, pass(message, Gate::Authorization, fingerprint)),
            Code::NotAllowed
        );
    }
    let own = pass(message, Gate::Authorization, fingerprint);
    assert_eq!(story.refused(LIAISON, own), Code::NotAllowed);
    let as_if_by_link = said(message, fingerprint, Means::Link);
    assert_eq!(story.refused(LIAISON, as_if_by_link), Code::NotAllowed);
    story.hears(message, CommanderAnswer::Yes);
    let whose = story.message(message).authorized_by();
    assert_eq!(whose, Some(story.commander()), "the liaison only records");
}

// [R101]
#[test]
fn the_lead_records_the_answer_only_while_the_liaison_does_not_answer() {
    let (mut story, message) = at(Stage::AwaitingIc);
    let yes = answer(message, story.fingerprint(message), CommanderAnswer::Yes);
    assert_eq!(story.refused(LEAD, yes.clone()), Code::NotAllowed);
    let role = Role::CustomerLiaison;
    story.does(LEAD, C::MarkUnavailable { role, reason: text("cut off") });
    story.does(LEAD, yes);
    assert_eq!(story.message(message).stage, Stage::Authorized);
}

// [R102]
#[test]
fn a_pending_question_moves_to_the_next_commander_and_past_answers_keep_their_name() {
    let mut story = Story::active();
    let answered = story.message_at(Stage::Authorized);
    let pending = story.plans(muster_domain::ids::AudienceId::INTERNAL, Phase::Investigation);
    story.reaches(pending, Stage::AwaitingIc);
    let before = story.commander();
    story.does(LIAISON, C::NameCommander { name: text("Noor Next") });
    let yes = answer(pending, story.fingerprint(pending), CommanderAnswer::Yes);
    assert_eq!(story.refused(before, yes.clone()), Code::NotAllowed);
    story.does(story.commander(), yes);
    let name = |message| {
        story.message(message).authorized_by().map(|who| story.incident.outsider_name(who))
    };
    assert_eq!(name(pending), Some("Noor Next"));
    assert_eq!(name(answered), Some("Ida Commander"));
}

// [R103]
#[test]
fn an_authorization_lapses_unsent_after_half_an_hour() {
    let (mut story, message) = at(Stage::Authorized);
    story.wait(Minutes(29));
    assert_eq!(story.message(message).stage, Stage::Authorized);
    story.wait(Minutes(1));
    assert_eq!(story.message(message).stage, Stage::AwaitingIc);
    assert!(!story.message(message).passed(Gate::Authorization));
    assert!(story.message(message).passed(Gate::Approval));
}

// [R103]
#[test]
fn a_lapsed_authorization_sends_nothing_even_before_the_alarm_says_so() {
    let (mut story, message) = at(Stage::Authorized);
    let (person, role) = (MARKETING, Role::MarketingOfficer);
    story.does(LEAD, C::DirectSender { message, person, role });
    story.now = story.now + Minutes(30);
    let begin = C::BeginDistribution { message, fingerprint: story.fingerprint(message) };
    assert_eq!(story.refused(MARKETING, begin), Code::NotAuthorized);
}

// [R103]
#[test]
fn an_authorization_lapses_on_edit_on_phase_change_and_on_revocation() {
    let gone = |story: &Story, message| {
        assert_eq!(story.message(message).authorized_until, None);
        assert!(!story.message(message).passed(Gate::Authorization));
    };
    let (mut story, message) = at(Stage::Authorized);
    story.does(SLT, C::Revise { message });
    gone(&story, message);
    let (mut story, message) = at(Stage::Authorized);
    story.hears(message, CommanderAnswer::Revoke);
    gone(&story, message);
    assert_eq!(story.message(message).withheld, Some(Withholding::Revoked));
    story.does(LIAISON, C::PutToCommander { message });
    let (mut story, message) = at(Stage::Authorized);
    story.phase_moves(Phase::Monitoring);
    assert_eq!(story.message(message).stage, Stage::Superseded);
}

/// "Yes, if changed" is a suggestion to the Technical SLT and opens the next version (§3.4).
#[test]
fn a_change_opens_the_next_version_with_the_commanders_words_as_a_comment() {
    let (mut story, message) = at(Stage::AwaitingIc);
    story.hears(message, CommanderAnswer::Change);
    let known = story.message(message);
    assert_eq!(known.stage, Stage::Drafting);
    assert_eq!(known.history.len(), 1);
    let comment = known.suggestions.last().expect("the commander's words");
    assert_eq!(comment.note.shown(), "as I said on the call");
    assert_eq!(comment.state, SuggestionState::Open);
}

/// "No" is final for this text: withdrawn by the Lead, or written anew (§3.4).
#[test]
fn a_no_is_not_asked_again() {
    let (mut story, message) = at(Stage::AwaitingIc);
    story.hears(message, CommanderAnswer::No);
    assert_eq!(story.message(message).withheld, Some(Withholding::No));
    assert_eq!(story.refused(LIAISON, C::PutToCommander { message }), Code::WrongStage);
    story.does(LEAD, C::WithdrawMessage { message, reason: text("the commander said no") });
    assert_eq!(story.message(message).stage, Stage::Withdrawn);
}

#[test]
fn the_question_is_put_to_the_commander_by_the_liaison() {
    let (mut story, message) = at(Stage::Approved);
    let early = answer(message, story.fingerprint(message), CommanderAnswer::Yes);
    assert_eq!(story.refused(LIAISON, early), Code::WrongStage);
    let put = C::PutToCommander { message };
    assert_eq!(story.refused(ELT, put.clone()), Code::NotAllowed);
    let events = story.does(LIAISON, put);
    assert!(matches!(events[..], [ref r] if r.event == E::PutToCommander { message }));
}
