//! `GET /api/v1/links/{link}` and `POST …/open`.

use std::collections::HashSet;

use futures_util::future::join_all;
use phial::db::LANDINGS_APART;
use phial_shared::api::{LinkLimits, LinkOpened, LinkState};
use phial_shared::encoding::Sealed;
use phial_shared::error_code::{ErrorCode, Problem};
use phial_shared::events::EventKind;
use phial_shared::keys::{LeaseToken, LinkSecret};
use phial_shared::time::{Seconds, UnixSeconds};
use reqwest::{Method, StatusCode};

use crate::support::{HOUR, Recipient, START, TestServer, ok, problem, times};

fn stranger(recipient: &Recipient) -> Recipient {
    Recipient { id: recipient.id, secret: LinkSecret::random() }
}

#[tokio::test]
async fn opening_counts_and_gives_what_decrypting_needs() {
    let server = TestServer::start().await;
    let live = server.share(100, &[times(3)]).await;
    let opened = server.opened(&live.links[0]).await;
    assert_eq!(opened.share_id, live.id);
    assert_eq!(opened.lease_expires_at, UnixSeconds(START + 3600));
    assert_eq!(opened.wrapped_key, Sealed(vec![1; 60]));
    assert_eq!(opened.manifest, Sealed(vec![3; 1024]));
    assert_eq!(opened.ciphertext_len, live.bytes.len() as u64);
    assert_eq!((opened.expires_at, opened.opens_left), (UnixSeconds(START + 3600), Some(2)));
    assert_eq!(server.status(&live.links[0]).await.opens_left, Some(2));
}

#[tokio::test]
async fn a_held_lease_opens_again_without_counting() {
    let server = TestServer::start().await;
    let live = server.share(100, &[times(1)]).await;
    let first = server.opened(&live.links[0]).await;
    server.advance(3599);
    let held = Some(LeaseToken::from_bytes(*first.lease.as_bytes()));
    let again: LinkOpened = ok(server.open(&live.links[0], held).await).await;
    assert_eq!(again.lease.as_bytes(), first.lease.as_bytes());
    assert_eq!(again.lease_expires_at, first.lease_expires_at, "the window is fixed");
    assert_eq!(again.opens_left, Some(0));
    assert_eq!(server.owned(&live).await.links[0].opens, 1);
}

#[tokio::test]
async fn an_opening_whose_answer_was_lost_is_counted_once() {
    let server = TestServer::start().await;
    let live = server.share(100, &[times(1)]).await;
    let drawn = LeaseToken::random();
    let asked = || Some(LeaseToken::from_bytes(*drawn.as_bytes()));
    let lost: LinkOpened = ok(server.open(&live.links[0], asked()).await).await;
    let again: LinkOpened = ok(server.open(&live.links[0], asked()).await).await;
    for opened in [lost, again] {
        assert_eq!((opened.lease.as_bytes(), opened.opens_left), (drawn.as_bytes(), Some(0)));
    }
    problem(server.open(&live.links[0], None).await, ErrorCode::Exhausted).await;
}

#[tokio::test]
async fn a_lease_that_is_over_or_of_another_link_counts_like_none() {
    let server = TestServer::start().await;
    let day = LinkLimits { lifetime: Seconds::DAY, max_opens: Some(2) };
    let live = server.share(100, &[day, day]).await;
    let first = server.opened(&live.links[0]).await;
    let held = || Some(LeaseToken::from_bytes(*first.lease.as_bytes()));
    let other: LinkOpened = ok(server.open(&live.links[1], held()).await).await;
    assert_eq!(other.opens_left, Some(1));
    server.advance(3600);
    let again: LinkOpened = ok(server.open(&live.links[0], held()).await).await;
    assert_eq!(again.opens_left, Some(0));
    server.advance(3600);
    problem(server.open(&live.links[0], held()).await, ErrorCode::Exhausted).await;
}

#[tokio::test]
async fn as_many_leases_as_openings_however_many_ask_at_once() {
    for limit in [1, 7] {
        let server = TestServer::start().await;
        let live = server.share(100, &[times(limit)]).await;
        let responses = join_all((0..100).map(|_| server.open(&live.links[0], None))).await;
        let (mut leases, mut exhausted) = (HashSet::new(), 0);
        for response in responses {
            if response.status() == 200 {
                leases.insert(*ok::<LinkOpened>(response).await.lease.as_bytes());
            } else {
                problem(response, ErrorCode::Exhausted).await;
                exhausted += 1;
            }
        }
        assert_eq!((leases.len() as u32, exhausted), (limit, 100 - limit));
        let kinds = server.kinds(&live).await;
        let count = |kind| kinds.iter().filter(|found| **found == kind).count() as u32;
        assert_eq!((count(EventKind::Opened), count(EventKind::Exhausted)), (limit, 1));
    }
}

