//! Who else has a text open, where they are in it, and who types: read from the awareness of
//! y-protocols, with the names of carets as Yjs writes them, so that stock editors show us too.

use super::binding::Selection;
use muster_domain::ids::PersonId;
use muster_json as json;
use muster_text::{Anchor, Awareness, AwarenessLimits, Client, Document, Id, Side};
use serde::Deserialize;

/// Somebody counts as typing for this long after the last letter.
const TYPING_MS: i64 = 3_000;
/// Carets are told at most this often.
const TELL_MS: i64 = 100;
/// One says at least this often that one is still here.
const RENEW_MS: i64 = 15_000;
/// What a room tells of.
const LIMITS: AwarenessLimits = AwarenessLimits { clients: 1_024, state_bytes: 4_096 };

/// Somebody else who has the text open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Their editor.
    pub client: Client,
    /// Who it is.
    pub person: PersonId,
    /// Where they are, in UTF-16 units; the first is where their selection began.
    pub at: Option<(u32, u32)>,
    /// They wrote just now.
    pub types: bool,
}

#[derive(Deserialize)]
struct State {
    user: User,
    #[serde(default)]
    cursor: Option<Cursor>,
}

#[derive(Deserialize)]
struct User {
    id: PersonId,
}

#[derive(Deserialize)]
struct Cursor {
    anchor: Relative,
    head: Relative,
}

#[derive(Deserialize)]
struct Relative {
    #[serde(default)]
    item: Option<Unit>,
    #[serde(default)]
    assoc: i64,
}

#[derive(Deserialize)]
struct Unit {
    client: u64,
    clock: u32,
}

/// Who is here, and oneself among them.
pub struct Presence {
    me: PersonId,
    client: Client,
    awareness: Awareness,
    cursor: Option<(Anchor, Anchor)>,
    is_told: bool,
    told_at_ms: i64,
    typed: Vec<(Client, i64)>,
}

impl Presence {
    /// Nobody is known yet.
    pub fn new(me: PersonId, client: Client) -> Self {
        Self {
            me,
            client,
            awareness: Awareness::new(client),
            cursor: None,
            is_told: false,
            told_at_ms: 0,
            typed: Vec::new(),
        }
    }

    /// Oneself.
    pub const fn me(&self) -> PersonId {
        self.me
    }

    /// The line is cut or new: who is here is not known, and nobody knows of oneself.
    pub fn forget(&mut self) {
        *self = Self { cursor: self.cursor, ..Self::new(self.me, self.client) };
    }

    /// Takes in what a room tells.
    pub fn hear(&mut self, update: &[u8]) {
        // What is not understood is not shown; nothing else depends on it.
        let _ = self.awareness.apply(update, &LIMITS);
    }

    /// Somebody wrote something.
    pub fn typed(&mut self, clients: &[Client], now_ms: i64) {
        self.typed.retain(|(client, _)| !clients.contains(client));
        self.typed.extend(clients.iter().map(|client| (*client, now_ms)));
    }

    /// Where one's own caret is; nothing where it is in a copy that nobody else sees.
    pub fn is_at(&mut self, document: &Document, selection: Option<Selection>) {
        let cursor = selection.map(|selection| {
            let (anchor, head) = if selection.backward {
                (selection.end, selection.start)
            } else {
                (selection.start, selection.end)
            };
            (document.anchor(anchor, Side::Right), document.anchor(head, Side::Right))
        });
        self.is_told &= self.cursor == cursor;
        self.cursor = cursor;
    }

    /// What to tell now, if anything.
    pub fn tell(&mut self, now_ms: i64) -> Option<Vec<u8>> {
        let waits = if self.is_told { RENEW_MS } else { TELL_MS };
        if now_ms - self.told_at_ms < waits {
            return None;
        }
        (self.is_told, self.told_at_ms) = (true, now_ms);
        let cursor = self.cursor.map_or_else(
            || "null".into(),
            |(anchor, head)| {
                format!("{{\"anchor\":{},\"head\":{}}}", relative(anchor), relative(head))
            },
        );
        // The room knows who this is, and says so itself.
        let user = format!("{{\"id\":{},\"name\":\"\",\"color\":\"\"}}", self.me);
        self.awareness.set_local(Some(&format!("{{\"user\":{user},\"cursor\":{cursor}}}")));
        Some(self.awareness.encode(&[self.client]))
    }

    /// Every other editor that is open here, those of the same person too.
    pub fn peers(&self, document: &Document, now_ms: i64) -> Vec<Peer> {
        let others = self.awareness.states().filter(|(client, _)| *client != self.client);
        let peers = others.filter_map(|(client, state)| {
            let state = json::read_trusted::<State>(state).ok()?;
            let place = |it: &Relative| document.place(anchor(it));
            let at = state.cursor.and_then(|it| Some((place(&it.anchor)?, place(&it.head)?)));
            let types = self
                .typed
                .iter()
                .any(|(typist, typed_at)| *typist == client && now_ms - typed_at < TYPING_MS);
            Some(Peer { client, person: state.user.id, at, types })
        });
        peers.collect()
    }
}

fn anchor(it: &Relative) -> Anchor {
    let item = it.item.as_ref().map(|unit| Id::new(Client(unit.client), unit.clock));
    Anchor { item, side: Side::of_assoc(it.assoc) }
}

/// A relative position as Yjs writes it.
fn relative(anchor: Anchor) -> String {
    let (name, item) = match anchor.item {
        Some(id) => ("null", format!("{{\"client\":{},\"clock\":{}}}", id.client.0, id.clock)),
        None => ("\"text\"", "null".into()),
    };
    let assoc = anchor.side.assoc();
    format!("{{\"type\":null,\"tname\":{name},\"item\":{item},\"assoc\":{assoc}}}")
}

#[cfg(test)]
mod tests {
    use super::super::copies::HOLDS;
    use super::*;

    #[test]
    fn a_caret_is_told_found_and_stays_at_its_letter() {
        let mut document = Document::new(Client(7), HOLDS);
        document.edit(0, 0, "hello").unwrap();
        let mut mine = Presence::new(PersonId(1), Client(7));
        let mut theirs = Presence::new(PersonId(2), Client(8));
        mine.is_at(&document, Some(Selection { start: 1, end: 3, backward: true }));
        let told = mine.tell(1_000).unwrap();
        assert!(told.len() < 1_024);
        theirs.hear(&told);
        document.edit(0, 0, "oh ").unwrap();
        theirs.typed(&[Client(7)], 1_000);
        let peer = |types| Peer { client: Client(7), person: PersonId(1), at: Some((6, 4)), types };
        assert_eq!(theirs.peers(&document, 1_500), [peer(true)]);
        assert_eq!(theirs.peers(&document, 9_000), [peer(false)]);
        theirs.forget();
        assert_eq!(theirs.peers(&document, 1_500), []);
    }

    #[test]
    fn a_caret_is_told_at_most_ten_times_a_second_and_again_after_a_while() {
        let document = Document::new(Client(7), HOLDS);
        let mut mine = Presence::new(PersonId(1), Client(7));
        assert!(mine.tell(1_000).is_some());
        mine.is_at(&document, Some(Selection::caret(0)));
        assert!(mine.tell(1_050).is_none());
        assert!(mine.tell(1_100).is_some());
        assert!(mine.tell(9_000).is_none());
        assert!(mine.tell(16_100).is_some());
    }
}
