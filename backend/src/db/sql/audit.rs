//! Reading all logs.

use phial_shared::events::EventHash;
use phial_shared::ids::ShareId;

use super::values::{bytes, number, optional_bytes, optional_number, share_id};
use super::{Connection, Row};
use crate::db::DatabaseError;
use crate::db::audit::LogHead;

pub(super) async fn heads(
    db: &mut Connection,
    after: Option<ShareId>,
    most: u32,
) -> Result<Vec<LogHead>, DatabaseError> {
    // No id is shorter than nothing.
    let after = after.map(|share| share.as_bytes().to_vec()).unwrap_or_default();
    let rows = sqlx::query("SELECT id, log_len, log_hash, sealed_at FROM shares WHERE id > $1 ORDER BY id LIMIT $2")
        .bind(after)
        .bind(i64::from(most))
        .fetch_all(db)
        .await?;
    rows.iter().map(read).collect()
}

pub(super) async fn head(db: &mut Connection, share: ShareId) -> Result<Option<LogHead>, DatabaseError> {
    let row = sqlx::query("SELECT id, log_len, log_hash, sealed_at FROM shares WHERE id = $1")
        .bind(&share.as_bytes()[..])
        .fetch_optional(db)
        .await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<LogHead, DatabaseError> {
    let hash = optional_bytes(row, "log_hash")?.map(EventHash::from_bytes);
    let was_sealed = optional_number(row, "sealed_at")?.is_some();
    Ok(LogHead { share: share_id(row, "id")?, len: number(row, "log_len")?, hash, was_sealed })
}

pub(super) async fn without_share(db: &mut Connection, most: u32) -> Result<Vec<ShareId>, DatabaseError> {
    let rows = sqlx::query(
        "SELECT DISTINCT share_id FROM events
         WHERE NOT EXISTS (SELECT 1 FROM shares WHERE shares.id = events.share_id) LIMIT $1",
    )
    .bind(i64::from(most))
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| share_id(row, "share_id")).collect()
}

pub(super) async fn receipt_seed(db: &mut Connection, drawn: &[u8; 32]) -> Result<[u8; 32], DatabaseError> {
    sqlx::query("INSERT INTO server_keys (name, secret) VALUES ('receipts', $1) ON CONFLICT (name) DO NOTHING")
        .bind(&drawn[..])
        .execute(&mut *db)
        .await?;
    let row = sqlx::query("SELECT secret FROM server_keys WHERE name = 'receipts'").fetch_one(db).await?;
    bytes(&row, "secret")
}
