//! From places in the text to items and back, by the place that was touched last.

use super::Store;
use crate::id::{Id, Span};
use crate::item::{Item, Slot};

impl Store {
    /// Visible units among those of a span.
    pub fn visible_in(&self, span: Span) -> u32 {
        let Some((rank, _)) = self.find(span.start) else { return 0 };
        let slots = self.clients.get(span.start.client).and_then(|slots| slots.get(rank..));
        let items = slots.unwrap_or_default().iter().map(|(_, slot)| self.arena.get(*slot));
        let within = items.take_while(|item| item.id.clock < span.end());
        let part = |item: &Item| {
            let from = item.id.clock.max(span.start.clock);
            item.end().min(span.end()).saturating_sub(from)
        };
        within.filter(|item| !item.deleted).map(part).sum()
    }

    /// The neighbours between which this many units are visible to the left, cut so.
    pub fn seek(&mut self, units: u32) -> (Option<Slot>, Option<Slot>) {
        let (mut slot, mut before) = match self.place {
            Some((slot, before)) => (Some(slot), before),
            None => (self.start, 0),
        };
        // To the left, until all that is before stands before the place.
        while let Some(left) =
            slot.filter(|_| before >= units).and_then(|it| self.arena.get(it).left)
        {
            before = before.saturating_sub(self.arena.get(left).visible());
            slot = Some(left);
        }
        let mut left = slot.and_then(|slot| self.arena.get(slot).left);
        while let Some(at) = slot.filter(|_| before < units) {
            let item = self.arena.get(at);
            let (visible, id, right) = (item.visible(), item.id, item.right);
            if before + visible > units {
                self.place = Some((at, before));
                return (Some(at), self.beginning_with(id.plus(units - before)));
            }
            before += visible;
            (left, slot) = (Some(at), right);
        }
        self.place = left.map(|left| {
            let visible = self.arena.get(left).visible();
            (left, before.saturating_sub(visible))
        });
        (left, slot)
    }

    /// The unit with this many visible ones before it.
    pub fn unit_at(&self, units: u32) -> Option<Id> {
        let known = self.place.filter(|(_, before)| *before <= units);
        let (mut next, mut before) = known.map_or((self.start, 0), |(slot, n)| (Some(slot), n));
        while let Some(slot) = next {
            let item = self.arena.get(slot);
            if before + item.visible() > units {
                return Some(item.id.plus(units - before));
            }
            before += item.visible();
            next = item.right;
        }
        None
    }

    /// How much is visible before an item.
    pub fn count_before(&self, slot: Slot) -> u32 {
        self.count(slot, self.arena.get(slot).visible())
    }

    /// The same; the item becomes the place that was touched last.
    pub fn visible_before(&mut self, slot: Slot) -> u32 {
        let units = self.count_before(slot);
        self.place = Some((slot, units));
        units
    }

    /// The same for an item that was just linked, of which the place does not know yet.
    pub fn visible_before_new(&mut self, slot: Slot) -> u32 {
        let units = self.count(slot, 0);
        self.place = Some((slot, units));
        units
    }

    /// Looks on both sides of an item for the place that was touched last, which counts so many
    /// units of the item itself if it is to its right.
    fn count(&self, slot: Slot, counted: u32) -> u32 {
        let (place, known) = self.place.map_or((None, 0), |(slot, known)| (Some(slot), known));
        if place == Some(slot) {
            return known;
        }
        let (mut left, mut right) = (self.arena.get(slot).left, self.arena.get(slot).right);
        let (mut before, mut after) = (0, counted);
        while let Some(at) = left {
            let item = self.arena.get(at);
            before += item.visible();
            if left == place {
                return known + before;
            }
            left = item.left;
            if right.is_some() && right == place {
                return known.saturating_sub(after);
            }
            if let Some(at) = right.filter(|_| place.is_some()) {
                let item = self.arena.get(at);
                after += item.visible();
                right = item.right;
            }
        }
        before
    }

    /// Says how much is visible before an item, which becomes the place that was touched last.
    pub fn touch(&mut self, slot: Option<Slot>, units: u32) {
        self.place = slot.map(|slot| (slot, units));
    }

    /// Forgets the place that was touched last.
    pub fn unplace(&mut self) {
        self.place = None;
    }
}
