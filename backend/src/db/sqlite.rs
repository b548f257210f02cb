//! The embedded database: one SQLite file in WAL mode.
//!
//! One connection writes, so that writers queue here and not on SQLite's lock; `BEGIN IMMEDIATE` makes each of them
//! see what it is about to change. Other processes (`phial sweep`) wait by the busy time-out. Readers never wait.

#[path = "sql/database.rs"]
mod sql;

use std::path::Path;
use std::time::Duration;

use futures_util::future::BoxFuture;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, Transaction};

use super::{DatabaseError, OpenDatabaseError};

type Connection = sqlx::SqliteConnection;
type Row = sqlx::sqlite::SqliteRow;
type Handle = SqliteDatabase;

/// A writing transaction has the whole database for itself.
const LOCK_SHARE: Option<&str> = None;

/// How long a statement waits for another process, and a writer for its turn.
const PATIENCE: Duration = Duration::from_secs(15);
const READERS: u32 = 4;

/// A database in one file.
#[derive(Debug)]
pub struct SqliteDatabase {
    writer: SqlitePool,
    readers: SqlitePool,
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
        let writer = pool(1).connect_with(options.clone()).await.map_err(OpenDatabaseError::Unusable)?;
        sqlx::migrate!("migrations/sqlite").run(&writer).await.map_err(OpenDatabaseError::Migration)?;
        let readers = pool(READERS).connect_with(options.read_only(true)).await.map_err(OpenDatabaseError::Unusable)?;
        Ok(Self { writer, readers })
    }

    /// Runs a transaction: what it changes is kept if it succeeds.
    async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    {
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await.map_err(DatabaseError::from)?;
        let done = work(&mut tx).await?;
        tx.commit().await.map_err(DatabaseError::from)?;
        Ok(done)
    }

    async fn read(&self) -> Result<Transaction<'static, Sqlite>, DatabaseError> {
        Ok(self.readers.begin().await?)
    }

    /// The write-ahead log holds rows as they were. If a reader holds it up, the next time does it.
    async fn remove_old_copies(&self) -> Result<(), DatabaseError> {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.writer).await?;
        Ok(())
    }
}
