//! A PostgreSQL server, for any number of replicas.

#[path = "sql/database.rs"]
mod sql;

use std::time::Duration;

use futures_util::future::BoxFuture;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions as _, Connection as _, Postgres, Transaction};

use super::migration::{Migrations, migrate};
use super::{DatabaseError, OpenDatabaseError};

type Connection = sqlx::PgConnection;
type Row = sqlx::postgres::PgRow;
type Handle = PostgresDatabase;

const LOCK_SHARE: Option<&str> = Some("SELECT 1 FROM shares WHERE id = $1 FOR UPDATE");
const LOCK_SHARE_IF_FREE: Option<&str> = Some("SELECT 1 FROM shares WHERE id = $1 FOR UPDATE SKIP LOCKED");
const SKIP_LOCKED: &str = "FOR UPDATE SKIP LOCKED";

/// How long a statement waits for a lock. Also how long a replica may hang within a transaction before the server takes
/// its locks away.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long a request waits for a connection: a restart of the server takes less.
const CONNECTION_PATIENCE: Duration = Duration::from_secs(5);

/// A database on a PostgreSQL server.
#[derive(Debug)]
pub struct PostgresDatabase {
    pool: PgPool,
}

impl PostgresDatabase {
    /// Connects. Replicas that bring the tables to this version's form at the same time take turns.
    ///
    /// # Errors
    /// When the server cannot be used, or its tables are not in this version's form.
    pub async fn open(url: &str, connections: u32, migrations: Migrations) -> Result<Self, OpenDatabaseError> {
        let options: PgConnectOptions = url.parse().map_err(|_| OpenDatabaseError::BadUrl)?;
        // A connection of its own: a migration may take its time.
        let connecting = tokio::time::timeout(PATIENCE, options.connect()).await;
        let mut db = connecting.map_err(|_| OpenDatabaseError::NoAnswer)?.map_err(OpenDatabaseError::Unusable)?;
        migrate(&mut db, sqlx::migrate!("migrations/postgres"), migrations).await?;
        db.close().await.map_err(OpenDatabaseError::Unusable)?;

        let patience = format!("{}ms", PATIENCE.as_millis());
        let limits = ["lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"];
        let options = options.options(limits.map(|limit| (limit, &patience)));
        let pool = PgPoolOptions::new().max_connections(connections).acquire_timeout(CONNECTION_PATIENCE);
        Ok(Self { pool: pool.connect_lazy_with(options) })
    }

    /// Runs a transaction: what it changes is kept if it succeeds.
    async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    {
        // The default, named: each statement sees what others have committed while it waited for a lock.
        let begin = "BEGIN ISOLATION LEVEL READ COMMITTED";
        let mut tx = self.pool.begin_with(begin).await.map_err(DatabaseError::from)?;
        let done = work(&mut tx).await?;
        tx.commit().await.map_err(DatabaseError::from)?;
        Ok(done)
    }

    async fn read(&self) -> Result<Transaction<'static, Postgres>, DatabaseError> {
        Ok(self.pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?)
    }

    /// Nothing to do: the server's own vacuum removes rows as they were.
    #[expect(clippy::unused_async, reason = "the embedded database has something to do here")]
    async fn remove_old_copies(&self) -> Result<(), DatabaseError> {
        Ok(())
    }
}
