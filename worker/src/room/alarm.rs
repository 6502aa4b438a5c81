//! The room's one alarm: the earliest of what is due, the next text to be taken down, the next
//! delivery, the next try at the archive (decision 24), and the next look for devices that went
//! away without a word.

use super::Room;
use super::core::Outcome;
use super::docs::PAUSE_MS;
use crate::{chance, error};
use muster_domain::command::{Command, Request};
use muster_domain::ids::CommandId;
use worker::Result;

/// How soon after a command the archive is brought up to date: commands that come together are
/// archived together.
const ARCHIVE_SOON_MS: i64 = 300;
/// How soon a failed archive is tried again.
const ARCHIVE_RETRY_MS: i64 = 30_000;
/// Deadlines raised in one go; what is left comes with the next alarm.
const ROUNDS_MAX: usize = 100;
/// How soon something is sent that is to be sent now; each try moves its next one ahead.
const SEND_SOON_MS: i64 = 20;
/// How soon a deadline that could not be raised is tried again: the room must not spin on it.
const OVERDUE_RETRY_MS: i64 = 1_000;

impl Room {
    /// Raises what is due, archives, and sets the alarm anew. Safe to run late or twice.
    pub(super) async fn wake(&self) -> Result<()> {
        self.alarm_at.set(None);
        if let Err(failure) = self.raise() {
            error::log("deadlines", &failure);
        }
        self.reap();
        if let Err(failure) = self.take_down_due(chance::now(&self.env)) {
            error::log("texts", &failure);
        }
        if let Err(failure) = self.deliver().await {
            error::log("reaching people", &failure);
        }
        let archived = match self.archive().await {
            Ok(archived) => archived,
            Err(failure) => {
                error::log("archive", &failure);
                false
            }
        };
        self.arm_in(if archived { None } else { Some(ARCHIVE_RETRY_MS) }).await
    }

    pub(super) fn raise(&self) -> Result<()> {
        for _ in 0..ROUNDS_MAX {
            let now = chance::now(&self.env);
            let due = self.with(|core, _| {
                let deserted = core.incident.deserted(&core.organisation);
                Ok(core.incident.overdue(now).into_iter().chain(deserted))
            })?;
            let mut raised = false;
            for command in due {
                raised |= self.raise_one(command)?;
            }
            if !raised {
                break;
            }
        }
        Ok(())
    }

    /// Whether the deadline still stood: what was raised before it may have settled it.
    pub(super) fn raise_one(&self, command: Command) -> Result<bool> {
        let id = CommandId(format!("system-{}", chance::name()?));
        let outcome = self.decide(&Request { id, command }, None)?;
        let Outcome::Taken(events) = outcome else { return Ok(false) };
        self.tell(&events)?;
        Ok(true)
    }

    /// Sets the alarm when the room is first used after a start: the one that was set before may be
    /// lost, or meant for a clock that was put right since.
    pub(super) async fn arm_after_start(&self) {
        let started = self.alarm_at.get().is_none() && self.core.borrow().is_some();
        if started && let Err(failure) = self.arm().await {
            error::log("alarm", &failure);
        }
    }

    /// Sets the alarm after something was typed, unless one is near enough.
    pub(super) async fn arm_for_typing(&self) -> Result<()> {
        let now = chance::now(&self.env).0;
        let near = now..=now + PAUSE_MS;
        if self.alarm_at.get().is_some_and(|set| near.contains(&set)) {
            Ok(())
        } else {
            self.arm().await
        }
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
        let text = self.next_text_due().map(|at| at.0);
        let look = self.next_look_ms().map(|ms| now + ms);
        let delivery = self.next_delivery()?.map(|at| at.0);
        let all = due.into_iter().chain(archive).chain(text).chain(look).chain(delivery);
        let Some(at) = all.min() else { return Ok(()) };
        // An alarm that comes early raises nothing and sets the next; a later one is moved forward.
        if self.alarm_at.get().is_some_and(|set| set <= at && set >= now) {
            return Ok(());
        }
        self.alarm_at.set(Some(at));
        // A plain number is an offset from now, in milliseconds.
        let ahead = if at > now {
            at - now
        } else if delivery == Some(at) {
            SEND_SOON_MS
        } else {
            OVERDUE_RETRY_MS
        };
        self.state.storage().set_alarm(ahead).await
    }
}
