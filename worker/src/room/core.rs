//! The room's memory: state, organisation, head of the chain; and how a command is taken.
//!
//! Taking a command is one synchronous run: read the state, decide, write, apply. There is no
//! `await` in it, so no two commands interleave. Everything that can fail is done before the first
//! write, because a write before an error would stay.

use super::store::{Row, Store, Taken};
use crate::caller::Caller;
use crate::chance;
use muster_domain::actor::{Actor, Capacity};
use muster_domain::chain::{self, Digest, Entry};
use muster_domain::command::Request;
use muster_domain::decide::{Draft, decide};
use muster_domain::event::{Event, Recorded};
use muster_domain::ids::{IncidentId, Seq};
use muster_domain::incident::Incident;
use muster_domain::limits::COMMANDS_REMEMBERED_MAX;
use muster_domain::list::find_mut;
use muster_domain::organisation::Organisation;
use muster_domain::proof::prove;
use muster_domain::reach::Ask;
use muster_domain::refusal::{Code, Refusal};
use muster_domain::time::Timestamp;
use muster_json::Unexpected;
use serde::{Deserialize, Serialize};
use worker::{Error, Result};

/// Events after which the state is written down, so that a cold room has little to replay.
const SNAPSHOT_EVERY: u64 = 200;
/// A stored value may have 2 MB; what is near it is refused before anything is written.
const BODY_BYTES_MAX: usize = 1_800_000;
/// Entries read at a time.
const PAGE: u32 = 1_000;

/// What the room keeps in memory; rebuilt from its tables at any time.
pub struct Core {
    /// The incident.
    pub incident: Incident,
    /// The copy of the organisation's facts (decision 20).
    pub organisation: Organisation,
    head: Digest,
    snapshot_at: Seq,
    commands: u64,
    /// What people are told, as the outbox has it; unknown after a start.
    pub(super) asked: Option<Vec<Ask>>,
}

/// What a command came to.
pub enum Outcome {
    /// It was taken before; nothing happened now.
    Known(Seq),
    /// Events, each with the state before it where a viewer needs it.
    Taken(Vec<(Incident, Recorded)>),
    /// Nothing has changed.
    Refused(Refusal),
}

#[derive(Serialize, Deserialize)]
struct Snapshot {
    head: Digest,
    incident: Incident,
}

impl Core {
    /// From the snapshot and the entries after it.
    pub fn load(store: &Store) -> Result<Option<Self>> {
        let (Some(id), Some(organisation)) = (store.meta("incident")?, store.long("organisation")?)
        else {
            return Ok(None);
        };
        let organisation = muster_json::read(&organisation).map_err(broken)?;
        let snapshot: Option<Snapshot> = store
            .long("snapshot")?
            .map(|text| muster_json::read(&text))
            .transpose()
            .map_err(broken)?;
        let (incident, head) = snapshot
            .map_or((Incident::new(IncidentId(id)), Digest::WITHHELD), |s| (s.incident, s.head));
        let snapshot_at = incident.seq;
        let commands = store.commands_taken()?;
        let mut core = Self { incident, organisation, head, snapshot_at, commands, asked: None };
        core.fetch_texts(store)?;
        core.replay(store)?;
        Ok(Some(core))
    }

    /// A room for an incident in which nothing has happened yet.
    pub fn create(store: &Store, id: IncidentId, organisation: &Organisation) -> Result<Self> {
        store.keep_meta("incident", id.as_str())?;
        let incident = Incident::new(id);
        let mut core = Self {
            incident,
            organisation: Organisation::default(),
            head: Digest::WITHHELD,
            snapshot_at: Seq(0),
            commands: 0,
            asked: None,
        };
        core.learn(store, organisation)?;
        Ok(core)
    }

    /// Takes newer facts of the organisation.
    pub fn learn(&mut self, store: &Store, organisation: &Organisation) -> Result<bool> {
        if organisation.revision < self.organisation.revision {
            return Ok(false);
        }
        let organisation = organisation.for_incident(&self.incident.id);
        store.keep_long("organisation", &muster_json::write(&organisation))?;
        self.organisation = organisation;
        Ok(true)
    }

    fn replay(&mut self, store: &Store) -> Result<()> {
        loop {
            let rows = store.entries(self.incident.seq, PAGE)?;
            if rows.is_empty() {
                return Ok(());
            }
            for row in &rows {
                self.incident.apply(&recorded(row)?);
                self.head = row.hash();
            }
        }
    }

    /// A snapshot holds fingerprints; the texts of the versions are in the log (decision 23).
    fn fetch_texts(&mut self, store: &Store) -> Result<()> {
        let missing = |incident: &Incident| {
            incident
                .messages
                .iter()
                .any(|m| m.version.as_ref().is_some_and(|v| v.content.is_none()))
        };
        if !missing(&self.incident) {
            return Ok(());
        }
        for body in store.submissions()? {
            let event = muster_json::read(&body).map_err(broken)?;
            let Event::Submitted { message, fingerprint, content, payloads, .. } = event else {
                continue;
            };
            let version =
                find_mut(&mut self.incident.messages, message).and_then(|m| m.version.as_mut());
            if let Some(version) = version.filter(|v| v.fingerprint == fingerprint) {
                version.content = content;
                version.payloads = payloads;
            }
        }
        Ok(())
    }

