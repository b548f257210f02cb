//! What fails between the server and PostgreSQL: every request ends in time, in success or in an error after which it can be
//! sent again; nothing that was acknowledged is lost, nothing is counted or logged twice, and nothing is left behind.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::time::Duration;

use phial_e2e::api::Upload;
use phial_e2e::faults::round::{Patience, Round, opened};
use phial_e2e::faults::{Fault, Proxy};
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_shared::events::{self, EventKind};
use phial_shared::keys::LeaseToken;
use phial_shared::time::Seconds;
use phial_testkit::postgres::{Durability, Postgres};
use reqwest::RequestBuilder;

const FILES_LEN: u64 = 1000;

/// A request makes two transactions at most, each of which may wait 5 s for a connection and 20 s for the answers; and what a
/// busy machine adds.
const PATIENCE: Patience = Patience(Duration::from_secs(2 * 25 + 10));

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

    /// Whether a command on the server's data ended without any failure. It ends in time either way.
    async fn succeeds(&self, command: &str, settings: &[&str]) -> bool {
        let mut started = self.server.start_command(command, &[settings, &[&self.database]].concat());
        until("the command ends", async || started.try_wait().unwrap()).await.success()
    }
}

/// What the log of each share says after a round: nothing was written twice.
async fn assert_logs(round: &Round, fault: Fault) {
    use EventKind::{Created, Erased, Exhausted, Opened, Sealed};
    for (upload, expected) in [
        (&round.once.0, &[Created, Sealed, Opened, Exhausted, Erased][..]),
        (&round.dropped, &[Created, Sealed, Erased]),
        (&round.ready, &[Created, Sealed, Opened, Erased]),
        (&round.unfinished, &[Created, Sealed, Opened, Erased]),
    ] {
        let log = upload.log().await.unwrap();
        assert_eq!(events::verify(upload.share_id, &log), Ok(()), "{fault:?}");
        assert_eq!(log.iter().map(|event| event.kind).collect::<Vec<_>>(), expected, "{fault:?}");
    }
}

// A command that is waited for must not hold up the proxy.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_each_fault_each_request_ends_well() {
    let site = Site::start().await;
    for fault in FAULTS {
        let round = Round::before(fault, &site.server.origin(), FILES_LEN, FILES_LEN).await;
        site.proxy.inject(fault);
        round.try_everything(PATIENCE).await;
        site.proxy.heal();
        // Connections that were broken are given up as they are found.
        until("the server is ready", async || {
            let answer = reqwest::get(format!("{}/readyz", site.server.origin())).await.ok()?;
            (answer.status() == 200).then_some(())
        })
        .await;
        round.go_on().await;
        assert_logs(&round, fault).await;
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
        until("it succeeds", async || PATIENCE.ends_well("a repetition", request()).await).await
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
    let kept = Upload::complete(&site.server.origin(), FILES_LEN, Seconds::HOUR, None).await;
    let abandoned = site.upload().await;
    // The parts arrive, and nobody can write that down; nor could an erasure of the others be finished.
    site.proxy.inject(Fault::Refused);
    let upload = Upload::create(&site.server.origin(), FILES_LEN).await;
    assert!(upload.is_err(), "a share that is not written down is not announced");
    PATIENCE.ends_well("an erasure", abandoned.erase_request()).await;
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
    assert!(kept.content_is_whole(&opened(&kept).await).await, "what has a row is left alone");
}
