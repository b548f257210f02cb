//! What the owner of a share does: watch it, and change its links.

use std::time::Duration;

use phial_shared::api::{ChangeLink, EventLog, MAX_EVENTS, MAX_EVENTS_WAIT, NewLink, OwnedLink, OwnedShare};
use phial_shared::ids::{LinkRef, ShareId};
use phial_shared::keys::OwnerToken;
use tokio::time::Instant;

use super::Service;
use super::keys::Place;
use super::shares::{AccessError, SealError, digest, to_seal};
use crate::db::owners::{Addition, Change, OwnerError};
use crate::db::{DatabaseError, ShareRecord};
use crate::store::StoreError;

/// How often a waiting request looks for events: another server may have written them.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Which part of an access log is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct EventsAsked {
    /// Only what follows the event at this position.
    pub after: Option<u64>,
    /// How long to wait when there is nothing; at most [`MAX_EVENTS_WAIT`] seconds.
    pub wait: Duration,
}

/// Why a share is not shown.
#[derive(Debug, thiserror::Error)]
pub enum OwnedError {
    /// The token gives no access.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The share's key cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why an access log is not shown.
#[derive(Debug, thiserror::Error)]
pub enum EventsError {
    /// The token gives no access.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// Too many requests are waiting.
    #[error("too many requests are waiting for events")]
    Busy,
}

/// Why a link is not added, changed or taken back.
#[derive(Debug, thiserror::Error)]
pub enum ManageError {
    /// The token gives no access.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The link is not one that may be sealed.
    #[error(transparent)]
    Link(#[from] SealError),
    /// It cannot be done to this link.
    #[error(transparent)]
    Owner(#[from] OwnerError),
}

impl Service {
    /// The owner's view of a share.
    ///
    /// # Errors
    /// When the token gives no access.
    pub async fn owned_share(&self, share: ShareId, token: Option<&OwnerToken>) -> Result<OwnedShare, OwnedError> {
        let record = self.authorise_owner(share, token).await?;
        let owned = self.vault.db.owned_share(share, self.vault.clock.now()).await.map_err(AccessError::from)?;
        let mut owned = owned.ok_or(AccessError::UnknownShare)?;
        if let Some(sealed) = owned.wrapped_key.take() {
            owned.wrapped_key = match self.vault.unseal(sealed, share, record.key, Place::Owner).await {
                // Erased: since the row was read, or before the database was restored.
                Err(StoreError::Missing) => None,
                unsealed => Some(unsealed?),
            };
        }
        Ok(owned)
    }

    /// The access log of a share, or what is new in it: at most [`MAX_EVENTS`] events.
    ///
    /// # Errors
    /// When the token gives no access, or too many are waiting.
    pub async fn event_log(
        &self,
        share: ShareId,
        token: Option<&OwnerToken>,
        asked: EventsAsked,
    ) -> Result<EventLog, EventsError> {
        self.authorise_owner(share, token).await?;
        let events = self.events(share, asked.after).await.map_err(AccessError::from)?;
        if !events.events.is_empty() || asked.wait.is_zero() {
            return Ok(events);
        }
        let _waiting = self.waiters.wait_for(share).ok_or(EventsError::Busy)?;
        let end = Instant::now() + asked.wait.min(Duration::from_secs(MAX_EVENTS_WAIT));
        loop {
            tokio::time::sleep_until(end.min(Instant::now() + LOOK_EVERY)).await;
            let events = self.events(share, asked.after).await.map_err(AccessError::from)?;
            if !events.events.is_empty() || Instant::now() >= end {
                return Ok(events);
            }
        }
    }

    pub(super) async fn events(&self, share: ShareId, after: Option<u64>) -> Result<EventLog, DatabaseError> {
        let from = after.map_or(0, |after| after.saturating_add(1));
        Ok(EventLog { events: self.vault.db.events(share, from, MAX_EVENTS).await? })
    }

    /// Adds a link to a sealed share. The same request again gives the same link.
    ///
    /// # Errors
    /// When the token gives no access, the policy does not allow the link, or the share is gone.
    pub async fn add_link(
        &self,
        share: ShareId,
        token: Option<&OwnerToken>,
        link: NewLink,
    ) -> Result<OwnedLink, ManageError> {
        let record = self.authorise_owner(share, token).await?;
        self.check_link(&link)?;
        if record.is_refused() {
            return Err(OwnerError::Gone.into());
        }
        let key = match record.key {
            Some(id) => match self.vault.key(share, id).await {
                Err(StoreError::Missing) => return Err(OwnerError::Gone.into()),
                key => Some(key.map_err(SealError::from)?),
            },
            None => None,
        };
        let (digest, at) = (digest(&link)?, self.vault.clock.now());
        let link = to_seal(link, key.as_ref(), at);
        Ok(self.vault.db.add_link(Addition { share, link, digest, at }).await?)
    }

    /// Changes what a link allows, all of it or nothing.
    ///
    /// # Errors
    /// When the token gives no access, the policy does not allow the change, or the link is gone.
    pub async fn change_link(
        &self,
        share: ShareId,
        link: LinkRef,
        token: Option<&OwnerToken>,
        change: ChangeLink,
    ) -> Result<OwnedLink, ManageError> {
        self.authorise_owner(share, token).await?;
        change.lifetime.map(|lifetime| self.check_lifetime(lifetime)).transpose()?;
        change.max_opens.map(|opens| self.check_opens(opens)).transpose()?;
        let at = self.vault.clock.now();
        let change = Change {
            share,
            link,
            expires_at: change.lifetime.map(|lifetime| at + lifetime),
            max_opens: change.max_opens,
            locked: change.locked,
            reset_tries: change.reset_tries,
            at,
        };
        Ok(self.vault.db.change_link(change).await?)
    }

    /// Takes one link back; its leases are over at once.
    ///
    /// # Errors
    /// When the token gives no access, or there is no such link.
    pub async fn revoke_link(
        &self,
        share: ShareId,
        link: LinkRef,
        token: Option<&OwnerToken>,
    ) -> Result<OwnedLink, ManageError> {
        self.authorise_owner(share, token).await?;
        Ok(self.vault.db.revoke_link(share, link, self.vault.clock.now()).await?)
    }

    async fn authorise_owner(&self, share: ShareId, token: Option<&OwnerToken>) -> Result<ShareRecord, AccessError> {
        let record = self.find_share(share).await?;
        let given = token.map(OwnerToken::hash);
        if given.is_some() && given == record.owner_token_hash { Ok(record) } else { Err(AccessError::Forbidden) }
    }
}
