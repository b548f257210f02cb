//! `PUT /api/v1/shares/{share}/parts/{part}` and `GET …/parts`.

use phial_shared::api::PartsArrived;
use phial_shared::error_code::ErrorCode;
use phial_shared::ids::ShareId;
use phial_shared::keys::UploadToken;
use phial_shared::layout::PART_LEN;
use phial_testkit::bucket::Bucket;
use phial_testkit::relay::{Meddling, Relay};
use reqwest::{Body, Method};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::raw::assert_problem;
use crate::support::{HOUR, TestServer, ok, problem, soon, store_of};

/// Two parts: one full, and a shorter one.
const TWO_PARTS: u64 = 9_000_000;

#[tokio::test]
async fn parts_arrive_in_any_order_and_more_than_once() {
    let server = TestServer::start().await;
    let draft = server.draft(TWO_PARTS).await;
    for (part, expected) in [(1, vec![1]), (0, vec![0, 1]), (1, vec![0, 1])] {
        let response = server.put(&draft, part, draft.part(part)).send().await.unwrap();
        assert_eq!(response.status(), 204);
        let arrived: PartsArrived = ok(server.arrived(&draft).await).await;
        assert_eq!((arrived.part_count, arrived.arrived), (2, expected));
    }
    for part in 0..2 {
        let stored = std::fs::read(server.objects(draft.id).join(part.to_string())).unwrap();
        assert_eq!(stored, draft.part(part));
    }
}

#[tokio::test]
async fn a_part_has_its_exact_length() {
    let server = TestServer::start().await;
    let draft = server.draft(TWO_PARTS).await;
    let last = draft.part(1).len();
    for (part, len, right) in [
        (0, PART_LEN as usize - 1, PART_LEN as usize),
        (0, 1, PART_LEN as usize),
        (1, last - 1, last),
        (1, last + 1, last),
        (1, PART_LEN as usize, last),
    ] {
        let response = server.put(&draft, part, vec![0; len]).send().await.unwrap();
        let problem = problem(response, ErrorCode::PartLength).await;
        assert_eq!(problem.limit, Some(right as u64), "{part} {len}");
    }
    let arrived: PartsArrived = ok(server.arrived(&draft).await).await;
    assert!(arrived.arrived.is_empty());
    assert!(!server.has_objects(draft.id));
}

#[tokio::test]
async fn a_client_that_sends_too_much_sees_the_limit() {
    let server = TestServer::start().await;
    let draft = server.draft(TWO_PARTS).await;
    for len in [PART_LEN as usize + 1, 5 * PART_LEN as usize] {
        let response = server.put(&draft, 0, vec![0; len]).send().await.unwrap();
        let problem = problem(response, ErrorCode::BodyTooLarge).await;
        assert_eq!(problem.limit, Some(u64::from(PART_LEN)));
    }
}

