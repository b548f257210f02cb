//! Who may send, and what accounts may do with shares.

use phial_shared::api::{
    AccountList, AccountOrigin, ErasureReceipt, EventLog, FinishSignIn, Role, SendersMode, Session, ShareList,
    SharesErased, SignInBegun,
};
use phial_shared::encoding::encode;
use phial_shared::ids::{AccountId, ShareId};
use phial_shared::keys::{InviteToken, SessionToken, SignInSecret, SignInState};
use phial_shared::time::Seconds;

use super::Service;
use super::shares::{AccessError, EraseError};
use crate::accounts::oidc::{Oidc, SignInFailure};
use crate::db::{Cursor, DatabaseError, ErasedBy, LiveSession, NewSession, SignInError, SigningIn};

/// How long a person has to sign in at the identity provider.
pub const SIGN_IN_LASTS: Seconds = Seconds::MINUTE.times(10);
/// The salt that accounts are derived with.
pub(crate) const ACCOUNT_SALT: &str = "account";
/// How long invitations stay in the operator's list after they are over.
pub(super) const INVITES_KEPT: Seconds = Seconds::DAY.times(90);

/// Who may send, and how long their sessions live.
pub struct Senders {
    /// How the server knows.
    pub mode: SendersMode,
    /// How long sessions live.
    pub sessions: SessionLimits,
    /// The identity provider, in the mode that has one.
    pub oidc: Option<Oidc>,
}

/// How long sessions live. Groups that the identity provider takes away count from the next sign-in, so `lifetime` is
/// also how long they may outlive that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// However much it is used.
    pub lifetime: Seconds,
    /// Unused.
    pub idle: Seconds,
}

/// A session that has just begun.
#[derive(Debug)]
pub struct Begun {
    /// For the browser's cookie.
    pub token: SessionToken,
    /// For the page.
    pub session: Session,
}

