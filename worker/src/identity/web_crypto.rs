//! Signatures, by the runtime's own Web Crypto: no arithmetic of curves is shipped.

use muster_passkeys::{Algorithm, PublicKey, Signatures};
use wasm_bindgen::prelude::*;
use worker::js_sys::futures::JsFuture;
use worker::js_sys::{Array, JSON, Promise, Uint8Array};
use worker::{Error, Result};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = importKey, catch)]
    fn import_key(
        format: &str,
        key: &JsValue,
        algorithm: &JsValue,
        extractable: bool,
        usages: &Array,
    ) -> core::result::Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = verify, catch)]
    fn verify(
        algorithm: &JsValue,
        key: &JsValue,
        signature: &Uint8Array,
        data: &Uint8Array,
    ) -> core::result::Result<Promise, JsValue>;
}

/// Verifies by Web Crypto.
pub struct WebCrypto;

/// The names of an algorithm at import and at verification, as JSON.
const fn names(algorithm: Algorithm) -> (&'static str, &'static str) {
    match algorithm {
        Algorithm::Es256 => {
            (r#"{"name":"ECDSA","namedCurve":"P-256"}"#, r#"{"name":"ECDSA","hash":"SHA-256"}"#)
        }
        Algorithm::Ed25519 => (r#"{"name":"Ed25519"}"#, r#"{"name":"Ed25519"}"#),
        Algorithm::Rs256 => (RS256, RS256),
    }
}

const RS256: &str = r#"{"name":"RSASSA-PKCS1-v1_5","hash":"SHA-256"}"#;

/// A key of the runtime, out of a JSON Web Key.
async fn import(algorithm: Algorithm, jwk: &str) -> Result<JsValue> {
    let (name, _) = names(algorithm);
    let usages = Array::of1(&"verify".into());
    let key = import_key("jwk", &JSON::parse(jwk)?, &JSON::parse(name)?, false, &usages)?;
    Ok(JsFuture::from(key).await?)
}

/// Whether a key is one: a point off its curve is found here.
pub async fn is_key(key: &PublicKey) -> bool {
    import(key.algorithm(), &key.to_jwk()).await.is_ok()
}

/// Whether a message was signed by a key. The algorithm is the caller's choice, never the
/// message's.
pub async fn signed(
    algorithm: Algorithm,
    jwk: &str,
    message: &[u8],
    signature: &[u8],
) -> Result<bool> {
    let key = import(algorithm, jwk).await?;
    let (_, name) = names(algorithm);
    let (signature, message) = (Uint8Array::from(signature), Uint8Array::from(message));
    let verdict = verify(&JSON::parse(name)?, &key, &signature, &message)?;
    let verdict = JsFuture::from(verdict).await?;
    verdict.as_bool().ok_or_else(|| Error::RustError("verify gave no verdict".into()))
}

impl Signatures for WebCrypto {
    type Error = Error;

    async fn verify(&self, key: &PublicKey, message: &[u8], signature: &[u8]) -> Result<bool> {
        signed(key.algorithm(), &key.to_jwk(), message, signature).await
    }
}
