//! The operator's policy (S24), told before an upload and enforced after it.

use phial_shared::api::{NewFactor, SendingRules, ServerConfig, ShareSealed};
use phial_shared::error_code::ErrorCode;
use phial_shared::factor::{FactorCost, FactorKind};
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

#[tokio::test]
async fn a_second_factor_is_asked_for_on_every_link() {
    let server = TestServer::with(|config| config.policy.rules.factor_required = true).await;
    let draft = server.draft(100).await;
    server.put_all(&draft).await;
    let (owner, link) = (OwnerSecret::random(), Recipient::random());
    let mut request = seal_request(&owner, [(&link, HOUR)].into_iter());
    problem(server.seal(draft.id, &draft.upload_token, &request).await, ErrorCode::FactorRequired).await;
    let cost = FactorCost::DEFAULT;
    request.links[0].factor = Some(NewFactor { kind: FactorKind::Passphrase, cost, max_tries: 5 });
    let _: ShareSealed = ok(server.seal(draft.id, &draft.upload_token, &request).await).await;
    // A link that is added later, too.
    let late = seal_request(&owner, [(&Recipient::random(), HOUR)].into_iter()).links.remove(0);
    let path = format!("/api/v1/shares/{}/links", draft.id);
    let request = server.post(&path).bearer_auth(&*owner.owner_token().to_bearer()).json(&late);
    problem(request.send().await.unwrap(), ErrorCode::FactorRequired).await;
}
