//! A store that fails: what the client sees, and that nothing is half done.

use std::fmt;
use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use actix_web::test::{self, TestRequest};
use actix_web::web::Bytes;
use futures_util::stream::BoxStream;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, PutMultipartOptions,
    PutOptions, PutPayload, PutResult, Result,
};
use phial::config::ServeConfig;
use phial::db::Migrations;
use phial::db::sqlite::SqliteDatabase;
use phial::http::{AppState, app};
use phial::service::accounts::Senders;
use phial::service::{Service, Vault};
use phial::store::Store;
use phial_shared::api::{CreateShare, LinkOpened, OpenLink, PartsArrived, ShareCreated};
use phial_shared::error_code::{ErrorCode, Problem};
use phial_shared::keys::OwnerSecret;
use phial_shared::layout::Layout;
use tempfile::TempDir;

use crate::support::{ManualClock, Recipient, captured, config, seal_request, times};

const WORKS: u8 = 0;
const FULL: u8 = 1;
const BROKEN: u8 = 2;

#[derive(Debug, Default)]
struct FailingStore {
    memory: InMemory,
    mode: AtomicU8,
}

impl FailingStore {
    fn fail(&self) -> Result<()> {
        let kind = match self.mode.load(Ordering::SeqCst) {
            FULL => io::ErrorKind::StorageFull,
            BROKEN => io::ErrorKind::ConnectionReset,
            _ => return Ok(()),
        };
        Err(object_store::Error::Generic { store: "test", source: Box::new(io::Error::from(kind)) })
    }
}

impl fmt::Display for FailingStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FailingStore")
    }
}

#[async_trait::async_trait]
impl ObjectStore for FailingStore {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        self.fail()?;
        self.memory.put_opts(location, payload, options).await
    }

    async fn put_multipart_opts(&self, path: &Path, options: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        self.memory.put_multipart_opts(path, options).await
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.fail()?;
        self.memory.get_opts(location, options).await
    }

    async fn get_ranges(&self, location: &Path, ranges: &[Range<u64>]) -> Result<Vec<Bytes>> {
        self.memory.get_ranges(location, ranges).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        match self.fail() {
            Ok(()) => self.memory.delete_stream(locations),
            Err(error) => Box::pin(futures_util::stream::iter([Err(error)])),
        }
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.memory.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.memory.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.memory.copy_opts(from, to, options).await
    }
}

/// A server's work on such a store.
struct Site {
    /// Removed with it.
    _folder: TempDir,
    config: ServeConfig,
    store: Arc<FailingStore>,
    service: Arc<Service>,
}

impl Site {
    async fn new() -> Self {
        captured();
        let folder = TempDir::new().unwrap();
        let config = config(folder.path().to_owned());
        let store = Arc::new(FailingStore::default());
        let db = SqliteDatabase::open(&folder.path().join("phial.db"), Migrations::Apply).await.unwrap();
        let clock = Arc::new(ManualClock::at_start());
        let parts = Store::remote(store.clone(), Duration::from_secs(20));
        let vault = Vault::new(Arc::new(db), parts, clock, config.data.retention);
        let senders = Senders { mode: config.senders.mode, sessions: config.senders.sessions, oidc: None };
        let (limits, spool) = (config.limits.service, folder.path().to_owned());
        let service = Service::new(vault, config.policy.clone(), config.uploads.limits, limits, senders, spool);
        Self { _folder: folder, config, store, service: Arc::new(service) }
    }
}

