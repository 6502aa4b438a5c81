//! From an update to what can be done with it now: which runs have everything they refer to, in an
//! order in which they can be integrated, and what still has to wait.
//!
//! Nothing is changed here, so that an update is taken as a whole or not at all.

use crate::by_client::ByClient;
use crate::id::{Client, Id, Span, distinct, joined};
use crate::limits::Limits;
use crate::order::sorted;
use crate::refused::Refused;
use crate::store::Store;
use crate::update::{Content, Struct, Update};
use core::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

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

/// One client's runs, and who waits for them.
#[derive(Debug, Default)]
struct Lane {
    /// By growing clock.
    queue: VecDeque<Struct>,
    /// How far the client would be known.
    known: u32,
    /// Clients whose next run refers to a unit of this one; the lowest clock first.
    waiting: BinaryHeap<Reverse<(u32, Client)>>,
}

struct Planner<'a> {
    store: &'a Store,
    lanes: ByClient<Lane>,
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
        let mut deleted = update.deleted;
        deleted.extend(&waited.deleted);
        let mut runs: Vec<(Client, Lane)> = Vec::new();
        let waited = waited.structs.iter().map(|run| (run.id.client, vec![run.clone()]));
        for (client, queue) in update.structs.into_iter().chain(waited) {
            runs.push((client, Lane { queue: queue.into(), ..Lane::default() }));
        }
        let lanes = ByClient::of(runs, |lane, more| lane.queue.extend(more.queue));
        let plan = Planner { store, lanes, ready: Vec::new() }.finish(deleted);
        plan.check(store, limits)?;
        Ok(plan)
    }

    /// Refuses what would be too much.
    fn check(&self, store: &Store, limits: &Limits) -> Result<(), Refused> {
        if self.pending.weight() > limits.pending_bytes {
            return Err(Refused::TooMuchPending);
        }
        let writers = self.structs.iter().map(|run| run.id.client);
        let new = distinct(writers.filter(|client| store.clients.get(*client).is_none()));
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
            let first = runs.partition_point(|run| {
                (run.start.client, run.end()) <= (gone.start.client, gone.start.clock)
            });
            let met = runs.iter().skip(first).take_while(|run| {
                (run.start.client, run.start.clock) < (gone.start.client, gone.end())
            });
            met.map(|run| {
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
        let mut open = Vec::new();
        for (client, lane) in self.lanes.iter_mut() {
            let runs = Vec::from(core::mem::take(&mut lane.queue));
            let mut runs = sorted(runs, |run| run.id.key());
            // What is sent again while it waits does not wait twice.
            runs.dedup_by(|next, run| next.id == run.id && next.end() <= run.end());
            lane.queue = runs.into();
            lane.known = self.store.known(client);
            open.push(client);
        }
        while let Some(client) = open.pop() {
            let missing = self.advance(client).filter(|id| id.client != client);
            if let Some(lane) = missing.and_then(|id| self.lanes.get_mut(id.client)) {
                let clock = missing.map_or(0, |id| id.clock);
                lane.waiting.push(Reverse((clock, client)));
            }
            let Some(lane) = self.lanes.get_mut(client) else { continue };
            while let Some(Reverse((clock, waiter))) = lane.waiting.peek().copied() {
                if clock >= lane.known {
                    break;
                }
                lane.waiting.pop();
                open.push(waiter);
            }
        }
        let deleted = joined(deleted);
        let mut plan = Plan { structs: self.ready, ..Plan::default() };
        for span in deleted {
            let known = known(self.store, &self.lanes, span.start.client);
            let known = known.max(span.start.clock).min(span.end());
            let (start, len) = (span.start, known - span.start.clock);
            if len > 0 {
                plan.deleted.push(Span { start, len });
            }
            if len < span.len {
                let rest = Span { start: start.plus(len), len: span.len - len };
                plan.pending.deleted.push(rest);
            }
        }
        plan.pending.structs = self.lanes.into_iter().flat_map(|(_, lane)| lane.queue).collect();
        plan
    }

    /// Takes runs of a client until one refers to a unit that is not there, which is the answer.
    fn advance(&mut self, client: Client) -> Option<Id> {
        loop {
            let lane = self.lanes.get(client)?;
            let (known, run) = (lane.known, lane.queue.front()?);
            let says_more = run.end() > known;
            if says_more {
                if run.id.clock > known {
                    return None;
                }
                let mut names = [run.origin, run.right_origin].into_iter().flatten();
                let missing = names.find(|id| !self.has(*id, run));
                if missing.is_some() {
                    return missing;
                }
            }
            let lane = self.lanes.get_mut(client)?;
            let run = lane.queue.pop_front()?;
            if says_more {
                lane.known = run.end();
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
            id.clock < known(self.store, &self.lanes, id.client)
        }
    }
}

fn known(store: &Store, lanes: &ByClient<Lane>, client: Client) -> u32 {
    lanes.get(client).map_or_else(|| store.known(client), |lane| lane.known)
}
