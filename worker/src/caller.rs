//! Who is asking, as the Worker vouches for it to rooms and to the Office.
//!
//! It travels in a header that the Worker alone sets, and stays in a socket's attachment.

use muster_domain::actor::Actor;
use muster_domain::ids::PersonId;
use muster_domain::proof::Proof;
use muster_domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use worker::{Headers, Request, Result};

/// The header. Never taken from outside: requests to rooms are made anew.
const CALLER: &str = "x-muster-caller";

/// Somebody who was recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caller {
    /// Who.
    pub person: PersonId,
    /// Their session's public id, by which it is ended; empty for a demo's "act as".
    pub session: String,
    /// When the session ends at the latest.
    pub until: Timestamp,
    /// How they last proved who they are.
    pub proof: Option<Proof>,
}

impl Caller {
    /// The same as somebody who acts.
    pub const fn actor(&self) -> Actor {
        Actor::Person(self.person)
    }

    /// Vouches for them.
    pub fn vouch(&self, headers: &Headers) -> Result<()> {
        headers.set(CALLER, &muster_json::write(self))
    }

    /// Whom the Worker vouches for in this request; nobody in one of its own.
    pub fn of(request: &Request) -> Result<Option<Self>> {
        let header = request.headers().get(CALLER)?;
        header.map(|text| muster_json::read(&text).map_err(crate::room::broken)).transpose()
    }
}
