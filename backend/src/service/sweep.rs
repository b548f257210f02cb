//! The sweep: what is over is erased.
//!
//! Erasing is three steps, each of which can be repeated: the share is refused to everyone (`erasing`), its objects are
//! deleted, its row becomes a tombstone that keeps the access log (`erased`). A crash at any point leaves a share in
//! `erasing`, which the next sweep finds. A row is created before the first object and forgotten after the last, so that no
//! object is ever without one.
//!
//! A part may be on its way to the store while its share is erased. Whoever stores it finds the share gone and deletes the
//! object; in case a crash prevents that, the objects of every tombstone are deleted a second time when no upload that
//! was under way can still be running.
//!
//! Any number of sweeps may run at once, in this process or in others: every change is one statement with its condition,
//! and deleting what is not there is no error.

use phial_shared::api::ErasureReceipt;
use phial_shared::ids::ShareId;
use phial_shared::time::{Seconds, UnixSeconds};

use super::Vault;
use super::accounts::INVITES_KEPT;
use super::shares::{AccessError, EraseError};
use crate::db::DatabaseError;

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Links whose time was found to be over.
    pub expired_links: u64,
    /// Shares whose objects are gone.
    pub erased: u64,
    /// Tombstones whose objects were deleted for the second time.
    pub purged: u64,
    /// Tombstones that were forgotten.
    pub forgotten: u64,
    /// Shares that the store or the database failed on. The next sweep tries again.
    pub failed: u64,
}

impl Vault {
    /// Erases what is over, finishes what was interrupted, forgets what is old.
    ///
    /// # Errors
    /// When the database fails with a step: the others are done all the same, so that what cannot be logged does not keep
    /// anything from being erased. A failure to erase one share is only counted.
    pub async fn sweep(&self) -> Result<Swept, DatabaseError> {
        let (now, mut swept, mut steps) = (self.clock.now(), Swept::default(), Steps::default());
        swept.expired_links = steps.take(self.db.log_expiries(now).await);
        steps.take(self.db.begin_dead_erasures(before(now, self.retention.unsealed), now).await);
        for share in steps.take(self.db.shares_being_erased().await) {
            match self.finish_erasure(share).await {
                Ok(_) => swept.erased += 1,
                Err(error) => swept.fail(share, &error),
            }
        }
        for share in steps.take(self.db.shares_to_purge(before(now, self.retention.purge_after)).await) {
            match self.purge(share, now).await {
                Ok(()) => swept.purged += 1,
                Err(error) => swept.fail(share, &error),
            }
        }
        steps.take(self.db.forget_sign_ins(before(now, INVITES_KEPT), now).await);
        swept.forgotten = steps.take(self.db.forget(before(now, self.retention.log)).await);
        steps.take(self.db.forget_rates(now).await);
        steps.take(self.db.scrub().await);
        match steps.failure {
            None => Ok(swept),
            Some(error) => {
                swept.log();
                Err(error)
            }
        }
    }

    /// Deletes the objects of a share whose erasure has begun, then makes it a tombstone.
    pub(crate) async fn finish_erasure(&self, share: ShareId) -> Result<Option<ErasureReceipt>, EraseError> {
        let found = self.db.find_share(share).await.map_err(AccessError::from)?;
        if !found.is_some_and(|share| share.is_refused()) {
            return Ok(None);
        }
        self.store.erase_share(share).await?;
        let receipt = self.db.finish_erasure(share, self.clock.now()).await.map_err(AccessError::from)?;
        match receipt {
            Some(receipt) => Ok(Some(self.receipt_key().await.map_err(AccessError::from)?.sign(receipt))),
            None => Ok(None),
        }
    }

    async fn purge(&self, share: ShareId, now: UnixSeconds) -> Result<(), EraseError> {
        self.store.erase_share(share).await?;
        Ok(self.db.purged(share, now).await.map_err(AccessError::from)?)
    }
}

/// The steps of a sweep, and the first failure of any.
#[derive(Default)]
struct Steps {
    failure: Option<DatabaseError>,
}

impl Steps {
    fn take<T: Default>(&mut self, step: Result<T, DatabaseError>) -> T {
        step.unwrap_or_else(|error| {
            self.failure.get_or_insert(error);
            T::default()
        })
    }
}

impl Swept {
    /// Says in the log what was done, if anything was.
    pub fn log(&self) {
        let Self { expired_links, erased, purged, forgotten, failed } = *self;
        if *self != Self::default() {
            tracing::info!(expired_links, erased, purged, forgotten, failed, "swept");
        }
    }

    fn fail(&mut self, share: ShareId, error: &EraseError) {
        self.failed += 1;
        tracing::error!(share = share.short(), cause = crate::log::causes(error), "a share could not be erased");
    }
}

fn before(now: UnixSeconds, age: Seconds) -> UnixSeconds {
    UnixSeconds(now.0.saturating_sub(age.0))
}
