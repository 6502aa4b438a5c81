//! Cutting and joining many items at once. One by one, each would move all that stand behind it in
//! the index of its client, and a small update could ask for the square of their number.

use super::Store;
use crate::id::{Client, Span};
use crate::item::Slot;

impl Store {
    /// Cuts the items of a client where these spans of it begin and end; they are sorted and apart.
    pub fn cut_all(&mut self, client: Client, spans: &[Span]) {
        let Some(slots) = self.clients.get_mut(client).map(core::mem::take) else { return };
        let mut points = spans.iter().flat_map(|span| [span.start.clock, span.end()]).peekable();
        let mut cut: Vec<(u32, Slot)> = Vec::with_capacity(slots.len() + spans.len() * 2);
        for (start, slot) in slots {
            let end = self.arena.get(slot).end();
            let mut inside = Vec::new();
            while let Some(point) = points.next_if(|point| *point < end) {
                if point > start && inside.last() != Some(&point) {
                    inside.push(point);
                }
            }
            cut.push((start, slot));
            // From the right, so that what is cut off is short.
            let first = cut.len();
            for point in inside.into_iter().rev() {
                cut.extend(self.split_item(slot, point - start).map(|slot| (point, slot)));
            }
            if let Some(parts) = cut.get_mut(first..) {
                parts.reverse();
            }
        }
        self.clients.with(client, |slots| *slots = cut);
    }

    /// Joins whatever can be joined of a client.
    pub fn join_all(&mut self, client: Client) {
        let Some(slots) = self.clients.get_mut(client).map(core::mem::take) else { return };
        let mut joined: Vec<(u32, Slot)> = Vec::with_capacity(slots.len());
        for (clock, slot) in slots {
            match joined.last().copied().filter(|(_, left)| self.can_join(*left, slot)) {
                Some((_, left)) => self.join_items(left, slot),
                None => joined.push((clock, slot)),
            }
        }
        self.clients.with(client, |slots| *slots = joined);
    }
}
