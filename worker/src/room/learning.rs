//! The room's copy of the organisation: taking a newer one, telling everybody, and doing what
//! follows when somebody who is counted on has left (decisions 14 and 20).

use super::{ORGANISATION, Room};
use crate::{error, organisation};
use muster_domain::organisation::Organisation;
use worker::{Request, Result};

impl Room {
    /// Takes newer facts. Whoever left is shown out, and the seats they held are covered.
    pub(super) async fn learn(&self, organisation: Organisation) -> Result<()> {
        let newer = organisation.revision > self.known_revision()?;
        if !self.with(|core, store| core.learn(store, &organisation))? || !newer {
            return Ok(());
        }
        self.tell_organisation()?;
        // What somebody may see can follow from the organisation.
        self.tell(&[])?;
        self.raise()?;
        self.arm().await
    }

    fn known_revision(&self) -> Result<u32> {
        self.with(|core, _| Ok(core.organisation.revision))
    }

    /// Asks for the organisation where the Worker has heard of a newer one than this room has: it
    /// was not told, or was sealed then. A failure makes its facts late, never a request.
    pub(super) async fn catch_up(&self, request: &Request) {
        if let Err(failure) = self.ask_for_newer(request).await {
            error::log("asking for the organisation", &failure);
        }
    }

    async fn ask_for_newer(&self, request: &Request) -> Result<()> {
        let newest = request.headers().get(ORGANISATION)?.and_then(|text| text.parse().ok());
        let Some(newest) = newest else { return Ok(()) };
        let behind = self.with(|core, _| {
            Ok(core.organisation.revision < newest && !core.incident.state.is_sealed())
        });
        // A room that is not opened yet gets the organisation with its first command.
        if !behind.unwrap_or(false) {
            return Ok(());
        }
        match organisation::load(&self.env).await? {
            Some(organisation) => self.learn(organisation).await,
            None => Ok(()),
        }
    }
}
