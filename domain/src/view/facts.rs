//! The incident's facts with their age (R47), and texts signed with an older value (R95).
//!
//! A change of a fact alters no text; it only raises a warning here (requirements §3.2.4).

use crate::briefing::{Answer, Fact, Question};
use crate::ids::MessageId;
use crate::incident::Incident;
use crate::message::{Message, Purpose, Stage, UsedFact};
use crate::tokens;

/// A question with its present answer, and the messages that go out with an older one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The question.
    pub question: Question,
    /// The answer and since when it holds; none while nobody has answered.
    pub fact: Option<&'a Fact>,
    /// Messages on their way whose signed text has another value.
    pub stale: Vec<MessageId>,
    /// Drafts that use the fact and were not touched since it changed.
    pub drafts: Vec<MessageId>,
    /// Messages that went out with another value, and that nothing corrects yet.
    pub sent: Vec<MessageId>,
}

/// A fact as a text was signed with, beside what is known now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed<'a> {
    /// The value in the text.
    pub signed: &'a UsedFact,
    /// The present answer.
    pub present: &'a Fact,
}

/// All eight questions, in the order in which they are asked.
pub fn rows(incident: &Incident) -> Vec<Row<'_>> {
    let row = |question| Row {
        question,
        fact: incident.briefing.fact(question),
        stale: stale(incident, question, |message| !message.stage.is_final() && !message.is_out()),
        drafts: drafts(incident, question),
        sent: stale(incident, question, |message| may_mislead(incident, message)),
    };
    Question::ALL.into_iter().map(row).collect()
}

/// The facts that changed since the message's version was submitted (R95).
pub fn changed<'a>(incident: &'a Incident, message: &'a Message) -> Vec<Changed<'a>> {
    let used = message.version.iter().flat_map(|version| &version.facts);
    let pairs = used.filter_map(|signed| {
        let present = incident.briefing.fact(signed.question)?;
        differs(signed, &present.answer).then_some(Changed { signed, present })
    });
    pairs.collect()
}

/// What stands for a fact in a text until the text is submitted.
pub fn placeholder(question: Question) -> String {
    ["{{", question.token(), "}}"].concat()
}

/// Whether a message is out, and nothing takes back or corrects what it says.
pub fn may_mislead(incident: &Incident, message: &Message) -> bool {
    let gone = [Stage::Superseded, Stage::Skipped, Stage::Withdrawn];
    let corrects = |other: &Message| {
        other.purpose == Purpose::Correction(message.id) && !gone.contains(&other.stage)
    };
    message.is_out() && message.retracted.is_none() && !incident.messages.iter().any(corrects)
}

fn stale(
    incident: &Incident,
    question: Question,
    counts: impl Fn(&Message) -> bool,
) -> Vec<MessageId> {
    let uses_another = |message: &&Message| {
        changed(incident, message).iter().any(|changed| changed.signed.question == question)
    };
    let messages = incident.messages.iter().filter(|message| counts(message));
    messages.filter(uses_another).map(|message| message.id).collect()
}

fn drafts(incident: &Incident, question: Question) -> Vec<MessageId> {
    let Some(fact) = incident.briefing.fact(question) else { return Vec::new() };
    let untouched = |message: &&Message| {
        let open = matches!(message.stage, Stage::Planned | Stage::Drafting);
        let content = &message.draft.content;
        let texts = [content.subject.shown(), content.body.shown()];
        let uses = texts.into_iter().flat_map(tokens::facts);
        open && fact.at > message.draft.at
            && uses.map(Question::of_token).any(|used| used == Some(question))
    };
    incident.messages.iter().filter(untouched).map(|message| message.id).collect()
}

