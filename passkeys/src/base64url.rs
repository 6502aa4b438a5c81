//! base64url without padding (RFC 4648, section 5), the one spelling of each sequence of bytes.
//!
//! Own, because it is these lines only: padding, white space, the other alphabet and bits that
//! belong to no byte are refused, so that two texts never stand for the same bytes.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The bytes as text.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    let mut digit = |bits: u32| {
        if let Some(letter) = usize::try_from(bits & 63).ok().and_then(|at| ALPHABET.get(at)) {
            text.push(char::from(*letter));
        }
    };
    for chunk in bytes.chunks(3) {
        let mut group = [0; 4];
        group.iter_mut().skip(1).zip(chunk).for_each(|(to, from)| *to = *from);
        let group = u32::from_be_bytes(group);
        for place in 0..=chunk.len() {
            digit(group >> [18, 12, 6, 0].get(place).copied().unwrap_or(0));
        }
    }
    text
}

/// The bytes of a text, at most `bytes_max`; nothing if it is not written as [`encode`] writes.
pub fn decode(text: &str, bytes_max: usize) -> Option<Vec<u8>> {
    if text.len() / 4 * 3 > bytes_max {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut pending, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        pending = pending << 6 | value(letter)?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(pending >> bits).ok()?);
            pending &= (1 << bits) - 1;
        }
    }
    (bits < 6 && pending == 0 && bytes.len() <= bytes_max).then_some(bytes)
}

fn value(letter: u8) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn every_sequence_of_bytes_has_one_spelling() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg"),
            (b"fo", "Zm8"),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg"),
            (b"fooba", "Zm9vYmE"),
            (b"foobar", "Zm9vYmFy"),
            (&[0xfb, 0xff, 0xfe], "-__-"),
        ] {
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text, 16).as_deref(), Some(bytes));
        }
        for wrong in ["Zg==", "Zh", "Zm9", "Z", "Zm9vY", "+//+", "Zm 8", "Zm8\n", "Zé"] {
            assert_eq!(decode(wrong, 16), None, "{wrong}");
        }
    }

    #[test]
    fn a_text_longer_than_allowed_is_refused() {
        assert_eq!(decode("Zm9vYmFy", 6).map(|it| it.len()), Some(6));
        assert_eq!(decode("Zm9vYmFy", 5), None);
        assert_eq!(decode("Zm9vYg", 3), None);
        assert_eq!(decode("Zm9vYg", 4).map(|it| it.len()), Some(4));
    }

    #[test]
    fn what_is_written_is_read_again_at_every_length() {
        let bytes: Vec<u8> = (0..=255).collect();
        for length in 0..bytes.len() {
            let part = &bytes[length..];
            assert_eq!(decode(&encode(part), 256).as_deref(), Some(part));
        }
    }
}