/// Why an account may not do what it asks.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// Nobody has signed in, or the session is over.
    #[error("nobody has signed in")]
    SignInRequired,
    /// The account may not do it.
    #[error("the account may not do this")]
    NotAllowed,
    /// There is no such account.
    #[error("there is no such account")]
    UnknownAccount,
    /// The share cannot be read or erased.
    #[error(transparent)]
    Share(#[from] EraseError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why nobody signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefused {
    /// This server is not signed in to in this way.
    #[error("this server is not signed in to in this way")]
    OtherMode,
    /// The sign-in was begun elsewhere, took too long, or was used before.
    #[error("the sign-in was begun elsewhere, took too long, or was used before")]
    State,
    /// The account was revoked, or has no role here.
    #[error("the account was revoked, or has no role here")]
    NotAllowed,
    /// The invitation was used, has expired, was taken back, or never was.
    #[error("the invitation cannot be used")]
    InviteOver,
    /// The identity provider refuses, or is away.
    #[error(transparent)]
    Provider(#[from] SignInFailure),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl Service {
    /// The account of whoever sends; `None` where everyone may and nobody has signed in.
    ///
    /// # Errors
    /// When nobody has signed in and somebody must, or the account may not send.
    pub async fn sender(&self, token: Option<&SessionToken>) -> Result<Option<AccountId>, AccountError> {
        if self.senders.mode == SendersMode::Open {
            return Ok(self.live_session(token).await?.map(|session| session.account));
        }
        Ok(Some(self.authorise(token, Role::Sender).await?.account))
    }

    /// Who the caller is.
    ///
    /// # Errors
    /// When nobody has signed in.
    pub async fn session(&self, token: Option<&SessionToken>) -> Result<Session, AccountError> {
        let LiveSession { account, roles, expires_at } =
            self.live_session(token).await?.ok_or(AccountError::SignInRequired)?;
        Ok(Session { account, roles, expires_at })
    }

    /// Ends a session. Nothing to do if it is over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_session(&self, token: &SessionToken) -> Result<(), DatabaseError> {
        self.vault.db.end_session(token.hash()).await
    }

    /// Makes an account from an invitation.
    ///
    /// # Errors
    /// When the invitation cannot be used.
    pub async fn join(&self, invite: &InviteToken) -> Result<Begun, SignInRefused> {
        if self.senders.mode != SendersMode::Invite {
            return Err(SignInRefused::OtherMode);
        }
        let (token, session) = self.new_session();
        let account = AccountId::random();
        let roles = self.vault.db.join(invite.hash(), account, session).await?;
        Ok(Begun { token, session: Session { account, roles, expires_at: session.expires_at } })
    }

    /// Begins a sign-in with the identity provider: the secret is for the browser's cookie.
    ///
    /// # Errors
    /// When this server has no provider, or it cannot be asked.
    pub async fn begin_sign_in(&self) -> Result<(SignInSecret, SignInBegun), SignInRefused> {
        let oidc = self.oidc()?;
        let secret = SignInSecret::random();
        let url = oidc.begin(&secret).await?;
        let expires_at = self.vault.clock.now() + SIGN_IN_LASTS;
        self.vault.db.begin_sign_in(secret.state().hash(), expires_at).await?;
        Ok((secret, SignInBegun { url }))
    }

    /// Finishes a sign-in that this browser began. The state can be used once, whatever comes of it.
    ///
    /// # Errors
    /// When the sign-in is not this browser's, was used before, or the provider does not vouch for it.
    pub async fn finish_sign_in(
        &self,
        secret: Option<&SignInSecret>,
        answer: &FinishSignIn,
    ) -> Result<Begun, SignInRefused> {
        let oidc = self.oidc()?;
        let now = self.vault.clock.now();
        let secret = secret.ok_or(SignInRefused::State)?;
        let state: SignInState = answer.state.parse().map_err(|_| SignInRefused::State)?;
        let ours = state.hash() == secret.state().hash();
        if !ours || !self.vault.db.take_sign_in(state.hash(), now).await? {
            return Err(SignInRefused::State);
        }
        let salt = self.vault.db.salt(ACCOUNT_SALT).await?;
        let signed_in = oidc.finish(secret, &answer.code, &salt, now).await?;
        let (account, roles) = (signed_in.account, signed_in.roles);
        let (token, session) = self.new_session();
        let origin = AccountOrigin::Oidc;
        // An account that has lost its last role is told so, and its older sessions lose it too.
        self.vault.db.sign_in(SigningIn { account, origin, invite: None, roles, session }).await?;
        if roles.is_empty() {
            self.vault.db.end_session(token.hash()).await?;
            return Err(SignInRefused::NotAllowed);
        }
        Ok(Begun { token, session: Session { account, roles, expires_at: session.expires_at } })
    }

    /// How long a session lives, however much it is used.
    pub fn session_lifetime(&self) -> Seconds {
        self.senders.sessions.lifetime
    }

    /// What the caller has sent.
    ///
    /// # Errors
    /// When the caller is no sender.
    pub async fn own_shares(
        &self,
        token: Option<&SessionToken>,
        after: Option<Cursor>,
    ) -> Result<ShareList, AccountError> {
        let sender = self.authorise(token, Role::Sender).await?.account;
        let mut list = self.vault.db.shares_of(Some(sender), after, self.vault.clock.now()).await?;
        list.shares.iter_mut().for_each(|share| share.account = None);
        Ok(list)
    }

    /// Erases what the caller has sent.
    ///
    /// # Errors
    /// When the caller has not sent it, or its objects could not be deleted.
    pub async fn erase_own(
        &self,
        token: Option<&SessionToken>,
        share: ShareId,
    ) -> Result<ErasureReceipt, AccountError> {
        let sender = self.authorise(token, Role::Sender).await?.account;
        let found = self.vault.db.find_share(share).await?;
        // Others' shares are not distinguished from those that never were.
        if found.and_then(|share| share.account) != Some(sender) {
            return Err(EraseError::from(AccessError::UnknownShare).into());
        }
        Ok(self.erase_as(share, ErasedBy::Sender).await?)
    }

    /// All shares, for who audits.
    ///
    /// # Errors
    /// When the caller is no auditor.
    pub async fn audited_shares(
        &self,
        token: Option<&SessionToken>,
        after: Option<Cursor>,
    ) -> Result<ShareList, AccountError> {
        self.authorise(token, Role::Auditor).await?;
        Ok(self.vault.db.shares_of(None, after, self.vault.clock.now()).await?)
    }

    /// The access log of any share, for who audits, or what follows an event of it: at most [`MAX_EVENTS`] events.
    ///
    /// # Errors
    /// When the caller is no auditor, or there is no such share.
    pub async fn audited_log(
        &self,
        token: Option<&SessionToken>,
        share: ShareId,
        after: Option<u64>,
    ) -> Result<EventLog, AccountError> {
        let by = self.authorise(token, Role::Auditor).await?.account;
        if self.vault.db.find_share(share).await?.is_none() {
            return Err(EraseError::from(AccessError::UnknownShare).into());
        }
        let events = self.events(share, after).await?;
        tracing::info!(by = encode(by.as_bytes()), share = share.short(), "an auditor has read a log");
        Ok(events)
    }

    /// All accounts, for who administers.
    ///
    /// # Errors
    /// When the caller is no administrator.
    pub async fn accounts(
        &self,
        token: Option<&SessionToken>,
        after: Option<Cursor>,
    ) -> Result<AccountList, AccountError> {
        self.authorise(token, Role::Admin).await?;
        Ok(self.vault.db.accounts(after).await?)
    }

    /// What an account has sent, for who administers.
    ///
    /// # Errors
    /// When the caller is no administrator.
    pub async fn shares_of_account(
        &self,
        token: Option<&SessionToken>,
        account: AccountId,
        after: Option<Cursor>,
    ) -> Result<ShareList, AccountError> {
        self.authorise(token, Role::Admin).await?;
        Ok(self.vault.db.shares_of(Some(account), after, self.vault.clock.now()).await?)
    }

    /// Ends an account and its sessions, for who administers.
    ///
    /// # Errors
    /// When the caller is no administrator, or there is no such account.
    pub async fn revoke_account(&self, token: Option<&SessionToken>, account: AccountId) -> Result<(), AccountError> {
        let by = self.authorise(token, Role::Admin).await?.account;
        if !self.vault.db.revoke_account(account, self.vault.clock.now()).await? {
            return Err(AccountError::UnknownAccount);
        }
        let (by, account) = (encode(by.as_bytes()), encode(account.as_bytes()));
        tracing::info!(by, account, "an administrator has revoked an account");
        Ok(())
    }

    /// Erases all that an account has sent, for who administers.
    ///
    /// # Errors
    /// When the caller is no administrator. What the storage fails on is counted, and left to the sweep.
    pub async fn erase_shares_of(
        &self,
        token: Option<&SessionToken>,
        account: AccountId,
    ) -> Result<SharesErased, AccountError> {
        let by = self.authorise(token, Role::Admin).await?.account;
        let mut done = SharesErased { erased: 0, pending: 0 };
        for share in self.vault.db.live_shares_of(account).await? {
            match self.erase_as(share, ErasedBy::Admin).await {
                Ok(_) => done.erased += 1,
                Err(EraseError::Store(_)) => done.pending += 1,
                Err(error) => return Err(error.into()),
            }
        }
        let (by, account) = (encode(by.as_bytes()), encode(account.as_bytes()));
        let SharesErased { erased, pending } = done;
        tracing::info!(by, account, erased, pending, "an administrator has erased what an account has sent");
        Ok(done)
    }

    /// Erases any share, for who administers.
    ///
    /// # Errors
    /// When the caller is no administrator, there is no such share, or its objects could not be deleted.
    pub async fn erase_any(
        &self,
        token: Option<&SessionToken>,
        share: ShareId,
    ) -> Result<ErasureReceipt, AccountError> {
        let by = self.authorise(token, Role::Admin).await?.account;
        let receipt = self.erase_as(share, ErasedBy::Admin).await?;
        tracing::info!(by = encode(by.as_bytes()), share = share.short(), "an administrator has erased a share");
        Ok(receipt)
    }

    async fn authorise(&self, token: Option<&SessionToken>, role: Role) -> Result<LiveSession, AccountError> {
        let session = self.live_session(token).await?.ok_or(AccountError::SignInRequired)?;
        if session.roles.has(role) { Ok(session) } else { Err(AccountError::NotAllowed) }
    }

    async fn live_session(&self, token: Option<&SessionToken>) -> Result<Option<LiveSession>, DatabaseError> {
        match token {
            Some(token) => self.vault.db.session(token.hash(), self.vault.clock.now()).await,
            None => Ok(None),
        }
    }

    fn new_session(&self) -> (SessionToken, NewSession) {
        let (token, at) = (SessionToken::random(), self.vault.clock.now());
        let SessionLimits { lifetime, idle } = self.senders.sessions;
        let session = NewSession { token_hash: token.hash(), expires_at: at + lifetime, idle: Some(idle), at };
        (token, session)
    }

    fn oidc(&self) -> Result<&Oidc, SignInRefused> {
        self.senders.oidc.as_ref().ok_or(SignInRefused::OtherMode)
    }
}

impl From<SignInError> for SignInRefused {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Revoked => Self::NotAllowed,
            SignInError::InviteOver => Self::InviteOver,
            SignInError::Database(error) => Self::Database(error),
        }
    }
}
