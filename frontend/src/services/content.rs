//! The content of an opened share: ciphertext fetched by ranges, decrypted in order.

use std::ops::Range;
use std::rc::Rc;

use futures_util::future::try_join;
use futures_util::lock::Mutex;
use futures_util::stream::{self, Stream, StreamExt, TryStreamExt};
use js_sys::{ArrayBuffer, Uint8Array};
use phial_shared::error_code::ErrorCode;
use phial_shared::ids::{LinkId, ShareId};
use phial_shared::keys::{LeaseToken, StreamKey};
use phial_shared::layout::{HEADER_LEN, Layout, SEGMENTS_PER_PART, SegmentIndex};
use phial_shared::stream::StreamOpener;
use yew::Callback;

use super::ahead::Ahead;
use super::api::{self, ApiError};
use super::attempts::persist;
use super::cipher::SegmentCipher;
use super::js;
use super::open::OpenError;
use super::progress::{Meter, Transfer};

/// Segments that are fetched with one request. Half a part: a browser holds an answer twice for a moment.
const BATCH: u32 = SEGMENTS_PER_PART / 2;
/// Batches that are on their way or being decrypted at any time. Bounds the page's memory.
const IN_FLIGHT: usize = 4;

/// What is needed to fetch and decrypt.
pub(super) struct Content {
    pub(super) link_id: LinkId,
    pub(super) share_id: ShareId,
    pub(super) lease: LeaseToken,
    pub(super) stream_key: StreamKey,
    pub(super) layout: Layout,
    ahead: Ahead,
    /// Known once the header has been fetched.
    opener: Mutex<Option<Rc<Opener>>>,
}

struct Opener {
    stream: StreamOpener,
    cipher: SegmentCipher,
}

/// Where the first segments of a range of plaintext end that have `enough` bytes of it, or all: each segment is fetched as a whole
/// anyway.
pub(super) fn segments_end(layout: &Layout, plaintext: &Range<u64>, enough: u64) -> u64 {
    let segments = layout.segments_of(&(plaintext.start..plaintext.end.min(plaintext.start + enough)));
    let last = layout.segment_plaintext(SegmentIndex(segments.end.saturating_sub(1))).unwrap_or_default();
    last.end.min(plaintext.end)
}

/// Plaintext in the order of the file: a view of a buffer for each segment.
pub(super) type Chunk = Vec<Uint8Array>;

impl Content {
    pub(super) fn new(
        link_id: LinkId,
        share_id: ShareId,
        lease: LeaseToken,
        stream_key: StreamKey,
        layout: Layout,
        ahead: Ahead,
    ) -> Self {
        Self { link_id, share_id, lease, stream_key, layout, ahead, opener: Mutex::new(None) }
    }

    /// Bytes of ciphertext that must be fetched for a range of plaintext.
    pub(super) fn work(&self, plaintext: &Range<u64>) -> u64 {
        self.batches(plaintext).map(|batch| self.ciphertext(&batch)).map(|range| range.end - range.start).sum()
    }

