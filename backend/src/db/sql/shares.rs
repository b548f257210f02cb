//! Shares until they are live, and their owner's view of them.

use phial_shared::api::{OwnedLink, OwnedShare, ShareState};
use phial_shared::encoding::Sealed;
use phial_shared::events::{Actor, EventKind, Occurrence};
use phial_shared::ids::{AccountId, KeyId, ShareId};
use phial_shared::keys::TokenHash;
use phial_shared::layout::PartIndex;
use phial_shared::time::UnixSeconds;
use sqlx::Row as _;

use super::values::{
    LINK_COUNTERS, bytes, int, layout, number, optional_bytes, optional_number, phase, small_number, time, token_hash,
};
use super::{Connection, limits, links, lock, log};
use crate::db::{
    CreateShareError, DatabaseError, LinkToSeal, NewShare, Phase, RecordPartError, SealError, Sealing, ShareRecord,
};

pub(super) async fn create(db: &mut Connection, share: &NewShare) -> Result<(), CreateShareError> {
    if let Some(charge) = share.charge {
        limits::charge(&mut *db, charge, share.at).await??;
    }
    if !limits::reserve(&mut *db, share).await? {
        return Err(CreateShareError::QuotaExceeded);
    }
    sqlx::query(
        "INSERT INTO shares (id, phase, ciphertext_len, upload_token_hash, created_at, account)
         VALUES ($1, 'pending', $2, $3, $4, $5)",
    )
    .bind(&share.id.as_bytes()[..])
    .bind(int(share.layout.ciphertext_len()))
    .bind(&share.upload_token_hash.as_bytes()[..])
    .bind(int(share.at.0))
    .bind(share.account.as_ref().map(|account| &account.as_bytes()[..]))
    .execute(&mut *db)
    .await
    .map_err(DatabaseError::from)?;
    log::append(db, share.id, Occurrence::new(EventKind::Created, share.at).by(Actor::Sender)).await?;
    Ok(())
}

pub(super) async fn find(db: &mut Connection, share: ShareId) -> Result<Option<ShareRecord>, DatabaseError> {
    let row = sqlx::query(
        "SELECT phase, ciphertext_len, account, upload_token_hash, owner_token_hash, key_id FROM shares WHERE id = $1",
    )
    .bind(&share.as_bytes()[..])
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(ShareRecord {
        phase: phase(&row)?,
        layout: layout(&row)?,
        account: optional_bytes(&row, "account")?.map(AccountId::from_bytes),
        upload_token_hash: token_hash(&row, "upload_token_hash")?,
        owner_token_hash: optional_bytes(&row, "owner_token_hash")?.map(TokenHash::from_bytes),
        key: optional_bytes(&row, "key_id")?.map(KeyId::from_bytes),
    }))
}

pub(super) async fn find_phase(db: &mut Connection, share: ShareId) -> Result<Option<Phase>, DatabaseError> {
    let row =
        sqlx::query("SELECT phase FROM shares WHERE id = $1").bind(&share.as_bytes()[..]).fetch_optional(db).await?;
    row.as_ref().map(phase).transpose()
}

pub(super) async fn record_part(db: &mut Connection, share: ShareId, part: PartIndex) -> Result<(), RecordPartError> {
    lock::share(&mut *db, share).await?;
    match find(&mut *db, share).await?.map(|share| share.phase) {
        Some(Phase::Pending) => (),
        Some(Phase::Sealed) => return Err(RecordPartError::Sealed),
        Some(Phase::Erasing | Phase::Erased) | None => return Err(RecordPartError::Gone),
    }
    sqlx::query("INSERT INTO parts (share_id, part) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(&share.as_bytes()[..])
        .bind(i64::from(part.0))
        .execute(db)
        .await
        .map_err(DatabaseError::from)?;
    Ok(())
}

pub(super) async fn arrived_parts(db: &mut Connection, share: ShareId) -> Result<Vec<PartIndex>, DatabaseError> {
    let rows = sqlx::query("SELECT part FROM parts WHERE share_id = $1 ORDER BY part")
        .bind(&share.as_bytes()[..])
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| small_number(row, "part").map(PartIndex)).collect()
}