/// What the server answers to the head of a request whose body never comes.
async fn answer_to_head(server: &TestServer, head: &str) -> String {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    soon(async {
        while !answer.ends_with(b"}") {
            assert!(stream.read_buf(&mut answer).await.unwrap() > 0, "{}", String::from_utf8_lossy(&answer));
        }
    })
    .await;
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn what_is_announced_to_be_too_much_is_refused_before_it_is_sent() {
    let server = TestServer::start().await;
    let draft = server.draft(TWO_PARTS).await;
    let head = |method: &str, path: &str, len: u64| {
        let token = draft.upload_token.to_bearer();
        format!(
            "{method} {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-length: {len}\r\n\r\n",
            *token
        )
    };
    let part = format!("/api/v1/shares/{}/parts/0", draft.id);
    for (method, path, len) in
        [("PUT", &*part, u64::from(PART_LEN) + 1), ("PUT", &part, 1 << 50), ("POST", "/api/v1/shares", 1 << 30)]
    {
        assert_problem(&answer_to_head(&server, &head(method, path, len)).await, ErrorCode::BodyTooLarge);
    }
    let arrived: PartsArrived = ok(server.arrived(&draft).await).await;
    assert!(arrived.arrived.is_empty());
}

#[tokio::test]
async fn a_part_that_changes_on_its_way_to_the_bucket_has_not_arrived() {
    let bucket = Bucket::start();
    let relay = Relay::before(bucket.address, Meddling::Change(7)).await;
    let server = TestServer::with(|config| config.data.store = store_of(bucket.flags_through(relay.address))).await;
    let draft = server.draft(100_000).await;
    assert!(draft.part(0).contains(&7));
    let refused = soon(server.put(&draft, 0, draft.part(0)).send()).await.unwrap();
    assert!(refused.status().is_server_error(), "{}", refused.status());
    let arrived: PartsArrived = ok(server.arrived(&draft).await).await;
    assert!(arrived.arrived.is_empty());
    assert!(!bucket.objects().join(draft.id.to_string()).join("0").exists());
}

#[tokio::test]
async fn the_length_must_be_announced() {
    let server = TestServer::start().await;
    let draft = server.draft(100).await;
    let chunks = futures_util::stream::iter([Ok::<_, std::io::Error>(draft.part(0))]);
    let response = server.put(&draft, 0, Vec::new()).body(Body::wrap_stream(chunks)).send().await.unwrap();
    problem(response, ErrorCode::LengthRequired).await;
}

#[tokio::test]
async fn there_is_no_part_beyond_the_last() {
    let server = TestServer::start().await;
    let draft = server.draft(TWO_PARTS).await;
    let parts = format!("/api/v1/shares/{}/parts", draft.id);
    for part in ["2", "4294967295", "4294967296", "-1", "x", "0x0"] {
        let request = server.request(Method::PUT, &format!("{parts}/{part}")).body(vec![0; 10]);
        let response = request.bearer_auth(&*draft.upload_token.to_bearer()).send().await.unwrap();
        let problem = problem(response, ErrorCode::PartOutOfRange).await;
        assert_eq!(problem.limit, Some(2), "{part}");
    }
}

#[tokio::test]
async fn only_the_upload_token_is_let_in() {
    let server = TestServer::start().await;
    let draft = server.draft(100).await;
    let path = format!("/api/v1/shares/{}/parts", draft.id);
    let other = UploadToken::random().to_bearer();
    for (method, path) in [(Method::GET, path.clone()), (Method::PUT, format!("{path}/0"))] {
        let request = || server.request(method.clone(), &path).body(draft.part(0));
        problem(request().send().await.unwrap(), ErrorCode::Forbidden).await;
        problem(request().bearer_auth(&*other).send().await.unwrap(), ErrorCode::Forbidden).await;
        problem(request().bearer_auth("short").send().await.unwrap(), ErrorCode::Forbidden).await;
        let basic = request().header("authorization", format!("Basic {}", &*draft.upload_token.to_bearer()));
        problem(basic.send().await.unwrap(), ErrorCode::Forbidden).await;
    }
}

#[tokio::test]
async fn an_unknown_share_has_no_parts() {
    let server = TestServer::start().await;
    for id in [ShareId::random().to_string(), "x".to_owned()] {
        let request = server.request(Method::PUT, &format!("/api/v1/shares/{id}/parts/0")).body(vec![0; 56]);
        let response = request.bearer_auth(&*UploadToken::random().to_bearer()).send().await.unwrap();
        problem(response, ErrorCode::UnknownShare).await;
    }
}

#[tokio::test]
async fn a_sealed_share_takes_no_parts() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    let path = format!("/api/v1/shares/{}/parts", live.id);
    for (method, path) in [(Method::GET, path.clone()), (Method::PUT, format!("{path}/0"))] {
        let request = server.request(method, &path).bearer_auth(&*live.upload_token.to_bearer());
        problem(request.body(live.bytes.clone()).send().await.unwrap(), ErrorCode::AlreadySealed).await;
    }
}
