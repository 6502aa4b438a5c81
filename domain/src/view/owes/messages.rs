//! What people owe to messages: read off what each message waits for, so that the two never differ.

use super::{Debts, Duty};
use crate::catalogue::Role;
use crate::ids::PersonId;
use crate::incident::State;
use crate::list::find;
use crate::message::{Gate, Message, Purpose, Stage};
use crate::time::Timestamp;
use crate::view::answerer::{Answerer, Post};
use crate::view::facts;
use crate::view::waits::{On, open_gates, signer, wait};

impl Debts<'_> {
    pub(super) fn messages(&mut self) {
        if !matches!(self.incident.state, State::Active | State::Resolving | State::FollowUp) {
            return;
        }
        self.planning();
        for message in &self.incident.messages {
            self.message(message);
        }
    }

    fn message(&mut self, message: &Message) {
        let (id, wait) = (message.id, wait(self.incident, message));
        self.rechecking(message);
        match wait.on {
            On::Draft(writer, open) => self.drafting(message, writer, open),
            On::Gates(_) => self.signing(message),
            On::Objection(post, ..) => self.owed_by(post, Duty::Revise(id), wait.since, None),
            On::Raise(post) | On::Raising(post, _) => {
                self.for_liaison(post, Duty::Raise(id), wait.since);
            }
            On::Commander(post) => self.for_liaison(post, Duty::RecordAnswer(id), wait.since),
            On::Refused(post) => self.owed_by(post, Duty::Withdraw(id), wait.since, None),
            On::Direction(post) => self.owed_by(post, Duty::Direct(id), wait.since, wait.due),
            On::Sending(person) => {
                self.owed_by_person(person, Duty::Send(id), wait.since, wait.due);
            }
            On::Report(person) => {
                self.owed_by_person(person, Duty::ReportSent(id), wait.since, wait.due);
            }
            On::Rest(person) => self.owed_by_person(person, Duty::SendRest(id), wait.since, None),
            On::Nothing | On::AskAgain | On::Phase(..) | On::Start(_) => {}
        }
    }

    fn owed_by(&mut self, post: Post, what: Duty, since: Timestamp, due: Option<Timestamp>) {
        match post.acting() {
            Some(person) => self.owed_by_person(person, what, since, due),
            None => self.unfilled(post, since),
        }
    }

    fn owed_by_person(
        &mut self,
        person: PersonId,
        what: Duty,
        since: Timestamp,
        due: Option<Timestamp>,
    ) {
        if person == self.person {
            self.block(what, since, due);
        }
    }

    /// While nobody serves as Customer Liaison, the Business Lead asks the commander (decision 15).
    fn for_liaison(&mut self, post: Post, what: Duty, since: Timestamp) {
        self.owed_by(post, what, since, None);
        if post.acting().is_none() && self.leads() {
            self.block(what, since, None);
        }
    }

    /// Somebody has to be found for a seat that a message waits for; once a page is out, the
    /// Business Lead has done their part.
    fn unfilled(&mut self, post: Post, since: Timestamp) {
        let what = Duty::FillSeat(post.role);
        let paging = matches!(post.answerer, Answerer::Paged(_));
        let listed = self.list.iter().any(|owed| owed.what == what);
        if self.leads() && !paging && !listed {
            self.block(what, since, None);
        }
    }

    /// A locked text with a fact that is not so any more: its writer decides whether it matters.
    fn rechecking(&mut self, message: &Message) {
        let changed = facts::changed(self.incident, message);
        let since = changed.iter().map(|changed| changed.present.at).max();
        if let Some(since) = since.filter(|_| message.stage.is_locked())
            && self.holds(Role::TechnicalSlt)
        {
            self.owe(Duty::Recheck(message.id), since, None);
        }
    }

    fn drafting(&mut self, message: &Message, writer: Post, open: usize) {
        self.owed_by(writer, Duty::Write(message.id), message.since, None);
        if open > 0 && writer.acting() == Some(self.person) {
            self.owe(Duty::Settle(message.id, open), message.since, None);
        }
        if message.draft.delegate == Some(self.person) {
            self.owe(Duty::Write(message.id), message.since, None);
        }
    }

    fn signing(&mut self, message: &Message) {
        for gate in open_gates(message) {
            let Some(post) = signer(self.incident, message, gate) else { continue };
            let due = find(&message.estimates, gate).map(|estimate| estimate.due);
            let before = post.acting().and_then(|person| signed_before(message, gate, person));
            self.owed_by(post, Duty::Sign(message.id, gate, before), message.since, due);
        }
    }

    /// Audiences nobody wrote to in this phase, and the message to start next (R81).
    fn planning(&mut self) {
        let phase = self.incident.parent.phase;
        if !self.leads() || !phase.has_messages() || self.incident.state == State::FollowUp {
            return;
        }
        let since = self.incident.parent.since;
        let of_phase = |m: &&Message| m.phase == phase && m.purpose == Purpose::Update;
        let messages = self.incident.messages.iter().filter(of_phase);
        let planned: Vec<_> = messages.clone().map(|m| m.audience).collect();
        let audiences = self.organisation.audiences.iter();
        let missing = audiences.filter(|audience| !planned.contains(&audience.id)).count();
        let next = messages.clone().find(|m| m.stage == Stage::Planned).map(|m| (m.id, m.since));
        if missing > 0 {
            self.owe(Duty::Plan(missing), since, None);
        }
        if let Some((message, since)) = next {
            self.owe(Duty::Start(message), since, None);
        }
    }
}

/// The last version that a person signed at a gate before this one.
fn signed_before(message: &Message, gate: Gate, person: PersonId) -> Option<u32> {
    let past = message.history.iter().rev();
    past.filter(|past| past.signed.contains(&(gate, person))).map(|past| past.number).next()
}
