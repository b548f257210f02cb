//! `POST /api/v1/shares/{share}/links`, `PATCH` and `DELETE …/links/{link}`.

use futures_util::future::join_all;
use phial_shared::api::{ChangeLink, LinkLimits, LinkState, MAX_LINKS, NewLink, OwnedLink};
use phial_shared::encoding::Sealed;
use phial_shared::error_code::ErrorCode;
use phial_shared::events::{Actor, EventKind};
use phial_shared::ids::{LinkId, LinkRef, ShareId};
use phial_shared::keys::OwnerSecret;
use phial_shared::time::{Seconds, UnixSeconds};
use reqwest::{Method, Response};

use crate::support::{HOUR, Live, Recipient, START, TestServer, new_link, ok, problem, times};

async fn add(server: &TestServer, live: &Live, link: &NewLink) -> Response {
    let path = format!("/api/v1/shares/{}/links", live.id);
    server.post(&path).bearer_auth(&*live.owner_token()).json(link).send().await.unwrap()
}

async fn change(server: &TestServer, live: &Live, link: LinkRef, change: &ChangeLink) -> Response {
    let path = format!("/api/v1/shares/{}/links/{link}", live.id);
    server.request(Method::PATCH, &path).bearer_auth(&*live.owner_token()).json(change).send().await.unwrap()
}

async fn revoke(server: &TestServer, live: &Live, link: LinkRef) -> Response {
    let path = format!("/api/v1/shares/{}/links/{link}", live.id);
    server.request(Method::DELETE, &path).bearer_auth(&*live.owner_token()).send().await.unwrap()
}

fn lifetime(seconds: u64) -> ChangeLink {
    ChangeLink { lifetime: Some(Seconds(seconds)), ..ChangeLink::default() }
}

fn opens(max: Option<u32>) -> ChangeLink {
    ChangeLink { max_opens: Some(max), ..ChangeLink::default() }
}

fn locked(locked: bool) -> ChangeLink {
    ChangeLink { locked: Some(locked), ..ChangeLink::default() }
}

#[tokio::test]
async fn a_link_is_added_later_and_once() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    let recipient = Recipient::random();
    let link = new_link(&recipient, times(2));
    server.advance(60);
    let added: OwnedLink = ok(add(&server, &live, &link).await).await;
    assert_eq!((added.link, added.expires_at), (recipient.id.to_ref(), UnixSeconds(START + 3660)));
    server.advance(60);
    assert_eq!(ok::<OwnedLink>(add(&server, &live, &link).await).await, added, "the same request again");
    assert_eq!(server.opened(&recipient).await.opens_left, Some(1));
    let other = NewLink { wrapped_key: Sealed(vec![9; 60]), ..link.clone() };
    problem(add(&server, &live, &other).await, ErrorCode::LinkExists).await;
    let elsewhere = server.share(100, &[HOUR]).await;
    problem(add(&server, &elsewhere, &link).await, ErrorCode::LinkExists).await;
    assert_eq!(server.owned(&live).await.links.len(), 2);
    let events = server.events(&live).await;
    assert_eq!(
        (events[2].kind, events[2].link, events[2].by),
        (EventKind::LinkAdded, Some(added.link), Some(Actor::Owner))
    );
    assert_eq!(events.len(), 4);
}

#[tokio::test]
async fn as_many_links_as_a_share_may_have_however_many_are_added_at_once() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    let links: Vec<_> = (0..MAX_LINKS + 10).map(|_| new_link(&Recipient::random(), HOUR)).collect();
    let mut added = 0;
    for response in join_all(links.iter().map(|link| add(&server, &live, link))).await {
        if response.status().is_success() {
            added += 1;
        } else {
            assert_eq!(problem(response, ErrorCode::LimitNotAllowed).await.limit, Some(MAX_LINKS as u64));
        }
    }
    assert_eq!((added, server.owned(&live).await.links.len()), (MAX_LINKS - 1, MAX_LINKS));
}

