//! Reading request bodies: bounded in length, in memory, and in time.

use std::time::Duration;

use actix_web::error::PayloadError;
use actix_web::web;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use tokio::time::{Instant, timeout_at};

/// How fast a body must arrive.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The longest pause between two pieces.
    pub idle: Duration,
    /// Bytes per second, over the whole body.
    pub min_rate: u32,
}

/// Why a body was not read.
#[derive(Debug)]
pub(super) enum BodyError {
    /// It is longer than allowed.
    TooLong,
    /// It came too slowly.
    TooSlow,
    /// It ended before its announced length, or its encoding is broken.
    Cut,
}

impl Pace {
    /// By when a body of this length must have arrived.
    fn deadline(&self, start: Instant, len: usize) -> Instant {
        start + self.idle + Duration::from_secs(len as u64 / u64::from(self.min_rate.max(1)))
    }
}

/// Reads a body of at most `most` bytes to the end of `body`, which is empty. Its capacity is the caller's choice: what
/// it has not, it grows by as bytes arrive.
pub(super) async fn read(
    payload: &mut web::Payload,
    mut body: BytesMut,
    most: usize,
    pace: Pace,
) -> Result<Bytes, BodyError> {
    let deadline = pace.deadline(Instant::now(), most);
    loop {
        let wait = deadline.min(Instant::now() + pace.idle);
        match timeout_at(wait, payload.next()).await {
            Err(_) => return Err(BodyError::TooSlow),
            Ok(None) => return Ok(body.freeze()),
            Ok(Some(Err(PayloadError::Overflow))) => return Err(BodyError::TooLong),
            Ok(Some(Err(_))) => return Err(BodyError::Cut),
            Ok(Some(Ok(piece))) if body.len() + piece.len() > most => return Err(BodyError::TooLong),
            Ok(Some(Ok(piece))) => body.extend_from_slice(&piece),
        }
    }
}
