//! Creating, sealing, watching and erasing shares.

use phial_shared::api::{
    CreateShare, ErasureReceipt, MAX_LINKS, MAX_SEALED_MANIFEST, MAX_SEALED_NOTE, MAX_WRAPPED_KEY, NewLink,
    PartsArrived, SealShare, ShareCreated, ShareSealed,
};
use phial_shared::ids::{AccountId, ShareId};
use phial_shared::keys::{TokenHash, UploadToken};
use phial_shared::layout::{Layout, PART_LEN};
use phial_shared::time::{Seconds, UnixSeconds};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Service;
use super::keys::{Place, ShareKey};
use super::limits::Caller;
use crate::db::limits::TooMany;
use crate::db::{
    CreateShareError, DatabaseError, ErasedBy, LinkToSeal, NewShare, Phase, SealError as DatabaseSealError, Sealing,
    ShareRecord,
};
use crate::store::StoreError;

/// Why a share was not created.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// The archive is longer than the policy allows; the most bytes of ciphertext.
    #[error("the share is larger than {0} bytes")]
    TooLarge(u64),
    /// No padded archive has this length.
    #[error("no padded archive has this length")]
    BadLength,
    /// Too many were created in a short time.
    #[error(transparent)]
    TooMany(TooMany),
    /// It does not fit into the quota.
    #[error("the quota is used up")]
    QuotaExceeded,
    /// The disk has no room for it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a token gives no access to a share.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// There is no such share, or it is no longer there for this token.
    #[error("there is no such share")]
    UnknownShare,
    /// The token is missing or wrong.
    #[error("the token does not fit")]
    Forbidden,
    /// The share is sealed: the upload token is of no use any more.
    #[error("the share is sealed")]
    Sealed,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a share was not sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The token gives no access.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// So many parts are missing.
    #[error("{0} parts are missing")]
    PartsMissing(u32),
    /// A link with one of the ids exists.
    #[error("a link with this id exists")]
    LinkExists,
    /// A lifetime or a number of openings is outside of the policy; the limit.
    #[error("a limit is outside of the policy, which allows up to {0:?}")]
    LimitNotAllowed(Option<u64>),
    /// The policy asks for a second factor on every link, and one has none.
    #[error("every link needs a second factor")]
    FactorRequired,
    /// The policy asks for a purpose, and none is given.
    #[error("a purpose is required")]
    PurposeRequired,
    /// The number of links is none or too many, or an envelope is empty.
    #[error("the request makes no sense")]
    Nonsense,
    /// An envelope is longer than it may be, in bytes.
    #[error("an envelope is longer than {0} bytes")]
    TooLong(usize),
    /// The share's key could not be stored or read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a share was not erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// The token gives no access.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The objects may still be there. The share is refused to everyone; the sweep tries again.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Service {
    /// Creates a share for an archive that is about to arrive, sent by `account` if that is known.
    ///
    /// # Errors
    /// When the length is not allowed, there is no room, or there were too many.
    pub async fn create_share(
        &self,
        request: &CreateShare,
        account: Option<AccountId>,
        from: Caller,
    ) -> Result<ShareCreated, CreateError> {
        let most = self.policy.largest.ciphertext_len();
        if request.ciphertext_len > most {
            return Err(CreateError::TooLarge(most));
        }
        let layout = Layout::from_ciphertext_len(request.ciphertext_len).map_err(|_| CreateError::BadLength)?;
        self.check_free_space(layout).await?;
        let (id, upload_token) = (ShareId::random(), UploadToken::random());
        let share = NewShare {
            id,
            upload_token_hash: upload_token.hash(),
            layout,
            account,
            charge: self.charge_creation(from).await?,
            quotas: self.limits.quotas,
            at: self.vault.clock.now(),
        };
        self.vault.db.create_share(share).await?;
        Ok(ShareCreated { share_id: id, upload_token, part_len: PART_LEN, part_count: layout.part_count() })
    }

    /// What has arrived of a pending share.
    ///
    /// # Errors
    /// When the token gives no access.
    pub async fn arrived_parts(
        &self,
        share: ShareId,
        token: Option<&UploadToken>,
    ) -> Result<PartsArrived, AccessError> {
        let record = self.pending_share(share, token).await?;
        let arrived = self.vault.db.arrived_parts(share).await?;
        Ok(PartsArrived {
            part_count: record.layout.part_count(),
            arrived: arrived.into_iter().map(|part| part.0).collect(),
        })
    }

    /// Makes a share and its links live, all or nothing.
    ///
    /// # Errors
    /// When anything is missing or not allowed; nothing is live then.
    pub async fn seal_share(
        &self,
        share: ShareId,
        token: Option<&UploadToken>,
        request: SealShare,
    ) -> Result<ShareSealed, SealError> {
        let record = self.uploading_share(share, token).await?;
        self.check(&request)?;
        let digest = digest(&request)?;
        let key = match record.phase {
            // Durable before anything is sealed with it.
            Phase::Pending => self.vault.new_key(share).await?,
            // Whatever this is sealed with, it is only compared by its digest.
            _ => ShareKey::random(share),
        };
        // At most MAX_LINKS; there is at least one.
        let longest = request.links.iter().map(|link| link.limits.lifetime).max().unwrap_or(Seconds(0));
        let now = self.vault.clock.now();
        let sealing = Sealing {
            share,
            digest,
            manifest: request.manifest,
            owner_token_hash: request.owner_token_hash,
            owner_wrapped_key: key.seal(&request.owner_wrapped_key, Place::Owner),
            key: key.id,
            links: request.links.into_iter().map(|link| to_seal(link, Some(&key), now)).collect(),
            at: now,
        };
        match self.vault.db.seal(sealing).await {
            // A key that was stored in vain, because the same request came twice at once, goes with the share.
            Ok(sealed_at) => Ok(ShareSealed { expires_at: sealed_at + longest }),
            // It may have been sealed.
            Err(error @ DatabaseSealError::Database(_)) => Err(error.into()),
            Err(error) => {
                // Nobody else knows this key. What cannot be deleted now goes with the share, too.
                if let Err(error) = self.vault.store.erase_key(share, key.id).await {
                    tracing::warn!(share = share.short(), cause = crate::log::causes(&error), "a key is of no use");
                }
                Err(error.into())
            }
        }
    }

    /// Erases a share: for its owner, or before it is sealed for whoever sends it.
    ///
    /// # Errors
    /// When the token gives no access, or the objects could not be deleted.
    pub async fn erase_share(&self, share: ShareId, token: Option<&TokenHash>) -> Result<ErasureReceipt, EraseError> {
        let record = self.find_share(share).await?;
        let by = erased_by(&record, token.ok_or(AccessError::Forbidden)?)?;
        match self.erase_as(share, by).await {
            // The share was sealed between the two statements.
            Err(EraseError::Access(AccessError::UnknownShare)) => Err(AccessError::Forbidden.into()),
            erased => erased,
        }
    }

    /// Erases a share for someone who may. Unknown is also a share that is not in a state that `by` may erase.
    pub(super) async fn erase_as(&self, share: ShareId, by: ErasedBy) -> Result<ErasureReceipt, EraseError> {
        self.vault.db.begin_erasure(share, by, self.vault.clock.now()).await.map_err(AccessError::from)?;
        Ok(self.vault.finish_erasure(share).await?.ok_or(AccessError::UnknownShare)?)
    }

    /// A share whose parts may be sent.
    pub(super) async fn pending_share(
        &self,
        share: ShareId,
        token: Option<&UploadToken>,
    ) -> Result<ShareRecord, AccessError> {
        let record = self.uploading_share(share, token).await?;
        if record.phase == Phase::Sealed { Err(AccessError::Sealed) } else { Ok(record) }
    }

    /// Checks what can be checked before a request to seal is read.
    ///
    /// # Errors
    /// When the token gives no access.
    pub async fn expect_seal(&self, share: ShareId, token: Option<&UploadToken>) -> Result<(), AccessError> {
        self.uploading_share(share, token).await.map(drop)
    }

    /// A share that this token was given for, pending or sealed.
    async fn uploading_share(&self, share: ShareId, token: Option<&UploadToken>) -> Result<ShareRecord, AccessError> {
        let record = self.find_share(share).await?;
        if token.map(UploadToken::hash) != Some(record.upload_token_hash) {
            return Err(AccessError::Forbidden);
        }
        match record.phase {
            Phase::Pending | Phase::Sealed => Ok(record),
            Phase::Erasing | Phase::Erased => Err(AccessError::UnknownShare),
        }
    }

    pub(super) async fn find_share(&self, share: ShareId) -> Result<ShareRecord, AccessError> {
        self.vault.db.find_share(share).await?.ok_or(AccessError::UnknownShare)
    }

    /// Refuses an archive for which the disk has no room. One that begins at the same time is not seen: what must not be
    /// passed is the quota.
    async fn check_free_space(&self, layout: Layout) -> Result<(), StoreError> {
        if self.limits.min_free_space == 0 {
            return Ok(());
        }
        match self.vault.store.free_space().await? {
            Some(free) if free < self.limits.min_free_space.saturating_add(layout.ciphertext_len()) => {
                Err(StoreError::Full)
            }
            _ => Ok(()),
        }
    }

    fn check(&self, request: &SealShare) -> Result<(), SealError> {
        if !(1..=MAX_LINKS).contains(&request.links.len()) {
            return Err(SealError::Nonsense);
        }
        if self.policy.rules.purpose_required && !request.purpose_given {
            return Err(SealError::PurposeRequired);
        }
        check_len(request.manifest.0.len(), MAX_SEALED_MANIFEST)?;
        check_len(request.owner_wrapped_key.0.len(), MAX_WRAPPED_KEY)?;
        request.links.iter().try_for_each(|link| self.check_link(link))
    }

    /// Whether the policy allows a link.
    pub(super) fn check_link(&self, link: &NewLink) -> Result<(), SealError> {
        check_len(link.wrapped_key.0.len(), MAX_WRAPPED_KEY)?;
        check_len(link.sealed_note.0.len(), MAX_SEALED_NOTE)?;
        self.check_lifetime(link.limits.lifetime)?;
        self.check_opens(link.limits.max_opens)?;
        if self.policy.rules.factor_required && link.factor.is_none() {
            return Err(SealError::FactorRequired);
        }
        let most = self.policy.max_tries;
        if link.factor.is_some_and(|factor| !(1..=most).contains(&factor.max_tries)) {
            return Err(SealError::LimitNotAllowed(Some(most.into())));
        }
        Ok(())
    }

    pub(super) fn check_lifetime(&self, lifetime: Seconds) -> Result<(), SealError> {
        let most = self.policy.max_lifetime;
        if lifetime == Seconds(0) || lifetime > most { Err(SealError::LimitNotAllowed(Some(most.0))) } else { Ok(()) }
    }

    pub(super) fn check_opens(&self, max_opens: Option<u32>) -> Result<(), SealError> {
        let most = self.policy.max_opens;
        let too_many = most.is_some_and(|most| max_opens.is_none_or(|opens| opens > most));
        if max_opens == Some(0) || too_many {
            return Err(SealError::LimitNotAllowed(most.map(u64::from)));
        }
        Ok(())
    }
}

