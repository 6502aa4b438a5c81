//! What a given viewer may see of an incident.

use serde::{Deserialize, Serialize};

/// How much a viewer may read. Ordered: each level sees all that the one before sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clearance {
    /// Status, phase, mode, roles and what was distributed (D9).
    Observer,
    /// Everything but advice limited to messaging responders.
    Responder,
    /// Everything.
    Messaging,
}
