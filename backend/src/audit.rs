//! The access logs as whoever audits the server reads them: checked, and written out.

pub mod command;
mod line;
mod verify;

use std::sync::Arc;

use futures_util::{Stream, TryStreamExt, stream};
use phial_shared::events::Event;
use phial_shared::ids::ShareId;

pub use self::line::{CSV_HEADER, csv, ndjson};
pub use self::verify::{Anchor, BadAnchor, Finding, anchors, verify, verify_share};
use crate::db::audit::LogHead;
use crate::db::{Database, DatabaseError};

/// Heads that are read at once.
const HEADS: u32 = 500;
/// Events that are read at once.
const EVENTS: u32 = 1000;

/// The heads of all logs, in the order of the shares' ids.
pub fn heads(db: Arc<dyn Database>) -> impl Stream<Item = Result<LogHead, DatabaseError>> {
    let pages = stream::try_unfold(Some(None), move |after: Option<Option<ShareId>>| {
        let db = db.clone();
        async move {
            let Some(after) = after else { return Ok(None) };
            let page = db.log_heads(after, HEADS).await?;
            let next = page.last().map(|head| Some(head.share));
            Ok::<_, DatabaseError>(Some((stream::iter(page.into_iter().map(Ok)), next)))
        }
    });
    pages.try_flatten()
}

/// The log of one share, oldest first.
pub fn events(db: Arc<dyn Database>, share: ShareId) -> impl Stream<Item = Result<Event, DatabaseError>> {
    let pages = stream::try_unfold(Some(0), move |from: Option<u64>| {
        let db = db.clone();
        async move {
            let Some(from) = from else { return Ok(None) };
            let page = db.events(share, from, EVENTS).await?;
            // A position may be anything in a log that was edited; it only ever rises here.
            let next = page.last().and_then(|event| event.seq.checked_add(1));
            Ok::<_, DatabaseError>(Some((stream::iter(page.into_iter().map(Ok)), next)))
        }
    });
    pages.try_flatten()
}
