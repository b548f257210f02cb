//! Sizes and lengths of time as people write them: `5GiB`, `30d`.

use phial_shared::time::{Seconds, UnixSeconds};

/// The text is not a number with one of the known units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadUnit {
    /// Not a length of time.
    #[error("not a length of time; write for example 90s, 45m, 12h, 30d or 6y")]
    Time,
    /// Not a size.
    #[error("not a size; write for example 512KiB, 64MiB or 5GiB")]
    Size,
}

/// Reads `90s`, `45m`, `12h`, `30d`, `6y` (365 days each) or a bare number of seconds.
pub fn parse_time(text: &str) -> Result<Seconds, BadUnit> {
    const UNITS: &[(&str, u64)] = &[("s", 1), ("m", 60), ("h", 3600), ("d", 86_400), ("y", 365 * 86_400), ("", 1)];
    parse(text, UNITS).map(Seconds).ok_or(BadUnit::Time)
}

/// Reads `512KiB`, `64MiB`, `5GiB`, `1TiB` or a bare number of bytes.
pub fn parse_size(text: &str) -> Result<u64, BadUnit> {
    const UNITS: &[(&str, u64)] =
        &[("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40), ("B", 1), ("", 1)];
    parse(text, UNITS).ok_or(BadUnit::Size)
}

fn parse(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let text = text.trim();
    let (number, unit) = units.iter().find_map(|(name, unit)| Some((text.strip_suffix(name)?, unit)))?;
    let number = number.trim_end();
    // `u64::from_str` would accept a leading plus sign.
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    number.parse::<u64>().ok()?.checked_mul(*unit)
}

/// A point in time as people read it, in UTC: `2026-11-28 20:15:00 UTC`.
///
/// The calendar is computed as in Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
pub fn utc(time: UnixSeconds) -> String {
    let (days, seconds) = (time.0 / 86_400, time.0 % 86_400);
    let shifted = days.saturating_add(719_468);
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Years begin in March here, so that the day which is sometimes missing is the last.
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
}

/// A point in time as machines read it (RFC 3339), in UTC: `2026-11-28T20:15:00Z`.
pub fn rfc3339(time: UnixSeconds) -> String {
    utc(time).replacen(' ', "T", 1).replacen(" UTC", "Z", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_unit() {
        for (text, seconds) in [("0s", 0), ("90s", 90), ("45m", 2700), ("1h", 3600), ("30d", 2_592_000), ("7", 7)] {
            assert_eq!(parse_time(text), Ok(Seconds(seconds)), "{text}");
        }
        assert_eq!(parse_time("6y"), Ok(Seconds::DAY.times(6 * 365)));
        for (text, bytes) in [("0", 0), ("12B", 12), ("1KiB", 1024), ("64MiB", 64 << 20), ("5 GiB", 5 << 30)] {
            assert_eq!(parse_size(text), Ok(bytes), "{text}");
        }
    }

    #[test]
    fn refuses_everything_else() {
        for text in ["", "s", "-1s", "+1s", "1.5h", "1w", "1 0s", "99999999999999999999s", "18446744073709551615d"] {
            assert_eq!(parse_time(text), Err(BadUnit::Time), "{text}");
        }
        for text in ["", "GiB", "5GB", "5gib", "-5GiB", "0x10"] {
            assert_eq!(parse_size(text), Err(BadUnit::Size), "{text}");
        }
    }

    #[test]
    fn times_are_those_of_the_calendar() {
        for (seconds, text) in [
            (0, "1970-01-01 00:00:00 UTC"),
            (951_782_399, "2000-02-28 23:59:59 UTC"),
            (951_782_400, "2000-02-29 00:00:00 UTC"),
            (951_868_800, "2000-03-01 00:00:00 UTC"),
            (1_735_689_599, "2024-12-31 23:59:59 UTC"),
            (4_107_542_400, "2100-03-01 00:00:00 UTC"),
        ] {
            assert_eq!(utc(UnixSeconds(seconds)), text);
        }
        let _ = utc(UnixSeconds(u64::MAX));
    }
}
