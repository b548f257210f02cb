//! The keys that erasing destroys.
//!
//! What the database holds of a share's content key is sealed once more, with a key that lies in the store, apart from the
//! parts, and is the first thing that an erasure deletes. A backup of the database from before an erasure therefore opens
//! nothing after it, not even with a kept link. See decision 10 for what this asks of whoever makes backups.

use phial_shared::encoding::Sealed;
use phial_shared::ids::{KeyId, LinkRef, ShareId};
use phial_shared::keys::VaultKey;

use super::Vault;
use crate::store::StoreError;

/// Where a sealed key belongs within its share.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Owner,
    Link(LinkRef),
}

impl Place {
    fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Owner => b"owner",
            Self::Link(link) => link.as_bytes(),
        }
    }
}

/// A share's key and where it lies.
pub(super) struct ShareKey {
    pub(super) id: KeyId,
    share: ShareId,
    key: VaultKey,
}

impl ShareKey {
    /// A key that is not stored.
    pub(super) fn random(share: ShareId) -> Self {
        Self { id: KeyId::random(), share, key: VaultKey::random() }
    }

    pub(super) fn seal(&self, wrapped: &Sealed, place: Place) -> Sealed {
        self.key.seal(wrapped, self.share, place.as_bytes())
    }

    /// What a client had sealed.
    pub(super) fn open(&self, sealed: &Sealed, place: Place) -> Result<Sealed, StoreError> {
        let opened = self.key.open(sealed, self.share, place.as_bytes());
        opened.map_err(|_| StoreError::Failed("a stored key does not fit its share".to_owned()))
    }
}

impl Vault {
    /// Draws a key for a share, and stores it. It is deleted with the share, also if it is never used.
    pub(super) async fn new_key(&self, share: ShareId) -> Result<ShareKey, StoreError> {
        let key = ShareKey::random(share);
        self.store.put_key(share, key.id, &key.key).await?;
        Ok(key)
    }

    /// The key of a share.
    pub(super) async fn key(&self, share: ShareId, id: KeyId) -> Result<ShareKey, StoreError> {
        Ok(ShareKey { id, share, key: self.store.read_key(share, id).await? })
    }

    /// What a client had sealed; as it is for shares from before there were keys.
    pub(super) async fn unseal(
        &self,
        sealed: Sealed,
        share: ShareId,
        key: Option<KeyId>,
        place: Place,
    ) -> Result<Sealed, StoreError> {
        let Some(id) = key else { return Ok(sealed) };
        self.key(share, id).await?.open(&sealed, place)
    }
}
