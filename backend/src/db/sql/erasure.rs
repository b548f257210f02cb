//! The end of a share: erasure in two steps, a tombstone.

use phial_shared::api::ErasureReceipt;
use phial_shared::events::{Actor, EventKind, Occurrence};
use phial_shared::ids::ShareId;
use phial_shared::time::UnixSeconds;
use sqlx::Row as _;

use super::values::{int, share_id};
use super::{Connection, limits, lock, log, shares};
use crate::db::{DatabaseError, ErasedBy, Phase};

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
    let is_pending = shares::find_phase(&mut *db, share).await? == Some(Phase::Pending);
    let begun = begun.bind(&share.as_bytes()[..]).execute(&mut *db).await?;
    if begun.rows_affected() > 0 {
        begun_by(&mut *db, share, by.into(), is_pending, now).await?;
        sqlx::query("UPDATE links SET revoked_at = $1 WHERE share_id = $2 AND revoked_at IS NULL AND expires_at > $3")
            .bind(int(now.0))
            .bind(&share.as_bytes()[..])
            .bind(int(now.0))
            .execute(db)
            .await?;
    }
    Ok(())
}

/// Records whose will it was, and that a share was never sealed.
pub(super) async fn begun_by(
    db: &mut Connection,
    share: ShareId,
    by: Actor,
    is_pending: bool,
    now: UnixSeconds,
) -> Result<(), DatabaseError> {
    sqlx::query("UPDATE shares SET erased_by = $1 WHERE id = $2")
        .bind(by.as_str())
        .bind(&share.as_bytes()[..])
        .execute(&mut *db)
        .await?;
    if is_pending {
        log::append(db, share, Occurrence::new(EventKind::Abandoned, now).by(by)).await?;
    }
    Ok(())
}

/// An erasure from before this was recorded is the server's.
async fn erased_by(db: &mut Connection, share: ShareId) -> Result<Actor, DatabaseError> {
    let row =
        sqlx::query("SELECT erased_by FROM shares WHERE id = $1").bind(&share.as_bytes()[..]).fetch_one(db).await?;
    match row.try_get::<Option<&str>, _>("erased_by")? {
        Some(actor) => Actor::from_text(actor).ok_or(DatabaseError::Corrupt("erased_by")),
        None => Ok(Actor::Server),
    }
}

pub(super) async fn finish(
    db: &mut Connection,
    share: ShareId,
    now: UnixSeconds,
) -> Result<Option<ErasureReceipt>, DatabaseError> {
    lock::share(&mut *db, share).await?;
    let found = shares::find(&mut *db, share).await?;
    let layout = match found.map(|share| (share.phase, share.layout)) {
        Some((Phase::Erasing, layout)) => layout,
        Some((Phase::Erased, _)) => {
            let event = log::last_of(db, share, EventKind::Erased).await?.ok_or(DatabaseError::Corrupt("kind"))?;
            return Ok(Some(ErasureReceipt {
                share_id: share,
                erased_at: event.at,
                event_hash: event.hash,
                signature: None,
            }));
        }
        Some((Phase::Pending | Phase::Sealed, _)) | None => return Ok(None),
    };
    empty(&mut *db, share, now).await?;
    limits::release(&mut *db, share, layout).await?;
    let occurrence = Occurrence::new(EventKind::Erased, now).by(erased_by(&mut *db, share).await?);
    let event = log::append(db, share, occurrence).await?;
    Ok(Some(ErasureReceipt { share_id: share, erased_at: event.at, event_hash: event.hash, signature: None }))
}

/// Leaves of a share what its log needs, and nothing that could be opened with a kept link.
async fn empty(db: &mut Connection, share: ShareId, now: UnixSeconds) -> Result<(), DatabaseError> {
    sqlx::query(
        "UPDATE shares SET phase = 'erased', erased_at = $1, owner_wrapped_key = NULL, key_id = NULL, manifest = NULL WHERE id = $2",
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
    lock::share(&mut *db, share).await?;
    sqlx::query("UPDATE shares SET purged_at = $1 WHERE id = $2 AND phase = 'erased' AND purged_at IS NULL")
        .bind(int(now.0))
        .bind(&share.as_bytes()[..])
        .execute(db)
        .await?;
    Ok(())
}
