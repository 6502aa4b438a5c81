//! What this tab remembers over a reload, and what the device does until it is told to forget. A
//! browser that forbids storage only loses the reload.

use web_sys::Storage;

/// Remembers a text under a name, for this tab.
pub fn keep(name: &str, text: &str) {
    put(session(), name, text);
}

/// Remembers a text under a name, for the device.
pub fn keep_on_device(name: &str, text: &str) {
    put(device(), name, text);
}

fn put(storage: Option<Storage>, name: &str, text: &str) {
    if let Some(storage) = storage {
        let _ =
            if text.is_empty() { storage.remove_item(name) } else { storage.set_item(name, text) };
    }
}

/// What was remembered under a name.
pub fn kept(name: &str) -> Option<String> {
    session()?.get_item(name).ok()?
}

/// What the device remembered under a name.
pub fn kept_on_device(name: &str) -> Option<String> {
    device()?.get_item(name).ok()?
}

fn device() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}
