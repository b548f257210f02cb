//! What fails between the server and its store: every request ends in time, in success or in an error after which it can
//! be sent again; nothing that was acknowledged is lost; nothing is left behind.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::pin::pin;
use std::time::Duration;

use phial_e2e::api::Upload;
use phial_e2e::faults::{Fault, Proxy};
use phial_e2e::garage::Garage;
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_shared::api::LinkOpened;
use phial_shared::keys::LeaseToken;
use phial_shared::time::Seconds;
use reqwest::header::RETRY_AFTER;
use reqwest::{RequestBuilder, Response};
use tokio::time::timeout;

/// One part, larger than every buffer on the way.
const ONE_PART: u64 = 1_000_000;
const TWO_PARTS: u64 = 9_000_000;

/// The longest that the server lets a call to the store last, and what a busy machine adds.
const CALL: &str = "--s3-timeout=6s";
const IN_TIME: Duration = Duration::from_secs(6 + 9);

const FAULTS: [Fault; 11] = [
    Fault::Refused,
    Fault::Stalled,
    Fault::Slow(200_000),
    Fault::RequestReset(300_000),
    Fault::RequestReset(10),
    Fault::AnswerReset(300_000),
    Fault::AnswerReset(10),
    Fault::AnswerCut(300_000),
    Fault::AnswerLost,
    Fault::Status(500),
    Fault::Status(503),
];

struct Site {
    server: Server,
    proxy: Proxy,
    garage: Garage,
}

impl Site {
    async fn start(settings: &[&str]) -> Self {
        let garage = Garage::start().await;
        let proxy = Proxy::before(garage.address).await;
        let mut flags = garage.flags_through(proxy.address);
        flags.extend(settings.iter().map(|&setting| setting.to_owned()));
        let server = Server::start(&flags.iter().map(String::as_str).collect::<Vec<_>>()).await;
        Self { server, proxy, garage }
    }

    async fn upload(&self, files_len: u64) -> Upload {
        Upload::create(&self.server.origin(), files_len).await.unwrap()
    }

    async fn complete(&self, max_opens: Option<u32>) -> Upload {
        Upload::complete(&self.server.origin(), ONE_PART, Seconds::HOUR, max_opens).await
    }

