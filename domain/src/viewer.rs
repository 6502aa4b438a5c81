//! What a given viewer may see of an incident (R146–R148, decision 22).
//!
//! Redaction takes words away, never the fact that something happened or that a gate is blocked.
//! The law: applying a redacted event to a redacted state gives the redacted result. It holds
//! because applying never looks into words, and because an event that makes a text public carries
//! that text for those who did not have it.

use crate::actor::Actor;
use crate::briefing::Answer;
use crate::catalogue::{Group, Role};
use crate::chain::Digest;
use crate::event::{Event as E, Recorded};
use crate::ids::{MessageId, PersonId};
use crate::incident::Incident;
use crate::message::{Content, Message, SignOff, Standing, Suggestion, Version};
use crate::operations::Item;
use crate::organisation::Organisation;
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// Somebody looking at an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// Who, if they are signed in.
    pub person: Option<PersonId>,
    /// How much they may read.
    pub clearance: Clearance,
}

/// How much a viewer may read. Ordered: each level sees all that the one before sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clearance {
    /// Status, phase, mode, roles and what was distributed (D9).
    #[default]
    Observer,
    /// Everything but advice limited to messaging responders.
    Responder,
    /// Everything.
    Messaging,
}

impl Clearance {
    /// All levels, lowest first.
    pub const ALL: [Self; 3] = [Self::Observer, Self::Responder, Self::Messaging];
}

impl Incident {
    /// What this actor may see at this moment, or nothing where the incident does not exist for
    /// them. Seats give clearance, and so does being asked into one.
    pub fn viewer(&self, organisation: &Organisation, actor: Actor) -> Option<Viewer> {
        let Actor::Person(person) = actor else {
            return Some(Viewer { person: None, clearance: Clearance::Observer });
        };
        if organisation.has_left(person) {
            return None;
        }
        let messaging = self.roles_of(person).any(|role| {
            role == Role::TechnicalSlt || organisation.group_of(role) == Group::Messaging
        });
        let called = if messaging {
            Some(Clearance::Messaging)
        } else {
            self.is_called(person).then_some(Clearance::Responder)
        };
        let clearance = called.max(self.uncalled(organisation, person))?;
        Some(Viewer { person: Some(person), clearance })
    }

    /// The state as this viewer may see it.
    #[must_use]
    pub fn for_viewer(&self, viewer: &Viewer) -> Self {
        let mut seen = self.clone();
        if viewer.clearance < Clearance::Messaging {
            for advice in seen.advice.iter_mut().filter(|advice| advice.limited) {
                advice.text.withhold();
            }
            let suggestions = seen.messages.iter_mut().flat_map(|m| &mut m.suggestions);
            suggestions.filter(|suggestion| suggestion.limited).for_each(withhold_suggestion);
        }
        if viewer.clearance < Clearance::Responder {
            seen.withhold_conduct();
            seen.withhold_work();
            seen.messages.iter_mut().for_each(withhold_message);
        }
        seen
    }

    fn withhold_conduct(&mut self) {
        self.recommendation.iter_mut().for_each(|r| r.note.withhold());
        self.flags.phase_override.iter_mut().for_each(Words::withhold);
        self.flags.handoff_override.iter_mut().for_each(Words::withhold);
        self.seats.iter_mut().filter_map(|s| s.offer.as_mut()).for_each(|o| o.note.withhold());
        if let Some(notes) = &mut self.liaison.notes {
            notes.state.withhold();
            notes.promises.withhold();
            notes.drafts.withhold();
            notes.customers_reporting.withhold();
        }
        self.briefing.facts.iter_mut().for_each(|fact| withhold_answer(&mut fact.answer));
        self.briefing.notes.iter_mut().for_each(|notes| notes.text.withhold());
        self.relays.iter_mut().for_each(|relay| relay.text.withhold());
    }

