//! Films and recordings: what their player is given.
//!
//! What is long is played while it arrives, from any place in it: the player asks at an address within the page, which fetches
//! and decrypts just what is asked for.

use std::ops::Range;
use std::pin::pin;

use futures_util::future::{Either, select};
use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::MessagePort;

use super::OpenShare;
use crate::services::content::segments_end;
use crate::services::preview::BlobUrl;
use crate::services::progress::Cancel;
use crate::services::streams::{Address, begin, next, says};

/// How much is fetched at once: some seconds of a film.
const PIECE: u64 = 2 << 20;

/// What a player plays. Its address ends when this value is dropped.
pub enum Played {
    /// The whole file, in the browser's keeping.
    Whole(BlobUrl),
    /// Piece by piece.
    Pieces(Pieces),
}

impl Played {
    /// For `src`.
    pub fn url(&self) -> &str {
        match self {
            Self::Whole(url) => url.as_str(),
            Self::Pieces(pieces) => pieces.address.url(),
        }
    }
}

/// A file that is offered to the player piece by piece, as long as this lives.
pub struct Pieces {
    address: Address,
    serving: Cancel,
}

impl Drop for Pieces {
    fn drop(&mut self) {
        self.serving.cancel();
    }
}

impl Pieces {
    /// Offers a range of the plaintext. Nothing, where the browser has no workers for it, as in some private windows.
    pub(super) async fn of(share: OpenShare, file: Range<u64>, media_type: &'static str) -> Option<Self> {
        let serving = Cancel::new();
        let address = {
            let serving = serving.clone();
            Address::new(move |range, port| {
                let (share, file, serving) = (share.clone(), file.clone(), serving.clone());
                spawn_local(async move {
                    // A port that is closed needs no answer any more.
                    let _ = serving.unless_ended(serve(&share, &file, media_type, &range, &port)).await;
                    port.close();
                });
            })
        };
        Some(Self { address: address.await?, serving })
    }
}

/// Answers with a part of the file, or nothing if there is no such part; the bytes, each time that there is room for more.
async fn serve(
    share: &OpenShare,
    file: &Range<u64>,
    media_type: &str,
    range: &str,
    port: &MessagePort,
) -> Result<(), JsValue> {
    let content = &share.0.content;
    let size = file.end - file.start;
    let Some(Range { start, end }) = wanted(range, size) else { return port.post_message(&JsValue::NULL) };
    let headers = [
        ("accept-ranges", "bytes"),
        ("content-range", &*format!("bytes {start}-{}/{size}", end - 1)),
        ("content-type", media_type),
    ];
    let mut heard = next(port);
    begin(port, 206, &headers, end - start)?;
    let (mut at, end) = (file.start + start, file.start + end);
    while says(heard, "more").await? {
        heard = next(port);
        let piece = at..segments_end(&content.layout, &(at..end), PIECE);
        at = piece.end;
        match select(pin!(content.read_all(piece)), pin!(JsFuture::from(heard.clone()))).await {
            Either::Left((Ok(chunks), _)) => port.post_message(&chunks.iter().flatten().collect::<Array>())?,
            Either::Left((Err(_), _)) => return port.post_message(&JsValue::NULL),
            // Somebody has gone to another place in it.
            Either::Right(_) => break,
        }
    }
    Ok(())
}

/// What a `Range` header of a player wants of so many bytes (RFC 9110, 14.1.2): from somewhere on, to somewhere or to the
/// end. Without the header, everything.
fn wanted(range: &str, size: u64) -> Option<Range<u64>> {
    if range.is_empty() {
        return Some(0..size);
    }
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let start = first.parse().ok()?;
    let end = if last.is_empty() { size } else { last.parse::<u64>().ok()?.checked_add(1)?.min(size) };
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use phial_shared::layout::{Layout, SegmentIndex};

    use super::*;

    #[test]
    fn ranges_are_read() {
        for (range, expected) in [
            ("", Some(0..100)),
            ("bytes=0-", Some(0..100)),
            ("bytes=99-", Some(99..100)),
            ("bytes=100-", None),
            ("bytes=10-19", Some(10..20)),
            ("bytes=10-10", Some(10..11)),
            ("bytes=10-1000", Some(10..100)),
            ("bytes=10-18446744073709551615", None),
            ("bytes=20-10", None),
            ("bytes=-5", None),
            ("bytes=0-1,5-6", None),
            ("bites=0-", None),
        ] {
            assert_eq!(wanted(range, 100), expected, "{range}");
        }
    }

    #[test]
    fn pieces_end_with_segments_and_with_the_file() {
        let layout = Layout::of_files(50 << 20).unwrap();
        let (mut at, end) = (12_345, 40 << 20);
        let mut pieces = 0;
        while at < end {
            let next = segments_end(&layout, &(at..end), PIECE);
            assert!(at < next && next <= at + PIECE + (1 << 20), "{at} to {next}");
            let segments = layout.segments_of(&(at..next));
            let before = SegmentIndex(segments.start);
            assert!(pieces == 0 || layout.segment_plaintext(before).unwrap().start == at, "{at} is within a segment");
            (at, pieces) = (next, pieces + 1);
        }
        assert_eq!(at, end);
        assert!(pieces <= 25, "{pieces}");
    }
}
