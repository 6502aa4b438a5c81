//! A reader of the CBOR that authenticators send: the CTAP2 canonical form, and nothing else.
//!
//! It borrows from the input, allocates nothing by a length that it reads, and ends after a bounded
//! depth. Refused are indefinite lengths, numbers that could be shorter, tags, and keys that occur
//! twice. The order of keys is not asked for: some clients write attestation objects unsorted, and
//! no reader can take two orders for two meanings once keys are unique.

use crate::limits::{CBOR_DEPTH_MAX, CBOR_ENTRIES_MAX};
use core::str;

/// What is read is not CBOR, not in its canonical form, of another type, or too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

type Read<T> = Result<T, Malformed>;

/// A place in CBOR.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

/// The types of items (RFC 8949, section 3.1).
const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const LIST: u8 = 4;
const MAP: u8 = 5;
const SIMPLE: u8 = 7;

impl<'a> Reader<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Whether everything was read.
    pub const fn ended(self) -> bool {
        self.rest.is_empty()
    }

    /// What was not read yet.
    pub const fn rest(self) -> &'a [u8] {
        self.rest
    }

    /// A whole number.
    pub fn int(&mut self) -> Read<i64> {
        let (kind, value) = self.head()?;
        let value = i64::try_from(value).map_err(|_| Malformed)?;
        match kind {
            UNSIGNED => Ok(value),
            NEGATIVE => Ok(-1 - value),
            _ => Err(Malformed),
        }
    }

    /// A byte string.
    pub fn bytes(&mut self) -> Read<&'a [u8]> {
        let length = self.length_of(BYTES)?;
        self.take(length)
    }

    /// A text.
    pub fn text(&mut self) -> Read<&'a str> {
        let length = self.length_of(TEXT)?;
        str::from_utf8(self.take(length)?).map_err(|_| Malformed)
    }

    /// How many entries follow, each a key and a value.
    pub fn map(&mut self) -> Read<u64> {
        self.length_of(MAP)
    }

    /// Whether a byte string follows.
    pub fn is_bytes(self) -> bool {
        self.rest.first().is_some_and(|first| first >> 5 == BYTES)
    }

    /// The bytes of the next item, whatever it is.
    pub fn item(&mut self) -> Read<&'a [u8]> {
        let before = self.rest;
        self.skip(CBOR_DEPTH_MAX)?;
        before.get(..before.len() - self.rest.len()).ok_or(Malformed)
    }

    /// The bytes of the next item, which is a map.
    pub fn map_item(&mut self) -> Read<&'a [u8]> {
        let is_map = self.rest.first().is_some_and(|first| first >> 5 == MAP);
        if is_map { self.item() } else { Err(Malformed) }
    }

    fn skip(&mut self, depth: u8) -> Read<()> {
        let deeper = depth.checked_sub(1).ok_or(Malformed)?;
        let (kind, value) = self.head()?;
        match kind {
            UNSIGNED | NEGATIVE | SIMPLE => Ok(()),
            BYTES => self.take(value).map(drop),
            TEXT => str::from_utf8(self.take(value)?).map(drop).map_err(|_| Malformed),
            LIST if value <= CBOR_ENTRIES_MAX => (0..value).try_for_each(|_| self.skip(deeper)),
            MAP if value <= CBOR_ENTRIES_MAX => self.skip_entries(value, deeper),
            _ => Err(Malformed),
        }
    }

    fn skip_entries(&mut self, count: u64, depth: u8) -> Read<()> {
        let mut keys: Vec<&[u8]> = Vec::new();
        for _ in 0..count {
            let before = self.rest;
            self.skip(depth)?;
            let key = before.get(..before.len() - self.rest.len()).ok_or(Malformed)?;
            if keys.contains(&key) {
                return Err(Malformed);
            }
            keys.push(key);
            self.skip(depth)?;
        }
        Ok(())
    }

    fn length_of(&mut self, kind: u8) -> Read<u64> {
        let (found, length) = self.head()?;
        if found == kind { Ok(length) } else { Err(Malformed) }
    }

    /// The type of an item and its number: a value, a length, or the bits of a simple value.
    fn head(&mut self) -> Read<(u8, u64)> {
        let (first, rest) = self.rest.split_first().ok_or(Malformed)?;
        self.rest = rest;
        let (kind, short) = (first >> 5, first & 31);
        let (value, least) = match short {
            0..=23 => (u64::from(short), 0),
            24 => (u64::from(u8::from_be_bytes(self.array()?)), 24),
            25 => (u64::from(u16::from_be_bytes(self.array()?)), 1 << 8),
            26 => (u64::from(u32::from_be_bytes(self.array()?)), 1 << 16),
            27 => (u64::from_be_bytes(self.array()?), 1 << 32),
            _ => return Err(Malformed),
        };
        // Of the simple values there are false, true, null, undefined (20 to 23) and floats.
        let canonical = if kind == SIMPLE { short >= 20 && short != 24 } else { value >= least };
        if canonical { Ok((kind, value)) } else { Err(Malformed) }
    }

    fn array<const N: usize>(&mut self) -> Read<[u8; N]> {
        let (array, rest) = self.rest.split_first_chunk().ok_or(Malformed)?;
        self.rest = rest;
        Ok(*array)
    }

    fn take(&mut self, length: u64) -> Read<&'a [u8]> {
        let length = usize::try_from(length).map_err(|_| Malformed)?;
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Malformed)?;
        self.rest = rest;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::{Malformed, Reader};

    fn whole(bytes: &[u8]) -> bool {
        let mut reader = Reader::new(bytes);
        reader.item().is_ok() && reader.ended()
    }

    #[test]
    fn every_canonical_item_is_read_whole() {
        for bytes in [
            &[0x00][..],
            &[0x18, 24],
            &[0x19, 1, 0],
            &[0x1a, 0, 1, 0, 0],
            &[0x1b, 0, 0, 0, 1, 0, 0, 0, 0],
            &[0x38, 255],
            &[0x41, 7],
            &[0x61, b'a'],
            &[0x82, 1, 0xf6],
            &[0xa2, 1, 2, 0x61, b'a', 0xf5],
            &[0xf9, 0x3c, 0],
            &[0x81, 0x81, 0x81, 0x81, 0x81, 0x80],
        ] {
            assert!(whole(bytes), "{bytes:02x?}");
        }
    }

    #[test]
    fn what_is_not_canonical_is_refused() {
        for (what, bytes) in [
            ("nothing", &[][..]),
            ("a number that could be shorter", &[0x18, 23]),
            ("one in two bytes", &[0x19, 0, 255]),
            ("one in four bytes", &[0x1a, 0, 0, 255, 255]),
            ("one in eight bytes", &[0x1b, 0, 0, 0, 0, 255, 255, 255, 255]),
            ("a length that could be shorter", &[0x58, 1, 7]),
            ("bytes without an end", &[0x5f, 0x41, 7, 0xff]),
            ("a list without an end", &[0x9f, 0xff]),
            ("a map without an end", &[0xbf, 0xff]),
            ("a reserved head", &[0x1c]),
            ("a tag", &[0xc0, 0x60]),
            ("an unassigned simple value", &[0xe0]),
            ("a simple value in two bytes", &[0xf8, 32]),
            ("bytes that are cut off", &[0x42, 7]),
            ("a huge length", &[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
            ("a huge list", &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
            ("a huge map", &[0xba, 0xff, 0xff, 0xff, 0xff]),
            ("text that is not UTF-8", &[0x61, 0xff]),
            ("a key that comes twice", &[0xa2, 1, 2, 1, 3]),
            ("a key without a value", &[0xa1, 1]),
            ("seven levels", &[0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x80]),
        ] {
            assert!(!whole(bytes), "{what}");
        }
    }

    #[test]
    fn an_item_of_another_type_is_refused() {
        assert_eq!(Reader::new(&[0x41, 7]).int(), Err(Malformed));
        assert_eq!(Reader::new(&[0x61, b'a']).bytes(), Err(Malformed));
        assert_eq!(Reader::new(&[0x41, 7]).text(), Err(Malformed));
        assert_eq!(Reader::new(&[0x80]).map(), Err(Malformed));
        assert_eq!(Reader::new(&[0x80]).map_item(), Err(Malformed));
        assert_eq!(
            Reader::new(&[0x3b, 255, 255, 255, 255, 255, 255, 255, 255]).int(),
            Err(Malformed)
        );
        assert_eq!(Reader::new(&[0x39, 1, 0]).int(), Ok(-257));
    }
}
