//! What each role may do, and nothing else.

use phial::db::PAGE;
use phial_shared::api::{
    AccountList, AccountOrigin, ErasureReceipt, EventLog, LinkState, Role, ShareList, ShareState, SharesErased,
};
use phial_shared::error_code::ErrorCode;
use phial_shared::events::{self, Actor, EventKind};
use phial_shared::ids::{AccountId, ShareId};
use reqwest::{Method, StatusCode};

use super::Person;
use crate::support::{HOUR, TestServer, ok, problem, times};

/// Every route that is for accounts, with the role that it is for.
fn routes(share: ShareId, account: AccountId) -> Vec<(Role, Method, String)> {
    vec![
        (Role::Sender, Method::GET, "/api/v1/account/shares".to_owned()),
        (Role::Sender, Method::DELETE, format!("/api/v1/account/shares/{share}")),
        (Role::Auditor, Method::GET, "/api/v1/audit/shares".to_owned()),
        (Role::Auditor, Method::GET, format!("/api/v1/audit/shares/{share}/events")),
        (Role::Admin, Method::GET, "/api/v1/admin/accounts".to_owned()),
        (Role::Admin, Method::GET, format!("/api/v1/admin/accounts/{account}/shares")),
        (Role::Admin, Method::DELETE, format!("/api/v1/admin/accounts/{account}/shares")),
        (Role::Admin, Method::DELETE, format!("/api/v1/admin/shares/{share}")),
        (Role::Admin, Method::DELETE, format!("/api/v1/admin/accounts/{account}")),
    ]
}

#[tokio::test]
async fn each_route_is_for_its_role_alone() {
    let server = TestServer::by_invitation().await;
    let owner = server.joined(&[Role::Sender]).await;
    let live = server.share_by(&owner, &[HOUR]).await;
    for (right, method, path) in routes(live.id, owner.session.account) {
        problem(server.request(method.clone(), &path).send().await.unwrap(), ErrorCode::SignInRequired).await;
        // The manage link's token and the upload token are for other doors.
        for token in [live.owner_token(), live.upload_token.to_bearer()] {
            let request = server.request(method.clone(), &path).bearer_auth(&*token);
            problem(request.send().await.unwrap(), ErrorCode::SignInRequired).await;
        }
        for wrong in Role::ALL.into_iter().filter(|role| *role != right) {
            let person = server.joined(&[wrong]).await;
            problem(server.by(&person, method.clone(), &path).send().await.unwrap(), ErrorCode::NotAllowed).await;
        }
    }
    assert_eq!(server.status(&live.links[0]).await.state, LinkState::Live);
}

#[tokio::test]
async fn a_sender_sees_and_erases_own_shares_only() {
    let server = TestServer::by_invitation().await;
    let (anna, bert) = (server.joined(&[Role::Sender]).await, server.joined(&[Role::Sender]).await);
    let mine = server.share_by(&anna, &[HOUR, times(2)]).await;
    server.advance(1);
    let other = server.share_by(&bert, &[HOUR]).await;
    server.opened(&mine.links[1]).await;
    let list = async |person: &Person| -> ShareList {
        ok(server.by(person, Method::GET, "/api/v1/account/shares").send().await.unwrap()).await
    };
    let found = list(&anna).await;
    let [share] = &found.shares[..] else { panic!("{found:?}") };
    assert_eq!((share.share_id, share.state, share.account), (mine.id, ShareState::Sealed, None));
    assert_eq!((share.links, share.live_links, share.opens), (2, 2, 1));
    assert_eq!(share.expires_at, Some(mine_expiry(&server)));
    assert_eq!(found.next, None);

    let erase = async |person: &Person, share| {
        server.by(person, Method::DELETE, &format!("/api/v1/account/shares/{share}")).send().await.unwrap()
    };
    problem(erase(&anna, other.id).await, ErrorCode::UnknownShare).await;
    problem(erase(&anna, ShareId::random()).await, ErrorCode::UnknownShare).await;
    let receipt: ErasureReceipt = ok(erase(&anna, mine.id).await).await;
    let log = server.events(&mine).await;
    let last = log.last().unwrap();
    assert_eq!((last.kind, last.by, last.hash), (EventKind::Erased, Some(Actor::Sender), receipt.event_hash));
    assert_eq!(ok::<ErasureReceipt>(erase(&anna, mine.id).await).await, receipt);
    assert!(!server.has_objects(mine.id));
    assert_eq!(server.status(&mine.links[0]).await.state, LinkState::Revoked);
    assert_eq!(list(&anna).await.shares[0].state, ShareState::Erased);
    assert_eq!(server.status(&other.links[0]).await.state, LinkState::Live);
}

fn mine_expiry(server: &TestServer) -> phial_shared::time::UnixSeconds {
    phial_shared::time::UnixSeconds(server.now().0 - 1 + 3600)
}

