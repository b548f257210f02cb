//! Links and leases, other than the opening itself.

use phial_shared::api::{LinkState, LinkStatus, OwnedLink};
use phial_shared::events::{EventKind, Occurrence};
use phial_shared::ids::{KeyId, LinkRef, ShareId};
use phial_shared::keys::TokenHash;
use phial_shared::time::UnixSeconds;

use super::values::{
    LINK_COUNTERS, bytes, int, layout, link_counters, link_ref, optional_number, phase, sealed, share_id, small_number,
};
use super::{Connection, Row, lock, log};
use crate::db::{
    DatabaseError, LANDINGS_APART, LeaseError, LeasedContent, LinkLook, LinkToSeal, MAX_LOGGED_LANDINGS,
    MAX_LOGGED_REPORTS, Phase, Report,
};

pub(super) async fn status(
    db: &mut Connection,
    link: LinkRef,
    now: UnixSeconds,
) -> Result<Option<LinkLook>, DatabaseError> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT phase, landings, landed_at, {LINK_COUNTERS}
         FROM links JOIN shares ON shares.id = links.share_id WHERE link = $1"
    )))
    .bind(&link.as_bytes()[..])
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let counters = link_counters(&row)?;
    let state = match (counters.state(now), phase(&row)?) {
        (LinkState::Live | LinkState::Locked, Phase::Erasing | Phase::Erased) => LinkState::Revoked,
        (state, _) => state,
    };
    let landed_at = optional_number(&row, "landed_at")?.map(UnixSeconds);
    let landing_is_due = phase(&row)? == Phase::Sealed
        && small_number(&row, "landings")? < MAX_LOGGED_LANDINGS
        && landed_at.is_none_or(|at| at + LANDINGS_APART <= now);
    let status = LinkStatus {
        state,
        expires_at: counters.expires_at,
        opens_left: counters.opens_left(),
        factor: counters.factor,
    };
    Ok(Some(LinkLook { status, landing_is_due }))
}

pub(super) async fn key(db: &mut Connection, link: LinkRef) -> Result<Option<(ShareId, KeyId)>, DatabaseError> {
    let row = sqlx::query(
        "SELECT share_id, key_id FROM links JOIN shares ON shares.id = links.share_id
         WHERE link = $1 AND phase = 'sealed' AND revoked_at IS NULL AND key_id IS NOT NULL",
    )
    .bind(&link.as_bytes()[..])
    .fetch_optional(db)
    .await?;
    row.map(|row| Ok((share_id(&row, "share_id")?, KeyId::from_bytes(bytes(&row, "key_id")?)))).transpose()
}

/// Gives whether it was inserted: another link may have this id.
pub(super) async fn insert(
    db: &mut Connection,
    share: ShareId,
    position: u32,
    link: &LinkToSeal,
) -> Result<bool, DatabaseError> {
    let cost = link.factor.map(|factor| factor.cost.parts());
    let inserted = sqlx::query(
        "INSERT INTO links (link, share_id, position, open_token_hash, expires_at, max_opens, wrapped_key, sealed_note,
             factor_kind, factor_memory_kib, factor_passes, factor_lanes, max_tries, tries_left)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13) ON CONFLICT (link) DO NOTHING",
    )
    .bind(&link.link.as_bytes()[..])
    .bind(&share.as_bytes()[..])
    .bind(i64::from(position))
    .bind(&link.open_token_hash.as_bytes()[..])
    .bind(int(link.expires_at.0))
    .bind(link.max_opens.map(i64::from))
    .bind(&link.wrapped_key.0)
    .bind(&link.sealed_note.0)
    .bind(link.factor.map(|factor| factor.kind.as_str()))
    .bind(cost.map(|(memory_kib, _, _)| i64::from(memory_kib)))
    .bind(cost.map(|(_, passes, _)| i64::from(passes)))
    .bind(cost.map(|(_, _, lanes)| i64::from(lanes)))
    .bind(link.factor.map(|factor| i64::from(factor.max_tries)))
    .execute(db)
    .await?;
    Ok(inserted.rows_affected() > 0)
}

/// One link as its owner sees it.
pub(super) async fn owned(
    db: &mut Connection,
    share: ShareId,
    link: LinkRef,
    now: UnixSeconds,
) -> Result<Option<OwnedLink>, DatabaseError> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT link, sealed_note, {LINK_COUNTERS} FROM links WHERE share_id = $1 AND link = $2"
    )))
    .bind(&share.as_bytes()[..])
    .bind(&link.as_bytes()[..])
    .fetch_optional(db)
    .await?;
    row.as_ref().map(|row| owned_link(row, now)).transpose()
}

