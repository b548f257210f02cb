//! Counting is exact however many open at once, and a lease outlives the server's process.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use phial_e2e::api::Upload;
use phial_e2e::server::Server;
use phial_shared::api::{LinkOpened, LinkStatus, OpenLink};
use phial_shared::error_code::{ErrorCode, Problem};
use phial_shared::keys::OpenToken;
use phial_shared::time::Seconds;
use tokio::task::JoinSet;

async fn leases_of_100_parallel_opens(limit: u32) -> usize {
    let server = Server::start(&[]).await;
    let upload = std::sync::Arc::new(Upload::complete(&server.origin(), 1000, Seconds::HOUR, Some(limit)).await);
    let mut opening = JoinSet::new();
    for _ in 0..100 {
        let upload = upload.clone();
        opening.spawn(async move { upload.open().await });
    }
    let mut leases = Vec::new();
    while let Some(answer) = opening.join_next().await {
        let answer = answer.unwrap();
        if answer.status() == 200 {
            leases.push(answer.json::<LinkOpened>().await.unwrap());
        } else {
            assert_eq!(answer.json::<Problem>().await.unwrap().code, ErrorCode::Exhausted);
        }
    }
    for lease in &leases {
        assert!(upload.content_is_whole(lease).await);
    }
    leases.len()
}

#[tokio::test]
async fn a_hundred_parallel_opens_of_one_view_give_one_lease() {
    assert_eq!(leases_of_100_parallel_opens(1).await, 1);
}

#[tokio::test]
async fn a_hundred_parallel_opens_of_seven_views_give_seven_leases() {
    assert_eq!(leases_of_100_parallel_opens(7).await, 7);
}

#[tokio::test]
async fn a_lease_is_resumable_and_survives_a_restart() {
    let mut server = Server::start(&[]).await;
    let upload = Upload::complete(&server.origin(), 20 << 20, Seconds::HOUR, Some(1)).await;
    let opened: LinkOpened = upload.open().await.json().await.unwrap();
    for _ in 0..2 {
        assert!(upload.content_is_whole(&opened).await);
        server.kill();
        server.start_again().await;
    }
    assert!(upload.content_is_whole(&opened).await);
    assert_eq!(upload.open().await.status(), 410, "the restart gave no view back");
}

#[tokio::test]
async fn a_wrong_proof_takes_no_view() {
    let server = Server::start(&[]).await;
    let upload = Upload::complete(&server.origin(), 1000, Seconds::HOUR, Some(1)).await;
    let url = format!("{}/api/v1/links/{}/open", server.origin(), upload.link_id);
    for _ in 0..5 {
        let wrong = OpenLink { open_token: OpenToken::from_bytes([0; 32]), lease: None };
        let answer = reqwest::Client::new().post(&url).json(&wrong).send().await.unwrap();
        assert_eq!(answer.json::<Problem>().await.unwrap().code, ErrorCode::WrongProof);
    }
    assert_eq!(upload.open().await.status(), 200);
}

#[tokio::test]
async fn looking_at_a_link_counts_nothing() {
    let server = Server::start(&[]).await;
    let upload = Upload::complete(&server.origin(), 1000, Seconds::HOUR, Some(1)).await;
    let agents = [
        "WhatsApp/2.23.20.0",
        "facebookexternalhit/1.1",
        "TelegramBot (like TwitterBot)",
        "SkypeUriPreview",
        "Mozilla/5.0",
    ];
    let client = reqwest::Client::new();
    for agent in agents {
        let page = format!("{}/s/{}", server.origin(), upload.link_id);
        assert_eq!(client.get(&page).header("user-agent", agent).send().await.unwrap().status(), 200);
        assert_eq!(client.head(&page).header("user-agent", agent).send().await.unwrap().status(), 200);
        let state = format!("{}/api/v1/links/{}", server.origin(), upload.link_id);
        assert_eq!(client.get(&state).header("user-agent", agent).send().await.unwrap().status(), 200);
        assert!(!client.head(&state).header("user-agent", agent).send().await.unwrap().status().is_server_error());
        for tail in ["/open", "/content"] {
            let url = format!("{}/api/v1/links/{}{tail}", server.origin(), upload.link_id);
            assert!(client.get(&url).header("user-agent", agent).send().await.unwrap().status().is_client_error());
        }
    }
    let status: LinkStatus = upload.status().await.json().await.unwrap();
    assert_eq!(status.opens_left, Some(1));
    assert_eq!(upload.open().await.status(), 200);
}
