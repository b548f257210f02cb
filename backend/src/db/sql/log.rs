//! The access log: appending to a share's chain, and reading it.

use std::sync::LazyLock;

use phial_shared::events::{Actor, Event, EventHash, EventKind, Occurrence};
use phial_shared::ids::{LinkRef, ShareId};
use sqlx::Row as _;

use super::values::{bytes, int, number, optional_bytes, optional_number, optional_small_number, time};
use super::{Connection, Row, together};
use crate::db::{DatabaseError, committed};

const COLUMNS: &str = "seq, at, kind, link, file, actor, new_limit, hash";

/// The last event of a share's chain: its position and its hash. `None` before the first.
pub(super) type Head = Option<(u64, EventHash)>;

/// Appends to the chain, and moves its head. The caller has locked the share, so that no other event comes between.
pub(super) async fn append(
    db: &mut Connection,
    share: ShareId,
    occurrence: Occurrence,
) -> Result<Event, DatabaseError> {
    const EVENT: &str = "INSERT INTO events (share_id, seq, at, kind, link, file, actor, new_limit, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    const MOVE_HEAD: &str = "UPDATE shares SET log_len = $2 + 1, log_hash = $9 WHERE id = $1";
    static FIND_HEAD: LazyLock<String> = LazyLock::new(|| format!("SELECT {HEAD} FROM shares WHERE id = $1"));
    static APPEND: LazyLock<String> = LazyLock::new(|| together(&[EVENT], MOVE_HEAD));
    let row =
        sqlx::query(sqlx::AssertSqlSafe(FIND_HEAD.as_str())).bind(&share.as_bytes()[..]).fetch_one(&mut *db).await?;
    let event = occurrence.chain(share, head(&row)?);
    sqlx::query(sqlx::AssertSqlSafe(APPEND.as_str()))
        .bind(&share.as_bytes()[..])
        .bind(int(event.seq))
        .bind(int(event.at.0))
        .bind(event.kind.as_str())
        .bind(event.link.as_ref().map(|link| &link.as_bytes()[..]))
        .bind(event.file.map(i64::from))
        .bind(event.by.map(Actor::as_str))
        .bind(event.limit.map(int))
        .bind(&event.hash.as_bytes()[..])
        .execute(db)
        .await?;
    committed::appended(share, &event);
    Ok(event)
}

/// What [`head`] reads of `shares`.
pub(super) const HEAD: &str = "log_len, log_hash";

pub(super) fn head(row: &Row) -> Result<Head, DatabaseError> {
    match (number(row, "log_len")?.checked_sub(1), optional_bytes(row, "log_hash")?) {
        (Some(seq), Some(hash)) => Ok(Some((seq, EventHash::from_bytes(hash)))),
        (None, None) => Ok(None),
        _ => Err(DatabaseError::Corrupt("log_hash")),
    }
}

/// The events from position `from` on, at most `most` of them.
pub(super) async fn events(
    db: &mut Connection,
    share: ShareId,
    from: u64,
    most: u32,
) -> Result<Vec<Event>, DatabaseError> {
    let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT {COLUMNS} FROM events WHERE share_id = $1 AND seq >= $2 ORDER BY seq LIMIT $3"
    )))
    .bind(&share.as_bytes()[..])
    .bind(int(from))
    .bind(i64::from(most))
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
    let row = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT {COLUMNS} FROM events WHERE share_id = $1 AND kind = $2 ORDER BY seq DESC LIMIT 1"
    )))
    .bind(&share.as_bytes()[..])
    .bind(kind.as_str())
    .fetch_optional(db)
    .await?;
    row.as_ref().map(event).transpose()
}

fn event(row: &Row) -> Result<Event, DatabaseError> {
    let kind: &str = row.try_get("kind")?;
    let by = match row.try_get::<Option<&str>, _>("actor")? {
        Some(actor) => Some(Actor::from_text(actor).ok_or(DatabaseError::Corrupt("actor"))?),
        None => None,
    };
    Ok(Event {
        seq: number(row, "seq")?,
        at: time(row, "at")?,
        kind: EventKind::from_text(kind).ok_or(DatabaseError::Corrupt("kind"))?,
        link: optional_bytes(row, "link")?.map(LinkRef::from_bytes),
        file: optional_small_number(row, "file")?,
        by,
        limit: optional_number(row, "new_limit")?,
        hash: EventHash::from_bytes(bytes(row, "hash")?),
    })
}
