//! What fails between the server and PostgreSQL: every request ends in time, in success or in an error after which it can be
//! sent again; nothing that was acknowledged is lost, nothing is counted or logged twice, and nothing is left behind.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::time::Duration;

use phial_e2e::api::Upload;
use phial_e2e::faults::{Fault, Proxy};
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_shared::api::LinkOpened;
use phial_shared::events::{self, EventKind};
use phial_shared::keys::LeaseToken;
use phial_shared::time::Seconds;
use phial_testkit::postgres::{Durability, Postgres};
use reqwest::header::RETRY_AFTER;
use reqwest::{RequestBuilder, Response};
use tokio::time::timeout;

const FILES_LEN: u64 = 1000;

/// A request makes two transactions at most, each of which may wait 5 s for a connection and 20 s for the answers; and what a
/// busy machine adds.
const IN_TIME: Duration = Duration::from_secs(2 * 25 + 10);

/// Where a connection breaks: while it is made (PostgreSQL says some 400 bytes then), in the first transaction, or in a
/// later one.
const FAULTS: [Fault; 17] = [
    Fault::Refused,
    Fault::Stalled,
    Fault::Slow(20_000),
    Fault::RequestReset(10),
    Fault::RequestReset(400),
    Fault::RequestReset(1500),
    Fault::AnswerReset(10),
    Fault::AnswerReset(500),
    Fault::AnswerReset(700),
    Fault::AnswerReset(1000),
    Fault::AnswerReset(1600),
    Fault::AnswerCut(10),
    Fault::AnswerCut(600),
    Fault::AnswerCut(1300),
    Fault::AnswerLost,
    Fault::AnswerStalled(600),
    Fault::AnswerStalled(1300),
];

struct Site {
    server: Server,
    proxy: Proxy,
    /// The database behind the proxy, as the server knows it.
    database: String,
    _postgres: Postgres,
}

impl Site {
    async fn start() -> Self {
        let postgres = Postgres::start(Durability::Off);
        let service = ([127, 0, 0, 1], postgres.port()).into();
        let proxy = Proxy::before(service).await;
        let url = postgres.create_database();
        let url = url.replace(&format!(":{}/", postgres.port()), &format!(":{}/", proxy.address.port()));
        let database = format!("--database={url}");
        let server = Server::start(&[&database, "--database-connections=4"]).await;
        Self { server, proxy, database, _postgres: postgres }
    }

    async fn upload(&self) -> Upload {
        let upload = Upload::create(&self.server.origin(), FILES_LEN).await.unwrap();
        assert_eq!(upload.put(0).await.unwrap(), 204);
        upload
    }

    async fn complete(&self, max_opens: Option<u32>) -> Upload {
        Upload::complete(&self.server.origin(), FILES_LEN, Seconds::HOUR, max_opens).await
    }

    /// Whether a command on the server's data ended without any failure. It ends in time either way.
    async fn succeeds(&self, command: &str, settings: &[&str]) -> bool {
        let mut started = self.server.start_command(command, &[settings, &[&self.database]].concat());
        until("the command ends", async || started.try_wait().unwrap()).await.success()
    }
}

/// Sends a request, and gives its answer if it is a success. Anything but a success and "busy" is a failure of the test.
async fn ends_well(what: String, request: RequestBuilder) -> Option<Response> {
    let answer =
        timeout(IN_TIME, request.send()).await.unwrap_or_else(|_| panic!("{what}: no answer in time")).unwrap();
    if answer.status().is_success() {
        return Some(answer);
    }
    assert_eq!(answer.status(), 503, "{what}");
    assert!(answer.headers().contains_key(RETRY_AFTER), "{what}");
    None
}

/// What each test of a fault begins with, made while all is well.
struct Before {
    /// Sealed, and opened under this lease.
    kept: (Upload, LinkOpened),
    /// Sealed, to be opened once.
    once: Upload,
    /// Sealed, to be erased.
    dropped: Upload,
    /// All parts are there.
    ready: Upload,
    /// Announced.
    empty: Upload,
}

impl Before {
    async fn at(site: &Site) -> Self {
        let kept = site.complete(None).await;
        let lease = kept.open().await.json().await.unwrap();
        Self {
            kept: (kept, lease),
            once: site.complete(Some(1)).await,
            dropped: site.complete(None).await,
            ready: site.upload().await,
            empty: Upload::create(&site.server.origin(), FILES_LEN).await.unwrap(),
        }
    }

    /// Does everything under the fault, at once. `lease` is the one that the link is opened under.
    async fn try_everything(&self, fault: Fault, lease: &LeaseToken) {
        let what = |request| format!("{request} under {fault:?}");
        let (part, content, erasure, sealing, opening) = tokio::join!(
            ends_well(what("a part"), self.empty.part_request(0, self.empty.part_bytes(0))),
            ends_well(what("content"), self.kept.0.content_request(&self.kept.1, 0)),
            ends_well(what("an erasure"), self.dropped.erase_request()),
            ends_well(what("a sealing"), self.ready.seal_request(Seconds::HOUR, None)),
            ends_well(what("an opening"), self.once.open_request(Some(lease))),
        );
        println!(
            "{fault:?}: part {}, content {}, erasure {}, sealing {}, opening {}",
            part.is_some(),
            content.is_some(),
            erasure.is_some(),
            sealing.is_some(),
            opening.is_some()
        );
    }