pub(super) async fn seal(db: &mut Connection, sealing: &Sealing) -> Result<UnixSeconds, SealError> {
    lock::share(&mut *db, sealing.share).await?;
    let share = find(&mut *db, sealing.share).await?.ok_or(SealError::Gone)?;
    match share.phase {
        Phase::Pending => (),
        Phase::Sealed => return sealed_before(db, sealing).await,
        Phase::Erasing | Phase::Erased => return Err(SealError::Gone),
    }
    let arrived = arrived_parts(&mut *db, sealing.share).await?.len();
    let missing = (share.layout.part_count() as usize).saturating_sub(arrived);
    if missing > 0 {
        return Err(SealError::PartsMissing(missing as u32));
    }
    make_live(&mut *db, sealing).await?;
    let mut links: Vec<(u32, &LinkToSeal)> = (0..).zip(&sealing.links).collect();
    links.sort_by_key(|(_, link)| *link.link.as_bytes());
    for (position, link) in links {
        if !links::insert(&mut *db, sealing.share, position, link).await? {
            return Err(SealError::LinkExists);
        }
    }
    log::append(db, sealing.share, Occurrence::new(EventKind::Sealed, sealing.at).by(Actor::Sender)).await?;
    Ok(sealing.at)
}

async fn sealed_before(db: &mut Connection, sealing: &Sealing) -> Result<UnixSeconds, SealError> {
    let row = sqlx::query("SELECT sealed_at, seal_digest FROM shares WHERE id = $1")
        .bind(&sealing.share.as_bytes()[..])
        .fetch_one(db)
        .await
        .map_err(DatabaseError::from)?;
    if bytes(&row, "seal_digest")? == sealing.digest {
        Ok(time(&row, "sealed_at")?)
    } else {
        Err(SealError::AlreadySealed)
    }
}

async fn make_live(db: &mut Connection, sealing: &Sealing) -> Result<(), DatabaseError> {
    let last_expiry = sealing.links.iter().map(|link| link.expires_at).max();
    sqlx::query(
        "UPDATE shares SET phase = 'sealed', sealed_at = $1, seal_digest = $2, owner_token_hash = $3,
             owner_wrapped_key = $4, manifest = $5, key_id = $6, look_at = $7
         WHERE id = $8",
    )
    .bind(int(sealing.at.0))
    .bind(&sealing.digest[..])
    .bind(&sealing.owner_token_hash.as_bytes()[..])
    .bind(&sealing.owner_wrapped_key.0)
    .bind(&sealing.manifest.0)
    .bind(&sealing.key.as_bytes()[..])
    .bind(int(last_expiry.map_or(0, |at| at.0)))
    .bind(&sealing.share.as_bytes()[..])
    .execute(db)
    .await?;
    Ok(())
}

/// Has the sweep look at the share at this time at the latest: it may be over then, and sooner than was known.
pub(super) async fn look_by(db: &mut Connection, share: ShareId, at: UnixSeconds) -> Result<(), DatabaseError> {
    sqlx::query("UPDATE shares SET look_at = $1 WHERE id = $2 AND look_at > $1")
        .bind(int(at.0))
        .bind(&share.as_bytes()[..])
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn owned(
    db: &mut Connection,
    share: ShareId,
    now: UnixSeconds,
) -> Result<Option<OwnedShare>, DatabaseError> {
    let row = sqlx::query(
        "SELECT phase, sealed_at, erased_at, ciphertext_len, owner_wrapped_key, manifest
         FROM shares WHERE id = $1 AND sealed_at IS NOT NULL",
    )
    .bind(&share.as_bytes()[..])
    .fetch_optional(&mut *db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let state = match phase(&row)? {
        Phase::Pending => return Err(DatabaseError::Corrupt("sealed_at")),
        Phase::Sealed => ShareState::Sealed,
        Phase::Erasing | Phase::Erased => ShareState::Erased,
    };
    Ok(Some(OwnedShare {
        state,
        sealed_at: time(&row, "sealed_at")?,
        erased_at: optional_number(&row, "erased_at")?.map(UnixSeconds),
        ciphertext_len: number(&row, "ciphertext_len")?,
        wrapped_key: row.try_get::<Option<Vec<u8>>, _>("owner_wrapped_key")?.map(Sealed),
        manifest: row.try_get::<Option<Vec<u8>>, _>("manifest")?.map(Sealed),
        links: owned_links(db, share, now).await?,
    }))
}

async fn owned_links(db: &mut Connection, share: ShareId, now: UnixSeconds) -> Result<Vec<OwnedLink>, DatabaseError> {
    let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT link, sealed_note, {LINK_COUNTERS} FROM links WHERE share_id = $1 ORDER BY position"
    )))
    .bind(&share.as_bytes()[..])
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| links::owned_link(row, now)).collect()
}
