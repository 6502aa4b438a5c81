//! A document: one text, and everything that makes replicas of it agree.

use crate::codec::{CLIENT_MAX, push_units};
use crate::edit::Edit;
use crate::encode;
use crate::id::{Client, Span};
use crate::limits::Limits;
use crate::plan::{Pending, Plan};
use crate::refused::Refused;
use crate::store::Store;
use crate::update::{Content, Update, read_state_vector};

/// From this many runs on, an update is tried on a copy first.
const TRIED_FROM: usize = 64;

/// A replica of a text.
#[derive(Clone, Debug)]
pub struct Document {
    client: Client,
    pub(crate) limits: Limits,
    pub(crate) store: Store,
    pending: Pending,
}

/// What an update has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// The text's changes, to be done one after the other.
    pub edits: Vec<Edit>,
    /// Something of it waits for an update that has not arrived.
    pub waits: bool,
}

impl Document {
    /// An empty replica. Two replicas never share a client: draw it at random below 2^53.
    pub fn new(client: Client, limits: Limits) -> Self {
        let client = Client(client.0 & CLIENT_MAX);
        Self { client, limits, store: Store::default(), pending: Pending::default() }
    }

    /// The same, but deleted text is kept, so that versions can be compared.
    #[must_use]
    pub fn keeping(mut self) -> Self {
        self.store.keeps = true;
        self
    }

    /// The same with other bounds from now on.
    #[must_use]
    pub const fn bounded(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Writes under another name from now on.
    pub const fn write_as(&mut self, client: Client) {
        self.client = Client(client.0 & CLIENT_MAX);
    }

    /// Who writes here.
    pub const fn client(&self) -> Client {
        self.client
    }

    /// UTF-16 units of the text.
    pub const fn len(&self) -> u32 {
        self.store.visible
    }

    /// Whether the text is empty.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether nothing waits for an update that has not arrived.
    pub fn is_complete(&self) -> bool {
        self.pending.is_empty()
    }

    /// The text. A pair of surrogates that was cut reads as two U+FFFD, as in Yjs.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for item in self.store.sequence().filter(|item| !item.deleted) {
            // No item ends in the middle of a pair: what cuts one puts U+FFFD for both halves.
            if let Content::Text(units) = &item.content {
                push_units(&mut text, units);
            }
        }
        text
    }

    /// Takes in an update of another replica: all of it, or, where it is refused, nothing.
    ///
    /// # Errors
    ///
    /// Where it is not an update of such a text, or goes over a bound.
    pub fn apply(&mut self, update: &[u8]) -> Result<Applied, Refused> {
        let plan = self.plan(update)?;
        self.carry_out(plan)
    }

    /// What an update comes to. Nothing is changed.
    pub(crate) fn plan(&self, update: &[u8]) -> Result<Plan, Refused> {
        if update.len() > self.limits.update_bytes {
            return Err(Refused::UpdateTooLarge);
        }
        Plan::make(
            &self.store,
            &self.pending,
            Update::read(update, self.limits.clients)?,
            &self.limits,
        )
    }

    pub(crate) fn carry_out(&mut self, plan: Plan) -> Result<Applied, Refused> {
        let changes = plan.structs.len() + plan.deleted.len();
        // On the way to its place a run may meet every item there is.
        let steps = plan.structs.len().saturating_mul(self.store.arena.len());
        let edits = if changes < TRIED_FROM && steps <= self.limits.conflict_steps as usize {
            self.do_all(plan)
        } else {
            self.try_all(plan)?
        };
        Ok(Applied { edits, waits: !self.is_complete() })
    }

    fn do_all(&mut self, plan: Plan) -> Vec<Edit> {
        let mut edits = Vec::new();
        for run in plan.structs {
            let names = [run.origin, run.right_origin];
            let Some((slot, contested)) = self.store.integrate(run) else { continue };
            if let Content::Text(units) = &self.store.arena.get(slot).content {
                let inserted = String::from_utf16_lossy(units);
                let at = self.store.visible_before_new(slot);
                edits.push(Edit { at, removed: 0, inserted });
            }
            self.store.rejoin(slot, names, contested);
        }
        for span in plan.deleted {
            let slots = self.store.cut(span);
            for slot in &slots {
                let removed = self.store.arena.get(*slot).visible();
                if removed > 0 {
                    let at = self.store.visible_before(*slot);
                    edits.push(Edit { at, removed, inserted: String::new() });
                    self.store.delete(*slot);
                }
            }
            self.rejoin(span, slots.len());
        }
        self.pending = plan.pending;
        edits
    }

    /// Joins what a deletion has made alike, which has met so many items.
    pub(crate) fn rejoin(&mut self, span: Span, met: usize) {
        if met >= TRIED_FROM {
            return self.store.join_all(span.start.client);
        }
        let mut at = span.start;
        while let Some((_, slot)) = self.store.find(at).filter(|_| at.clock <= span.end()) {
            let item = self.store.arena.get(slot);
            let (left, end) = (item.left, item.end());
            self.store.join(left, Some(slot));
            at.clock = end;
        }
    }

    /// Does it on a copy, which takes the document's place if it did not take too long.
    fn try_all(&mut self, plan: Plan) -> Result<Vec<Edit>, Refused> {
        let mut copy = self.store.clone();
        copy.steps = 0;
        copy.unplace();
        for run in plan.structs {
            let names = [run.origin, run.right_origin];
            if let Some((slot, contested)) = copy.integrate(run) {
                copy.rejoin(slot, names, contested);
            }
            if copy.steps > self.limits.conflict_steps {
                return Err(Refused::TooCostly);
            }
        }
        let before = self.text();
        self.store = copy;
        for spans in plan.deleted.chunk_by(|one, next| one.start.client == next.start.client) {
            let Some(client) = spans.first().map(|span| span.start.client) else { continue };
            self.store.cut_all(client, spans);
            for slot in spans.iter().flat_map(|span| self.store.cut(*span)).collect::<Vec<_>>() {
                self.store.delete(slot);
            }
            self.store.join_all(client);
        }
        self.pending = plan.pending;
        Ok(Edit::between(&before, &self.text()).into_iter().collect())
    }

    /// How far each client is known here, for [`Document::changes_since`] of another replica.
    pub fn state_vector(&self) -> Vec<u8> {
        encode::state_vector(&self.store)
    }

    /// Everything that a replica with this state vector lacks; all of it for an empty one.
    ///
    /// # Errors
    ///
    /// Where it is not a state vector.
    pub fn changes_since(&self, state_vector: &[u8]) -> Result<Vec<u8>, Refused> {
        Ok(encode::since(&self.store, &read_state_vector(state_vector)?))
    }

    /// Who wrote what is visible: clients and units, from left to right.
    pub fn authors(&self) -> Vec<(Client, u32)> {
        let mut authors: Vec<(Client, u32)> = Vec::new();
        for item in self.store.sequence().filter(|item| !item.deleted) {
            match authors.last_mut() {
                Some((client, units)) if *client == item.id.client => *units += item.len,
                _ => authors.push((item.id.client, item.len)),
            }
        }
        authors
    }
}
