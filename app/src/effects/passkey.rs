//! Passkeys: the browser is asked to make one or to use one, and answers in JSON. Browsers that
//! cannot read and write that JSON themselves are helped.

use js_sys::{Array, Function, JSON, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The person closed the browser's window, waited too long, or has none for this place.
    NotGiven,
    /// This device has one for this account already.
    Known,
    /// The browser has no passkeys, or not here.
    Missing,
}

/// Whether this page was loaded in a way that nobody on the network can read or change: browsers
/// keep sessions and passkeys for such pages only.
pub fn is_secure() -> bool {
    web_sys::window().is_some_and(|window| window.is_secure_context())
}

/// Whether the browser has passkeys for this page.
pub fn are_here() -> bool {
    is_secure() && kind().is_some()
}

/// Makes one, of this name. Takes what begins a ceremony: `ceremony`, and in `options` a
/// `PublicKeyCredentialCreationOptionsJSON`. Answers what ends it: `ceremony`, `name`, and in
/// `credential` a `RegistrationResponseJSON` (Web Authentication Level 3, section 5.1).
pub async fn create(begun: &str, name: &str) -> Result<String, Failure> {
    ask("create", "parseCreationOptionsFromJSON", begun, name).await
}

/// Uses one. The same with `PublicKeyCredentialRequestOptionsJSON`, `AuthenticationResponseJSON`,
/// and no name.
pub async fn get(begun: &str) -> Result<String, Failure> {
    ask("get", "parseRequestOptionsFromJSON", begun, "").await
}

async fn ask(method: &str, parser: &str, begun: &str, name: &str) -> Result<String, Failure> {
    let begun = JSON::parse(begun).map_err(|_| Failure::Missing)?;
    let promise = asked(method, parser, &begun).ok_or(Failure::Missing)?;
    let credential = JsFuture::from(promise).await.map_err(|error| failure(&error))?;
    ended(&begun, &credential, name).ok_or(Failure::Missing)
}

fn failure(error: &JsValue) -> Failure {
    match field(error, "name").and_then(|name| name.as_string()).as_deref() {
        Some("InvalidStateError") => Failure::Known,
        Some("NotAllowedError" | "AbortError") => Failure::NotGiven,
        _ => Failure::Missing,
    }
}

fn asked(method: &str, parser: &str, begun: &JsValue) -> Option<Promise> {
    let options = field(begun, "options")?;
    let kind = kind()?;
    let options = match function(&kind, parser) {
        Some(parse) => parse.call1(&kind, &options).ok()?,
        None => read(options)?,
    };
    let asked = Object::new();
    Reflect::set(&asked, &"publicKey".into(), &options).ok()?;
    let navigator = field(&web_sys::window()?.into(), "navigator")?;
    let credentials = field(&navigator, "credentials")?;
    let start = function(&credentials, method)?;
    start.call1(&credentials, &asked).ok()?.dyn_into().ok()
}

fn kind() -> Option<JsValue> {
    field(&web_sys::window()?.into(), "PublicKeyCredential")
}

/// A field that is there and holds something.
fn field(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

fn function(of: &JsValue, name: &str) -> Option<Function> {
    field(of, name)?.dyn_into().ok()
}

/// The options with bytes where the JSON has base64url.
fn read(options: JsValue) -> Option<JsValue> {
    into_bytes(&options, "challenge")?;
    if let Some(user) = field(&options, "user") {
        into_bytes(&user, "id")?;
    }
    for list in ["allowCredentials", "excludeCredentials"] {
        let list = field(&options, list).map(|list| Array::from(&list)).unwrap_or_default();
        for entry in list.iter() {
            into_bytes(&entry, "id")?;
        }
    }
    Some(options)
}

fn into_bytes(of: &JsValue, name: &str) -> Option<()> {
    let bytes = decoded(&field(of, name)?.as_string()?)?;
    Reflect::set(of, &name.into(), &Uint8Array::from(bytes.as_slice())).ok().map(drop)
}

/// What ends the ceremony.
fn ended(begun: &JsValue, credential: &JsValue, name: &str) -> Option<String> {
    let credential = match function(credential, "toJSON") {
        Some(write) => write.call0(credential).ok()?,
        None => by_hand(credential)?.into(),
    };
    let said = Object::new();
    let ceremony = field(begun, "ceremony")?;
    for (key, value) in [("ceremony", ceremony), ("name", name.into()), ("credential", credential)]
    {
        Reflect::set(&said, &key.into(), &value).ok()?;
    }
    JSON::stringify(&said).ok()?.as_string()
}

fn by_hand(credential: &JsValue) -> Option<Object> {
    let told = Object::new();
    let set = |of: &Object, name: &str, value: &JsValue| Reflect::set(of, &name.into(), value).ok();
    for name in ["id", "type", "authenticatorAttachment"] {
        if let Some(value) = field(credential, name) {
            set(&told, name, &value)?;
        }
    }
    set(&told, "rawId", &text(&field(credential, "rawId")?))?;
    let (from, response) = (field(credential, "response")?, Object::new());
    let names =
        ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
    for name in names {
        if let Some(bytes) = field(&from, name) {
            set(&response, name, &text(&bytes))?;
        }
    }
    if let Some(list) = function(&from, "getTransports") {
        set(&response, "transports", &list.call0(&from).ok()?)?;
    }
    set(&told, "response", &response)?;
    let results = function(credential, "getClientExtensionResults")?.call0(credential).ok()?;
    set(&told, "clientExtensionResults", &results)?;
    Some(told)
}

fn text(bytes: &JsValue) -> JsValue {
    encoded(&Uint8Array::new(bytes).to_vec()).into()
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Bytes in base64url without padding (RFC 4648, section 5).
fn encoded(bytes: &[u8]) -> String {
    let letter = |bits: u32| ALPHABET.get((bits & 63) as usize).copied().map(char::from);
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 3);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - group.len()));
        text.extend((0..=group.len()).filter_map(|n| letter(bits >> (18 - 6 * n))));
    }
    text
}

/// What is written in base64url, without padding.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::with_capacity(text.len()));
    for letter in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == letter)?;
        bits = bits << 6 | u32::try_from(value).ok()?;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.extend(u8::try_from(bits >> count & 0xFF));
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive_the_way_through_base64url() {
        for (bytes, text) in
            [(&b""[..], ""), (b"f", "Zg"), (b"fo", "Zm8"), (b"foo", "Zm9v"), (&[251, 255], "-_8")]
        {
            assert_eq!(encoded(bytes), text);
            assert_eq!(decoded(text).as_deref(), Some(bytes));
        }
        let every: Vec<u8> = (0..=255).collect();
        assert_eq!(decoded(&encoded(&every)), Some(every));
        assert_eq!(decoded("a+b"), None);
    }
}
