//! `phial invite`, `phial account` and `phial token`, as processes beside a running server.

use std::process::Output;

use phial_shared::api::{CreateShare, Role};
use phial_shared::encoding::encode;
use phial_shared::error_code::ErrorCode;
use phial_shared::keys::InviteToken;
use reqwest::{Method, StatusCode};

use super::{Person, roles};
use crate::process::phial_with;
use crate::support::{TestServer, phial, problem, said};

#[track_caller]
fn refused(output: Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}

#[tokio::test]
async fn the_operator_invites_and_takes_back() {
    let server = TestServer::spawn(&["--senders=invite"]);
    let create =
        ["invite", "create", "--public-url=https://phial.example", "--role=sender", "--role=auditor", "--uses=2"];
    let link = said(phial(&server, &create));
    let token = link.trim().strip_prefix("https://phial.example/join#1").unwrap();
    let token: InviteToken = token.parse().unwrap();
    let bytes = *token.as_bytes();
    let person = Person::of(server.join(token).await).await;
    assert_eq!(person.session.roles, roles(&[Role::Sender, Role::Auditor]));
    let list = said(phial(&server, &["invite", "list"]));
    let line = list.lines().nth(1).unwrap();
    assert!(line.contains("sender,auditor") && line.contains("1 of 2") && line.ends_with("live"), "{list}");
    let id = line.split(' ').next().unwrap();
    let accounts = said(phial(&server, &["account", "list"]));
    let account = encode(person.session.account.as_bytes());
    assert!(accounts.lines().any(|line| line.starts_with(&format!("{account}  invite  {id}  "))), "{accounts}");
    said(phial(&server, &["invite", "revoke", id]));
    problem(server.join(InviteToken::from_bytes(bytes)).await, ErrorCode::InviteOver).await;
    assert!(said(phial(&server, &["invite", "list"])).lines().nth(1).unwrap().ends_with("revoked"));
    assert!(refused(phial(&server, &["invite", "revoke", "x"])).contains("not the id"));
    assert!(refused(phial(&server, &["invite", "create"])).contains("--public-url is needed"));
}

#[tokio::test]
async fn whoever_stops_reading_a_list_stops_it() {
    let server = TestServer::spawn(&["--senders=invite"]);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = phial_with(&server.config.data, &["account", "list"]).stdout(writer).output().unwrap();
    let said = refused(output);
    assert!(said.contains("Broken pipe") && !said.contains("panicked"), "{said}");
}

#[tokio::test]
async fn the_operator_ends_accounts_and_tokens() {
    let server = TestServer::spawn(&["--senders=invite"]);
    let token = said(phial(&server, &["token", "create"])).trim().to_owned();
    let create = async || {
        let request = server.post("/api/v1/shares").bearer_auth(&token).json(&CreateShare { ciphertext_len: 56 });
        request.send().await.unwrap()
    };
    assert_eq!(create().await.status(), StatusCode::CREATED);
    let list = said(phial(&server, &["token", "list"]));
    let line = list.lines().nth(1).unwrap();
    assert!(line.contains(" token ") && line.contains(" sender ") && line.ends_with("live"), "{list}");
    let id = line.split(' ').next().unwrap();
    said(phial(&server, &["account", "revoke", id, "--erase-shares"]));
    problem(create().await, ErrorCode::SignInRequired).await;
    assert!(said(phial(&server, &["account", "list"])).lines().nth(1).unwrap().ends_with("revoked"));
    assert_eq!(server.number("SELECT COUNT(*) FROM shares WHERE phase = 'erasing'").await, 1);
    let path = format!("/api/v1/admin/accounts/{id}");
    problem(server.page(Method::DELETE, &path).send().await.unwrap(), ErrorCode::SignInRequired).await;
    assert!(refused(phial(&server, &["account", "revoke", "AAAAAAAAAAAAAAAAAAAAAA"])).contains("no such account"));
}
