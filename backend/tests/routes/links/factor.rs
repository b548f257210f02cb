//! Links with a second factor: wrong proofs cost tries.

use std::sync::Arc;

use futures_util::future::join_all;
use phial_shared::api::{ChangeLink, LinkLimits, LinkState, NewFactor, OwnedLink};
use phial_shared::error_code::{ErrorCode, Problem};
use phial_shared::events::{Actor, EventKind};
use phial_shared::factor::{FactorCost, FactorKind};
use phial_shared::keys::LinkSecret;
use reqwest::{Method, Response};

use crate::support::{HOUR, Live, Recipient, TestServer, ok, problem, times};

fn stranger(recipient: &Recipient) -> Recipient {
    Recipient { id: recipient.id, secret: LinkSecret::random() }
}

fn factor(max_tries: u32) -> NewFactor {
    NewFactor { kind: FactorKind::Code, cost: FactorCost::DEFAULT, max_tries }
}

async fn wrong(server: &TestServer, recipient: &Recipient) -> Problem {
    problem(server.open(&stranger(recipient), None).await, ErrorCode::WrongProof).await
}

async fn change(server: &TestServer, live: &Live, link: usize, change: &ChangeLink) -> Response {
    let path = format!("/api/v1/shares/{}/links/{}", live.id, live.links[link].id.to_ref());
    server.request(Method::PATCH, &path).bearer_auth(&*live.owner_token()).json(change).send().await.unwrap()
}

async fn share(server: &TestServer, limits: &[(LinkLimits, Option<NewFactor>)]) -> Live {
    server.share_with(100, limits).await
}

#[tokio::test]
async fn wrong_tries_are_counted_down_until_the_link_is_locked() {
    let server = TestServer::start().await;
    let live = share(&server, &[(times(9), Some(factor(3))), (HOUR, None)]).await;
    let status = server.status(&live.links[0]).await.factor.unwrap();
    assert_eq!(
        (status.kind, status.cost, status.tries_left, status.max_tries),
        (FactorKind::Code, FactorCost::DEFAULT, 3, 3)
    );
    let lease = server.opened(&live.links[0]).await.lease;
    for left in [2, 1, 0] {
        assert_eq!(wrong(&server, &live.links[0]).await.tries_left, Some(left));
    }
    for recipient in [&live.links[0], &stranger(&live.links[0])] {
        problem(server.open(recipient, None).await, ErrorCode::Locked).await;
    }
    assert_eq!(server.status(&live.links[0]).await.state, LinkState::Locked);
    // Whoever guesses does not end what the recipient has begun.
    assert_eq!(server.content(&live.links[0], &lease).send().await.unwrap().status(), 200);
    // Without a factor there is nothing to guess.
    assert_eq!(wrong(&server, &live.links[1]).await.tries_left, None);
    server.opened(&live.links[1]).await;
    let events = server.events(&live).await;
    let locked: Vec<_> = events.iter().filter(|event| event.kind == EventKind::Locked).collect();
    assert_eq!(locked.len(), 1);
    assert_eq!((locked[0].link, locked[0].by), (Some(live.links[0].id.to_ref()), Some(Actor::Server)));
    assert_eq!(events.iter().filter(|event| event.kind == EventKind::Refused).count(), 4);
}

#[tokio::test]
async fn the_owner_gives_the_tries_back() {
    let server = TestServer::start().await;
    let live = share(&server, &[(HOUR, Some(factor(1)))]).await;
    wrong(&server, &live.links[0]).await;
    problem(server.open(&live.links[0], None).await, ErrorCode::Locked).await;
    // The owner's lock is another one.
    ok::<OwnedLink>(change(&server, &live, 0, &ChangeLink { locked: Some(false), ..ChangeLink::default() }).await)
        .await;
    problem(server.open(&live.links[0], None).await, ErrorCode::Locked).await;
    let reset = ChangeLink { reset_tries: true, ..ChangeLink::default() };
    let owned: OwnedLink = ok(change(&server, &live, 0, &reset).await).await;
    assert_eq!((owned.state, owned.locked, owned.factor.unwrap().tries_left), (LinkState::Live, false, 1));
    server.opened(&live.links[0]).await;
    let kinds = server.kinds(&live).await;
    assert_eq!(kinds[2..], [EventKind::Refused, EventKind::Locked, EventKind::Unlocked, EventKind::Opened]);
}

