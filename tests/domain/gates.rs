//! The gates before the commander's: order, verdicts, objections, versions (requirements §3, H).

use muster_domain::briefing::{Answer, Question};
use muster_domain::catalogue::Role;
use muster_domain::command::{Command as C, StatedAnswer};
use muster_domain::event::Event as E;
use muster_domain::ids::{AudienceId, MessageId};
use muster_domain::message::{Gate, Stage, Standing, Verdict};
use muster_domain::refusal::Code;
use muster_domain::time::Minutes;
use muster_tests::firm::{ELT, LEAD, LEGAL, LIAISON, MESSAGING, OBSERVER, SLT, backup};
use muster_tests::given::{pass, signer, text, verdict};
use muster_tests::story::Story;

const SIGNED: [Gate; 4] = [Gate::Accuracy, Gate::Legal, Gate::Messaging, Gate::Approval];

fn at(stage: Stage) -> (Story, MessageId) {
    let mut story = Story::active();
    let message = story.message_at(stage);
    (story, message)
}

fn stage(story: &Story, message: MessageId) -> Stage {
    story.message(message).stage
}

/// What the gate's usual signer would hear if they passed it now.
fn refusal(story: &Story, message: MessageId, gate: Gate) -> Code {
    story.refused(signer(gate), pass(message, gate, story.fingerprint(message)))
}

// [R74] [R75] [R76] [R77] [R79] [R80]
#[test]
fn every_message_internal_ones_too_passes_all_gates_in_order() {
    for audience in [AudienceId::INTERNAL, AudienceId::STRATEGIC, AudienceId::ALL_CUSTOMERS] {
        let mut story = Story::active();
        let message = story.plans(audience, story.incident.parent.phase);
        story.reaches(message, Stage::TechCheck);
        assert_eq!(refusal(&story, message, Gate::Legal), Code::GateOpen);
        assert_eq!(refusal(&story, message, Gate::Approval), Code::GateOpen);
        story.passes(message, Gate::Accuracy);
        assert_eq!(stage(&story, message), Stage::InReview);
        story.passes(message, Gate::Messaging);
        assert_eq!(refusal(&story, message, Gate::Approval), Code::GateOpen);
        story.passes(message, Gate::Legal);
        assert_eq!(stage(&story, message), Stage::AwaitingElt);
        story.passes(message, Gate::Approval);
        assert_eq!(stage(&story, message), Stage::Approved);
    }
}

// [R74] [R75] [R76] [R77]
#[test]
fn each_gate_is_its_own_seats() {
    for gate in SIGNED {
        let stage = match gate {
            Gate::Accuracy => Stage::TechCheck,
            Gate::Approval => Stage::AwaitingElt,
            _ => Stage::InReview,
        };
        let (story, message) = at(stage);
        for (role, person) in muster_tests::firm::CAST {
            let given = story.asks(person, &pass(message, gate, story.fingerprint(message)));
            assert_eq!(given.is_ok(), gate.role() == Some(role), "{role:?} on {gate:?}");
        }
    }
}

// [R80]
#[test]
fn legal_and_messaging_review_in_either_order() {
    for [first, second] in [[Gate::Legal, Gate::Messaging], [Gate::Messaging, Gate::Legal]] {
        let (mut story, message) = at(Stage::InReview);
        story.passes(message, first);
        assert_eq!(stage(&story, message), Stage::InReview);
        story.passes(message, second);
        assert_eq!(stage(&story, message), Stage::AwaitingElt);
    }
}

/// The Business Lead may open all three at once (D1); the executive waits for all three still.
#[test]
fn together_means_accuracy_legal_and_messaging_at_once() {
    let (mut story, message) = at(Stage::Planned);
    story.does(LEAD, C::StartMessage { message, together: true });
    story.submits(message);
    story.passes(message, Gate::Legal);
    story.passes(message, Gate::Messaging);
    assert_eq!(stage(&story, message), Stage::InReview);
    assert_eq!(refusal(&story, message, Gate::Approval), Code::GateOpen);
    story.passes(message, Gate::Accuracy);
    assert_eq!(stage(&story, message), Stage::AwaitingElt);
}

// [R85]
#[test]
fn a_suggestion_counts_as_a_verdict_and_only_a_strong_objection_blocks() {
    let (mut story, message) = at(Stage::InReview);
    story.says(message, Gate::Legal, Verdict::Suggest);
    story.says(message, Gate::Messaging, Verdict::StrongObjection);
    assert_eq!(stage(&story, message), Stage::InReview);
    assert_eq!(refusal(&story, message, Gate::Approval), Code::Objection);
    story.passes(message, Gate::Messaging);
    assert_eq!(stage(&story, message), Stage::AwaitingElt, "its raiser has closed it");
}

