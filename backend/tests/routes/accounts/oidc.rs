//! Signing in with an identity provider.

use phial::accounts::oidc::OidcSettings;
use phial_shared::api::{FinishSignIn, Role, SendersMode, Session, SignInBegun};
use phial_shared::encoding::encode;
use phial_shared::error_code::ErrorCode;
use phial_shared::keys::SignInSecret;
use reqwest::{Method, Response, StatusCode};

use super::provider::{Answer, CLIENT, Provider, SECRET, Wrong};
use super::{Person, roles, set_cookie};
use crate::support::{START, TestServer, captured, ok, problem};

async fn with_provider() -> (TestServer, Provider) {
    let provider = Provider::start(START);
    let issuer = provider.issuer();
    let server = TestServer::with(|config| {
        config.senders.mode = SendersMode::Oidc;
        config.senders.oidc = Some(OidcSettings {
            issuer,
            client_id: CLIENT.to_owned(),
            client_secret: Some(SECRET.parse().unwrap()),
            scopes: vec!["groups".to_owned()],
            groups_claim: "groups".to_owned(),
            sender_groups: vec!["clinicians".to_owned()],
            auditor_groups: vec!["privacy".to_owned()],
            admin_groups: vec!["it".to_owned()],
            public_url: "http://127.0.0.1:1".parse().unwrap(),
        });
    })
    .await;
    (server, provider)
}

/// The sign-in that a browser has begun: its cookie, and where it is sent.
async fn begin(server: &TestServer) -> (String, String) {
    let response = server.page(Method::POST, "/api/v1/session/begin").send().await.unwrap();
    let (cookie, _) = set_cookie(&response, "phial-sign-in").unwrap();
    (cookie, ok::<SignInBegun>(response).await.url)
}

async fn finish(server: &TestServer, cookie: &str, Answer { code, state }: Answer) -> Response {
    let request = server.page(Method::POST, "/api/v1/session/oidc").header("cookie", cookie);
    request.json(&FinishSignIn { code, state }).send().await.unwrap()
}

async fn sign_in(server: &TestServer, provider: &Provider, subject: &str, groups: &[&str]) -> Response {
    let (cookie, url) = begin(server).await;
    finish(server, &cookie, provider.sign_in(&url, subject, groups)).await
}

#[tokio::test]
async fn groups_become_roles_and_a_person_stays_the_same_account() {
    let (server, provider) = with_provider().await;
    let anna = Person::of(sign_in(&server, &provider, "anna", &["clinicians", "others"]).await).await;
    assert_eq!(anna.session.roles, roles(&[Role::Sender]));
    assert_eq!(server.by(&anna, Method::GET, "/api/v1/account/shares").send().await.unwrap().status(), StatusCode::OK);
    let again = Person::of(sign_in(&server, &provider, "anna", &["clinicians", "it"]).await).await;
    assert_eq!(again.session.account, anna.session.account);
    assert_eq!(again.session.roles, roles(&[Role::Sender, Role::Admin]));
    let bert = Person::of(sign_in(&server, &provider, "bert", &["privacy"]).await).await;
    assert_ne!(bert.session.account, anna.session.account);
    assert_eq!(bert.session.roles, roles(&[Role::Auditor]));

    // Who has lost every group is refused, and older sessions lose their roles with it.
    problem(sign_in(&server, &provider, "anna", &["others"]).await, ErrorCode::NotAllowed).await;
    let list = server.by(&anna, Method::GET, "/api/v1/account/shares").send().await.unwrap();
    problem(list, ErrorCode::NotAllowed).await;
}

