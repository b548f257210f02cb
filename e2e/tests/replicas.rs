//! Three servers behind a balancer, on PostgreSQL and S3: what one counts, all count, and the end of one loses nothing.

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
use tokio::sync::watch;

/// Several parts.
const FILES_LEN: u64 = 20 << 20;
/// Shares whose lives a server's end falls into.
const LIVES: usize = 8;
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
    let expected: HashSet<_> = live
        .iter()
        .flat_map(|upload| (0..upload.part_count()).map(|part| format!("{}/{part}", upload.share_id)))
        .collect();
    assert_eq!(parts(&replicas).await, expected);
    for upload in &live {
        let opened: LinkOpened = upload.open().await.json().await.unwrap();
        assert!(upload.content_is_whole(&opened).await);
    }
}

/// The stored parts as `{share}/{number}`. There may be other objects.
async fn parts(replicas: &Replicas) -> HashSet<String> {
    let names = replicas.garage.objects().await;
    names.iter().filter_map(|name| Some(name.strip_prefix("parts/")?.to_owned())).filter(|name| is_part(name)).collect()
}

fn is_part(name: &str) -> bool {
    name.split_once('/').is_some_and(|(_, last)| last.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The steps of a share's life. A server is ended while several shares are in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Creating,
    Sending,
    Sealing,
    Opening,
    Fetching,
    Erasing,
}

const PHASES: [Phase; 6] =
    [Phase::Creating, Phase::Sending, Phase::Sealing, Phase::Opening, Phase::Fetching, Phase::Erasing];

#[tokio::test]
async fn the_sudden_end_of_a_server_in_any_phase_loses_nothing() {
    let mut replicas = Replicas::start(NO_LIMITS).await;
    for (round, phase) in PHASES.into_iter().enumerate() {
        println!("a server ends while shares are in {phase:?}");
        let (reached, mut watching) = watch::channel(None);
        let origin = replicas.origin();
        let lives = join_all((0..LIVES).map(|number| live_through(&origin, number % 2 == 0, &reached)));
        let victim = &mut replicas.servers[round % COUNT];
        let killing = async {
            watching.wait_for(|now| now.is_some_and(|now| now >= phase)).await.unwrap();
            victim.kill();
            victim.start_again().await;
        };
        tokio::join!(lives, killing);
    }
    // What was announced, and whose answer was lost, is all that nobody knows of.
    let mut sweep = replicas.sweep(&["--unsealed-ttl", "1s"]);
    assert!(until("the sweep ends", async || sweep.try_wait().unwrap()).await.success());
    let alive = PHASES.len() * LIVES / 2;
    let shares: HashSet<_> =
        parts(&replicas).await.iter().filter_map(|name| Some(name.split_once('/')?.0.to_owned())).collect();
    assert_eq!(shares.len(), alive, "half of the shares were erased by their owners");
}

/// One share from its beginning to its end, by a sender and recipients who try again until they have an answer, as the
/// page does. What was answered must hold from then on.
async fn live_through(origin: &str, erases: bool, reached: &watch::Sender<Option<Phase>>) {
    const RECIPIENTS: usize = 4;
    let enter = |phase| {
        reached.send_modify(|now| *now = (*now).max(Some(phase)));
    };
    enter(Phase::Creating);
    let upload = until("the share is created", async || Upload::create(origin, FILES_LEN).await.ok()).await;
    enter(Phase::Sending);
    for part in 0..upload.part_count() {
        until("the part is stored", async || upload.put(part).await.ok().filter(|status| *status == 204)).await;
        let arrived = until("the parts are listed", async || upload.arrived().await).await;
        assert!((0..=part).all(|part| arrived.contains(&part)), "an acknowledged part is missing: {arrived:?}");
    }
    enter(Phase::Sealing);
    let seal = async || upload.seal(Seconds::HOUR, Some(100)).await.ok().filter(|status| *status == 200);
    until("the share is sealed", seal).await;
    enter(Phase::Opening);
    let mut leases = Vec::new();
    for _ in 0..RECIPIENTS {
        leases.push(upload.open_until_answered(LeaseBytes::random()).await.unwrap());
    }
    enter(Phase::Fetching);
    for lease in &leases {
        let whole = async || upload.try_content(lease).await.map(|content| upload.is_whole(&content));
        assert!(until("the content is fetched", whole).await);
    }
    assert_eq!(counted(&upload).await, (RECIPIENTS, RECIPIENTS));
    enter(Phase::Erasing);
    if erases {
        until("the share is erased", async || {
            upload.erase_request().send().await.ok().filter(|answer| answer.status() == 200)
        })
        .await;
        let log = until("the log is read", async || upload.log().await).await;
        assert_eq!(log.last().unwrap().kind, EventKind::Erased);
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
