//! Sizes and lengths of time as people write them: `5GiB`, `30d`.

use phial_shared::time::Seconds;

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
}
