//! A PostgreSQL server, for any number of replicas.

#[path = "sql/database.rs"]
mod sql;

use std::time::Duration;

use futures_util::future::BoxFuture;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{Postgres, Transaction};

use super::{DatabaseError, OpenDatabaseError};

type Connection = sqlx::PgConnection;
type Row = sqlx::postgres::PgRow;
type Handle = PostgresDatabase;

const LOCK_SHARE: Option<&str> = Some("SELECT 1 FROM shares WHERE id = $1 FOR UPDATE");

/// How long a statement waits for a lock, and a request for a connection.
const PATIENCE: Duration = Duration::from_secs(15);
const CONNECTIONS: u32 = 16;

/// A database on a PostgreSQL server.
#[derive(Debug)]
pub struct PostgresDatabase {
    pool: PgPool,
}

impl PostgresDatabase {
    /// Connects, and brings the tables to this version's form. Replicas that start together take turns.
    ///
    /// # Errors
    /// When the server cannot be used, or its tables were made by a newer version.
    pub async fn open(options: PgConnectOptions) -> Result<Self, OpenDatabaseError> {
        let patience = format!("{}ms", PATIENCE.as_millis());
        let options = options.options([("lock_timeout", &patience), ("statement_timeout", &patience)]);
        let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE);
        let pool = pool.connect_with(options).await.map_err(OpenDatabaseError::Unusable)?;
        sqlx::migrate!("migrations/postgres").run(&pool).await.map_err(OpenDatabaseError::Migration)?;
        Ok(Self { pool })
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
