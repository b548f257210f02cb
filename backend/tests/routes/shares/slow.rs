//! Bodies that come slowly, stop, or end too early, and what happens to the share meanwhile.

use std::time::Duration;

use phial_shared::api::{PartsArrived, ShareSealed};
use phial_shared::error_code::ErrorCode;
use phial_shared::keys::OwnerSecret;
use phial_testkit::bucket::Bucket;
use phial_testkit::relay::{Meddling, Relay};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::raw::{RawPut, assert_problem};
use crate::support::{Draft, HOUR, Recipient, TestServer, ok, problem, seal_request, soon, store_of};

async fn assert_nothing_arrived(server: &TestServer, draft: &Draft) {
    let arrived: PartsArrived = ok(server.arrived(draft).await).await;
    assert!(arrived.arrived.is_empty());
    assert!(!server.has_objects(draft.id));
}

#[tokio::test]
async fn a_body_that_stops_is_given_up() {
    // At this rate the whole body would have minutes.
    let server = TestServer::with(|config| {
        config.uploads.pace.idle = Duration::from_millis(100);
        config.uploads.pace.min_rate = 1;
    })
    .await;
    let draft = server.draft(100).await;
    let mut put = RawPut::begin(&server, &draft, 0).await;
    put.send(&draft.part(0)[..10]).await;
    assert_problem(&soon(put.answer()).await, ErrorCode::TooSlow);
    assert_nothing_arrived(&server, &draft).await;
}

#[tokio::test]
async fn a_body_that_trickles_is_given_up() {
    let server = TestServer::with(|config| config.uploads.pace.idle = Duration::from_millis(300)).await;
    let draft = server.draft(100).await;
    let mut put = RawPut::begin(&server, &draft, 0).await;
    let body = draft.part(0);
    // Each piece is in time for the pause, but the whole is not in time for the rate.
    let mut sent = 0;
    let first = loop {
        assert!(sent < body.len(), "the whole body was taken");
        put.send(&body[sent..sent + 1]).await;
        sent += 1;
        if let Ok(first) = tokio::time::timeout(Duration::from_millis(50), put.stream.read_u8()).await {
            break first.unwrap();
        }
    };
    let answer = char::from(first).to_string() + &put.answer().await;
    assert_problem(&answer, ErrorCode::TooSlow);
    assert_nothing_arrived(&server, &draft).await;
}

#[tokio::test]
async fn a_json_body_that_stops_is_given_up() {
    let server = TestServer::with(|config| config.uploads.pace.idle = Duration::from_millis(100)).await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let head = "POST /api/v1/shares HTTP/1.1\r\nhost: x\r\ncontent-length: 21\r\nconnection: close\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.unwrap();
    assert_problem(&RawPut { stream }.answer().await, ErrorCode::TooSlow);
}

#[tokio::test]
async fn a_body_that_ends_early_is_not_stored() {
    let server = TestServer::start().await;
    let draft = server.draft(100).await;
    let mut put = RawPut::begin(&server, &draft, 0).await;
    put.send(&draft.part(0)[..10]).await;
    put.stream.shutdown().await.unwrap();
    // Whatever the answer is, the connection ends.
    put.answer().await;
    assert_nothing_arrived(&server, &draft).await;
}

#[tokio::test]
async fn slow_bodies_keep_no_memory_from_others() {
    let server = TestServer::with(|config| {
        config.uploads.limits.memory = 8 << 20;
        config.uploads.limits.wait = Duration::from_secs(10);
    })
    .await;
    let draft = server.draft(9_000_000).await;
    // One of them holds all the memory, until it is wanted; the others are in files from the beginning.
    let mut slow = Vec::new();
    for _ in 0..20 {
        let mut put = RawPut::begin(&server, &draft, 0).await;
        put.send(&draft.part(0)[..100_000]).await;
        slow.push(put);
    }
    let response = soon(server.put(&draft, 1, draft.part(1)).send()).await.unwrap();
    assert_eq!(response.status(), 204);
    for mut put in slow {
        put.send(&draft.part(0)[100_000..]).await;
        assert!(put.answer().await.starts_with("HTTP/1.1 204"));
    }
    let stored = std::fs::read(server.objects(draft.id).join("0")).unwrap();
    assert!(stored == draft.part(0), "collected in a file, byte for byte");
}

#[tokio::test]
async fn a_part_that_gets_no_memory_in_time_may_come_again() {
    let bucket = Bucket::start();
    let relay = Relay::before(bucket.address, Meddling::Hold).await;
    let server = TestServer::with(|config| {
        config.data.store = store_of(bucket.flags_through(relay.address));
        config.uploads.limits.memory = 8 << 20;
        config.uploads.limits.wait = Duration::from_millis(300);
    })
    .await;
    let draft = server.draft(9_000_000).await;
    // It has arrived, and has all the memory for as long as the store does not take it.
    let stuck = tokio::spawn(server.put(&draft, 0, draft.part(0)).send());
    soon(relay.came()).await;
    let refused = soon(server.put(&draft, 1, draft.part(1)).send()).await.unwrap();
    assert_eq!(refused.headers()["retry-after"], "5");
    problem(refused, ErrorCode::Busy).await;
    let arrived: PartsArrived = ok(server.arrived(&draft).await).await;
    assert!(arrived.arrived.is_empty(), "{arrived:?}");

    relay.let_pass();
    assert_eq!(soon(stuck).await.unwrap().unwrap().status(), 204);
    assert_eq!(server.put(&draft, 1, draft.part(1)).send().await.unwrap().status(), 204);
    assert!(std::fs::read(bucket.objects().join(draft.id.to_string()).join("1")).unwrap() == draft.part(1));
}

#[tokio::test]
async fn a_part_that_arrives_after_the_erasure_is_not_kept() {
    let server = TestServer::start().await;
    let draft = server.draft(100).await;
    let mut put = RawPut::begin(&server, &draft, 0).await;
    put.send(&draft.part(0)[..10]).await;
    assert_eq!(server.erase(draft.id, &draft.upload_token.to_bearer()).await.status(), 200);
    put.send(&draft.part(0)[10..]).await;
    assert_problem(&put.answer().await, ErrorCode::UnknownShare);
    assert!(!server.objects(draft.id).join("0").exists());
}

#[tokio::test]
async fn a_part_that_arrives_after_the_sealing_harms_nothing() {
    let server = TestServer::start().await;
    let draft = server.draft(100).await;
    server.put_all(&draft).await;
    // The same bytes again: a retry whose first attempt was not lost after all.
    let mut put = RawPut::begin(&server, &draft, 0).await;
    put.send(&draft.part(0)[..10]).await;
    let (owner, recipient) = (OwnerSecret::random(), Recipient::random());
    let request = seal_request(&owner, [(&recipient, HOUR)].into_iter());
    let _: ShareSealed = ok(server.seal(draft.id, &draft.upload_token, &request).await).await;
    put.send(&draft.part(0)[10..]).await;
    let answer = put.answer().await;
    assert_problem(&answer, ErrorCode::AlreadySealed);
    let lease = server.opened(&recipient).await.lease;
    let content = server.content(&recipient, &lease).send().await.unwrap();
    assert_eq!(content.bytes().await.unwrap(), draft.bytes);
}
