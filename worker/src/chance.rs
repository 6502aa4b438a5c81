//! Clock and randomness: the two things the rule book never touches.

use muster_domain::chain::Salt;
use muster_domain::time::Timestamp;
use wasm_bindgen::prelude::*;
use worker::js_sys::Uint8Array;
use worker::{Date, Env, Result};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues, catch)]
    fn fill(array: &Uint8Array) -> core::result::Result<Uint8Array, JsValue>;
}

/// Sixteen random bytes.
pub fn salt() -> Result<Salt> {
    bytes()
}

/// As many random bytes as are wanted; tens, not thousands.
pub fn bytes<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    let array = Uint8Array::new_with_length(u32::try_from(N).unwrap_or_default());
    fill(&array)?;
    array.copy_to(&mut bytes);
    Ok(bytes)
}

/// A random name of 32 hexadecimal characters.
pub fn name() -> Result<String> {
    Ok(hex(&salt()?))
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The time, shifted by `CLOCK_OFFSET_MS` where tests let it run ahead.
pub fn now(env: &Env) -> Timestamp {
    let offset = if cfg!(feature = "test-hooks") {
        env.var("CLOCK_OFFSET_MS").ok().and_then(|v| v.to_string().parse().ok()).unwrap_or(0)
    } else {
        0
    };
    Timestamp(i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX).saturating_add(offset))
}
