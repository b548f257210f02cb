//! Moving the bytes of a part, watched: what moves is counted, and what stands still is ended.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use reqwest::Body;

use super::call::CallError;
use super::progress::Progress;

/// How long nothing may move before a call counts as failed: longer than any server needs to store a part.
const STALL: Duration = Duration::from_secs(60);
/// Bytes that are handed to the connection, and counted, at once.
const CHUNK: usize = 64 * 1024;

/// How many bytes one attempt has moved. Clones count together.
#[derive(Clone, Debug, Default)]
pub(super) struct Moved(Arc<AtomicU64>);

impl Moved {
    /// Counts bytes.
    pub(super) fn add(&self, bytes: usize) {
        self.0.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// All bytes that were counted.
    pub(super) fn total(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A part as a request's body. Unlike one whole buffer, it shows how far the connection has taken it.
pub(super) fn body(part: &Bytes, moved: Moved, progress: Progress) -> Body {
    let counted = chunks(part.clone()).map(move |chunk| {
        moved.add(chunk.len());
        progress.advance(chunk.len() as u64);
        Ok::<_, Infallible>(chunk)
    });
    Body::wrap_stream(futures_util::stream::iter(counted))
}

fn chunks(part: Bytes) -> impl Iterator<Item = Bytes> {
    (0..part.len()).step_by(CHUNK).map(move |start| part.slice(start..part.len().min(start + CHUNK)))
}

/// Waits for a call as long as something moves.
pub(super) async fn watched<T>(
    moved: &Moved,
    call: impl Future<Output = Result<T, CallError>>,
) -> Result<T, CallError> {
    tokio::select! {
        result = call => result,
        () = stalled(moved, STALL) => Err(CallError::Stalled),
    }
}

/// Ends after one to two times `limit` in which nothing moved.
async fn stalled(moved: &Moved, limit: Duration) {
    let mut seen = None;
    while seen != Some(moved.total()) {
        seen = Some(moved.total());
        tokio::time::sleep(limit).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn standing_still_is_noticed_and_moving_is_not() {
        let limit = Duration::from_millis(20);
        stalled(&Moved::default(), limit).await;
        let moved = Moved::default();
        let moving = async {
            loop {
                moved.add(1);
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            () = moving => (),
            () = stalled(&moved, limit) => panic!("something moved all the time"),
            () = tokio::time::sleep(limit * 10) => (),
        }
    }

    #[test]
    fn chunks_are_the_part() {
        for len in [0, 1, CHUNK, CHUNK + 1, 2 * CHUNK + 7] {
            let part: Bytes = (0..len).map(|n| n as u8).collect::<Vec<_>>().into();
            assert_eq!(chunks(part.clone()).collect::<Vec<_>>().concat(), part);
        }
    }
}
