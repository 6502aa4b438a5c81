//! What is taken out of a room for good (R145): the name of somebody without an account, and, when
//! the organisation keeps records no longer, all of it. The chain of what stays still verifies.

use super::Room;
use super::answers::json;
use super::core::recorded;
use super::store::{Store, integer};
use crate::caller::Caller;
use crate::{chance, error};
use muster_domain::event::Event;
use muster_domain::ids::{OutsiderId, Seq};
use muster_domain::list::find_mut;
use muster_domain::time::Days;
use worker::{D1Type, Response, Result};

/// Entries read at a time.
const PAGE: u32 = 500;

impl Room {
    /// Erases an outsider's name here and in the archive; everybody's state is told anew.
    pub(super) async fn erase_outsider(
        &self,
        outsider: OutsiderId,
        caller: Option<&Caller>,
    ) -> Result<Response> {
        let Some(caller) = caller else { return error::not_found() };
        if self.viewer(Some(caller))?.is_none() {
            return error::not_found();
        }
        let may =
            self.with(|core, _| Ok(core.incident.may_erase(&core.organisation, caller.person)))?;
        if let Err(refusal) = may {
            return error::refused(&refusal, Vec::new());
        }
        let (incident, entries) = self.with(|core, store| {
            let entries = introductions(store, outsider)?;
            for seq in &entries {
                store.run("DELETE FROM personal WHERE seq = ?", vec![integer(seq.0)?])?;
            }
            if let Some(known) = find_mut(&mut core.incident.outsiders, outsider) {
                known.name.withhold();
            }
            core.keep_snapshot(store)?;
            Ok((core.incident.id.to_string(), entries))
        })?;
        if entries.is_empty() {
            return error::not_found();
        }
        self.tell_anew();
        let database = self.env.d1("DB")?;
        let erase = database.prepare(
            "UPDATE event SET personal = NULL, personal_salt = NULL \
             WHERE incident = ?1 AND seq = ?2",
        );
        for seq in entries {
            #[expect(clippy::cast_precision_loss, reason = "a log has fewer than 2^53 entries")]
            let seq = D1Type::Real(seq.0 as f64);
            erase.bind_refs(&[D1Type::Text(&incident), seq])?.run().await?;
        }
        Ok(Response::empty()?.with_status(204))
    }

    /// Deletes the whole record where its time is over; answers whether nothing of it is left.
    pub(super) async fn expire(&self, kept: Days) -> Result<Response> {
        let now = chance::now(&self.env);
        // A room without a record was emptied before, by a sweep that was cut short.
        if self.holds_record()? && !self.with(|core, _| Ok(core.incident.is_expired(kept, now)))? {
            return json(&false);
        }
        for peer in self.peers.all(&self.state, |_| true) {
            self.show_out(&peer.ws, super::sessions::GONE);
        }
        self.forget();
        self.state.storage().delete_alarm().await?;
        self.state.storage().delete_all().await?;
        Store::open(&self.state)?;
        json(&true)
    }
}

/// The entries that say who an outsider is.
fn introductions(store: &Store, outsider: OutsiderId) -> Result<Vec<Seq>> {
    let (mut after, mut found) = (Seq(0), Vec::new());
    loop {
        let rows = store.entries(after, PAGE)?;
        let Some(last) = rows.last() else { return Ok(found) };
        after = Seq(last.seq);
        for row in rows.iter().filter(|row| row.personal.is_some()) {
            let event = recorded(row)?.event;
            if matches!(event, Event::CommanderNamed { outsider: named } if named == outsider) {
                found.push(Seq(row.seq));
            }
        }
    }
}