// [R85]
#[test]
fn an_objection_names_the_exact_words_and_the_policy() {
    let (story, message) = at(Stage::InReview);
    let object = |span: Option<&str>, policy: Option<&str>| C::GiveVerdict {
        message,
        gate: Gate::Legal,
        verdict: Verdict::StrongObjection,
        fingerprint: story.fingerprint(message),
        note: text("not like this"),
        span: span.map(text),
        policy: policy.map(text),
    };
    assert_eq!(story.refused(LEGAL, object(None, Some("p"))), Code::ObjectionNeedsGrounds);
    assert_eq!(story.refused(LEGAL, object(Some("affected"), None)), Code::ObjectionNeedsGrounds);
    assert_eq!(story.refused(LEGAL, object(Some("elsewhere"), Some("p"))), Code::SpanMissing);
    assert!(story.asks(LEGAL, &object(Some("affected"), Some("p"))).is_ok());
}

// [R85]
#[test]
fn each_gate_has_its_own_verdicts() {
    let kinds = [Verdict::Pass, Verdict::Suggest, Verdict::StrongObjection, Verdict::Return];
    let allowed = |stage_before, gate| {
        let (story, message) = at(stage_before);
        kinds.map(|v| {
            story.asks(signer(gate), &verdict(message, gate, v, story.fingerprint(message))).is_ok()
        })
    };
    assert_eq!(allowed(Stage::TechCheck, Gate::Accuracy), [true, true, false, true]);
    assert_eq!(allowed(Stage::InReview, Gate::Legal), [true, true, true, false]);
    assert_eq!(allowed(Stage::InReview, Gate::Messaging), [true, true, true, false]);
    assert_eq!(allowed(Stage::AwaitingElt, Gate::Approval), [true, false, false, true]);
}

// [R74]
#[test]
fn an_inaccurate_text_goes_back_to_drafting_with_a_word_why() {
    let (mut story, message) = at(Stage::TechCheck);
    let mute = C::GiveVerdict {
        message,
        gate: Gate::Accuracy,
        verdict: Verdict::Return,
        fingerprint: story.fingerprint(message),
        note: text(""),
        span: None,
        policy: None,
    };
    assert_eq!(story.refused(LIAISON, mute), Code::Empty);
    story.says(message, Gate::Accuracy, Verdict::Return);
    assert_eq!(stage(&story, message), Stage::Drafting);
}

// [R86]
#[test]
fn a_reviewers_estimate_that_runs_out_raises_a_check_back_once() {
    let (mut story, message) = at(Stage::InReview);
    let gate = Gate::Legal;
    let estimate = C::Estimate { message, gate, minutes: Minutes(10) };
    assert_eq!(story.refused(MESSAGING, estimate.clone()), Code::NotAllowed);
    story.does(LEGAL, estimate.clone());
    let raised = story.wait(Minutes(10));
    assert!(matches!(raised[..], [ref r] if r.event == E::EstimateElapsed { message, gate }));
    assert!(story.wait(Minutes(60)).is_empty());
    story.passes(message, gate);
    assert!(story.message(message).estimates.is_empty(), "the verdict settles it");
    assert_eq!(story.refused(LEGAL, estimate), Code::AlreadySo);
}

// [R88]
#[test]
fn a_new_version_voids_every_sign_off_and_signers_reaffirm_at_once() {
    for before in [Stage::AwaitingElt, Stage::Approved, Stage::AwaitingIc, Stage::Authorized] {
        let (mut story, message) = at(before);
        story.does(SLT, C::Revise { message });
        assert_eq!(stage(&story, message), Stage::Drafting);
        story.submits(message);
        let version = story.message(message).version.as_ref().expect("submitted");
        assert_eq!((version.number, version.sign_offs.len()), (2, 0), "the same text, unsigned");
        assert_eq!(stage(&story, message), Stage::InReview, "all three open together");
        let past = story.message(message).history.last().expect("version 1");
        assert!(past.signed.contains(&(Gate::Legal, LEGAL)), "it is known who signed before");
        for gate in SIGNED {
            story.passes(message, gate);
        }
        assert_eq!(stage(&story, message), Stage::Approved);
    }
}

// [R89]
#[test]
fn a_sign_off_on_a_text_that_changed_meanwhile_is_refused() {
    let (mut story, message) = at(Stage::TechCheck);
    let old = story.fingerprint(message);
    story.does(SLT, C::Revise { message });
    assert_eq!(story.refused(LIAISON, pass(message, Gate::Accuracy, old)), Code::TextChanged);
    story.writes(message, "Another text, affected too.");
    story.submits(message);
    let late = story.asks(LIAISON, &pass(message, Gate::Accuracy, old)).expect_err("it changed");
    assert_eq!((late.code, late.values), (Code::TextChanged, vec![text("2")]));
    story.passes(message, Gate::Accuracy);
}

