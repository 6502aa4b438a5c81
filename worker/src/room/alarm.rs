//! The room's one alarm: the earliest of what is due and the next try at the archive (decision 24).

use super::Room;
use super::core::Outcome;
use crate::{chance, error};
use muster_domain::actor::Actor;
use muster_domain::command::Request;
use muster_domain::ids::CommandId;
use worker::Result;

/// How soon after a command the archive is brought up to date: commands that come together are
/// archived together.
const ARCHIVE_SOON_MS: i64 = 300;
/// How soon a failed archive is tried again.
const ARCHIVE_RETRY_MS: i64 = 30_000;
/// Deadlines raised in one go; what is left comes with the next alarm.
const ROUNDS_MAX: usize = 100;

impl Room {
    /// Raises what is due, archives, and sets the alarm anew. Safe to run late or twice.
    pub(super) async fn wake(&self) -> Result<()> {
        self.alarm_at.set(None);
        self.raise()?;
        let archived = match self.archive().await {
            Ok(archived) => archived,
            Err(failure) => {
                error::log("archive", &failure);
                false
            }
        };
        self.arm_in(if archived { None } else { Some(ARCHIVE_RETRY_MS) }).await
    }

    fn raise(&self) -> Result<()> {
        for _ in 0..ROUNDS_MAX {
            let now = chance::now(&self.env);
            let due = self.with(|core, _| Ok(core.incident.overdue(now).into_iter().next()))?;
            let Some(command) = due else { return Ok(()) };
            let id = CommandId(format!("system-{}", chance::name()?));
            let outcome = self.decide(&Request { id, command }, Actor::System)?;
            if let Outcome::Taken(events) = outcome {
                self.tell(&events)?;
            }
        }
        Ok(())
    }

    /// Sets the alarm after a command.
    pub(super) async fn arm(&self) -> Result<()> {
        let archive = self.owes_archive()?.then_some(ARCHIVE_SOON_MS);
        self.arm_in(archive).await
    }

    async fn arm_in(&self, archive: Option<i64>) -> Result<()> {
        let now = chance::now(&self.env).0;
        let due = self.with(|core, _| Ok(core.incident.next_due()))?.map(|at| at.0);
        let archive = archive.map(|ms| now + ms);
        let Some(at) = due.into_iter().chain(archive).min() else { return Ok(()) };
        // An alarm that comes early raises nothing and sets the next; a later one is moved forward.
        if self.alarm_at.get().is_some_and(|set| set <= at && set >= now) {
            return Ok(());
        }
        self.alarm_at.set(Some(at));
        // A plain number is an offset from now, in milliseconds.
        self.state.storage().set_alarm((at - now).max(1)).await
    }
}
