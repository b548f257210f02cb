//! Who may send: accounts, sessions, invitations, and sign-ins that are under way.

use async_trait::async_trait;
use futures_util::FutureExt;
use phial_shared::api::{AccountList, AccountOrigin, Roles, ShareList};
use phial_shared::ids::{AccountId, InviteId, ShareId};
use phial_shared::keys::{TokenHash, random};
use phial_shared::time::{Seconds, UnixSeconds};

use super::values::{bytes, int, number, optional_number, share_id, small_number, time};
use super::{Connection, Handle, Row, account_lists, lock};
use crate::db::{Accounts, Cursor, DatabaseError, Invite, LiveSession, NewInvite, NewSession, SignInError, SigningIn};

/// A session's last use is noted no more often than this.
const NOTED_EVERY: Seconds = Seconds::MINUTE;

#[async_trait]
impl Accounts for Handle {
    async fn sign_in(&self, signing_in: SigningIn) -> Result<(), SignInError> {
        self.write(move |db| async move { sign_in(db, &signing_in).await }.boxed()).await
    }

    async fn join(&self, invite: TokenHash, account: AccountId, session: NewSession) -> Result<Roles, SignInError> {
        self.write(move |db| async move { join(db, invite, account, session).await }.boxed()).await
    }

    async fn session(&self, token: TokenHash, now: UnixSeconds) -> Result<Option<LiveSession>, DatabaseError> {
        let found = self.read(move |db| async move { live_session(db, token, now).await }.boxed()).await?;
        let Some((session, seen_at)) = found else { return Ok(None) };
        if seen_at + NOTED_EVERY <= now {
            let noted: Result<(), DatabaseError> =
                self.write(move |db| async move { note_use(db, token, now).await }.boxed()).await;
            // Reading goes on where nothing can be written, on a full disk for instance.
            if let Err(error) = noted {
                tracing::warn!(cause = crate::log::causes(&error), "the use of a session was not noted");
            }
        }
        Ok(Some(session))
    }

    async fn end_session(&self, token: TokenHash) -> Result<(), DatabaseError> {
        self.write(move |db| {
            async move {
                sqlx::query("DELETE FROM sessions WHERE token_hash = $1")
                    .bind(&token.as_bytes()[..])
                    .execute(db)
                    .await?;
                Ok(())
            }
            .boxed()
        })
        .await
    }

    async fn create_invite(&self, invite: NewInvite) -> Result<(), DatabaseError> {
        self.write(move |db| async move { create_invite(db, &invite).await }.boxed()).await
    }

    async fn invites(&self) -> Result<Vec<Invite>, DatabaseError> {
        self.read(|db| async move { invites(db).await }.boxed()).await
    }

    async fn revoke_invite(&self, invite: InviteId, now: UnixSeconds) -> Result<bool, DatabaseError> {
        self.write(move |db| {
            async move {
                let revoked = sqlx::query("UPDATE invites SET revoked_at = COALESCE(revoked_at, $1) WHERE id = $2")
                    .bind(int(now.0))
                    .bind(&invite.as_bytes()[..])
                    .execute(db)
                    .await?;
                Ok(revoked.rows_affected() > 0)
            }
            .boxed()
        })
        .await
    }

    async fn accounts(&self, after: Option<Cursor>) -> Result<AccountList, DatabaseError> {
        self.read(move |db| async move { account_lists::accounts(db, after).await }.boxed()).await
    }

    async fn revoke_account(&self, account: AccountId, now: UnixSeconds) -> Result<bool, DatabaseError> {
        self.write(move |db| async move { revoke_account(db, account, now).await }.boxed()).await
    }

    async fn shares_of(
        &self,
        account: Option<AccountId>,
        after: Option<Cursor>,
        now: UnixSeconds,
    ) -> Result<ShareList, DatabaseError> {
        self.read(move |db| async move { account_lists::shares_of(db, account, after, now).await }.boxed()).await
    }

    async fn live_shares_of(&self, account: AccountId) -> Result<Vec<ShareId>, DatabaseError> {
        self.read(move |db| async move { live_shares_of(db, account).await }.boxed()).await
    }

    async fn begin_sign_in(&self, state: TokenHash, expires_at: UnixSeconds) -> Result<(), DatabaseError> {
        self.write(move |db| {
            async move {
                sqlx::query("INSERT INTO sign_ins (state_hash, expires_at) VALUES ($1, $2)")
                    .bind(&state.as_bytes()[..])
                    .bind(int(expires_at.0))
                    .execute(db)
                    .await?;
                Ok(())
            }
            .boxed()
        })
        .await
    }