/// Who may erase a share with this token. The upload token is of use only until the share is sealed.
fn erased_by(record: &ShareRecord, token: &TokenHash) -> Result<ErasedBy, AccessError> {
    if record.owner_token_hash.as_ref() == Some(token) {
        Ok(ErasedBy::Owner)
    } else if record.owner_token_hash.is_none() && record.upload_token_hash == *token {
        Ok(ErasedBy::Uploader)
    } else {
        Err(AccessError::Forbidden)
    }
}

fn check_len(len: usize, most: usize) -> Result<(), SealError> {
    match len {
        0 => Err(SealError::Nonsense),
        len if len > most => Err(SealError::TooLong(most)),
        _ => Ok(()),
    }
}

/// Recognises a repeated request, however its JSON was written.
pub(super) fn digest(request: &impl Serialize) -> Result<[u8; 32], SealError> {
    let canonical = serde_json::to_vec(request).map_err(|_| SealError::Nonsense)?;
    Ok(Sha256::digest(canonical).into())
}

/// The link as the database keeps it: its wrapped key sealed with the share's key, if the share has one.
pub(super) fn to_seal(link: NewLink, key: Option<&ShareKey>, now: UnixSeconds) -> LinkToSeal {
    let link_ref = link.link_id.to_ref();
    LinkToSeal {
        link: link_ref,
        open_token_hash: link.open_token_hash,
        wrapped_key: key.map_or(link.wrapped_key.clone(), |key| key.seal(&link.wrapped_key, Place::Link(link_ref))),
        sealed_note: link.sealed_note,
        expires_at: now + link.limits.lifetime,
        max_opens: link.limits.max_opens,
        factor: link.factor,
    }
}

impl From<CreateShareError> for CreateError {
    fn from(error: CreateShareError) -> Self {
        match error {
            CreateShareError::TooMany(too_many) => Self::TooMany(too_many),
            CreateShareError::QuotaExceeded => Self::QuotaExceeded,
            CreateShareError::Database(error) => error.into(),
        }
    }
}

impl From<DatabaseSealError> for SealError {
    fn from(error: DatabaseSealError) -> Self {
        match error {
            DatabaseSealError::PartsMissing(missing) => Self::PartsMissing(missing),
            DatabaseSealError::AlreadySealed => AccessError::Sealed.into(),
            DatabaseSealError::LinkExists => Self::LinkExists,
            DatabaseSealError::Gone => AccessError::UnknownShare.into(),
            DatabaseSealError::Database(error) => AccessError::Database(error).into(),
        }
    }
}
