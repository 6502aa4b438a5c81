//! The device's clock: now, once a second, and a point in time as people here read it.

use gloo::timers::callback::Interval;
use muster_domain::time::Timestamp;
use wasm_bindgen::{JsCast as _, JsValue};

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

/// Weekday, day and time in the reader's zone, such as `Thu 26 Nov, 09:00`.
pub fn weekday_and_time(at: Timestamp) -> String {
    let options = js_sys::Object::new();
    for (key, value) in [("weekday", "short"), ("day", "numeric"), ("month", "short")] {
        let _ = js_sys::Reflect::set(&options, &key.into(), &value.into());
    }
    let day = String::from(date(at).to_locale_date_string("en-GB", &options)).replace(',', "");
    format!("{day}, {}", time_of_day(at))
}

/// A point in time as a field for day and time holds it, in the reader's zone: `2026-11-26T09:00`.
pub fn field(at: Timestamp) -> String {
    let date = date(at);
    let (year, month, day) = (date.get_full_year(), date.get_month() + 1, date.get_date());
    format!("{year:04}-{month:02}-{day:02}T{}", time_of_day(at))
}

/// The point in time that such a field holds.
pub fn of_field(text: &str) -> Option<Timestamp> {
    let time = js_sys::Date::new(&JsValue::from_str(text)).get_time();
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit into 53 bits")]
    (!time.is_nan()).then_some(Timestamp(time as i64))
}

/// The reader's time zone by its IANA name.
pub fn zone() -> String {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    let zone = js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into());
    zone.ok().and_then(|zone| zone.as_string()).unwrap_or_default()
}

/// Every time zone that the browser knows; none where it does not tell.
pub fn zones() -> Vec<String> {
    known_zones().unwrap_or_default()
}

fn known_zones() -> Option<Vec<String>> {
    let get = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &name.into()).ok();
    let intl = get(&js_sys::global(), "Intl")?;
    let ask: js_sys::Function = get(&intl, "supportedValuesOf")?.dyn_into().ok()?;
    let zones = ask.call1(&intl, &"timeZone".into()).ok()?;
    Some(js_sys::Array::from(&zones).iter().filter_map(|zone| zone.as_string()).collect())
}

/// How many minutes the reader's clock was ahead of UTC then.
pub fn offset_minutes(at: Timestamp) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "whole minutes, at most a day of them")]
    let behind = date(at).get_timezone_offset() as i32;
    -behind
}

/// For machines, and for people who compare with another log.
pub fn iso(at: Timestamp) -> String {
    date(at).to_iso_string().into()
}

fn date(at: Timestamp) -> js_sys::Date {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit into 53 bits")]
    js_sys::Date::new(&JsValue::from_f64(at.0 as f64))
}
