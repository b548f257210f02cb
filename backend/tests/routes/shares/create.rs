//! `POST /api/v1/shares`.

use phial_shared::api::{CreateShare, MAX_JSON_BODY, ShareCreated};
use phial_shared::error_code::ErrorCode;
use phial_shared::layout::{Layout, PART_LEN};
use reqwest::Response;

use crate::support::{TestServer, ok, problem};

async fn create(server: &TestServer, ciphertext_len: u64) -> Response {
    server.post("/api/v1/shares").json(&CreateShare { ciphertext_len }).send().await.unwrap()
}

#[tokio::test]
async fn a_share_is_announced() {
    let server = TestServer::start().await;
    let len = Layout::of_files(9_000_000).unwrap().ciphertext_len();
    let response = create(&server, len).await;
    assert_eq!(response.status(), 201);
    let created: ShareCreated = ok(response).await;
    assert_eq!((created.part_len, created.part_count), (PART_LEN, 2));
    let again: ShareCreated = ok(create(&server, len).await).await;
    assert_ne!(created.share_id, again.share_id);
    assert_ne!(created.upload_token.as_bytes(), again.upload_token.as_bytes());
}

#[tokio::test]
async fn the_largest_share_is_accepted_and_the_next_is_not() {
    let server = TestServer::start().await;
    let largest = Layout::of_files(32 << 20).unwrap().ciphertext_len();
    assert_eq!(create(&server, largest).await.status(), 201);
    for len in [largest + 1, Layout::of_files((32 << 20) + 1).unwrap().ciphertext_len(), u64::MAX] {
        let problem = problem(create(&server, len).await, ErrorCode::ShareTooLarge).await;
        assert_eq!(problem.limit, Some(largest));
    }
}

#[tokio::test]
async fn lengths_of_no_padded_archive_are_refused() {
    let server = TestServer::start().await;
    for len in [0, 1, 55, 65, Layout::of_stream(1_000_001).unwrap().ciphertext_len()] {
        problem(create(&server, len).await, ErrorCode::BadLength).await;
    }
    assert_eq!(create(&server, 56).await.status(), 201);
}

#[tokio::test]
async fn what_is_not_the_request_is_refused() {
    let server = TestServer::start().await;
    for body in ["", "{", "[]", "{}", r#"{"ciphertext_len":-1}"#, r#"{"ciphertext_len":"56"}"#] {
        let response = server.post("/api/v1/shares").body(body).send().await.unwrap();
        problem(response, ErrorCode::BadRequest).await;
    }
}

#[tokio::test]
async fn json_is_bounded() {
    let server = TestServer::start().await;
    let request = r#"{"ciphertext_len":56}"#;
    let padded = |len: usize| request.to_owned() + &" ".repeat(len - request.len());
    let response = server.post("/api/v1/shares").body(padded(MAX_JSON_BODY)).send().await.unwrap();
    assert_eq!(response.status(), 201);
    let announced = server.post("/api/v1/shares").body(padded(MAX_JSON_BODY + 1));
    let chunked =
        reqwest::Body::wrap_stream(futures_util::stream::iter([Ok::<_, std::io::Error>(padded(MAX_JSON_BODY + 1))]));
    for request in [announced, server.post("/api/v1/shares").body(chunked)] {
        let problem = problem(request.send().await.unwrap(), ErrorCode::BodyTooLarge).await;
        assert_eq!(problem.limit, Some(MAX_JSON_BODY as u64));
    }
}
