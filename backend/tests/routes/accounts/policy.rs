//! The operator's policy (S24), told before an upload and enforced after it.

use phial_shared::api::{SendingRules, ServerConfig, ShareSealed};
use phial_shared::error_code::ErrorCode;
use phial_shared::keys::OwnerSecret;
use phial_shared::time::Seconds;

use crate::support::{HOUR, Recipient, TestServer, ok, problem, seal_request};

#[tokio::test]
async fn the_rules_are_told_before_anything_is_sent() {
    let rules = SendingRules {
        default_lifetime: Some(Seconds::DAY),
        default_opens: Some(2),
        factor_required: true,
        purpose_required: true,
        neutral_notice: true,
    };
    let server = TestServer::with(|config| config.policy.rules = rules).await;
    let config: ServerConfig = ok(server.get("/api/v1/config").send().await.unwrap()).await;
    assert_eq!(config.rules, rules);
}

#[tokio::test]
async fn a_purpose_is_asked_for() {
    let server = TestServer::with(|config| config.policy.rules.purpose_required = true).await;
    let draft = server.draft(100).await;
    server.put_all(&draft).await;
    let (owner, link) = (OwnerSecret::random(), Recipient::random());
    let mut request = seal_request(&owner, [(&link, HOUR)].into_iter());
    problem(server.seal(draft.id, &draft.upload_token, &request).await, ErrorCode::PurposeRequired).await;
    request.purpose_given = true;
    let _: ShareSealed = ok(server.seal(draft.id, &draft.upload_token, &request).await).await;
}