#[tokio::test]
async fn lists_come_in_pages_that_miss_and_repeat_nothing() {
    let server = TestServer::by_invitation().await;
    let person = server.joined(&[Role::Sender]).await;
    let total = PAGE as usize * 2 + 1;
    let mut sent = Vec::new();
    for number in 0..total {
        let request = phial_shared::api::CreateShare { ciphertext_len: 56 };
        let created = server.by(&person, Method::POST, "/api/v1/shares").json(&request).send().await.unwrap();
        sent.push(ok::<phial_shared::api::ShareCreated>(created).await.share_id);
        // Some are made in the same second.
        server.advance(u64::from(number % 3 == 0));
    }
    let (mut found, mut after) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/v1/account/shares{after}");
        let page: ShareList = ok(server.by(&person, Method::GET, &path).send().await.unwrap()).await;
        assert!(page.shares.is_sorted_by(|a, b| a.created_at >= b.created_at));
        found.extend(page.shares.iter().map(|share| share.share_id));
        let Some(next) = page.next else { break };
        after = format!("?after={next}");
    }
    assert_eq!(found.len(), total);
    found.sort_unstable();
    sent.sort_unstable();
    assert_eq!(found, sent);
    for after in ["", "x", "1.x", "-1.AAAAAAAAAAAAAAAAAAAAAA"] {
        let path = format!("/api/v1/account/shares?after={after}");
        problem(server.by(&person, Method::GET, &path).send().await.unwrap(), ErrorCode::BadRequest).await;
    }
}

#[tokio::test]
async fn an_auditor_reads_every_log() {
    let server = TestServer::by_invitation().await;
    let sender = server.joined(&[Role::Sender]).await;
    let live = server.share_by(&sender, &[HOUR]).await;
    server.opened(&live.links[0]).await;
    let auditor = server.joined(&[Role::Auditor]).await;
    let list: ShareList = ok(server.by(&auditor, Method::GET, "/api/v1/audit/shares").send().await.unwrap()).await;
    assert_eq!(list.shares[0].account, Some(sender.session.account));
    let path = format!("/api/v1/audit/shares/{}/events", live.id);
    let log: EventLog = ok(server.by(&auditor, Method::GET, &path).send().await.unwrap()).await;
    assert_eq!(events::verify(live.id, &log.events), Ok(()));
    assert_eq!(log.events, server.events(&live).await);
    let path = format!("/api/v1/audit/shares/{}/events", ShareId::random());
    problem(server.by(&auditor, Method::GET, &path).send().await.unwrap(), ErrorCode::UnknownShare).await;
}

#[tokio::test]
async fn an_administrator_ends_what_someone_who_left_has_sent() {
    let server = TestServer::by_invitation().await;
    let (admin, leaver) = (server.joined(&[Role::Admin]).await, server.joined(&[Role::Sender]).await);
    let stayer = server.joined(&[Role::Sender]).await;
    let gone = [server.share_by(&leaver, &[HOUR]).await, server.share_by(&leaver, &[HOUR]).await];
    let stays = server.share_by(&stayer, &[HOUR]).await;
    let list: AccountList = ok(server.by(&admin, Method::GET, "/api/v1/admin/accounts").send().await.unwrap()).await;
    let found = list.accounts.iter().find(|account| account.account == leaver.session.account).unwrap();
    assert_eq!((found.origin, found.shares, found.revoked_at), (AccountOrigin::Invite, 2, None));

    let account = format!("/api/v1/admin/accounts/{}", leaver.session.account);
    let shares: ShareList =
        ok(server.by(&admin, Method::GET, &format!("{account}/shares")).send().await.unwrap()).await;
    assert_eq!(shares.shares.len(), 2);
    let revoked = server.by(&admin, Method::DELETE, &account).send().await.unwrap();
    assert_eq!(revoked.status(), StatusCode::NO_CONTENT);
    let look = server.by(&leaver, Method::GET, "/api/v1/session").send().await.unwrap();
    problem(look, ErrorCode::SignInRequired).await;
    // Revoking does not erase.
    assert_eq!(server.status(&gone[0].links[0]).await.state, LinkState::Live);
    let erased: SharesErased =
        ok(server.by(&admin, Method::DELETE, &format!("{account}/shares")).send().await.unwrap()).await;
    assert_eq!(erased, SharesErased { erased: 2, pending: 0 });
    for live in &gone {
        assert_eq!(server.status(&live.links[0]).await.state, LinkState::Revoked);
        let last = server.events(live).await.pop().unwrap();
        assert_eq!((last.kind, last.by), (EventKind::Erased, Some(Actor::Admin)));
    }
    assert_eq!(server.status(&stays.links[0]).await.state, LinkState::Live);

    let path = format!("/api/v1/admin/shares/{}", stays.id);
    let _: ErasureReceipt = ok(server.by(&admin, Method::DELETE, &path).send().await.unwrap()).await;
    assert_eq!(server.status(&stays.links[0]).await.state, LinkState::Revoked);
    for unknown in [AccountId::random().to_string(), "x".to_owned()] {
        let path = format!("/api/v1/admin/accounts/{unknown}");
        problem(server.by(&admin, Method::DELETE, &path).send().await.unwrap(), ErrorCode::UnknownAccount).await;
    }
}

#[tokio::test]
async fn the_manage_link_works_without_a_session_and_recipients_never_sign_in() {
    let server = TestServer::by_invitation().await;
    let person = server.joined(&[Role::Sender]).await;
    let live = server.share_by(&person, &[HOUR]).await;
    let opened = server.opened(&live.links[0]).await;
    let content = server.content(&live.links[0], &opened.lease).send().await.unwrap();
    assert_eq!(content.status(), StatusCode::OK);
    assert_eq!(server.owned(&live).await.state, ShareState::Sealed);
    // Nothing that a recipient is given says who sent it.
    let seen =
        serde_json::to_string(&opened).unwrap() + &serde_json::to_string(&server.status(&live.links[0]).await).unwrap();
    assert!(!seen.contains(&person.session.account.to_string()));
    assert_eq!(server.erase(live.id, &live.owner_token()).await.status(), StatusCode::OK);
}
