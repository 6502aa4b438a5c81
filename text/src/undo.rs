//! Undo and redo of one editor's own changes.
//!
//! To undo is to edit: what was typed is deleted where it still stands, and what was deleted is
//! written again where it stood, as a new run just before the old one, whose place remains. What
//! others wrote is neither moved nor removed.

use crate::change::{Change, Lost};
use crate::document::Document;
use crate::edit::Edit;
use crate::encode;
use crate::id::{Client, Id, Span, joined};
use crate::item::{Item, Slot};
use crate::order::sorted;
use crate::store::Store;
use crate::update::Content;

/// Changes that follow each other within this time are undone together.
pub const CAPTURE_MS: i64 = 500;
/// Groups that can be undone; the oldest are forgotten first.
const GROUPS_MAX: usize = 500;
/// Deleted UTF-16 units that are kept in all of them, 2 MB.
const UNITS_MAX: usize = 1 << 20;

/// What was changed together.
#[derive(Clone, Debug, Default)]
struct Group {
    inserted: Vec<Span>,
    deleted: Vec<Lost>,
}

impl Group {
    fn add(&mut self, change: &Change) {
        self.inserted.extend(change.inserted);
        if self.inserted.len() > 1 {
            self.inserted = joined(core::mem::take(&mut self.inserted));
        }
        self.deleted.extend(change.deleted.iter().cloned());
    }

    fn units(&self) -> usize {
        self.deleted.iter().map(|lost| lost.units.len()).sum()
    }

    /// Replaces names of units that were written again by their new names.
    fn rename(&mut self, copies: &[Copy]) {
        for copy in copies {
            let mut renamed = Vec::new();
            for span in core::mem::take(&mut self.inserted) {
                renamed.extend(copy.renamed(span));
            }
            self.inserted = renamed;
        }
        self.inserted = joined(core::mem::take(&mut self.inserted));
    }
}

/// A run that was written again.
struct Copy {
    old: Span,
    new: Id,
}

impl Copy {
    /// A span in up to three parts, the middle one by its new name.
    fn renamed(&self, span: Span) -> impl Iterator<Item = Span> {
        let (from, to) =
            (self.old.start.clock.max(span.start.clock), self.old.end().min(span.end()));
        let parts = if self.old.start.client != span.start.client || from >= to {
            [Some(span), None, None]
        } else {
            let part = |id: Id, len: u32| (len > 0).then_some(Span { start: id, len });
            [
                part(span.start, from - span.start.clock),
                part(self.new.plus(from - self.old.start.clock), to - from),
                part(Id { clock: to, ..span.start }, span.end() - to),
            ]
        };
        parts.into_iter().flatten()
    }
}

/// What an undo or a redo has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// What tells the others.
    pub update: Vec<u8>,
    /// The text's changes, to be done one after the other.
    pub edits: Vec<Edit>,
}

/// The memory of one editor: what its user can undo and redo.
#[derive(Clone, Debug, Default)]
pub struct Undo {
    undoable: Vec<Group>,
    redoable: Vec<Group>,
    /// When the last change was made that the next one may join.
    typed_at_ms: Option<i64>,
}

impl Undo {
    /// Remembers an edit that was just made. What was undone before can no longer be redone.
    pub fn typed(&mut self, change: &Change, at_ms: i64) {
        if change.inserted.is_none() && change.deleted.is_empty() {
            return;
        }
        self.redoable.clear();
        let joins = self.typed_at_ms.is_some_and(|last| at_ms.saturating_sub(last) < CAPTURE_MS);
        self.typed_at_ms = Some(at_ms);
        if !joins || self.undoable.is_empty() {
            self.undoable.push(Group::default());
        }
        if let Some(group) = self.undoable.last_mut() {
            group.add(change);
        }
        self.forget();
    }

    /// The next edit begins a group of its own, as after the caret was moved.
    pub const fn pause(&mut self) {
        self.typed_at_ms = None;
    }

    /// Whether something can be undone.
    pub const fn can_undo(&self) -> bool {
        !self.undoable.is_empty()
    }

    /// Whether something can be redone.
    pub const fn can_redo(&self) -> bool {
        !self.redoable.is_empty()
    }

    /// Takes back the last group that still has an effect. Nothing where there is none, or where
    /// what was deleted no longer fits into the text; it then stays undoable.
    pub fn undo(&mut self, document: &mut Document) -> Option<Done> {
        let (done, inverse) = self.step(document, true)?;
        self.redoable.push(inverse);
        Some(done)
    }

    /// Does again what was undone last.
    pub fn redo(&mut self, document: &mut Document) -> Option<Done> {
        let (done, inverse) = self.step(document, false)?;
        self.undoable.push(inverse);
        Some(done)
    }

    fn step(&mut self, document: &mut Document, back: bool) -> Option<(Done, Group)> {
        self.pause();
        loop {
            let groups = if back { &mut self.undoable } else { &mut self.redoable };
            let group = groups.pop()?;
            let mut reversal = Reversal::of(&group, document);
            if !reversal.fits(document) {
                groups.push(group);
                return None;
            }
            let clock = document.store.known(document.client());
            reversal.write_again(document);
            reversal.delete(document);
            for group in self.undoable.iter_mut().chain(&mut self.redoable) {
                group.rename(&reversal.copies);
            }
            if reversal.inverse.inserted.is_empty() && reversal.inverse.deleted.is_empty() {
                continue;
            }
            let spans = reversal.inverse.deleted.iter().map(Lost::span).collect();
            let update = encode::change(&document.store, document.client(), clock, spans);
            return Some((Done { update, edits: reversal.edits }, reversal.inverse));
        }
    }

