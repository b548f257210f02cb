//! Lists of accounts and of shares, in pages.

use phial_shared::api::{AccountList, AccountOrigin, ListedAccount, ListedShare, ShareList, ShareState};
use phial_shared::ids::{AccountId, InviteId};
use phial_shared::time::UnixSeconds;
use sqlx::Row as _;

use super::accounts::{account_id, roles};
use super::values::{int, number, optional_bytes, optional_number, phase, share_id, small_number, time};
use super::{Connection, Row};
use crate::db::{Cursor, DatabaseError, PAGE, Phase};

pub(super) async fn accounts(db: &mut Connection, after: Option<Cursor>) -> Result<AccountList, DatabaseError> {
    // Before the first account there is none.
    let Cursor { at, id } = after.unwrap_or(Cursor { at: UnixSeconds(0), id: [0; 16] });
    let rows = sqlx::query(
        "SELECT id, origin, invite, roles, created_at, signed_in_at, revoked_at,
             COALESCE((SELECT shares FROM usage WHERE scope = accounts.id), 0) AS shares
         FROM accounts WHERE (created_at, id) > ($1, $2) ORDER BY created_at, id LIMIT $3",
    )
    .bind(int(at.0))
    .bind(&id[..])
    .bind(i64::from(PAGE) + 1)
    .fetch_all(db)
    .await?;
    let mut accounts = rows.iter().map(listed_account).collect::<Result<Vec<_>, _>>()?;
    let next = cut(&mut accounts, |last| Cursor { at: last.created_at, id: *last.account.as_bytes() });
    Ok(AccountList { accounts, next })
}

fn listed_account(row: &Row) -> Result<ListedAccount, DatabaseError> {
    Ok(ListedAccount {
        account: account_id(row, "id")?,
        origin: origin(row)?,
        invite: optional_bytes(row, "invite")?.map(InviteId::from_bytes),
        roles: roles(row)?,
        created_at: time(row, "created_at")?,
        signed_in_at: time(row, "signed_in_at")?,
        revoked_at: optional_number(row, "revoked_at")?.map(UnixSeconds),
        shares: number(row, "shares")?,
    })
}

pub(super) async fn shares_of(
    db: &mut Connection,
    account: Option<AccountId>,
    after: Option<Cursor>,
    now: UnixSeconds,
) -> Result<ShareList, DatabaseError> {
    // After the newest share there is none.
    let Cursor { at, id } = after.unwrap_or(Cursor { at: UnixSeconds(u64::MAX), id: [0xff; 16] });
    let whose = if account.is_some() { "account = $5 AND" } else { "" };
    let mut query = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT id, account, phase, created_at, sealed_at, erased_at,
             (SELECT COUNT(*) FROM links WHERE share_id = shares.id) AS links,
             (SELECT COUNT(*) FROM links WHERE share_id = shares.id AND phase = 'sealed' AND revoked_at IS NULL
                 AND expires_at > $1 AND (max_opens IS NULL OR opens < max_opens)) AS live_links,
             (SELECT CAST(COALESCE(SUM(opens), 0) AS BIGINT) FROM links WHERE share_id = shares.id) AS opens,
             (SELECT MAX(expires_at) FROM links WHERE share_id = shares.id) AS expires_at
         FROM shares WHERE {whose} (created_at, id) < ($2, $3) ORDER BY created_at DESC, id DESC LIMIT $4"
    )))
    .bind(int(now.0))
    .bind(int(at.0))
    .bind(&id[..])
    .bind(i64::from(PAGE) + 1);
    if let Some(account) = &account {
        query = query.bind(&account.as_bytes()[..]);
    }
    let rows = query.fetch_all(db).await?;
    let mut shares = rows.iter().map(listed_share).collect::<Result<Vec<_>, _>>()?;
    let next = cut(&mut shares, |last| Cursor { at: last.created_at, id: *last.share_id.as_bytes() });
    Ok(ShareList { shares, next })
}

fn listed_share(row: &Row) -> Result<ListedShare, DatabaseError> {
    let optional_time = |column| Ok::<_, DatabaseError>(optional_number(row, column)?.map(UnixSeconds));
    Ok(ListedShare {
        share_id: share_id(row, "id")?,
        account: optional_bytes(row, "account")?.map(AccountId::from_bytes),
        state: match phase(row)? {
            Phase::Pending => ShareState::Pending,
            Phase::Sealed => ShareState::Sealed,
            Phase::Erasing | Phase::Erased => ShareState::Erased,
        },
        created_at: time(row, "created_at")?,
        sealed_at: optional_time("sealed_at")?,
        expires_at: optional_time("expires_at")?,
        erased_at: optional_time("erased_at")?,
        links: small_number(row, "links")?,
        live_links: small_number(row, "live_links")?,
        opens: number(row, "opens")?,
    })
}

/// Takes away what was read beyond the page; where the next page begins, if there is one.
fn cut<T>(entries: &mut Vec<T>, place: impl Fn(&T) -> Cursor) -> Option<String> {
    if entries.len() <= PAGE as usize {
        return None;
    }
    entries.truncate(PAGE as usize);
    entries.last().map(|last| place(last).to_string())
}

fn origin(row: &Row) -> Result<AccountOrigin, DatabaseError> {
    match row.try_get::<&str, _>("origin")? {
        "invite" => Ok(AccountOrigin::Invite),
        "oidc" => Ok(AccountOrigin::Oidc),
        "token" => Ok(AccountOrigin::Token),
        _ => Err(DatabaseError::Corrupt("origin")),
    }
}
