//! Where the bytes of an archive lie: plaintext, segments, parts.
//!
//! ```text
//! part         0                                     1
//! segment      0          1          …  15           16         …
//! ciphertext   header|ct0 ct1           ct15         ct16
//! ```
//! The header (40 bytes) takes room from segment 0, so that every segment of ciphertext but the last is exactly
//! [`SEGMENT_LEN`] bytes and every part but the last is exactly [`PART_LEN`] bytes.

use std::ops::Range;

use crate::padme::padded_len;

/// Bytes of ciphertext in a segment, the header included in the first.
pub const SEGMENT_LEN: u32 = 512 * 1024;
/// Bytes of the stream's header.
pub const HEADER_LEN: u32 = 40;
/// Bytes that a segment is longer than its plaintext.
pub const TAG_LEN: u32 = 16;
/// Segments in a part.
pub const SEGMENTS_PER_PART: u32 = 16;
/// Bytes in a part.
pub const PART_LEN: u32 = SEGMENTS_PER_PART * SEGMENT_LEN;
/// The most segments in an archive, so that every length and index stays far from overflow: 2 TiB of ciphertext.
pub const MAX_SEGMENTS: u32 = 1 << 22;

const PLAIN_PER_SEGMENT: u64 = (SEGMENT_LEN - TAG_LEN) as u64;

/// The number of a segment, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SegmentIndex(pub u32);

/// The number of a part, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartIndex(pub u32);

/// No archive has this length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no archive has this length")]
pub struct BadLength;

/// The layout of one archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    plaintext_len: u64,
    segments: u32,
}

impl Layout {
    /// The layout of an archive of files of `files_len` bytes together, which are padded first.
    pub fn of_files(files_len: u64) -> Result<Self, BadLength> {
        Self::of_stream(padded_len(files_len))
    }

    /// The layout of a stream of exactly `plaintext_len` bytes.
    pub fn of_stream(plaintext_len: u64) -> Result<Self, BadLength> {
        let filled = plaintext_len.checked_add(u64::from(HEADER_LEN)).ok_or(BadLength)?;
        // An empty stream still has one segment; a full last segment is not followed by an empty one.
        let segments = filled.div_ceil(PLAIN_PER_SEGMENT).max(1);
        let segments = u32::try_from(segments).ok().filter(|count| *count <= MAX_SEGMENTS).ok_or(BadLength)?;
        Ok(Self { plaintext_len, segments })
    }

    /// The layout of a stream whose ciphertext has this length.
    pub fn from_stream_len(ciphertext_len: u64) -> Result<Self, BadLength> {
        let segments = ciphertext_len.div_ceil(u64::from(SEGMENT_LEN));
        let overhead = segments * u64::from(TAG_LEN) + u64::from(HEADER_LEN);
        let layout = Self::of_stream(ciphertext_len.checked_sub(overhead).ok_or(BadLength)?)?;
        if layout.ciphertext_len() == ciphertext_len { Ok(layout) } else { Err(BadLength) }
    }

    /// The layout of an archive whose ciphertext has this length. Refuses lengths that are not padded:
    /// they would tell the server more than it may know.
    pub fn from_ciphertext_len(ciphertext_len: u64) -> Result<Self, BadLength> {
        let layout = Self::from_stream_len(ciphertext_len)?;
        if padded_len(layout.plaintext_len) == layout.plaintext_len { Ok(layout) } else { Err(BadLength) }
    }

    /// Bytes of plaintext, padding included.
    pub const fn plaintext_len(&self) -> u64 {
        self.plaintext_len
    }

    /// Bytes of ciphertext.
    pub const fn ciphertext_len(&self) -> u64 {
        self.plaintext_len + HEADER_LEN as u64 + self.segments as u64 * TAG_LEN as u64
    }

    /// How many segments there are; at least one.
    pub const fn segment_count(&self) -> u32 {
        self.segments
    }

    /// How many parts there are; at least one.
    pub const fn part_count(&self) -> u32 {
        self.segments.div_ceil(SEGMENTS_PER_PART)
    }

    /// Bytes in a part; `None` when there is no such part.
    pub fn part_len(&self, part: PartIndex) -> Option<u32> {
        let range = self.part_range(part)?;
        u32::try_from(range.end - range.start).ok()
    }

    /// Where a part lies in the ciphertext; `None` when there is no such part.
    pub fn part_range(&self, part: PartIndex) -> Option<Range<u64>> {
        let start = u64::from(part.0) * u64::from(PART_LEN);
        let end = (start + u64::from(PART_LEN)).min(self.ciphertext_len());
        (part.0 < self.part_count()).then_some(start..end)
    }

    /// The segments of a part; empty when there is no such part.
    pub fn part_segments(&self, part: PartIndex) -> Range<u32> {
        let start = part.0.saturating_mul(SEGMENTS_PER_PART).min(self.segments);
        start..start.saturating_add(SEGMENTS_PER_PART).min(self.segments)
    }

    /// Whether this is the last segment.
    pub const fn is_last(&self, segment: SegmentIndex) -> bool {
        segment.0 + 1 == self.segments
    }

