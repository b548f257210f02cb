//! What the server remembers of who may send: accounts, their sessions, invitations, and sign-ins that are under way.

use std::fmt;
use std::str::FromStr;

use async_trait::async_trait;
use phial_shared::api::{AccountList, AccountOrigin, Roles, ShareList};
use phial_shared::encoding::{BadEncoding, decode_array, encode};
use phial_shared::ids::{AccountId, InviteId, ShareId};
use phial_shared::keys::TokenHash;
use phial_shared::time::{Seconds, UnixSeconds};

use super::DatabaseError;

/// How many entries a page of a list has at most.
pub const PAGE: u32 = 50;

/// A session to begin.
#[derive(Clone, Copy, Debug)]
pub struct NewSession {
    /// The hash of its token.
    pub token_hash: TokenHash,
    /// When it ends, however much it is used.
    pub expires_at: UnixSeconds,
    /// How long it may stay unused; `None`: as long as it lives.
    pub idle: Option<Seconds>,
    /// When.
    pub at: UnixSeconds,
}

/// An account that signs in, or is made.
#[derive(Clone, Copy, Debug)]
pub struct SigningIn {
    /// Its id.
    pub account: AccountId,
    /// How it came to be.
    pub origin: AccountOrigin,
    /// The invitation that it comes by, if it is one.
    pub invite: Option<InviteId>,
    /// What it may do from now on.
    pub roles: Roles,
    /// The session that begins.
    pub session: NewSession,
}

/// An invitation to make.
#[derive(Clone, Copy, Debug)]
pub struct NewInvite {
    /// Its id.
    pub id: InviteId,
    /// The hash of its token.
    pub token_hash: TokenHash,
    /// What whoever joins may do.
    pub roles: Roles,
    /// From when on it cannot be used.
    pub expires_at: UnixSeconds,
    /// How often it can be used.
    pub max_uses: u32,
    /// When.
    pub at: UnixSeconds,
}

/// An invitation, as the operator sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invite {
    /// Its id.
    pub id: InviteId,
    /// What whoever joins may do.
    pub roles: Roles,
    /// When it was made.
    pub created_at: UnixSeconds,
    /// From when on it cannot be used.
    pub expires_at: UnixSeconds,
    /// How often it can be used.
    pub max_uses: u32,
    /// How often it was.
    pub uses: u32,
    /// When it was taken back.
    pub revoked_at: Option<UnixSeconds>,
}

/// A session that lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveSession {
    /// Whose.
    pub account: AccountId,
    /// What the account may do now.
    pub roles: Roles,
    /// When it ends, however much it is used.
    pub expires_at: UnixSeconds,
}

/// Where a page of a list begins: after this entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// When the entry was made.
    pub at: UnixSeconds,
    /// The bytes of its id.
    pub id: [u8; 16],
}

/// Why nobody signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The account is revoked.
    #[error("the account is revoked")]
    Revoked,
    /// The invitation was used, has expired, was taken back, or never was.
    #[error("the invitation cannot be used")]
    InviteOver,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// What a [`super::Database`] remembers of who may send.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Begins a session of an account, which is made if there is none, and has these roles from now on.
    async fn sign_in(&self, signing_in: SigningIn) -> Result<(), SignInError>;

    /// Uses an invitation once, by one conditional statement, and begins a session of a new account with its roles.
    async fn join(&self, invite: TokenHash, account: AccountId, session: NewSession) -> Result<Roles, SignInError>;

    /// The session with this token, if it lives. Notes that it was used, not more than once a minute.
    async fn session(&self, token: TokenHash, now: UnixSeconds) -> Result<Option<LiveSession>, DatabaseError>;

    /// Ends a session. Nothing to do if there is none.
    async fn end_session(&self, token: TokenHash) -> Result<(), DatabaseError>;

    /// Makes an invitation.
    async fn create_invite(&self, invite: NewInvite) -> Result<(), DatabaseError>;

    /// All invitations, the oldest first.
    async fn invites(&self) -> Result<Vec<Invite>, DatabaseError>;

    /// Takes an invitation back; `false` if there is none. Who has joined by it stays.
    async fn revoke_invite(&self, invite: InviteId, now: UnixSeconds) -> Result<bool, DatabaseError>;

    /// A page of all accounts, the oldest first.
    async fn accounts(&self, after: Option<Cursor>) -> Result<AccountList, DatabaseError>;

    /// Ends an account and its sessions for ever; `false` if there is none. Its shares stay.
    async fn revoke_account(&self, account: AccountId, now: UnixSeconds) -> Result<bool, DatabaseError>;

    /// A page of the shares of an account, or of all, the newest first.
    async fn shares_of(
        &self,
        account: Option<AccountId>,
        after: Option<Cursor>,
        now: UnixSeconds,
    ) -> Result<ShareList, DatabaseError>;

    /// Every share of an account that is not erased.
    async fn live_shares_of(&self, account: AccountId) -> Result<Vec<ShareId>, DatabaseError>;

    /// Remembers a sign-in that has begun.
    async fn begin_sign_in(&self, state: TokenHash, expires_at: UnixSeconds) -> Result<(), DatabaseError>;

    /// Forgets a sign-in, once: `false` if it never began, is over, or was taken before.
    async fn take_sign_in(&self, state: TokenHash, now: UnixSeconds) -> Result<bool, DatabaseError>;

    /// The salt of this name, which is the same for every replica.
    async fn salt(&self, name: &str) -> Result<[u8; 32], DatabaseError>;

    /// Forgets sessions and sign-ins that are over, and invitations that were over before a time.
    async fn forget_sign_ins(&self, invites_before: UnixSeconds, now: UnixSeconds) -> Result<(), DatabaseError>;
}

/// `{seconds}.{id}`, as the API's lists have it.
impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.0, encode(&self.id))
    }
}

impl FromStr for Cursor {
    type Err = BadEncoding;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (at, id) = text.split_once('.').ok_or(BadEncoding)?;
        Ok(Self { at: UnixSeconds(at.parse().map_err(|_| BadEncoding)?), id: decode_array(id)? })
    }
}
