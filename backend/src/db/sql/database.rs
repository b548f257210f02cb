//! The statements, written once: each engine's module includes this one, and names its types `Connection`, `Row` and
//! `Handle`.
//!
//! Both engines know `$1`, `ON CONFLICT` and `RETURNING`. Numbers are bound as `i64`, ids and hashes as bytes.

mod account_lists;
mod accounts;
mod audit;
mod chores;
mod erasure;
mod health;
mod limits;
mod links;
mod lock;
mod log;
mod opening;
mod owners;
mod shares;
mod values;

use async_trait::async_trait;
use futures_util::FutureExt;
use phial_shared::api::{ErasureReceipt, OwnedLink, OwnedShare};
use phial_shared::events::Event;
use phial_shared::ids::{KeyId, LinkRef, ShareId};
use phial_shared::keys::TokenHash;
use phial_shared::layout::PartIndex;
use phial_shared::time::{Seconds, UnixSeconds};

use self::chores::Chore;
use super::{Connection, Handle, LOCK_SHARE, LOCK_SHARE_IF_FREE, LOCK_SHARE_OF_LINK, Row, SKIP_LOCKED, together};
use crate::db::audit::{AuditLogs, LogHead};
use crate::db::limits::{Limits, RateSalt};
use crate::db::owners::{Addition, Change, OwnerError, Owners};
use crate::db::{
    CommittedEvents, CreateShareError, Database, DatabaseError, ErasedBy, LeaseError, LeasedContent, LinkLook,
    NewShare, OpenError, Opened, Opening, RecordPartError, Report, SealError, Sealing, ShareRecord,
};

#[async_trait]
impl Database for Handle {
    async fn close(&self) {
        self.end().await;
    }

    async fn create_share(&self, share: NewShare) -> Result<(), CreateShareError> {
        self.write(|db| async move { shares::create(db, &share).await }.boxed()).await
    }

    async fn find_share(&self, share: ShareId) -> Result<Option<ShareRecord>, DatabaseError> {
        self.look(move |db| async move { shares::find(db, share).await }.boxed()).await
    }

    async fn record_part(&self, share: ShareId, part: PartIndex) -> Result<(), RecordPartError> {
        self.write(move |db| async move { shares::record_part(db, share, part).await }.boxed()).await
    }

    async fn arrived_parts(&self, share: ShareId) -> Result<Vec<PartIndex>, DatabaseError> {
        self.look(move |db| async move { shares::arrived_parts(db, share).await }.boxed()).await
    }

    async fn seal(&self, sealing: Sealing) -> Result<UnixSeconds, SealError> {
        self.write(|db| async move { shares::seal(db, &sealing).await }.boxed()).await
    }

    async fn owned_share(&self, share: ShareId, now: UnixSeconds) -> Result<Option<OwnedShare>, DatabaseError> {
        self.read(move |db| async move { shares::owned(db, share, now).await }.boxed()).await
    }

    async fn events(&self, share: ShareId, from: u64, most: u32) -> Result<Vec<Event>, DatabaseError> {
        self.look(move |db| async move { log::events(db, share, from, most).await }.boxed()).await
    }

    async fn link_status(&self, link: LinkRef, now: UnixSeconds) -> Result<Option<LinkLook>, DatabaseError> {
        self.look(move |db| async move { links::status(db, link, now).await }.boxed()).await
    }

    async fn key_of_link(&self, link: LinkRef) -> Result<Option<(ShareId, KeyId)>, DatabaseError> {
        self.look(move |db| async move { links::key(db, link).await }.boxed()).await
    }

    async fn open_link(&self, opening: Opening) -> Result<Opened, OpenError> {
        self.write(|db| {
            async move {
                match opening::open(db, &opening).await {
                    Err(OpenError::Database(error)) => Err(error),
                    // A refusal is recorded as well.
                    result => Ok(result),
                }
            }
            .boxed()
        })
        .await?
    }

    async fn leased_content(
        &self,
        link: LinkRef,
        lease: TokenHash,
        now: UnixSeconds,
    ) -> Result<LeasedContent, LeaseError> {
        self.look(move |db| async move { links::leased_content(db, link, lease, now).await }.boxed()).await
    }

    async fn report(&self, link: LinkRef, lease: TokenHash, report: Report) -> Result<(), LeaseError> {
        self.write(move |db| async move { links::report(db, link, lease, report).await }.boxed()).await
    }

    async fn key_seen_in_path(&self, link: LinkRef, now: UnixSeconds) -> Result<(), DatabaseError> {
        // Anyone can ask for such a page as often as they like: whoever changes something waits for nobody else then.
        if self.look(move |db| async move { links::is_key_to_log(db, link).await }.boxed()).await? {
            self.write(move |db| async move { links::key_seen_in_path(db, link, now).await }.boxed()).await?;
        }
        Ok(())
    }

