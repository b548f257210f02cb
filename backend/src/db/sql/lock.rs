//! Letting one transaction at a time change a share.
//!
//! Every transaction that changes a share, its links, its leases or its log locks the share before anything else, and no
//! transaction locks two shares. So the log's events come one after the other, and two transactions never wait for each
//! other. The locks that come after it are taken in this order: new links, ascending (inserting one waits for whoever inserts
//! the same); rates; the usage of the server, then of the account. Whatever deletes many rows that belong to no share
//! leaves those that another transaction has.

use phial_shared::ids::{LinkRef, ShareId};

use super::values::share_id;
use super::{Connection, LOCK_SHARE, LOCK_SHARE_IF_FREE, LOCK_SHARE_OF_LINK, SKIP_LOCKED};
use crate::db::DatabaseError;

/// Waits until no other transaction changes the share.
pub(super) async fn share(db: &mut Connection, share: ShareId) -> Result<(), DatabaseError> {
    if let Some(statement) = LOCK_SHARE {
        sqlx::query(statement).bind(&share.as_bytes()[..]).execute(db).await?;
    }
    Ok(())
}

/// Locks the share unless another transaction has it; gives whether that was possible.
pub(super) async fn share_if_free(db: &mut Connection, share: ShareId) -> Result<bool, DatabaseError> {
    match LOCK_SHARE_IF_FREE {
        Some(statement) => Ok(sqlx::query(statement).bind(&share.as_bytes()[..]).fetch_optional(db).await?.is_some()),
        None => Ok(true),
    }
}

/// The same as [`share`] for the share behind a link; `None` if there is no such link.
pub(super) async fn share_of_link(db: &mut Connection, link: LinkRef) -> Result<Option<ShareId>, DatabaseError> {
    let row = sqlx::query(LOCK_SHARE_OF_LINK).bind(&link.as_bytes()[..]).fetch_optional(db).await?;
    row.as_ref().map(|row| share_id(row, "share_id")).transpose()
}

/// The same, for who reads which share it is together with other things.
pub(super) async fn behind_link(db: &mut Connection, link: LinkRef) -> Result<(), DatabaseError> {
    if LOCK_SHARE.is_some() {
        share_of_link(db, link).await?;
    }
    Ok(())
}

/// Deletes the rows of a table that a condition on `$1` holds for, except those that another transaction has.
pub(super) async fn delete_free(
    db: &mut Connection,
    (table, key): (&'static str, &'static str),
    condition: &'static str,
    value: i64,
) -> Result<u64, DatabaseError> {
    let statement =
        format!("DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE {condition} {SKIP_LOCKED})");
    let deleted = sqlx::query(sqlx::AssertSqlSafe(statement)).bind(value).execute(db).await?;
    Ok(deleted.rows_affected())
}
