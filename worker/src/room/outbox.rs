//! The archive: every entry goes to D1 in order, at least once, and after them the texts as they
//! were taken down last; a repeat is harmless there.
//!
//! D1 being away makes the archive late, never a command.

use super::Room;
use super::docs::unreadable;
use super::store::{Row, Store};
use crate::error;
use crate::handlers::guests::GUESTS_UNTIL;
use crate::office::{News, Readers};
use muster_domain::ids::Seq;
use worker::{D1Database, D1PreparedStatement, D1Type, Result};

/// Entries in one batch: each is one statement of one transaction.
const BATCH: u32 = 50;
/// Where the outbox remembers how far it is.
const ARCHIVED: &str = "archived";
/// Where it remembers for whom the incident was in the list: for all members, or for these.
const PUBLISHED_TO: &str = "published_to";

impl Room {
    /// Sends what is not archived yet, a batch at a time; answers whether all is archived.
    pub(super) async fn archive(&self) -> Result<bool> {
        let database = self.env.d1("DB")?;
        loop {
            let (incident, rows) = self.with(|core, store| {
                Ok((core.incident.id.to_string(), store.entries(archived(store)?, BATCH)?))
            })?;
            let Some(last) = rows.last() else {
                self.archive_texts(&database).await?;
                return Ok(true);
            };
            database.batch(statements(&database, &incident, &rows)?).await?;
            let last = last.seq;
            // Published before the mark is moved: if telling fails, all of it is done again.
            self.publish(&database).await?;
            self.with(|_, store| store.keep_meta(ARCHIVED, &last.to_string()))?;
        }
    }

    /// Sends the texts that were taken down since the last time, whole and with who wrote them.
    async fn archive_texts(&self, database: &D1Database) -> Result<()> {
        for message in self.with(|_, store| store.unarchived())? {
            let text = self.with_text(message, |doc, core, _| {
                let whole = doc.document.changes_since(&[]).map_err(unreadable)?;
                let writers = muster_json::write(&doc.writers);
                Ok((core.incident.id.to_string(), whole, writers, doc.kept()))
            })?;
            let Some((incident, whole, writers, kept)) = text else { continue };
            let insert =
                database.prepare("INSERT OR REPLACE INTO document VALUES (?1, ?2, ?3, ?4, ?5)");
            let insert = insert.bind_refs(&[
                D1Type::Text(&incident),
                D1Type::Real(message.0.into()),
                D1Type::Real(real(kept)),
                D1Type::Blob(&whole),
                D1Type::Text(&writers),
            ])?;
            insert.run().await?;
            self.with(|_, store| store.archive_text(message, kept))?;
        }
        Ok(())
    }

    /// Whether anything waits for the archive.
    pub(super) fn owes_archive(&self) -> Result<bool> {
        self.with(|core, store| Ok(archived(store)? < core.incident.seq))
    }

    /// Tells the index at once where it changed who may know of the incident: whoever was asked in
    /// finds it, and whoever is out does not. A failure is made up for by the archive.
    pub(super) async fn publish_access(&self) {
        if let Err(failure) = self.publish_changed_access().await {
            error::log("access", &failure);
        }
    }

    async fn publish_changed_access(&self) -> Result<()> {
        let changed = self.with(|core, store| {
            let readers = Readers::of(core.incident.readers(&core.organisation));
            let text = muster_json::write(&readers);
            let before = store.meta(PUBLISHED_TO)?;
            Ok(before.map_or(readers.these().is_some(), |before| before != text))
        })?;
        if changed { self.publish(&self.env.d1("DB")?).await } else { Ok(()) }
    }

    /// The incident's line in the index, and the list that people have open.
    async fn publish(&self, database: &D1Database) -> Result<()> {
        let (news, guests) = self.with(|core, store| {
            let before = store.meta(PUBLISHED_TO)?;
            let readers = Readers::of(core.incident.readers(&core.organisation));
            let before = before.map(|text| muster_json::read(&text)).transpose();
            let lost = before.map_err(super::core::broken)?;
            let guests = core.incident.access.guests.clone();
            let people = guests.iter().map(|guest| guest.person).collect();
            let summary = core.incident.summary();
            Ok((News { summary, lost, readers, guests: people }, guests))
        })?;
        let summary = muster_json::write(&news.summary);
        let published = muster_json::write(&news.readers);
        let these = news.readers.these().map(|these| muster_json::write(&these));
        let statement =
            database.prepare("UPDATE incident SET summary = ?2, readers = ?3 WHERE id = ?1");
        let bound = statement.bind_refs(&[
            D1Type::Text(news.summary.id.as_str()),
            D1Type::Text(&summary),
            these.as_deref().map_or(D1Type::Null, D1Type::Text),
        ])?;
        bound.run().await?;
        let guests = muster_json::write(&guests);
        let values = [D1Type::Text(news.summary.id.as_str()), D1Type::Text(&guests)];
        database.prepare(GUESTS_UNTIL).bind_refs(&values)?.run().await?;
        crate::office::tell(&self.env, &news).await?;
        self.with(|_, store| store.keep_meta(PUBLISHED_TO, &published))
    }
}

fn archived(store: &Store) -> Result<Seq> {
    Ok(Seq(store.meta(ARCHIVED)?.and_then(|text| text.parse().ok()).unwrap_or(0)))
}

#[expect(clippy::cast_precision_loss, reason = "a log has fewer than 2^53 entries")]
const fn real(number: u64) -> f64 {
    number as f64
}

fn statements(
    database: &D1Database,
    incident: &str,
    rows: &[Row],
) -> Result<Vec<D1PreparedStatement>> {
    let insert = database.prepare(
        "INSERT OR IGNORE INTO event (incident, seq, at, by, kind, body, salt, body_digest, \
         personal_digest, hash, personal, personal_salt) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    );
    let or_null = |text: &'_ Option<String>| text.clone();
    rows.iter()
        .map(|row| {
            let (personal, salt) = (or_null(&row.personal), or_null(&row.personal_salt));
            insert.bind_refs(&[
                D1Type::Text(incident),
                D1Type::Real(real(row.seq)),
                D1Type::Real(row.at),
                D1Type::Text(&row.by),
                D1Type::Text(&row.kind),
                D1Type::Text(&row.body),
                D1Type::Text(&row.salt),
                D1Type::Text(&row.body_digest),
                D1Type::Text(&row.personal_digest),
                D1Type::Text(&row.hash),
                personal.as_deref().map_or(D1Type::Null, D1Type::Text),
                salt.as_deref().map_or(D1Type::Null, D1Type::Text),
            ])
        })
        .collect()
}
