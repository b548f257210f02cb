//! Points in time in the words, the clock and the time zone of who reads them.

use js_sys::{Date, Object, Reflect};
use phial_shared::time::UnixSeconds;
use wasm_bindgen::JsValue;

use crate::i18n::{language, t};

/// `today, 14:02`, `tomorrow, 09:00`, or `Friday 27 November, 14:02`.
pub(crate) fn moment(at: UnixSeconds) -> String {
    t!("date-and-time", day = day(at), time = time(at))
}

/// `today`, `tomorrow`, `yesterday`, or `Friday 27 November`.
pub(crate) fn day(at: UnixSeconds) -> String {
    let date = date(at);
    match days_from_today(&date) {
        -1 => t!("date-yesterday"),
        0 => t!("date-today"),
        1 => t!("date-tomorrow"),
        -180..180 => shown(&date, &[("weekday", "long"), ("day", "numeric"), ("month", "long")]),
        _ => shown(&date, &[("day", "numeric"), ("month", "long"), ("year", "numeric")]),
    }
}

/// `14:02`.
pub(crate) fn time(at: UnixSeconds) -> String {
    shown(&date(at), &[("hour", "2-digit"), ("minute", "2-digit")])
}

/// `31/12/1980`, `31.12.1980`, `31-12-1980`: an example of how a date is written in figures. All our languages write
/// the day first, then the month, then the year (`DateOrder::DayMonthYear`): only what stands between differs.
pub(crate) fn date_example() -> String {
    // The month counts from 0.
    let date = Date::new_with_year_month_day(1980, 11, 31);
    shown(&date, &[("day", "2-digit"), ("month", "2-digit"), ("year", "numeric")])
}

/// `21 November 2026 at 14:02:09 CET`: for a receipt, which is read later and elsewhere.
pub(crate) fn exact(at: UnixSeconds) -> String {
    shown(&date(at), &[("dateStyle", "long"), ("timeStyle", "long")])
}

fn date(at: UnixSeconds) -> Date {
    Date::new(&JsValue::from_f64(at.0 as f64 * 1000.0))
}

fn shown(date: &Date, style: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (name, value) in style {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    date.to_locale_string(language().locale(), &options).into()
}

/// Whole calendar days by the reader's clock; a day with a change of the clock is still one day.
fn days_from_today(date: &Date) -> i32 {
    let midnight = |of: &Date| {
        let midnight = Date::new(&of.into());
        midnight.set_hours(0);
        midnight.set_minutes(0);
        midnight.set_seconds(0);
        midnight.set_milliseconds(0);
        midnight.get_time()
    };
    ((midnight(date) - midnight(&Date::new_0())) / 86_400_000.0).round() as i32
}
