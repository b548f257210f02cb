//! What the owner of a share does with its links.
//!
//! Each change locks the share first. What it reads is therefore true until it is done, and what it writes is exact.

use phial_shared::api::{MAX_LINKS, OwnedLink};
use phial_shared::events::{Actor, EventKind, Occurrence};
use phial_shared::ids::{LinkRef, ShareId};
use phial_shared::time::{Seconds, UnixSeconds};

use super::values::{LINK_COUNTERS, int, link_counters, number, optional_bytes, phase, share_id, small_number};
use super::{Connection, links, lock, log, shares};
use crate::db::owners::{self, Addition, Change, OwnerError};
use crate::db::{DatabaseError, LANDINGS_APART, LinkCounters, MAX_LOGGED_LANDINGS, Phase};

pub(super) async fn add(db: &mut Connection, addition: &Addition) -> Result<OwnedLink, OwnerError> {
    let Addition { share, link, digest, at } = addition;
    lock::share(&mut *db, *share).await?;
    match shares::find(&mut *db, *share).await?.map(|share| share.phase) {
        Some(Phase::Sealed) => (),
        Some(Phase::Pending | Phase::Erasing | Phase::Erased) | None => return Err(OwnerError::Gone),
    }
    match added_before(&mut *db, link.link).await? {
        Some((of, Some(by))) if (of, by) == (*share, *digest) => {
            return links::owned(db, *share, link.link, *at).await?.ok_or(OwnerError::UnknownLink);
        }
        Some(_) => return Err(OwnerError::LinkExists),
        None => (),
    }
    let position = next_position(&mut *db, *share).await?.ok_or(OwnerError::TooManyLinks)?;
    if !links::insert(&mut *db, *share, position, link).await? {
        return Err(OwnerError::LinkExists);
    }
    sqlx::query("UPDATE links SET added_digest = $1 WHERE link = $2")
        .bind(&digest[..])
        .bind(&link.link.as_bytes()[..])
        .execute(&mut *db)
        .await
        .map_err(DatabaseError::from)?;
    log::append(&mut *db, *share, Occurrence::new(EventKind::LinkAdded, *at).link(link.link).by(Actor::Owner)).await?;
    links::owned(db, *share, link.link, *at).await?.ok_or(OwnerError::UnknownLink)
}

/// The share that has a link of this id, and the request that added it, if one did.
async fn added_before(
    db: &mut Connection,
    link: LinkRef,
) -> Result<Option<(ShareId, Option<[u8; 32]>)>, DatabaseError> {
    let row = sqlx::query("SELECT share_id, added_digest FROM links WHERE link = $1")
        .bind(&link.as_bytes()[..])
        .fetch_optional(db)
        .await?;
    row.map(|row| Ok((share_id(&row, "share_id")?, optional_bytes(&row, "added_digest")?))).transpose()
}

/// `None` when the share has as many links as it may.
async fn next_position(db: &mut Connection, share: ShareId) -> Result<Option<u32>, DatabaseError> {
    let row = sqlx::query("SELECT count(*) AS links, max(position) + 1 AS next FROM links WHERE share_id = $1")
        .bind(&share.as_bytes()[..])
        .fetch_one(db)
        .await?;
    // A sealed share has a link.
    if number(&row, "links")? < MAX_LINKS as u64 { small_number(&row, "next").map(Some) } else { Ok(None) }
}

pub(super) async fn change(db: &mut Connection, change: Change) -> Result<OwnedLink, OwnerError> {
    let Change { share, link, at, .. } = change;
    lock::share(&mut *db, share).await?;
    let before = live_link(&mut *db, share, link).await?;
    let after = change.apply(before);
    store(&mut *db, &change, &after).await?;
    shares::look_by(&mut *db, share, at).await?;
    for (kind, limit) in owners::differences(&before, &after, at) {
        let occurrence = Occurrence { limit, ..Occurrence::new(kind, at).link(link).by(Actor::Owner) };
        log::append(&mut *db, share, occurrence).await?;
    }
    links::owned(db, share, link, at).await?.ok_or(OwnerError::UnknownLink)
}

