//! What app and Worker say to each other of people's ways in, where both need the same words.

use crate::ids::CommandId;
use crate::time::Timestamp;
use crate::viewer::Clearance;
use serde::{Deserialize, Serialize};

/// How a session was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// With a passkey.
    Passkey,
    /// With a printed recovery code.
    RecoveryCode,
    /// With an invitation.
    Invitation,
    /// With the code that the deployment printed.
    SetUp,
    /// By the organisation's own sign-in, in front of us.
    Sso,
}

impl Means {
    /// The stable name, for storage.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::RecoveryCode => "recovery_code",
            Self::Invitation => "invitation",
            Self::SetUp => "set_up",
            Self::Sso => "sso",
        }
    }
}

/// Asks to let somebody from outside into an incident (R150).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Invitee {
    /// Made by the client, so that a retry never makes two guests.
    pub id: CommandId,
    /// Their name.
    pub name: String,
    /// Their mail address.
    pub mail: String,
    /// Until when they are let in.
    pub until: Timestamp,
    /// What they may read.
    pub clearance: Clearance,
}
