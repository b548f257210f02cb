//! Starting and stopping: the data folder, the listening server, the regular sweep.

use std::fs::{DirBuilder, File, TryLockError};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::dev::{Server, ServerHandle};
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;

use crate::clock::Clock;
use crate::config::{DataConfig, DatabaseConfig, DatabaseUrl, ServeConfig, StoreConfig, StoreUrl};
use crate::db::sqlite::SqliteDatabase;
use crate::db::{Database, DatabaseError, OpenDatabaseError};
use crate::http::{AppState, app};
use crate::service::sweep::Swept;
use crate::service::{Service, Vault};
use crate::store::{Store, StoreError};

/// How long requests that are under way may take to finish when the server stops.
const STOP_SECONDS: u64 = 30;

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be used.
    #[error("the data folder cannot be used")]
    Folder(#[source] io::Error),
    /// Another server works on the same folder.
    #[error("another phial serves this data folder")]
    InUse,
    /// The database cannot be opened.
    #[error(transparent)]
    Database(#[from] OpenDatabaseError),
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// This version cannot use what the settings name.
    #[error("{0} cannot be used yet")]
    Unsupported(&'static str),
    /// The address cannot be listened on.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] io::Error),
}

/// Why a sweep was not done.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// The data cannot be opened.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// A server that listens.
pub struct Running {
    address: SocketAddr,
    handle: ServerHandle,
    server: JoinHandle<io::Result<()>>,
    sweeper: JoinHandle<()>,
    _lock: File,
}

/// Starts to listen and to sweep. Both end with [`Running::stop`].
///
/// # Errors
/// When something that the settings name cannot be used.
pub async fn start(config: ServeConfig, clock: Arc<dyn Clock>) -> Result<Running, StartError> {
    let ServeConfig { listen, policy, uploads, data, sweep_every, .. } = config.clone();
    create_folder(&data.folder)?;
    let lock = lock(&data.folder)?;
    let vault = open_vault(&data, clock).await?;
    // Nothing is being stored yet, so whatever is half-written was interrupted.
    let unfinished = vault.store.remove_unfinished().await?;
    if unfinished > 0 {
        tracing::info!(files = unfinished, "removed what interrupted uploads left");
    }
    let cannot_listen = |error| StartError::Listen(listen.address, error);
    let listener = TcpListener::bind(listen.address).map_err(cannot_listen)?;
    let address = listener.local_addr().map_err(cannot_listen)?;
    let service = Arc::new(Service::new(vault, policy, uploads.limits));
    let server = http_server(AppState::new(service.clone(), &config), listener).map_err(cannot_listen)?;
    let handle = server.handle();
    let sweeper = tokio::spawn(sweep_regularly(service, sweep_every));
    Ok(Running { address, handle, server: tokio::spawn(server), sweeper, _lock: lock })
}

/// Sweeps once. A server may be running on the same data.
///
/// # Errors
/// When the folder, the database or the store cannot be used.
pub async fn sweep_once(data: &DataConfig, clock: Arc<dyn Clock>) -> Result<Swept, SweepError> {
    if let DatabaseUrl::Sqlite(file) = &data.database.url {
        // A folder that was mistyped must not become an empty one that is swept with success.
        std::fs::metadata(file).map_err(StartError::Folder)?;
    }
    let swept = open_vault(data, clock).await?.sweep().await?;
    swept.log();
    Ok(swept)
}

/// Only its owner may look inside.
fn create_folder(folder: &Path) -> Result<(), StartError> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(StartError::Folder)
}

async fn open_vault(data: &DataConfig, clock: Arc<dyn Clock>) -> Result<Vault, StartError> {
    let db = open_database(&data.database).await?;
    let store = open_store(&data.store)?;
    Ok(Vault::new(db, store, clock, data.retention))
}

async fn open_database(database: &DatabaseConfig) -> Result<Arc<dyn Database>, StartError> {
    match &database.url {
        DatabaseUrl::Sqlite(file) => Ok(Arc::new(SqliteDatabase::open(file).await?)),
        DatabaseUrl::Postgres(_) => Err(StartError::Unsupported("PostgreSQL")),
    }
}

fn open_store(store: &StoreConfig) -> Result<Store, StartError> {
    match &store.url {
        StoreUrl::Folder(folder) => {
            create_folder(folder)?;
            Ok(Store::local(folder.clone())?)
        }
        StoreUrl::S3 { .. } => Err(StartError::Unsupported("S3")),
    }
}

/// Two servers on one folder would take each other's half-written files for rubbish.
fn lock(folder: &Path) -> Result<File, StartError> {
    let file = File::create(folder.join("phial.lock")).map_err(StartError::Folder)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StartError::InUse),
        Err(TryLockError::Error(error)) => Err(StartError::Folder(error)),
    }
}

fn http_server(state: AppState, listener: TcpListener) -> io::Result<Server> {
    let workers = std::thread::available_parallelism().map_or(2, |cores| cores.get().max(2));
    let server = HttpServer::new(move || app(state.clone()))
        .workers(workers)
        .keep_alive(Duration::from_secs(75))
        .client_request_timeout(Duration::from_secs(15))
        // Also how long an answer that was given before the body was read waits for the client to take it.
        .client_disconnect_timeout(Duration::from_secs(5))
        .shutdown_timeout(STOP_SECONDS)
        .disable_signals()
        .listen(listener)?
        .run();
    Ok(server)
}

async fn sweep_regularly(service: Arc<Service>, every: Duration) {
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match service.vault().sweep().await {
            Ok(swept) => swept.log(),
            Err(error) => tracing::error!(cause = crate::log::causes(&error), "the sweep failed"),
        }
    }
}

impl Running {
    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops: no new connections, and requests that are under way may finish.
    ///
    /// # Errors
    /// When the server had failed.
    pub async fn stop(self) -> io::Result<()> {
        self.sweeper.abort();
        self.handle.stop(true).await;
        self.server.await.map_err(io::Error::other)?
    }
}
