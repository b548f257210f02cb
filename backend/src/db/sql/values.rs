//! Rows to domain types and back.

use phial_shared::api::FactorStatus;
use phial_shared::encoding::Sealed;
use phial_shared::factor::{FactorCost, FactorKind};
use phial_shared::ids::{LinkRef, ShareId};
use phial_shared::keys::TokenHash;
use phial_shared::layout::Layout;
use phial_shared::time::UnixSeconds;
use sqlx::Row as _;

use super::Row;
use crate::db::{DatabaseError, LinkCounters, Phase};

/// A number as the databases store it. Beyond `i64::MAX` lie only times in the remote future.
pub(super) fn int(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

pub(super) fn number(row: &Row, column: &'static str) -> Result<u64, DatabaseError> {
    u64::try_from(row.try_get::<i64, _>(column)?).map_err(|_| DatabaseError::Corrupt(column))
}

pub(super) fn optional_number(row: &Row, column: &'static str) -> Result<Option<u64>, DatabaseError> {
    let value = row.try_get::<Option<i64>, _>(column)?;
    value.map(|value| u64::try_from(value).map_err(|_| DatabaseError::Corrupt(column))).transpose()
}

pub(super) fn small_number(row: &Row, column: &'static str) -> Result<u32, DatabaseError> {
    u32::try_from(number(row, column)?).map_err(|_| DatabaseError::Corrupt(column))
}

pub(super) fn optional_small_number(row: &Row, column: &'static str) -> Result<Option<u32>, DatabaseError> {
    let value = optional_number(row, column)?;
    value.map(|value| u32::try_from(value).map_err(|_| DatabaseError::Corrupt(column))).transpose()
}

pub(super) fn time(row: &Row, column: &'static str) -> Result<UnixSeconds, DatabaseError> {
    number(row, column).map(UnixSeconds)
}

pub(super) fn bytes<const N: usize>(row: &Row, column: &'static str) -> Result<[u8; N], DatabaseError> {
    optional_bytes(row, column)?.ok_or(DatabaseError::Corrupt(column))
}

pub(super) fn optional_bytes<const N: usize>(
    row: &Row,
    column: &'static str,
) -> Result<Option<[u8; N]>, DatabaseError> {
    let value = row.try_get::<Option<&[u8]>, _>(column)?;
    value.map(|value| value.try_into().map_err(|_| DatabaseError::Corrupt(column))).transpose()
}

pub(super) fn share_id(row: &Row, column: &'static str) -> Result<ShareId, DatabaseError> {
    bytes(row, column).map(ShareId::from_bytes)
}

pub(super) fn link_ref(row: &Row, column: &'static str) -> Result<LinkRef, DatabaseError> {
    bytes(row, column).map(LinkRef::from_bytes)
}

pub(super) fn token_hash(row: &Row, column: &'static str) -> Result<TokenHash, DatabaseError> {
    bytes(row, column).map(TokenHash::from_bytes)
}

pub(super) fn sealed(row: &Row, column: &'static str) -> Result<Sealed, DatabaseError> {
    Ok(Sealed(row.try_get(column)?))
}

pub(super) fn layout(row: &Row) -> Result<Layout, DatabaseError> {
    const COLUMN: &str = "ciphertext_len";
    Layout::from_ciphertext_len(number(row, COLUMN)?).map_err(|_| DatabaseError::Corrupt(COLUMN))
}

pub(super) fn phase(row: &Row) -> Result<Phase, DatabaseError> {
    match row.try_get::<&str, _>("phase")? {
        "pending" => Ok(Phase::Pending),
        "sealed" => Ok(Phase::Sealed),
        "erasing" => Ok(Phase::Erasing),
        "erased" => Ok(Phase::Erased),
        _ => Err(DatabaseError::Corrupt("phase")),
    }
}

/// What [`link_counters`] reads.
pub(super) const LINK_COUNTERS: &str = "links.expires_at, max_opens, opens, revoked_at, locked_at, factor_kind, \
    factor_memory_kib, factor_passes, factor_lanes, max_tries, tries_left";

pub(super) fn link_counters(row: &Row) -> Result<LinkCounters, DatabaseError> {
    Ok(LinkCounters {
        expires_at: time(row, "expires_at")?,
        max_opens: optional_small_number(row, "max_opens")?,
        opens: small_number(row, "opens")?,
        revoked: optional_number(row, "revoked_at")?.is_some(),
        locked: optional_number(row, "locked_at")?.is_some(),
        factor: factor(row)?,
    })
}

fn factor(row: &Row) -> Result<Option<FactorStatus>, DatabaseError> {
    let Some(kind) = row.try_get::<Option<&str>, _>("factor_kind")? else { return Ok(None) };
    let cost = FactorCost::new(
        small_number(row, "factor_memory_kib")?,
        small_number(row, "factor_passes")?,
        small_number(row, "factor_lanes")?,
    );
    Ok(Some(FactorStatus {
        kind: FactorKind::from_text(kind).ok_or(DatabaseError::Corrupt("factor_kind"))?,
        cost: cost.map_err(|_| DatabaseError::Corrupt("factor_memory_kib"))?,
        tries_left: small_number(row, "tries_left")?,
        max_tries: small_number(row, "max_tries")?,
    }))
}
