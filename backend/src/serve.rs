//! Starting and stopping: the data folder, the listening server, the regular sweep.

use std::fs::{DirBuilder, File, TryLockError};
use std::io;
use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::dev::ServerHandle;
use actix_web::{App, HttpServer};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;

use crate::accounts::oidc::Oidc;
use crate::clock::Clock;
use crate::config::{DataConfig, DatabaseConfig, DatabaseUrl, SendersConfig, ServeConfig, StoreConfig};
use crate::db::postgres::PostgresDatabase;
use crate::db::sqlite::SqliteDatabase;
use crate::db::{Database, Migrations, OpenDatabaseError};
use crate::http::{AppState, Measured, Readiness, configure_metrics};
use crate::listener::{self, Crowd, Tls, TlsError};
use crate::metrics::Metrics;
use crate::service::accounts::Senders;
use crate::service::{Service, Vault};
use crate::sinks::{FAREWELL, Sinks};
use crate::store::{Store, StoreError};

/// How often to look whether the certificate was renewed.
const CERTIFICATE_CHECK: Duration = Duration::from_secs(60);

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
    /// The certificate cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// This machine cannot make requests.
    #[error("cannot make requests")]
    Requests(#[source] reqwest::Error),
    /// The system's signals cannot be heard.
    #[error("the system's signals cannot be heard")]
    Signal(#[source] io::Error),
    /// The address cannot be listened on.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] io::Error),
}

/// A server that listens.
pub struct Running {
    address: SocketAddr,
    handle: ServerHandle,
    server: JoinHandle<io::Result<()>>,
    operators: Option<Operators>,
    readiness: Arc<Readiness>,
    sinks: Sinks,
    tasks: Vec<JoinHandle<()>>,
    db: Arc<dyn Database>,
    _lock: Option<File>,
}

/// The listener of operators.
struct Operators {
    address: SocketAddr,
    handle: ServerHandle,
}

/// Starts to listen and to sweep. Both end with [`Running::stop`].
///
/// # Errors
/// When something that the settings name cannot be used.
pub async fn start(config: ServeConfig, clock: Arc<dyn Clock>) -> Result<Running, StartError> {
    let ServeConfig { listen, senders, connections, policy, uploads, limits, events, data, sweep_every, .. } =
        config.clone();
    let lock = if data.is_shared() { None } else { Some(lock(&data.folder)?) };
    let vault = open_vault(&data, clock).await?;
    // Nothing is being stored yet, so whatever is half-written was interrupted.
    let unfinished = vault.store.remove_unfinished().await?;
    if unfinished > 0 {
        tracing::info!(files = unfinished, "removed what interrupted uploads left");
    }
    let cannot_listen = |error| StartError::Listen(listen.address, error);
    let tls = listen.tls.map(|files| Tls::read(files.certificate, files.key)).transpose()?.map(Arc::new);
    // Before anybody can know that the server runs, and ask for it.
    let hangup = signal(SignalKind::hangup()).map_err(StartError::Signal)?;
    let listener = listener::bind(listen.address).map_err(cannot_listen)?;
    let address = listener.local_addr().map_err(cannot_listen)?;
    let (senders, spool) = (who_may_send(senders)?, data.spool_folder());
    let service = Arc::new(Service::new(vault, policy, uploads.limits, limits.service, senders, spool));
    if let Err(error) = service.check_spool().await {
        let cause = crate::log::causes(&error);
        tracing::warn!(cause, "no files can be made, or min-free-space leaves no room: slow uploads will hold memory");
    }
    let crowd = Crowd::new(connections_for(connections.most));
    let state = AppState::new(service.clone(), &config);
    let (metrics, readiness) = (state.metrics.clone(), state.readiness.clone());
    let sinks = Sinks::start(&events, &config.site.name, &*service.vault().db, &metrics);
    let measured = Measured { metrics: metrics.clone(), service: service.clone(), crowd: crowd.clone() };
    let operators = listen.metrics.map(|address| Operators::start(address, measured)).transpose()?;
    let server = listener::serve(listener, state, crowd, tls.clone(), connections.patience).map_err(cannot_listen)?;
    let handle = server.handle();
    let db = service.vault().db.clone();
    let tasks =
        vec![tokio::spawn(sweep_regularly(service, sweep_every, metrics)), tokio::spawn(keep_certificate(tls, hangup))];
    Ok(Running { address, handle, server: tokio::spawn(server), operators, readiness, sinks, tasks, db, _lock: lock })
}

fn who_may_send(config: SendersConfig) -> Result<Senders, StartError> {
    let oidc = config.oidc.map(Oidc::new).transpose().map_err(StartError::Requests)?;
    Ok(Senders { mode: config.mode, sessions: config.sessions, oidc })
}

/// Opens what a server has made, for a command beside it. A folder or a database that was mistyped must not become an empty
/// one that is looked through with success, or whose emptiness makes rubbish of all that is stored.
///
/// # Errors
/// When there is none, or it cannot be opened.
pub async fn open_existing(data: &DataConfig, clock: Arc<dyn Clock>) -> Result<Vault, StartError> {
    if let DatabaseUrl::Sqlite(file) = &data.database.url {
        std::fs::metadata(file).map_err(StartError::Folder)?;
    }
    let db = open_existing_database(&data.database).await?;
    Ok(Vault::new(db, open_store(&data.store)?, clock, data.retention))
}

/// Opens the database for a command beside a server, which changes no tables.
///
/// # Errors
/// When it cannot be opened, or its tables are not in this version's form.
pub async fn open_existing_database(database: &DatabaseConfig) -> Result<Arc<dyn Database>, StartError> {
    open_database(&DatabaseConfig { migrations: Migrations::Require, ..database.clone() }).await
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

/// Opens the database, for a server or for a command beside it.
///
/// # Errors
/// When it cannot be opened.
pub async fn open_database(database: &DatabaseConfig) -> Result<Arc<dyn Database>, StartError> {
    match &database.url {
        DatabaseUrl::Sqlite(file) => Ok(Arc::new(SqliteDatabase::open(file, database.migrations).await?)),
        DatabaseUrl::Postgres(url) => {
            let (connections, migrations) = (database.connections, database.migrations);
            Ok(Arc::new(PostgresDatabase::open(url.reveal(), connections, migrations).await?))
        }
    }
}

fn open_store(store: &StoreConfig) -> Result<Store, StartError> {
    match store {
        StoreConfig::Folder(folder) => {
            create_folder(folder)?;
            Ok(Store::local(folder.clone())?)
        }
        StoreConfig::S3(settings) => Ok(Store::s3(settings)?),
    }
}

/// Two servers on one folder would take each other's half-written files for rubbish.
fn lock(folder: &Path) -> Result<File, StartError> {
    create_folder(folder)?;
    let file = File::create(folder.join("phial.lock")).map_err(StartError::Folder)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StartError::InUse),
        Err(TryLockError::Error(error)) => Err(StartError::Folder(error)),
    }
}

