//! What every test needs: a server on a temporary folder with a clock that stands still, and a sender for it.

use std::collections::BTreeSet;
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Output;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use phial::clock::Clock;
use phial::config::{DatabaseUrl, ServeConfig, StoreConfig};
use phial::serve::{self, Running};
use phial::service::sweep::Swept;
use phial_shared::api::*;
use phial_shared::encoding::Sealed;
use phial_shared::error_code::{ErrorCode, Problem};
use phial_shared::events::{self, Event, EventKind};
use phial_shared::ids::{LinkId, ShareId};
use phial_shared::keys::{LeaseToken, LinkSecret, OwnerSecret, UploadToken};
use phial_shared::layout::{Layout, PartIndex};
use phial_shared::time::{Seconds, UnixSeconds};
use phial_testkit::bucket::Bucket;
use phial_testkit::postgres::Postgres;
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, PgConnection};
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::process::{Process, phial_with};

/// When every test begins.
pub(crate) const START: u64 = 1_800_000_000;
pub(crate) const HOUR: LinkLimits = LinkLimits { lifetime: Seconds::HOUR, max_opens: None };

/// A clock that the test moves.
pub(crate) struct ManualClock(AtomicU64);

impl ManualClock {
    pub(crate) fn at_start() -> Self {
        Self(AtomicU64::new(START))
    }
}

impl Clock for ManualClock {
    fn now(&self) -> UnixSeconds {
        UnixSeconds(self.0.load(Ordering::SeqCst))
    }
}

pub(crate) struct TestServer {
    /// Removed with the server.
    _folder: TempDir,
    /// What holds the objects, unless the folder does.
    bucket: Option<Bucket>,
    pub(crate) config: ServeConfig,
    pub(crate) client: reqwest::Client,
    clock: Arc<ManualClock>,
    running: Option<Server>,
}

/// Where the server runs.
enum Server {
    Here(Running),
    Elsewhere(Process),
}

/// A pending share.
pub(crate) struct Draft {
    pub(crate) id: ShareId,
    pub(crate) upload_token: UploadToken,
    pub(crate) layout: Layout,
    /// Stands for the archive's ciphertext.
    pub(crate) bytes: Vec<u8>,
}

/// A sealed share.
pub(crate) struct Live {
    pub(crate) id: ShareId,
    pub(crate) upload_token: UploadToken,
    pub(crate) owner: OwnerSecret,
    pub(crate) links: Vec<Recipient>,
    pub(crate) bytes: Vec<u8>,
}

pub(crate) struct Recipient {
    pub(crate) id: LinkId,
    pub(crate) secret: LinkSecret,
}

/// The flag for the database that the tests are to run on: `PHIAL_TEST_DATABASE` is `sqlite` (as without it) or
/// `postgres`.
fn database_flag() -> Option<String> {
    match std::env::var("PHIAL_TEST_DATABASE").as_deref() {
        Err(_) | Ok("sqlite") => None,
        Ok("postgres") => Some(format!("--database={}", Postgres::shared().create_database())),
        Ok(other) => panic!("PHIAL_TEST_DATABASE is neither sqlite nor postgres: {other}"),
    }
}

/// A bucket for a server, if `PHIAL_TEST_STORE` is `s3`; none if it is `local`, as without it.
fn bucket() -> Option<Bucket> {
    match std::env::var("PHIAL_TEST_STORE").as_deref() {
        Err(_) | Ok("local") => None,
        Ok("s3") => Some(Bucket::start()),
        Ok(other) => panic!("PHIAL_TEST_STORE is neither local nor s3: {other}"),
    }
}

pub(crate) fn config(folder: PathBuf) -> ServeConfig {
    let flags = [
        "--data",
        folder.to_str().unwrap(),
        "--database-connections=4",
        "--listen=127.0.0.1:0",
        "--site-name=Test Hospital",
        "--max-files-len=32MiB",
        "--idle-timeout=20s",
        "--min-rate=1MiB",
        "--log-level=trace",
    ];
    let database = database_flag();
    let mut config = ServeConfig::from_flags(flags.into_iter().chain(database.as_deref())).unwrap();
    // Tests sweep when they want to.
    config.sweep_every = Duration::from_secs(1 << 20);
    config
}

