//! `POST /api/v1/links/{link}/events`.

use phial_shared::api::ReportKind;
use phial_shared::error_code::ErrorCode;
use phial_shared::events::EventKind;
use phial_shared::keys::LeaseToken;

use crate::support::{HOUR, TestServer, problem};

#[tokio::test]
async fn what_the_recipient_did_is_on_the_log() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    let lease = server.opened(&live.links[0]).await.lease;
    for (kind, file) in [(ReportKind::Viewed, 0), (ReportKind::Saved, 7)] {
        let response = server.report(&live.links[0], &lease, kind, file).send().await.unwrap();
        assert_eq!(response.status(), 204);
    }
    let events = server.events(&live).await;
    let link = Some(live.links[0].id.to_ref());
    let told: Vec<_> = events[3..].iter().map(|event| (event.kind, event.file, event.link)).collect();
    assert_eq!(told, [(EventKind::Viewed, Some(0), link), (EventKind::Saved, Some(7), link)]);
}

#[tokio::test]
async fn only_a_live_lease_reports() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    let lease = server.opened(&live.links[0]).await.lease;
    let report = |lease: &LeaseToken| server.report(&live.links[0], lease, ReportKind::Viewed, 0);
    problem(report(&LeaseToken::random()).send().await.unwrap(), ErrorCode::LeaseOver).await;
    let without = server.post(&format!("/api/v1/links/{}/events", live.links[0].id));
    let without = without.body(r#"{"kind":"viewed","file":0}"#).send().await.unwrap();
    problem(without, ErrorCode::LeaseOver).await;
    for body in [r#"{"kind":"opened","file":0}"#, r#"{"kind":"viewed","file":-1}"#, r#"{"kind":"viewed"}"#] {
        problem(report(&lease).body(body).send().await.unwrap(), ErrorCode::BadRequest).await;
    }
    server.erase(live.id, &live.owner_token()).await;
    problem(report(&lease).send().await.unwrap(), ErrorCode::Revoked).await;
    server.advance(3600);
    problem(report(&lease).send().await.unwrap(), ErrorCode::Revoked).await;
    assert_eq!(server.kinds(&live).await.last(), Some(&EventKind::Erased));
}