// [R90]
#[test]
fn every_version_is_in_the_log_with_its_text_and_author() {
    let (mut story, message) = at(Stage::TechCheck);
    for body in ["The second text.", "The third text."] {
        story.does(SLT, C::Revise { message });
        story.writes(message, body);
        story.submits(message);
    }
    let texts = story.log.iter().filter_map(|r| match &r.event {
        E::Submitted { content, .. } => content.as_ref().map(|c| (r.by, c.body.shown().to_owned())),
        _ => None,
    });
    let texts: Vec<_> = texts.collect();
    assert_eq!(texts.len(), 3);
    assert!(texts.iter().all(|(by, _)| by.person() == Some(SLT)));
    let pieces = muster_domain::diff::words(&texts[1].1, &texts[2].1);
    assert!(pieces.len() > 1, "any two can be compared");
}

// [R92]
#[test]
fn no_author_of_a_text_approves_it_in_this_version_or_a_later_one() {
    let (mut story, message) = at(Stage::Drafting);
    story.does(SLT, C::DelegateDraft { message, to: Some(ELT) });
    let draft = story.message(message).draft.clone();
    let content = Box::new(muster_domain::message::Content {
        body: "The executive wrote this for those affected.".into(),
        ..draft.content
    });
    story.does(ELT, C::SaveDraft { message, base: draft.revision, content });
    story.does(SLT, C::DelegateDraft { message, to: None });
    story.submits(message);
    story.passes(message, Gate::Accuracy);
    story.passes(message, Gate::Legal);
    story.passes(message, Gate::Messaging);
    assert_eq!(refusal(&story, message, Gate::Approval), Code::AuthorApproves);
    story.does(SLT, C::Revise { message });
    story.submits(message);
    for gate in [Gate::Accuracy, Gate::Legal, Gate::Messaging] {
        story.passes(message, gate);
    }
    assert_eq!(refusal(&story, message, Gate::Approval), Code::AuthorApproves);
    let (role, person) = (Role::EltApprover, backup(ELT));
    story.does(LEAD, C::Assign { role, person, reason: text("the first wrote it") });
    story.does(person, pass(message, Gate::Approval, story.fingerprint(message)));
}

// [R95]
#[test]
fn a_signed_version_keeps_the_facts_it_was_signed_with() {
    let (mut story, message) = at(Stage::Approved);
    let (question, answer) = (Question::AffectedNow, StatedAnswer::Known(text("900 customers")));
    story.wait(Minutes(2));
    story.does(LIAISON, C::StateFact { question, answer });
    let version = story.message(message).version.as_ref().expect("submitted");
    let used = version.facts.iter().find(|fact| fact.question == question).expect("used");
    let now = story.incident.briefing.fact(question).expect("stated");
    assert_eq!(used.value.shown(), "the affected now");
    assert!(used.at < now.at && now.answer != Answer::Known(used.value.clone()));
    assert_eq!(stage(&story, message), Stage::Approved, "the text is what was signed");
}

#[test]
fn a_verdict_of_a_former_holder_stays_valid_for_the_same_text() {
    let (mut story, message) = at(Stage::InReview);
    story.passes(message, Gate::Legal);
    let (role, person) = (Role::LegalOfficer, backup(LEGAL));
    story.does(LEAD, C::Assign { role, person, reason: text("shift change") });
    story.passes(message, Gate::Messaging);
    assert_eq!(stage(&story, message), Stage::AwaitingElt);
    let take_back = C::TakeBack { message, gate: Gate::Legal, reason: text("I read it anew") };
    assert_eq!(story.refused(LEGAL, take_back.clone()), Code::NotAllowed);
    story.does(person, take_back);
}

/// Taking back (decision 3): back to review, later gates void, until distribution starts.
#[test]
fn a_sign_off_taken_back_takes_the_later_gates_with_it() {
    let take_back = |message, gate| C::TakeBack { message, gate, reason: text("on reflection") };
    for gate in [Gate::Accuracy, Gate::Legal, Gate::Messaging] {
        let (mut story, message) = at(Stage::Authorized);
        story.does(signer(gate), take_back(message, gate));
        assert_eq!(stage(&story, message), Stage::InReview);
        let known = story.message(message);
        let others = SIGNED.into_iter().filter(|g| known.sign_off(*g).is_some());
        assert_eq!(others.count(), 2, "the other two reviews stand");
        assert!(known.sign_off(Gate::Authorization).is_none());
        assert_eq!(known.authorized_until, None);
        story.passes(message, gate);
        assert_eq!(stage(&story, message), Stage::AwaitingElt);
    }
    let (mut story, message) = at(Stage::Authorized);
    story.does(ELT, take_back(message, Gate::Approval));
    assert_eq!(stage(&story, message), Stage::AwaitingElt);
    let (story, message) = at(Stage::Distributing);
    assert_eq!(story.refused(LEGAL, take_back(message, Gate::Legal)), Code::WrongStage);
}

