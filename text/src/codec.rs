//! Numbers and text as lib0 writes them, the encoding below Yjs: numbers in groups of seven bits,
//! lowest first; text as its length in bytes and UTF-8.
//!
//! A reader takes nothing on trust: no length that it reads makes it reserve memory.

use crate::id::{Client, Id};
use crate::refused::Refused;

/// Clocks stay below this, so that sums of two fit.
pub(crate) const CLOCK_MAX: u32 = 1 << 31;
/// The largest whole number that scripts count exactly.
pub(crate) const CLIENT_MAX: u64 = (1 << 53) - 1;

/// Reads from the front.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// What was not read yet.
    pub const fn rest(&self) -> &'a [u8] {
        self.0
    }

    pub fn byte(&mut self) -> Result<u8, Refused> {
        let (byte, rest) = self.0.split_first().ok_or(Refused::Length)?;
        self.0 = rest;
        Ok(*byte)
    }

    pub fn number(&mut self) -> Result<u64, Refused> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return if number <= CLIENT_MAX { Ok(number) } else { Err(Refused::Number) };
            }
            shift += 7;
            if shift > 49 {
                return Err(Refused::Number);
            }
        }
    }

    pub fn clock(&mut self) -> Result<u32, Refused> {
        let number = u32::try_from(self.number()?).map_err(|_| Refused::Number)?;
        if number < CLOCK_MAX { Ok(number) } else { Err(Refused::Number) }
    }

    pub fn client(&mut self) -> Result<Client, Refused> {
        self.number().map(Client)
    }

    pub fn id(&mut self) -> Result<Id, Refused> {
        Ok(Id { client: self.client()?, clock: self.clock()? })
    }

    pub fn bytes(&mut self) -> Result<&'a [u8], Refused> {
        let len = usize::try_from(self.number()?).map_err(|_| Refused::Length)?;
        let (bytes, rest) = self.0.split_at_checked(len).ok_or(Refused::Length)?;
        self.0 = rest;
        Ok(bytes)
    }

    pub fn text(&mut self) -> Result<&'a str, Refused> {
        core::str::from_utf8(self.bytes()?).map_err(|_| Refused::Utf8)
    }

    /// Whether a whole number with a sign is below zero. The sign is the second bit.
    pub fn is_negative(&mut self) -> Result<bool, Refused> {
        let first = self.byte()?;
        let (mut byte, mut bits) = (first, first & 0x3f);
        for _ in 0..7 {
            if byte < 0x80 {
                return Ok(first & 0x40 != 0 && bits != 0);
            }
            byte = self.byte()?;
            bits |= byte & 0x7f;
        }
        Err(Refused::Number)
    }

    /// Whether nothing is left.
    pub const fn is_at_end(self) -> bool {
        self.0.is_empty()
    }

    /// Nothing may be left.
    pub const fn end(self) -> Result<(), Refused> {
        if self.0.is_empty() { Ok(()) } else { Err(Refused::Length) }
    }
}

/// Units as text. Halves of pairs read as U+FFFD. Most text is ASCII, which needs no decoding.
pub(crate) fn push_units(text: &mut String, units: &[u16]) {
    if units.iter().all(|unit| *unit < 0x80) {
        let bytes: Vec<u8> = units.iter().map(|unit| unit.to_le_bytes()[0]).collect();
        text.push_str(core::str::from_utf8(&bytes).unwrap_or_default());
    } else {
        text.push_str(&String::from_utf16_lossy(units));
    }
}

/// Writes at the end.
pub(crate) fn put(out: &mut Vec<u8>, number: impl Into<u64>) {
    let mut number = number.into();
    while number >= 0x80 {
        out.push(low_bits(number) | 0x80);
        number >>= 7;
    }
    out.push(low_bits(number));
}

const fn low_bits(number: u64) -> u8 {
    number.to_le_bytes()[0] & 0x7f
}

pub(crate) fn put_len(out: &mut Vec<u8>, len: usize) {
    put(out, u64::try_from(len).unwrap_or(u64::MAX));
}

pub(crate) fn put_id(out: &mut Vec<u8>, id: Id) {
    put(out, id.client.0);
    put(out, id.clock);
}

pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_len(out, bytes.len());
    out.extend_from_slice(bytes);
}
