//! Opening a link: the one place where a view is counted.

use phial_shared::api::LinkState;
use phial_shared::events::{Actor, EventKind, Occurrence};
use phial_shared::ids::{KeyId, LinkRef, ShareId};
use phial_shared::keys::TokenHash;
use phial_shared::time::UnixSeconds;

use super::log::HEAD;
use super::values::{
    LINK_COUNTERS, int, layout, link_counters, optional_bytes, optional_number, phase, sealed, share_id, small_number,
    token_hash,
};
use super::{Connection, Row, limits, lock, log, shares};
use crate::db::{DatabaseError, MAX_LOGGED_REFUSALS, OpenError, Opened, Opening, Phase};

pub(super) async fn open(db: &mut Connection, opening: &Opening) -> Result<Opened, OpenError> {
    if let Some(charge) = opening.wrong_proof {
        limits::allowed(&mut *db, charge, opening.at).await??;
    }
    lock::behind_link(&mut *db, opening.link).await?;
    let link = find(&mut *db, opening).await?.ok_or(OpenError::UnknownLink)?;
    // No proof is looked at: it could be guessed.
    if link.phase != Phase::Sealed || link.counters.locked || link.counters.tries_are_used() {
        return Err(why_not(&link, opening.at));
    }
    if link.open_token_hash != opening.proof {
        let tries_left = take_try(&mut *db, &link, opening).await?;
        refuse(&mut *db, &link, opening).await?;
        if tries_left == Some(0) {
            let locked = Occurrence::new(EventKind::Locked, opening.at).link(opening.link).by(Actor::Server);
            log::append(&mut *db, link.share, locked).await?;
        }
        // Refused twice over, where others from there have taken the last attempt meanwhile.
        if let Some(charge) = opening.wrong_proof {
            limits::charge(db, charge, opening.at).await??;
        }
        return Err(OpenError::WrongProof { tries_left });
    }
    if let Some(lease_expires_at) = link.lease_expires_at.filter(|_| !link.counters.revoked) {
        return Ok(opened(db, opening.link, lease_expires_at).await?);
    }
    if let Some(charge) = opening.opening.filter(|_| link.counters.state(opening.at) == LinkState::Live) {
        limits::charge(&mut *db, charge, opening.at).await??;
    }
    let lease_expires_at = opening.at + opening.lease_lasts;
    let Some(opened) = count(&mut *db, opening, lease_expires_at).await? else {
        return Err(why_not(&link, opening.at));
    };
    let happened = |kind| Occurrence::new(kind, opening.at).link(opening.link);
    let lease = log::NewLease { token: opening.lease, expires_at: lease_expires_at };
    let event = log::append_to(&mut *db, link.share, link.head, happened(EventKind::Opened), Some(lease)).await?;
    if opened.opens_left == Some(0) {
        let head = Some((event.seq, event.hash));
        log::append_to(&mut *db, link.share, head, happened(EventKind::Exhausted), None).await?;
        shares::look_by(db, link.share, lease_expires_at).await?;
    }
    Ok(opened)
}

struct Found {
    share: ShareId,
    phase: Phase,
    open_token_hash: TokenHash,
    counters: crate::db::LinkCounters,
    /// The last event of the share's log.
    head: log::Head,
    /// When the recipient's lease ends, if it has one that lives.
    lease_expires_at: Option<UnixSeconds>,
}

async fn find(db: &mut Connection, opening: &Opening) -> Result<Option<Found>, DatabaseError> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT share_id, phase, open_token_hash, {LINK_COUNTERS}, {HEAD},
             (SELECT leases.expires_at FROM leases
              WHERE token_hash = $2 AND leases.link = $1 AND leases.expires_at > $3) AS lease_expires_at
         FROM links JOIN shares ON shares.id = links.share_id WHERE link = $1"
    )))
    .bind(&opening.link.as_bytes()[..])
    .bind(&opening.lease.as_bytes()[..])
    .bind(int(opening.at.0))
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Found {
        share: share_id(&row, "share_id")?,
        phase: phase(&row)?,
        open_token_hash: token_hash(&row, "open_token_hash")?,
        counters: link_counters(&row)?,
        head: log::head(&row)?,
        lease_expires_at: optional_number(&row, "lease_expires_at")?.map(UnixSeconds),
    }))
}