#[tokio::test]
async fn a_wrong_proof_takes_no_view_and_is_logged_a_hundred_times() {
    let server = TestServer::start().await;
    let live = server.share(100, &[times(1)]).await;
    let wrong = stranger(&live.links[0]);
    for _ in 0..110 {
        problem(server.open(&wrong, None).await, ErrorCode::WrongProof).await;
    }
    assert_eq!(server.status(&live.links[0]).await.opens_left, Some(1));
    let refused = server.kinds(&live).await.iter().filter(|kind| **kind == EventKind::Refused).count();
    assert_eq!(refused, 100);
    assert_eq!(server.opened(&live.links[0]).await.opens_left, Some(0));
    // The proof is looked at first: whether the link is over is for those who know its secret.
    problem(server.open(&wrong, None).await, ErrorCode::WrongProof).await;
}

#[tokio::test]
async fn a_wrong_proof_is_wrong_with_a_lease_as_well() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    let lease = server.opened(&live.links[0]).await.lease;
    problem(server.open(&stranger(&live.links[0]), Some(lease)).await, ErrorCode::WrongProof).await;
}

#[tokio::test]
async fn a_link_expires_at_its_second() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    server.advance(3599);
    server.opened(&live.links[0]).await;
    server.advance(1);
    problem(server.open(&live.links[0], None).await, ErrorCode::Expired).await;
    assert_eq!(server.status(&live.links[0]).await.state, LinkState::Expired);
}

#[tokio::test]
async fn exhausted_stays_exhausted_when_time_is_over() {
    let server = TestServer::start().await;
    let live = server.share(100, &[times(1)]).await;
    server.opened(&live.links[0]).await;
    for _ in 0..2 {
        problem(server.open(&live.links[0], None).await, ErrorCode::Exhausted).await;
        assert_eq!(server.status(&live.links[0]).await.state, LinkState::Exhausted);
        server.advance(3600);
    }
}

#[tokio::test]
async fn unknown_links_are_unknown() {
    let server = TestServer::start().await;
    let nobody = Recipient::random();
    problem(server.open(&nobody, None).await, ErrorCode::UnknownLink).await;
    for id in [nobody.id.to_string(), "x".to_owned()] {
        let response = server.get(&format!("/api/v1/links/{id}")).send().await.unwrap();
        problem(response, ErrorCode::UnknownLink).await;
    }
}

#[tokio::test]
async fn looking_counts_nothing() {
    let server = TestServer::start().await;
    let live = server.share(100, &[times(1)]).await;
    let before = server.events(&live).await.len();
    let id = live.links[0].id;
    for path in [
        format!("/s/{id}"),
        format!("/api/v1/links/{id}"),
        format!("/api/v1/links/{id}/open"),
        format!("/api/v1/links/{id}/content"),
        format!("/api/v1/links/{id}/events"),
    ] {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            server.request(method, &path).send().await.unwrap();
        }
    }
    for body in ["", "{}", r#"{"open_token":"x"}"#] {
        let response = server.post(&format!("/api/v1/links/{id}/open")).body(body).send().await.unwrap();
        let _: Problem = problem(response, ErrorCode::BadRequest).await;
    }
    // A token that nobody gave does not hide a visitor, and a lease of the link is none.
    let status = |token: LeaseToken| server.get(&format!("/api/v1/links/{id}")).bearer_auth(&*token.to_bearer());
    server.advance(LANDINGS_APART.0);
    assert_eq!(status(LeaseToken::random()).send().await.unwrap().status(), StatusCode::OK);
    assert_eq!(server.status(&live.links[0]).await.opens_left, Some(1));
    let said: Vec<_> = server.kinds(&live).await.split_off(before);
    assert_eq!(said, [EventKind::Landing; 2], "of many looks, one is logged");
    let lease = server.opened(&live.links[0]).await.lease;
    server.advance(LANDINGS_APART.0);
    status(lease).send().await.unwrap();
    assert_eq!(server.kinds(&live).await.pop(), Some(EventKind::Exhausted));
}
