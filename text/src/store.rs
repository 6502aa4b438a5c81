//! The sequence: items linked from left to right, an index of them by client and clock, and the
//! place that was touched last, because people type where they typed before.

mod bulk;
mod place;

use crate::by_client::ByClient;
use crate::id::{Client, Id, Span};
use crate::item::{Arena, Item, Slot};
use crate::update::{Content, Struct};

/// The state of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    pub arena: Arena,
    /// Items of each client with their first clocks, which grow and leave no gaps. The clocks stand
    /// here once more so that a search does not have to visit the items.
    pub clients: ByClient<Vec<(u32, Slot)>>,
    pub start: Option<Slot>,
    /// Visible units.
    pub visible: u32,
    /// Keeps deleted text, for looking back.
    pub keeps: bool,
    /// An item, and how much is visible before it.
    place: Option<(Slot, u32)>,
    scans: u32,
    /// Steps that telling conflicts apart has taken.
    pub steps: u32,
}

impl Store {
    /// How far a client's writing is known.
    pub fn known(&self, client: Client) -> u32 {
        let last = self.clients.get(client).and_then(|slots| slots.last());
        last.map_or(0, |(_, slot)| self.arena.get(*slot).end())
    }

    /// The item that holds this unit, and its rank among its client's.
    pub fn find(&self, id: Id) -> Option<(usize, Slot)> {
        let slots = self.clients.get(id.client)?;
        let after = slots.partition_point(|(clock, _)| *clock <= id.clock);
        let rank = after.checked_sub(1)?;
        let (_, slot) = *slots.get(rank)?;
        (id.clock < self.arena.get(slot).end()).then_some((rank, slot))
    }

    /// Cuts an item in two; the right part.
    fn split(&mut self, rank: usize, slot: Slot, at: u32) -> Slot {
        let id = self.arena.get(slot).id.plus(at);
        let Some(new) = self.split_item(slot, at) else { return slot };
        if let Some(slots) = self.clients.get_mut(id.client) {
            slots.insert((rank + 1).min(slots.len()), (id.clock, new));
        }
        new
    }

    /// The same; the index does not know the right part yet.
    fn split_item(&mut self, slot: Slot, at: u32) -> Option<Slot> {
        let whole = self.arena.get(slot);
        let (id, right, gone) = (whole.id, whole.right, whole.is_gone());
        let (origin, right_origin, deleted) =
            (whole.id.plus(at.saturating_sub(1)), whole.right_origin, whole.deleted);
        let mut rest = Content::Deleted(0);
        self.arena.change(slot, |item| {
            rest = item.content.split_off(at);
            item.len = at;
        });
        let mut item = Item::new(id.plus(at), Some(origin), right_origin, rest);
        item.deleted = deleted;
        (item.left, item.right) = (Some(slot), right);
        let new = self.arena.add(item)?;
        if !gone {
            self.arena.change(slot, |item| item.right = Some(new));
            if let Some(right) = right {
                self.arena.change(right, |item| item.left = Some(new));
            }
        }
        Some(new)
    }

    /// The item that begins with this unit, cut so.
    pub fn beginning_with(&mut self, id: Id) -> Option<Slot> {
        let (rank, slot) = self.find(id)?;
        let at = id.clock - self.arena.get(slot).id.clock;
        Some(if at > 0 { self.split(rank, slot, at) } else { slot })
    }

    /// The item that ends with this unit, cut so.
    pub fn ending_with(&mut self, id: Id) -> Option<Slot> {
        let (rank, slot) = self.find(id)?;
        let item = self.arena.get(slot);
        let at = id.clock - item.id.clock + 1;
        if at < item.len {
            self.split(rank, slot, at);
        }
        Some(slot)
    }

