//! The runs of a document and the arena they live in.

use crate::id::{Id, Span};
use crate::update::Content;
use core::num::NonZeroU32;

/// A place in the arena. One less than the number inside, so that `Option<Slot>` is four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slot(NonZeroU32);

impl Slot {
    fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    fn at(index: usize) -> Option<Self> {
        u32::try_from(index + 1).ok().and_then(NonZeroU32::new).map(Self)
    }
}

/// A run of units that one client wrote one after the other and that still stand together.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub id: Id,
    pub len: u32,
    pub origin: Option<Id>,
    pub right_origin: Option<Id>,
    pub left: Option<Slot>,
    pub right: Option<Slot>,
    /// No longer in the text. Its place stays, because others may have written beside it.
    pub deleted: bool,
    pub content: Content,
    /// The scan for conflicts that met it last, and as its how-manieth.
    pub scan: (u32, u32),
}

impl Item {
    pub fn new(id: Id, origin: Option<Id>, right_origin: Option<Id>, content: Content) -> Self {
        let (len, deleted) = (content.len(), !matches!(content, Content::Text(_)));
        let (left, right, scan) = (None, None, (0, 0));
        Self { id, len, origin, right_origin, left, right, deleted, content, scan }
    }

    /// The clock after its last unit.
    pub const fn end(&self) -> u32 {
        self.id.clock.saturating_add(self.len)
    }

    pub const fn last(&self) -> Id {
        self.id.plus(self.len.saturating_sub(1))
    }

    pub const fn span(&self) -> Span {
        Span { start: self.id, len: self.len }
    }

    /// Units of the text.
    pub const fn visible(&self) -> u32 {
        if self.deleted { 0 } else { self.len }
    }

    /// Whether its place is forgotten: it is in no sequence any more.
    pub const fn is_gone(&self) -> bool {
        matches!(self.content, Content::Gone(_))
    }

    /// Whether `next`, which stands to its right, can become part of it without a trace.
    pub fn takes(&self, next: &Self) -> bool {
        let same_kind = match (&self.content, &next.content) {
            (Content::Text(_), Content::Text(_)) | (Content::Deleted(_), Content::Deleted(_)) => {
                self.right_origin == next.right_origin && next.origin == Some(self.last())
            }
            (Content::Gone(_), Content::Gone(_)) => true,
            _ => false,
        };
        same_kind
            && self.deleted == next.deleted
            && self.id.client == next.id.client
            && self.end() == next.id.clock
    }

    /// Takes the content of the item to its right.
    pub fn take(&mut self, next: Content) {
        self.len += next.len();
        match (&mut self.content, next) {
            (Content::Text(units), Content::Text(more)) => units.extend(more),
            (Content::Deleted(len) | Content::Gone(len), more) => *len += more.len(),
            _ => {}
        }
    }
}

/// All items. A slot that is not there reads as an empty item without neighbours: every walk over
/// it ends.
#[derive(Clone, Debug)]
pub(crate) struct Arena {
    items: Vec<Item>,
    free: Vec<Slot>,
    nobody: Item,
}

impl Default for Arena {
    fn default() -> Self {
        let nobody = Item::new(Id::default(), None, None, Content::Deleted(0));
        Self { items: Vec::new(), free: Vec::new(), nobody }
    }
}

impl Arena {
    /// Items and places for items.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    pub fn get(&self, slot: Slot) -> &Item {
        self.items.get(slot.index()).unwrap_or(&self.nobody)
    }

    pub fn change(&mut self, slot: Slot, change: impl FnOnce(&mut Item)) {
        if let Some(item) = self.items.get_mut(slot.index()) {
            change(item);
        }
    }

    /// Puts an item in; nothing where the arena is full, which takes 2^32 items.
    pub fn add(&mut self, item: Item) -> Option<Slot> {
        if let Some(slot) = self.free.pop() {
            self.change(slot, |place| *place = item);
            return Some(slot);
        }
        let slot = Slot::at(self.items.len())?;
        self.items.push(item);
        Some(slot)
    }

    /// Takes an item's content out and frees its slot.
    pub fn remove(&mut self, slot: Slot) -> Content {
        let mut content = Content::Deleted(0);
        self.change(slot, |item| core::mem::swap(&mut item.content, &mut content));
        self.free.push(slot);
        content
    }
}