fn config_on(bucket: Option<&Bucket>, folder: &TempDir) -> ServeConfig {
    let mut config = config(folder.path().join("data"));
    if let Some(bucket) = bucket {
        config.data.store = store_of(bucket.flags());
    }
    config
}

/// The store that a server has with these flags.
pub(crate) fn store_of(flags: Vec<String>) -> StoreConfig {
    ServeConfig::from_flags(flags).unwrap().data.store
}

impl TestServer {
    pub(crate) async fn start() -> Self {
        Self::with(|_| ()).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut ServeConfig)) -> Self {
        Self::on(bucket(), change).await
    }

    /// Keeps objects in files, whatever store the tests are to run on.
    pub(crate) async fn on_disk(change: impl FnOnce(&mut ServeConfig)) -> Self {
        Self::on(None, change).await
    }

    /// On a folder, whatever the other tests run on.
    pub(crate) async fn on_a_folder() -> Self {
        Self::on(None, |_| ()).await
    }

    async fn on(bucket: Option<Bucket>, change: impl FnOnce(&mut ServeConfig)) -> Self {
        captured();
        let folder = TempDir::new().unwrap();
        let mut config = config_on(bucket.as_ref(), &folder);
        change(&mut config);
        let clock = Arc::new(ManualClock::at_start());
        let running = serve::start(config.clone(), clock.clone()).await.unwrap();
        Self { _folder: folder, bucket, config, client: client(), clock, running: Some(Server::Here(running)) }
    }

    /// Another server on the same database and store, with the same clock.
    pub(crate) async fn replica(&self) -> Self {
        self.replica_with(self.config.clone()).await
    }

    /// The same with settings of its own.
    pub(crate) async fn replica_with(&self, mut config: ServeConfig) -> Self {
        let folder = TempDir::new().unwrap();
        config.data.folder = folder.path().to_owned();
        let running = serve::start(config.clone(), self.clock.clone()).await.unwrap();
        Self {
            _folder: folder,
            // The first server's, and looked at there.
            bucket: None,
            config,
            client: client(),
            clock: self.clock.clone(),
            running: Some(Server::Here(running)),
        }
    }

    /// A process of its own, with the machine's clock.
    pub(crate) fn spawn(flags: &[&str]) -> Self {
        let (folder, bucket) = (TempDir::new().unwrap(), bucket());
        let config = config_on(bucket.as_ref(), &folder);
        let process = Process::spawn(&config.data, flags);
        let clock = Arc::new(ManualClock::at_start());
        Self { _folder: folder, bucket, config, client: client(), clock, running: Some(Server::Elsewhere(process)) }
    }

    /// A process of its own with so little room for its data.
    pub(crate) fn on_small_disk(size: &str, flags: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let config = config(folder.path().join("data"));
        let process = Process::on_small_disk(&config.data.folder, size, flags);
        let clock = Arc::new(ManualClock::at_start());
        let running = Some(Server::Elsewhere(process));
        Self { _folder: folder, bucket: None, config, client: client(), clock, running }
    }

    /// The data folder as that process sees it.
    pub(crate) fn disk(&mut self) -> PathBuf {
        let folder = self.config.data.folder.clone();
        self.process().sees(&folder)
    }

    /// Ends the process as a crash does, and starts another on the same folder.
    pub(crate) fn kill_and_respawn(&mut self) {
        drop(self.running.take());
        self.running = Some(Server::Elsewhere(Process::spawn(&self.config.data, &[])));
        self.client = client();
    }

    pub(crate) fn process(&mut self) -> &mut Process {
        match &mut self.running {
            Some(Server::Elsewhere(process)) => process,
            _ => panic!("the server runs here"),
        }
    }

    pub(crate) async fn stop(&mut self) {
        match self.running.take() {
            Some(Server::Here(running)) => running.stop().await.unwrap(),
            _ => panic!("the server does not run here"),
        }
    }

    pub(crate) async fn restart(&mut self) {
        self.stop().await;
        self.resume().await;
    }

    /// Starts again after `stop`.
    pub(crate) async fn resume(&mut self) {
        let running = serve::start(self.config.clone(), self.clock.clone()).await.unwrap();
        self.running = Some(Server::Here(running));
        self.client = client();
    }

    pub(crate) fn address(&self) -> SocketAddr {
        match self.running.as_ref().unwrap() {
            Server::Here(running) => running.address(),
            Server::Elsewhere(process) => process.address,
        }
    }

    pub(crate) fn metrics_address(&self) -> Option<SocketAddr> {
        self.here().metrics_address()
    }

    pub(crate) fn announce_stop(&self) {
        self.here().announce_stop();
    }

    fn here(&self) -> &Running {
        match self.running.as_ref().unwrap() {
            Server::Here(running) => running,
            Server::Elsewhere(_) => panic!("the server does not run here"),
        }
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.clock.0.fetch_add(seconds, Ordering::SeqCst);
    }

    pub(crate) fn now(&self) -> UnixSeconds {
        self.clock.now()
    }

    pub(crate) fn clock(&self) -> Arc<ManualClock> {
        self.clock.clone()
    }

    pub(crate) async fn sweep(&self) -> Swept {
        serve::open_existing(&self.config.data, self.clock.clone()).await.unwrap().sweep().await.unwrap()
    }

    /// The folder of a share's objects, each of which is a file, also in a bucket.
    pub(crate) fn objects(&self, share: ShareId) -> PathBuf {
        self.all_objects().join(share.to_string())
    }

    /// Whether anything of a share is in the store. A folder without files is nothing in a bucket.
    pub(crate) fn has_objects(&self, share: ShareId) -> bool {
        match std::fs::read_dir(self.objects(share)) {
            Ok(mut files) => self.bucket.is_none() || files.next().is_some(),
            Err(_) => false,
        }
    }

    /// The shares of which anything is in the store.
    pub(crate) fn stored_shares(&self) -> BTreeSet<String> {
        let folders = std::fs::read_dir(self.all_objects()).into_iter().flatten();
        let names = folders.map(|folder| folder.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name != "keys" && self.has_objects(name.parse().unwrap())).collect()
    }

    /// The folder of all objects.
    pub(crate) fn all_objects(&self) -> PathBuf {
        match &self.bucket {
            Some(bucket) => bucket.objects(),
            None => self.config.data.folder.join("objects"),
        }
    }

    /// The number that a statement gives, behind the server's back.
    pub(crate) async fn number(&self, statement: &str) -> i64 {
        let statement = sqlx::AssertSqlSafe(statement);
        match &self.config.data.database.url {
            DatabaseUrl::Sqlite(file) => {
                let mut db = SqliteConnectOptions::new().filename(file).connect().await.unwrap();
                sqlx::query_scalar(statement).fetch_one(&mut db).await.unwrap()
            }
            DatabaseUrl::Postgres(url) => {
                let mut db = PgConnection::connect(url.reveal()).await.unwrap();
                sqlx::query_scalar(statement).fetch_one(&mut db).await.unwrap()
            }
        }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.address()))
    }

    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        self.request(Method::GET, path)
    }

    pub(crate) fn post(&self, path: &str) -> RequestBuilder {
        self.request(Method::POST, path)
    }

    // Sending.

    pub(crate) async fn draft(&self, files_len: u64) -> Draft {
        let layout = Layout::of_files(files_len).unwrap();
        let request = CreateShare { ciphertext_len: layout.ciphertext_len() };
        let created: ShareCreated = ok(self.post("/api/v1/shares").json(&request).send().await.unwrap()).await;
        let bytes = (0..layout.ciphertext_len()).map(|at| (at ^ (at >> 8) ^ (at >> 16)) as u8).collect();
        Draft { id: created.share_id, upload_token: created.upload_token, layout, bytes }
    }

    pub(crate) fn put(&self, draft: &Draft, part: u32, body: Vec<u8>) -> RequestBuilder {
        self.request(Method::PUT, &format!("/api/v1/shares/{}/parts/{part}", draft.id))
            .bearer_auth(&*draft.upload_token.to_bearer())
            .body(body)
    }

    pub(crate) async fn put_all(&self, draft: &Draft) {
        for part in 0..draft.layout.part_count() {
            let response = self.put(draft, part, draft.part(part)).send().await.unwrap();
            assert_eq!(response.status(), StatusCode::NO_CONTENT);
        }
    }

    pub(crate) async fn arrived(&self, draft: &Draft) -> Response {
        let path = format!("/api/v1/shares/{}/parts", draft.id);
        self.get(&path).bearer_auth(&*draft.upload_token.to_bearer()).send().await.unwrap()
    }

    pub(crate) async fn seal(&self, share: ShareId, token: &UploadToken, request: &SealShare) -> Response {
        let path = format!("/api/v1/shares/{share}/seal");
        self.post(&path).bearer_auth(&*token.to_bearer()).json(request).send().await.unwrap()
    }

    /// Sends and seals a share with one link for each of the limits.
    pub(crate) async fn share(&self, files_len: u64, limits: &[LinkLimits]) -> Live {
        let links: Vec<_> = limits.iter().map(|limits| (*limits, None)).collect();
        self.share_with(files_len, &links).await
    }

    /// The same with a factor for some of them.
    pub(crate) async fn share_with(&self, files_len: u64, limits: &[(LinkLimits, Option<NewFactor>)]) -> Live {
        let draft = self.draft(files_len).await;
        self.put_all(&draft).await;
        let owner = OwnerSecret::random();
        let links: Vec<_> = limits.iter().map(|_| Recipient::random()).collect();
        let mut request = seal_request(&owner, links.iter().zip(limits.iter().map(|(limits, _)| *limits)));
        for (link, (_, factor)) in request.links.iter_mut().zip(limits) {
            link.factor = *factor;
        }
        let _: ShareSealed = ok(self.seal(draft.id, &draft.upload_token, &request).await).await;
        Live { id: draft.id, upload_token: draft.upload_token, owner, links, bytes: draft.bytes }
    }

    // Owning.

    pub(crate) async fn erase(&self, share: ShareId, token: &str) -> Response {
        self.request(Method::DELETE, &format!("/api/v1/shares/{share}")).bearer_auth(token).send().await.unwrap()
    }

    pub(crate) async fn owned(&self, live: &Live) -> OwnedShare {
        let path = format!("/api/v1/shares/{}", live.id);
        ok(self.get(&path).bearer_auth(&*live.owner_token()).send().await.unwrap()).await
    }

    /// The access log, after a check of its chain.
    pub(crate) async fn events(&self, live: &Live) -> Vec<Event> {
        let path = format!("/api/v1/shares/{}/events", live.id);
        let log: EventLog = ok(self.get(&path).bearer_auth(&*live.owner_token()).send().await.unwrap()).await;
        assert_eq!(events::verify(live.id, &log.events), Ok(()));
        log.events
    }

    pub(crate) async fn kinds(&self, live: &Live) -> Vec<EventKind> {
        self.events(live).await.iter().map(|event| event.kind).collect()
    }

    // Opening.

    pub(crate) async fn status(&self, recipient: &Recipient) -> LinkStatus {
        ok(self.get(&format!("/api/v1/links/{}", recipient.id)).send().await.unwrap()).await
    }

    pub(crate) async fn open(&self, recipient: &Recipient, lease: Option<LeaseToken>) -> Response {
        let request = OpenLink { open_token: recipient.secret.root().open_token(), lease };
        self.post(&format!("/api/v1/links/{}/open", recipient.id)).json(&request).send().await.unwrap()
    }

    pub(crate) async fn opened(&self, recipient: &Recipient) -> LinkOpened {
        ok(self.open(recipient, None).await).await
    }

    pub(crate) fn content(&self, recipient: &Recipient, lease: &LeaseToken) -> RequestBuilder {
        self.get(&format!("/api/v1/links/{}/content", recipient.id)).bearer_auth(&*lease.to_bearer())
    }

    pub(crate) fn report(
        &self,
        recipient: &Recipient,
        lease: &LeaseToken,
        kind: ReportKind,
        file: u32,
    ) -> RequestBuilder {
        self.post(&format!("/api/v1/links/{}/events", recipient.id))
            .bearer_auth(&*lease.to_bearer())
            .json(&ReportEvent { kind, file })
    }
}

