//! What the device keeps until it is told to forget: bytes under names, in the browser's database.
//! A browser that has none, or forbids it, keeps nothing, and says so.

use gloo::events::EventListener;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest,
    IdbTransactionMode,
};

/// The database, and its version: a new shelf counts it up.
const NAME: &str = "muster";
const VERSION: u32 = 2;
/// What comes after every name that begins with something.
const LAST: char = '\u{FFFF}';

/// Where in the drawer something is. Nothing is ever moved from one shelf to another.
#[derive(Clone, Copy)]
pub enum Shelf {
    /// Texts that are being written.
    Docs,
    /// What the server last said.
    State,
    /// What was asked for and not answered yet.
    Commands,
    /// Who is looking, and how old the rest is.
    Meta,
}

impl Shelf {
    const ALL: [Self; 4] = [Self::Docs, Self::State, Self::Commands, Self::Meta];

    const fn name(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::State => "state",
            Self::Commands => "commands",
            Self::Meta => "meta",
        }
    }
}

/// The open drawer.
#[derive(Clone)]
pub struct Drawer(IdbDatabase);

impl Drawer {
    /// Opens it; nothing where the browser has none.
    pub async fn open() -> Option<Self> {
        let request = factory()?.open_with_u32(NAME, VERSION).ok()?;
        let opening = request.clone();
        let upgrade = Closure::once_into_js(move || {
            let Some(database) = database(&opening) else { return };
            for shelf in Shelf::ALL {
                // Refused where an earlier version has made it, which is as good.
                let _ = database.create_object_store(shelf.name());
            }
        });
        request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
        finished(request.clone().into()).await?;
        let database = database(&request)?;
        let old = database.clone();
        // A newer version of the app, in another window, waits for this one to let go.
        EventListener::once(&database, "versionchange", move |_| old.close()).forget();
        Some(Self(database))
    }

    /// Everything whose name begins so, in the order of the names.
    pub async fn all(&self, on: Shelf, prefix: &str) -> Vec<(String, Vec<u8>)> {
        self.found(on, prefix).await.unwrap_or_default()
    }

    /// The same as text.
    pub async fn texts(&self, on: Shelf, prefix: &str) -> Vec<(String, String)> {
        let read = |(name, bytes)| Some((name, String::from_utf8(bytes).ok()?));
        self.all(on, prefix).await.into_iter().filter_map(read).collect()
    }

    async fn found(&self, on: Shelf, prefix: &str) -> Option<Vec<(String, Vec<u8>)>> {
        let range = from(prefix)?;
        let store = self.store(on, IdbTransactionMode::Readonly)?;
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
    pub fn keep(
        &self,
        on: Shelf,
        name: &str,
        value: Option<&[u8]>,
    ) -> impl Future<Output = bool> + use<> {
        let store = self.store(on, IdbTransactionMode::Readwrite);
        done(store.and_then(|store| match value {
            Some(value) => store.put_with_key(&Uint8Array::from(value), &name.into()).ok(),
            None => store.delete(&name.into()).ok(),
        }))
    }

    /// Forgets everything whose name begins so; with a name and a value, keeps it in its place, in
    /// the same step.
    pub fn clear(
        &self,
        on: Shelf,
        prefix: &str,
        then: Option<(&str, &[u8])>,
    ) -> impl Future<Output = bool> + use<> {
        let store = self.store(on, IdbTransactionMode::Readwrite);
        done(store.and_then(|store| {
            let cleared = store.delete(&from(prefix)?.into()).ok()?;
            match then {
                Some((name, value)) => {
                    store.put_with_key(&Uint8Array::from(value), &name.into()).ok()
                }
                None => Some(cleared),
            }
        }))
    }

    fn store(&self, on: Shelf, mode: IdbTransactionMode) -> Option<IdbObjectStore> {
        let name = on.name();
        self.0.transaction_with_str_and_mode(name, mode).ok()?.object_store(name).ok()
    }
}

/// All names that begin so.
fn from(prefix: &str) -> Option<IdbKeyRange> {
    IdbKeyRange::bound(&prefix.into(), &format!("{prefix}{LAST}").into()).ok()
}

/// Whether something that was asked of the database was done.
fn done(request: Option<IdbRequest>) -> impl Future<Output = bool> + use<> {
    let done = request.map(finished);
    async move {
        match done {
            Some(done) => done.await.is_some(),
            None => false,
        }
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
