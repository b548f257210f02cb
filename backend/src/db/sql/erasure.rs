//! The end of shares: expiry, erasure in two steps, tombstones.

use phial_shared::api::ErasureReceipt;
use phial_shared::events::{EventKind, Occurrence};
use phial_shared::ids::ShareId;
use phial_shared::time::UnixSeconds;
use sqlx::Row as _;

use super::values::{int, link_ref, phase, share_id};
use super::{Connection, lock, log, shares};
use crate::db::{DatabaseError, ErasedBy, Phase};

/// Links whose expiry is logged in one transaction: few enough that openings do not wait for long.
const EXPIRIES_AT_ONCE: i64 = 100;

pub(super) async fn begin(
    db: &mut Connection,
    share: ShareId,
    by: ErasedBy,
    now: UnixSeconds,
) -> Result<(), DatabaseError> {
    lock::share(&mut *db, share).await?;
    let begun = match by {
        ErasedBy::Uploader => sqlx::query("UPDATE shares SET phase = 'erasing' WHERE id = $1 AND phase = 'pending'"),
        ErasedBy::Owner => sqlx::query("UPDATE shares SET phase = 'erasing' WHERE id = $1 AND phase = 'sealed'"),
        ErasedBy::Sender | ErasedBy::Admin => {
            sqlx::query("UPDATE shares SET phase = 'erasing' WHERE id = $1 AND phase IN ('pending', 'sealed')")
        }
    };
    let begun = begun.bind(&share.as_bytes()[..]).execute(&mut *db).await?;
    if begun.rows_affected() > 0 {
        sqlx::query("UPDATE links SET revoked_at = $1 WHERE share_id = $2 AND revoked_at IS NULL AND expires_at > $3")
            .bind(int(now.0))
            .bind(&share.as_bytes()[..])
            .bind(int(now.0))
            .execute(db)
            .await?;
    }
    Ok(())
}

pub(super) async fn finish(
    db: &mut Connection,
    share: ShareId,
    now: UnixSeconds,
) -> Result<Option<ErasureReceipt>, DatabaseError> {
    lock::share(&mut *db, share).await?;
    match shares::find(&mut *db, share).await?.map(|share| share.phase) {
        Some(Phase::Erasing) => (),
        Some(Phase::Erased) => {
            let event = log::last_of(db, share, EventKind::Erased).await?.ok_or(DatabaseError::Corrupt("kind"))?;
            return Ok(Some(ErasureReceipt { share_id: share, erased_at: event.at, event_hash: event.hash }));
        }
        Some(Phase::Pending | Phase::Sealed) | None => return Ok(None),
    }
    empty(&mut *db, share, now).await?;
    let occurrence = Occurrence { kind: EventKind::Erased, at: now, link: None, file: None };
    let event = log::append(db, share, occurrence).await?;
    Ok(Some(ErasureReceipt { share_id: share, erased_at: event.at, event_hash: event.hash }))
}

/// Leaves of a share what its log needs, and nothing that could be opened with a kept link.
async fn empty(db: &mut Connection, share: ShareId, now: UnixSeconds) -> Result<(), DatabaseError> {
    sqlx::query(
        "UPDATE shares SET phase = 'erased', erased_at = $1, owner_wrapped_key = NULL, manifest = NULL WHERE id = $2",
    )
    .bind(int(now.0))
    .bind(&share.as_bytes()[..])
    .execute(&mut *db)
    .await?;
    sqlx::query("UPDATE links SET wrapped_key = $1, sealed_note = $1 WHERE share_id = $2")
        .bind(&[0_u8; 0][..])
        .bind(&share.as_bytes()[..])
        .execute(&mut *db)
        .await?;
    for statement in [
        "DELETE FROM leases WHERE link IN (SELECT link FROM links WHERE share_id = $1)",
        "DELETE FROM parts WHERE share_id = $1",
    ] {
        sqlx::query(statement).bind(&share.as_bytes()[..]).execute(&mut *db).await?;
    }
    Ok(())
}