#[actix_web::test]
async fn a_view_is_not_counted_that_the_store_could_not_give() {
    let Site { config, store, service, .. } = &Site::new().await;
    let app = test::init_service(app(AppState::new(service.clone(), config))).await;
    let length = Layout::of_files(100).unwrap().ciphertext_len();
    let request = TestRequest::post().uri("/api/v1/shares").set_json(CreateShare { ciphertext_len: length });
    let created: ShareCreated = test::call_and_read_body_json(&app, request.to_request()).await;
    let bearer = ("authorization", format!("Bearer {}", &*created.upload_token.to_bearer()));
    let share = format!("/api/v1/shares/{}", created.share_id);
    let part = TestRequest::put().uri(&format!("{share}/parts/0")).insert_header(bearer.clone());
    let part = part.insert_header(("content-length", length)).set_payload(vec![0; length as usize]);
    assert_eq!(test::call_service(&app, part.to_request()).await.status(), 204);
    let (owner, recipient) = (OwnerSecret::random(), Recipient::random());
    let seal = seal_request(&owner, [(&recipient, times(1))].into_iter());
    let seal = TestRequest::post().uri(&format!("{share}/seal")).insert_header(bearer).set_json(&seal);
    assert_eq!(test::call_service(&app, seal.to_request()).await.status(), 200);

    let open = || {
        // Whoever gives up comes back with another lease.
        let request = OpenLink { open_token: recipient.secret.root().open_token(), lease: None };
        TestRequest::post().uri(&format!("/api/v1/links/{}/open", recipient.id)).set_json(&request).to_request()
    };
    store.mode.store(BROKEN, Ordering::SeqCst);
    for _ in 0..2 {
        let response = test::call_service(&app, open()).await;
        assert!(response.headers().contains_key("retry-after"));
        let problem: Problem = test::read_body_json(response).await;
        assert_eq!(problem, Problem::new(ErrorCode::Busy, None));
    }
    store.mode.store(WORKS, Ordering::SeqCst);
    let opened: LinkOpened = test::call_and_read_body_json(&app, open()).await;
    assert_eq!(opened.opens_left, Some(0));
    assert_eq!(test::call_service(&app, open()).await.status(), ErrorCode::Exhausted.status());
}

#[actix_web::test]
async fn a_failure_is_told_apart_and_leaves_nothing_half_done() {
    let Site { config, store, service, .. } = &Site::new().await;
    let app = test::init_service(app(AppState::new(service.clone(), config))).await;

    let request = TestRequest::post().uri("/api/v1/shares").set_payload(r#"{"ciphertext_len":56}"#);
    let created: ShareCreated = test::call_and_read_body_json(&app, request.to_request()).await;
    let bearer = ("authorization", format!("Bearer {}", &*created.upload_token.to_bearer()));
    let share = format!("/api/v1/shares/{}", created.share_id);
    let put = || {
        TestRequest::put()
            .uri(&format!("{share}/parts/0"))
            .insert_header(bearer.clone())
            .insert_header(("content-length", 56))
            .set_payload(vec![0; 56])
            .to_request()
    };
    let erase = || TestRequest::delete().uri(&share).insert_header(bearer.clone()).to_request();

    for (mode, code) in [(FULL, ErrorCode::StorageFull), (BROKEN, ErrorCode::Busy)] {
        store.mode.store(mode, Ordering::SeqCst);
        let response = test::call_service(&app, put()).await;
        assert_eq!(response.status(), code.status());
        let problem: Problem = test::read_body_json(response).await;
        assert_eq!(problem, Problem::new(code, None));
        let list = TestRequest::get().uri(&format!("{share}/parts")).insert_header(bearer.clone()).to_request();
        let arrived: PartsArrived = test::call_and_read_body_json(&app, list).await;
        assert!(arrived.arrived.is_empty());
    }
    store.mode.store(WORKS, Ordering::SeqCst);
    assert_eq!(test::call_service(&app, put()).await.status(), 204);

    // An erasure that the store refuses is not confirmed, but nothing is served any more; the sweep tries until it works.
    store.mode.store(BROKEN, Ordering::SeqCst);
    assert_eq!(test::call_service(&app, erase()).await.status(), 503);
    assert_eq!(service.vault().sweep().await.unwrap().failed, 1);
    assert_eq!(test::call_service(&app, put()).await.status(), 404);
    store.mode.store(WORKS, Ordering::SeqCst);
    assert_eq!(service.vault().sweep().await.unwrap().erased, 1);
    assert_eq!(test::call_service(&app, erase()).await.status(), 200);
    let cause = captured().text().lines().any(|line| line.contains("connection reset") && line.contains("ERROR"));
    assert!(cause, "the cause is in the log");
}
