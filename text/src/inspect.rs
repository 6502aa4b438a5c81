//! What an update would do here, for whoever decides whether it may.

use crate::document::Document;
use crate::id::{Client, Span, distinct};
use crate::refused::Refused;
use crate::update::Content;

/// What an update would do to a document as it is now.
///
/// What is known already does not count, so that an update that comes twice, or a whole document
/// from somebody who lacks a little of it, is judged by what is new in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspected {
    /// Clients with new runs, deleted ones and waiting ones included; sorted, each once.
    pub new_writers: Vec<Client>,
    /// Text would be added.
    pub inserts: bool,
    /// Text that is visible now would be taken away.
    pub deletes: bool,
    /// Something would wait for an update that has not arrived.
    pub waits: bool,
}

impl Document {
    /// Says what an update would do, and refuses what [`Document::apply`] would refuse, but for
    /// [`Refused::TooCostly`], which only doing it can tell. Nothing is changed.
    ///
    /// # Errors
    ///
    /// Where it is not an update of such a text, or goes over a bound.
    pub fn inspect(&self, update: &[u8]) -> Result<Inspected, Refused> {
        let plan = self.plan(update)?;
        let runs = plan.structs.iter().chain(&plan.pending.structs);
        let new_writers = distinct(runs.map(|run| run.id.client));
        let takes = |span: &Span| self.store.visible_in(*span) > 0;
        Ok(Inspected {
            new_writers,
            inserts: plan.structs.iter().any(|run| matches!(run.content, Content::Text(_))),
            deletes: plan.deleted.iter().any(takes),
            waits: !plan.pending.is_empty(),
        })
    }
}
