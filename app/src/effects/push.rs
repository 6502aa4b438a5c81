//! Notifications on this device: the browser is asked for leave, and for an address at its own push
//! service, which only this deployment's key can send to.

use js_sys::{Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why there are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The person, or the browser's settings, said no.
    Denied,
    /// The browser has none, or not here.
    Missing,
    /// The browser's push service did not answer.
    Away,
}

/// Asks for leave and subscribes with a key; answers the subscription in JSON, `endpoint`, `p256dh`
/// and `auth`. It must follow a press: browsers ask for nothing else.
pub async fn subscribe(key: &str) -> Result<String, Failure> {
    let window: JsValue = web_sys::window().ok_or(Failure::Missing)?.into();
    let notification = field(&window, "Notification").ok_or(Failure::Missing)?;
    let workers = field(&window, "navigator").and_then(|it| field(&it, "serviceWorker"));
    let workers = workers.ok_or(Failure::Missing)?;
    let leave = call(&notification, "requestPermission", None).await?;
    if leave.as_string().as_deref() != Some("granted") {
        return Err(Failure::Denied);
    }
    let worker = call(&workers, "getRegistration", None).await?;
    let manager = field(&worker, "pushManager").ok_or(Failure::Missing)?;
    let options = Object::new();
    for (name, value) in [("userVisibleOnly", true.into()), ("applicationServerKey", key.into())] {
        Reflect::set(&options, &name.into(), &value).map_err(|_| Failure::Missing)?;
    }
    let made = call(&manager, "subscribe", Some(&options)).await.map_err(|_| Failure::Away)?;
    said(&made).ok_or(Failure::Away)
}

/// The subscription as the server takes it.
fn said(made: &JsValue) -> Option<String> {
    let json = function(made, "toJSON")?.call0(made).ok()?;
    let keys = field(&json, "keys")?;
    let flat = Object::new();
    for (name, of) in [("endpoint", &json), ("p256dh", &keys), ("auth", &keys)] {
        Reflect::set(&flat, &name.into(), &field(of, name)?).ok()?;
    }
    JSON::stringify(&flat).ok().map(String::from)
}

/// Calls what answers with a promise.
async fn call(of: &JsValue, name: &str, with: Option<&Object>) -> Result<JsValue, Failure> {
    let function = function(of, name).ok_or(Failure::Missing)?;
    let promise = match with {
        Some(options) => function.call1(of, options),
        None => function.call0(of),
    };
    let promise: Promise =
        promise.ok().and_then(|it| it.dyn_into().ok()).ok_or(Failure::Missing)?;
    JsFuture::from(promise).await.map_err(|_| Failure::Missing)
}

fn field(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

fn function(of: &JsValue, name: &str) -> Option<Function> {
    field(of, name)?.dyn_into().ok()
}
