//! The embedded database: one SQLite file in WAL mode.
//!
//! One connection writes, so that writers queue here and not on SQLite's lock; `BEGIN IMMEDIATE` makes each of them
//! see what it is about to change. Other processes (`phial sweep`) wait by the busy time-out. Readers never wait.

mod erasure;
mod links;
mod log;
mod opening;
mod shares;
mod values;

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use phial_shared::api::{ErasureReceipt, LinkStatus, OwnedShare};
use phial_shared::events::Event;
use phial_shared::ids::{LinkRef, ShareId};
use phial_shared::keys::TokenHash;
use phial_shared::layout::PartIndex;
use phial_shared::time::UnixSeconds;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, Transaction};

use super::{
    Database, DatabaseError, ErasedBy, LeaseError, LeasedContent, NewShare, OpenError, Opened, Opening,
    RecordPartError, Report, SealError, Sealing, ShareRecord,
};

/// How long a statement waits for another process, and a writer for its turn.
const PATIENCE: Duration = Duration::from_secs(15);
const READERS: u32 = 4;

/// A database in one file.
#[derive(Debug)]
pub struct SqliteDatabase {
    writer: SqlitePool,
    readers: SqlitePool,
}

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenDatabaseError {
    /// The file is unusable.
    #[error("the database cannot be opened")]
    File(#[source] sqlx::Error),
    /// Its tables could not be brought to this version's form.
    #[error("the database cannot be brought to this version")]
    Migration(#[source] sqlx::migrate::MigrateError),
}

impl SqliteDatabase {
    /// Opens or creates the file and brings its tables to this version's form.
    ///
    /// # Errors
    /// When the file is unusable or was written by a newer version.
    pub async fn open(file: &Path) -> Result<Self, OpenDatabaseError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What is erased is overwritten, not only unlinked.
            .pragma("secure_delete", "ON")
            .busy_timeout(PATIENCE);
        let pool = |size: u32| SqlitePoolOptions::new().max_connections(size).acquire_timeout(PATIENCE);
        let writer = pool(1).connect_with(options.clone()).await.map_err(OpenDatabaseError::File)?;
        sqlx::migrate!("migrations/sqlite").run(&writer).await.map_err(OpenDatabaseError::Migration)?;
        let readers = pool(READERS).connect_with(options.read_only(true)).await.map_err(OpenDatabaseError::File)?;
        Ok(Self { writer, readers })
    }

    async fn write(&self) -> Result<Transaction<'static, Sqlite>, DatabaseError> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    async fn read(&self) -> Result<Transaction<'static, Sqlite>, DatabaseError> {
        Ok(self.readers.begin().await?)
    }
}

impl From<sqlx::Error> for DatabaseError {
    fn from(error: sqlx::Error) -> Self {
        const SQLITE_BUSY: u32 = 5;
        const SQLITE_FULL: u32 = 13;
        let code = error.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok());
        // Extended result codes keep the primary one in their lowest byte.
        match (code.map(|code| code & 0xff), &error) {
            (Some(SQLITE_BUSY), _) | (_, sqlx::Error::PoolTimedOut) => Self::Busy(error),
            (Some(SQLITE_FULL), _) => Self::Full(error),
            _ => Self::Failed(error),
        }
    }
}

#[async_trait]
impl Database for SqliteDatabase {
    async fn create_share(&self, share: NewShare) -> Result<(), DatabaseError> {
        let mut tx = self.write().await?;
        shares::create(&mut tx, &share).await?;
        Ok(tx.commit().await?)
    }

    async fn find_share(&self, share: ShareId) -> Result<Option<ShareRecord>, DatabaseError> {
        shares::find(&mut *self.read().await?, share).await
    }

    async fn record_part(&self, share: ShareId, part: PartIndex) -> Result<(), RecordPartError> {
        let mut tx = self.write().await?;
        shares::record_part(&mut tx, share, part).await?;
        Ok(tx.commit().await.map_err(DatabaseError::from)?)
    }

    async fn arrived_parts(&self, share: ShareId) -> Result<Vec<PartIndex>, DatabaseError> {
        shares::arrived_parts(&mut *self.read().await?, share).await
    }

