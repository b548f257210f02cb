//! Sessions: their cookies, their end, and what other sites cannot do with them.

use phial_shared::api::{CreateShare, Role, Session, ShareCreated};
use phial_shared::error_code::ErrorCode;
use phial_shared::keys::SessionToken;
use reqwest::{Method, StatusCode};

use super::{Person, roles, set_cookie};
use crate::support::{TestServer, ok, problem};

const SHARE: CreateShare = CreateShare { ciphertext_len: 56 };

#[tokio::test]
async fn the_cookie_is_for_our_pages_alone() {
    let server = TestServer::by_invitation().await;
    let (_, token) = server.invite(roles(&[Role::Sender]), 1).await;
    let (cookie, attributes) = set_cookie(&server.join(token).await, "phial").unwrap();
    assert_eq!(cookie.len(), "phial=".len() + 43);
    let lifetime = format!("Max-Age={}", server.config.senders.sessions.lifetime.0);
    assert_eq!(attributes, [lifetime.as_str(), "Path=/", "HttpOnly", "SameSite=Strict"]);

    let server = TestServer::with(|config| {
        config.senders.mode = phial_shared::api::SendersMode::Invite;
        config.listen.public_url = Some("https://phial.example".parse().unwrap());
    })
    .await;
    let (_, token) = server.invite(roles(&[Role::Sender]), 1).await;
    let (cookie, attributes) = set_cookie(&server.join(token).await, "__Host-phial").unwrap();
    assert_eq!(attributes[1..], ["Path=/", "HttpOnly", "SameSite=Strict", "Secure"]);
    let plain = cookie.trim_start_matches("__Host-").to_owned();
    let look = |cookie: &str| server.get("/api/v1/session").header("cookie", cookie).send();
    assert_eq!(look(&cookie).await.unwrap().status(), StatusCode::OK);
    problem(look(&plain).await.unwrap(), ErrorCode::SignInRequired).await;
}

#[tokio::test]
async fn another_sites_page_cannot_use_the_cookie() {
    let server = TestServer::by_invitation().await;
    let person = server.joined(&[Role::Sender]).await;
    let share = server.share_by(&person, &[crate::support::HOUR]).await.id;
    let cases = [
        (Method::POST, "/api/v1/shares".to_owned()),
        (Method::POST, "/api/v1/session/end".to_owned()),
        (Method::DELETE, format!("/api/v1/account/shares/{share}")),
        (Method::DELETE, format!("/api/v1/admin/shares/{share}")),
    ];
    for (method, path) in cases {
        for (name, value) in
            [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "null"), ("x", "y")]
        {
            let request = server.request(method.clone(), &path).header("cookie", &person.cookie).header(name, value);
            problem(request.json(&SHARE).send().await.unwrap(), ErrorCode::CrossSite).await;
        }
    }
    let origin = format!("http://{}", server.address());
    let request = server.post("/api/v1/shares").header("cookie", &person.cookie).header("origin", origin);
    assert_eq!(request.json(&SHARE).send().await.unwrap().status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_session_ends_by_time_idleness_and_signing_out() {
    let server = TestServer::by_invitation().await;
    let limits = server.config.senders.sessions;
    let look = async |person: &Person| server.by(person, Method::GET, "/api/v1/session").send().await.unwrap();

    let idle = server.joined(&[Role::Sender]).await;
    server.advance(limits.idle.0 - 1);
    assert_eq!(look(&idle).await.status(), StatusCode::OK);
    server.advance(limits.idle.0 - 1);
    assert_eq!(look(&idle).await.status(), StatusCode::OK);
    server.advance(limits.idle.0);
    problem(look(&idle).await, ErrorCode::SignInRequired).await;

    let old = server.joined(&[Role::Sender]).await;
    for _ in 0..limits.lifetime.0.div_ceil(limits.idle.0 / 2) - 1 {
        server.advance(limits.idle.0 / 2);
        assert_eq!(look(&old).await.status(), StatusCode::OK);
    }
    server.advance(limits.idle.0 / 2);
    problem(look(&old).await, ErrorCode::SignInRequired).await;

    let leaving = server.joined(&[Role::Sender]).await;
    let ended = server.by(&leaving, Method::POST, "/api/v1/session/end").send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NO_CONTENT);
    let (cookie, attributes) = set_cookie(&ended, "phial").unwrap();
    assert_eq!((cookie.as_str(), attributes[0].as_str()), ("phial=", "Max-Age=0"));
    problem(look(&leaving).await, ErrorCode::SignInRequired).await;
    // What is over is forgotten.
    server.sweep().await;
    assert_eq!(server.number("SELECT COUNT(*) FROM sessions").await, 0);
}

#[tokio::test]
async fn a_session_is_never_one_that_the_browser_brought() {
    let server = TestServer::by_invitation().await;
    let planted = SessionToken::random();
    let planted_cookie = format!("phial={}", *planted.to_bearer());
    let (_, token) = server.invite(roles(&[Role::Sender]), 1).await;
    let request = server.page(Method::POST, "/api/v1/session/join").header("cookie", &planted_cookie);
    let first = Person::of(request.json(&phial_shared::api::Join { invite: token }).send().await.unwrap()).await;
    assert_ne!(first.cookie, planted_cookie);
    let look = async |cookie: &str| server.get("/api/v1/session").header("cookie", cookie).send().await.unwrap();
    problem(look(&planted_cookie).await, ErrorCode::SignInRequired).await;
    // Joining again ends the session that the browser had.
    let (_, token) = server.invite(roles(&[Role::Sender]), 1).await;
    let request = server.by(&first, Method::POST, "/api/v1/session/join");
    let second = Person::of(request.json(&phial_shared::api::Join { invite: token }).send().await.unwrap()).await;
    problem(look(&first.cookie).await, ErrorCode::SignInRequired).await;
    let session: Session = ok(look(&second.cookie).await).await;
    assert_ne!(session.account, first.session.account);
}

#[tokio::test]
async fn programs_send_by_a_bearer_token() {
    let server = TestServer::by_invitation().await;
    let (account, token) = server.token(&[Role::Sender]).await;
    let create =
        async |token: &str| server.post("/api/v1/shares").bearer_auth(token).json(&SHARE).send().await.unwrap();
    let created: ShareCreated = ok(create(&token.to_bearer()).await).await;
    let record = server.db().await.find_share(created.share_id).await.unwrap().unwrap();
    assert_eq!(record.account, Some(account));
    problem(create(&SessionToken::random().to_bearer()).await, ErrorCode::SignInRequired).await;
    problem(create("nonsense").await, ErrorCode::SignInRequired).await;
    let (_, auditor) = server.token(&[Role::Auditor]).await;
    problem(create(&auditor.to_bearer()).await, ErrorCode::NotAllowed).await;
    assert!(server.db().await.revoke_account(account, server.now()).await.unwrap());
    problem(create(&token.to_bearer()).await, ErrorCode::SignInRequired).await;
}

#[tokio::test]
async fn where_all_may_send_a_stale_cookie_is_no_hindrance() {
    let server = TestServer::start().await;
    let stale = format!("phial={}", *SessionToken::random().to_bearer());
    let request = server.page(Method::POST, "/api/v1/shares").header("cookie", stale).json(&SHARE);
    let created: ShareCreated = ok(request.send().await.unwrap()).await;
    assert_eq!(server.db().await.find_share(created.share_id).await.unwrap().unwrap().account, None);
}
