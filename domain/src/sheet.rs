//! What reading in a spreadsheet would come to, before anything is written.
//!
//! Plain data, for the app to show and for the worker to answer with; the crate `staffing` reads
//! the sheets. Nothing may be written while there is a fault.

use crate::catalogue::Role;
use crate::ids::PersonId;
use crate::organisation::Person;
use crate::refusal::Refusal;
use crate::rota::Rota;
use serde::{Deserialize, Serialize};

/// What a sheet would change, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview<C> {
    /// One for every person or rotation in the sheet, those that stay as they are too. Whoever is
    /// not in the sheet is never touched.
    pub changes: Vec<C>,
    /// Everything that is wrong, in the order of the rows, up to
    /// [`crate::limits::SHEET_FAULTS_MAX`].
    pub faults: Vec<Fault>,
}

/// Something that is wrong with a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Row as a spreadsheet counts it: the header is row 1, empty rows count.
    pub row: u32,
    /// Name of the column; empty when the whole row or sheet is meant.
    pub column: String,
    /// Why.
    pub reason: Refusal,
}

/// What becomes of one person or rotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is new.
    Added,
    /// It changes.
    Changed,
    /// It is so already.
    Unchanged,
}

/// What becomes of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonChange {
    /// The row that says so.
    pub row: u32,
    /// What.
    pub outcome: Outcome,
    /// Who; `None` when they are new and have no number yet.
    pub id: Option<PersonId>,
    /// Each field that changes, as it is written in the sheet; of a new person, each that is
    /// filled in.
    pub fields: Vec<FieldChange>,
    /// The person as they will be; a new person's number is 0.
    pub person: Person,
}

/// One field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Name of the column.
    pub field: String,
    /// As it is.
    pub before: String,
    /// As it will be.
    pub after: String,
}

/// What becomes of one role's rotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RotaChange {
    /// The first row that speaks of it.
    pub row: u32,
    /// What.
    pub outcome: Outcome,
    /// Whose.
    pub role: Role,
    /// As it is, if there is one.
    pub before: Option<Rota>,
    /// As it will be; one-off overrides stay, for a sheet has none.
    pub after: Rota,
}