#[tokio::test]
async fn a_link_outside_of_the_policy_is_not_added() {
    let server = TestServer::with(|config| config.policy.max_opens = Some(5)).await;
    let live = server.share(100, &[times(1)]).await;
    let link = new_link(&Recipient::random(), times(1));
    let with = |limits: LinkLimits| NewLink { limits, ..link.clone() };
    for limits in [
        times(0),
        times(6),
        HOUR,
        LinkLimits { lifetime: Seconds(0), max_opens: Some(1) },
        LinkLimits { lifetime: Seconds(30 * 86_400 + 1), max_opens: Some(1) },
    ] {
        problem(add(&server, &live, &with(limits)).await, ErrorCode::LimitNotAllowed).await;
    }
    problem(add(&server, &live, &NewLink { wrapped_key: Sealed(vec![]), ..link.clone() }).await, ErrorCode::BadRequest)
        .await;
    assert_eq!(server.owned(&live).await.links.len(), 1);
}

#[tokio::test]
async fn only_the_owner_changes_links() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    let other = server.share(100, &[HOUR]).await;
    let link = live.links[0].id.to_ref();
    let token = other.owner_token();
    let path = format!("/api/v1/shares/{}/links", live.id);
    for token in [&*token, &*live.upload_token.to_bearer(), &*OwnerSecret::random().owner_token().to_bearer(), "x"] {
        let post = server.post(&path).json(&new_link(&Recipient::random(), HOUR));
        let patch = server.request(Method::PATCH, &format!("{path}/{link}")).json(&locked(true));
        let delete = server.request(Method::DELETE, &format!("{path}/{link}"));
        for request in [post, patch, delete] {
            problem(request.bearer_auth(token).send().await.unwrap(), ErrorCode::Forbidden).await;
        }
    }
    problem(change(&server, &other, link, &locked(true)).await, ErrorCode::UnknownLink).await;
    problem(revoke(&server, &other, link).await, ErrorCode::UnknownLink).await;
    problem(revoke(&server, &live, LinkId::random().to_ref()).await, ErrorCode::UnknownLink).await;
    let nowhere = Live { id: ShareId::random(), ..other };
    problem(revoke(&server, &nowhere, link).await, ErrorCode::UnknownShare).await;
    assert_eq!(server.status(&live.links[0]).await.state, LinkState::Live);
}

#[tokio::test]
async fn an_expired_link_is_revived_while_its_share_lives() {
    let server = TestServer::start().await;
    let day = LinkLimits { lifetime: Seconds::DAY, max_opens: None };
    let live = server.share(100, &[HOUR, day]).await;
    let link = live.links[0].id.to_ref();
    server.advance(3600);
    server.sweep().await;
    problem(server.open(&live.links[0], None).await, ErrorCode::Expired).await;
    let owned: OwnedLink = ok(change(&server, &live, link, &lifetime(60)).await).await;
    assert_eq!((owned.state, owned.expires_at), (LinkState::Live, UnixSeconds(START + 3660)));
    server.opened(&live.links[0]).await;
    ok::<OwnedLink>(change(&server, &live, link, &lifetime(30)).await).await;
    server.advance(30);
    server.sweep().await;
    let told: Vec<_> =
        server.events(&live).await[2..].iter().map(|event| (event.kind, event.by, event.limit)).collect();
    let (owner, swept) = (Some(Actor::Owner), Some(Actor::Server));
    assert_eq!(
        told,
        [
            (EventKind::Expired, swept, None),
            (EventKind::Extended, owner, Some(START + 3660)),
            (EventKind::Opened, None, None),
            (EventKind::Shortened, owner, Some(START + 3630)),
            (EventKind::Expired, swept, None),
        ]
    );
    problem(change(&server, &live, link, &lifetime(30 * 86_400 + 1)).await, ErrorCode::LimitNotAllowed).await;
    problem(change(&server, &live, link, &lifetime(0)).await, ErrorCode::LimitNotAllowed).await;
    server.erase(live.id, &live.owner_token()).await;
    problem(change(&server, &live, link, &lifetime(60)).await, ErrorCode::Revoked).await;
    problem(add(&server, &live, &new_link(&Recipient::random(), HOUR)).await, ErrorCode::Revoked).await;
}

