//! `DELETE /api/v1/shares/{share}`.

use phial_shared::api::{ErasureReceipt, LinkState, ShareState};
use phial_shared::encoding::Sealed;
use phial_shared::error_code::ErrorCode;
use phial_shared::events::EventKind;
use phial_shared::ids::ShareId;
use phial_shared::keys::OwnerSecret;
use phial_shared::time::UnixSeconds;

use crate::support::{HOUR, START, TestServer, ok, problem, times};

#[tokio::test]
async fn the_owner_erases_and_everything_is_refused_at_once() {
    let server = TestServer::start().await;
    let live = server.share(9_000_000, &[HOUR, times(1)]).await;
    let lease = server.opened(&live.links[0]).await.lease;
    let used_up = server.opened(&live.links[1]).await.lease;
    assert!(server.objects(live.id).join("1").exists());
    server.advance(5);
    let receipt: ErasureReceipt = ok(server.erase(live.id, &live.owner_token()).await).await;
    assert_eq!((receipt.share_id, receipt.erased_at), (live.id, UnixSeconds(START + 5)));
    assert!(!server.has_objects(live.id));
    for (recipient, lease) in live.links.iter().zip([&lease, &used_up]) {
        problem(server.content(recipient, lease).send().await.unwrap(), ErrorCode::Revoked).await;
        let held = Some(phial_shared::keys::LeaseToken::from_bytes(*lease.as_bytes()));
        problem(server.open(recipient, held).await, ErrorCode::Revoked).await;
        problem(server.open(recipient, None).await, ErrorCode::Revoked).await;
        assert_eq!(server.status(recipient).await.state, LinkState::Revoked);
    }
}

#[tokio::test]
async fn the_tombstone_keeps_the_log_and_nothing_that_opens() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    let receipt: ErasureReceipt = ok(server.erase(live.id, &live.owner_token()).await).await;
    let owned = server.owned(&live).await;
    assert_eq!((owned.state, owned.erased_at), (ShareState::Erased, Some(receipt.erased_at)));
    assert_eq!((owned.manifest, owned.wrapped_key), (None, None));
    assert_eq!(owned.links[0].sealed_note, Sealed(Vec::new()));
    let events = server.events(&live).await;
    let last = events.last().unwrap();
    assert_eq!((last.kind, last.hash), (EventKind::Erased, receipt.event_hash));
}

#[tokio::test]
async fn the_receipt_is_always_the_same() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    let erase = async || ok::<ErasureReceipt>(server.erase(live.id, &live.owner_token()).await).await;
    let first = erase().await;
    server.advance(100);
    // Nothing that happens later is appended: the log ends with the erasure.
    server.status(&live.links[0]).await;
    server
        .open(
            &crate::support::Recipient { id: live.links[0].id, secret: phial_shared::keys::LinkSecret::random() },
            None,
        )
        .await;
    assert_eq!(erase().await, first);
    assert_eq!(server.events(&live).await.last().unwrap().hash, first.event_hash);
}

#[tokio::test]
async fn whoever_sends_may_give_up_before_sealing_and_not_after() {
    let server = TestServer::start().await;
    let draft = server.draft(100).await;
    server.put_all(&draft).await;
    let token = draft.upload_token.to_bearer();
    let first: ErasureReceipt = ok(server.erase(draft.id, &token).await).await;
    assert!(!server.has_objects(draft.id));
    let again: ErasureReceipt = ok(server.erase(draft.id, &token).await).await;
    assert_eq!(again, first);
    problem(server.arrived(&draft).await, ErrorCode::UnknownShare).await;
    let put = server.put(&draft, 0, draft.part(0)).send().await.unwrap();
    problem(put, ErrorCode::UnknownShare).await;

    let live = server.share(100, &[HOUR]).await;
    problem(server.erase(live.id, &live.upload_token.to_bearer()).await, ErrorCode::Forbidden).await;
    assert_eq!(server.status(&live.links[0]).await.state, LinkState::Live);
}

#[tokio::test]
async fn nobody_else_erases() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    let stranger = OwnerSecret::random().owner_token().to_bearer();
    problem(server.erase(live.id, &stranger).await, ErrorCode::Forbidden).await;
    problem(server.erase(live.id, "").await, ErrorCode::Forbidden).await;
    problem(server.erase(ShareId::random(), &live.owner_token()).await, ErrorCode::UnknownShare).await;
    assert_eq!(server.owned(&live).await.state, ShareState::Sealed);
}

#[tokio::test]
async fn parallel_erasures_agree() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    let token = live.owner_token();
    let receipts = futures_util::future::join_all((0..20).map(|_| server.erase(live.id, &token))).await;
    let mut hashes = Vec::new();
    for response in receipts {
        hashes.push(ok::<ErasureReceipt>(response).await.event_hash);
    }
    assert!(hashes.iter().all(|hash| *hash == hashes[0]));
    let erased = server.kinds(&live).await.iter().filter(|kind| **kind == EventKind::Erased).count();
    assert_eq!(erased, 1);
}
