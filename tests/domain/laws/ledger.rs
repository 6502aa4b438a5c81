//! The sign-offs of one message, counted from the log alone: a second opinion on the state.

use muster_domain::chain::Digest;
use muster_domain::event::{Event as E, Recorded};
use muster_domain::ids::{MessageId, PersonId};
use muster_domain::message::{Gate, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// What the log says of a message.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The text that lies before the gates.
    pub fingerprint: Option<Digest>,
    /// Gates that let exactly this text through, and who said so.
    pub passed: BTreeMap<Gate, Option<PersonId>>,
    /// Everybody who ever wrote or submitted.
    pub authors: BTreeSet<PersonId>,
    /// Something of it has left.
    pub left: bool,
}

impl Ledger {
    /// What the log up to here says of the message.
    pub fn of<'l>(log: impl IntoIterator<Item = &'l Recorded>, message: MessageId) -> Self {
        let mut ledger = Self::default();
        for recorded in log {
            ledger.read(recorded, message);
        }
        ledger
    }

    /// Whether the text passed all five gates.
    pub fn is_signed(&self, fingerprint: Digest) -> bool {
        let all = Gate::ALL.iter().all(|gate| self.passed.contains_key(gate));
        all && self.fingerprint == Some(fingerprint)
    }

    fn read(&mut self, recorded: &Recorded, wanted: MessageId) {
        let by = recorded.by.person();
        match &recorded.event {
            E::DraftSaved { message, .. } if *message == wanted => self.authors.extend(by),
            E::TextKept { message, authors, .. } if *message == wanted => {
                self.authors.extend(authors);
            }
            E::Submitted { message, fingerprint, .. } if *message == wanted => {
                self.authors.extend(by);
                self.open(Some(*fingerprint));
            }
            E::Revised { message } if *message == wanted => self.open(None),
            E::VerdictGiven { message, gate, verdict, fingerprint, .. } if *message == wanted => {
                self.verdict(*gate, *verdict, *fingerprint, by);
            }
            E::ObjectionOverridden { message, gate, .. } if *message == wanted => {
                self.passed.insert(*gate, by);
            }
            E::GateWaived { message, gate, fingerprint, .. } if *message == wanted => {
                self.verdict(*gate, Verdict::Pass, *fingerprint, by);
            }
            E::SignOffTakenBack { message, gate, .. } if *message == wanted => {
                self.passed.remove(gate);
                self.passed.remove(&Gate::Approval);
                self.passed.remove(&Gate::Authorization);
            }
            E::Authorized { message, fingerprint, .. } if *message == wanted => {
                self.verdict(Gate::Authorization, Verdict::Pass, *fingerprint, by);
            }
            E::Withheld { message, .. } | E::AuthorizationLapsed { message }
                if *message == wanted =>
            {
                self.passed.remove(&Gate::Authorization);
            }
            E::DistributionBegan { message, .. } if *message == wanted => self.left = true,
            _ => {}
        }
    }

    fn open(&mut self, fingerprint: Option<Digest>) {
        self.fingerprint = fingerprint;
        self.passed.clear();
    }

    fn verdict(&mut self, gate: Gate, verdict: Verdict, on: Digest, by: Option<PersonId>) {
        self.passed.remove(&gate);
        match verdict {
            Verdict::Return => self.open(None),
            Verdict::Pass | Verdict::Suggest if self.fingerprint == Some(on) => {
                self.passed.insert(gate, by);
            }
            _ => {}
        }
    }
}
