//! Base64 in its two alphabets (RFC 4648): for URLs without padding, as keys and tokens are
//! written, and the ordinary one with padding, as webhooks want it.

const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Bytes as text for URLs.
pub fn url(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let mut group = [0; 4];
        group.iter_mut().skip(1).zip(chunk).for_each(|(to, from)| *to = *from);
        let group = u32::from_be_bytes(group);
        for shift in [18, 12, 6, 0].into_iter().take(chunk.len() + 1) {
            let at = usize::try_from(group >> shift & 63).unwrap_or(0);
            text.push(URL.get(at).copied().map_or('A', char::from));
        }
    }
    text
}

/// Bytes as ordinary text, padded.
pub fn standard(bytes: &[u8]) -> String {
    let mut text = url(bytes).replace('-', "+").replace('_', "/");
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// The bytes of a text in either alphabet, padded or not: browsers and services differ in what they
/// write. Nothing where it is neither.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut pending, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let letter = match letter {
            b'+' => b'-',
            b'/' => b'_',
            other => other,
        };
        let value = URL.iter().position(|it| *it == letter)?;
        pending = pending << 6 | u32::try_from(value).ok()?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(pending >> bits).ok()?);
            pending &= (1 << bits) - 1;
        }
    }
    (bits < 6 && pending == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{decode, standard, url};

    #[test]
    fn bytes_come_back_from_both_alphabets() {
        for length in 0..70_u8 {
            let bytes: Vec<u8> = (0..length).map(|n| n.wrapping_mul(37) ^ 0xf8).collect();
            assert_eq!(decode(&url(&bytes)), Some(bytes.clone()));
            assert_eq!(decode(&standard(&bytes)), Some(bytes));
        }
        assert_eq!(standard(b"f"), "Zg==");
        assert_eq!(standard(&[0xfb, 0xff]), "+/8=");
    }

    #[test]
    fn what_is_no_base64_is_nothing() {
        for text in ["a", "Zg-=x", "Zh", "ä", "Z g"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
