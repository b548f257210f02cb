//! The embedded database: one SQLite file in WAL mode.
//!
//! One task writes, so that writers queue there and not on SQLite's lock; `BEGIN IMMEDIATE` makes each of them
//! see what it is about to change. Other processes (`phial sweep`) wait by the busy time-out. Readers never wait.

#[path = "sql/database.rs"]
mod sql;
mod writer;

use std::path::Path;
use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};

use self::writer::Writer;
use super::committed::{CommittedEvents, Outlet};
use super::migration::{Migrations, migrate};
use super::{DatabaseError, OpenDatabaseError};

type Connection = sqlx::SqliteConnection;
type Row = sqlx::sqlite::SqliteRow;
type Handle = SqliteDatabase;

/// A writing transaction has the whole database for itself.
const LOCK_SHARE: Option<&str> = None;
const LOCK_SHARE_IF_FREE: Option<&str> = None;
const LOCK_SHARE_OF_LINK: &str = "SELECT share_id FROM links WHERE link = $1";
const SKIP_LOCKED: &str = "";

/// One text of several statements: SQLite does them one after the other.
fn together(others: &[&str], last: &str) -> String {
    format!("{}; {last}", others.join("; "))
}

/// How long a statement waits for another process, and a writer for its turn.
const PATIENCE: Duration = Duration::from_secs(15);
const READERS: u32 = 4;
/// Between two attempts to connect while another process makes the file ready.
const PAUSE: Duration = Duration::from_millis(20);

/// Connects at most so many times, the first at once.
///
/// While another process begins or ends the WAL of a file, SQLite says that it is locked without waiting, whatever its busy
/// time-out is.
async fn connect(size: u32, options: SqliteConnectOptions) -> Result<SqlitePool, OpenDatabaseError> {
    let started = Instant::now();
    loop {
        // A connection to a file does not die while it waits: it need not be tried before it is used.
        let pool = SqlitePoolOptions::new().max_connections(size).acquire_timeout(PATIENCE).test_before_acquire(false);
        match pool.connect_with(options.clone()).await {
            Err(error) if is_locked(&error) && started.elapsed() < PATIENCE => tokio::time::sleep(PAUSE).await,
            connected => return connected.map_err(OpenDatabaseError::Unusable),
        }
    }
}

/// SQLITE_BUSY (<https://sqlite.org/rescode.html#busy>), whatever extends it.
fn is_locked(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<i32>().ok());
    code.is_some_and(|code| code & 0xff == 5)
}

/// A database in one file.
#[derive(Debug)]
pub struct SqliteDatabase {
    writer: Writer,
    readers: SqlitePool,
    outlet: Outlet,
}

impl SqliteDatabase {
    /// Opens or creates the file.
    ///
    /// # Errors
    /// When the file is unusable, or its tables are not in this version's form.
    pub async fn open(file: &Path, migrations: Migrations) -> Result<Self, OpenDatabaseError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What is erased is overwritten, not only unlinked.
            .pragma("secure_delete", "ON")
            .busy_timeout(PATIENCE);
        let writer = connect(1, options.clone()).await?;
        // One transaction keeps other processes out, and leaves nothing half done.
        let mut tx = writer.begin_with("BEGIN IMMEDIATE").await.map_err(OpenDatabaseError::Unusable)?;
        migrate(&mut *tx, sqlx::migrate!("migrations/sqlite"), migrations).await?;
        tx.commit().await.map_err(OpenDatabaseError::Unusable)?;
        let readers = connect(READERS, options.read_only(true)).await?;
        let outlet = Outlet::new();
        Ok(Self { writer: Writer::start(writer, outlet.clone()), readers, outlet })
    }

    /// Copies a database, which servers may be working on, as it is at one moment. Overwrites the file that it is given.
    ///
    /// # Errors
    /// When either file is unusable.
    pub async fn copy(file: &Path, copy: &str) -> Result<(), DatabaseError> {
        let options = SqliteConnectOptions::new().filename(file).read_only(true).busy_timeout(PATIENCE);
        let mut db = options.connect().await?;
        sqlx::query("VACUUM INTO $1").bind(copy).execute(&mut db).await?;
        Ok(db.close().await?)
    }

    async fn end(&self) {
        // The last connection empties the write-ahead log; one that only reads could not.
        self.readers.close().await;
        self.writer.close().await;
    }

    /// Runs a transaction: what it changes is kept if it succeeds.
    async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    {
        self.writer.write(work).await
    }

    /// Runs work that reads, on the database as it is at one moment.
    async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<DatabaseError>,
        F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>>,
    {
        let mut tx = self.readers.begin().await.map_err(DatabaseError::from)?;
        work(&mut tx).await
    }

    /// Runs work that reads with one statement, which needs no transaction around it.
    async fn look<T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<DatabaseError>,
        F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>>,
    {
        let mut db = self.readers.acquire().await.map_err(DatabaseError::from)?;
        work(&mut db).await
    }

    fn listen(&self) -> CommittedEvents {
        self.outlet.listen()
    }

    /// The write-ahead log holds rows as they were. If a reader holds it up, the next time does it.
    async fn remove_old_copies(&self) -> Result<(), DatabaseError> {
        self.writer.checkpoint().await
    }
}
