//! Places that stay where they are while others write: carets, and where a comment begins and ends.
//!
//! An anchor names a unit instead of counting. It resolves as Yjs resolves a relative position.

use crate::codec::{Reader, put, put_bytes, put_id};
use crate::document::Document;
use crate::id::Id;
use crate::refused::Refused;
use crate::update::ROOT;

/// First bytes of an anchor: what it names.
const NAMES_UNIT: u8 = 0;
const NAMES_ROOT: u8 = 1;

/// On which side of an anchor the unit stands that it sticks to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Side {
    /// It sticks to the unit left of it: what is written here comes after the anchor.
    Left,
    /// It sticks to the unit right of it: what is written here comes before the anchor.
    #[default]
    Right,
}

impl Side {
    /// As Yjs writes it.
    pub const fn assoc(self) -> i64 {
        match self {
            Self::Left => -1,
            Self::Right => 0,
        }
    }

    /// As Yjs reads it.
    pub const fn of_assoc(assoc: i64) -> Self {
        if assoc < 0 { Self::Left } else { Self::Right }
    }
}

/// A place in a text that stays where it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Anchor {
    /// The unit that it sticks to; without one it is the start (left) or the end (right) of the
    /// text, whatever is written.
    pub item: Option<Id>,
    /// Where that unit stands.
    pub side: Side,
}

impl Anchor {
    /// The bytes of Yjs' `encodeRelativePosition`.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if let Some(id) = self.item {
            put(&mut out, NAMES_UNIT);
            put_id(&mut out, id);
        } else {
            put(&mut out, NAMES_ROOT);
            put_bytes(&mut out, ROOT.as_bytes());
        }
        // A number with a sign has it in its seventh bit.
        out.push(if self.side == Side::Left { 0x41 } else { 0 });
        out
    }

    /// Reads these bytes.
    ///
    /// # Errors
    ///
    /// Where they are not an anchor in such a text.
    pub fn decode(bytes: &[u8]) -> Result<Self, Refused> {
        let mut reader = Reader::new(bytes);
        let item = match reader.byte()? {
            NAMES_UNIT => Some(reader.id()?),
            NAMES_ROOT if reader.text()? == ROOT => None,
            _ => return Err(Refused::Root),
        };
        // Older versions of Yjs leave the side out.
        let is_left = !reader.is_at_end() && reader.is_negative()?;
        reader.end()?;
        Ok(Self { item, side: if is_left { Side::Left } else { Side::Right } })
    }
}

impl Document {
    /// An anchor at a place, or at the end where the text is shorter.
    pub fn anchor(&self, at: u32, side: Side) -> Anchor {
        let item = match side {
            Side::Right => self.store.unit_at(at),
            Side::Left => {
                at.min(self.len()).checked_sub(1).and_then(|before| self.store.unit_at(before))
            }
        };
        Anchor { item, side }
    }

    /// Where an anchor stands now; where its unit stood, if that was deleted. Nothing where the
    /// unit has not arrived, or where its place was forgotten by a client that joined.
    pub fn place(&self, anchor: Anchor) -> Option<u32> {
        let Some(id) = anchor.item else {
            return Some(if anchor.side == Side::Left { 0 } else { self.len() });
        };
        let (_, slot) = self.store.find(id)?;
        let item = self.store.arena.get(slot);
        if item.is_gone() {
            return None;
        }
        let within = id.clock - item.id.clock + u32::from(anchor.side == Side::Left);
        Some(self.store.count_before(slot) + if item.deleted { 0 } else { within })
    }
}
