//! The `Range` header, as far as it is supported: one range of bytes (RFC 9110, 14).

use std::ops::Range;

/// What a `Range` header asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Everything: no header, or one that is ignored because it is malformed, in another unit, or of several ranges.
    Whole,
    /// These bytes, which exist.
    Part(Range<u64>),
    /// Bytes none of which exist.
    Nothing,
}

/// Reads the header for a content of `len` bytes, at least one.
pub(super) fn parse(header: Option<&str>, len: u64) -> Asked {
    header.and_then(|header| parse_one(header, len)).unwrap_or(Asked::Whole)
}

fn parse_one(header: &str, len: u64) -> Option<Asked> {
    let (unit, range) = header.split_once('=')?;
    let (first, last) = range.trim().split_once('-')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let range = match (number(first), number(last)) {
        // The last so many bytes.
        (None, Some(count)) if first.is_empty() => len.saturating_sub(count)..len,
        (Some(first), None) if last.is_empty() => first..len,
        (Some(first), Some(last)) if first <= last => first..last.saturating_add(1).min(len),
        _ => return None,
    };
    Some(if range.is_empty() { Asked::Nothing } else { Asked::Part(range) })
}

/// Digits alone; so many that they overflow mean "beyond every end".
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_understood() {
        let cases = [
            ("bytes=0-0", 0..1),
            ("bytes=0-", 0..100),
            ("bytes=99-", 99..100),
            ("bytes=10-19", 10..20),
            ("bytes=10-1000", 10..100),
            ("bytes=10-99999999999999999999999", 10..100),
            ("bytes=-1", 99..100),
            ("bytes=-1000", 0..100),
            ("Bytes = 5-6", 5..7),
        ];
        for (header, range) in cases {
            assert_eq!(parse(Some(header), 100), Asked::Part(range), "{header}");
        }
    }

    #[test]
    fn beyond_the_end_there_is_nothing() {
        for header in ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999999-"] {
            assert_eq!(parse(Some(header), 100), Asked::Nothing, "{header}");
        }
    }

    #[test]
    fn anything_else_is_ignored() {
        for header in
            ["", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "bytes=+1-2", "bytes=0-1,5-6", "lines=0-1"]
        {
            assert_eq!(parse(Some(header), 100), Asked::Whole, "{header}");
        }
        assert_eq!(parse(None, 100), Asked::Whole);
    }
}
