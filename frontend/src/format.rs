//! Sizes, rates and lengths of time as people read them.

use js_sys::Number;

use crate::i18n::{decimal, t};

/// `14.2 MB`: three figures, in powers of 1000 as systems show them.
pub(crate) fn size(bytes: u64) -> String {
    let (tenths, unit) = scaled(bytes);
    let number = decimal(tenths);
    match unit {
        0 => t!("size-bytes", count = bytes),
        1 => t!("size-kb", number = number),
        2 => t!("size-mb", number = number),
        3 => t!("size-gb", number = number),
        _ => t!("size-tb", number = number),
    }
}

/// `34 MB/s`.
pub(crate) fn rate(bytes_per_second: f64) -> String {
    // A float-to-integer cast saturates; a rate below zero or past u64 cannot be measured.
    t!("rate", size = size(bytes_per_second as u64))
}

/// `8 seconds left`, coarser the longer it takes.
pub(crate) fn time_left(seconds: f64) -> String {
    match seconds.ceil() as u64 {
        seconds @ 0..60 => t!("left-seconds", count = seconds.max(1)),
        seconds @ 60..3600 => t!("left-minutes", count = seconds.div_ceil(60)),
        seconds => t!("left-hours", count = seconds.div_ceil(3600)),
    }
}

/// `7 days`, `1 hour`: the largest unit that divides a lifetime.
pub(crate) fn lifetime(seconds: u64) -> String {
    match seconds {
        s if s >= 86_400 && s % 86_400 == 0 => t!("lifetime-days", count = s / 86_400),
        s if s >= 3600 && s % 3600 == 0 => t!("lifetime-hours", count = s / 3600),
        s => t!("lifetime-minutes", count = s.div_ceil(60)),
    }
}

/// A number for CSS or SVG, as the browser writes it. Rust's own way to write fractions would be 7 kB of what a recipient waits for.
pub(crate) fn figure(number: f64) -> String {
    Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// How much is done, from 0 to 100. All of nothing is done.
pub(crate) fn percent(done: u64, total: u64) -> u32 {
    if total == 0 { 100 } else { (done.min(total) as f64 / total as f64 * 100.0) as u32 }
}

/// Tenths, and how many times 1000 they stand for.
fn scaled(bytes: u64) -> (u64, usize) {
    if bytes < 1000 {
        return (bytes * 10, 0);
    }
    let tenths_of = |unit: u32| {
        let tenth = 10u64.pow(3 * unit - 1);
        bytes.saturating_add(tenth / 2) / tenth
    };
    // 999 950 would be shown as "1000 kB".
    let unit = (1..4).find(|unit| tenths_of(*unit) < 9995).unwrap_or(4);
    let tenths = tenths_of(unit);
    // Three figures.
    (if tenths < 1000 { tenths } else { (tenths + 5) / 10 * 10 }, unit as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_three_figures() {
        let sizes = [0, 1, 999, 1000, 4_096, 14_200_000, 99_960_000, 999_960, 5_000_000_000, u64::MAX];
        let shown: Vec<_> = sizes.into_iter().map(|len| size(len).replace('\u{a0}', " ")).collect();
        let expected =
            ["0 bytes", "1 byte", "999 bytes", "1 kB", "4.1 kB", "14.2 MB", "100 MB", "1 MB", "5 GB", "18446744 TB"];
        assert_eq!(shown, expected);
    }

    #[test]
    fn time_left_never_says_nothing_is_left() {
        assert_eq!(time_left(0.0), "1 second left");
        assert_eq!(time_left(8.2), "9 seconds left");
        assert_eq!(time_left(61.0), "2 minutes left");
        assert_eq!(time_left(4000.0), "2 hours left");
    }

    #[test]
    fn lifetimes_use_the_largest_unit() {
        assert_eq!(lifetime(3600), "1 hour");
        assert_eq!(lifetime(86_400), "1 day");
        assert_eq!(lifetime(7 * 86_400), "7 days");
        assert_eq!(lifetime(90), "2 minutes");
    }

    #[test]
    fn percent_reaches_100_only_at_the_end() {
        assert_eq!(percent(0, 0), 100);
        assert_eq!(percent(999, 1000), 99);
        assert_eq!(percent(1000, 1000), 100);
        assert_eq!(percent(2000, 1000), 100);
    }
}
