//! Random identities. `crypto.getRandomValues` works on plain http too, where `randomUUID` is
//! missing.

use core::fmt::Write as _;

/// 32 random bits: the name of an open editor.
pub fn number() -> u32 {
    let mut bytes = [0; 4];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    u32::from_le_bytes(bytes)
}

/// 128 random bits in hexadecimal.
pub fn random() -> String {
    let mut bytes = [0; 16];
    // Every browser that runs the app has it; a refused id is refused by the room, not guessed.
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().fold(String::with_capacity(32), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
