//! What is done here: edits of one's own, and what they have to tell others and the undo.

use crate::codec::CLOCK_MAX;
use crate::document::Document;
use crate::encode;
use crate::id::{Id, Span};
use crate::item::{Item, Slot};
use crate::refused::Refused;
use crate::store::Store;
use crate::update::Content;

/// An edit that was made here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What tells the others.
    pub update: Vec<u8>,
    pub(crate) inserted: Option<Span>,
    pub(crate) deleted: Vec<Lost>,
}

/// Text that was deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lost {
    /// Its first unit.
    pub id: Id,
    pub units: Vec<u16>,
}

impl Lost {
    pub fn span(&self) -> Span {
        Span { start: self.id, len: u32::try_from(self.units.len()).unwrap_or(u32::MAX) }
    }
}

impl Document {
    /// Takes units out at a place and puts text there. The update that tells the others.
    ///
    /// # Errors
    ///
    /// Where the place is not in the text, or the text would get too long.
    pub fn edit(&mut self, at: u32, removed: u32, inserted: &str) -> Result<Vec<u8>, Refused> {
        self.change(at, removed, inserted).map(|change| change.update)
    }

    /// The same, with what an undo needs to take it back.
    ///
    /// # Errors
    ///
    /// Where the place is not in the text, or the text would get too long.
    pub fn change(&mut self, at: u32, removed: u32, inserted: &str) -> Result<Change, Refused> {
        let units: Vec<u16> = inserted.encode_utf16().collect();
        let added = u32::try_from(units.len()).map_err(|_| Refused::TextTooLong)?;
        let end = at.checked_add(removed).ok_or(Refused::OutOfRange)?;
        if end > self.len() {
            return Err(Refused::OutOfRange);
        }
        let clock = self.room_for(added, removed)?;
        let mut change = Change::default();
        if removed > 0 || added > 0 {
            let (left, right) = self.store.seek(at);
            if removed > 0 {
                change.deleted = self.remove(right, removed);
            }
            if added > 0 {
                let start = Id::new(self.client(), clock);
                change.inserted = Some(Span { start, len: added });
                self.insert(left, start, units, at);
            }
        }
        let spans = change.deleted.iter().map(Lost::span).collect();
        change.update = encode::change(&self.store, self.client(), clock, spans);
        Ok(change)
    }

    /// The clock for the next unit written here, where so many fit into the text.
    pub(crate) fn room_for(&self, added: u32, removed: u32) -> Result<u32, Refused> {
        let clock = self.store.known(self.client());
        let len = self.len().saturating_sub(removed).checked_add(added);
        let fits = len.is_some_and(|len| len <= self.limits.text_units);
        let end = clock.checked_add(added).filter(|end| *end < CLOCK_MAX);
        if fits && end.is_some() { Ok(clock) } else { Err(Refused::TextTooLong) }
    }

    /// Deletes visible units from an item on; what was deleted.
    fn remove(&mut self, first: Option<Slot>, units: u32) -> Vec<Lost> {
        let (mut next, mut left, mut lost) = (first, units, Vec::new());
        while let Some(slot) = next.filter(|_| left > 0) {
            let item = self.store.arena.get(slot);
            if item.visible() > left {
                let id = item.id.plus(left);
                self.store.beginning_with(id);
            }
            let item = self.store.arena.get(slot);
            let (visible, before, id) = (item.visible(), item.left, item.id);
            next = item.right;
            if let Some(units) = self.store.delete(slot) {
                left = left.saturating_sub(visible);
                lost.push(Lost { id, units });
            }
            self.store.join(before, Some(slot));
        }
        if let Some(slot) = next {
            let before = self.store.arena.get(slot).left;
            self.store.join(before, Some(slot));
        }
        lost
    }

    /// Inserts text right of an item, and of the deleted ones that follow it, as Yjs does.
    fn insert(&mut self, left: Option<Slot>, id: Id, units: Vec<u16>, at: u32) {
        let store = &mut self.store;
        let mut left = left;
        let right = |store: &Store, left: Option<Slot>| {
            left.map_or(store.start, |left| store.arena.get(left).right)
        };
        while let Some(next) = right(store, left).filter(|next| store.arena.get(*next).deleted) {
            left = Some(next);
        }
        let origin = left.map(|left| store.arena.get(left).last());
        let right_origin = right(store, left).map(|right| store.arena.get(right).id);
        let item = Item::new(id, origin, right_origin, Content::Text(units));
        let slot = store.link(item, left);
        store.touch(slot, at);
        store.join(left, slot);
    }
}
