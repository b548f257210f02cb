//! What recipients do: look, open, fetch, report.

use std::ops::Range;

use bytes::Bytes;
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use phial_shared::api::{LinkOpened, LinkStatus, OpenLink, ReportEvent, ReportKind};
use phial_shared::events::EventKind;
use phial_shared::ids::{KeyId, LinkRef, ShareId};
use phial_shared::keys::{LeaseToken, OpenToken, TokenHash};
use phial_shared::layout::{PART_LEN, PartIndex};
use phial_shared::time::UnixSeconds;

use super::Service;
use super::keys::{Place, ShareKey};
use super::limits::Caller;
use crate::db::{DatabaseError, LeaseError, LeasedContent, OpenError, Opened, Opening, Report};
use crate::store::StoreError;

/// Why a link was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpeningError {
    /// It cannot be.
    #[error(transparent)]
    Refused(#[from] OpenError),
    /// The share's key cannot be read now. Nothing is counted.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DatabaseError> for OpeningError {
    fn from(error: DatabaseError) -> Self {
        Self::Refused(error.into())
    }
}

/// Access to content by a lease.
#[derive(Clone, Copy, Debug)]
pub struct Leased {
    /// The content.
    pub content: LeasedContent,
    link: LinkRef,
    lease: TokenHash,
}

