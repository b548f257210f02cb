//! The sweep, and the repair of what a crash leaves.

use phial::service::sweep::Swept;
use phial_shared::api::{LinkLimits, LinkState, ShareState};
use phial_shared::error_code::ErrorCode;
use phial_shared::events::EventKind;
use phial_shared::time::Seconds;

use crate::support::{HOUR, TestServer, problem, times};

const NOTHING: Swept = Swept { expired_links: 0, erased: 0, purged: 0, forgotten: 0, failed: 0 };
const DAY: LinkLimits = LinkLimits { lifetime: Seconds::DAY, max_opens: None };

async fn count(server: &TestServer, table: &str) -> i64 {
    server.number(&format!("SELECT count(*) FROM {table}")).await
}

#[tokio::test]
async fn what_lives_is_left_alone() {
    let server = TestServer::start().await;
    let draft = server.draft(100).await;
    server.put_all(&draft).await;
    let live = server.share(100, &[HOUR]).await;
    server.advance(3599);
    assert_eq!(server.sweep().await, NOTHING);
    assert!(server.objects(draft.id).join("0").exists() && server.objects(live.id).join("0").exists());
    assert_eq!(server.status(&live.links[0]).await.state, LinkState::Live);
}

#[tokio::test]
async fn an_unfinished_upload_is_erased_after_its_time() {
    let server = TestServer::start().await;
    let draft = server.draft(100).await;
    server.put_all(&draft).await;
    server.advance(86_399);
    assert_eq!(server.sweep().await, NOTHING);
    server.advance(1);
    assert_eq!(server.sweep().await, Swept { erased: 1, ..NOTHING });
    assert!(!server.has_objects(draft.id));
    problem(server.arrived(&draft).await, ErrorCode::UnknownShare).await;
    // Nobody can read the log of a share that was never sealed: it goes with the second deletion.
    server.advance(3600);
    assert_eq!(server.sweep().await, Swept { purged: 1, forgotten: 1, ..NOTHING });
    assert_eq!((count(&server, "shares").await, count(&server, "events").await), (0, 0));
}

#[tokio::test]
async fn an_expired_share_is_erased_and_its_log_is_kept() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR, DAY]).await;
    server.advance(3600);
    assert_eq!(server.sweep().await, Swept { expired_links: 1, ..NOTHING });
    assert!(server.has_objects(live.id), "the other link lives");
    server.advance(86_400 - 3600);
    assert_eq!(server.sweep().await, Swept { expired_links: 1, erased: 1, ..NOTHING });
    assert!(!server.has_objects(live.id));
    let owned = server.owned(&live).await;
    assert_eq!((owned.state, owned.erased_at), (ShareState::Erased, Some(server.now())));
    assert_eq!(owned.manifest, None);
    assert_eq!(server.status(&live.links[0]).await.state, LinkState::Expired);
    problem(server.open(&live.links[0], None).await, ErrorCode::Expired).await;
    let kinds = server.kinds(&live).await;
    assert_eq!(
        kinds,
        [EventKind::Created, EventKind::Sealed, EventKind::Expired, EventKind::Expired, EventKind::Erased]
    );
}

#[tokio::test]
async fn an_exhausted_share_is_erased_when_its_last_lease_is_over() {
    let server = TestServer::start().await;
    let live = server.share(100, &[LinkLimits { lifetime: Seconds::DAY, max_opens: Some(1) }]).await;
    let lease = server.opened(&live.links[0]).await.lease;
    server.advance(3599);
    assert_eq!(server.sweep().await, NOTHING);
    let content = server.content(&live.links[0], &lease).send().await.unwrap();
    assert_eq!(content.bytes().await.unwrap(), live.bytes);
    server.advance(1);
    assert_eq!(server.sweep().await, Swept { erased: 1, ..NOTHING });
    assert!(!server.has_objects(live.id));
    problem(server.content(&live.links[0], &lease).send().await.unwrap(), ErrorCode::LeaseOver).await;
    problem(server.open(&live.links[0], None).await, ErrorCode::Exhausted).await;
    // The link's time ends later; it was over before.
    server.advance(86_400);
    assert_eq!(server.sweep().await, Swept { expired_links: 1, purged: 1, ..NOTHING });
    assert_eq!(server.kinds(&live).await.last(), Some(&EventKind::Erased));
}