    fn withhold_work(&mut self) {
        for task in &mut self.tasks {
            task.title.withhold();
            task.outcome.iter_mut().for_each(Words::withhold);
        }
        self.todos.iter_mut().for_each(|todo| todo.text.withhold());
        for poll in &mut self.polls {
            poll.proposal.withhold();
            poll.objections.iter_mut().for_each(|o| o.text.withhold());
            poll.decision.iter_mut().for_each(|d| d.text.withhold());
        }
        self.advice.iter_mut().for_each(|advice| advice.text.withhold());
        self.reports.iter_mut().for_each(|report| report.text.withhold());
        self.operations.items.iter_mut().for_each(withhold_item);
    }
}

fn withhold_answer(answer: &mut Answer) {
    if let Answer::Known(words) = answer {
        words.withhold();
    }
}

fn withhold_item(item: &mut Item) {
    item.name.withhold();
    item.system.withhold();
    item.evidence.iter_mut().for_each(Words::withhold);
    item.reason.iter_mut().for_each(Words::withhold);
}

fn withhold_message(message: &mut Message) {
    let out = message.is_out();
    message.draft.content = Content::default();
    message.reason.iter_mut().for_each(Words::withhold);
    message.suggestions.iter_mut().for_each(withhold_suggestion);
    message.history.iter_mut().for_each(|past| past.fingerprint = Digest::WITHHELD);
    message.version.iter_mut().for_each(|version| withhold_version(version, out));
}

fn withhold_suggestion(suggestion: &mut Suggestion) {
    suggestion.quote.withhold();
    suggestion.replacement.iter_mut().for_each(Words::withhold);
    suggestion.note.withhold();
    suggestion.replies.iter_mut().for_each(|reply| reply.text.withhold());
}

fn withhold_version(version: &mut Version, out: bool) {
    if !out {
        version.fingerprint = Digest::WITHHELD;
        version.content = None;
        version.payloads.clear();
    }
    version.facts.clear();
    version.sign_offs.iter_mut().for_each(withhold_sign_off);
}

fn withhold_sign_off(sign_off: &mut SignOff) {
    sign_off.note.withhold();
    sign_off.span.iter_mut().for_each(Words::withhold);
    sign_off.policy.iter_mut().for_each(Words::withhold);
    match &mut sign_off.standing {
        Standing::Given => {}
        Standing::Overridden { reason, .. } | Standing::Waived { reason } => reason.withhold(),
    }
    sign_off.said.iter_mut().for_each(|said| said.words.withhold());
}

impl Recorded {
    /// The event as this viewer may see it; `before` is the whole state it was applied to.
    #[must_use]
    pub fn for_viewer(&self, before: &Incident, viewer: &Viewer) -> Self {
        let mut seen = self.clone();
        if viewer.clearance < Clearance::Messaging {
            withhold_limited(&mut seen.event);
        }
        if viewer.clearance < Clearance::Responder {
            withhold_event(&mut seen.event);
            if let E::DistributionReported { message, disclosed, .. } = &mut seen.event {
                *disclosed = disclose(before, *message);
            }
        }
        seen
    }
}

/// Takes away what only messaging responders read.
fn withhold_limited(event: &mut E) {
    match event {
        E::Advised { text, limited: true, .. } | E::Replied { text, limited: true, .. } => {
            text.withhold();
        }
        E::Suggested { quote, replacement, note, limited: true, .. } => {
            [quote, note].into_iter().chain(replacement).for_each(Words::withhold);
        }
        _ => {}
    }
}

/// The text that becomes public, for those who did not have it.
fn disclose(before: &Incident, message: MessageId) -> Option<Box<Version>> {
    let mut version = before.message(message)?.version.clone()?;
    withhold_version(&mut version, true);
    Some(Box::new(version))
}

