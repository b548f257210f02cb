//! Times as MS-DOS wrote them: two seconds fine, without a zone, from 1980 to 2107.

use crate::time::UnixSeconds;

/// A time, here always UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DosTime {
    pub(super) time: u16,
    pub(super) date: u16,
}

/// The beginning of 1980.
impl Default for DosTime {
    fn default() -> Self {
        Self { time: 0, date: 1 << 5 | 1 }
    }
}

impl DosTime {
    /// The nearest time that can be written.
    pub(super) fn of(at: UnixSeconds) -> Self {
        let (days, second) = (at.0 / 86_400, at.0 % 86_400);
        let (year, month, day) = civil(days);
        if year < 1980 {
            return Self::default();
        }
        if year > 2107 {
            return Self { time: 23 << 11 | 59 << 5 | 29, date: 127 << 9 | 12 << 5 | 31 };
        }
        // In range by what was just checked, and by the calendar.
        let date = ((year - 1980) << 9 | month << 5 | day) as u16;
        let time = ((second / 3600) << 11 | (second / 60 % 60) << 5 | (second % 60 / 2)) as u16;
        Self { time, date }
    }
}

/// Year, month and day of the Gregorian calendar, from days since 1970-01-01 (Hinnant, "chrono-compatible low-level date
/// algorithms": years that begin in March, in cycles of 400).
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_date() {
        // By `date -ud @…`.
        for (seconds, expected) in [
            (0, (1970, 1, 1)),
            (951_782_400, (2000, 2, 29)),
            (1_709_164_800, (2024, 2, 29)),
            (1_709_251_200, (2024, 3, 1)),
            (1_798_675_200, (2026, 12, 31)),
            (4_107_542_400, (2100, 3, 1)),
        ] {
            assert_eq!(civil(seconds / 86_400), expected);
        }
    }

    #[test]
    fn times_that_cannot_be_written_are_the_nearest() {
        assert_eq!(DosTime::of(UnixSeconds(0)), DosTime::default());
        let last = DosTime::of(UnixSeconds(u64::MAX / 86_400 * 86_400 / 2));
        assert_eq!((last.date >> 9, last.date >> 5 & 15, last.date & 31), (127, 12, 31));
    }
}