    fn forget(&mut self) {
        let mut units: usize = self.undoable.iter().map(Group::units).sum();
        let mut gone = self.undoable.len().saturating_sub(GROUPS_MAX);
        units -= self.undoable.iter().take(gone).map(Group::units).sum::<usize>();
        for group in self.undoable.iter().skip(gone) {
            if units <= UNITS_MAX {
                break;
            }
            units -= group.units();
            gone += 1;
        }
        self.undoable.drain(..gone);
    }
}

/// The way back of one group.
#[derive(Default)]
struct Reversal {
    /// To be written again: runs that were deleted, each with its text.
    lost: Vec<Lost>,
    /// To be deleted.
    inserted: Vec<Span>,
    copies: Vec<Copy>,
    edits: Vec<Edit>,
    inverse: Group,
}

impl Reversal {
    /// What was written and deleted within the group has no effect that could be taken back.
    fn of(group: &Group, document: &Document) -> Self {
        let mut lost: Vec<Lost> = Vec::new();
        let all = sorted(group.deleted.clone(), |lost| lost.id.key());
        let own = document.client();
        for piece in all.into_iter().flat_map(|piece| outside(piece, own, &group.inserted)) {
            match lost.last_mut() {
                Some(before)
                    if before.id.client == piece.id.client
                        && before.span().end() == piece.id.clock =>
                {
                    before.units.extend(piece.units);
                }
                _ => lost.push(piece),
            }
        }
        Self { lost, inserted: group.inserted.clone(), ..Self::default() }
    }

    fn fits(&self, document: &Document) -> bool {
        let added = self.lost.iter().map(|lost| lost.span().len).fold(0, u32::saturating_add);
        let removed = self.inserted.iter().map(|span| document.store.visible_in(*span)).sum();
        added == 0 || document.room_for(added, removed).is_ok()
    }

    fn write_again(&mut self, document: &mut Document) {
        let client = document.client();
        let store = &mut document.store;
        for lost in core::mem::take(&mut self.lost) {
            let mut units = Content::Text(lost.units);
            for old in store.cut(Span { start: lost.id, len: units.len() }) {
                let span = store.arena.get(old).span();
                let rest = units.split_off(span.len);
                let Content::Text(piece) = core::mem::replace(&mut units, rest) else { break };
                let new = Id::new(client, store.known(client));
                self.write_before(store, old, new, piece);
                self.copies.push(Copy { old: span, new });
                self.inverse.inserted.push(Span { start: new, len: span.len });
            }
        }
        self.inverse.inserted = joined(core::mem::take(&mut self.inverse.inserted));
    }

    fn write_before(&mut self, store: &mut Store, old: Slot, new: Id, units: Vec<u16>) {
        let left = store.arena.get(old).left;
        let origin = left.map(|left| store.arena.get(left).last());
        let right_origin = Some(store.arena.get(old).id);
        let inserted = String::from_utf16_lossy(&units);
        let item = Item::new(new, origin, right_origin, Content::Text(units));
        let Some(slot) = store.link(item, left) else { return };
        let at = store.visible_before_new(slot);
        self.edits.push(Edit { at, removed: 0, inserted });
        store.join(left, Some(slot));
    }

    fn delete(&mut self, document: &mut Document) {
        let mut met = Vec::new();
        for span in core::mem::take(&mut self.inserted) {
            let slots = document.store.cut(span);
            met.push((span, slots.len()));
            for slot in slots {
                let at = document.store.visible_before(slot);
                let id = document.store.arena.get(slot).id;
                let Some(units) = document.store.delete(slot) else { continue };
                let lost = Lost { id, units };
                let removed = lost.span().len;
                self.edits.push(Edit { at, removed, inserted: String::new() });
                self.inverse.deleted.push(lost);
            }
        }
        met.extend(self.copies.iter().map(|copy| (copy.old, 1)));
        for (span, met) in met {
            document.rejoin(span, met);
        }
    }
}

/// The parts of a deleted run that are in none of these spans, which are sorted.
fn outside(lost: Lost, own: Client, inserted: &[Span]) -> Vec<Lost> {
    if lost.id.client != own {
        return vec![lost];
    }
    let (mut parts, mut rest) = (Vec::new(), lost);
    for span in inserted {
        let (start, end) = (rest.id.clock, rest.span().end());
        let (from, to) = (span.start.clock.clamp(start, end), span.end().clamp(start, end));
        if span.start.client != own || from >= to {
            continue;
        }
        let tail = rest.units.split_off((to - start) as usize);
        rest.units.truncate((from - start) as usize);
        parts.push(core::mem::replace(&mut rest, Lost { id: Id::new(own, to), units: tail }));
    }
    parts.push(rest);
    parts.retain(|part| !part.units.is_empty());
    parts
}