    /// Integrates a run whose neighbours are known; the slot it got, nothing where it is gone, and
    /// whether others stand between the run and these neighbours.
    pub fn integrate(&mut self, run: Struct) -> Option<(Slot, bool)> {
        let left = run.origin.map(|id| self.ending_with(id));
        let right = run.right_origin.map(|id| self.beginning_with(id));
        // Beside something whose place is forgotten nothing has a place.
        let lost = |side: &Option<Option<Slot>>| {
            side.is_some_and(|slot| slot.is_none_or(|slot| self.arena.get(slot).is_gone()))
        };
        if matches!(run.content, Content::Gone(_)) || lost(&left) || lost(&right) {
            let gone = Content::Gone(run.content.len());
            self.append(Item::new(run.id, None, None, gone));
            return None;
        }
        let (mut left, right) = (left.flatten(), right.flatten());
        let contested = self.is_contested(left, right);
        if contested {
            left = self.settle(&run, left, right);
        }
        let item = Item::new(run.id, run.origin, run.right_origin, run.content);
        Some((self.link(item, left)?, contested))
    }

    /// Whether something stands already where the run was written.
    fn is_contested(&self, left: Option<Slot>, right: Option<Slot>) -> bool {
        match left {
            Some(left) => self.arena.get(left).right != right,
            None => right.is_none_or(|right| self.arena.get(right).left.is_some()),
        }
    }

    /// YATA's rule: among what was written at one place at the same time, runs do not mix, and the
    /// smaller client comes first. What the run comes right of.
    ///
    /// An item met on the way matters as long as its own origin was met, too. Ranks tell which were
    /// met, and which of them since the run last moved to the right.
    fn settle(&mut self, run: &Struct, left: Option<Slot>, right: Option<Slot>) -> Option<Slot> {
        self.scans = self.scans.wrapping_add(1);
        let (scan, mut left) = (self.scans, left);
        let mut next = left.map_or(self.start, |left| self.arena.get(left).right);
        let (mut rank, mut moved_at) = (0, 0);
        while let Some(slot) = next.filter(|slot| Some(*slot) != right) {
            self.steps = self.steps.saturating_add(1);
            self.arena.change(slot, |item| item.scan = (scan, rank));
            rank += 1;
            let other = self.arena.get(slot);
            next = other.right;
            if other.origin == run.origin {
                if other.id.client < run.id.client {
                    (left, moved_at) = (Some(slot), rank);
                } else if other.right_origin == run.right_origin {
                    break;
                }
                continue;
            }
            let met = other.origin.and_then(|origin| self.find(origin));
            match met.map(|(_, slot)| self.arena.get(slot).scan) {
                Some((met_in, met_as)) if met_in == scan => {
                    if met_as < moved_at {
                        (left, moved_at) = (Some(slot), rank);
                    }
                }
                _ => break,
            }
        }
        left
    }

    /// Links an item right of another. Until its own place is told or counted, the place that was
    /// touched last does not count it.
    pub fn link(&mut self, mut item: Item, left: Option<Slot>) -> Option<Slot> {
        let right = left.map_or(self.start, |left| self.arena.get(left).right);
        (item.left, item.right) = (left, right);
        let visible = item.visible();
        let slot = self.append(item)?;
        match left {
            Some(left) => self.arena.change(left, |item| item.right = Some(slot)),
            None => self.start = Some(slot),
        }
        if let Some(right) = right {
            self.arena.change(right, |item| item.left = Some(slot));
        }
        self.visible += visible;
        Some(slot)
    }

    /// Adds an item at the end of its client's.
    fn append(&mut self, item: Item) -> Option<Slot> {
        let id = item.id;
        let slot = self.arena.add(item)?;
        let before = self.clients.with(id.client, |slots| {
            let before = slots.last().map(|(_, slot)| *slot);
            slots.push((id.clock, slot));
            before
        });
        // Forgotten runs join at once: they are in no sequence where that could be seen.
        if let Some(before) = before.filter(|_| self.arena.get(slot).is_gone()) {
            self.join_gone(before, slot);
        }
        Some(slot)
    }