/// Takes away what only responders read. Titles, the status and the phase stay.
fn withhold_event(event: &mut E) {
    match event {
        E::Recommended { note: words, .. }
        | E::StoodDown { reason: words }
        | E::NotesPublished { text: words }
        | E::Reopened { reason: words }
        | E::Relayed { text: words, .. }
        | E::RelayCorrected { text: words, .. }
        | E::Paged { reason: words, .. }
        | E::PageDeclined { note: words, .. }
        | E::SeatTaken { note: words, .. }
        | E::HolderUnavailable { reason: words, .. }
        | E::HandOverOffered { note: words, .. }
        | E::HandOverEnded { note: words, .. }
        | E::StandbyDeclined { note: words, .. }
        | E::HandoffOverridden { reason: words }
        | E::TaskAssigned { title: words, .. }
        | E::TaskDone { outcome: words, .. }
        | E::TaskCancelled { reason: words, .. }
        | E::TodoNoted { text: words, .. }
        | E::PollOpened { proposal: words, .. }
        | E::PollObjected { text: words, .. }
        | E::PollDecided { decision: words, .. }
        | E::Noted { text: words }
        | E::Advised { text: words, .. }
        | E::AbnormalReported { text: words, .. }
        | E::ItemProven { evidence: words, .. }
        | E::SideSettled { reason: words, .. }
        | E::SignOffTakenBack { reason: words, .. }
        | E::ObjectionOverridden { reason: words, .. }
        | E::DistributionReported { note: words, .. }
        | E::ConfidentialitySet { reason: words, .. }
        | E::Dismissed { reason: words, .. }
        | E::HoldSet { reason: words, .. }
        | E::Skipped { reason: words, .. }
        | E::Withdrawn { reason: words, .. }
        | E::Retracted { reason: words, .. } => words.withhold(),
        E::Declared { override_reason: words, .. }
        | E::RestartOrdered { override_reason: words, .. }
        | E::ItemRestarted { reason: words, .. } => words.iter_mut().for_each(Words::withhold),
        E::FactStated { answer, .. } => withhold_answer(answer),
        E::HandoffNoted { state, promises, drafts, customers_reporting } => {
            [state, promises, drafts, customers_reporting].into_iter().for_each(Words::withhold);
        }
        E::ItemSettled { evidence, reason, .. } => {
            evidence.iter_mut().chain(reason).for_each(Words::withhold);
        }
        E::HaltOrdered { items, .. } => items.iter_mut().for_each(withhold_item),
        E::ItemListed { item } => withhold_item(item),
        other => withhold_message_event(other),
    }
}

fn withhold_message_event(event: &mut E) {
    match event {
        E::MessagePlanned { content, .. } | E::DraftSaved { content, .. } => {
            **content = Content::default();
        }
        E::Suggested { quote, replacement, note, .. } => {
            [quote, note].into_iter().chain(replacement).for_each(Words::withhold);
        }
        E::Replied { text, .. } => text.withhold(),
        // Of a draft's text not even that it is empty.
        E::TextKept { body, .. } => *body = Words::WITHHELD,
        E::SuggestionSettled { body, .. } => {
            // What an accepted suggestion did to the draft is the draft's text.
            *body = body.as_ref().map(|_| Words::WITHHELD);
        }
        E::Submitted { fingerprint, content, payloads, facts, .. } => {
            *fingerprint = Digest::WITHHELD;
            *content = None;
            payloads.clear();
            facts.clear();
        }
        E::VerdictGiven { fingerprint, note, span, policy, .. } => {
            *fingerprint = Digest::WITHHELD;
            note.withhold();
            span.iter_mut().chain(policy).for_each(Words::withhold);
        }
        E::GateWaived { fingerprint, reason, .. } => {
            *fingerprint = Digest::WITHHELD;
            reason.withhold();
        }
        E::Authorized { fingerprint, said, .. } => {
            *fingerprint = Digest::WITHHELD;
            said.words.withhold();
        }
        E::Withheld { said, .. } => said.iter_mut().for_each(|said| said.words.withhold()),
        E::DistributionBegan { fingerprint, .. } => *fingerprint = Digest::WITHHELD,
        _ => {}
    }
}
