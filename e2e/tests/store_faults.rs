//! What fails between the server and its store: every request ends in time, in success or in an error after which it can
//! be sent again; nothing that was acknowledged is lost; nothing is left behind.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::pin::pin;
use std::time::Duration;

use phial_e2e::api::Upload;
use phial_e2e::faults::round::{Patience, Round, opened};
use phial_e2e::faults::{Fault, Proxy};
use phial_e2e::garage::Garage;
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_shared::time::Seconds;
use tokio::time::timeout;

/// One part, larger than every buffer on the way.
const ONE_PART: u64 = 1_000_000;
const TWO_PARTS: u64 = 9_000_000;

/// The longest that the server lets a call to the store last, and what a busy machine adds.
const CALL: &str = "--s3-timeout=6s";
const PATIENCE: Patience = Patience(Duration::from_secs(6 + 9));

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

/// Whether a command that works on the store ended without any failure. It ends in time either way.
async fn succeeds(site: &Site, command: &str, settings: &[&str]) -> bool {
    let flags = site.garage.flags_through(site.proxy.address);
    let flags: Vec<_> = flags.iter().map(String::as_str).chain([CALL]).chain(settings.iter().copied()).collect();
    let mut started = site.server.start_command(command, &flags);
    until("the command ends", async || started.try_wait().unwrap()).await.success()
}

#[tokio::test]
async fn under_each_fault_each_request_ends_well() {
    let site = Site::start(&[CALL, "--s3-connect-timeout=1s", "--s3-read-timeout=2s"]).await;
    for fault in FAULTS {
        let round = Round::before(fault, &site.server.origin(), ONE_PART, TWO_PARTS).await;
        site.proxy.inject(fault);
        round.try_everything(PATIENCE).await;
        succeeds(&site, "sweep", &[]).await;
        site.proxy.heal();
        round.go_on().await;
        for upload in round.shares() {
            assert!(!site.server.log().contains(&upload.share_id.to_string()), "no name of an object is in the log");
        }
        site.assert_empty().await;
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
        assert!(PATIENCE.fetch("content", &kept, &lease).await, "{fault:?}");
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
    assert!(PATIENCE.ends_well("a part", upload.part_request(0, upload.part_bytes(0))).await.is_none());
    assert_eq!(site.garage.objects().await.len(), 1, "it is stored, and nobody knows");
    site.proxy.heal();
    assert!(succeeds(&site, "sweep", &["--unsealed-ttl=1d"]).await);
    assert_eq!(site.garage.objects().await.len(), 1, "the client may still send it again");
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(succeeds(&site, "sweep", &["--unsealed-ttl=1s"]).await);
    site.assert_empty().await;
}
