//! The signature of ES256 as authenticators write it, a DER sequence of two whole numbers, turned
//! into the two fixed lengths that Web Crypto takes (RFC 3279, section 2.2.3; FIPS 186-5).
//!
//! Each pair of numbers has one spelling that is taken: the shortest.

/// `r` and `s`, 32 bytes each; nothing if it is not the shortest DER of two positive numbers.
pub fn ecdsa_p256(der: &[u8]) -> Option<[u8; 64]> {
    let (content, rest) = element(0x30, der)?;
    let (r, content) = element(0x02, content)?;
    let (s, content) = element(0x02, content)?;
    if !rest.is_empty() || !content.is_empty() {
        return None;
    }
    let mut raw = [0; 64];
    let (first, second) = raw.split_at_mut(32);
    place(r, first)?;
    place(s, second)?;
    Some(raw)
}

/// The content of an element of that type, and what follows. Two numbers of 33 bytes fit into the
/// short form of lengths, so the long forms are refused.
fn element(kind: u8, bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let ([found, length], rest) = bytes.split_first_chunk()?;
    if *found != kind || *length >= 0x80 {
        return None;
    }
    rest.split_at_checked(usize::from(*length))
}

/// Writes a positive number to the end of its place.
fn place(number: &[u8], to: &mut [u8]) -> Option<()> {
    let digits = match number {
        // A zero in front is there to keep a number positive, and only then.
        [0, rest @ ..] if rest.first().is_some_and(|it| *it >= 0x80) => rest,
        [first, ..] if (1..0x80).contains(first) => number,
        _ => return None,
    };
    let from = to.len().checked_sub(digits.len())?;
    to.get_mut(from..)?.copy_from_slice(digits);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::ecdsa_p256;

    #[test]
    fn numbers_of_any_length_take_their_places() {
        let raw = ecdsa_p256(&[0x30, 7, 2, 1, 5, 2, 2, 0, 0x80]).unwrap();
        assert_eq!((raw[31], raw[63]), (5, 0x80));
        assert_eq!(raw.iter().filter(|it| **it != 0).count(), 2);
    }

    #[test]
    fn every_other_spelling_is_refused() {
        for (what, der) in [
            ("nothing", &[][..]),
            ("a zero in front without need", &[0x30, 7, 2, 2, 0, 5, 2, 1, 5]),
            ("a negative number", &[0x30, 6, 2, 1, 0x80, 2, 1, 5]),
            ("zero", &[0x30, 6, 2, 1, 0, 2, 1, 5]),
            ("two zeros", &[0x30, 8, 2, 3, 0, 0, 0x80, 2, 1, 5]),
            ("an empty number", &[0x30, 5, 2, 0, 2, 1, 5]),
            ("the long form of a length", &[0x30, 0x81, 6, 2, 1, 5, 2, 1, 5]),
            ("the long form inside", &[0x30, 7, 2, 0x81, 1, 5, 2, 1, 5]),
            ("no length", &[0x30, 0x80, 2, 1, 5, 2, 1, 5, 0, 0]),
            ("something behind", &[0x30, 6, 2, 1, 5, 2, 1, 5, 0]),
            ("something behind, inside", &[0x30, 7, 2, 1, 5, 2, 1, 5, 0]),
            ("a third number", &[0x30, 9, 2, 1, 5, 2, 1, 5, 2, 1, 5]),
            ("one number", &[0x30, 3, 2, 1, 5]),
            ("a set", &[0x31, 6, 2, 1, 5, 2, 1, 5]),
            ("bytes in place of a number", &[0x30, 6, 4, 1, 5, 2, 1, 5]),
            ("a cut", &[0x30, 6, 2, 1, 5, 2, 1]),
        ] {
            assert_eq!(ecdsa_p256(der), None, "{what}");
        }
        let long = [&[0x30, 38, 2, 33, 1][..], &[0; 32], &[2, 1, 5]].concat();
        assert_eq!(ecdsa_p256(&long), None, "a number of 33 bytes");
    }
}