/// The files of a process are bounded: each connection has one, and one more while it fetches content from the disk.
fn connections_for(most: u32) -> usize {
    const OTHER_FILES: u64 = 256;
    let files = raise_file_limit();
    let possible = usize::try_from(files.saturating_sub(OTHER_FILES) / 2).unwrap_or(usize::MAX).max(1);
    let most = most as usize;
    if possible < most {
        tracing::warn!(
            connections = possible,
            files,
            "fewer connections than set: the system allows too few open files"
        );
    }
    most.min(possible)
}

/// Allows the process as many open files as it may allow itself, and gives their number.
fn raise_file_limit() -> u64 {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    let allowed = if setrlimit(Resource::Nofile, raised).is_ok() { raised.current } else { limit.current };
    allowed.unwrap_or(u64::MAX)
}

/// Reads the certificate again when its files have changed, or at SIGHUP.
async fn keep_certificate(tls: Option<Arc<Tls>>, mut hangup: Signal) {
    loop {
        tokio::select! {
            _ = hangup.recv() => (),
            () = tokio::time::sleep(CERTIFICATE_CHECK) => if !tls.as_ref().is_some_and(|tls| tls.is_outdated()) { continue },
        }
        match tls.as_ref().map(|tls| tls.reload()) {
            // Without a certificate there is nothing to do; but the signal must not end the server.
            None => (),
            Some(Ok(())) => tracing::info!("read the certificate again"),
            Some(Err(error)) => {
                tracing::error!(cause = crate::log::causes(&error), "the new certificate cannot be used")
            }
        }
    }
}

async fn sweep_regularly(service: Arc<Service>, every: Duration, metrics: Arc<Metrics>) {
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let (vault, started) = (service.vault(), Instant::now());
        match vault.sweep().await {
            Ok(swept) => {
                swept.log();
                metrics.swept(&swept, started.elapsed(), vault.clock.now());
            }
            Err(error) => {
                metrics.sweep_failed();
                tracing::error!(cause = crate::log::causes(&error), "the sweep failed");
            }
        }
    }
}

impl Operators {
    fn start(address: SocketAddr, measured: Measured) -> Result<Self, StartError> {
        let cannot_listen = |error| StartError::Listen(address, error);
        let listener = listener::bind(address).map_err(cannot_listen)?;
        let address = listener.local_addr().map_err(cannot_listen)?;
        let server = HttpServer::new(move || App::new().configure(configure_metrics(measured.clone())))
            .workers(1)
            .disable_signals()
            .listen(listener)
            .map_err(cannot_listen)?
            .run();
        let handle = server.handle();
        tokio::spawn(server);
        Ok(Self { address, handle })
    }
}

impl Running {
    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where operators read the metrics.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.operators.as_ref().map(|operators| operators.address)
    }

    /// The server is about to stop: `/readyz` says so from now on, and everything else goes on.
    pub fn announce_stop(&self) {
        self.readiness.stop();
    }

    /// Stops: no new connections, and requests that are under way may finish.
    ///
    /// # Errors
    /// When the server had failed.
    pub async fn stop(self) -> io::Result<()> {
        self.tasks.iter().for_each(JoinHandle::abort);
        self.readiness.stop();
        self.handle.stop(true).await;
        if let Some(operators) = self.operators {
            operators.handle.stop(false).await;
        }
        let ended = self.server.await.map_err(io::Error::other)?;
        self.sinks.stop(FAREWELL).await;
        // SQLite's file is whole and alone afterwards. What is still at work after all that is not waited for.
        let _ = tokio::time::timeout(FAREWELL, self.db.close()).await;
        ended
    }
}
