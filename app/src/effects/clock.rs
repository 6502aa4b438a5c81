//! The device's clock: now, once a second, and a point in time as people here read it.

use gloo::timers::callback::Interval;
use muster_domain::time::Timestamp;
use wasm_bindgen::JsValue;

/// What the device takes the time for.
pub fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit into 53 bits")]
    Timestamp(js_sys::Date::now() as i64)
}

/// Calls back once a second for as long as the app runs.
pub fn every_second(tick: impl FnMut() + 'static) {
    Interval::new(1_000, tick).forget();
}

/// Hours and minutes in the reader's zone, such as `14:05`.
pub fn time_of_day(at: Timestamp) -> String {
    let date = date(at);
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// Day and time in the reader's zone and language, such as `24 Nov, 14:05`.
pub fn day_and_time(at: Timestamp) -> String {
    let options = js_sys::Object::new();
    for (key, value) in [("day", "numeric"), ("month", "short")] {
        let _ = js_sys::Reflect::set(&options, &key.into(), &value.into());
    }
    let day = date(at).to_locale_date_string("en-GB", &options);
    format!("{}, {}", String::from(day), time_of_day(at))
}

/// Day and year in the reader's zone, such as `1 Sept 2025`.
pub fn day(at: Timestamp) -> String {
    let options = js_sys::Object::new();
    for (key, value) in [("day", "numeric"), ("month", "short"), ("year", "numeric")] {
        let _ = js_sys::Reflect::set(&options, &key.into(), &value.into());
    }
    date(at).to_locale_date_string("en-GB", &options).into()
}

/// For machines, and for people who compare with another log.
pub fn iso(at: Timestamp) -> String {
    date(at).to_iso_string().into()
}

fn date(at: Timestamp) -> js_sys::Date {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit into 53 bits")]
    js_sys::Date::new(&JsValue::from_f64(at.0 as f64))
}