/// Takes one try from a link with a factor, and gives how many are left: the condition and the count are one statement.
async fn take_try(db: &mut Connection, link: &Found, opening: &Opening) -> Result<Option<u32>, OpenError> {
    if link.counters.factor.is_none() {
        return Ok(None);
    }
    let row = sqlx::query(
        "UPDATE links SET tries_left = tries_left - 1 WHERE link = $1 AND tries_left > 0 RETURNING tries_left",
    )
    .bind(&opening.link.as_bytes()[..])
    .fetch_optional(db)
    .await
    .map_err(DatabaseError::from)?
    .ok_or(OpenError::Locked)?;
    Ok(Some(small_number(&row, "tries_left")?))
}

async fn refuse(db: &mut Connection, link: &Found, opening: &Opening) -> Result<(), DatabaseError> {
    let logged = sqlx::query("UPDATE links SET refusals = refusals + 1 WHERE link = $1 AND refusals < $2")
        .bind(&opening.link.as_bytes()[..])
        .bind(i64::from(MAX_LOGGED_REFUSALS))
        .execute(&mut *db)
        .await?;
    if logged.rows_affected() > 0 {
        log::append(db, link.share, Occurrence::new(EventKind::Refused, opening.at).link(opening.link)).await?;
    }
    Ok(())
}

/// Counts one opening if one may be counted: the condition and the count are one statement.
async fn count(
    db: &mut Connection,
    opening: &Opening,
    lease_expires_at: UnixSeconds,
) -> Result<Option<Opened>, DatabaseError> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!(
        "UPDATE links SET opens = opens + 1
         WHERE link = $1 AND expires_at > $2 AND revoked_at IS NULL AND (max_opens IS NULL OR opens < max_opens)
             AND locked_at IS NULL AND (tries_left IS NULL OR tries_left > 0)
             AND EXISTS (SELECT 1 FROM shares WHERE shares.id = links.share_id AND phase = 'sealed')
         RETURNING share_id, wrapped_key, {LINK_COUNTERS},
             (SELECT ciphertext_len FROM shares WHERE shares.id = links.share_id) AS ciphertext_len,
             (SELECT key_id FROM shares WHERE shares.id = links.share_id) AS key_id,
             (SELECT manifest FROM shares WHERE shares.id = links.share_id) AS manifest"
    )))
    .bind(&opening.link.as_bytes()[..])
    .bind(int(opening.at.0))
    .fetch_optional(db)
    .await?;
    row.map(|row| read_opened(&row, lease_expires_at)).transpose()
}

fn why_not(link: &Found, now: UnixSeconds) -> OpenError {
    match link.counters.state(now) {
        LinkState::Expired => OpenError::Expired,
        LinkState::Exhausted => OpenError::Exhausted,
        // A link that could be opened, but for its share: that is being erased.
        LinkState::Revoked | LinkState::Live => OpenError::Revoked,
        LinkState::Locked => OpenError::Locked,
    }
}

async fn opened(db: &mut Connection, link: LinkRef, lease_expires_at: UnixSeconds) -> Result<Opened, DatabaseError> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT share_id, ciphertext_len, key_id, manifest, wrapped_key, {LINK_COUNTERS}
         FROM links JOIN shares ON shares.id = links.share_id WHERE link = $1"
    )))
    .bind(&link.as_bytes()[..])
    .fetch_one(db)
    .await?;
    read_opened(&row, lease_expires_at)
}

fn read_opened(row: &Row, lease_expires_at: UnixSeconds) -> Result<Opened, DatabaseError> {
    let counters = link_counters(row)?;
    Ok(Opened {
        lease_expires_at,
        share: share_id(row, "share_id")?,
        key: optional_bytes(row, "key_id")?.map(KeyId::from_bytes),
        wrapped_key: sealed(row, "wrapped_key")?,
        manifest: sealed(row, "manifest")?,
        layout: layout(row)?,
        expires_at: counters.expires_at,
        opens_left: counters.opens_left(),
    })
}