    /// The plaintext of a range, in order.
    pub(super) fn read<'a>(
        &'a self,
        plaintext: Range<u64>,
        meter: &'a Meter,
    ) -> impl Stream<Item = Result<Chunk, OpenError>> + use<'a> {
        let batches: Vec<_> = self.batches(&plaintext).collect();
        stream::iter(batches).map(move |batch| self.read_batch(batch, plaintext.clone(), meter)).buffered(IN_FLIGHT)
    }

    /// The whole plaintext of a range. Only for what is not large.
    pub(super) async fn read_all(&self, plaintext: Range<u64>) -> Result<Vec<Chunk>, OpenError> {
        let meter = Meter::new(self.work(&plaintext), plaintext.end - plaintext.start, Callback::noop());
        self.read(plaintext, &meter).try_collect().await
    }

    /// The segments of a range, as they are fetched.
    fn batches(&self, plaintext: &Range<u64>) -> impl Iterator<Item = Range<u32>> + use<> {
        let segments = self.layout.segments_of(plaintext);
        let batches = segments.start / BATCH..segments.end.div_ceil(BATCH);
        batches.map(move |batch| (batch * BATCH).max(segments.start)..((batch + 1) * BATCH).min(segments.end))
    }

    fn ciphertext(&self, segments: &Range<u32>) -> Range<u64> {
        let range = |segment| self.layout.segment_range(SegmentIndex(segment)).unwrap_or_default();
        range(segments.start).start..range(segments.end.saturating_sub(1)).end
    }

    async fn read_batch(&self, segments: Range<u32>, wanted: Range<u64>, meter: &Meter) -> Result<Chunk, OpenError> {
        let range = self.ciphertext(&segments);
        let transfer = Rc::new(meter.transfer());
        let (ciphertext, opener) = try_join(self.fetch(range.clone(), &transfer), self.opener(meter)).await?;
        transfer.moved(range.end - range.start);
        let mut chunk = Vec::with_capacity(segments.len());
        for segment in segments.map(SegmentIndex) {
            let plaintext = self.decrypt(&opener, segment, &ciphertext, range.start).await?;
            chunk.push(self.cut(segment, &plaintext, &wanted));
            js::press_collector();
        }
        Ok(chunk)
    }

    async fn decrypt(
        &self,
        opener: &Opener,
        segment: SegmentIndex,
        ciphertext: &ArrayBuffer,
        fetched_from: u64,
    ) -> Result<ArrayBuffer, OpenError> {
        let Range { start, end } = self.layout.segment_range(segment).ok_or(OpenError::Damaged)?;
        // Within one part, so both fit.
        let (offset, len) = ((start - fetched_from) as u32, (end - start) as u32);
        let sealed = Uint8Array::new_with_byte_offset_and_length(ciphertext, offset, len);
        opener.cipher.decrypt(opener.stream.nonce(segment), &sealed).await.map_err(|_| OpenError::Damaged)
    }

    /// What of a segment's plaintext lies in the wanted range.
    fn cut(&self, segment: SegmentIndex, plaintext: &ArrayBuffer, wanted: &Range<u64>) -> Uint8Array {
        let lies = self.layout.segment_plaintext(segment).unwrap_or_default();
        let (start, end) = (wanted.start.max(lies.start), wanted.end.min(lies.end));
        // Within one segment, so both fit.
        let (offset, len) = ((start - lies.start) as u32, end.saturating_sub(start) as u32);
        Uint8Array::new_with_byte_offset_and_length(plaintext, offset, len)
    }

    async fn fetch(&self, range: Range<u64>, transfer: &Rc<Transfer>) -> Result<ArrayBuffer, OpenError> {
        if let Some(content) = self.ahead.get(&range, transfer).await {
            return Ok(content);
        }
        let fetch = async || api::content(self.link_id, &self.lease, range.clone(), transfer).await;
        persist(transfer, fetch).await.map_err(|error| match error {
            // Fewer or more bytes than the archive has.
            ApiError::Malformed => OpenError::Damaged,
            error if error.code() == Some(ErrorCode::RangeNotSatisfiable) => OpenError::Damaged,
            error => error.into(),
        })
    }

    /// Fetches the header at the first call; others wait for it.
    async fn opener(&self, meter: &Meter) -> Result<Rc<Opener>, OpenError> {
        let mut known = self.opener.lock().await;
        if let Some(opener) = &*known {
            return Ok(Rc::clone(opener));
        }
        let header = self.fetch(0..u64::from(HEADER_LEN), &Rc::new(meter.unmeasured())).await?;
        let header = Uint8Array::new(&header).to_vec();
        let stream =
            StreamOpener::new(&self.stream_key, self.share_id, self.layout, &header).map_err(|_| OpenError::Damaged)?;
        let cipher = SegmentCipher::import(stream.key()).await?;
        let opener = Rc::new(Opener { stream, cipher });
        *known = Some(Rc::clone(&opener));
        Ok(opener)
    }
}