    async fn take_sign_in(&self, state: TokenHash, now: UnixSeconds) -> Result<bool, DatabaseError> {
        self.write(move |db| {
            async move {
                let taken = sqlx::query("DELETE FROM sign_ins WHERE state_hash = $1 AND expires_at > $2")
                    .bind(&state.as_bytes()[..])
                    .bind(int(now.0))
                    .execute(db)
                    .await?;
                Ok(taken.rows_affected() > 0)
            }
            .boxed()
        })
        .await
    }

    async fn salt(&self, name: &str) -> Result<[u8; 32], DatabaseError> {
        let name = name.to_owned();
        self.write(move |db| async move { salt(db, &name).await }.boxed()).await
    }

    async fn forget_sign_ins(&self, invites_before: UnixSeconds, now: UnixSeconds) -> Result<(), DatabaseError> {
        self.write(move |db| async move { forget_sign_ins(db, invites_before, now).await }.boxed()).await
    }
}

async fn invites(db: &mut Connection) -> Result<Vec<Invite>, DatabaseError> {
    let rows = sqlx::query(
        "SELECT id, roles, created_at, expires_at, max_uses, uses, revoked_at FROM invites ORDER BY created_at, id",
    )
    .fetch_all(db)
    .await?;
    rows.iter().map(invite).collect()
}

async fn live_shares_of(db: &mut Connection, account: AccountId) -> Result<Vec<ShareId>, DatabaseError> {
    let rows = sqlx::query("SELECT id FROM shares WHERE account = $1 AND phase <> 'erased'")
        .bind(&account.as_bytes()[..])
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| share_id(row, "id")).collect()
}

async fn sign_in(db: &mut Connection, signing_in: &SigningIn) -> Result<(), SignInError> {
    let at = int(signing_in.session.at.0);
    let signed_in = sqlx::query(
        "INSERT INTO accounts (id, origin, roles, created_at, signed_in_at, invite) VALUES ($1, $2, $3, $4, $4, $5)
         ON CONFLICT (id) DO UPDATE SET roles = excluded.roles, signed_in_at = excluded.signed_in_at
             WHERE accounts.revoked_at IS NULL",
    )
    .bind(&signing_in.account.as_bytes()[..])
    .bind(origin_text(signing_in.origin))
    .bind(i64::from(signing_in.roles.bits()))
    .bind(at)
    .bind(signing_in.invite.as_ref().map(|invite| &invite.as_bytes()[..]))
    .execute(&mut *db)
    .await
    .map_err(DatabaseError::from)?;
    if signed_in.rows_affected() == 0 {
        return Err(SignInError::Revoked);
    }
    Ok(begin_session(db, signing_in.account, signing_in.session).await?)
}

async fn join(
    db: &mut Connection,
    invite: TokenHash,
    account: AccountId,
    session: NewSession,
) -> Result<Roles, SignInError> {
    let row = sqlx::query(
        "UPDATE invites SET uses = uses + 1
         WHERE token_hash = $1 AND expires_at > $2 AND revoked_at IS NULL AND uses < max_uses RETURNING id, roles",
    )
    .bind(&invite.as_bytes()[..])
    .bind(int(session.at.0))
    .fetch_optional(&mut *db)
    .await
    .map_err(DatabaseError::from)?
    .ok_or(SignInError::InviteOver)?;
    let (invite, roles) = (Some(InviteId::from_bytes(bytes(&row, "id")?)), roles(&row)?);
    sign_in(db, &SigningIn { account, origin: AccountOrigin::Invite, invite, roles, session }).await?;
    Ok(roles)
}

