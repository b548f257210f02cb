//! What the owner of a share sees and does.

use std::collections::HashMap;

use phial_shared::api::{ErasureReceipt, OwnedShare};
use phial_shared::error_code::ErrorCode;
use phial_shared::events::{BrokenChain, Event, verify};
use phial_shared::ids::{LinkRef, ShareId};
use phial_shared::keys::OwnerKey;
use phial_shared::layout::Layout;
use phial_shared::link::ManageLink;
use phial_shared::manifest::Manifest;

use super::api::{self, ApiError};

/// Why a share cannot be managed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ManageError {
    /// The server refused, or does not answer.
    #[error(transparent)]
    Api(#[from] ApiError),
}

impl ManageError {
    /// The locale key of what happened.
    pub const fn message(&self) -> &'static str {
        let Self::Api(error) = self;
        error.message()
    }

    /// Whether the same step may succeed when it is tried again.
    pub const fn can_retry(&self) -> bool {
        let Self::Api(error) = self;
        error.can_retry()
    }

    /// The reason that the server gave.
    pub const fn code(&self) -> Option<ErrorCode> {
        let Self::Api(error) = self;
        error.code()
    }
}

/// A share as its owner sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct ManagedShare {
    /// Its state and its links.
    pub share: OwnedShare,
    /// The access log, oldest first.
    pub events: Vec<Event>,
    /// Whether the log holds together, as checked in this page.
    pub intact: Result<(), BrokenChain>,
    /// What it holds; `None` when it is erased, or when this link's key does not open it.
    pub manifest: Option<Manifest>,
    /// For whom each link is, as the owner wrote it; links without a label are left out.
    pub labels: HashMap<LinkRef, String>,
}

/// Reads a share and its access log.
pub async fn load(link: &ManageLink) -> Result<ManagedShare, ManageError> {
    let token = link.secret.owner_token();
    let (share, log) =
        futures_util::future::try_join(api::owned_share(link.share_id, &token), api::events(link.share_id, &token))
            .await?;
    let owner_key = link.secret.owner_key();
    Ok(ManagedShare {
        intact: verify(link.share_id, &log.events),
        manifest: manifest(&share, link.share_id, &owner_key),
        labels: labels(&share, link.share_id, &owner_key),
        events: log.events,
        share,
    })
}

/// Erases the content of a share, and with it every link. The receipt is worth keeping.
pub async fn erase(link: &ManageLink) -> Result<ErasureReceipt, ManageError> {
    Ok(api::erase(link.share_id, &link.secret.owner_token()).await?)
}

fn manifest(share: &OwnedShare, id: ShareId, owner_key: &OwnerKey) -> Option<Manifest> {
    let content_key = owner_key.unwrap(share.wrapped_key.as_ref()?, id).ok()?;
    let layout = Layout::from_ciphertext_len(share.ciphertext_len).ok()?;
    Manifest::open(share.manifest.as_ref()?, &content_key.manifest_key(), id, &layout).ok()
}

fn labels(share: &OwnedShare, id: ShareId, owner_key: &OwnerKey) -> HashMap<LinkRef, String> {
    let notes =
        share.links.iter().filter_map(|link| Some((link.link, owner_key.open_note(&link.sealed_note, id).ok()?)));
    // The server could have exchanged the notes of two links.
    let own = notes.filter(|(link, note)| note.link_id.to_ref() == *link && !note.label.is_empty());
    own.map(|(link, note)| (link, note.label)).collect()
}
