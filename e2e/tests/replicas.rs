//! Three servers behind a balancer, on PostgreSQL and S3: what one counts, all count.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::collections::HashSet;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::join_all;
use phial_e2e::api::{LeaseBytes, Upload, create_request, link_status_at};
use phial_e2e::replicas::{COUNT, Replicas};
use phial_e2e::wait::until;
use phial_shared::api::{
    DEFAULT_TRIES, EventLog, LinkOpened, LinkState, LinkStatus, MAX_EVENTS_WAIT, NewFactor, OwnedShare,
};
use phial_shared::error_code::{ErrorCode, Problem};
use phial_shared::events::{self, EventKind};
use phial_shared::factor::{FactorCost, FactorKind};
use phial_shared::time::Seconds;
use reqwest::header::RETRY_AFTER;
use reqwest::{Client, StatusCode};
use tokio::time::timeout;

/// Several parts.
const FILES_LEN: u64 = 20 << 20;
/// What a flood of tests from one address would meet.
const NO_LIMITS: &[&str] = &["--sweep-every", "1d"];
/// By then a request is where it waits.
const A_WHILE: Duration = Duration::from_secs(1);

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

#[tokio::test]
async fn a_hundred_wrong_tries_over_three_servers_take_exactly_the_allowed_number() {
    let replicas = Replicas::start(NO_LIMITS).await;
    let upload = Upload::create(&replicas.origin(), 1000).await.unwrap();
    assert_eq!(upload.put(0).await.unwrap(), 204);
    let factor = NewFactor { kind: FactorKind::Code, cost: FactorCost::DEFAULT, max_tries: DEFAULT_TRIES };
    let sealing = upload.seal_with_factor_request(Seconds::HOUR, None, Some(factor));
    assert_eq!(sealing.send().await.unwrap().status(), 200);

    let mut left = Vec::new();
    for answer in join_all((0..100).map(|_| upload.wrong_open_request().send())).await {
        let problem: Problem = answer.unwrap().json().await.unwrap();
        match problem.code {
            ErrorCode::WrongProof => left.push(problem.tries_left.unwrap()),
            code => assert_eq!(code, ErrorCode::Locked),
        }
    }
    left.sort_unstable();
    assert_eq!(left, (0..DEFAULT_TRIES).collect::<Vec<_>>(), "each try is taken once");
    for server in &replicas.servers {
        let status: LinkStatus = link_status_at(&server.origin(), upload.link_id).await;
        assert_eq!((status.state, status.factor.unwrap().tries_left), (LinkState::Locked, 0));
    }
    let answer = upload.open().await;
    assert_eq!(answer.json::<Problem>().await.unwrap().code, ErrorCode::Locked, "not even by the right proof");
    let log = upload.log().await.unwrap();
    let number_of = |kind| log.iter().filter(|event| event.kind == kind).count();
    assert_eq!((number_of(EventKind::Refused), number_of(EventKind::Locked)), (DEFAULT_TRIES as usize, 1));
}

#[tokio::test]
async fn who_waits_for_events_at_one_server_is_told_what_another_writes() {
    let replicas = Replicas::start(NO_LIMITS).await;
    let [here, elsewhere] = [0, 1].map(|at| replicas.servers[at].origin());
    let quiet = Upload::complete(&here, 1000, Seconds::HOUR, None).await;
    let busy = Upload::complete(&here, 1000, Seconds::HOUR, None).await;
    let sealed = busy.log().await.unwrap().last().unwrap().seq;
    // Both wait for equally long; the one that nothing is written for began first, and must not end first.
    let mut nothing = pin!(quiet.news_request(sealed, MAX_EVENTS_WAIT).send());
    assert!(timeout(A_WHILE, &mut nothing).await.is_err(), "it waits");
    let mut news = pin!(busy.news_request(sealed, MAX_EVENTS_WAIT).send());
    assert!(timeout(A_WHILE, &mut news).await.is_err(), "it waits");
    let busy = busy.at(&elsewhere);
    assert_eq!(busy.open().await.status(), 200);
    let answer = tokio::select! {
        biased;
        _ = nothing => panic!("the other was not woken"),
        answer = news => answer.unwrap(),
    };
    let log: EventLog = answer.json().await.unwrap();
    assert_eq!(log.events.iter().map(|event| event.kind).collect::<Vec<_>>(), [EventKind::Opened]);
}

#[tokio::test]
async fn what_one_address_may_do_is_counted_over_all_servers() {
    const ALLOWED: usize = 6;
    let replicas = Replicas::start(&["--sweep-every=1d", "--limit-shares=6/1h", "--trusted-proxies=127.0.0.1"]).await;
    for address in [[127, 0, 0, 2], [127, 0, 0, 3]] {
        let client = Client::builder().local_address(Some(address.into())).build().unwrap();
        let asking = (0..60).map(|_| create_request(&client, &replicas.origin(), 1000).send());
        let (allowed, refused): (Vec<_>, Vec<_>) = join_all(asking)
            .await
            .into_iter()
            .map(Result::unwrap)
            .partition(|answer| answer.status() == StatusCode::CREATED);
        assert_eq!(allowed.len(), ALLOWED, "{address:?}");
        for answer in refused {
            assert!(answer.headers().contains_key(RETRY_AFTER));
            assert_eq!(answer.json::<Problem>().await.unwrap().code, ErrorCode::TooManyRequests);
        }
        for server in &replicas.servers {
            let direct = create_request(&client, &server.origin(), 1000).send().await.unwrap();
            assert_eq!(direct.status(), 429, "each server knows what the others counted");
        }
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
