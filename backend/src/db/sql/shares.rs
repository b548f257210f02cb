//! Shares until they are live, and their owner's view of them.

use phial_shared::api::{OwnedLink, OwnedShare, ShareState};
use phial_shared::encoding::Sealed;
use phial_shared::events::{Actor, EventKind, Occurrence};
use phial_shared::ids::{AccountId, ShareId};
use phial_shared::keys::TokenHash;
use phial_shared::layout::PartIndex;
use phial_shared::time::UnixSeconds;
use sqlx::Row as _;

use super::values::{
    LINK_COUNTERS, bytes, int, layout, link_counters, link_ref, number, optional_bytes, optional_number, phase, sealed,
    small_number, time, token_hash,
};
use super::{Connection, limits, lock, log};
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
        "SELECT phase, ciphertext_len, account, upload_token_hash, owner_token_hash FROM shares WHERE id = $1",
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
    }))
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
        insert_link(&mut *db, sealing.share, position, link).await?;
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
    sqlx::query(
        "UPDATE shares SET phase = 'sealed', sealed_at = $1, seal_digest = $2, owner_token_hash = $3,
             owner_wrapped_key = $4, manifest = $5
         WHERE id = $6",
    )
    .bind(int(sealing.at.0))
    .bind(&sealing.digest[..])
    .bind(&sealing.owner_token_hash.as_bytes()[..])
    .bind(&sealing.owner_wrapped_key.0)
    .bind(&sealing.manifest.0)
    .bind(&sealing.share.as_bytes()[..])
    .execute(db)
    .await?;
    Ok(())
}

async fn insert_link(db: &mut Connection, share: ShareId, position: u32, link: &LinkToSeal) -> Result<(), SealError> {
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
    .await
    .map_err(DatabaseError::from)?;
    if inserted.rows_affected() == 0 { Err(SealError::LinkExists) } else { Ok(()) }
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
    let owned = |row| {
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
    };
    rows.iter().map(owned).collect()
}