#[tokio::test]
async fn a_lease_outlives_the_expiry_of_its_link() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    server.advance(3000);
    let lease = server.opened(&live.links[0]).await.lease;
    server.advance(3000);
    assert_eq!(server.sweep().await, Swept { expired_links: 1, ..NOTHING });
    let content = server.content(&live.links[0], &lease).send().await.unwrap();
    assert_eq!(content.bytes().await.unwrap(), live.bytes);
    server.advance(600);
    assert_eq!(server.sweep().await, Swept { erased: 1, ..NOTHING });
}

#[tokio::test]
async fn a_tombstone_is_forgotten_after_its_time() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR, times(1)]).await;
    server.erase(live.id, &live.owner_token()).await;
    server.advance(3600);
    assert_eq!(server.sweep().await, Swept { expired_links: 2, purged: 1, ..NOTHING });
    server.advance(6 * 365 * 86_400 - 3601);
    assert_eq!(server.sweep().await, NOTHING);
    assert_eq!(server.kinds(&live).await.last(), Some(&EventKind::Erased));
    server.advance(1);
    assert_eq!(server.sweep().await, Swept { forgotten: 1, ..NOTHING });
    let look = server.get(&format!("/api/v1/shares/{}", live.id)).bearer_auth(&*live.owner_token());
    problem(look.send().await.unwrap(), ErrorCode::UnknownShare).await;
    for table in ["shares", "parts", "links", "leases", "events"] {
        assert_eq!(count(&server, table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn an_erasure_that_a_crash_interrupted_is_finished() {
    let server = TestServer::start().await;
    // Before the objects were deleted, and after some were; the shares themselves would live.
    for deleted in [0, 1, 2] {
        let live = server.share(9_000_000, &[HOUR]).await;
        let lease = server.opened(&live.links[0]).await.lease;
        server.number("UPDATE shares SET phase = 'erasing' WHERE phase = 'sealed' RETURNING ciphertext_len").await;
        for part in 0..deleted {
            std::fs::remove_file(server.objects(live.id).join(part.to_string())).unwrap();
        }
        std::fs::write(server.objects(live.id).join("1#1"), b"half").unwrap();
        problem(server.content(&live.links[0], &lease).send().await.unwrap(), ErrorCode::LeaseOver).await;
        assert_eq!(server.status(&live.links[0]).await.state, LinkState::Revoked);
        assert_eq!(server.sweep().await, Swept { erased: 1, ..NOTHING });
        assert!(!server.has_objects(live.id));
        assert_eq!(server.kinds(&live).await.last(), Some(&EventKind::Erased));
    }
}

#[tokio::test]
async fn an_object_that_arrived_after_the_erasure_is_deleted_later() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    server.erase(live.id, &live.owner_token()).await;
    std::fs::create_dir_all(server.objects(live.id)).unwrap();
    std::fs::write(server.objects(live.id).join("0"), b"late").unwrap();
    server.advance(3599);
    assert_eq!(server.sweep().await, NOTHING);
    server.advance(1);
    assert_eq!(server.sweep().await, Swept { expired_links: 1, purged: 1, ..NOTHING });
    assert!(!server.has_objects(live.id));
    assert_eq!(server.sweep().await, NOTHING, "once is enough");
}

#[tokio::test]
async fn sweeps_at_the_same_time_do_the_work_once() {
    let server = TestServer::start().await;
    let mut shares = Vec::new();
    for _ in 0..20 {
        shares.push(server.share(100, &[HOUR]).await);
    }
    server.advance(3600);
    let swept = futures_util::future::join_all((0..5).map(|_| server.sweep())).await;
    assert_eq!(swept.iter().map(|swept| swept.expired_links).sum::<u64>(), 20);
    assert!(swept.iter().all(|swept| swept.failed == 0));
    for live in &shares {
        assert!(!server.has_objects(live.id));
        let kinds = server.kinds(live).await;
        assert_eq!(kinds, [EventKind::Created, EventKind::Sealed, EventKind::Expired, EventKind::Erased]);
    }
}
