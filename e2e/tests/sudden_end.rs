//! SIGKILL for one of three servers on PostgreSQL and S3, in every phase of a share's life: nothing that was answered is lost,
//! and nothing is left behind.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::collections::HashSet;

use futures_util::future::join_all;
use phial_e2e::api::Upload;
use phial_e2e::lives::{Answered, Life, PHASES, Phase};
use phial_e2e::replicas::{COUNT, Replicas};
use phial_e2e::wait::until;
use phial_shared::api::{LinkOpened, ShareState};
use phial_shared::events::{self, EventKind};
use phial_shared::ids::ShareId;
use phial_shared::time::Seconds;
use reqwest::Client;
use tokio::sync::watch;

/// One part.
const SMALL: u64 = 1000;
/// Two parts.
const LARGE: u64 = 10 << 20;
/// Shares that are in the same phase when a server ends.
const LIVES: usize = 12;
/// Each server ends at least once in each phase, and so often at most until an end has broken off a request of that phase.
const MOST_KILLS: usize = 15;
/// What a flood of tests from one address would meet.
const NO_LIMITS: [&str; 3] = ["--limit-requests=0", "--limit-shares=0", "--limit-wrong-proofs=0"];

#[tokio::test]
async fn the_sudden_end_of_a_server_in_any_phase_loses_nothing() {
    let mut replicas = Replicas::start(&[&NO_LIMITS[..], &["--sweep-every=1d"]].concat()).await;
    let mut alive = Vec::new();
    for phase in PHASES {
        alive.extend(kill_in(&mut replicas, phase).await);
    }
    // What was announced, and whose answer was lost, is all that nobody knows of.
    let mut sweep = replicas.sweep(&["--unsealed-ttl", "1s"]);
    assert!(until("the sweep ends", async || sweep.try_wait().unwrap()).await.success());
    assert_only_stored(&replicas, alive.iter().map(Life::upload)).await;
}

/// Ends servers while shares are in this phase. Gives those that were not erased.
async fn kill_in(replicas: &mut Replicas, phase: Phase) -> Vec<Life> {
    // One for all, so that they ask at once.
    let (client, origin) = (Client::new(), replicas.origin());
    let files_len = if matches!(phase, Phase::Sending | Phase::Fetching) { LARGE } else { SMALL };
    let (mut alive, mut broken_off) = (Vec::new(), 0);
    for kill in 0..MOST_KILLS {
        if kill >= COUNT && broken_off > 0 {
            break;
        }
        let mut lives: Vec<_> = (0..LIVES).map(|_| Life::new(&client, &origin, files_len)).collect();
        go_through(&mut lives, PHASES.into_iter().filter(|before| *before < phase)).await;

        let before = replicas.balancer.broken_off().len();
        let (answered, mut watching) = watch::channel(0);
        let victim = &mut replicas.servers[kill % COUNT];
        let killing = async {
            watching.wait_for(|number| *number > kill * 2 % 7).await.unwrap();
            victim.kill();
            victim.start_again().await;
        };
        tokio::join!(all(&mut lives, phase, &answered), killing);
        let requests = replicas.balancer.broken_off().split_off(before);
        broken_off += requests.iter().filter(|request| phase.has(request)).count();

        go_through(&mut lives, PHASES.into_iter().filter(|after| phase < *after && *after < Phase::Erasing)).await;
        if phase < Phase::Erasing {
            alive.extend(lives.split_off(LIVES / 2));
            go_through(&mut lives, [Phase::Erasing]).await;
        }
    }
    println!("{phase:?}: {broken_off} requests were broken off");
    assert!(broken_off > 0, "no server ended while it was at work in {phase:?}");
    alive
}

async fn go_through(lives: &mut [Life], phases: impl IntoIterator<Item = Phase>) {
    for phase in phases {
        all(lives, phase, &watch::channel(0).0).await;
    }
}

async fn all(lives: &mut [Life], phase: Phase, answered: &Answered) {
    join_all(lives.iter_mut().map(|life| life.go_through(phase, answered))).await;
}

