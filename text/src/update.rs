//! What replicas send each other: runs of text with the places where they were written, and spans
//! that were deleted. The bytes are version 1 of Yjs' update format, restricted to one root text.

use crate::by_client::ByClient;
use crate::codec::{CLOCK_MAX, Reader};
use crate::id::{Id, Span};
use crate::refused::Refused;

/// The name of the root text, as in `doc.getText("text")`.
pub(crate) const ROOT: &str = "text";

/// Low bits of a struct's first byte: what it holds.
pub(crate) const KIND_GONE: u8 = 0;
pub(crate) const KIND_DELETED: u8 = 1;
pub(crate) const KIND_TEXT: u8 = 4;
pub(crate) const KIND_SKIP: u8 = 10;
/// High bits: which neighbours are named.
pub(crate) const HAS_ORIGIN: u8 = 0x80;
pub(crate) const HAS_RIGHT_ORIGIN: u8 = 0x40;
const HAS_KEY: u8 = 0x20;

/// What a run holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Text, in UTF-16 units.
    Text(Vec<u16>),
    /// Deleted text that still has its place.
    Deleted(u32),
    /// Deleted text whose place is forgotten, too.
    Gone(u32),
    /// Nothing: the update says nothing of these clocks.
    Skip(u32),
}

impl Content {
    pub fn len(&self) -> u32 {
        match self {
            // A run is never longer than the clocks, which are below 2^31.
            Self::Text(units) => u32::try_from(units.len()).unwrap_or(u32::MAX),
            Self::Deleted(len) | Self::Gone(len) | Self::Skip(len) => *len,
        }
    }

    /// Cuts off everything from `at` on. Like Yjs, it leaves no half of a pair: where a pair is cut,
    /// both halves become U+FFFD, in every replica alike.
    pub fn split_off(&mut self, at: u32) -> Self {
        match self {
            Self::Text(units) => {
                let mut rest = cut_text(units, (at as usize).min(units.len()));
                if let (Some(high), Some(low)) = (units.last_mut(), rest.first_mut())
                    && (0xD800..0xDC00).contains(high)
                    && (0xDC00..0xE000).contains(low)
                {
                    (*high, *low) = (0xFFFD, 0xFFFD);
                }
                Self::Text(rest)
            }
            Self::Deleted(len) => Self::Deleted(cut(len, at)),
            Self::Gone(len) => Self::Gone(cut(len, at)),
            Self::Skip(len) => Self::Skip(cut(len, at)),
        }
    }
}

/// Moves the shorter part, and leaves no part the room of the whole: whoever cuts a text often
/// would be given its square.
fn cut_text(units: &mut Vec<u16>, at: usize) -> Vec<u16> {
    if at < units.len() / 2 {
        let head = units.drain(..at).collect();
        return core::mem::replace(units, head);
    }
    let rest = units.split_off(at);
    if units.capacity() / 2 > units.len() {
        units.shrink_to_fit();
    }
    rest
}

fn cut(len: &mut u32, at: u32) -> u32 {
    let rest = len.saturating_sub(at);
    *len = (*len).min(at);
    rest
}

/// A run with the places it was written between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Struct {
    pub id: Id,
    /// What stood to its left when it was written.
    pub origin: Option<Id>,
    /// What stood to its right.
    pub right_origin: Option<Id>,
    pub content: Content,
}

impl Struct {
    /// The clock after its last unit.
    pub fn end(&self) -> u32 {
        self.id.clock.saturating_add(self.content.len())
    }

    /// The same without its first units, which are known already.
    pub fn without(mut self, units: u32) -> Self {
        if units == 0 {
            return self;
        }
        self.content = self.content.split_off(units);
        self.origin = Some(self.id.plus(units - 1));
        self.id = self.id.plus(units);
        self
    }

    /// Bytes that it takes while it waits, about.
    pub fn weight(&self) -> usize {
        let text = if let Content::Text(units) = &self.content { units.len() * 2 } else { 0 };
        size_of::<Self>() + text
    }
}

/// An update, read and checked for its form.
#[derive(Debug)]
pub(crate) struct Update {
    /// Runs of each client, in the order in which they came.
    pub structs: ByClient<Vec<Struct>>,
    /// Deleted spans.
    pub deleted: Vec<Span>,
}

impl Update {
    /// Reads an update in which not more than so many clients write.
    pub fn read(bytes: &[u8], clients: usize) -> Result<Self, Refused> {
        let mut reader = Reader::new(bytes);
        let mut pairs = Vec::new();
        for _ in 0..reader.number()? {
            let count = reader.number()?;
            let client = reader.client()?;
            let mut clock = reader.clock()?;
            let mut runs = Vec::new();
            for _ in 0..count {
                let run = read_struct(&mut reader, Id { client, clock })?;
                clock = run.end();
                if !matches!(run.content, Content::Skip(_)) {
                    runs.push(run);
                }
            }
            if !runs.is_empty() {
                pairs.push((client, runs));
            }
            if pairs.len() > clients {
                return Err(Refused::TooManyClients);
            }
        }
        let structs = ByClient::of(pairs, Vec::extend);
        let deleted = read_deleted(&mut reader)?;
        reader.end()?;
        Ok(Self { structs, deleted })
    }
}

fn read_struct(reader: &mut Reader<'_>, id: Id) -> Result<Struct, Refused> {
    let info = reader.byte()?;
    let (mut origin, mut right_origin) = (None, None);
    let content = match info & 0x1f {
        KIND_SKIP => Content::Skip(reader.clock()?),
        KIND_GONE => Content::Gone(reader.clock()?),
        kind => {
            if info & HAS_ORIGIN != 0 {
                origin = Some(reader.id()?);
            }
            if info & HAS_RIGHT_ORIGIN != 0 {
                right_origin = Some(reader.id()?);
            }
            if origin.is_none() && right_origin.is_none() {
                // Only here the parent is named: 1 says that it is a root, by its name.
                if reader.number()? != 1 || reader.text()? != ROOT || info & HAS_KEY != 0 {
                    return Err(Refused::Root);
                }
            }
            match kind {
                KIND_DELETED => Content::Deleted(reader.clock()?),
                KIND_TEXT => Content::Text(reader.text()?.encode_utf16().collect()),
                _ => return Err(Refused::Kind),
            }
        }
    };
    let len = content.len();
    let end = id.clock.checked_add(len).filter(|end| *end < CLOCK_MAX);
    if len == 0 || end.is_none() {
        return Err(Refused::Number);
    }
    Ok(Struct { id, origin, right_origin, content })
}

fn read_deleted(reader: &mut Reader<'_>) -> Result<Vec<Span>, Refused> {
    let mut spans = Vec::new();
    for _ in 0..reader.number()? {
        let client = reader.client()?;
        for _ in 0..reader.number()? {
            let (clock, len) = (reader.clock()?, reader.clock()?);
            if clock + len >= CLOCK_MAX {
                return Err(Refused::Number);
            }
            if len > 0 {
                spans.push(Span { start: Id { client, clock }, len });
            }
        }
    }
    Ok(spans)
}

/// How far each client is known: the state vector.
pub(crate) fn read_state_vector(bytes: &[u8]) -> Result<ByClient<u32>, Refused> {
    let mut reader = Reader::new(bytes);
    let mut pairs = Vec::new();
    if bytes.is_empty() {
        return Ok(ByClient::default());
    }
    for _ in 0..reader.number()? {
        let id = reader.id()?;
        pairs.push((id.client, id.clock));
    }
    reader.end()?;
    Ok(ByClient::of(pairs, |known, clock| *known = clock))
}