    async fn assert_empty(&self) {
        assert_eq!(self.garage.objects().await, Vec::<String>::new());
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

/// Fetches the first part, which is either whole, or refused, or visibly broken off.
async fn fetch(what: String, upload: &Upload, opened: &LinkOpened) -> bool {
    let Some(answer) = ends_well(what.clone(), upload.content_request(opened, 0)).await else { return false };
    // However slow: every piece of it has come in time, or it broke off.
    match timeout(4 * IN_TIME, answer.bytes())
        .await
        .unwrap_or_else(|_| panic!("{what}: it neither went on nor broke off"))
    {
        Ok(bytes) => {
            assert!(bytes == upload.part_bytes(0), "{what}: success with other bytes");
            true
        }
        Err(_) => false,
    }
}

async fn opened(upload: &Upload) -> LinkOpened {
    let answer = upload.open().await;
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

/// Whether a command that works on the store ended without any failure. It ends in time either way.
async fn succeeds(site: &Site, command: &str, settings: &[&str]) -> bool {
    let flags = site.garage.flags_through(site.proxy.address);
    let flags: Vec<_> = flags.iter().map(String::as_str).chain([CALL]).chain(settings.iter().copied()).collect();
    let mut started = site.server.start_command(command, &flags);
    until("the command ends", async || started.try_wait().unwrap()).await.success()
}

/// What each test of a fault begins with, made while all is well.
struct Before {
    /// Sealed, and opened under this lease.
    kept: (Upload, LinkOpened),
    /// Sealed, to be opened once, and to be erased.
    once: Upload,
    dropped: Upload,
    /// All parts are there, and one of two.
    ready: Upload,
    half: Upload,
}

impl Before {
    async fn at(site: &Site) -> Self {
        let (kept, once) = (site.complete(None).await, site.complete(Some(1)).await);
        let (ready, half) = (site.upload(ONE_PART).await, site.upload(TWO_PARTS).await);
        assert_eq!(ready.put(0).await.unwrap(), 204);
        assert_eq!(half.put(0).await.unwrap(), 204);
        let lease = opened(&kept).await;
        Self { kept: (kept, lease), once, dropped: site.complete(None).await, ready, half }
    }

    /// Does everything under the fault, at once. `lease` is the one that the link is opened under.
    async fn try_everything(&self, fault: Fault, lease: &LeaseToken) {
        let what = |request| format!("{request} under {fault:?}");
        let (part, content, erasure, sealing, opening) = tokio::join!(
            ends_well(what("a part"), self.half.part_request(1, self.half.part_bytes(1))),
            fetch(what("content"), &self.kept.0, &self.kept.1),
            ends_well(what("an erasure"), self.dropped.erase_request()),
            ends_well(what("a sealing"), self.ready.seal_request(Seconds::HOUR, None)),
            ends_well(what("an opening"), self.once.open_request(Some(lease))),
        );
        println!(
            "{fault:?}: part {}, content {content}, erasure {}, sealing {}, opening {}",
            part.is_some(),
            erasure.is_some(),
            sealing.is_some(),
            opening.is_some()
        );
    }

    /// Repeats everything when all is well again: all of it succeeds, and nothing is counted twice. Erases all shares.
    async fn go_on(self, site: &Site, fault: Fault, lease: &LeaseToken) {
        let Self { kept: (kept, kept_lease), once, dropped, ready, half } = self;
        assert_eq!(half.put(1).await.unwrap(), 204, "{fault:?}");
        for upload in [&half, &ready] {
            assert_eq!(upload.seal(Seconds::HOUR, None).await.unwrap(), 200, "nothing is lost: {fault:?}");
            assert!(upload.content_is_whole(&opened(upload).await).await, "{fault:?}");
        }
        assert!(kept.content_is_whole(&kept_lease).await, "{fault:?}");
        let opening = once.open_request(Some(lease)).send().await.unwrap();
        assert_eq!(opening.status(), 200, "{fault:?}");
        assert!(once.content_is_whole(&opening.json().await.unwrap()).await, "{fault:?}");
        assert_eq!(once.open().await.status(), 410, "it is counted once: {fault:?}");
        for upload in [&kept, &once, &dropped, &ready, &half] {
            assert_eq!(upload.erase().await, 200, "{fault:?}");
            assert!(!site.server.log().contains(&upload.share_id.to_string()), "no name of an object is in the log");
        }
        site.assert_empty().await;
    }
}

#[tokio::test]
async fn under_each_fault_each_request_ends_well() {
    let site = Site::start(&[CALL, "--s3-connect-timeout=1s", "--s3-read-timeout=2s"]).await;
    for fault in FAULTS {
        let (before, lease) = (Before::at(&site).await, LeaseToken::random());
        site.proxy.inject(fault);
        before.try_everything(fault, &lease).await;
        succeeds(&site, "sweep", &[]).await;
        site.proxy.heal();
        before.go_on(&site, fault, &lease).await;
    }
}

#[tokio::test]
async fn no_object_without_a_row_survives_the_doctor() {
    let mut site = Site::start(&[CALL, "--s3-read-timeout=2s"]).await;
    site.complete(None).await;
    let half = site.upload(TWO_PARTS).await;
    assert_eq!(half.put(1).await.unwrap(), 204);
    assert_eq!(site.garage.objects().await.len(), 3, "two parts and a key");
    site.server.kill();
    for file in ["phial.db", "phial.db-wal", "phial.db-shm"] {
        let _ = std::fs::remove_file(site.server.data().join(file));
    }
    site.server.start_again().await;
    let kept = site.complete(None).await;
    let lease = opened(&kept).await;

    site.proxy.inject(Fault::Status(503));
    assert!(!succeeds(&site, "doctor", &["--fix", "--older-than=0s"]).await);
    site.proxy.heal();
    assert!(!succeeds(&site, "doctor", &["--older-than=0s"]).await, "they are found");
    assert!(succeeds(&site, "doctor", &["--fix", "--older-than=0s"]).await);
    assert_eq!(site.garage.objects().await.len(), 2, "what has a row is left alone");
    assert!(kept.content_is_whole(&lease).await);
    assert!(succeeds(&site, "doctor", &["--older-than=0s"]).await, "there is nothing left to do");
}

#[tokio::test]
async fn a_fault_that_passes_is_not_noticed() {
    let site = Site::start(&[]).await;
    let kept = site.complete(None).await;
    let lease = opened(&kept).await;
    for fault in [
        Fault::RequestReset(300_000),
        Fault::AnswerReset(10),
        Fault::AnswerReset(300_000),
        Fault::AnswerCut(300_000),
        Fault::AnswerLost,
        Fault::Status(500),
        Fault::Status(503),
    ] {
        site.proxy.inject_times(fault, 2);
        assert!(fetch("content".to_owned(), &kept, &lease).await, "{fault:?}");
        site.proxy.inject_times(fault, 2);
        let upload = site.upload(ONE_PART).await;
        assert_eq!(upload.put(0).await.unwrap(), 204, "{fault:?}");
        assert_eq!(upload.seal(Seconds::HOUR, None).await.unwrap(), 200);
        assert!(upload.content_is_whole(&opened(&upload).await).await, "{fault:?}");
    }
}

#[tokio::test]
async fn a_part_that_is_stored_after_the_erasure_does_not_stay() {
    let site = Site::start(&[]).await;
    let upload = site.upload(TWO_PARTS).await;
    assert_eq!(upload.put(1).await.unwrap(), 204);
    // The server has the part at once, the store only after seconds.
    site.proxy.inject(Fault::Slow(1 << 20));
    let mut put = pin!(upload.put(0));
    assert!(timeout(Duration::from_secs(2), &mut put).await.is_err(), "it is on its way to the store");
    assert_eq!(upload.give_up().await, 200);
    site.assert_empty().await;
    assert_eq!(put.await.unwrap(), 404, "it was stored, and then the share was found to be gone");
    site.assert_empty().await;
}

#[tokio::test]
async fn a_part_whose_fate_the_server_never_learnt_is_swept() {
    let site = Site::start(&[CALL, "--s3-read-timeout=2s"]).await;
    let upload = site.upload(ONE_PART).await;
    site.proxy.inject(Fault::AnswerLost);
    assert!(ends_well("a part".to_owned(), upload.part_request(0, upload.part_bytes(0))).await.is_none());
    assert_eq!(site.garage.objects().await.len(), 1, "it is stored, and nobody knows");
    site.proxy.heal();
    assert!(succeeds(&site, "sweep", &["--unsealed-ttl=1d"]).await);
    assert_eq!(site.garage.objects().await.len(), 1, "the client may still send it again");
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(succeeds(&site, "sweep", &["--unsealed-ttl=1s"]).await);
    site.assert_empty().await;
}
