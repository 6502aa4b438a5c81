//! From an update to what can be done with it now: which runs have everything they refer to, in an
//! order in which they can be integrated, and what still has to wait.
//!
//! Nothing is changed here, so that an update is taken as a whole or not at all.

use crate::by_client::ByClient;
use crate::id::{Client, Id, Span, joined};
use crate::limits::Limits;
use crate::refused::Refused;
use crate::store::Store;
use crate::update::{Content, Struct, Update};
use std::collections::VecDeque;

/// What has arrived before what it refers to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pending {
    pub structs: Vec<Struct>,
    pub deleted: Vec<Span>,
}

impl Pending {
    pub fn is_empty(&self) -> bool {
        self.structs.is_empty() && self.deleted.is_empty()
    }

    fn weight(&self) -> usize {
        let structs: usize = self.structs.iter().map(Struct::weight).sum();
        structs + self.deleted.len() * size_of::<Span>()
    }
}

/// What an update comes to.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// To be integrated, in this order.
    pub structs: Vec<Struct>,
    /// To be deleted then.
    pub deleted: Vec<Span>,
    /// Still to wait.
    pub pending: Pending,
}

/// Where a client stands in the present round.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Turn {
    #[default]
    Ahead,
    Open,
    Over,
}

struct Planner<'a> {
    store: &'a Store,
    queues: ByClient<VecDeque<Struct>>,
    /// How far each client would be known.
    known: ByClient<u32>,
    turns: ByClient<Turn>,
    ready: Vec<Struct>,
}

impl Plan {
    /// Plans an update together with what has waited so far.
    pub fn make(
        store: &Store,
        waited: &Pending,
        update: Update,
        limits: &Limits,
    ) -> Result<Self, Refused> {
        let mut planner = Planner {
            store,
            queues: ByClient::default(),
            known: ByClient::default(),
            turns: ByClient::default(),
            ready: Vec::new(),
        };
        let mut deleted = update.deleted;
        deleted.extend(&waited.deleted);
        for (client, runs) in update.structs.into_iter() {
            planner.queues.entry(client).extend(runs);
        }
        for run in &waited.structs {
            planner.queues.entry(run.id.client).push_back(run.clone());
        }
        let plan = planner.finish(deleted);
        plan.check(store, limits)?;
        Ok(plan)
    }

    /// Refuses what would be too much.
    fn check(&self, store: &Store, limits: &Limits) -> Result<(), Refused> {
        if self.pending.weight() > limits.pending_bytes {
            return Err(Refused::TooMuchPending);
        }
        let mut new: Vec<Client> = self.structs.iter().map(|run| run.id.client).collect();
        new.retain(|client| store.clients.get(*client).is_none());
        new.sort_unstable();
        new.dedup();
        if store.clients.len() + new.len() > limits.clients {
            return Err(Refused::TooManyClients);
        }
        let added: u64 = self.structs.iter().map(|run| u64::from(text_units(run))).sum();
        let after = u64::from(store.visible) + added;
        if after > u64::from(limits.text_units)
            && after - self.removed(store) > limits.text_units.into()
        {
            return Err(Refused::TextTooLong);
        }
        Ok(())
    }

    /// Visible units that the deletions take away, among them units that this very plan adds.
    fn removed(&self, store: &Store) -> u64 {
        let mut runs: Vec<Span> = Vec::new();
        for run in self.structs.iter().filter(|run| text_units(run) > 0) {
            runs.push(Span { start: run.id, len: run.content.len() });
        }
        let runs = joined(runs);
        let from_plan = |gone: &Span| -> u64 {
            let same = runs.iter().filter(|run| run.start.client == gone.start.client);
            same.map(|run| {
                let from = run.start.clock.max(gone.start.clock);
                u64::from(run.end().min(gone.end()).saturating_sub(from))
            })
            .sum()
        };
        let each = self.deleted.iter();
        each.map(|gone| u64::from(store.visible_in(*gone)) + from_plan(gone)).sum()
    }
}

fn text_units(run: &Struct) -> u32 {
    if matches!(run.content, Content::Text(_)) { run.content.len() } else { 0 }
}

impl Planner<'_> {
    fn finish(mut self, deleted: Vec<Span>) -> Plan {
        let clients: Vec<Client> = self.queues.iter().map(|(client, _)| client).collect();
        for client in &clients {
            if let Some(queue) = self.queues.get_mut(*client) {
                queue.make_contiguous().sort_by_key(|run| run.id.clock);
            }
        }
        loop {
            let before = self.ready.len();
            self.turns = ByClient::default();
            for client in &clients {
                self.visit(*client);
            }
            if self.ready.len() == before {
                break;
            }
        }
        let mut pending = Pending::default();
        for (_, queue) in self.queues.into_iter() {
            pending.structs.extend(queue);
        }
        let known =
            |client| self.known.get(client).copied().unwrap_or_else(|| self.store.known(client));
        let mut now = Vec::new();
        for span in joined(deleted) {
            let known = known(span.start.client).max(span.start.clock).min(span.end());
            let (start, len) = (span.start, known - span.start.clock);
            if len > 0 {
                now.push(Span { start, len });
            }
            if len < span.len {
                pending.deleted.push(Span { start: start.plus(len), len: span.len - len });
            }
        }
        Plan { structs: self.ready, deleted: now, pending }
    }

    /// Takes what is ready of a client, and first of those it waits for.
    fn visit(&mut self, client: Client) {
        let mut open = vec![client];
        while let Some(client) = open.last().copied() {
            *self.turns.entry(client) = Turn::Open;
            match self.advance(client) {
                Some(other) if *self.turns.entry(other) == Turn::Ahead => open.push(other),
                _ => {
                    *self.turns.entry(client) = Turn::Over;
                    open.pop();
                }
            }
        }
    }

    fn known(&self, client: Client) -> u32 {
        self.known.get(client).copied().unwrap_or_else(|| self.store.known(client))
    }

    /// Takes runs of a client until one waits for another client, which is the answer.
    fn advance(&mut self, client: Client) -> Option<Client> {
        loop {
            let known = self.known(client);
            let run = self.queues.get(client)?.front()?;
            if run.end() > known && !matches!(run.content, Content::Skip(_)) {
                if run.id.clock > known {
                    return None;
                }
                let mut names = [run.origin, run.right_origin].into_iter().flatten();
                if let Some(missing) = names.find(|id| !self.has(*id, run)) {
                    return (missing.client != client).then_some(missing.client);
                }
            }
            let run = self.queues.get_mut(client)?.pop_front()?;
            if run.end() > known && !matches!(run.content, Content::Skip(_)) {
                *self.known.entry(client) = run.end();
                let overlap = known.saturating_sub(run.id.clock);
                self.ready.push(run.without(overlap));
            }
        }
    }

    /// Whether a run may refer to this unit.
    fn has(&self, id: Id, run: &Struct) -> bool {
        if id.client == run.id.client {
            id.clock < run.id.clock
        } else {
            id.clock < self.known(id.client)
        }
    }
}
