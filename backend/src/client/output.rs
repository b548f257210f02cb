//! What people and scripts read.

use std::io::{self, Write};

use phial_shared::time::UnixSeconds;

/// Writes a line to standard output: what the command was asked for.
pub(super) fn give(line: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{line}")?;
    stdout.flush()
}

/// Writes a line to standard error. If nobody listens, nothing is lost.
pub(super) fn tell(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// A point in time as people read it, in UTC: `2026-11-28 20:15:00 UTC`.
///
/// The calendar is computed as in Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
pub(super) fn utc(time: UnixSeconds) -> String {
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

/// A number of bytes as people read it: `1.5 GiB`.
pub(super) fn size(bytes: u64) -> String {
    indicatif::BinaryBytes(bytes).to_string()
}

/// A length of time as people read it, in the largest unit that divides it: `7 days`, `90 minutes`.
pub(super) fn duration(seconds: phial_shared::time::Seconds) -> String {
    let units = [(86_400, "day"), (3600, "hour"), (60, "minute")];
    let (count, unit) = units
        .into_iter()
        .find(|(unit, _)| seconds.0 >= *unit && seconds.0.is_multiple_of(*unit))
        .map_or((seconds.0, "second"), |(unit, name)| (seconds.0 / unit, name));
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use phial_shared::time::Seconds;

    use super::*;

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

    #[test]
    fn durations_have_the_largest_unit_that_fits() {
        for (seconds, text) in [(0, "0 seconds"), (1, "1 second"), (5400, "90 minutes"), (604_800, "7 days")] {
            assert_eq!(duration(Seconds(seconds)), text);
        }
    }
}
