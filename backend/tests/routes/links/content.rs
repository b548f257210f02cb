//! `GET /api/v1/links/{link}/content`.

use std::ops::Range;

use phial_shared::error_code::ErrorCode;
use phial_shared::keys::LeaseToken;
use phial_shared::layout::PART_LEN;

use crate::support::{HOUR, Live, Recipient, TestServer, problem, times};

const PART: u64 = PART_LEN as u64;

async fn opened(server: &TestServer, files_len: u64) -> (Live, LeaseToken) {
    let live = server.share(files_len, &[times(1)]).await;
    let lease = server.opened(&live.links[0]).await.lease;
    (live, lease)
}

async fn fetch(server: &TestServer, live: &Live, lease: &LeaseToken, header: &str, expected: Range<u64>) {
    let response = server.content(&live.links[0], lease).header("range", header).send().await.unwrap();
    assert_eq!(response.status(), 206, "{header}");
    let len = live.bytes.len();
    let content_range = format!("bytes {}-{}/{len}", expected.start, expected.end - 1);
    assert_eq!(response.headers()["content-range"], content_range, "{header}");
    assert_eq!(response.headers()["content-length"], (expected.end - expected.start).to_string());
    let body = response.bytes().await.unwrap();
    assert!(body == live.bytes[expected.start as usize..expected.end as usize], "{header}");
}

#[tokio::test]
async fn the_whole_content_is_streamed() {
    let server = TestServer::start().await;
    let (live, lease) = opened(&server, 20_000_000).await;
    let response = server.content(&live.links[0], &lease).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/octet-stream");
    assert_eq!(response.headers()["accept-ranges"], "bytes");
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert_eq!(response.headers()["content-length"], live.bytes.len().to_string());
    assert!(response.bytes().await.unwrap() == live.bytes);
}

#[tokio::test]
async fn any_range_any_number_of_times() {
    let server = TestServer::start().await;
    let (live, lease) = opened(&server, 20_000_000).await;
    let len = live.bytes.len() as u64;
    for _ in 0..2 {
        for (header, expected) in [
            ("bytes=0-0".to_owned(), 0..1),
            (format!("bytes={}-{}", PART - 1, PART), PART - 1..PART + 1),
            (format!("bytes={}-{}", PART, 2 * PART - 1), PART..2 * PART),
            (format!("bytes=5-{}", 2 * PART + 5), 5..2 * PART + 6),
            (format!("bytes={}-", len - 1), len - 1..len),
            (format!("bytes={}-{}", len - 1, u64::MAX), len - 1..len),
            ("bytes=-1".to_owned(), len - 1..len),
            (format!("bytes=-{}", len + 1), 0..len),
            ("bytes=100000-400000".to_owned(), 100_000..400_001),
        ] {
            fetch(&server, &live, &lease, &header, expected).await;
        }
    }
    assert_eq!(server.owned(&live).await.links[0].opens, 1);
}

#[tokio::test]
async fn ranges_outside_of_the_content_are_refused() {
    let server = TestServer::start().await;
    let (live, lease) = opened(&server, 100).await;
    let len = live.bytes.len();
    for header in [format!("bytes={len}-"), format!("bytes={len}-{len}"), "bytes=-0".to_owned()] {
        let response = server.content(&live.links[0], &lease).header("range", &header).send().await.unwrap();
        assert_eq!(response.headers()["content-range"], format!("bytes */{len}"));
        let problem = problem(response, ErrorCode::RangeNotSatisfiable).await;
        assert_eq!(problem.limit, Some(len as u64), "{header}");
    }
}

#[tokio::test]
async fn ranges_that_are_not_understood_are_ignored() {
    let server = TestServer::start().await;
    let (live, lease) = opened(&server, 100).await;
    for header in ["bytes=5-4", "bytes=x", "bytes=0-1,3-4", "items=0-1", "bytes=-"] {
        let response = server.content(&live.links[0], &lease).header("range", header).send().await.unwrap();
        assert_eq!(response.status(), 200, "{header}");
        assert_eq!(response.bytes().await.unwrap(), live.bytes);
    }
    let request = server.content(&live.links[0], &lease).header("range", "bytes=0-1").header("if-range", "\"x\"");
    assert_eq!(request.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_lease_ends_at_its_second_and_may_outlive_the_link() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    server.advance(3000);
    let lease = server.opened(&live.links[0]).await.lease;
    server.advance(3599);
    let response = server.content(&live.links[0], &lease).send().await.unwrap();
    assert_eq!(response.bytes().await.unwrap(), live.bytes);
    server.advance(1);
    problem(server.content(&live.links[0], &lease).send().await.unwrap(), ErrorCode::LeaseOver).await;
}

#[tokio::test]
async fn only_a_lease_of_this_link_is_let_in() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR, HOUR]).await;
    let lease = server.opened(&live.links[0]).await.lease;
    let random = LeaseToken::random();
    for (recipient, lease) in [(&live.links[1], &lease), (&live.links[0], &random)] {
        problem(server.content(recipient, lease).send().await.unwrap(), ErrorCode::LeaseOver).await;
    }
    let without = server.get(&format!("/api/v1/links/{}/content", live.links[0].id));
    problem(without.send().await.unwrap(), ErrorCode::LeaseOver).await;
    let nobody = Recipient::random();
    problem(server.content(&nobody, &lease).send().await.unwrap(), ErrorCode::UnknownLink).await;
    let without = server.get(&format!("/api/v1/links/{}/content", nobody.id));
    problem(without.send().await.unwrap(), ErrorCode::UnknownLink).await;
}

#[tokio::test]
async fn a_stored_part_that_is_damaged_does_not_pass_for_whole() {
    let server = TestServer::start().await;
    let (live, lease) = opened(&server, 9_000_000).await;
    let part = server.objects(live.id).join("1");
    let file = std::fs::OpenOptions::new().write(true).open(&part).unwrap();
    file.set_len(1000).unwrap();
    let response = server.content(&live.links[0], &lease).send().await.unwrap();
    assert!(response.bytes().await.is_err(), "too short");
    std::fs::remove_file(&part).unwrap();
    let response = server.content(&live.links[0], &lease).send().await.unwrap();
    assert!(response.bytes().await.is_err(), "missing");
}