    async fn begin_erasure(&self, share: ShareId, by: ErasedBy, now: UnixSeconds) -> Result<(), DatabaseError> {
        self.write(move |db| async move { erasure::begin(db, share, by, now).await }.boxed()).await
    }

    async fn finish_erasure(&self, share: ShareId, now: UnixSeconds) -> Result<Option<ErasureReceipt>, DatabaseError> {
        self.write(move |db| async move { erasure::finish(db, share, now).await }.boxed()).await
    }

    async fn log_expiries(&self, now: UnixSeconds) -> Result<u64, DatabaseError> {
        chores::run(self, Chore::LogExpiries { now }).await
    }

    async fn begin_dead_erasures(&self, abandoned_before: UnixSeconds, now: UnixSeconds) -> Result<u64, DatabaseError> {
        chores::run(self, Chore::EndLeases { now }).await?;
        chores::run(self, Chore::BeginErasures { abandoned_before, now }).await
    }

    async fn answers(&self) -> Result<(), DatabaseError> {
        self.read(move |db| async move { health::answers(db).await }.boxed()).await
    }

    async fn overdue_since(&self, unsealed: Seconds, now: UnixSeconds) -> Result<Option<UnixSeconds>, DatabaseError> {
        self.read(move |db| async move { health::overdue_since(db, unsealed, now).await }.boxed()).await
    }

    async fn shares_being_erased(&self) -> Result<Vec<ShareId>, DatabaseError> {
        self.read(move |db| async move { erasure::being_erased(db).await }.boxed()).await
    }

    async fn shares_to_purge(&self, erased_before: UnixSeconds) -> Result<Vec<ShareId>, DatabaseError> {
        self.read(move |db| async move { erasure::to_purge(db, erased_before).await }.boxed()).await
    }

    async fn purged(&self, share: ShareId, now: UnixSeconds) -> Result<(), DatabaseError> {
        self.write(move |db| async move { erasure::purged(db, share, now).await }.boxed()).await
    }

    async fn forget(&self, erased_before: UnixSeconds) -> Result<u64, DatabaseError> {
        chores::run(self, Chore::Forget { erased_before }).await
    }

    async fn scrub(&self) -> Result<(), DatabaseError> {
        self.remove_old_copies().await
    }
}

#[async_trait]
impl AuditLogs for Handle {
    fn committed(&self) -> CommittedEvents {
        self.listen()
    }

    async fn log_heads(&self, after: Option<ShareId>, most: u32) -> Result<Vec<LogHead>, DatabaseError> {
        self.read(move |db| async move { audit::heads(db, after, most).await }.boxed()).await
    }

    async fn log_head(&self, share: ShareId) -> Result<Option<LogHead>, DatabaseError> {
        self.read(move |db| async move { audit::head(db, share).await }.boxed()).await
    }

    async fn receipt_seed(&self, drawn: [u8; 32]) -> Result<[u8; 32], DatabaseError> {
        self.write(move |db| async move { audit::receipt_seed(db, &drawn).await }.boxed()).await
    }

    async fn logs_without_share(&self, most: u32) -> Result<Vec<ShareId>, DatabaseError> {
        self.read(move |db| async move { audit::without_share(db, most).await }.boxed()).await
    }
}

#[async_trait]
impl Owners for Handle {
    async fn add_link(&self, addition: Addition) -> Result<OwnedLink, OwnerError> {
        self.write(|db| async move { owners::add(db, &addition).await }.boxed()).await
    }

    async fn change_link(&self, change: Change) -> Result<OwnedLink, OwnerError> {
        self.write(move |db| async move { owners::change(db, change).await }.boxed()).await
    }

    async fn revoke_link(&self, share: ShareId, link: LinkRef, now: UnixSeconds) -> Result<OwnedLink, OwnerError> {
        self.write(move |db| async move { owners::revoke(db, share, link, now).await }.boxed()).await
    }

    async fn log_landing(&self, link: LinkRef, now: UnixSeconds) -> Result<(), DatabaseError> {
        self.write(move |db| async move { owners::log_landing(db, link, now).await }.boxed()).await
    }
}

#[async_trait]
impl Limits for Handle {
    async fn rate_salt(&self, day: u64, drawn: RateSalt) -> Result<RateSalt, DatabaseError> {
        self.write(move |db| async move { limits::salt(db, day, drawn).await }.boxed()).await
    }

    async fn forget_rates(&self, now: UnixSeconds) -> Result<u64, DatabaseError> {
        self.write(move |db| async move { limits::forget(db, now).await }.boxed()).await
    }
}
