//! Three servers behind a balancer, on PostgreSQL and S3: what one counts, all count.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::collections::HashSet;

use futures_util::future::join_all;
use phial_e2e::api::{LeaseBytes, Upload};
use phial_e2e::replicas::{COUNT, Replicas};
use phial_e2e::wait::until;
use phial_shared::api::{LinkOpened, LinkState, LinkStatus, OwnedShare};
use phial_shared::error_code::ErrorCode;
use phial_shared::events::{self, EventKind};
use phial_shared::time::Seconds;

/// Several parts.
const FILES_LEN: u64 = 20 << 20;
/// What a flood of tests from one address would meet.
const NO_LIMITS: &[&str] = &["--sweep-every", "1d"];

#[tokio::test]
async fn a_thousand_opens_of_ten_views_give_ten_leases() {
    let replicas = Replicas::start(NO_LIMITS).await;
    let upload = Upload::complete(&replicas.origin(), 1000, Seconds::HOUR, Some(10)).await;
    let opening = (0..1000).map(|_| upload.open_until_answered(LeaseBytes::random()));
    let mut leases = Vec::new();
    for answer in join_all(opening).await {
        match answer {
            Ok(opened) => leases.push(opened),
            Err(problem) => assert_eq!(problem.code, ErrorCode::Exhausted),
        }
    }
    assert_eq!(leases.len(), 10);
    for lease in &leases {
        assert!(upload.content_is_whole(lease).await);
    }
    assert_eq!(counted(&upload).await, (10, 10));
}

#[tokio::test]
async fn three_sweepers_leave_exactly_the_live_objects() {
    let replicas = Replicas::start(NO_LIMITS).await;
    let mut live = Vec::new();
    for _ in 0..10 {
        live.push(Upload::complete(&replicas.origin(), FILES_LEN, Seconds::HOUR, None).await);
        Upload::complete(&replicas.origin(), FILES_LEN, Seconds(1), None).await;
    }
    let last = Upload::complete(&replicas.origin(), 1000, Seconds(1), None).await;
    // Opening it to see would give a lease, which keeps a share alive.
    until("the short ones have expired", async || {
        let status: LinkStatus = last.status().await.json().await.unwrap();
        (status.state == LinkState::Expired).then_some(())
    })
    .await;
    let mut sweeps: Vec<_> = (0..COUNT).map(|_| replicas.sweep(&[])).collect();
    for sweep in &mut sweeps {
        assert!(until("the sweep ends", async || sweep.try_wait().unwrap()).await.success());
    }
    let expected: HashSet<_> =
        live.iter().flat_map(|upload| (0..upload.part_count()).map(|part| (upload.share_id, part))).collect();
    assert_eq!(replicas.parts().await, expected);
    for upload in &live {
        let opened: LinkOpened = upload.open().await.json().await.unwrap();
        assert!(upload.content_is_whole(&opened).await);
    }
}

/// How many openings the link has counted, and how many the log tells of; the log must hold together.
async fn counted(upload: &Upload) -> (usize, usize) {
    let share: OwnedShare = until("the owner's view is read", async || upload.owned().await).await;
    let log = until("the log is read", async || upload.log().await).await;
    events::verify(upload.share_id, &log).unwrap();
    let opened = log.iter().filter(|event| event.kind == EventKind::Opened).count();
    (share.links[0].opens as usize, opened)
}
