//! Reading request bodies: bounded in length, in memory, and in time.

use std::time::Duration;

use actix_web::error::PayloadError;
use actix_web::{HttpRequest, web};
use bytes::Bytes;
use futures_util::StreamExt;
use tokio::time::{Instant, timeout_at};

use crate::listener::Visit;

/// How fast a body must arrive.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The longest pause between two pieces.
    pub idle: Duration,
    /// Bytes per second, over the whole body.
    pub min_rate: u32,
    /// After how long without a byte another client may have the connection's place, if there is none left.
    pub unnoticed: Duration,
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

/// A body, piece by piece as it arrives.
pub(super) struct Pieces {
    payload: web::Payload,
    visit: Option<Visit>,
    most: usize,
    arrived: usize,
    pace: Pace,
    deadline: Instant,
    last: Instant,
}

impl Pieces {
    /// The body of this request, of at most `most` bytes.
    pub(super) fn new(request: &HttpRequest, payload: web::Payload, most: usize, pace: Pace) -> Self {
        let now = Instant::now();
        let visit = request.conn_data::<Visit>().cloned();
        Self { payload, visit, most, arrived: 0, pace, deadline: pace.deadline(now, most), last: now }
    }

    /// The next piece; `None` at the end. It may be asked again if it was not waited for.
    pub(super) async fn next(&mut self) -> Result<Option<Bytes>, BodyError> {
        let until = self.deadline.min(self.last + self.pace.idle);
        let piece = match timeout_at(until.min(self.last + self.pace.unnoticed), self.payload.next()).await {
            Ok(piece) => piece,
            Err(_) => {
                let _waiting = self.visit.as_ref().map(Visit::wait_for_client);
                timeout_at(until, self.payload.next()).await.map_err(|_| BodyError::TooSlow)?
            }
        };
        let piece = match piece {
            None => return Ok(None),
            Some(Err(PayloadError::Overflow)) => return Err(BodyError::TooLong),
            Some(Err(_)) => return Err(BodyError::Cut),
            Some(Ok(piece)) => piece,
        };
        self.arrived += piece.len();
        if self.arrived > self.most {
            return Err(BodyError::TooLong);
        }
        self.last = Instant::now();
        Ok(Some(piece))
    }
}