#[tokio::test]
async fn a_right_proof_gives_no_tries_back() {
    let server = TestServer::start().await;
    let live = share(&server, &[(HOUR, Some(factor(3)))]).await;
    wrong(&server, &live.links[0]).await;
    server.opened(&live.links[0]).await;
    assert_eq!(wrong(&server, &live.links[0]).await.tries_left, Some(1));
}

#[tokio::test]
async fn nothing_is_guessed_at_a_link_that_is_over() {
    let server = TestServer::start().await;
    let live = share(&server, &[(times(1), Some(factor(2))), (HOUR, None)]).await;
    server.opened(&live.links[0]).await;
    for left in [1, 0] {
        assert_eq!(wrong(&server, &live.links[0]).await.tries_left, Some(left));
    }
    problem(server.open(&live.links[0], None).await, ErrorCode::Exhausted).await;
    problem(server.open(&stranger(&live.links[0]), None).await, ErrorCode::Exhausted).await;
    server.erase(live.id, &live.owner_token()).await;
    problem(server.open(&stranger(&live.links[1]), None).await, ErrorCode::Revoked).await;
}

#[tokio::test]
async fn tries_have_their_bounds() {
    let server = TestServer::with(|config| config.policy.max_tries = 7).await;
    for (tries, fits) in [(0, false), (1, true), (7, true), (8, false)] {
        let draft = server.draft(100).await;
        server.put_all(&draft).await;
        let owner = phial_shared::keys::OwnerSecret::random();
        let recipient = Recipient::random();
        let mut request = crate::support::seal_request(&owner, std::iter::once((&recipient, HOUR)));
        request.links[0].factor = Some(factor(tries));
        let sealed = server.seal(draft.id, &draft.upload_token, &request).await;
        if fits {
            assert_eq!(sealed.status(), 200);
        } else {
            assert_eq!(problem(sealed, ErrorCode::LimitNotAllowed).await.limit, Some(7));
        }
    }
    let weak = r#"{"kind":"code","cost":{"memory_kib":19455,"passes":2,"lanes":1}}"#;
    assert!(serde_json::from_str::<NewFactor>(weak).is_err());
}

async fn race(servers: [Arc<TestServer>; 2]) {
    let live = Arc::new(share(&servers[0], &[(HOUR, Some(factor(5))), (HOUR, Some(factor(5)))]).await);
    let attempts = (0..200).map(|attempt| {
        let (server, live) = (servers[attempt % 2].clone(), live.clone());
        tokio::spawn(async move {
            let guess = stranger(&live.links[0]);
            let recipient = if attempt == 100 { &live.links[0] } else { &guess };
            (attempt, server.open(recipient, None).await)
        })
    });
    let (mut wrong, mut locked, mut right) = (Vec::new(), 0, 0);
    for joined in join_all(attempts).await {
        let (attempt, response) = joined.unwrap();
        match response.status().as_u16() {
            200 => {
                assert_eq!(attempt, 100);
                right += 1;
            }
            403 => wrong.push(problem(response, ErrorCode::WrongProof).await.tries_left.unwrap()),
            _ => {
                problem(response, ErrorCode::Locked).await;
                locked += 1;
            }
        }
    }
    wrong.sort_unstable();
    assert_eq!(wrong, [0, 1, 2, 3, 4], "each try is taken once");
    assert_eq!(wrong.len() + locked + right, 200);
    problem(servers[0].open(&live.links[0], None).await, ErrorCode::Locked).await;
    assert_eq!(servers[1].status(&live.links[1]).await.factor.unwrap().tries_left, 5, "another link");
    let kinds = servers[1].kinds(&live).await;
    let count = |kind| kinds.iter().filter(|found| **found == kind).count();
    assert_eq!((count(EventKind::Refused), count(EventKind::Locked), count(EventKind::Opened)), (5, 1, right));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_wrong_tries_at_once_take_exactly_the_allowed_number() {
    let server = Arc::new(TestServer::start().await);
    race([server.clone(), server]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_servers_on_one_database_count_together() {
    let first = TestServer::start().await;
    let second = first.replica().await;
    race([Arc::new(first), Arc::new(second)]).await;
}
