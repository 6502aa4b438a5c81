//! What each message waits for: exactly one thing, from whom, since when (R93).

use super::answerer::{Answerer, Post};
use crate::catalogue::{Phase, Role};
use crate::event::Withholding;
use crate::ids::PersonId;
use crate::incident::Incident;
use crate::list::find;
use crate::message::{Gate, Message, SignOff, Stage};
use crate::time::Timestamp;

/// What a message waits for; [`crate::copy::en::wait`] says it in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// What.
    pub on: On,
    /// Since when.
    pub since: Timestamp,
    /// When it was promised, or happens by itself.
    pub due: Option<Timestamp>,
}

/// The one thing a message waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum On {
    /// Nothing: it is at its end.
    Nothing,
    /// The Business Lead, to start work on it.
    Start(Post),
    /// The Business Lead, to acknowledge a relayed phase: nothing is sent before (decision 6).
    Phase(Post, Phase),
    /// The Technical SLT, to submit the draft; so many suggestions are open.
    Draft(Post, usize),
    /// The signers of these gates; each one is open now.
    Gates(Vec<Post>),
    /// The Technical SLT, to change what the seat of a gate strongly objects to.
    Objection(Post, Gate, PersonId),
    /// The Customer Liaison, to put it to the commander (M10).
    Raise(Post),
    /// The technical commander's answer, for which the Customer Liaison asks.
    Commander(Post),
    /// Nothing anybody does: the commander said "not now" and is asked again at `due`.
    AskAgain,
    /// The Customer Liaison, to ask again after this answer.
    Raising(Post, Withholding),
    /// The Business Lead, to withdraw it after the commander's "no".
    Refused(Post),
    /// The Business Lead, to direct a sender.
    Direction(Post),
    /// The directed sender, to begin.
    Sending(PersonId),
    /// The sender, to report what happened.
    Report(PersonId),
    /// The sender, to try the rest again or to accept it with a note.
    Rest(PersonId),
}

/// What a message waits for.
pub fn wait(incident: &Incident, message: &Message) -> Wait {
    let seat = |role| Post::of(incident, role);
    let (on, due) = match message.stage {
        Stage::Planned => (On::Start(seat(Role::BusinessLead)), None),
        Stage::Drafting => (On::Draft(seat(Role::TechnicalSlt), open_suggestions(message)), None),
        Stage::TechCheck | Stage::InReview | Stage::AwaitingElt => {
            return objection(incident, message).unwrap_or_else(|| gates(incident, message));
        }
        Stage::Approved => (On::Raise(seat(Role::CustomerLiaison)), None),
        Stage::AwaitingIc => (On::Commander(seat(Role::CustomerLiaison)), None),
        Stage::Withheld => (withheld(incident, message), message.ask_again),
        Stage::Authorized | Stage::Distributing | Stage::PartlySent => release(incident, message),
        Stage::Distributed | Stage::Superseded | Stage::Skipped | Stage::Withdrawn => {
            (On::Nothing, None)
        }
    };
    pending(incident, message).unwrap_or(Wait { on, since: message.since, due })
}

/// Suggestions that nobody has settled.
pub fn open_suggestions(message: &Message) -> usize {
    let open = crate::message::SuggestionState::Open;
    message.suggestions.iter().filter(|suggestion| suggestion.state == open).count()
}

/// The gates that are open now, in order: those of this stage that have not passed.
pub fn open_gates(message: &Message) -> impl Iterator<Item = Gate> + '_ {
    let here: &[Gate] = match message.stage {
        Stage::TechCheck => &[Gate::Accuracy],
        Stage::InReview => &[Gate::Accuracy, Gate::Legal, Gate::Messaging],
        Stage::AwaitingElt => &[Gate::Approval],
        _ => &[],
    };
    here.iter().copied().filter(|gate| message.sign_off(*gate).is_none())
}

/// The seat of a gate; its holder cannot approve a text they wrote (R92).
pub fn signer(incident: &Incident, message: &Message, gate: Gate) -> Option<Post> {
    let mut post = Post::of(incident, gate.role()?);
    let wrote = |person| message.version.as_ref().is_some_and(|v| v.authors.contains(&person));
    if let Some(person) = post.acting().filter(|p| gate == Gate::Approval && wrote(*p)) {
        post.answerer = Answerer::Author(person);
    }
    Some(post)
}

fn gates(incident: &Incident, message: &Message) -> Wait {
    let posts = open_gates(message).filter_map(|gate| signer(incident, message, gate)).collect();
    let due = open_gates(message).filter_map(|gate| find(&message.estimates, gate));
    Wait { on: On::Gates(posts), since: message.since, due: due.map(|e| e.due).min() }
}

/// A strong objection stops everything but the revision.
fn objection(incident: &Incident, message: &Message) -> Option<Wait> {
    let SignOff { gate, by, at, .. } = message.objections().next()?;
    let writer = Post::of(incident, Role::TechnicalSlt);
    Some(Wait { on: On::Objection(writer, *gate, *by), since: *at, due: None })
}