    async fn seal(&self, sealing: Sealing) -> Result<UnixSeconds, SealError> {
        let mut tx = self.write().await?;
        let sealed_at = shares::seal(&mut tx, &sealing).await?;
        tx.commit().await.map_err(DatabaseError::from)?;
        Ok(sealed_at)
    }

    async fn owned_share(&self, share: ShareId, now: UnixSeconds) -> Result<Option<OwnedShare>, DatabaseError> {
        shares::owned(&mut *self.read().await?, share, now).await
    }

    async fn events(&self, share: ShareId) -> Result<Vec<Event>, DatabaseError> {
        log::events(&mut *self.read().await?, share).await
    }

    async fn link_status(&self, link: LinkRef, now: UnixSeconds) -> Result<Option<LinkStatus>, DatabaseError> {
        links::status(&mut *self.read().await?, link, now).await
    }

    async fn open_link(&self, opening: Opening) -> Result<Opened, OpenError> {
        let mut tx = self.write().await?;
        let result = opening::open(&mut tx, &opening).await;
        // A refusal is recorded as well.
        if !matches!(result, Err(OpenError::Database(_))) {
            tx.commit().await.map_err(DatabaseError::from)?;
        }
        result
    }

    async fn leased_content(
        &self,
        link: LinkRef,
        lease: TokenHash,
        now: UnixSeconds,
    ) -> Result<LeasedContent, LeaseError> {
        links::leased_content(&mut *self.read().await?, link, lease, now).await
    }

    async fn report(&self, link: LinkRef, lease: TokenHash, report: Report) -> Result<(), LeaseError> {
        let mut tx = self.write().await?;
        links::report(&mut tx, link, lease, report).await?;
        Ok(tx.commit().await.map_err(DatabaseError::from)?)
    }

    async fn key_seen_in_path(&self, link: LinkRef, now: UnixSeconds) -> Result<(), DatabaseError> {
        let mut tx = self.write().await?;
        links::key_seen_in_path(&mut tx, link, now).await?;
        Ok(tx.commit().await?)
    }

    async fn begin_erasure(&self, share: ShareId, by: ErasedBy, now: UnixSeconds) -> Result<(), DatabaseError> {
        let mut tx = self.write().await?;
        erasure::begin(&mut tx, share, by, now).await?;
        Ok(tx.commit().await?)
    }

    async fn finish_erasure(&self, share: ShareId, now: UnixSeconds) -> Result<Option<ErasureReceipt>, DatabaseError> {
        let mut tx = self.write().await?;
        let receipt = erasure::finish(&mut tx, share, now).await?;
        tx.commit().await?;
        Ok(receipt)
    }

    async fn log_expiries(&self, now: UnixSeconds) -> Result<u64, DatabaseError> {
        let mut total = 0;
        loop {
            let mut tx = self.write().await?;
            let logged = erasure::log_expiries(&mut tx, now).await?;
            tx.commit().await?;
            if logged == 0 {
                return Ok(total);
            }
            total += logged;
        }
    }

    async fn begin_dead_erasures(&self, abandoned_before: UnixSeconds, now: UnixSeconds) -> Result<u64, DatabaseError> {
        let mut tx = self.write().await?;
        let begun = erasure::begin_dead(&mut tx, abandoned_before, now).await?;
        tx.commit().await?;
        Ok(begun)
    }

    async fn shares_being_erased(&self) -> Result<Vec<ShareId>, DatabaseError> {
        erasure::being_erased(&mut *self.read().await?).await
    }

    async fn shares_to_purge(&self, erased_before: UnixSeconds) -> Result<Vec<ShareId>, DatabaseError> {
        erasure::to_purge(&mut *self.read().await?, erased_before).await
    }

    async fn purged(&self, share: ShareId, now: UnixSeconds) -> Result<(), DatabaseError> {
        let mut tx = self.write().await?;
        erasure::purged(&mut tx, share, now).await?;
        Ok(tx.commit().await?)
    }

    async fn forget(&self, erased_before: UnixSeconds) -> Result<u64, DatabaseError> {
        let mut tx = self.write().await?;
        let forgotten = erasure::forget(&mut tx, erased_before).await?;
        tx.commit().await?;
        Ok(forgotten)
    }

    async fn scrub(&self) -> Result<(), DatabaseError> {
        // The write-ahead log holds rows as they were. If a reader holds it up, the next time does it.
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.writer).await?;
        Ok(())
    }
}