/// The executive overrides a messaging objection; a legal one only where it is allowed (§3.5).
#[test]
fn an_overridden_objection_stands_as_a_marked_verdict() {
    let over = |message, gate| C::OverrideObjection { message, gate, reason: text("it is urgent") };
    let (mut story, message) = at(Stage::InReview);
    story.says(message, Gate::Messaging, Verdict::StrongObjection);
    story.says(message, Gate::Legal, Verdict::StrongObjection);
    assert_eq!(story.refused(LEAD, over(message, Gate::Messaging)), Code::NotAllowed);
    assert_eq!(story.refused(ELT, over(message, Gate::Legal)), Code::PolicyForbids);
    assert_eq!(story.refused(ELT, over(message, Gate::Accuracy)), Code::NoSignOff);
    story.does(ELT, over(message, Gate::Messaging));
    story.firm.settings.legal_override = true;
    story.does(ELT, over(message, Gate::Legal));
    assert_eq!(stage(&story, message), Stage::AwaitingElt);
    let legal = story.message(message).sign_off(Gate::Legal).expect("it stands");
    assert_eq!((legal.verdict, legal.by), (Verdict::StrongObjection, LEGAL));
    assert!(matches!(legal.standing, Standing::Overridden { by: ELT, .. }));
}

/// A waiver (§3.3.4): off by default, legal or messaging only, by the executive, marked for good.
#[test]
fn a_gate_is_waived_only_where_the_organisation_allows_it_and_only_legal_or_messaging() {
    let (mut story, message) = at(Stage::InReview);
    let fingerprint = story.fingerprint(message);
    let waive = |gate| C::WaiveGate { message, gate, fingerprint, reason: text("nobody awake") };
    assert_eq!(story.refused(ELT, waive(Gate::Legal)), Code::PolicyForbids);
    story.firm.settings.waivers = true;
    assert_eq!(story.refused(LEAD, waive(Gate::Legal)), Code::NotAllowed);
    for gate in [Gate::Accuracy, Gate::Approval, Gate::Authorization] {
        assert_eq!(story.refused(ELT, waive(gate)), Code::PolicyForbids);
    }
    story.does(ELT, waive(Gate::Legal));
    story.says(message, Gate::Messaging, Verdict::StrongObjection);
    assert_eq!(story.refused(ELT, waive(Gate::Messaging)), Code::Objection);
    story.passes(message, Gate::Messaging);
    assert_eq!(stage(&story, message), Stage::AwaitingElt);
    let waived = story.message(message).sign_off(Gate::Legal).expect("marked");
    assert!(matches!(waived.standing, Standing::Waived { .. }));
}

// [R93]
#[test]
fn a_blocked_message_says_what_it_waits_for_since_when_and_until_when() {
    let (mut story, message) = at(Stage::InReview);
    story.wait(Minutes(12));
    let (gate, minutes) = (Gate::Legal, Minutes(5));
    story.does(LEGAL, C::Estimate { message, gate, minutes });
    let known = story.message(message);
    let missing = Gate::ALL.into_iter().find(|gate| !known.passed(*gate));
    assert_eq!(missing.and_then(Gate::role), Some(Role::LegalOfficer));
    assert_eq!(story.now.minutes_since(known.since), 12);
    let estimate = known.estimates.first().map(|e| (e.gate, e.due));
    assert_eq!(estimate, Some((Gate::Legal, story.now + Minutes(5))));
    assert_eq!(story.refused(OBSERVER, C::Revise { message }), Code::NotAllowed);
}

// [R92]
#[test]
fn who_wrote_a_text_that_is_used_again_stays_its_author() {
    let (mut story, message) = at(Stage::TechCheck);
    let (audience, phase, authors) = {
        let it = story.message(message);
        (it.audience, it.phase, it.draft.authors.clone())
    };
    assert!(!authors.is_empty());
    story.does(LEAD, C::WithdrawMessage { message, reason: "Written anew".into() });
    story.does(LEAD, C::PlanMessage { audience, phase, reuse: Some(message) });
    let again = story.incident.messages.last().map(|m| m.draft.authors.clone());
    assert_eq!(again, Some(authors));
}
