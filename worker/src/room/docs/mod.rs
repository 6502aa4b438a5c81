//! The texts that are being written: a document for each, in memory while it is used, and rebuilt
//! from its tables at any time. Everything that can fail is done before the first write.

pub mod tables;

use super::core::Core;
use super::store::Store;
use muster_domain::ids::{MessageId, PersonId};
use muster_domain::message::{Place, Unit};
use muster_domain::time::Timestamp;
use muster_domain::wire::Writer;
use muster_text::{Anchor, Awareness, Client, Document, Edit, Id, Limits, Refused, Side};
use tables::UpdateRow;
use worker::{Error, Result};

/// Updates, and their bytes, after which the whole text is written down.
const SNAPSHOT_ROWS: u64 = 256;
const SNAPSHOT_BYTES: usize = 32 * 1024;
/// A stored value may have 2 MB; a text whose deleted parts come near it stays without a snapshot.
const SNAPSHOT_BYTES_MAX: usize = 1_800_000;
/// A text is taken down when nobody has typed for this long: while people type, those who see them
/// type have it anyway, and the archive need not hear of every word.
pub const PAUSE_MS: i64 = 10_000;
/// How far a text may be ahead of what was taken down when people never pause.
const AHEAD_MS_MAX: i64 = 120_000;
/// The room writes for people (a suggestion that was taken, a save of the whole text) as a client
/// of its own for each: their number above this one. Editors draw theirs from 32 bits.
const ROOM_CLIENTS: u64 = 1 << 52;

/// The texts in memory.
#[derive(Default)]
pub struct Docs(Vec<Doc>);

/// One text.
pub struct Doc {
    /// Whose text.
    pub message: MessageId,
    /// The text.
    pub document: Document,
    /// Who writes under which client.
    pub writers: Vec<Writer>,
    /// Who is where in it.
    pub awareness: Awareness,
    last: u64,
    kept: u64,
    /// When the first and the last was typed that was not taken down.
    ahead: Option<(Timestamp, Timestamp)>,
    rows: u64,
    bytes: usize,
}

/// What was written into a text.
pub struct Written<'a> {
    /// The update.
    pub update: &'a [u8],
    /// Whose it is.
    pub person: PersonId,
    /// They typed it themselves.
    pub typed: bool,
}

impl Docs {
    /// The text of a message. It begins with the draft as it stands.
    pub fn open(
        &mut self,
        store: &Store,
        core: &Core,
        message: MessageId,
        now: Timestamp,
    ) -> Result<Option<&mut Doc>> {
        if !self.0.iter().any(|doc| doc.message == message) {
            let Some(known) = core.incident.message(message) else { return Ok(None) };
            let body = known.draft.content.body.shown();
            let doc = match store.kept(message)? {
                Some(kept) => Doc::load(store, message, kept)?,
                None => Doc::create(store, message, body, now)?,
            };
            self.0.push(doc);
        }
        Ok(self.0.iter_mut().find(|doc| doc.message == message))
    }

    /// All texts in memory.
    pub fn iter(&self) -> impl Iterator<Item = &Doc> {
        self.0.iter()
    }
}

impl Doc {
    fn empty(message: MessageId) -> Self {
        Self {
            message,
            document: Document::new(Client(ROOM_CLIENTS), Limits::NONE),
            writers: Vec::new(),
            awareness: Awareness::default(),
            last: 0,
            kept: 0,
            ahead: None,
            rows: 0,
            bytes: 0,
        }
    }

    fn load(store: &Store, message: MessageId, kept: u64) -> Result<Self> {
        let mut doc = Self::empty(message);
        let snapshot = store.snapshot(message)?;
        doc.last = snapshot.as_ref().map_or(0, |row| row.seq);
        let tail = store.updates(message, doc.last)?;
        doc.rows = tail.len() as u64;
        doc.bytes = tail.iter().map(|row| row.bytes.len()).sum();
        for row in snapshot.iter().chain(&tail) {
            doc.document.apply(&row.bytes).map_err(unreadable)?;
            doc.last = row.seq;
        }
        doc.kept = kept;
        // It was typed before this room woke, so it is due now.
        doc.ahead = doc.is_ahead().then(Default::default);
        doc.writers = store.writers(message)?;
        doc.document = doc.document.bounded(Limits::SYNC);
        Ok(doc)
    }

