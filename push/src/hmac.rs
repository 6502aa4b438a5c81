//! HMAC with SHA-256 (RFC 2104), in which the derivation of keys (RFC 5869) is two calls.

use sha2::{Digest, Sha256};

/// Bytes of a block of SHA-256.
const BLOCK: usize = 64;

/// The code of a message that comes in parts.
pub fn hmac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut block = [0; BLOCK];
    if key.len() > BLOCK {
        let short: [u8; 32] = Sha256::digest(key).into();
        block.iter_mut().zip(short).for_each(|(to, from)| *to = from);
    } else {
        block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    }
    let padded = |pad: u8| Sha256::new_with_prefix(block.map(|byte| byte ^ pad));
    let mut inner = padded(0x36);
    for part in parts {
        inner.update(part);
    }
    let mut outer = padded(0x5c);
    outer.update(inner.finalize());
    outer.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::hmac;

    fn check(key: &[u8], parts: &[&[u8]], hex: &str) {
        let byte =
            |at: usize| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).expect("hexadecimal");
        let expected: Vec<u8> = (0..32).map(byte).collect();
        assert_eq!(hmac(key, parts)[..], expected);
    }

    #[test]
    fn the_codes_are_those_of_rfc_4231() {
        check(
            &[0x0b; 20],
            &[b"Hi ", b"There"],
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        );
        check(
            b"Jefe",
            &[b"what do ya want for nothing?"],
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        );
        check(
            &[0xaa; 131],
            &[b"Test Using Larger Than Block-Size Key - Hash Key First"],
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        );
    }
}