/// A link of a share that lives, which was not taken back.
async fn live_link(db: &mut Connection, share: ShareId, link: LinkRef) -> Result<LinkCounters, OwnerError> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT phase, {LINK_COUNTERS} FROM links JOIN shares ON shares.id = links.share_id
         WHERE link = $1 AND share_id = $2"
    )))
    .bind(&link.as_bytes()[..])
    .bind(&share.as_bytes()[..])
    .fetch_optional(db)
    .await
    .map_err(DatabaseError::from)?
    .ok_or(OwnerError::UnknownLink)?;
    let counters = link_counters(&row)?;
    if phase(&row)? == Phase::Sealed && !counters.revoked { Ok(counters) } else { Err(OwnerError::Gone) }
}

async fn store(db: &mut Connection, change: &Change, after: &LinkCounters) -> Result<(), DatabaseError> {
    // A new time can run out once more.
    sqlx::query(
        "UPDATE links SET max_opens = $1, tries_left = $2,
             locked_at = CASE WHEN $3 = 0 THEN NULL ELSE coalesce(locked_at, $4) END,
             expiry_logged = CASE WHEN expires_at = $5 THEN expiry_logged ELSE 0 END, expires_at = $5
         WHERE link = $6",
    )
    .bind(after.max_opens.map(i64::from))
    .bind(after.factor.map(|factor| i64::from(factor.tries_left)))
    .bind(i64::from(after.locked))
    .bind(int(change.at.0))
    .bind(int(after.expires_at.0))
    .bind(&change.link.as_bytes()[..])
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn revoke(
    db: &mut Connection,
    share: ShareId,
    link: LinkRef,
    now: UnixSeconds,
) -> Result<OwnedLink, OwnerError> {
    lock::share(&mut *db, share).await?;
    match live_link(&mut *db, share, link).await {
        Ok(_) => {
            take_back(&mut *db, link, now).await?;
            shares::look_by(&mut *db, share, now).await?;
            log::append(&mut *db, share, Occurrence::new(EventKind::Revoked, now).link(link).by(Actor::Owner)).await?;
        }
        // It is as gone as it can be.
        Err(OwnerError::Gone) => (),
        Err(error) => return Err(error),
    }
    links::owned(db, share, link, now).await?.ok_or(OwnerError::UnknownLink)
}

/// Leaves nothing behind that the link could open.
async fn take_back(db: &mut Connection, link: LinkRef, now: UnixSeconds) -> Result<(), DatabaseError> {
    sqlx::query("UPDATE links SET revoked_at = $1, wrapped_key = $2 WHERE link = $3")
        .bind(int(now.0))
        .bind(&[0_u8; 0][..])
        .bind(&link.as_bytes()[..])
        .execute(&mut *db)
        .await?;
    sqlx::query("DELETE FROM leases WHERE link = $1").bind(&link.as_bytes()[..]).execute(db).await?;
    Ok(())
}

pub(super) async fn log_landing(db: &mut Connection, link: LinkRef, now: UnixSeconds) -> Result<(), DatabaseError> {
    const APART: Seconds = LANDINGS_APART;
    let Some(share) = lock::share_of_link(&mut *db, link).await? else { return Ok(()) };
    let landed = sqlx::query(
        "UPDATE links SET landings = landings + 1, landed_at = $1
         WHERE link = $2 AND landings < $3 AND (landed_at IS NULL OR landed_at <= $4)
             AND EXISTS (SELECT 1 FROM shares WHERE shares.id = links.share_id AND phase = 'sealed')",
    )
    .bind(int(now.0))
    .bind(&link.as_bytes()[..])
    .bind(i64::from(MAX_LOGGED_LANDINGS))
    .bind(int(now.0.saturating_sub(APART.0)))
    .execute(&mut *db)
    .await?;
    if landed.rows_affected() > 0 {
        log::append(db, share, Occurrence::new(EventKind::Landing, now).link(link)).await?;
    }
    Ok(())
}
