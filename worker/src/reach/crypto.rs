//! Curves and ciphers by the runtime's own Web Crypto, and the key of the deployment.

use super::subtle::{derive_bits, encrypt, export_key, generate_key, import_key, sign};
use muster_push::{Agreed, Crypto, base64};
use wasm_bindgen::{JsCast as _, JsValue};
use worker::js_sys::futures::JsFuture;
use worker::js_sys::{Array, ArrayBuffer, JSON, Object, Promise, Reflect, Uint8Array};
use worker::{Error, Result};

type Called = core::result::Result<Promise, JsValue>;

const ECDH: &str = r#"{"name":"ECDH","namedCurve":"P-256"}"#;
const ECDSA: &str = r#"{"name":"ECDSA","namedCurve":"P-256"}"#;
const ES256: &str = r#"{"name":"ECDSA","hash":"SHA-256"}"#;

/// Web Crypto with the deployment's key.
pub struct WebCrypto<'a> {
    /// The private key that signs, as a JSON Web Key.
    pub signing: &'a str,
}

async fn settled(called: Called) -> Result<JsValue> {
    Ok(JsFuture::from(called?).await?)
}

async fn bytes(called: Called) -> Result<Vec<u8>> {
    let buffer: ArrayBuffer = settled(called).await?.unchecked_into();
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn uses(name: &str) -> Array {
    Array::of1(&name.into())
}

/// A name with one more field.
fn with(name: &str, field: &str, value: &JsValue) -> Result<JsValue> {
    let algorithm: Object = JSON::parse(name)?.unchecked_into();
    Reflect::set(&algorithm, &field.into(), value)?;
    Ok(algorithm.into())
}

fn part(pair: &JsValue, name: &str) -> Result<JsValue> {
    Ok(Reflect::get(pair, &name.into())?)
}

/// A new key that signs: the private half as a JSON Web Key, the public as browsers take it.
pub async fn new_key() -> Result<(String, String)> {
    let both = Array::of2(&"sign".into(), &"verify".into());
    let pair = settled(generate_key(&JSON::parse(ECDSA)?, true, &both)).await?;
    let private = settled(export_key("jwk", &part(&pair, "privateKey")?)).await?;
    let public = bytes(export_key("raw", &part(&pair, "publicKey")?)).await?;
    let private = String::from(JSON::stringify(&private)?);
    Ok((private, base64::url(&public)))
}

impl Crypto for WebCrypto<'_> {
    type Error = Error;

    async fn agree(&self, peer: &[u8; 65]) -> Result<Agreed> {
        let name = JSON::parse(ECDH)?;
        let raw = Uint8Array::from(&peer[..]).into();
        let peer = settled(import_key("raw", &raw, &name, false, &Array::new())).await?;
        let own = settled(generate_key(&name, true, &uses("deriveBits"))).await?;
        let public = bytes(export_key("raw", &part(&own, "publicKey")?)).await?;
        let algorithm = with(r#"{"name":"ECDH"}"#, "public", &peer)?;
        let secret = bytes(derive_bits(&algorithm, &part(&own, "privateKey")?, 256)).await?;
        let wrong = |_| Error::RustError("a key of a length that it never has".into());
        Ok(Agreed {
            public: public.try_into().map_err(wrong)?,
            secret: secret.try_into().map_err(wrong)?,
        })
    }

    async fn seal(&self, key: &[u8; 16], nonce: &[u8; 12], plain: &[u8]) -> Result<Vec<u8>> {
        let name = JSON::parse(r#"{"name":"AES-GCM"}"#)?;
        let raw = Uint8Array::from(&key[..]).into();
        let key = settled(import_key("raw", &raw, &name, false, &uses("encrypt"))).await?;
        let nonce = Uint8Array::from(&nonce[..]).into();
        let algorithm = with(r#"{"name":"AES-GCM"}"#, "iv", &nonce)?;
        bytes(encrypt(&algorithm, &key, &Uint8Array::from(plain))).await
    }

    async fn sign(&self, message: &[u8]) -> Result<Vec<u8>> {
        let jwk = JSON::parse(self.signing)?;
        let name = JSON::parse(ECDSA)?;
        let key = settled(import_key("jwk", &jwk, &name, false, &uses("sign"))).await?;
        bytes(sign(&JSON::parse(ES256)?, &key, &Uint8Array::from(message))).await
    }
}
