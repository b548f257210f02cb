//! Links and leases, other than the opening itself.

use phial_shared::api::{LinkState, LinkStatus};
use phial_shared::events::{EventKind, Occurrence};
use phial_shared::ids::LinkRef;
use phial_shared::keys::TokenHash;
use phial_shared::time::UnixSeconds;

use super::values::{LINK_COUNTERS, layout, link_counters, optional_number, phase, share_id};
use super::{Connection, lock, log};
use crate::db::{DatabaseError, LeaseError, LeasedContent, MAX_LOGGED_REPORTS, Phase, Report};

pub(super) async fn status(
    db: &mut Connection,
    link: LinkRef,
    now: UnixSeconds,
) -> Result<Option<LinkStatus>, DatabaseError> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT phase, {LINK_COUNTERS} FROM links JOIN shares ON shares.id = links.share_id WHERE link = $1"
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
    Ok(Some(LinkStatus {
        state,
        expires_at: counters.expires_at,
        opens_left: counters.opens_left(),
        factor: counters.factor,
    }))
}

pub(super) async fn leased_content(
    db: &mut Connection,
    link: LinkRef,
    lease: TokenHash,
    now: UnixSeconds,
) -> Result<LeasedContent, LeaseError> {
    let row = sqlx::query(
        "SELECT share_id, phase, ciphertext_len, revoked_at, leases.expires_at AS lease_expires_at
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
    Ok(LeasedContent { share: share_id(&row, "share_id")?, layout: layout(&row)? })
}

pub(super) async fn report(
    db: &mut Connection,
    link: LinkRef,
    lease: TokenHash,
    report: Report,
) -> Result<(), LeaseError> {
    lock::share_of_link(&mut *db, link).await?;
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
