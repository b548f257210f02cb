//! Joining by an invitation.

use futures_util::future::join_all;
use phial_shared::api::{CreateShare, Join, Role, SendersMode, ServerConfig, Session};
use phial_shared::error_code::ErrorCode;
use phial_shared::keys::InviteToken;
use reqwest::Method;

use super::{Person, roles};
use crate::support::{TestServer, ok, problem};

#[tokio::test]
async fn an_invitation_lets_one_person_send() {
    let server = TestServer::by_invitation().await;
    let config: ServerConfig = ok(server.get("/api/v1/config").send().await.unwrap()).await;
    assert_eq!(config.senders, SendersMode::Invite);
    let request = CreateShare { ciphertext_len: 56 };
    let refused = server.post("/api/v1/shares").json(&request).send().await.unwrap();
    assert_eq!(refused.headers()["www-authenticate"], "Bearer");
    problem(refused, ErrorCode::SignInRequired).await;

    let (_, token) = server.invite(roles(&[Role::Sender]), 1).await;
    let again = InviteToken::from_bytes(*token.as_bytes());
    let person = Person::of(server.join(token).await).await;
    assert_eq!(person.session.roles, roles(&[Role::Sender]));
    let found: Session = ok(server.by(&person, Method::GET, "/api/v1/session").send().await.unwrap()).await;
    assert_eq!(found, person.session);
    let created = server.by(&person, Method::POST, "/api/v1/shares").json(&request).send().await.unwrap();
    assert_eq!(created.status(), 201);
    problem(server.join(again).await, ErrorCode::InviteOver).await;
}

#[tokio::test]
async fn an_invitation_is_used_no_more_often_than_it_may_be() {
    let server = TestServer::by_invitation().await;
    let replica = server.replica().await;
    for round in 1..=3 {
        let (_, token) = server.invite(roles(&[Role::Sender]), 3).await;
        let bytes = *token.as_bytes();
        let joining = (0..12).map(|at| [&server, &replica][at % 2].join(InviteToken::from_bytes(bytes)));
        let (joined, refused): (Vec<_>, Vec<_>) =
            join_all(joining).await.into_iter().partition(|answer| answer.status() == 201);
        assert_eq!(joined.len(), 3);
        for answer in refused {
            problem(answer, ErrorCode::InviteOver).await;
        }
        assert_eq!(server.number("SELECT COUNT(*) FROM accounts").await, 3 * round);
    }
}

#[tokio::test]
async fn invitations_end() {
    let server = TestServer::by_invitation().await;
    problem(server.join(InviteToken::random()).await, ErrorCode::InviteOver).await;
    let (id, token) = server.invite(roles(&[Role::Sender]), 5).await;
    assert!(server.db().await.revoke_invite(id, server.now()).await.unwrap());
    problem(server.join(token).await, ErrorCode::InviteOver).await;
    let (_, token) = server.invite(roles(&[Role::Sender]), 5).await;
    server.advance(86_400);
    problem(server.join(token).await, ErrorCode::InviteOver).await;
    assert_eq!(server.number("SELECT COUNT(*) FROM accounts").await, 0);
}

#[tokio::test]
async fn nobody_joins_by_another_sites_page_or_where_all_may_send() {
    let server = TestServer::by_invitation().await;
    let (_, token) = server.invite(roles(&[Role::Sender]), 1).await;
    let join = Join { invite: token };
    for headers in [vec![], vec![("sec-fetch-site", "cross-site")], vec![("origin", "https://evil.example")]] {
        let mut request = server.post("/api/v1/session/join").json(&join);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        problem(request.send().await.unwrap(), ErrorCode::CrossSite).await;
    }
    for body in ["", "{}", r#"{"invite":""}"#, r#"{"invite":"AAAA"}"#, r#"{"invite":7}"#] {
        let request = server.page(Method::POST, "/api/v1/session/join").body(body);
        problem(request.send().await.unwrap(), ErrorCode::BadRequest).await;
    }
    let open = TestServer::start().await;
    let (_, token) = open.invite(roles(&[Role::Sender]), 1).await;
    problem(open.join(token).await, ErrorCode::NotFound).await;
}
