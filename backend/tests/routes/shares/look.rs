//! `GET /api/v1/shares/{share}` and `…/events`.

use phial_shared::api::{EventLog, LinkState, ShareState};
use phial_shared::encoding::Sealed;
use phial_shared::error_code::ErrorCode;
use phial_shared::events::EventKind;
use phial_shared::ids::ShareId;
use phial_shared::keys::OwnerSecret;
use phial_shared::time::UnixSeconds;
use reqwest::RequestBuilder;

use crate::support::{HOUR, Live, START, TestServer, ok, problem, soon, times};

#[tokio::test]
async fn the_owner_sees_every_link_in_the_order_of_sealing() {
    let server = TestServer::start().await;
    let live = server.share(100, &[times(2), HOUR, times(1)]).await;
    server.opened(&live.links[0]).await;
    server.opened(&live.links[2]).await;
    let owned = server.owned(&live).await;
    assert_eq!((owned.state, owned.erased_at), (ShareState::Sealed, None));
    assert_eq!(owned.sealed_at, UnixSeconds(START));
    assert_eq!(owned.ciphertext_len, live.bytes.len() as u64);
    assert_eq!(owned.manifest, Some(Sealed(vec![3; 1024])));
    assert_eq!(owned.wrapped_key, Some(Sealed(vec![4; 60])));
    let links: Vec<_> = owned.links.iter().map(|link| (link.link, link.state, link.opens, link.max_opens)).collect();
    let refs: Vec<_> = live.links.iter().map(|link| link.id.to_ref()).collect();
    let expected = [
        (refs[0], LinkState::Live, 1, Some(2)),
        (refs[1], LinkState::Live, 0, None),
        (refs[2], LinkState::Exhausted, 1, Some(1)),
    ];
    assert_eq!(links, expected);
    assert_eq!(owned.links[1].sealed_note, Sealed(vec![2; 40]));
}

#[tokio::test]
async fn the_log_tells_what_happened_and_when() {
    let server = TestServer::start().await;
    let live = server.share(100, &[times(1)]).await;
    server.advance(10);
    server.opened(&live.links[0]).await;
    let events = server.events(&live).await;
    let link = Some(live.links[0].id.to_ref());
    let told: Vec<_> = events.iter().map(|event| (event.kind, event.at.0 - START, event.link)).collect();
    let expected = [
        (EventKind::Created, 0, None),
        (EventKind::Sealed, 0, None),
        (EventKind::Opened, 10, link),
        (EventKind::Exhausted, 10, link),
    ];
    assert_eq!(told, expected);
}

/// A part of the access log, as the owner asks for it.
fn asked(server: &TestServer, live: &Live, query: &str) -> RequestBuilder {
    let path = format!("/api/v1/shares/{}/events?{query}", live.id);
    server.get(&path).bearer_auth(&*live.owner_token())
}

async fn kinds_and_places(request: RequestBuilder) -> Vec<(u64, EventKind)> {
    let log: EventLog = ok(soon(request.send()).await.unwrap()).await;
    log.events.iter().map(|event| (event.seq, event.kind)).collect()
}

#[tokio::test]
async fn of_the_log_only_what_is_new_is_given() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    server.opened(&live.links[0]).await;
    let (sealed, opened) = ((1, EventKind::Sealed), (2, EventKind::Opened));
    for (query, expected) in [
        ("after=0", vec![sealed, opened]),
        // There is something: nobody waits.
        ("after=1&wait=25", vec![opened]),
        ("after=2", vec![]),
        ("after=2&wait=1", vec![]),
        ("after=18446744073709551615", vec![]),
    ] {
        assert_eq!(kinds_and_places(asked(&server, &live, query)).await, expected, "{query}");
    }
    for query in ["after=-1", "after=x", "wait=-1", "wait=soon"] {
        problem(asked(&server, &live, query).send().await.unwrap(), ErrorCode::BadRequest).await;
    }
}

#[tokio::test]
async fn who_waits_for_events_is_told_of_one_whichever_server_wrote_it() {
    let server = TestServer::start().await;
    let replica = server.replica().await;
    let live = server.share(100, &[HOUR]).await;
    for (writer, after) in [(&server, 1), (&replica, 2)] {
        let waiting = asked(&server, &live, &format!("after={after}&wait=25"));
        let waiting = tokio::spawn(async move { kinds_and_places(waiting).await });
        // Whoever does not wait would have been answered by the time of so many others.
        for _ in 0..20 {
            server.owned(&live).await;
        }
        assert!(!waiting.is_finished(), "it does not wait");
        writer.opened(&live.links[0]).await;
        assert_eq!(waiting.await.unwrap(), [(after + 1, EventKind::Opened)]);
    }
}

#[tokio::test]
async fn only_the_owner_looks() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    let draft = server.draft(100).await;
    let stranger = OwnerSecret::random().owner_token().to_bearer();
    for suffix in ["", "/events", "/events?after=0&wait=25"] {
        let get = |id: ShareId| server.get(&format!("/api/v1/shares/{id}{suffix}"));
        problem(get(live.id).send().await.unwrap(), ErrorCode::Forbidden).await;
        problem(get(live.id).bearer_auth(&*stranger).send().await.unwrap(), ErrorCode::Forbidden).await;
        let upload_token = live.upload_token.to_bearer();
        problem(get(live.id).bearer_auth(&*upload_token).send().await.unwrap(), ErrorCode::Forbidden).await;
        // A share that is not sealed has no owner yet.
        problem(get(draft.id).send().await.unwrap(), ErrorCode::Forbidden).await;
        problem(get(ShareId::random()).bearer_auth(&*stranger).send().await.unwrap(), ErrorCode::UnknownShare).await;
    }
}
