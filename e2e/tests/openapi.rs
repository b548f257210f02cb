//! The API against its own document: whatever schemathesis makes up, no answer is an error of the server, and none is one that the
//! document does not tell of.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::process::Command;

use phial_e2e::api::Upload;
use phial_e2e::server::{Server, free_port};
use phial_shared::api::{LinkOpened, Session, ShareState};
use phial_shared::ids::AccountId;
use phial_shared::time::Seconds;
use reqwest::Client;
use reqwest::header::{AUTHORIZATION, HeaderMap};
use serde_json::json;

const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,\
    response_schema_conformance,unsupported_method,allow_header_conformance";
/// What thousands of requests from one address would meet.
const NO_LIMITS: [&str; 8] = [
    "--limit-requests=0",
    "--limit-shares=0",
    "--limit-wrong-proofs=0",
    "--limit-opens=0",
    "--idle-timeout=2s",
    "--max-files-len=20MiB",
    "--sweep-every=1d",
    "--log-level=warn",
];

/// Tries every operation, on things that exist if `names` says which, and with a token.
fn try_all(server: &Server, token: Option<&str>, names: &[(&str, String)], more: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("schemathesis.toml");
    let mut text = String::new();
    if let Some(token) = token {
        text += &format!("headers = {{ Authorization = {} }}\n", json!(format!("Bearer {token}")));
    }
    // Not to wait for events that nobody causes.
    text += "[parameters]\n\"query.wait\" = 0\n";
    for (name, value) in names {
        text += &format!("\"path.{name}\" = {}\n", json!(value));
    }
    std::fs::write(&config, text).unwrap();
    let output = Command::new(phial_e2e::from_environment("PHIAL_PYTHON"))
        .args(["-m", "schemathesis.cli", "--config-file"])
        .arg(&config)
        .args(["run", &format!("{}/api/v1/openapi.json", server.origin()), "--checks", CHECKS])
        .args(["--phases=coverage,fuzzing", "--max-examples=15", "--warnings=off", "--continue-on-failure"])
        // However busy the machine is.
        .arg("--request-timeout=100")
        .args(more)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[tokio::test]
async fn no_answer_is_undocumented_or_the_servers_fault() {
    let server = Server::start(&NO_LIMITS).await;
    try_all(&server, None, &[], &[]);
    let pending = Upload::create(&server.origin(), 1000).await.unwrap();
    let live = Upload::complete(&server.origin(), 1000, Seconds::HOUR, None).await;
    let opened: LinkOpened = live.open().await.json().await.unwrap();
    let names = |upload: &Upload| {
        let link_ref = upload.link_id.to_ref().to_string();
        [("share", upload.share_id.to_string()), ("link", upload.link_id.to_string()), ("link_ref", link_ref)]
    };
    // What ends the share comes last.
    let ends_nothing = &["--exclude-method=DELETE"];
    try_all(&server, Some(&pending.bearer()), &names(&pending), ends_nothing);
    try_all(&server, Some(&opened.lease.to_bearer()), &names(&live), ends_nothing);
    let owner = live.owner.owner_token().to_bearer();
    try_all(&server, Some(&owner), &names(&live), ends_nothing);
    try_all(&server, Some(&owner), &names(&live), &[]);
}

/// What somebody who has signed in can do, and only they.
const OPERATIONS: [(&str, &[&str]); 3] = [
    ("sender", &["GET /account/shares", "DELETE /account/shares/{share}"]),
    ("auditor", &["GET /audit/shares", "GET /audit/shares/{share}/events"]),
    (
        "admin",
        &[
            "GET /admin/accounts",
            "DELETE /admin/accounts/{account}",
            "GET /admin/accounts/{account}/shares",
            "DELETE /admin/accounts/{account}/shares",
            "DELETE /admin/shares/{share}",
        ],
    ),
];
const SIGN_OUT: &str = "/api/v1/session/end";

#[tokio::test]
async fn the_same_holds_for_whoever_is_signed_in() {
    let metrics_at = format!("127.0.0.1:{}", free_port());
    let settings = [&NO_LIMITS[..], &["--senders=invite", "--metrics-listen", &metrics_at]].concat();
    let server = Server::start(&settings).await;
    let token = |role| server.command(&["token", "create", "--role", role]).trim().to_owned();
    for (role, operations) in OPERATIONS {
        let sender_token = token("sender");
        let sender = signed_in(&sender_token);
        let account = account_of(&sender, &server).await.unwrap();
        let share = sent_by(&sender, &server).await;
        let names = [("share", share.share_id.to_string()), ("account", account.to_string())];
        let token = if role == "sender" { sender_token } else { token(role) };
        let attempt = |which: &[&str]| try_all(&server, Some(&token), &names, which);
        // What ends the things that are named comes after all else, and what ends the session last.
        attempt(&["--exclude-method=DELETE", &format!("--exclude-path={SIGN_OUT}")]);
        attempt(&["--include-method=DELETE"]);
        attempt(&[&format!("--include-path={SIGN_OUT}")]);
        let metrics = reqwest::get(format!("http://{metrics_at}/metrics")).await.unwrap().text().await.unwrap();
        let counted: Vec<_> = metrics.lines().filter(|line| line.starts_with("phial_requests_total{")).collect();
        for operation in operations {
            assert!(has_succeeded(&counted, operation), "no {role} came through to {operation}: {counted:#?}");
        }
        assert_eq!(share.owned().await.unwrap().state == ShareState::Erased, role != "auditor", "{role}");
        assert_eq!(account_of(&signed_in(&token), &server).await, None, "the {role} has signed out");
    }
}

/// Whether the counters of requests tell of a success.
fn has_succeeded(counted: &[&str], operation: &str) -> bool {
    let (method, route) = operation.split_once(' ').unwrap();
    let labels = [format!("method=\"{method}\""), format!("route=\"/api/v1{route}\""), "status=\"2xx\"".to_owned()];
    counted.iter().any(|line| labels.iter().all(|label| line.contains(label)))
}

fn signed_in(token: &str) -> Client {
    let headers = HeaderMap::from_iter([(AUTHORIZATION, format!("Bearer {token}").parse().unwrap())]);
    Client::builder().default_headers(headers).build().unwrap()
}

/// Whose session it is, if it is one.
async fn account_of(client: &Client, server: &Server) -> Option<AccountId> {
    let answer = client.get(format!("{}/api/v1/session", server.origin())).send().await.unwrap();
    if answer.status() == 401 { None } else { Some(answer.json::<Session>().await.unwrap().account) }
}

async fn sent_by(sender: &Client, server: &Server) -> Upload {
    let upload = Upload::create_by(sender, &server.origin(), 1000).await.unwrap();
    assert_eq!(upload.put(0).await.unwrap(), 204);
    assert_eq!(upload.seal(Seconds::HOUR, None).await.unwrap(), 200);
    upload
}