    fn join_gone(&mut self, left: Slot, right: Slot) {
        if self.arena.get(left).takes(self.arena.get(right)) {
            self.forget(right);
            let content = self.arena.remove(right);
            self.arena.change(left, |item| item.take(content));
        }
    }

    /// Takes an item out of its client's index.
    fn forget(&mut self, slot: Slot) {
        let id = self.arena.get(slot).id;
        let Some((rank, _)) = self.find(id) else { return };
        if let Some(slots) = self.clients.get_mut(id.client) {
            slots.remove(rank);
        }
    }

    /// Joins two neighbours where that leaves no trace.
    pub fn join(&mut self, left: Option<Slot>, right: Option<Slot>) {
        let (Some(left), Some(right)) = (left, right) else { return };
        if self.can_join(left, right) {
            self.forget(right);
            self.join_items(left, right);
        }
    }

    fn can_join(&self, left: Slot, right: Slot) -> bool {
        let (a, b) = (self.arena.get(left), self.arena.get(right));
        a.right == Some(right) && !b.is_gone() && a.takes(b)
    }

    /// Joins two neighbours, of which the index knows the left one only.
    fn join_items(&mut self, left: Slot, right: Slot) {
        let gone = self.arena.get(right);
        let (after, shown) = (gone.right, self.arena.get(left).visible());
        if let Some((_, before)) = self.place.filter(|(slot, _)| *slot == right) {
            self.place = Some((left, before.saturating_sub(shown)));
        }
        let content = self.arena.remove(right);
        self.arena.change(left, |item| {
            item.take(content);
            item.right = after;
        });
        if let Some(after) = after {
            self.arena.change(after, |item| item.left = Some(left));
        }
    }

    /// Joins what was cut to integrate a run, where the run did not come in between, and the run
    /// with what it goes on from.
    pub fn rejoin(&mut self, slot: Slot, [origin, right_origin]: [Option<Id>; 2], contested: bool) {
        let left = self.arena.get(slot).left;
        self.join(left, Some(slot));
        if !contested {
            return;
        }
        if let Some((_, before)) = origin.and_then(|id| self.find(id)) {
            let right = self.arena.get(before).right;
            self.join(Some(before), right);
        }
        if let Some((_, after)) = right_origin.and_then(|id| self.find(id)) {
            let left = self.arena.get(after).left;
            self.join(left, Some(after));
        }
    }

    /// Marks an item as deleted; its text, if it was not deleted before. The place that was
    /// touched last must not be to its right.
    pub fn delete(&mut self, slot: Slot) -> Option<Vec<u16>> {
        let item = self.arena.get(slot);
        if item.deleted {
            return None;
        }
        let (len, keeps) = (item.len, self.keeps);
        self.visible = self.visible.saturating_sub(len);
        let mut text = Content::Deleted(len);
        self.arena.change(slot, |item| {
            item.deleted = true;
            if keeps {
                text = item.content.clone();
            } else {
                core::mem::swap(&mut text, &mut item.content);
            }
        });
        if let Content::Text(units) = text { Some(units) } else { None }
    }

    /// The items of a span that are known, cut to it.
    pub fn cut(&mut self, span: Span) -> Vec<Slot> {
        let end = span.end().min(self.known(span.start.client));
        let (mut slots, mut at) = (Vec::new(), span.start);
        while at.clock < end {
            let Some(slot) = self.beginning_with(at) else { break };
            if self.arena.get(slot).end() > end {
                self.beginning_with(Id { clock: end, ..at });
            }
            at.clock = self.arena.get(slot).end();
            slots.push(slot);
        }
        slots
    }

    /// All items from left to right.
    pub fn sequence(&self) -> impl Iterator<Item = &Item> {
        let mut next = self.start;
        core::iter::from_fn(move || {
            let item = self.arena.get(next?);
            next = item.right;
            Some(item)
        })
    }
}