/// Logs some expiries, and gives how many links it has dealt with; 0 when there are no more.
pub(super) async fn log_expiries(db: &mut Connection, now: UnixSeconds) -> Result<u64, DatabaseError> {
    let due = sqlx::query(
        "SELECT link, share_id, phase, revoked_at IS NULL AND (max_opens IS NULL OR opens < max_opens) AS was_live
         FROM links JOIN shares ON shares.id = links.share_id
         WHERE expiry_logged = 0 AND expires_at <= $1 LIMIT $2",
    )
    .bind(int(now.0))
    .bind(EXPIRIES_AT_ONCE)
    .fetch_all(&mut *db)
    .await?;
    for row in &due {
        let link = link_ref(row, "link")?;
        sqlx::query("UPDATE links SET expiry_logged = 1 WHERE link = $1")
            .bind(&link.as_bytes()[..])
            .execute(&mut *db)
            .await?;
        let was_live: bool = row.try_get("was_live")?;
        if was_live && phase(row)? == Phase::Sealed {
            let occurrence = Occurrence { kind: EventKind::Expired, at: now, link: Some(link), file: None };
            log::append(&mut *db, share_id(row, "share_id")?, occurrence).await?;
        }
    }
    Ok(due.len() as u64)
}

pub(super) async fn begin_dead(
    db: &mut Connection,
    abandoned_before: UnixSeconds,
    now: UnixSeconds,
) -> Result<u64, DatabaseError> {
    sqlx::query("DELETE FROM leases WHERE expires_at <= $1").bind(int(now.0)).execute(&mut *db).await?;
    // What is dead stays dead, but a pending share may be sealed at any moment: the condition and the change are one
    // statement.
    let begun = sqlx::query(
        "UPDATE shares SET phase = 'erasing'
         WHERE (phase = 'pending' AND created_at <= $1)
             OR (phase = 'sealed'
                 AND NOT EXISTS (
                     SELECT 1 FROM links WHERE share_id = shares.id AND revoked_at IS NULL AND expires_at > $2
                         AND (max_opens IS NULL OR opens < max_opens))
                 AND NOT EXISTS (
                     SELECT 1 FROM links JOIN leases ON leases.link = links.link
                     WHERE share_id = shares.id AND revoked_at IS NULL))",
    )
    .bind(int(abandoned_before.0))
    .bind(int(now.0))
    .execute(db)
    .await?;
    Ok(begun.rows_affected())
}

pub(super) async fn being_erased(db: &mut Connection) -> Result<Vec<ShareId>, DatabaseError> {
    let rows = sqlx::query("SELECT id FROM shares WHERE phase = 'erasing'").fetch_all(db).await?;
    rows.iter().map(|row| share_id(row, "id")).collect()
}

pub(super) async fn to_purge(db: &mut Connection, erased_before: UnixSeconds) -> Result<Vec<ShareId>, DatabaseError> {
    let rows = sqlx::query("SELECT id FROM shares WHERE phase = 'erased' AND purged_at IS NULL AND erased_at <= $1")
        .bind(int(erased_before.0))
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| share_id(row, "id")).collect()
}

pub(super) async fn purged(db: &mut Connection, share: ShareId, now: UnixSeconds) -> Result<(), DatabaseError> {
    sqlx::query("UPDATE shares SET purged_at = $1 WHERE id = $2 AND phase = 'erased' AND purged_at IS NULL")
        .bind(int(now.0))
        .bind(&share.as_bytes()[..])
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn forget(db: &mut Connection, erased_before: UnixSeconds) -> Result<u64, DatabaseError> {
    let forgotten = sqlx::query(
        "DELETE FROM shares
         WHERE phase = 'erased' AND purged_at IS NOT NULL AND (erased_at <= $1 OR sealed_at IS NULL)",
    )
    .bind(int(erased_before.0))
    .execute(db)
    .await?;
    Ok(forgotten.rows_affected())
}
