//! Letting one transaction at a time change a share.
//!
//! Every transaction that changes a share, its links, its leases or its log locks the share before anything else, and no
//! transaction locks two shares. So the log's events come one after the other, and two transactions never wait for each
//! other. There is one lock more: inserting a link waits for whoever inserts the same one. A transaction therefore inserts
//! links in ascending order.

use phial_shared::ids::{LinkRef, ShareId};

use super::values::share_id;
use super::{Connection, LOCK_SHARE, LOCK_SHARE_IF_FREE};
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
    let row = sqlx::query("SELECT share_id FROM links WHERE link = $1")
        .bind(&link.as_bytes()[..])
        .fetch_optional(&mut *db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let found = share_id(&row, "share_id")?;
    share(db, found).await?;
    Ok(Some(found))
}
