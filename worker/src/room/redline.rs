//! What changed between two versions of a text, and who changed it: the text's log is replayed with
//! everything that was struck out (R88, R90).

use super::Room;
use super::answers::{json, message, query};
use super::docs::unreadable;
use super::store::Store;
use crate::caller::Caller;
use crate::error;
use muster_domain::ids::{MessageId, PersonId};
use muster_domain::redline::{Change, Piece, coarsen};
use muster_domain::viewer::Clearance;
use muster_text::{Fate, History, Limits};
use worker::{Request, Response, Result};

impl Room {
    /// From one version to another, or to the text as it stands. Nothing for versions that were not
    /// written in a document: their texts can still be compared.
    pub(super) fn tell_redline(
        &self,
        request: &Request,
        caller: Option<&Caller>,
    ) -> Result<Response> {
        let version = |name| query(request, name).and_then(|text| text.parse::<u32>().ok());
        let (from, to) = (version("from").unwrap_or(0), version("to").filter(|to| *to > 0));
        let message = message(request);
        let Some(viewer) = self.viewer(caller)? else { return error::not_found() };
        self.with(|core, store| {
            if viewer.clearance < Clearance::Responder || core.incident.message(message).is_none() {
                return error::not_found();
            }
            json(&redline(store, message, from, to)?)
        })
    }
}

fn redline(store: &Store, message: MessageId, from: u32, to: Option<u32>) -> Result<Vec<Piece>> {
    let Some(from) = store.version_mark(message, from)? else { return Ok(Vec::new()) };
    let to = match to {
        None => u64::MAX,
        Some(to) => match store.version_mark(message, to)? {
            Some(mark) => mark,
            None => return Ok(Vec::new()),
        },
    };
    let mut history = History::new(Limits::NONE);
    let mut before = history.mark();
    for row in store.updates(message, 0)?.into_iter().take_while(|row| row.seq <= to) {
        history.take(row.person, &row.bytes).map_err(unreadable)?;
        if row.seq <= from {
            before = history.mark();
        }
    }
    let pieces = history.between(before, history.mark()).into_iter().map(piece);
    Ok(coarsen(&pieces.collect::<Vec<_>>()))
}

fn piece(piece: muster_text::Piece) -> Piece {
    // Number 0 is nobody's: what a text began with.
    let person = |number: u32| (number > 0).then_some(PersonId(number));
    let change = match piece.change {
        Fate::Kept => Change::Kept,
        Fate::Inserted => Change::Inserted,
        Fate::Deleted => Change::Deleted,
    };
    let (wrote, deleted_by) = (person(piece.wrote), piece.deleted_by.and_then(person));
    Piece { text: piece.text, change, wrote, deleted_by }
}