impl Draft {
    pub(crate) fn part(&self, part: u32) -> Vec<u8> {
        let range = self.layout.part_range(PartIndex(part)).unwrap();
        self.bytes[range.start as usize..range.end as usize].to_vec()
    }
}

impl Live {
    pub(crate) fn owner_token(&self) -> Zeroizing<String> {
        self.owner.owner_token().to_bearer()
    }
}

impl Recipient {
    pub(crate) fn random() -> Self {
        Self { id: LinkId::random(), secret: LinkSecret::random() }
    }
}

pub(crate) fn seal_request<'a>(
    owner: &OwnerSecret,
    links: impl Iterator<Item = (&'a Recipient, LinkLimits)>,
) -> SealShare {
    SealShare {
        manifest: Sealed(vec![3; 1024]),
        owner_token_hash: owner.owner_token().hash(),
        owner_wrapped_key: Sealed(vec![4; 60]),
        purpose_given: false,
        links: links.map(|(recipient, limits)| new_link(recipient, limits)).collect(),
    }
}

pub(crate) fn new_link(recipient: &Recipient, limits: LinkLimits) -> NewLink {
    NewLink {
        link_id: recipient.id,
        open_token_hash: recipient.secret.root().open_token().hash(),
        wrapped_key: Sealed(vec![1; 60]),
        sealed_note: Sealed(vec![2; 40]),
        limits,
        factor: None,
    }
}

