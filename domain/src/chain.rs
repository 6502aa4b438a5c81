//! Fingerprints and the hash chain of the log (R88, R142, decision 21).
//!
//! An entry's hash covers the previous hash, its place, time, actor and kind, and a *salted* digest
//! of its body: withholding or erasing a body drops text and salt, and the chain still verifies.

use core::fmt;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// A SHA-256 value; all zeros stands for "withheld".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Stands where a viewer may not see the fingerprint.
    pub const WITHHELD: Self = Self([0; 32]);

    /// From 64 hexadecimal characters.
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// The short form people compare by eye, such as `7f3a-c21e`.
    pub fn short(&self) -> String {
        let hex = self.to_string();
        let (head, tail) = hex.split_at(4);
        format!("{head}-{}", tail.get(..4).unwrap_or_default())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Hex;
        impl Visitor<'_> for Hex {
            type Value = Digest;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("64 hexadecimal characters")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Digest, E> {
                Digest::from_hex(text).ok_or_else(|| E::custom("not a SHA-256 in hexadecimal"))
            }
            fn visit_bytes<E: Error>(self, text: &[u8]) -> Result<Digest, E> {
                self.visit_str(str::from_utf8(text).unwrap_or_default())
            }
        }
        // Asked for as bytes, so that a reader of the wire can tell a digest from other text.
        deserializer.deserialize_bytes(Hex)
    }
}

/// Hashes fields one after the other, each with its length, so that no two different sequences of
/// fields have the same bytes.
pub struct Hasher(Sha256);

impl Hasher {
    /// Starts with the name of what is hashed, so that hashes of different things never meet.
    pub fn new(purpose: &str) -> Self {
        let mut hasher = Self(Sha256::new());
        hasher.field(purpose.as_bytes());
        hasher
    }

    /// Adds one field.
    pub fn field(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds a number.
    pub fn number(&mut self, number: i64) -> &mut Self {
        self.field(&number.to_be_bytes())
    }

    /// The result.
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

/// Random bytes that keep a short body from being guessed by its digest.
pub type Salt = [u8; 16];

/// What links an entry to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Salted digest of the body.
    pub body: Digest,
    /// Salted digest of personal data kept beside the body; `WITHHELD` where there are none.
    pub personal: Digest,
    /// Covers everything and the previous hash.
    pub hash: Digest,
}

/// The parts of an entry that its seal covers, as they are stored.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Place in the log.
    pub seq: u64,
    /// Milliseconds since 1970.
    pub at: i64,
    /// Actor and capacity, as stored.
    pub by: &'a str,
    /// Kind of event.
    pub kind: &'a str,
}

/// Salted digest of a body or of personal data.
pub fn salted(salt: &Salt, text: &str) -> Digest {
    let mut hasher = Hasher::new("muster/body/1");
    hasher.field(salt).field(text.as_bytes());
    hasher.finish()
}

/// The hash that links an entry to the one before.
pub fn link(previous: Digest, entry: Entry<'_>, body: Digest, personal: Digest) -> Digest {
    let mut hasher = Hasher::new("muster/entry/1");
    hasher.field(&previous.0).number(i64::try_from(entry.seq).unwrap_or(i64::MAX));
    hasher.number(entry.at).field(entry.by.as_bytes()).field(entry.kind.as_bytes());
    hasher.field(&body.0).field(&personal.0);
    hasher.finish()
}

/// Seals an entry whose body lies open; personal data have a salt of their own, so that erasing
/// them erases it too.
pub fn seal(
    previous: Digest,
    entry: Entry<'_>,
    salt: &Salt,
    body: &str,
    personal: Option<(&Salt, &str)>,
) -> Seal {
    let body = salted(salt, body);
    let personal = personal.map_or(Digest::WITHHELD, |(salt, text)| salted(salt, text));
    Seal { body, personal, hash: link(previous, entry, body, personal) }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Entry, Hasher, link, salted, seal};

    const ENTRY: Entry<'static> = Entry { seq: 1, at: 7, by: "\"system\"", kind: "mobilised" };

    #[test]
    fn a_digest_is_read_back_from_its_own_hexadecimal_and_from_nothing_else() {
        let digest = salted(&[1; 16], "text");
        assert_eq!(Digest::from_hex(&digest.to_string()), Some(digest));
        assert_eq!(digest.short().len(), 9);
        for wrong in ["", "7f", &"g".repeat(64), &"é".repeat(32), &"0".repeat(65)] {
            assert_eq!(Digest::from_hex(wrong), None, "{wrong}");
        }
    }

    /// Frozen: a log written today is verified by every later version.
    #[test]
    fn the_hash_of_a_known_text_never_changes() {
        let mut hasher = Hasher::new("muster/test/1");
        hasher.field(b"payments").number(-1);
        assert_eq!(hasher.finish().to_string(), KNOWN);
    }

    const KNOWN: &str = "7d1dd7942208018d3037970e0ebf6372b877a36b50b0ed6cf610bf7520786dd1";

    #[test]
    fn fields_do_not_run_into_each_other() {
        let hash = |fields: &[&str]| {
            let mut hasher = Hasher::new("muster/test/1");
            for field in fields {
                hasher.field(field.as_bytes());
            }
            hasher.finish()
        };
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_ne!(hash(&["", "a"]), hash(&["a", ""]));
        assert_ne!(hash(&["a"]), hash(&["a", ""]));
    }

    // [R142]
    #[test]
    fn every_part_of_an_entry_is_in_its_hash() {
        let (body, personal) = (salted(&[1; 16], "body"), salted(&[2; 16], "name"));
        let before = Digest::WITHHELD;
        let hash = link(before, ENTRY, body, personal);
        let others = [
            link(body, ENTRY, body, personal),
            link(before, Entry { seq: 2, ..ENTRY }, body, personal),
            link(before, Entry { at: 8, ..ENTRY }, body, personal),
            link(before, Entry { by: "1", ..ENTRY }, body, personal),
            link(before, Entry { kind: "closed", ..ENTRY }, body, personal),
            link(before, ENTRY, personal, personal),
            link(before, ENTRY, body, body),
        ];
        assert!(!others.contains(&hash));
    }

    /// Without its salt a short body cannot be guessed from its digest (decision 21).
    #[test]
    fn the_salt_hides_the_body() {
        assert_ne!(salted(&[1; 16], "yes"), salted(&[2; 16], "yes"));
    }

    // [R142]
    #[test]
    fn a_seal_is_checked_without_the_body() {
        let sealed = seal(Digest::WITHHELD, ENTRY, &[1; 16], "body", Some((&[2; 16], "name")));
        let again = link(Digest::WITHHELD, ENTRY, sealed.body, sealed.personal);
        assert_eq!(again, sealed.hash);
        let nameless = seal(Digest::WITHHELD, ENTRY, &[1; 16], "body", None);
        assert_eq!(nameless.personal, Digest::WITHHELD);
        assert_ne!(nameless.hash, sealed.hash);
    }
}
