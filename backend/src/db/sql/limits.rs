//! Rates and quotas: each is one conditional statement.

use phial_shared::ids::ShareId;
use phial_shared::layout::Layout;
use phial_shared::time::UnixSeconds;

use super::values::{bytes, int, number};
use super::{Connection, lock};
use crate::db::limits::{Charge, Quota, RateSalt, TooMany};
use crate::db::{DatabaseError, NewShare};

/// The scope of the whole server.
const SERVER: &[u8] = &[];

const DAY: u64 = 24 * 60 * 60;

pub(super) async fn salt(db: &mut Connection, day: u64, drawn: RateSalt) -> Result<RateSalt, DatabaseError> {
    sqlx::query("INSERT INTO rate_salts (day, salt) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING")
        .bind(int(day))
        .bind(drawn.as_bytes())
        .execute(&mut *db)
        .await?;
    let row = sqlx::query("SELECT salt FROM rate_salts WHERE day = $1").bind(int(day)).fetch_one(db).await?;
    bytes(&row, "salt").map(RateSalt::from_bytes)
}

/// Counts one, if the rate allows.
pub(super) async fn charge(
    db: &mut Connection,
    charge: Charge,
    now: UnixSeconds,
) -> Result<Result<(), TooMany>, DatabaseError> {
    let (now_ms, step) = (millis(now), charge.rate.step());
    let charged = sqlx::query(
        "INSERT INTO rates (key, free_at) VALUES ($1, $2)
         ON CONFLICT (key) DO UPDATE SET free_at = CASE WHEN rates.free_at > $3 THEN rates.free_at ELSE $3 END + $4
         WHERE rates.free_at <= $5",
    )
    .bind(charge.key.as_bytes())
    .bind(int(now_ms.saturating_add(step)))
    .bind(int(now_ms))
    .bind(int(step))
    .bind(int(now_ms.saturating_add(charge.rate.slack())))
    .execute(&mut *db)
    .await?;
    if charged.rows_affected() > 0 { Ok(Ok(())) } else { allowed(db, charge, now).await }
}

/// Whether the rate would allow one more, which is not counted.
pub(super) async fn allowed(
    db: &mut Connection,
    charge: Charge,
    now: UnixSeconds,
) -> Result<Result<(), TooMany>, DatabaseError> {
    let row =
        sqlx::query("SELECT free_at FROM rates WHERE key = $1").bind(charge.key.as_bytes()).fetch_optional(db).await?;
    let free_at = row.map(|row| number(&row, "free_at")).transpose()?;
    Ok(allows(charge, free_at, now))
}

/// Whether the rate allows one more, by what is remembered.
pub(super) fn allows(charge: Charge, free_at: Option<u64>, now: UnixSeconds) -> Result<(), TooMany> {
    let ahead = free_at.unwrap_or(0).saturating_sub(millis(now));
    match ahead.saturating_sub(charge.rate.slack()) {
        0 => Ok(()),
        wait => Err(TooMany::after(wait)),
    }
}

/// What is to be remembered when one more has happened.
pub(super) fn free_after(charge: Charge, free_at: Option<u64>, now: UnixSeconds) -> u64 {
    free_at.unwrap_or(0).max(millis(now)).saturating_add(charge.rate.step())
}

pub(super) async fn forget(db: &mut Connection, now: UnixSeconds) -> Result<u64, DatabaseError> {
    let forgotten = lock::delete_free(&mut *db, ("rates", "key"), "free_at <= $1", int(millis(now))).await?;
    // A day more: clocks of servers differ.
    let yesterday = (now.0 / DAY).saturating_sub(1);
    lock::delete_free(db, ("rate_salts", "day"), "day < $1", int(yesterday)).await?;
    Ok(forgotten)
}

/// Reserves room for a share, if the quotas have it.
pub(super) async fn reserve(db: &mut Connection, share: &NewShare) -> Result<bool, DatabaseError> {
    let len = share.layout.ciphertext_len();
    if !reserve_in(&mut *db, SERVER, len, share.quotas.server).await? {
        return Ok(false);
    }
    match share.account {
        Some(account) => reserve_in(db, account.as_bytes(), len, share.quotas.account).await,
        None => Ok(true),
    }
}

async fn reserve_in(db: &mut Connection, scope: &[u8], len: u64, quota: Quota) -> Result<bool, DatabaseError> {
    let reserved = sqlx::query(
        "INSERT INTO usage (scope, shares, bytes) SELECT $1, 1, $2 WHERE 1 <= $3 AND $2 <= $4
         ON CONFLICT (scope) DO UPDATE SET shares = usage.shares + 1, bytes = usage.bytes + $2
         WHERE usage.shares < $3 AND usage.bytes + $2 <= $4",
    )
    .bind(scope)
    .bind(int(len))
    .bind(quota.shares.map_or(i64::MAX, int))
    .bind(quota.bytes.map_or(i64::MAX, int))
    .execute(db)
    .await?;
    Ok(reserved.rows_affected() > 0)
}

/// Gives back the room of a share whose objects are deleted. In the order in which it was reserved.
pub(super) async fn release(db: &mut Connection, share: ShareId, layout: Layout) -> Result<(), DatabaseError> {
    sqlx::query("UPDATE usage SET shares = shares - 1, bytes = bytes - $1 WHERE scope = $2")
        .bind(int(layout.ciphertext_len()))
        .bind(SERVER)
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "UPDATE usage SET shares = shares - 1, bytes = bytes - $1
         WHERE scope = (SELECT account FROM shares WHERE id = $2)",
    )
    .bind(int(layout.ciphertext_len()))
    .bind(&share.as_bytes()[..])
    .execute(db)
    .await?;
    Ok(())
}

fn millis(time: UnixSeconds) -> u64 {
    time.0.saturating_mul(1000)
}
