//! A whole file at once, for what cannot be shown piece by piece.

use std::ops::Range;
use std::pin::pin;

use futures_util::StreamExt;
use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag};

use super::content::Content;
use super::open::OpenError;
use super::progress::Meter;

/// A range as a blob: in the browser's keeping, outside of the page's own memory.
pub(super) async fn blob(
    content: &Content,
    range: Range<u64>,
    media_type: &str,
    meter: &Meter,
) -> Result<Blob, OpenError> {
    let pieces = Array::new();
    let mut chunks = pin!(content.read(range, meter));
    while let Some(chunk) = chunks.next().await {
        let chunk: Array = chunk?.iter().collect();
        let piece = Blob::new_with_u8_array_sequence(&chunk).map_err(|_| OpenError::Damaged)?;
        pieces.push(&piece);
    }
    let properties = BlobPropertyBag::new();
    properties.set_type(media_type);
    Blob::new_with_blob_sequence_and_options(&pieces, &properties).map_err(|_| OpenError::Damaged)
}

/// A range as one array. Only for what is not large.
pub(super) async fn bytes(content: &Content, range: Range<u64>, meter: &Meter) -> Result<Uint8Array, OpenError> {
    let len = u32::try_from(range.end - range.start).map_err(|_| OpenError::Damaged)?;
    let bytes = Uint8Array::new_with_length(len);
    let mut at = 0;
    let mut chunks = pin!(content.read(range, meter));
    while let Some(chunk) = chunks.next().await {
        for piece in chunk? {
            bytes.set(&piece, at);
            at += piece.length();
        }
    }
    Ok(bytes)
}