#[tokio::test]
async fn a_sign_in_that_one_server_began_another_finishes() {
    let (server, provider) = with_provider().await;
    let replica = server.replica().await;
    let (cookie, url) = begin(&server).await;
    let answer = provider.sign_in(&url, "anna", &["clinicians"]);
    let copy = || Answer { code: answer.code.clone(), state: answer.state.clone() };
    let anna = Person::of(finish(&replica, &cookie, copy()).await).await;
    assert_eq!(anna.session.roles, roles(&[Role::Sender]));
    for of in [&server, &replica] {
        let session: Session = ok(of.by(&anna, Method::GET, "/api/v1/session").send().await.unwrap()).await;
        assert_eq!(session, anna.session);
        problem(finish(of, &cookie, copy()).await, ErrorCode::SignInFailed).await;
    }
    let again = Person::of(sign_in(&replica, &provider, "anna", &["clinicians"]).await).await;
    assert_eq!(again.session.account, anna.session.account);
}

#[tokio::test]
async fn groups_may_come_from_the_user_info() {
    let (server, provider) = with_provider().await;
    provider.groups_by_user_info("anna", &["clinicians"]);
    let anna = Person::of(sign_in(&server, &provider, "anna", &[]).await).await;
    assert_eq!(anna.session.roles, roles(&[Role::Sender]));
    // About somebody else it counts for nothing.
    problem(sign_in(&server, &provider, "bert", &[]).await, ErrorCode::SignInFailed).await;
}