/// Shares that are over at about the same time.
const DYING: usize = 32;
/// More shares than requests of servers that have ended can still be on their way for.
const CLEARLY: usize = 4;

#[tokio::test]
async fn the_sudden_end_of_sweepers_is_made_up_for_by_the_next() {
    let mut replicas = Replicas::start(&[&NO_LIMITS[..], &["--sweep-every=1s"]].concat()).await;
    let kept = Upload::complete(&replicas.origin(), LARGE, Seconds::HOUR, None).await;
    let mut hit = HashSet::new();
    for round in 0..MOST_KILLS {
        if hit.len() == COUNT {
            break;
        }
        let dying = dying(&replicas.origin()).await;
        let ids: HashSet<_> = dying.iter().map(|upload| upload.share_id).collect();
        let left = async |replicas: &Replicas| replicas.parts().await.iter().filter(|(id, _)| ids.contains(id)).count();
        let last = round % COUNT;
        until("a sweep has begun", async || (left(&replicas).await < DYING).then_some(())).await;
        replicas.servers.iter_mut().enumerate().filter(|(at, _)| *at != last).for_each(|(_, server)| server.kill());
        let before = left(&replicas).await;
        let goes_on = async || (left(&replicas).await <= before.saturating_sub(CLEARLY)).then_some(());
        until("the last server goes on", goes_on).await;
        replicas.servers[last].kill();
        // Whatever was deleted clearly after the others' end was deleted by the last, and it was not at its end.
        if before > CLEARLY && left(&replicas).await > 0 {
            hit.insert(last);
        }
        for server in &mut replicas.servers {
            server.start_again().await;
        }
        until("nothing is left", async || (left(&replicas).await == 0).then_some(())).await;
        for upload in &dying {
            assert_ended_once(upload).await;
        }
    }
    assert_eq!(hit.len(), COUNT, "each server has ended in the middle of its sweep");
    let opened: LinkOpened = kept.open().await.json().await.unwrap();
    assert!(kept.content_is_whole(&opened).await);
    assert_only_stored(&replicas, [&kept]).await;
}

async fn dying(origin: &str) -> Vec<Upload> {
    let sending = (0..DYING).map(async |_| {
        let upload = Upload::create(origin, SMALL).await.unwrap();
        assert_eq!(upload.put(0).await.unwrap(), 204);
        upload
    });
    let uploads = join_all(sending).await;
    let sealed = join_all(uploads.iter().map(|upload| upload.seal(Seconds(1), None))).await;
    assert!(sealed.into_iter().all(|status| status.unwrap() == 200));
    uploads
}

async fn assert_ended_once(upload: &Upload) {
    let erased = async || upload.owned().await.filter(|share| share.state == ShareState::Erased);
    until("the share is erased", erased).await;
    let log = until("the log is read", async || upload.log().await).await;
    events::verify(upload.share_id, &log).unwrap();
    let kinds: Vec<_> = log.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [EventKind::Created, EventKind::Sealed, EventKind::Expired, EventKind::Erased]);
}

/// The store has what these shares need and nothing else, and database and store agree on it.
async fn assert_only_stored(replicas: &Replicas, alive: impl IntoIterator<Item = &Upload>) {
    let mut expected = HashSet::new();
    for upload in alive {
        expected.extend((0..upload.part_count()).map(|part| (upload.share_id, part)));
    }
    assert_eq!(replicas.parts().await, expected);
    replicas.command(&["audit", "verify"]);
    replicas.command(&["doctor", "--fix", "--older-than=0s"]);
    let findings = replicas.command(&["doctor", "--older-than=0s"]);
    assert_eq!(findings, "", "there is nothing left to do");
    assert_eq!(replicas.parts().await, expected, "nothing of it was thought to belong to nobody");
    let with_parts: HashSet<ShareId> = expected.into_iter().map(|(share, _)| share).collect();
    assert_eq!(replicas.shares_with_keys().await, with_parts);
}
