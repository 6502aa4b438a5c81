//! What became of a text, and by whom: the log of its updates, replayed with all deleted text kept.
//!
//! Whatever was visible at one moment and is not at another was deleted in between, by whoever sent
//! the row that deleted it; nothing is guessed by comparing texts.

use crate::by_client::ByClient;
use crate::document::Document;
use crate::id::{Client, Id, Span};
use crate::limits::Limits;
use crate::refused::Refused;
use crate::update::Content;

/// A moment: how many rows of the log had been taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark(pub u32);

/// What happened to a piece of text between two moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is in both texts.
    Kept,
    /// It is in the second text only.
    Inserted,
    /// It is in the first text only.
    Deleted,
}

/// Text that one author wrote and that had one fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it says.
    pub text: String,
    /// What happened to it.
    pub change: Fate,
    /// Who wrote it.
    pub wrote: u32,
    /// Who deleted it, where it was deleted between the two moments.
    pub deleted_by: Option<u32>,
}

/// Rows: for each stretch of clocks the row that it belongs to; stretches do not overlap.
type Rows = ByClient<Vec<(Span, u32)>>;

/// A text with its past. A pair of surrogates that somebody has cut reads as cut at every moment.
#[derive(Clone, Debug)]
pub struct History {
    document: Document,
    /// Who sent each row.
    authors: Vec<u32>,
    written: Rows,
    deleted: Rows,
}

impl History {
    /// An empty text without a past.
    pub fn new(limits: Limits) -> Self {
        let document = Document::new(Client(0), limits).keeping();
        let (written, deleted) = (Rows::default(), Rows::default());
        Self { document, authors: Vec::new(), written, deleted }
    }

    /// Takes the next row of the log: all of it, or, where it is refused, nothing.
    ///
    /// # Errors
    ///
    /// Where it is not an update of such a text, goes over a bound, or refers to something that
    /// stands in no earlier row.
    pub fn take(&mut self, author: u32, update: &[u8]) -> Result<(), Refused> {
        let row = self.mark().0;
        let plan = self.document.plan(update)?;
        if !plan.pending.is_empty() {
            return Err(Refused::Waits);
        }
        let deleted = plan.deleted.clone();
        let written = plan.structs.iter();
        let written: Vec<Span> =
            written.map(|run| Span { start: run.id, len: run.content.len() }).collect();
        self.document.carry_out(plan)?;
        for span in written {
            note(&mut self.written, span, row);
        }
        for span in deleted {
            note(&mut self.deleted, span, row);
        }
        self.authors.push(author);
        Ok(())
    }

    /// The present moment.
    pub fn mark(&self) -> Mark {
        Mark(u32::try_from(self.authors.len()).unwrap_or(u32::MAX))
    }

    /// The text at a moment.
    pub fn text(&self, at: Mark) -> String {
        let pieces = self.between(at, at);
        pieces.into_iter().map(|piece| piece.text).collect()
    }

    /// What became of the text from one moment to another, from left to right: the pieces that were
    /// kept and deleted are the first text, those that were kept and inserted the second.
    pub fn between(&self, from: Mark, to: Mark) -> Vec<Piece> {
        let mut pieces: Vec<(Vec<u16>, Piece)> = Vec::new();
        for item in self.document.store.sequence() {
            let Content::Text(units) = &item.content else { continue };
            let mut rest = units.as_slice();
            let mut at = item.id;
            while !rest.is_empty() {
                let (wrote, len) = row_at(&self.written, at);
                let (deleted, deleted_len) = row_at(&self.deleted, at);
                let len = (len.min(deleted_len) as usize).clamp(1, rest.len());
                let (part, after) = rest.split_at(len);
                (rest, at) = (after, at.plus(u32::try_from(len).unwrap_or(u32::MAX)));
                if let Some(piece) = self.piece(wrote, deleted, from, to) {
                    match pieces.last_mut() {
                        Some((text, last)) if *last == piece => text.extend_from_slice(part),
                        _ => pieces.push((part.to_vec(), piece)),
                    }
                }
            }
        }
        let told = |(units, piece): (Vec<u16>, Piece)| Piece {
            text: String::from_utf16_lossy(&units),
            ..piece
        };
        pieces.into_iter().map(told).collect()
    }

    /// A piece without its text, where it is in one of the two texts.
    fn piece(&self, wrote: Option<u32>, deleted: Option<u32>, a: Mark, b: Mark) -> Option<Piece> {
        let wrote = wrote?;
        let is_in = |mark: Mark| wrote < mark.0 && deleted.is_none_or(|row| row >= mark.0);
        let change = match (is_in(a), is_in(b)) {
            (true, true) => Fate::Kept,
            (true, false) => Fate::Deleted,
            (false, true) => Fate::Inserted,
            (false, false) => return None,
        };
        let author = |row: u32| self.authors.get(row as usize).copied().unwrap_or_default();
        let deleted_by = deleted.filter(|row| change == Fate::Deleted && *row < b.0).map(author);
        Some(Piece { text: String::new(), change, wrote: author(wrote), deleted_by })
    }
}

/// Notes the row of those clocks of a span that have none yet.
fn note(rows: &mut Rows, span: Span, row: u32) {
    rows.with(span.start.client, |known| {
        let mut at = span.start;
        while at.clock < span.end() {
            let next = known.partition_point(|(span, _)| span.end() <= at.clock);
            let met = known.get(next).map(|(met, _)| *met);
            if let Some(met) = met.filter(|met| met.start.clock <= at.clock) {
                at.clock = met.end();
                continue;
            }
            let end = met.map_or(span.end(), |met| met.start.clock.min(span.end()));
            known.insert(next, (Span { start: at, len: end - at.clock }, row));
            at.clock = end;
        }
    });
}

/// The row of a unit, if it has one, and for how many units this is so.
fn row_at(rows: &Rows, id: Id) -> (Option<u32>, u32) {
    let Some(known) = rows.get(id.client) else { return (None, u32::MAX) };
    let next = known.partition_point(|(span, _)| span.end() <= id.clock);
    match known.get(next) {
        None => (None, u32::MAX),
        Some((span, row)) if span.start.clock <= id.clock => (Some(*row), span.end() - id.clock),
        Some((span, _)) => (None, span.start.clock - id.clock),
    }
}
