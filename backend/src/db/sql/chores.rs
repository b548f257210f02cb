//! What the sweep does to many shares, to each in a small transaction of its own.
//!
//! The shares are looked for without a lock. Then each is locked, and the change asks again for its condition: an owner may
//! have extended a link meanwhile. A share that someone else has locked is left for the next sweep, so that any number
//! of sweeps share the work, and none waits for another.

use futures_util::{FutureExt, StreamExt, stream};
use phial_shared::events::{Actor, EventKind, Occurrence};
use phial_shared::ids::ShareId;
use phial_shared::time::UnixSeconds;
use sqlx::Row as _;

use super::values::{int, link_ref, phase, share_id};
use super::{Connection, Handle, erasure, lock, log, shares};
use crate::db::{DatabaseError, Phase};

/// Shares that are looked for at once.
const ROUND: i64 = 1000;
/// Shares that fail before it is plain that it is not for them.
const MOST_FAILURES: usize = 100;
/// Transactions at a time: some connections are left for requests.
const AT_ONCE: usize = 4;

/// Something to do to every share that needs it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Chore {
    /// Log what links have expired.
    LogExpiries { now: UnixSeconds },
    /// Remove leases that are over.
    EndLeases { now: UnixSeconds },
    /// Begin the erasure of what is dead.
    BeginErasures { abandoned_before: UnixSeconds, now: UnixSeconds },
    /// Forget old tombstones.
    Forget { erased_before: UnixSeconds },
}

/// Whether a share was never sealed, `$1`, or its links and leases are over at `$2`.
macro_rules! dead {
    () => {
        "((phase = 'pending' AND created_at <= $1)
             OR (phase = 'sealed'
                 AND NOT EXISTS (
                     SELECT 1 FROM links WHERE share_id = shares.id AND revoked_at IS NULL AND expires_at > $2
                         AND (max_opens IS NULL OR opens < max_opens))
                 AND NOT EXISTS (
                     SELECT 1 FROM links JOIN leases ON leases.link = links.link
                     WHERE share_id = shares.id AND revoked_at IS NULL AND leases.expires_at > $2)))"
    };
}

/// Does a chore; gives how much was done, in whatever the chore counts. Shares that it fails with do not keep it from
/// others: one that somebody has tampered with must not end all erasing.
pub(super) async fn run(database: &Handle, chore: Chore) -> Result<u64, DatabaseError> {
    let (mut total, mut failed) = (0, Vec::new());
    loop {
        let found = database.read(move |db| chore.find(db).boxed()).await?;
        let is_last = found.len() < ROUND as usize;
        let mut progressed = false;
        let mut done = stream::iter(found)
            .map(|share| async move { (share, database.write(move |db| chore.run_for(db, share).boxed()).await) })
            .buffer_unordered(AT_ONCE);
        while let Some((share, done)) = done.next().await {
            match done {
                Ok(Some(count)) => (total, progressed) = (total + count, true),
                // What others have locked is found again.
                Ok(None) => (),
                Err(error) => {
                    tracing::error!(
                        share = share.short(),
                        cause = crate::log::causes(&error),
                        "a share was left alone"
                    );
                    failed.push(error);
                }
            }
            if failed.len() >= MOST_FAILURES {
                break;
            }
        }
        if is_last || !progressed || failed.len() >= MOST_FAILURES {
            return failed.into_iter().next().map_or(Ok(total), Err);
        }
    }
}

impl Chore {
    async fn find(self, db: &mut Connection) -> Result<Vec<ShareId>, DatabaseError> {
        let query = match self {
            Self::LogExpiries { now } => sqlx::query(
                "SELECT DISTINCT share_id AS id FROM links WHERE expiry_logged = 0 AND expires_at <= $1 LIMIT $2",
            )
            .bind(int(now.0)),
            Self::EndLeases { now } => sqlx::query(
                "SELECT DISTINCT share_id AS id FROM leases JOIN links ON links.link = leases.link
                 WHERE leases.expires_at <= $1 LIMIT $2",
            )
            .bind(int(now.0)),
            Self::BeginErasures { abandoned_before, now } => {
                // One search in each of two indexes, however many shares live.
                sqlx::query(
                    "SELECT id FROM shares WHERE phase = 'pending' AND created_at <= $1
                     UNION ALL SELECT id FROM shares WHERE phase = 'sealed' AND look_at <= $2
                     LIMIT $3",
                )
                .bind(int(abandoned_before.0))
                .bind(int(now.0))
            }
            Self::Forget { erased_before } => sqlx::query(
                "SELECT id FROM shares WHERE phase = 'erased' AND purged_at IS NOT NULL AND erased_at <= $1
                 UNION SELECT id FROM shares WHERE phase = 'erased' AND purged_at IS NOT NULL AND sealed_at IS NULL
                 LIMIT $2",
            )
            .bind(int(erased_before.0)),
        };
        let rows = query.bind(ROUND).fetch_all(db).await?;
        rows.iter().map(|row| share_id(row, "id")).collect()
    }

