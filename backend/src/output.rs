//! What people and scripts read.

use std::fmt::Display;
use std::io::{self, Write};

pub(crate) use crate::units::utc;

/// Writes a line to standard output: what the command was asked for.
pub(crate) fn give(line: impl Display) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{line}")?;
    stdout.flush()
}

/// Writes a line to standard error. If nobody listens, nothing is lost.
pub(crate) fn tell(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// A number of bytes as people read it: `1.5 GiB`.
pub(crate) fn size(bytes: u64) -> String {
    indicatif::BinaryBytes(bytes).to_string()
}

/// A length of time as people read it, in the largest unit that divides it: `7 days`, `90 minutes`.
pub(crate) fn duration(seconds: phial_shared::time::Seconds) -> String {
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
    fn durations_have_the_largest_unit_that_fits() {
        for (seconds, text) in [(0, "0 seconds"), (1, "1 second"), (5400, "90 minutes"), (604_800, "7 days")] {
            assert_eq!(duration(Seconds(seconds)), text);
        }
    }
}