#[tokio::test]
async fn openings_are_raised_and_lowered_but_never_below_what_was_counted() {
    let server = TestServer::start().await;
    let live = server.share(100, &[times(1), HOUR]).await;
    let link = live.links[0].id.to_ref();
    server.opened(&live.links[0]).await;
    let raised: OwnedLink = ok(change(&server, &live, link, &opens(Some(3))).await).await;
    assert_eq!((raised.state, raised.max_opens, raised.opens), (LinkState::Live, Some(3), 1));
    assert_eq!(server.opened(&live.links[0]).await.opens_left, Some(1));
    let lowered: OwnedLink = ok(change(&server, &live, link, &opens(Some(1))).await).await;
    assert_eq!((lowered.state, lowered.max_opens, lowered.opens), (LinkState::Exhausted, Some(2), 2));
    problem(server.open(&live.links[0], None).await, ErrorCode::Exhausted).await;
    let endless: OwnedLink = ok(change(&server, &live, link, &opens(None)).await).await;
    assert_eq!((endless.state, endless.max_opens), (LinkState::Live, None));
    problem(change(&server, &live, link, &opens(Some(0))).await, ErrorCode::LimitNotAllowed).await;
    let told: Vec<_> = server.events(&live).await[2..].iter().map(|event| (event.kind, event.limit)).collect();
    assert_eq!(
        told,
        [
            (EventKind::Opened, None),
            (EventKind::Exhausted, None),
            (EventKind::OpensRaised, Some(3)),
            (EventKind::Opened, None),
            (EventKind::OpensLowered, Some(2)),
            (EventKind::Exhausted, None),
            (EventKind::OpensRaised, None),
        ]
    );
}

#[tokio::test]
async fn a_change_that_changes_nothing_is_not_logged() {
    let server = TestServer::start().await;
    let live = server.share(100, &[times(3)]).await;
    let link = live.links[0].id.to_ref();
    let same =
        ChangeLink { lifetime: Some(Seconds::HOUR), max_opens: Some(Some(3)), locked: Some(false), reset_tries: true };
    for nothing in [same, ChangeLink::default()] {
        ok::<OwnedLink>(change(&server, &live, link, &nothing).await).await;
    }
    assert_eq!(server.kinds(&live).await, [EventKind::Created, EventKind::Sealed]);
}

#[tokio::test]
async fn a_locked_link_and_its_leases_rest_until_it_is_unlocked() {
    let server = TestServer::start().await;
    let live = server.share(100, &[times(3), HOUR]).await;
    let link = live.links[0].id.to_ref();
    let lease = server.opened(&live.links[0]).await.lease;
    let owned: OwnedLink = ok(change(&server, &live, link, &locked(true)).await).await;
    assert_eq!((owned.state, owned.locked), (LinkState::Locked, true));
    problem(server.open(&live.links[0], None).await, ErrorCode::Locked).await;
    problem(server.content(&live.links[0], &lease).send().await.unwrap(), ErrorCode::Locked).await;
    let report = server.report(&live.links[0], &lease, phial_shared::api::ReportKind::Viewed, 0);
    problem(report.send().await.unwrap(), ErrorCode::Locked).await;
    assert_eq!(server.status(&live.links[0]).await.state, LinkState::Locked);
    server.opened(&live.links[1]).await;
    ok::<OwnedLink>(change(&server, &live, link, &locked(false)).await).await;
    assert_eq!(server.content(&live.links[0], &lease).send().await.unwrap().bytes().await.unwrap(), live.bytes);
    assert_eq!(server.opened(&live.links[0]).await.opens_left, Some(1));
    let kinds = server.kinds(&live).await;
    assert_eq!(kinds.iter().filter(|kind| matches!(kind, EventKind::Locked | EventKind::Unlocked)).count(), 2);
    // A locked link keeps its share alive until its time is over.
    ok::<OwnedLink>(change(&server, &live, link, &locked(true)).await).await;
    ok::<OwnedLink>(revoke(&server, &live, live.links[1].id.to_ref()).await).await;
    server.advance(3599);
    assert_eq!(server.sweep().await.erased, 0);
    server.advance(1);
    assert_eq!(server.sweep().await.erased, 1);
}

