//! What operators want to know of the database and of the sweep.

use phial_shared::time::{Seconds, UnixSeconds};
use sqlx::Row as _;

use super::Connection;
use super::values::int;
use crate::db::DatabaseError;

pub(super) async fn answers(db: &mut Connection) -> Result<(), DatabaseError> {
    sqlx::query("SELECT 1 FROM shares LIMIT 1").fetch_optional(db).await?;
    Ok(())
}

/// A link is over when it was taken back or expired, but not before its last lease. A lease that is over is only removed by
/// the sweep, so that one tells since when an exhausted link is waiting for it. A share that is over is one that the sweep is
/// to look at, which an index finds.
pub(super) async fn overdue_since(
    db: &mut Connection,
    unsealed: Seconds,
    now: UnixSeconds,
) -> Result<Option<UnixSeconds>, DatabaseError> {
    let row = sqlx::query(
        "SELECT MIN(due) AS since FROM (
             SELECT created_at + $1 AS due FROM shares WHERE phase IN ('pending', 'erasing') AND sealed_at IS NULL
             UNION ALL
             SELECT (SELECT MAX(CASE
                         WHEN links.revoked_at < links.expires_at THEN links.revoked_at
                         WHEN links.revoked_at IS NOT NULL THEN links.expires_at
                         WHEN leases.expires_at > links.expires_at OR links.expires_at > $2 THEN leases.expires_at
                         ELSE links.expires_at END)
                     FROM links LEFT JOIN leases ON leases.link = links.link
                     WHERE links.share_id = ended.id) AS due
             FROM (
                 SELECT id FROM shares WHERE phase = 'erasing' AND sealed_at IS NOT NULL
                 UNION ALL
                 SELECT id FROM shares
                 WHERE phase = 'sealed' AND look_at <= $2 AND NOT EXISTS (
                     SELECT 1 FROM links LEFT JOIN leases ON leases.link = links.link AND leases.expires_at > $2
                     WHERE links.share_id = shares.id AND revoked_at IS NULL
                         AND (leases.link IS NOT NULL
                             OR (links.expires_at > $2 AND (max_opens IS NULL OR opens < max_opens))))
             ) AS ended
         ) AS overdue WHERE due <= $2",
    )
    .bind(int(unsealed.0))
    .bind(int(now.0))
    .fetch_one(db)
    .await?;
    let since: Option<i64> = row.try_get("since")?;
    Ok(since.and_then(|since| u64::try_from(since).ok()).map(UnixSeconds))
}
