//! The access log: appending to a share's chain, and reading it.

use phial_shared::events::{Event, EventHash, EventKind, Occurrence};
use phial_shared::ids::{LinkRef, ShareId};
use sqlx::Row as _;

use super::values::{bytes, int, number, optional_bytes, optional_small_number, time};
use super::{Connection, Row};
use crate::db::DatabaseError;

/// Appends to the chain. The caller has locked the share, so that no other event comes between.
pub(super) async fn append(
    db: &mut Connection,
    share: ShareId,
    occurrence: Occurrence,
) -> Result<Event, DatabaseError> {
    let last = sqlx::query("SELECT seq, hash FROM events WHERE share_id = $1 ORDER BY seq DESC LIMIT 1")
        .bind(&share.as_bytes()[..])
        .fetch_optional(&mut *db)
        .await?;
    let previous = match last {
        Some(row) => Some((number(&row, "seq")?, EventHash::from_bytes(bytes(&row, "hash")?))),
        None => None,
    };
    let event = occurrence.chain(share, previous);
    sqlx::query("INSERT INTO events (share_id, seq, at, kind, link, file, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(&share.as_bytes()[..])
        .bind(int(event.seq))
        .bind(int(event.at.0))
        .bind(event.kind.as_str())
        .bind(event.link.as_ref().map(|link| &link.as_bytes()[..]))
        .bind(event.file.map(i64::from))
        .bind(&event.hash.as_bytes()[..])
        .execute(db)
        .await?;
    Ok(event)
}

pub(super) async fn events(db: &mut Connection, share: ShareId) -> Result<Vec<Event>, DatabaseError> {
    let rows = sqlx::query("SELECT seq, at, kind, link, file, hash FROM events WHERE share_id = $1 ORDER BY seq")
        .bind(&share.as_bytes()[..])
        .fetch_all(db)
        .await?;
    rows.iter().map(event).collect()
}

/// The share's last event of a kind.
pub(super) async fn last_of(
    db: &mut Connection,
    share: ShareId,
    kind: EventKind,
) -> Result<Option<Event>, DatabaseError> {
    let row = sqlx::query(
        "SELECT seq, at, kind, link, file, hash FROM events WHERE share_id = $1 AND kind = $2 ORDER BY seq DESC LIMIT 1",
    )
    .bind(&share.as_bytes()[..])
    .bind(kind.as_str())
    .fetch_optional(db)
    .await?;
    row.as_ref().map(event).transpose()
}

fn event(row: &Row) -> Result<Event, DatabaseError> {
    let kind: &str = row.try_get("kind")?;
    Ok(Event {
        seq: number(row, "seq")?,
        at: time(row, "at")?,
        kind: EventKind::from_text(kind).ok_or(DatabaseError::Corrupt("kind"))?,
        link: optional_bytes(row, "link")?.map(LinkRef::from_bytes),
        file: optional_small_number(row, "file")?,
        hash: EventHash::from_bytes(bytes(row, "hash")?),
    })
}