    /// Takes a command once, however often it arrives.
    pub fn take(
        &mut self,
        store: &Store,
        request: &Request,
        caller: Option<&Caller>,
        now: Timestamp,
    ) -> Result<Outcome> {
        let actor = caller.map_or(Actor::System, Caller::actor);
        let by = muster_json::write(&actor);
        match store.taken(&request.id)? {
            Some(known) if known.by == by => return Ok(Outcome::Known(Seq(known.seq))),
            // "Accepted" would let its sender believe in an effect that it never had.
            Some(_) => return Ok(Outcome::Refused(Code::IdTaken.into())),
            None => {}
        }
        let decision = decide(&self.incident, &self.organisation, &request.command, actor, now);
        let proof = caller.and_then(|caller| caller.proof);
        let decision = decision.and_then(|taken| prove(&request.command, taken, proof, now));
        let drafts = match decision {
            Ok(decision) => decision.events,
            Err(refusal) => return Ok(Outcome::Refused(refusal)),
        };
        let (rows, events) = self.seal(drafts, now)?;
        if rows.iter().any(|row| row.body.len() > BODY_BYTES_MAX) {
            return Ok(Outcome::Refused(Refusal::with(Code::TooLong, ["message", "1.8 MB"])));
        }
        for row in &rows {
            store.append(row)?;
        }
        let last = rows.last().map_or(self.incident.seq, |row| Seq(row.seq));
        let keep = u64::try_from(COMMANDS_REMEMBERED_MAX).unwrap_or(u64::MAX);
        let taken = Taken { by, seq: last.0, place: self.commands + 1 };
        store.remember(&request.id, &taken, keep)?;
        self.commands += 1;
        self.head = rows.last().map_or(self.head, Row::hash);
        let taken = events.into_iter().map(|event| self.apply(event)).collect();
        self.tell_people(store, actor, now)?;
        self.snapshot(store)?;
        Ok(Outcome::Taken(taken))
    }

    /// Writes a log that was made elsewhere into an empty room.
    pub fn import(&mut self, store: &Store, events: Vec<Recorded>) -> Result<()> {
        for event in events {
            let row = sealed(&event, self.head)?;
            store.append(&row)?;
            self.head = row.hash();
            self.incident.apply(&event);
        }
        self.tell_nobody(store)?;
        self.snapshot(store)
    }

    fn apply(&mut self, event: Recorded) -> (Incident, Recorded) {
        // Only a report of distribution is told differently depending on the state before it.
        let discloses = matches!(event.event, Event::DistributionReported { .. });
        let before = if discloses { self.incident.clone() } else { Incident::default() };
        self.incident.apply(&event);
        (before, event)
    }

    fn seal(&self, drafts: Vec<Draft>, now: Timestamp) -> Result<(Vec<Row>, Vec<Recorded>)> {
        let (mut seq, mut head) = (self.incident.seq, self.head);
        let (mut rows, mut events) = (Vec::new(), Vec::new());
        for draft in drafts {
            seq = seq.next();
            let event = draft.record(seq, now);
            let row = sealed(&event, head)?;
            head = row.hash();
            rows.push(row);
            events.push(event);
        }
        Ok((rows, events))
    }

    /// Writes the state down when much has happened since the last time.
    fn snapshot(&mut self, store: &Store) -> Result<()> {
        if self.incident.seq.0 < self.snapshot_at.0 + SNAPSHOT_EVERY {
            return Ok(());
        }
        self.keep_snapshot(store)
    }

    /// Writes the state down as it is.
    pub fn keep_snapshot(&mut self, store: &Store) -> Result<()> {
        let mut incident = self.incident.clone();
        for version in incident.messages.iter_mut().filter_map(|m| m.version.as_mut()) {
            version.content = None;
            version.payloads.clear();
        }
        let snapshot = Snapshot { head: self.head, incident };
        store.keep_long("snapshot", &muster_json::write(&snapshot))?;
        self.snapshot_at = self.incident.seq;
        Ok(())
    }
}

/// An event as it is stored, linked to the one before.
fn sealed(event: &Recorded, head: Digest) -> Result<Row> {
    let body = muster_json::write(&event.event);
    let by = muster_json::write(&(event.by, event.capacity));
    let kind = kind(&body).to_owned();
    let salt = chance::salt()?;
    let personal = event.personal.as_ref().map(|words| words.shown().to_owned());
    let personal_salt = personal.as_ref().map(|_| chance::salt()).transpose()?;
    let entry = Entry { seq: event.seq.0, at: event.at.0, by: &by, kind: &kind };
    let beside = personal_salt.as_ref().zip(personal.as_deref());
    let seal = chain::seal(head, entry, &salt, &body, beside);
    Ok(Row {
        seq: event.seq.0,
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds stay below 2^53 for 280,000 years"
        )]
        at: event.at.0 as f64,
        by,
        kind,
        body,
        salt: chance::hex(&salt),
        body_digest: seal.body.to_string(),
        personal_digest: seal.personal.to_string(),
        hash: seal.hash.to_string(),
        personal,
        personal_salt: personal_salt.map(|salt| chance::hex(&salt)),
    })
}

/// The name of an event: the tag of its JSON.
fn kind(body: &str) -> &str {
    body.split('"').nth(1).unwrap_or_default()
}

/// An entry of the log as an event.
pub fn recorded(row: &Row) -> Result<Recorded> {
    let (by, capacity): (Actor, Option<Capacity>) = muster_json::read(&row.by).map_err(broken)?;
    let event = muster_json::read(&row.body).map_err(broken)?;
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, written by `sealed`")]
    let at = Timestamp(row.at as i64);
    let personal = row.personal.as_deref().map(Into::into);
    Ok(Recorded { seq: Seq(row.seq), at, by, capacity, event, personal })
}

/// What is stored cannot be read: a fault of ours, told as such.
pub fn broken(error: Unexpected) -> Error {
    Error::RustError(format!("stored data: {error}"))
}