    /// `None` when someone else has the share.
    async fn run_for(self, db: &mut Connection, share: ShareId) -> Result<Option<u64>, DatabaseError> {
        if !lock::share_if_free(&mut *db, share).await? {
            return Ok(None);
        }
        let done = match self {
            Self::LogExpiries { now } => log_expiries(db, share, now).await,
            Self::EndLeases { now } => end_leases(db, share, now).await,
            Self::BeginErasures { abandoned_before, now } => begin_erasure(db, share, abandoned_before, now).await,
            Self::Forget { erased_before } => forget(db, share, erased_before).await,
        };
        done.map(Some)
    }
}

/// Gives the number of links whose time is over.
async fn log_expiries(db: &mut Connection, share: ShareId, now: UnixSeconds) -> Result<u64, DatabaseError> {
    let due = sqlx::query(
        "SELECT link, phase, revoked_at IS NULL AND (max_opens IS NULL OR opens < max_opens) AS was_live
         FROM links JOIN shares ON shares.id = links.share_id
         WHERE share_id = $1 AND expiry_logged = 0 AND expires_at <= $2 ORDER BY position",
    )
    .bind(&share.as_bytes()[..])
    .bind(int(now.0))
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
            let occurrence = Occurrence::new(EventKind::Expired, now).link(link).by(Actor::Server);
            log::append(&mut *db, share, occurrence).await?;
        }
    }
    Ok(due.len() as u64)
}

async fn end_leases(db: &mut Connection, share: ShareId, now: UnixSeconds) -> Result<u64, DatabaseError> {
    let ended = sqlx::query(
        "DELETE FROM leases WHERE expires_at <= $1 AND link IN (SELECT link FROM links WHERE share_id = $2)",
    )
    .bind(int(now.0))
    .bind(&share.as_bytes()[..])
    .execute(db)
    .await?;
    Ok(ended.rows_affected())
}

async fn begin_erasure(
    db: &mut Connection,
    share: ShareId,
    abandoned_before: UnixSeconds,
    now: UnixSeconds,
) -> Result<u64, DatabaseError> {
    let is_pending = shares::find_phase(&mut *db, share).await? == Some(Phase::Pending);
    let begun = sqlx::query(concat!("UPDATE shares SET phase = 'erasing' WHERE id = $3 AND ", dead!()))
        .bind(int(abandoned_before.0))
        .bind(int(now.0))
        .bind(&share.as_bytes()[..])
        .execute(&mut *db)
        .await?;
    if begun.rows_affected() > 0 {
        erasure::begun_by(db, share, Actor::Server, is_pending, now).await?;
    } else {
        look_later(db, share, now).await?;
    }
    Ok(begun.rows_affected())
}

/// A share that lives is looked at again when the last of what keeps it alive now ends. What makes it end sooner says so
/// ([`shares::look_by`]).
async fn look_later(db: &mut Connection, share: ShareId, now: UnixSeconds) -> Result<(), DatabaseError> {
    sqlx::query(
        "UPDATE shares SET look_at = coalesce((
             SELECT max(alive_until) FROM (
                 SELECT expires_at AS alive_until FROM links
                 WHERE share_id = $1 AND revoked_at IS NULL AND expires_at > $2
                     AND (max_opens IS NULL OR opens < max_opens)
                 UNION ALL
                 SELECT leases.expires_at FROM links JOIN leases ON leases.link = links.link
                 WHERE share_id = $1 AND revoked_at IS NULL AND leases.expires_at > $2
             ) AS alive), $2)
         WHERE id = $1 AND phase = 'sealed'",
    )
    .bind(&share.as_bytes()[..])
    .bind(int(now.0))
    .execute(db)
    .await?;
    Ok(())
}

async fn forget(db: &mut Connection, share: ShareId, erased_before: UnixSeconds) -> Result<u64, DatabaseError> {
    let forgotten = sqlx::query(
        "DELETE FROM shares
         WHERE id = $1 AND phase = 'erased' AND purged_at IS NOT NULL AND (erased_at <= $2 OR sealed_at IS NULL)",
    )
    .bind(&share.as_bytes()[..])
    .bind(int(erased_before.0))
    .execute(db)
    .await?;
    Ok(forgotten.rows_affected())
}
