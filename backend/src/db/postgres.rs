//! A PostgreSQL server, for any number of replicas.

#[path = "sql/database.rs"]
mod sql;

use std::io;
use std::panic::resume_unwind;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions as _, Connection as _, Postgres};

use super::committed::{self, Committed, CommittedEvents, Outlet};
use super::migration::{Migrations, migrate};
use super::{DatabaseError, OpenDatabaseError};

type Connection = sqlx::PgConnection;
type Row = sqlx::postgres::PgRow;
type Handle = PostgresDatabase;

const LOCK_SHARE: Option<&str> = Some("SELECT 1 FROM shares WHERE id = $1 FOR UPDATE");
const LOCK_SHARE_IF_FREE: Option<&str> = Some("SELECT 1 FROM shares WHERE id = $1 FOR UPDATE SKIP LOCKED");
const LOCK_SHARE_OF_LINK: &str =
    "SELECT id AS share_id FROM shares WHERE id = (SELECT share_id FROM links WHERE link = $1) FOR UPDATE";
const SKIP_LOCKED: &str = "FOR UPDATE SKIP LOCKED";

/// One statement of several that change different tables.
fn together(others: &[&str], last: &str) -> String {
    let others: Vec<_> = others.iter().enumerate().map(|(n, other)| format!("done_{n} AS ({other})")).collect();
    format!("WITH {} {last}", others.join(", "))
}

/// How long a statement waits for a lock. Also how long a replica may hang within a transaction before the server takes
/// its locks away.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long a whole transaction may take: more than one wait for a lock.
const TRANSACTION_PATIENCE: Duration = Duration::from_secs(20);
/// How long a request waits for a connection: a restart of the server takes less.
const CONNECTION_PATIENCE: Duration = Duration::from_secs(5);

/// A database on a PostgreSQL server.
#[derive(Debug)]
pub struct PostgresDatabase {
    pool: PgPool,
    outlet: Outlet,
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
        Ok(Self { pool: pool.connect_lazy_with(options), outlet: Outlet::new() })
    }

    async fn end(&self) {
        self.pool.close().await;
    }

    /// Runs a transaction: what it changes is kept if it succeeds.
    async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    {
        let (pool, outlet) = (self.pool.clone(), self.outlet.clone());
        // A task of its own: a client that goes away meanwhile must not keep events from being passed on that are committed.
        let running = tokio::spawn(async move {
            let mut db = pool.acquire().await.map_err(DatabaseError::from)?;
            let (done, events) = in_time(&mut db, |db| committing(db, work).boxed()).await?;
            outlet.pass_on(events);
            Ok(done)
        });
        running.await.unwrap_or_else(|error| match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            Err(_) => Err(DatabaseError::from(sqlx::Error::WorkerCrashed).into()),
        })
    }

    /// Runs work that reads, on the database as it is at one moment.
    async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    {
        self.look(|db| reading(db, work).boxed()).await
    }

    /// Runs work that reads with one statement, which needs no transaction around it.
    async fn look<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    {
        let mut db = self.pool.acquire().await.map_err(DatabaseError::from)?;
        in_time(&mut db, work).await
    }

    fn listen(&self) -> CommittedEvents {
        self.outlet.listen()
    }

    /// Nothing to do: the server's own vacuum removes rows as they were.
    #[expect(clippy::unused_async, reason = "the embedded database has something to do here")]
    async fn remove_old_copies(&self) -> Result<(), DatabaseError> {
        Ok(())
    }
}

/// The work of a transaction, and its events, which are committed.
async fn committing<T, E, F>(db: &mut Connection, work: F) -> Result<(T, Vec<Committed>), E>
where
    E: From<DatabaseError>,
    F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>>,
{
    // The default, named: each statement sees what others have committed while it waited for a lock.
    let begin = "BEGIN ISOLATION LEVEL READ COMMITTED";
    let mut tx = db.begin_with(begin).await.map_err(DatabaseError::from)?;
    let (done, events) = committed::collect(work(&mut tx)).await;
    let done = done?;
    tx.commit().await.map_err(DatabaseError::from)?;
    Ok((done, events))
}

/// The work of a transaction that changes nothing.
async fn reading<T, E, F>(db: &mut Connection, work: F) -> Result<T, E>
where
    E: From<DatabaseError>,
    F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>>,
{
    let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
    let mut tx = db.begin_with(begin).await.map_err(DatabaseError::from)?;
    work(&mut tx).await
}

/// Gives up what is not answered in time, with its connection: the server's own limits are of no use where the way to it
/// is dead.
async fn in_time<T, E, F>(db: &mut PoolConnection<Postgres>, work: F) -> Result<T, E>
where
    E: From<DatabaseError>,
    F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>>,
{
    let done = tokio::time::timeout(TRANSACTION_PATIENCE, work(db)).await;
    done.unwrap_or_else(|_| {
        db.close_on_drop();
        Err(DatabaseError::from(sqlx::Error::Io(io::ErrorKind::TimedOut.into())).into())
    })
}