async fn begin_session(db: &mut Connection, account: AccountId, session: NewSession) -> Result<(), DatabaseError> {
    sqlx::query("INSERT INTO sessions (token_hash, account, expires_at, idle, seen_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(&session.token_hash.as_bytes()[..])
        .bind(&account.as_bytes()[..])
        .bind(int(session.expires_at.0))
        .bind(session.idle.map(|idle| int(idle.0)))
        .bind(int(session.at.0))
        .execute(db)
        .await?;
    Ok(())
}

async fn live_session(
    db: &mut Connection,
    token: TokenHash,
    now: UnixSeconds,
) -> Result<Option<(LiveSession, UnixSeconds)>, DatabaseError> {
    let row = sqlx::query(
        "SELECT account, roles, expires_at, seen_at FROM sessions JOIN accounts ON accounts.id = sessions.account
         WHERE token_hash = $1 AND expires_at > $2 AND revoked_at IS NULL AND (idle IS NULL OR seen_at + idle > $2)",
    )
    .bind(&token.as_bytes()[..])
    .bind(int(now.0))
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let session = LiveSession {
        account: account_id(&row, "account")?,
        roles: roles(&row)?,
        expires_at: time(&row, "expires_at")?,
    };
    Ok(Some((session, time(&row, "seen_at")?)))
}

async fn note_use(db: &mut Connection, token: TokenHash, now: UnixSeconds) -> Result<(), DatabaseError> {
    sqlx::query("UPDATE sessions SET seen_at = $1 WHERE token_hash = $2 AND seen_at < $1")
        .bind(int(now.0))
        .bind(&token.as_bytes()[..])
        .execute(db)
        .await?;
    Ok(())
}

async fn create_invite(db: &mut Connection, invite: &NewInvite) -> Result<(), DatabaseError> {
    sqlx::query(
        "INSERT INTO invites (id, token_hash, roles, created_at, expires_at, max_uses) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&invite.id.as_bytes()[..])
    .bind(&invite.token_hash.as_bytes()[..])
    .bind(i64::from(invite.roles.bits()))
    .bind(int(invite.at.0))
    .bind(int(invite.expires_at.0))
    .bind(i64::from(invite.max_uses))
    .execute(db)
    .await?;
    Ok(())
}

fn invite(row: &Row) -> Result<Invite, DatabaseError> {
    Ok(Invite {
        id: bytes(row, "id").map(InviteId::from_bytes)?,
        roles: roles(row)?,
        created_at: time(row, "created_at")?,
        expires_at: time(row, "expires_at")?,
        max_uses: small_number(row, "max_uses")?,
        uses: small_number(row, "uses")?,
        revoked_at: optional_number(row, "revoked_at")?.map(UnixSeconds),
    })
}

async fn revoke_account(db: &mut Connection, account: AccountId, now: UnixSeconds) -> Result<bool, DatabaseError> {
    let revoked = sqlx::query("UPDATE accounts SET revoked_at = COALESCE(revoked_at, $1) WHERE id = $2")
        .bind(int(now.0))
        .bind(&account.as_bytes()[..])
        .execute(&mut *db)
        .await?;
    sqlx::query("DELETE FROM sessions WHERE account = $1").bind(&account.as_bytes()[..]).execute(db).await?;
    Ok(revoked.rows_affected() > 0)
}

async fn salt(db: &mut Connection, name: &str) -> Result<[u8; 32], DatabaseError> {
    sqlx::query("INSERT INTO salts (name, salt) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind(name)
        .bind(&random::<32>()[..])
        .execute(&mut *db)
        .await?;
    let row = sqlx::query("SELECT salt FROM salts WHERE name = $1").bind(name).fetch_one(db).await?;
    bytes(&row, "salt")
}

async fn forget_sign_ins(
    db: &mut Connection,
    invites_before: UnixSeconds,
    now: UnixSeconds,
) -> Result<(), DatabaseError> {
    let over = [
        (("sign_ins", "state_hash"), "expires_at <= $1", now),
        (("sessions", "token_hash"), "expires_at <= $1 OR seen_at + idle <= $1", now),
        (("invites", "id"), "expires_at <= $1", invites_before),
    ];
    for (rows, condition, before) in over {
        lock::delete_free(&mut *db, rows, condition, int(before.0)).await?;
    }
    Ok(())
}

pub(super) fn account_id(row: &Row, column: &'static str) -> Result<AccountId, DatabaseError> {
    bytes(row, column).map(AccountId::from_bytes)
}

pub(super) fn roles(row: &Row) -> Result<Roles, DatabaseError> {
    let bits = u8::try_from(number(row, "roles")?).ok().and_then(Roles::from_bits);
    bits.ok_or(DatabaseError::Corrupt("roles"))
}

const fn origin_text(origin: AccountOrigin) -> &'static str {
    match origin {
        AccountOrigin::Invite => "invite",
        AccountOrigin::Oidc => "oidc",
        AccountOrigin::Token => "token",
    }
}
