//! Links and leases, other than the opening itself.

use phial_shared::api::{LinkState, LinkStatus};
use phial_shared::events::{EventKind, Occurrence};
use phial_shared::ids::{LinkRef, ShareId};
use phial_shared::keys::TokenHash;
use phial_shared::time::UnixSeconds;
use sqlx::SqliteConnection;

use super::log;
use super::values::{layout, link_counters, optional_number, phase, share_id};
use crate::db::{DatabaseError, LeaseError, LeasedContent, MAX_LOGGED_REPORTS, Phase, Report};

pub(super) async fn status(
    db: &mut SqliteConnection,
    link: LinkRef,
    now: UnixSeconds,
) -> Result<Option<LinkStatus>, DatabaseError> {
    let row = sqlx::query(
        "SELECT phase, expires_at, max_opens, opens, revoked_at
         FROM links JOIN shares ON shares.id = links.share_id WHERE link = ?",
    )
    .bind(&link.as_bytes()[..])
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let counters = link_counters(&row)?;
    let state = match (counters.state(now), phase(&row)?) {
        (LinkState::Live, Phase::Erasing | Phase::Erased) => LinkState::Revoked,
        (state, _) => state,
    };
    Ok(Some(LinkStatus { state, expires_at: counters.expires_at, opens_left: counters.opens_left() }))
}

pub(super) async fn leased_content(
    db: &mut SqliteConnection,
    link: LinkRef,
    lease: TokenHash,
    now: UnixSeconds,
) -> Result<LeasedContent, LeaseError> {
    let row = sqlx::query(
        "SELECT share_id, phase, ciphertext_len, revoked_at, leases.expires_at AS lease_expires_at
         FROM links JOIN shares ON shares.id = links.share_id
         LEFT JOIN leases ON leases.link = links.link AND leases.token_hash = ?
         WHERE links.link = ?",
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
    db: &mut SqliteConnection,
    link: LinkRef,
    lease: TokenHash,
    report: Report,
) -> Result<(), LeaseError> {
    let content = leased_content(&mut *db, link, lease, report.at).await?;
    let logged =
        sqlx::query("UPDATE leases SET reports = reports + 1 WHERE token_hash = ? AND link = ? AND reports < ?")
            .bind(&lease.as_bytes()[..])
            .bind(&link.as_bytes()[..])
            .bind(MAX_LOGGED_REPORTS)
            .execute(&mut *db)
            .await
            .map_err(DatabaseError::from)?;
    if logged.rows_affected() > 0 {
        let Report { kind, file, at } = report;
        log::append(db, content.share, Occurrence { kind, at, link: Some(link), file: Some(file) }).await?;
    }
    Ok(())
}

pub(super) async fn key_seen_in_path(
    db: &mut SqliteConnection,
    link: LinkRef,
    now: UnixSeconds,
) -> Result<(), DatabaseError> {
    let row = sqlx::query(
        "UPDATE links SET key_seen = 1
         WHERE link = ? AND key_seen = 0
             AND EXISTS (SELECT 1 FROM shares WHERE shares.id = links.share_id AND phase = 'sealed')
         RETURNING share_id",
    )
    .bind(&link.as_bytes()[..])
    .fetch_optional(&mut *db)
    .await?;
    let Some(row) = row else { return Ok(()) };
    let share: ShareId = share_id(&row, "share_id")?;
    let occurrence = Occurrence { kind: EventKind::KeyInPath, at: now, link: Some(link), file: None };
    log::append(db, share, occurrence).await?;
    Ok(())
}