    /// Repeats everything when all is well again: all of it succeeds, and nothing is counted or logged twice. Erases all.
    async fn go_on(self, fault: Fault, lease: &LeaseToken) {
        let Self { kept: (kept, kept_lease), once, dropped, ready, empty } = self;
        assert_eq!(empty.put(0).await.unwrap(), 204, "{fault:?}");
        for upload in [&empty, &ready] {
            assert_eq!(upload.seal(Seconds::HOUR, None).await.unwrap(), 200, "nothing is lost: {fault:?}");
        }
        assert!(kept.content_is_whole(&kept_lease).await, "{fault:?}");
        let opening = once.open_request(Some(lease)).send().await.unwrap();
        assert_eq!(opening.status(), 200, "{fault:?}");
        assert!(once.content_is_whole(&opening.json().await.unwrap()).await, "{fault:?}");
        assert_eq!(once.open().await.status(), 410, "it is counted once: {fault:?}");
        for upload in [&kept, &once, &dropped, &ready, &empty] {
            assert_eq!(upload.erase().await, 200, "{fault:?}");
        }
        let (created, sealed, erased) = (EventKind::Created, EventKind::Sealed, EventKind::Erased);
        let opened = [created, sealed, EventKind::Opened, EventKind::Exhausted, erased];
        for (upload, expected) in [
            (&once, &opened[..]),
            (&dropped, &[created, sealed, erased]),
            (&ready, &[created, sealed, erased]),
            (&empty, &[created, sealed, erased]),
        ] {
            let log = upload.log().await.unwrap();
            assert_eq!(events::verify(upload.share_id, &log), Ok(()), "{fault:?}");
            assert_eq!(log.iter().map(|event| event.kind).collect::<Vec<_>>(), expected, "{fault:?}");
        }
    }
}

// A command that is waited for must not hold up the proxy.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_each_fault_each_request_ends_well() {
    let site = Site::start().await;
    for fault in FAULTS {
        let (before, lease) = (Before::at(&site).await, LeaseToken::random());
        site.proxy.inject(fault);
        before.try_everything(fault, &lease).await;
        site.proxy.heal();
        // Connections that were broken are given up as they are found.
        until("the server is ready", async || {
            let answer = reqwest::get(format!("{}/readyz", site.server.origin())).await.ok()?;
            (answer.status() == 200).then_some(())
        })
        .await;
        before.go_on(fault, &lease).await;
    }
    assert_eq!(site.server.object_files(), Vec::<std::path::PathBuf>::new());
    assert_eq!(site.server.key_files(), Vec::<std::path::PathBuf>::new());
    site.server.command(&["audit", "verify", &site.database]);
}

/// A connection breaks at any byte of what PostgreSQL says, over and over, while senders and recipients go on trying.
#[tokio::test]
async fn whatever_breaks_off_is_gone_on_with() {
    let site = Site::start().await;
    let trying = async |request: &dyn Fn() -> RequestBuilder| {
        until("it succeeds", async || ends_well("a repetition".to_owned(), request()).await).await
    };
    for bytes in (450..2450).step_by(125) {
        let (upload, lease) = (site.upload().await, LeaseToken::random());
        site.proxy.inject_times(Fault::AnswerReset(bytes), 6);
        trying(&|| upload.seal_request(Seconds::HOUR, Some(1))).await;
        trying(&|| upload.open_request(Some(&lease))).await;
        trying(&|| upload.erase_request()).await;
        site.proxy.heal();
        let log = until("the log is read", async || upload.log().await).await;
        assert_eq!(events::verify(upload.share_id, &log), Ok(()));
        let kinds: Vec<_> = log.iter().map(|event| event.kind).collect();
        let opened = [EventKind::Opened, EventKind::Exhausted, EventKind::Erased];
        assert_eq!(kinds, [&[EventKind::Created, EventKind::Sealed], &opened[..]].concat(), "{bytes}");
    }
}

#[tokio::test]
async fn no_orphan_survives_the_doctor() {
    let site = Site::start().await;
    let kept = site.complete(None).await;
    let abandoned = site.upload().await;
    // The parts arrive, and nobody can write that down; nor could an erasure of the others be finished.
    site.proxy.inject(Fault::Refused);
    let upload = Upload::create(&site.server.origin(), FILES_LEN).await;
    assert!(upload.is_err(), "a share that is not written down is not announced");
    ends_well("an erasure".to_owned(), abandoned.erase_request()).await;
    assert!(!site.succeeds("doctor", &["--fix", "--older-than=0s"]).await, "it does not guess");
    assert!(!site.server.object_files().is_empty());
    site.proxy.heal();
    // An object whose row a failing database never got.
    let stray = site.server.data().join("objects").join(phial_shared::ids::ShareId::random().to_string());
    std::fs::create_dir(&stray).unwrap();
    std::fs::write(stray.join("0"), "stray").unwrap();
    assert!(site.succeeds("doctor", &["--fix", "--older-than=0s"]).await);
    assert!(!stray.join("0").exists());
    assert!(site.succeeds("doctor", &["--older-than=0s"]).await, "there is nothing left to do");
    let opened: LinkOpened = kept.open().await.json().await.unwrap();
    assert!(kept.content_is_whole(&opened).await, "what has a row is left alone");
}