#[tokio::test]
async fn one_link_is_taken_back_and_the_others_live() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR, HOUR]).await;
    let (first, second) = (server.opened(&live.links[0]).await.lease, server.opened(&live.links[1]).await.lease);
    let link = live.links[0].id.to_ref();
    for _ in 0..2 {
        let owned: OwnedLink = ok(revoke(&server, &live, link).await).await;
        assert_eq!(owned.state, LinkState::Revoked);
    }
    problem(server.open(&live.links[0], None).await, ErrorCode::Revoked).await;
    problem(server.content(&live.links[0], &first).send().await.unwrap(), ErrorCode::Revoked).await;
    problem(change(&server, &live, link, &lifetime(60)).await, ErrorCode::Revoked).await;
    assert_eq!(server.content(&live.links[1], &second).send().await.unwrap().status(), 200);
    let events = server.events(&live).await;
    let revoked: Vec<_> = events.iter().filter(|event| event.kind == EventKind::Revoked).collect();
    assert_eq!(revoked.len(), 1);
    assert_eq!((revoked[0].link, revoked[0].by), (Some(link), Some(Actor::Owner)));
}

#[tokio::test]
async fn a_download_ends_with_the_part_in_which_its_link_is_taken_back() {
    use futures_util::StreamExt;
    let server = TestServer::start().await;
    let live = server.share(30_000_000, &[HOUR]).await;
    let lease = server.opened(&live.links[0]).await.lease;
    let mut body = server.content(&live.links[0], &lease).send().await.unwrap().bytes_stream();
    let mut received = body.next().await.unwrap().unwrap().len();
    ok::<OwnedLink>(revoke(&server, &live, live.links[0].id.to_ref()).await).await;
    let ended = loop {
        match body.next().await {
            Some(Ok(piece)) => received += piece.len(),
            Some(Err(_)) => break true,
            None => break false,
        }
    };
    assert!(ended && received < live.bytes.len(), "{received}");
}

#[tokio::test]
async fn an_opening_comes_before_or_after_the_taking_back_never_between() {
    let server = TestServer::start().await;
    for _ in 0..10 {
        let live = server.share(100, &[HOUR]).await;
        let link = live.links[0].id.to_ref();
        let opening = join_all((0..8).map(|_| server.open(&live.links[0], None)));
        let (openings, revoked) = tokio::join!(opening, revoke(&server, &live, link));
        ok::<OwnedLink>(revoked).await;
        let opened = openings.iter().filter(|response| response.status() == 200).count();
        let kinds = server.kinds(&live).await;
        assert_eq!(kinds.last(), Some(&EventKind::Revoked), "nothing is opened after it");
        assert_eq!(kinds.iter().filter(|kind| **kind == EventKind::Opened).count(), opened);
    }
}

#[tokio::test]
async fn an_extension_comes_before_or_after_the_sweep_never_between() {
    let server = TestServer::start().await;
    let mut both = [0, 0];
    for round in 0..20 {
        let live = server.share(100, &[HOUR]).await;
        server.advance(3600);
        let extend = async {
            if round % 2 == 0 {
                tokio::task::yield_now().await;
            }
            change(&server, &live, live.links[0].id.to_ref(), &lifetime(60)).await
        };
        let (_, extended) = tokio::join!(server.sweep(), extend);
        let state = server.status(&live.links[0]).await.state;
        if extended.status().is_success() {
            assert_eq!(state, LinkState::Live);
            assert!(server.has_objects(live.id));
            server.opened(&live.links[0]).await;
        } else {
            assert_ne!(state, LinkState::Live);
            assert_eq!(server.kinds(&live).await.last(), Some(&EventKind::Erased));
        }
        both[usize::from(extended.status().is_success())] += 1;
    }
    assert_eq!(both[0] + both[1], 20);
}
