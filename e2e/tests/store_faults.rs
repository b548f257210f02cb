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

    async fn complete(&self) -> Upload {
        Upload::complete(&self.server.origin(), ONE_PART, Seconds::HOUR, None).await
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

/// Whether a sweep was done without any failure. It ends in time either way.
async fn sweep(site: &Site, settings: &[&str]) -> bool {
    let flags = site.garage.flags_through(site.proxy.address);
    let flags: Vec<_> = flags.iter().map(String::as_str).chain([CALL]).chain(settings.iter().copied()).collect();
    let mut sweep = site.server.sweep(&flags);
    until("the sweep ends", async || sweep.try_wait().unwrap()).await.success()
}

#[tokio::test]
async fn under_each_fault_each_request_ends_well() {
    let site = Site::start(&[CALL, "--s3-connect-timeout=1s", "--s3-read-timeout=2s"]).await;
    let mut ids = Vec::new();
    for fault in FAULTS {
        let what = |request| format!("{request} under {fault:?}");
        let [kept, dropped, ready, half] =
            [site.complete().await, site.complete().await, site.upload(ONE_PART).await, site.upload(TWO_PARTS).await];
        assert_eq!(ready.put(0).await.unwrap(), 204);
        assert_eq!(half.put(0).await.unwrap(), 204);
        let lease = opened(&kept).await;

        site.proxy.inject(fault);
        let (put, fetched, erased) = tokio::join!(
            ends_well(what("a part"), half.part_request(1, half.part_bytes(1))),
            fetch(what("content"), &kept, &lease),
            ends_well(what("an erasure"), dropped.erase_request()),
        );
        // What needs no store works as ever.
        assert_eq!(ready.seal(Seconds::HOUR, None).await.unwrap(), 200);
        let ready_lease = opened(&ready).await;
        sweep(&site, &[]).await;
        println!("{fault:?}: part {}, content {fetched}, erasure {}", put.is_some(), erased.is_some());

        site.proxy.heal();
        assert_eq!(half.put(1).await.unwrap(), 204, "{fault:?}");
        assert_eq!(half.seal(Seconds::HOUR, None).await.unwrap(), 200, "nothing acknowledged is lost: {fault:?}");
        assert!(half.content_is_whole(&opened(&half).await).await, "{fault:?}");
        assert!(kept.content_is_whole(&lease).await && ready.content_is_whole(&ready_lease).await, "{fault:?}");
        assert_eq!(dropped.erase().await, 200, "{fault:?}");
        for upload in [kept, ready, half] {
            assert_eq!(upload.erase().await, 200, "{fault:?}");
            ids.push(upload.share_id.to_string());
        }
        site.assert_empty().await;
    }
    let log = site.server.log();
    assert!(ids.iter().all(|id| !log.contains(id)), "no name of an object is in the log");
}

#[tokio::test]
async fn a_fault_that_passes_is_not_noticed() {
    let site = Site::start(&[]).await;
    let kept = site.complete().await;
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
    assert!(sweep(&site, &["--unsealed-ttl=1d"]).await);
    assert_eq!(site.garage.objects().await.len(), 1, "the client may still send it again");
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(sweep(&site, &["--unsealed-ttl=1s"]).await);
    site.assert_empty().await;
}
