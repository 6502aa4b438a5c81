//! A message that only one device can read (RFC 8291), as one record of RFC 8188's format.

use crate::base64;
use crate::crypto::{Agreed, Crypto, Point};
use crate::hmac::hmac;

/// Bytes of a message that fit the one record that every push service takes: 4,096 with the header
/// of 86, the tag of 16 and the mark of its end.
pub const PLAIN_BYTES_MAX: usize = 4_096 - 86 - 16 - 1;
/// How large the record may be; what is sent is shorter, because it is the last.
const RECORD: u32 = 4_096;

/// The keys of a device, as its browser made them.
#[derive(Clone, Copy)]
pub struct Device {
    public: Point,
    auth: [u8; 16],
}

impl Device {
    /// From the browser's `p256dh` and `auth`; nothing where these are no keys.
    pub fn read(p256dh: &str, auth: &str) -> Option<Self> {
        let public: Point = base64::decode(p256dh)?.try_into().ok()?;
        let auth = base64::decode(auth)?.try_into().ok()?;
        (public.first() == Some(&4)).then_some(Self { public, auth })
    }
}

/// The body of a push, for `Content-Encoding: aes128gcm`. `salt` is random, and of this message
/// only. What is longer than [`PLAIN_BYTES_MAX`] is the caller's fault, and some services' to
/// refuse.
pub async fn encrypt<C: Crypto>(
    crypto: &C,
    device: &Device,
    salt: &[u8; 16],
    plain: &[u8],
) -> Result<Vec<u8>, C::Error> {
    let Agreed { public, secret } = crypto.agree(&device.public).await?;
    let shared = hmac(&device.auth, &[&secret]);
    let input = hmac(&shared, &[b"WebPush: info\0", &device.public, &public, b"\x01"]);
    let random = hmac(salt, &[&input]);
    let key = first(hmac(&random, &[b"Content-Encoding: aes128gcm\0\x01"]));
    let nonce = first(hmac(&random, &[b"Content-Encoding: nonce\0\x01"]));
    // The mark of the last record, and no padding after it.
    let marked = [plain, b"\x02"].concat();
    let sealed = crypto.seal(&key, &nonce, &marked).await?;
    let length = u8::try_from(public.len()).unwrap_or(0);
    Ok([&salt[..], &RECORD.to_be_bytes(), &[length], &public, &sealed].concat())
}

fn first<const N: usize>(bytes: [u8; 32]) -> [u8; N] {
    let mut short = [0; N];
    short.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    short
}
