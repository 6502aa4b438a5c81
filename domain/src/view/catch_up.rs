//! What somebody who joins late has to know, on one screen (R46).

use super::facts::{self, Row};
use super::owes::{Owed, owes};
use crate::briefing::Notes;
use crate::ids::{MessageId, PersonId};
use crate::incident::Incident;
use crate::list::sort_by_key;
use crate::message::{Message, Stage};
use crate::organisation::Organisation;
use crate::task::{Decision, Poll, Relay, Status};
use crate::time::Timestamp;

/// How many relays are told: what came before is in the timeline.
const RELAYS_MAX: usize = 3;

/// The state of things, for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatchUp<'a> {
    /// What is happening, in the Business Lead's words.
    pub status: Option<&'a Status>,
    /// The notes of the briefing.
    pub notes: Option<&'a Notes>,
    /// The facts, with their age.
    pub facts: Vec<Row<'a>>,
    /// The latest updates from the technical incident, newest first.
    pub relays: Vec<&'a Relay>,
    /// What was decided, newest first.
    pub decisions: Vec<(&'a Poll, &'a Decision)>,
    /// What went out, newest first.
    pub sent: Vec<MessageId>,
    /// What is asked of this person, most urgent first.
    pub owes: Vec<Owed>,
}

/// What this person has to know now.
pub fn catch_up<'a>(
    incident: &'a Incident,
    organisation: &Organisation,
    person: PersonId,
    now: Timestamp,
) -> CatchUp<'a> {
    CatchUp {
        status: incident.status.as_ref(),
        notes: incident.briefing.notes.as_ref(),
        facts: facts::rows(incident),
        relays: incident.relays.iter().rev().take(RELAYS_MAX).collect(),
        decisions: decisions(incident),
        sent: sent(incident),
        owes: owes(incident, organisation, person, now),
    }
}

fn decisions(incident: &Incident) -> Vec<(&Poll, &Decision)> {
    let decided = |poll| -> Option<(&Poll, &Decision)> { Some((poll, poll.decision.as_ref()?)) };
    let mut decisions: Vec<_> = incident.polls.iter().filter_map(decided).collect();
    sort_by_key(&mut decisions, |(_, decision)| core::cmp::Reverse(decision.at));
    decisions
}

fn sent(incident: &Incident) -> Vec<MessageId> {
    let out = |message: &&Message| message.stage == Stage::Distributed;
    let mut sent: Vec<_> = incident.messages.iter().filter(out).collect();
    sort_by_key(&mut sent, |message| core::cmp::Reverse(message.since));
    sent.into_iter().map(|message| message.id).collect()
}

#[cfg(test)]
mod tests {
    use super::catch_up;
    use crate::ids::{PersonId, PollId, RelayId};
    use crate::message::Stage;
    use crate::task::{Decision, Poll, Relay, Status};
    use crate::time::Timestamp;
    use crate::view::fixture::{MESSAGE, NOW, SLT, incident, organisation, with_message};

    fn relay(id: u32) -> Relay {
        let at = Timestamp(i64::from(id));
        Relay { id: RelayId(id), text: "news".into(), phase: None, corrected: false, at }
    }

    fn poll(id: u32, decided: Option<i64>) -> Poll {
        let (owner, text) = (PersonId(1), "yes".into());
        let decision = decided.map(|at| Decision { text, owner, at: Timestamp(at) });
        let (objections, at) = (Vec::new(), Timestamp(0));
        Poll { id: PollId(id), proposal: "Halt all".into(), objections, decision, at }
    }

    // [R46]
    #[test]
    fn a_late_joiner_hears_status_briefing_last_relays_decisions_and_what_is_asked_of_them() {
        let mut incident = with_message(Stage::Drafting);
        let (text, by) = ("Checkout is down".into(), PersonId(1));
        incident.status = Some(Status { text, by, at: NOW, next: None });
        incident.relays = (1..=5).map(relay).collect();
        incident.polls = vec![poll(1, Some(20)), poll(2, None), poll(3, Some(30))];
        let organisation = organisation();
        let told = catch_up(&incident, &organisation, SLT, NOW);
        assert!(told.status.is_some());
        assert_eq!(told.facts.len(), 8);
        let relays: Vec<_> = told.relays.iter().map(|relay| relay.id.0).collect();
        assert_eq!(relays, [5, 4, 3]);
        let polls: Vec<_> = told.decisions.iter().map(|(poll, _)| poll.id.0).collect();
        assert_eq!(polls, [3, 1]);
        assert!(told.owes.iter().any(|owed| owed.blocking), "the draft is theirs to write");
    }

    #[test]
    fn what_went_out_is_listed_and_what_was_dropped_is_not() {
        let organisation = organisation();
        let sent = |stage| catch_up(&with_message(stage), &organisation, SLT, NOW).sent;
        assert_eq!(sent(Stage::Distributed), [MESSAGE]);
        assert_eq!(sent(Stage::Superseded), []);
        assert_eq!(catch_up(&incident(), &organisation, SLT, NOW).sent, []);
    }
}
