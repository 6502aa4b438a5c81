//! What this tab remembers over a reload. A browser that forbids storage only loses the reload.

use web_sys::Storage;

/// Remembers a text under a name.
pub fn keep(name: &str, text: &str) {
    if let Some(storage) = session() {
        let _ =
            if text.is_empty() { storage.remove_item(name) } else { storage.set_item(name, text) };
    }
}

/// What was remembered under a name.
pub fn kept(name: &str) -> Option<String> {
    session()?.get_item(name).ok()?
}

fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}