/// Reads `link`, `sealed_note`, and the counters.
pub(super) fn owned_link(row: &Row, now: UnixSeconds) -> Result<OwnedLink, DatabaseError> {
    let counters = link_counters(row)?;
    Ok(OwnedLink {
        link: link_ref(row, "link")?,
        sealed_note: sealed(row, "sealed_note")?,
        state: counters.state(now),
        expires_at: counters.expires_at,
        opens: counters.opens,
        max_opens: counters.max_opens,
        locked: counters.locked,
        factor: counters.factor,
    })
}

pub(super) async fn leased_content(
    db: &mut Connection,
    link: LinkRef,
    lease: TokenHash,
    now: UnixSeconds,
) -> Result<LeasedContent, LeaseError> {
    let row = sqlx::query(
        "SELECT share_id, phase, ciphertext_len, revoked_at, locked_at, leases.expires_at AS lease_expires_at
         FROM links JOIN shares ON shares.id = links.share_id
         LEFT JOIN leases ON leases.link = links.link AND leases.token_hash = $1
         WHERE links.link = $2",
    )
    .bind(&lease.as_bytes()[..])
    .bind(&link.as_bytes()[..])
    .fetch_optional(db)
    .await
    .map_err(DatabaseError::from)?
    .ok_or(LeaseError::UnknownLink)?;
    if optional_number(&row, "revoked_at")?.is_some() {
        return Err(LeaseError::Revoked);
    }
    let ends = optional_number(&row, "lease_expires_at")?.map(UnixSeconds);
    if phase(&row)? != Phase::Sealed || ends.is_none_or(|ends| ends <= now) {
        return Err(LeaseError::Over);
    }
    if optional_number(&row, "locked_at")?.is_some() {
        return Err(LeaseError::Locked);
    }
    Ok(LeasedContent { share: share_id(&row, "share_id")?, layout: layout(&row)? })
}

pub(super) async fn report(
    db: &mut Connection,
    link: LinkRef,
    lease: TokenHash,
    report: Report,
) -> Result<(), LeaseError> {
    lock::behind_link(&mut *db, link).await?;
    let content = leased_content(&mut *db, link, lease, report.at).await?;
    let logged =
        sqlx::query("UPDATE leases SET reports = reports + 1 WHERE token_hash = $1 AND link = $2 AND reports < $3")
            .bind(&lease.as_bytes()[..])
            .bind(&link.as_bytes()[..])
            .bind(i64::from(MAX_LOGGED_REPORTS))
            .execute(&mut *db)
            .await
            .map_err(DatabaseError::from)?;
    if logged.rows_affected() > 0 {
        let Report { kind, file, at } = report;
        log::append(db, content.share, Occurrence::new(kind, at).link(link).file(file)).await?;
    }
    Ok(())
}

/// Whether it is not in the log yet that the key of this link was seen in a path.
pub(super) async fn is_key_to_log(db: &mut Connection, link: LinkRef) -> Result<bool, DatabaseError> {
    let unseen = sqlx::query(
        "SELECT 1 FROM links JOIN shares ON shares.id = links.share_id
         WHERE link = $1 AND key_seen = 0 AND phase = 'sealed'",
    )
    .bind(&link.as_bytes()[..])
    .fetch_optional(db)
    .await?;
    Ok(unseen.is_some())
}

pub(super) async fn key_seen_in_path(
    db: &mut Connection,
    link: LinkRef,
    now: UnixSeconds,
) -> Result<(), DatabaseError> {
    let Some(share) = lock::share_of_link(&mut *db, link).await? else { return Ok(()) };
    let seen = sqlx::query(
        "UPDATE links SET key_seen = 1
         WHERE link = $1 AND key_seen = 0
             AND EXISTS (SELECT 1 FROM shares WHERE shares.id = links.share_id AND phase = 'sealed')",
    )
    .bind(&link.as_bytes()[..])
    .execute(&mut *db)
    .await?;
    if seen.rows_affected() > 0 {
        let occurrence = Occurrence::new(EventKind::KeyInPath, now).link(link);
        log::append(db, share, occurrence).await?;
    }
    Ok(())
}