#[tokio::test]
async fn an_id_token_that_is_wrong_in_any_way_is_refused() {
    let (server, provider) = with_provider().await;
    for wrong in Wrong::ALL {
        provider.will_be(wrong);
        let response = sign_in(&server, &provider, "anna", &["clinicians"]).await;
        assert!(set_cookie(&response, "phial").is_none(), "{wrong:?}");
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{wrong:?}");
        problem(response, ErrorCode::SignInFailed).await;
    }
    assert_eq!(server.number("SELECT COUNT(*) FROM accounts").await, 0);
    // The same without anything wrong.
    assert_eq!(sign_in(&server, &provider, "anna", &["clinicians"]).await.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn keys_that_the_provider_changes_are_asked_for() {
    let (server, provider) = with_provider().await;
    assert_eq!(sign_in(&server, &provider, "anna", &["clinicians"]).await.status(), StatusCode::CREATED);
    provider.rotate();
    assert_eq!(sign_in(&server, &provider, "anna", &["clinicians"]).await.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_sign_in_is_of_one_browser_and_of_one_use() {
    let (server, provider) = with_provider().await;
    let (cookie, url) = begin(&server).await;
    let (others_cookie, _) = begin(&server).await;
    let answer = provider.sign_in(&url, "anna", &["clinicians"]);
    let copy = || Answer { code: answer.code.clone(), state: answer.state.clone() };
    // Another browser, none, and one whose cookie and state an attacker has made up.
    problem(finish(&server, &others_cookie, copy()).await, ErrorCode::SignInFailed).await;
    problem(finish(&server, "a=b", copy()).await, ErrorCode::SignInFailed).await;
    let forged = SignInSecret::random();
    let state = forged.state().to_bearer().to_string();
    let forged_cookie = format!("phial-sign-in={}", encode(forged.as_bytes()));
    problem(finish(&server, &forged_cookie, Answer { state, ..copy() }).await, ErrorCode::SignInFailed).await;
    for state in ["", "x", &encode(&[1; 32])] {
        let answer = Answer { state: state.to_owned(), ..copy() };
        problem(finish(&server, &cookie, answer).await, ErrorCode::SignInFailed).await;
    }
    // None of them has used it up.
    let response = finish(&server, &cookie, copy()).await;
    assert_eq!(set_cookie(&response, "phial-sign-in").unwrap().1[0], "Max-Age=0");
    assert_eq!(response.status(), StatusCode::CREATED);
    problem(finish(&server, &cookie, copy()).await, ErrorCode::SignInFailed).await;

    let (cookie, url) = begin(&server).await;
    server.advance(600);
    let answer = provider.sign_in(&url, "anna", &["clinicians"]);
    problem(finish(&server, &cookie, answer).await, ErrorCode::SignInFailed).await;
    server.sweep().await;
    assert_eq!(server.number("SELECT COUNT(*) FROM sign_ins").await, 0);
}

#[tokio::test]
async fn a_code_of_another_sign_in_is_of_no_use() {
    let (server, provider) = with_provider().await;
    let (cookie, url) = begin(&server).await;
    let (_, others_url) = begin(&server).await;
    let ours = provider.sign_in(&url, "anna", &["clinicians"]);
    let others = provider.sign_in(&others_url, "mallory", &["clinicians"]);
    let injected = Answer { code: others.code, state: ours.state };
    problem(finish(&server, &cookie, injected).await, ErrorCode::SignInFailed).await;
}

#[tokio::test]
async fn other_sites_begin_and_finish_nothing() {
    let (server, provider) = with_provider().await;
    problem(server.post("/api/v1/session/begin").send().await.unwrap(), ErrorCode::CrossSite).await;
    let (cookie, url) = begin(&server).await;
    let Answer { code, state } = provider.sign_in(&url, "anna", &["clinicians"]);
    let request = server.post("/api/v1/session/oidc").header("cookie", cookie).header("sec-fetch-site", "cross-site");
    problem(request.json(&FinishSignIn { code, state }).send().await.unwrap(), ErrorCode::CrossSite).await;
}

#[tokio::test]
async fn a_provider_that_is_away_is_said_to_be() {
    let (server, provider) = with_provider().await;
    let (cookie, url) = begin(&server).await;
    let answer = provider.sign_in(&url, "anna", &["clinicians"]);
    provider.stop().await;
    let response = finish(&server, &cookie, answer).await;
    assert_eq!(response.headers()["retry-after"], "5");
    problem(response, ErrorCode::SignInUnavailable).await;
    // The server starts without its provider, and serves recipients.
    let (server, provider) = with_provider().await;
    provider.stop().await;
    let begun = server.page(Method::POST, "/api/v1/session/begin").send().await.unwrap();
    problem(begun, ErrorCode::SignInUnavailable).await;
    assert_eq!(server.get("/api/v1/config").send().await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn a_revoked_account_does_not_sign_in_again() {
    let (server, provider) = with_provider().await;
    let anna = Person::of(sign_in(&server, &provider, "anna", &["clinicians"]).await).await;
    assert!(server.db().await.revoke_account(anna.session.account, server.now()).await.unwrap());
    let look = server.by(&anna, Method::GET, "/api/v1/session").send().await.unwrap();
    problem(look, ErrorCode::SignInRequired).await;
    problem(sign_in(&server, &provider, "anna", &["clinicians"]).await, ErrorCode::NotAllowed).await;
}

#[tokio::test]
async fn neither_the_log_nor_the_database_says_who_signed_in() {
    let (server, provider) = with_provider().await;
    let (cookie, url) = begin(&server).await;
    let answer = provider.sign_in(&url, "subject-of-anna", &["clinicians"]);
    let (code, state) = (answer.code.clone(), answer.state.clone());
    let person = Person::of(finish(&server, &cookie, answer).await).await;
    provider.will_be(Wrong::Nonce);
    sign_in(&server, &provider, "subject-of-anna", &["clinicians"]).await;
    // As a browser asks for the page where a provider can only answer in the query.
    server.get(&format!("/signed-in?code={code}&state={state}")).send().await.unwrap();
    server.by(&person, Method::POST, "/api/v1/session/end").send().await.unwrap();
    let log = captured().text();
    let value = |cookie: &str| cookie.split_once('=').unwrap().1.to_owned();
    let secrets = [
        code,
        state,
        value(&cookie),
        value(&person.cookie),
        SECRET.to_owned(),
        "subject-of-anna".to_owned(),
        "an-access-token".to_owned(),
        "anna.rossi".to_owned(),
        "clinicians".to_owned(),
        person.session.account.to_string(),
    ];
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret}");
    }
    // The failure that was to be logged was.
    assert!(log.contains("the claim nonce of the ID token does not fit"));
    let columns = "SELECT COUNT(*) FROM accounts WHERE origin NOT IN ('oidc')";
    assert_eq!(server.number(columns).await, 0);
}