    fn create(store: &Store, message: MessageId, body: &str, now: Timestamp) -> Result<Self> {
        let mut doc = Self::empty(message);
        doc.document = doc.document.bounded(Limits::SYNC);
        let update = doc.document.edit(0, 0, body).map_err(unreadable)?;
        if !body.is_empty() {
            let person = PersonId(0);
            doc.append(store, &Written { update: &update, person, typed: false }, now)?;
        }
        doc.keep(store)?;
        Ok(doc)
    }

    /// Writes an update down that was taken in.
    pub fn append(&mut self, store: &Store, written: &Written<'_>, now: Timestamp) -> Result<()> {
        let Written { update, person, typed } = *written;
        let row = UpdateRow { seq: self.last + 1, person: person.0, bytes: update.to_vec() };
        #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are below 2^53")]
        let at = now.0 as f64;
        store.append_update(self.message, &row, at, typed)?;
        self.last += 1;
        self.ahead = Some((self.ahead.map_or(now, |(first, _)| first), now));
        self.rows += 1;
        self.bytes += update.len();
        if self.rows >= SNAPSHOT_ROWS || self.bytes >= SNAPSHOT_BYTES {
            self.snapshot(store)?;
        }
        Ok(())
    }

    fn snapshot(&mut self, store: &Store) -> Result<()> {
        let whole = self.document.changes_since(&[]).map_err(unreadable)?;
        (self.rows, self.bytes) = (0, 0);
        if whole.len() <= SNAPSHOT_BYTES_MAX {
            store.keep_snapshot(self.message, self.last, whole)?;
        }
        Ok(())
    }

    /// Whether something was typed since it was taken down.
    pub const fn is_ahead(&self) -> bool {
        self.last > self.kept
    }

    /// When it is to be taken down; never where nothing was typed since the last time.
    pub fn due(&self) -> Option<Timestamp> {
        let (first, last) = self.ahead?;
        Some(Timestamp((last.0 + PAUSE_MS).min(first.0 + AHEAD_MS_MAX)))
    }

    /// How far it was taken down.
    pub const fn kept(&self) -> u64 {
        self.kept
    }

    /// Who typed since then.
    pub fn typists(&self, store: &Store) -> Result<Vec<PersonId>> {
        store.typists(self.message, self.kept)
    }

    /// It is taken down as it stands.
    pub fn keep(&mut self, store: &Store) -> Result<()> {
        self.kept = self.last;
        self.ahead = None;
        store.keep_text(self.message, self.kept)
    }

    /// A version is frozen as it stands.
    pub fn mark(&self, store: &Store, version: u32) -> Result<()> {
        store.mark_version(self.message, version, self.last)
    }

    /// Brings the text to this one, in somebody's name; the update that tells the others, nothing
    /// where it is the same already.
    pub fn rewrite(
        &mut self,
        store: &Store,
        text: &str,
        person: PersonId,
        now: Timestamp,
    ) -> Result<Option<Vec<u8>>> {
        let Some(Edit { at, removed, inserted }) = Edit::between(&self.document.text(), text)
        else {
            return Ok(None);
        };
        let client = ROOM_CLIENTS + u64::from(person.0);
        self.document.write_as(Client(client));
        let update = self.document.edit(at, removed, &inserted).map_err(unreadable)?;
        self.append(store, &Written { update: &update, person, typed: false }, now)?;
        self.lease(store, Writer { client, person })?;
        Ok(Some(update))
    }

    /// Notes whose a client is; whether that is news.
    pub fn lease(&mut self, store: &Store, writer: Writer) -> Result<bool> {
        if self.writers.contains(&writer) {
            return Ok(false);
        }
        store.add_writer(self.message, writer)?;
        self.writers.push(writer);
        Ok(true)
    }

    /// Whose a client is.
    pub fn writer(&self, client: Client) -> Option<PersonId> {
        self.writers.iter().find(|it| it.client == client.0).map(|it| it.person)
    }

    /// Where words stand now, in UTF-16 units; none where they do not stand there any more.
    pub fn find(&self, place: Place, quote: &str) -> Option<u32> {
        let anchor = |unit: Option<Unit>, side| {
            let item = unit.map(|unit| Id::new(Client(unit.client), unit.clock));
            self.document.place(Anchor { item, side })
        };
        let at = anchor(place.first, Side::Right)?;
        let end = if place.last.is_some() { anchor(place.last, Side::Left)? } else { at };
        let units = u32::try_from(quote.encode_utf16().count()).ok()?;
        (at.checked_add(units) == Some(end)).then_some(at)
    }
}

/// What is stored cannot be read: a fault of ours, told as such.
pub fn unreadable(refused: Refused) -> Error {
    Error::RustError(format!("stored text: {refused}"))
}
