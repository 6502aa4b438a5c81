//! What the device keeps until it is told to forget: bytes under names, in the browser's database.
//! A browser that has none, or forbids it, keeps nothing, and says so.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest,
    IdbTransactionMode,
};

/// The database, and the one store in it.
const NAME: &str = "muster";
const DOCS: &str = "docs";
/// What comes after every name that begins with something.
const LAST: char = '\u{FFFF}';

/// The open drawer.
#[derive(Clone)]
pub struct Drawer(IdbDatabase);

impl Drawer {
    /// Opens it; nothing where the browser has none.
    pub async fn open() -> Option<Self> {
        let request = factory()?.open_with_u32(NAME, 1).ok()?;
        let opening = request.clone();
        let upgrade = Closure::once_into_js(move || {
            if let Some(database) = database(&opening) {
                let _ = database.create_object_store(DOCS);
            }
        });
        request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
        finished(request.clone().into()).await?;
        database(&request).map(Self)
    }

    /// Everything whose name begins so.
    pub async fn all(&self, prefix: &str) -> Vec<(String, Vec<u8>)> {
        self.found(prefix).await.unwrap_or_default()
    }

    async fn found(&self, prefix: &str) -> Option<Vec<(String, Vec<u8>)>> {
        let last = format!("{prefix}{LAST}");
        let range = IdbKeyRange::bound(&prefix.into(), &last.into()).ok()?;
        let store = self.store(IdbTransactionMode::Readonly)?;
        let names = finished(store.get_all_keys_with_key(&range).ok()?);
        let values = finished(store.get_all_with_key(&range).ok()?);
        let (names, values) = (Array::from(&names.await?), Array::from(&values.await?));
        let found = names.iter().zip(values.iter());
        Some(
            found
                .filter_map(|(name, value)| {
                    Some((name.as_string()?, Uint8Array::new(&value).to_vec()))
                })
                .collect(),
        )
    }

    /// Keeps something under a name, or forgets it. It is on its way when this returns; whether it
    /// has arrived, the promise says.
    pub fn keep(&self, name: &str, value: Option<&[u8]>) -> impl Future<Output = bool> + use<> {
        let request = self.store(IdbTransactionMode::Readwrite).and_then(|store| match value {
            Some(value) => store.put_with_key(&Uint8Array::from(value), &name.into()).ok(),
            None => store.delete(&name.into()).ok(),
        });
        let done = request.map(finished);
        async move {
            match done {
                Some(done) => done.await.is_some(),
                None => false,
            }
        }
    }

    fn store(&self, mode: IdbTransactionMode) -> Option<IdbObjectStore> {
        self.0.transaction_with_str_and_mode(DOCS, mode).ok()?.object_store(DOCS).ok()
    }
}

/// Not a method of the window in every binding, and forbidden in some browsers.
fn factory() -> Option<IdbFactory> {
    let window = web_sys::window()?;
    js_sys::Reflect::get(&window, &"indexedDB".into()).ok()?.dyn_into().ok()
}

fn database(request: &IdbOpenDbRequest) -> Option<IdbDatabase> {
    request.result().ok()?.dyn_into().ok()
}

/// Listens at once: a request may be answered before anybody waits for it.
fn finished(request: IdbRequest) -> impl Future<Output = Option<JsValue>> {
    let promise = Promise::new(&mut |yes, no| {
        request.set_onsuccess(Some(&yes));
        request.set_onerror(Some(&no));
    });
    async move {
        JsFuture::from(promise).await.ok()?;
        request.result().ok()
    }
}