/// An answer that was only stated again has changed nothing.
fn differs(signed: &UsedFact, answer: &Answer) -> bool {
    match answer {
        Answer::Known(value) => *value != signed.value,
        Answer::Unknown => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{changed, rows};
    use crate::briefing::{Answer, Fact, Question};
    use crate::ids::MessageId;
    use crate::incident::Incident;
    use crate::message::{Purpose, Stage, UsedFact};
    use crate::time::Timestamp;
    use crate::view::fixture::{MESSAGE, message, message_mut, version, with_message};

    /// A message that was signed with "120" customers affected.
    fn signed(stage: Stage) -> Incident {
        let mut incident = with_message(stage);
        let (question, at) = (Question::AffectedNow, Timestamp(1));
        version(&mut incident).facts.push(UsedFact { question, value: "120".into(), at });
        incident
    }

    fn state(incident: &mut Incident, answer: Answer) {
        let (question, at) = (Question::AffectedNow, Timestamp(2));
        incident.briefing.facts = vec![Fact { question, answer, at }];
    }

    fn stale(incident: &Incident) -> usize {
        rows(incident).iter().map(|row| row.stale.len()).sum()
    }

    // [R95]
    #[test]
    fn a_fact_that_changed_since_the_text_was_signed_is_named_with_both_values() {
        let mut incident = signed(Stage::AwaitingElt);
        state(&mut incident, Answer::Known("4,000".into()));
        let found = changed(&incident, message(&incident));
        let [change] = found.as_slice() else { panic!("one fact changed") };
        assert_eq!(change.signed.value, "120".into());
        assert_eq!(change.present.at, Timestamp(2));
        assert!(rows(&incident).iter().any(|row| row.stale == [MESSAGE]));
    }

    // [R95]
    #[test]
    fn a_fact_that_is_unknown_by_now_has_changed() {
        let mut incident = signed(Stage::Authorized);
        state(&mut incident, Answer::Unknown);
        assert_eq!(stale(&incident), 1);
    }

    #[test]
    fn the_same_value_stated_again_is_no_change() {
        let mut incident = signed(Stage::AwaitingElt);
        state(&mut incident, Answer::Known("120".into()));
        assert_eq!(stale(&incident), 0);
    }

    // [R95]
    #[test]
    fn a_message_that_is_out_with_an_old_value_is_named_until_something_corrects_it() {
        let mut incident = signed(Stage::Distributed);
        state(&mut incident, Answer::Known("4,000".into()));
        assert_eq!(stale(&incident), 0, "nothing of it is on its way");
        let sent =
            |incident: &Incident| rows(incident).iter().map(|row| row.sent.len()).sum::<usize>();
        assert_eq!(sent(&incident), 1);
        let mut correction = message(&incident).clone();
        (correction.id, correction.purpose) = (MessageId(2), Purpose::Correction(MESSAGE));
        correction.stage = Stage::Drafting;
        correction.version = None;
        incident.messages.push(correction);
        assert_eq!(sent(&incident), 0);
        incident.messages[1].stage = Stage::Withdrawn;
        assert_eq!(sent(&incident), 1);
        incident.messages[0].retracted = Some(Timestamp(3));
        assert_eq!(sent(&incident), 0);
    }

    // [R95]
    #[test]
    fn a_draft_that_uses_a_fact_is_named_until_somebody_touches_it() {
        let mut incident = with_message(Stage::Drafting);
        message_mut(&mut incident).draft.content.body = "Of {{affected now}} customers".into();
        state(&mut incident, Answer::Known("4,000".into()));
        let drafts =
            |incident: &Incident| rows(incident).iter().map(|row| row.drafts.len()).sum::<usize>();
        assert_eq!(drafts(&incident), 1);
        message_mut(&mut incident).draft.at = Timestamp(3);
        assert_eq!(drafts(&incident), 0);
    }

    // [R47]
    #[test]
    fn a_placeholder_is_read_back_as_its_fact() {
        for question in Question::ALL {
            let text = super::placeholder(question);
            let read = crate::tokens::facts(&text).next().and_then(Question::of_token);
            assert_eq!(read, Some(question));
        }
    }

    // [R47]
    #[test]
    fn every_question_has_its_row_whether_or_not_it_is_answered() {
        let mut incident = signed(Stage::InReview);
        state(&mut incident, Answer::Known("120".into()));
        let rows = rows(&incident);
        assert_eq!(rows.len(), 8);
        assert_eq!(rows.iter().filter_map(|row| row.fact).map(|f| f.at).max(), Some(Timestamp(2)));
    }
}