    /// Where a segment's ciphertext lies, the header not included; `None` when there is no such segment.
    pub fn segment_range(&self, segment: SegmentIndex) -> Option<Range<u64>> {
        let start = u64::from(segment.0) * u64::from(SEGMENT_LEN);
        let end = (start + u64::from(SEGMENT_LEN)).min(self.ciphertext_len());
        let skip = if segment.0 == 0 { u64::from(HEADER_LEN) } else { 0 };
        (segment.0 < self.segments).then_some(start + skip..end)
    }

    /// Where a segment's plaintext lies; `None` when there is no such segment.
    pub fn segment_plaintext(&self, segment: SegmentIndex) -> Option<Range<u64>> {
        let start = (u64::from(segment.0) * PLAIN_PER_SEGMENT).saturating_sub(u64::from(HEADER_LEN));
        let end = (u64::from(segment.0) + 1) * PLAIN_PER_SEGMENT - u64::from(HEADER_LEN);
        (segment.0 < self.segments).then_some(start..end.min(self.plaintext_len))
    }

    /// The segments that hold a range of plaintext. An empty range needs none.
    pub fn segments_of(&self, plaintext: &Range<u64>) -> Range<u32> {
        let end = plaintext.end.min(self.plaintext_len);
        if plaintext.start >= end {
            return 0..0;
        }
        let segment_at = |offset: u64| (offset + u64::from(HEADER_LEN)) / PLAIN_PER_SEGMENT;
        // Both are below `segments`, a u32.
        let (first, last) = (segment_at(plaintext.start) as u32, segment_at(end - 1) as u32);
        first..last + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: u64 = PLAIN_PER_SEGMENT - HEADER_LEN as u64;

    #[test]
    fn lengths_around_every_boundary() {
        // (plaintext, segments, parts)
        let part = FIRST + 15 * PLAIN_PER_SEGMENT;
        let cases = [
            (0, 1, 1),
            (1, 1, 1),
            (FIRST - 1, 1, 1),
            (FIRST, 1, 1),
            (FIRST + 1, 2, 1),
            (FIRST + PLAIN_PER_SEGMENT, 2, 1),
            (FIRST + PLAIN_PER_SEGMENT + 1, 3, 1),
            (part, 16, 1),
            (part + 1, 17, 2),
        ];
        for (plaintext, segments, parts) in cases {
            let layout = Layout::of_stream(plaintext).unwrap();
            assert_eq!((layout.segment_count(), layout.part_count()), (segments, parts), "{plaintext}");
            assert_eq!(Layout::from_stream_len(layout.ciphertext_len()), Ok(layout));
        }
        assert_eq!(Layout::of_stream(part).unwrap().ciphertext_len(), u64::from(PART_LEN));
        assert_eq!(Layout::of_stream(1_200_000).unwrap().ciphertext_len(), 1_200_088);
    }

    #[test]
    fn impossible_lengths_are_refused() {
        let segment = u64::from(SEGMENT_LEN);
        // Nothing, less than a header and a tag, and a last segment without any plaintext.
        for len in [0, 1, 55, segment + 1, segment + 16, 3 * segment + 16, u64::MAX] {
            assert_eq!(Layout::from_stream_len(len), Err(BadLength), "{len}");
        }
        assert_eq!(Layout::from_ciphertext_len(56 + 9), Err(BadLength), "9 bytes would not be padded");
        assert!(Layout::from_ciphertext_len(56 + 10).is_ok());
        let most = u64::from(MAX_SEGMENTS) * segment;
        assert!(Layout::from_stream_len(most).is_ok());
        assert_eq!(Layout::from_stream_len(most + 17), Err(BadLength));
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest::proptest! {
        #[test]
        fn segments_and_parts_tile_the_stream(len in 0u64..100 << 20) {
            let layout = Layout::of_stream(len).unwrap();
            let (mut plain, mut cipher) = (0, u64::from(HEADER_LEN));
            for index in (0..layout.segment_count()).map(SegmentIndex) {
                let (p, c) = (layout.segment_plaintext(index).unwrap(), layout.segment_range(index).unwrap());
                assert_eq!((p.start, c.start), (plain, cipher));
                assert_eq!(c.end - c.start, p.end - p.start + u64::from(TAG_LEN));
                (plain, cipher) = (p.end, c.end);
            }
            assert_eq!((plain, cipher), (len, layout.ciphertext_len()));
            let parts: u64 = (0..layout.part_count()).map(|n| u64::from(layout.part_len(PartIndex(n)).unwrap())).sum();
            assert_eq!(parts, layout.ciphertext_len());
            assert_eq!(layout.part_len(PartIndex(layout.part_count())), None);
        }

        #[test]
        fn the_segments_of_a_range_hold_it(len in 1u64..20 << 20, a in 0u64..20 << 20, b in 0u64..20 << 20) {
            let layout = Layout::of_stream(len).unwrap();
            let range = a.min(b)..a.max(b).min(len);
            let segments = layout.segments_of(&range);
            if range.is_empty() {
                assert!(segments.is_empty());
            } else {
                let first = layout.segment_plaintext(SegmentIndex(segments.start)).unwrap();
                let last = layout.segment_plaintext(SegmentIndex(segments.end - 1)).unwrap();
                assert!(first.contains(&range.start) && last.contains(&(range.end - 1)));
            }
        }

        #[test]
        fn any_length_is_parsed_without_panic(len: u64) {
            if let Ok(layout) = Layout::from_stream_len(len) {
                assert_eq!(layout.ciphertext_len(), len);
            }
        }
    }
}
