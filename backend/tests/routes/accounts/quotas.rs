//! What one account may have stored.

use phial_shared::api::{CreateShare, Role, SendersMode, ShareCreated};
use phial_shared::error_code::ErrorCode;
use phial_shared::keys::SessionToken;
use phial_shared::layout::Layout;
use reqwest::{Response, StatusCode};

use crate::support::{TestServer, ok, problem};

async fn create(server: &TestServer, token: &SessionToken) -> Response {
    let request = CreateShare { ciphertext_len: Layout::of_files(100).unwrap().ciphertext_len() };
    server.post("/api/v1/shares").bearer_auth(&*token.to_bearer()).json(&request).send().await.unwrap()
}

#[tokio::test]
async fn an_account_fills_its_own_quota_and_not_that_of_others() {
    let len = Layout::of_files(100).unwrap().ciphertext_len();
    let by_number = |config: &mut phial::config::ServeConfig| config.limits.service.quotas.account.shares = Some(2);
    let by_bytes =
        |config: &mut phial::config::ServeConfig| config.limits.service.quotas.account.bytes = Some(3 * len - 1);
    for limit in [&by_number as &dyn Fn(&mut _), &by_bytes] {
        let server = TestServer::with(|config| {
            config.senders.mode = SendersMode::Invite;
            limit(config);
        });
        let server = server.await;
        let ((_, one), (_, other)) = (server.token(&[Role::Sender]).await, server.token(&[Role::Sender]).await);
        let first: ShareCreated = ok(create(&server, &one).await).await;
        assert_eq!(create(&server, &one).await.status(), StatusCode::CREATED);
        problem(create(&server, &one).await, ErrorCode::QuotaExceeded).await;
        assert_eq!(create(&server, &other).await.status(), StatusCode::CREATED);
        let erased = server.erase(first.share_id, &first.upload_token.to_bearer()).await;
        assert_eq!(erased.status(), StatusCode::OK);
        assert_eq!(create(&server, &one).await.status(), StatusCode::CREATED);
        problem(create(&server, &one).await, ErrorCode::QuotaExceeded).await;
    }
}

#[tokio::test]
async fn what_an_account_is_refused_takes_nothing_of_the_whole() {
    let server = TestServer::with(|config| {
        config.senders.mode = SendersMode::Invite;
        config.limits.service.quotas.account.shares = Some(1);
        config.limits.service.quotas.server.shares = Some(2);
    });
    let server = server.await;
    let ((_, one), (_, other)) = (server.token(&[Role::Sender]).await, server.token(&[Role::Sender]).await);
    assert_eq!(create(&server, &one).await.status(), StatusCode::CREATED);
    for _ in 0..3 {
        problem(create(&server, &one).await, ErrorCode::QuotaExceeded).await;
    }
    assert_eq!(create(&server, &other).await.status(), StatusCode::CREATED);
}
