//! Whether what the server stands on works, and how it is doing.

use std::time::Duration;

use super::Vault;
use crate::db::DatabaseError;
use crate::store::StoreError;

/// How long the database and the store may take to show that they work.
const PATIENCE: Duration = Duration::from_secs(3);

/// Why the server cannot do its work.
#[derive(Debug, thiserror::Error)]
pub enum NotReady {
    /// The database does not work.
    #[error("the database does not work")]
    Database(#[from] DatabaseError),
    /// The store does not work.
    #[error("the storage does not work")]
    Store(#[from] StoreError),
    /// One of them did not answer in time.
    #[error("the database or the storage did not answer in {} seconds", PATIENCE.as_secs())]
    Late,
}

/// How uploads use their memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UploadMemory {
    /// Bytes that there are for parts.
    pub total: u64,
    /// Bytes that parts have.
    pub used: u64,
    /// Parts that wait for their bytes.
    pub waiting: u64,
}

impl Vault {
    /// Asks the database and the store, for a bounded time.
    ///
    /// # Errors
    /// When one of them does not work.
    pub async fn check(&self) -> Result<(), NotReady> {
        let both = async {
            self.db.answers().await?;
            self.store.answers().await?;
            Ok(())
        };
        tokio::time::timeout(PATIENCE, both).await.unwrap_or(Err(NotReady::Late))
    }

    /// For how many seconds the oldest share that ought to be gone has been waiting for that; 0 if there is none.
    ///
    /// # Errors
    /// When the database fails, or does not answer in time.
    pub async fn overdue_seconds(&self) -> Result<u64, NotReady> {
        let now = self.clock.now();
        let since = tokio::time::timeout(PATIENCE, self.db.overdue_since(self.retention.unsealed, now));
        let since = since.await.map_err(|_| NotReady::Late)??;
        Ok(since.map_or(0, |since| now.0.saturating_sub(since.0)))
    }
}
