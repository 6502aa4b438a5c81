//! Signatures of webhooks, after the specification Standard Webhooks, version 1: HMAC-SHA256 over
//! id, time and body. A receiver that knows the secret can tell our calls from others', and by the
//! id that one came twice.

use crate::base64;
use crate::hmac::hmac;

/// In front of a secret, so that people and programs know what it is.
const PREFIX: &str = "whsec_";

/// A secret as its receiver is told; 24 to 64 random bytes.
pub fn secret(random: &[u8]) -> String {
    format!("{PREFIX}{}", base64::standard(random))
}

/// The three headers of a call.
pub fn headers(secret: &str, id: &str, at_s: i64, body: &str) -> [(&'static str, String); 3] {
    let time = at_s.to_string();
    [
        ("webhook-signature", signature(secret, id, &time, body)),
        ("webhook-timestamp", time),
        ("webhook-id", id.to_owned()),
    ]
}

fn signature(secret: &str, id: &str, time: &str, body: &str) -> String {
    let key = base64::decode(secret.trim_start_matches(PREFIX)).unwrap_or_default();
    let parts = [id, ".", time, ".", body].map(str::as_bytes);
    format!("v1,{}", base64::standard(&hmac(&key, &parts)))
}

#[cfg(test)]
mod tests {
    use super::{headers, secret};

    #[test]
    fn a_call_is_signed_as_the_specification_s_own_libraries_do() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        let [signature, time, id] =
            headers(secret, id, 1_614_265_330, r#"{"test": 2432232314}"#).map(|(_, value)| value);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!((time.as_str(), id.as_str()), ("1614265330", "msg_p5jXN8AQM9LWM0D4loKWxJek"));
    }

    #[test]
    fn a_secret_says_what_it_is() {
        assert_eq!(secret(&[0; 24]), format!("whsec_{}", "A".repeat(32)));
    }
}