impl Service {
    /// What is known of a link before it is opened; `None` if there is no such link. Counts nothing. Whoever shows no lease of
    /// it has followed the link just now, which is logged now and then.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn link_status(
        &self,
        link: LinkRef,
        lease: Option<&LeaseToken>,
    ) -> Result<Option<LinkStatus>, DatabaseError> {
        let now = self.vault.clock.now();
        let Some(look) = self.vault.db.link_status(link, now).await? else { return Ok(None) };
        if look.landing_is_due && !self.holds_lease(link, lease, now).await? {
            // Whoever asks is not kept waiting for an answer because the log cannot be written.
            if let Err(error) = self.vault.db.log_landing(link, now).await {
                tracing::warn!(link = link.short(), cause = crate::log::causes(&error), "a landing was not logged");
            }
        }
        Ok(Some(look.status))
    }

    async fn holds_lease(
        &self,
        link: LinkRef,
        lease: Option<&LeaseToken>,
        now: UnixSeconds,
    ) -> Result<bool, DatabaseError> {
        let Some(lease) = lease.map(LeaseToken::hash) else { return Ok(false) };
        match self.vault.db.leased_content(link, lease, now).await {
            Ok(_) => Ok(true),
            Err(LeaseError::Database(error)) => Err(error),
            Err(_) => Ok(false),
        }
    }

    /// Opens a link: counts one opening and gives a lease, or goes on with a live one that the recipient holds. A lease
    /// that the recipient has drawn is given, so that a request whose answer was lost can be sent again.
    ///
    /// # Errors
    /// When the proof is wrong, the link is over, or there were too many attempts.
    pub async fn open_link(&self, link: LinkRef, request: OpenLink, from: Caller) -> Result<LinkOpened, OpeningError> {
        let lease = request.lease.unwrap_or_else(LeaseToken::random);
        // A store that fails must not cost anybody a view: what it has to give is there before anything is counted. That is so
        // whatever the proof, so that how long it takes says nothing of the proof.
        let ready = match self.vault.db.key_of_link(link).await? {
            Some((share, id)) => Some(self.key_to_open(share, id).await?),
            None => None,
        };
        let opening = Opening {
            link,
            proof: OpenToken::hash(&request.open_token),
            lease: lease.hash(),
            lease_lasts: self.policy.lease,
            wrong_proof: self.charge_wrong_proof(from).await?,
            opening: self.charge_opening(link).await?,
            // The store may have taken its time.
            at: self.vault.clock.now(),
        };
        let opened = self.vault.db.open_link(opening).await?;
        let Opened { share, key, wrapped_key, .. } = opened;
        let key = match (ready, key) {
            (Some(ready), _) => Some(ready),
            // The link has become one that can be opened in between.
            (None, Some(id)) => Some(self.key_to_open(share, id).await?),
            (None, None) => None,
        };
        let wrapped_key = match key {
            Some(key) => key.open(&wrapped_key, Place::Link(link))?,
            None => wrapped_key,
        };
        Ok(LinkOpened {
            share_id: share,
            lease,
            lease_expires_at: opened.lease_expires_at,
            wrapped_key,
            manifest: opened.manifest,
            ciphertext_len: opened.layout.ciphertext_len(),
            expires_at: opened.expires_at,
            opens_left: opened.opens_left,
        })
    }

    async fn key_to_open(&self, share: ShareId, id: KeyId) -> Result<ShareKey, OpeningError> {
        match self.vault.key(share, id).await {
            Err(error @ StoreError::Missing) => {
                // The database was restored to a time before the erasure, or the erasure is under way.
                tracing::error!(
                    share = share.short(),
                    cause = crate::log::causes(&error),
                    "the key of a share is erased"
                );
                Err(OpenError::Revoked.into())
            }
            key => Ok(key?),
        }
    }

    /// What a lease gives access to.
    ///
    /// # Errors
    /// When it gives none.
    pub async fn leased_content(&self, link: LinkRef, lease: Option<&LeaseToken>) -> Result<Leased, LeaseError> {
        let Some(lease) = lease.map(LeaseToken::hash) else { return self.without_lease(link).await };
        let content = self.vault.db.leased_content(link, lease, self.vault.clock.now()).await?;
        Ok(Leased { content, link, lease })
    }

    /// Appends what a recipient reports to the access log.
    ///
    /// # Errors
    /// When the lease gives no access.
    pub async fn report(
        &self,
        link: LinkRef,
        lease: Option<&LeaseToken>,
        report: ReportEvent,
    ) -> Result<(), LeaseError> {
        let Some(lease) = lease else { return self.without_lease(link).await };
        let kind = match report.kind {
            ReportKind::Viewed => EventKind::Viewed,
            ReportKind::Saved => EventKind::Saved,
        };
        self.vault.db.report(link, lease.hash(), Report { kind, file: report.file, at: self.vault.clock.now() }).await
    }

    /// Notes that something on the way wrote a link's key into the path of an address. Whoever follows the link is not kept
    /// from the page because the log cannot be written.
    pub async fn key_seen_in_path(&self, link: LinkRef) {
        if let Err(error) = self.vault.db.key_seen_in_path(link, self.vault.clock.now()).await {
            tracing::warn!(link = link.short(), cause = crate::log::causes(&error), "a key in a path was not logged");
        }
    }

    /// The bytes of a range of the content, which must lie within it. Memory is bounded by one piece of one part.
    /// The stream ends with an error when the share is erased, or the link taken back or locked meanwhile.
    ///
    /// # Errors
    /// When the first part cannot be read.
    pub async fn read_content(
        &self,
        leased: Leased,
        range: Range<u64>,
    ) -> Result<impl Stream<Item = Result<Bytes, StoreError>> + 'static, StoreError> {
        let (store, content) = (self.vault.store.clone(), leased.content);
        let (db, clock) = (self.vault.db.clone(), self.vault.clock.clone());
        let mut pieces = pieces(range);
        let first = match pieces.next() {
            Some((part, range)) => Some(store.read_part(content.share, part, range).await?),
            None => None,
        };
        let rest = stream::iter(pieces).then(move |(part, range)| {
            let (store, db, now) = (store.clone(), db.clone(), clock.now());
            async move {
                match db.leased_content(leased.link, leased.lease, now).await {
                    Err(LeaseError::Revoked | LeaseError::Locked) => Err(StoreError::Missing),
                    // A lease that ends does not end what was begun under it.
                    _ => store.read_part(content.share, part, range).await,
                }
            }
        });
        Ok(stream::iter(first).flatten().chain(rest.try_flatten()))
    }

    async fn without_lease<T>(&self, link: LinkRef) -> Result<T, LeaseError> {
        match self.vault.db.link_status(link, self.vault.clock.now()).await? {
            Some(_) => Err(LeaseError::Over),
            None => Err(LeaseError::UnknownLink),
        }
    }
}

/// The parts that a range lies in, each with the range inside of it.
fn pieces(range: Range<u64>) -> impl Iterator<Item = (PartIndex, Range<u64>)> {
    let part_len = u64::from(PART_LEN);
    (range.start / part_len..range.end.div_ceil(part_len)).map(move |part| {
        let start = part * part_len;
        let inside = range.start.max(start) - start..range.end.min(start + part_len) - start;
        // An archive has at most 2^18 parts.
        (PartIndex(part as u32), inside)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_tile_the_range() {
        let part = u64::from(PART_LEN);
        let cases = [
            (0..1, vec![(0, 0..1)]),
            (0..part, vec![(0, 0..part)]),
            (part..part + 1, vec![(1, 0..1)]),
            (part - 1..part + 1, vec![(0, part - 1..part), (1, 0..1)]),
            (5..3 * part, vec![(0, 5..part), (1, 0..part), (2, 0..part)]),
        ];
        for (range, expected) in cases {
            let found: Vec<_> = pieces(range).map(|(part, range)| (part.0, range)).collect();
            assert_eq!(found, expected);
        }
    }
}