fn withheld(incident: &Incident, message: &Message) -> On {
    match message.withheld {
        Some(Withholding::No) => On::Refused(Post::of(incident, Role::BusinessLead)),
        Some(Withholding::NotNow) if message.ask_again.is_some() => On::AskAgain,
        kind => {
            let kind = kind.unwrap_or(Withholding::NotNow);
            On::Raising(Post::of(incident, Role::CustomerLiaison), kind)
        }
    }
}

fn release(incident: &Incident, message: &Message) -> (On, Option<Timestamp>) {
    let Some(sender) = &message.sender else {
        let due = message.authorized_until;
        return (On::Direction(Post::of(incident, Role::BusinessLead)), due);
    };
    match message.stage {
        Stage::Authorized => (On::Sending(sender.person), message.authorized_until),
        Stage::Distributing => (On::Report(sender.person), sender.due),
        _ => (On::Rest(sender.person), None),
    }
}

/// A relayed phase that nobody acknowledged keeps everything from leaving (decision 6).
fn pending(incident: &Incident, message: &Message) -> Option<Wait> {
    let pending = incident.parent.pending?;
    let leaving = matches!(
        message.stage,
        Stage::Approved | Stage::AwaitingIc | Stage::Withheld | Stage::Authorized
    );
    let lead = Post::of(incident, Role::BusinessLead);
    leaving.then_some(Wait { on: On::Phase(lead, pending.phase), since: pending.at, due: None })
}

#[cfg(test)]
mod tests {
    use super::wait;
    use crate::catalogue::{Phase, Role};
    use crate::copy::en;
    use crate::event::Withholding;
    use crate::ids::RelayId;
    use crate::incident::{Incident, PendingPhase};
    use crate::message::{Gate, Stage, Verdict};
    use crate::time::Timestamp;
    use crate::view::fixture::{
        COMMS, ELT, LEGAL, NOW, SLT, message, message_mut, organisation, sign, vacate, version,
        with_message,
    };

    fn check(incident: &Incident, line: &str) {
        let wait = wait(incident, message(incident));
        assert_eq!(en::wait(&wait, incident, &organisation()), line);
    }

    // [R93]
    #[test]
    fn every_stage_has_its_line() {
        for stage in Stage::ALL {
            let incident = with_message(stage);
            let wait = wait(&incident, message(&incident));
            let line = en::wait(&wait, &incident, &organisation());
            assert!(line.contains("waits for") || line.contains("comes again"), "{line}");
            assert!(!line.contains('\n'), "{line}");
        }
    }

    // [R93] [R80]
    #[test]
    fn a_message_in_review_waits_for_the_gates_that_have_not_passed() {
        let mut incident = with_message(Stage::InReview);
        sign(&mut incident, Gate::Accuracy, Verdict::Pass, LEGAL);
        check(&incident, "waits for Legal Officer, Dana Weiss, and Messaging Officer, Hal");
        sign(&mut incident, Gate::Messaging, Verdict::Suggest, COMMS);
        check(&incident, "waits for Legal Officer, Dana Weiss");
        assert_eq!(wait(&incident, message(&incident)).since, NOW);
    }

    // [R93]
    #[test]
    fn an_empty_seat_is_named_as_such() {
        let mut incident = with_message(Stage::TechCheck);
        vacate(&mut incident, Role::CustomerLiaison);
        check(&incident, "waits for Customer Liaison, whose seat is empty");
    }

    // [R85] [R93]
    #[test]
    fn a_strong_objection_comes_before_everything_else_and_counts_from_when_it_was_made() {
        let mut incident = with_message(Stage::InReview);
        sign(&mut incident, Gate::Legal, Verdict::StrongObjection, LEGAL);
        check(
            &incident,
            "stopped by a strong objection of Dana Weiss (Legal); \
             waits for Technical SLT, Ben, to revise",
        );
        assert_eq!(wait(&incident, message(&incident)).since, Timestamp(7));
    }

    // [R92]
    #[test]
    fn an_approver_who_wrote_the_text_is_not_waited_for() {
        let mut incident = with_message(Stage::AwaitingElt);
        version(&mut incident).authors = vec![SLT, ELT];
        check(&incident, "waits for another ELT Approver, because Iris wrote it");
    }

    // [R100]
    #[test]
    fn after_not_now_with_a_time_nobody_has_to_do_anything_until_then() {
        let mut incident = with_message(Stage::Withheld);
        message_mut(&mut incident).withheld = Some(Withholding::NotNow);
        message_mut(&mut incident).ask_again = Some(Timestamp(99));
        check(&incident, "the commander said not now; the question comes again by itself");
        assert_eq!(wait(&incident, message(&incident)).due, Some(Timestamp(99)));
    }

    #[test]
    fn a_relayed_phase_keeps_an_authorized_message_waiting() {
        let mut incident = with_message(Stage::Authorized);
        incident.parent.pending =
            Some(PendingPhase { relay: RelayId(1), phase: Phase::Monitoring, at: Timestamp(5) });
        check(&incident, "waits for Business Lead, Ada, to acknowledge the phase Monitoring");
    }
}