pub(crate) fn times(max_opens: u32) -> LinkLimits {
    LinkLimits { lifetime: Seconds::HOUR, max_opens: Some(max_opens) }
}

pub(crate) fn client() -> reqwest::Client {
    // A second installation fails, and is not needed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

/// Runs a command on the data of a server, to its end.
pub(crate) fn phial(server: &TestServer, words: &[&str]) -> Output {
    phial_with(&server.config.data, words).output().unwrap()
}

/// What a command that succeeded said.
#[track_caller]
pub(crate) fn said(output: Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What a future gives that waits for something to become true, which it must without undue delay.
pub(crate) async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(30), future).await.expect("it never came true")
}

/// The JSON of a successful answer.
pub(crate) async fn ok<T: DeserializeOwned>(response: Response) -> T {
    let status = response.status();
    let body = response.text().await.unwrap();
    assert!(status.is_success(), "{status} {body}");
    serde_json::from_str(&body).unwrap()
}

/// The problem of an answer, which must be of this code.
pub(crate) async fn problem(response: Response, code: ErrorCode) -> Problem {
    let status = response.status().as_u16();
    let content_type = response.headers()["content-type"].clone();
    let body = response.text().await.unwrap();
    assert_eq!(content_type, "application/problem+json", "{body}");
    let problem: Problem = serde_json::from_str(&body).unwrap();
    assert_eq!(problem.code, code);
    assert_eq!(problem, Problem { tries_left: problem.tries_left, ..Problem::new(code, problem.limit) });
    assert_eq!(status, code.status());
    problem
}

/// Everything that all servers of this test program have logged, as `phial serve --log-level trace` would.
pub(crate) fn captured() -> &'static Captured {
    static CAPTURED: OnceLock<Captured> = OnceLock::new();
    CAPTURED.get_or_init(|| {
        let captured = Captured::default();
        let writer = captured.clone();
        let subscriber = phial::log::subscriber(tracing::Level::TRACE, move || writer.clone());
        tracing::subscriber::set_global_default(subscriber).unwrap();
        captured
    })
}

#[derive(Clone, Default)]
pub(crate) struct Captured(Arc<Mutex<Vec<u8>>>);

impl Captured {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
