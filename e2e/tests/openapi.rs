//! The API against its own document: whatever schemathesis makes up, no answer is an error of the server, and none is one that the
//! document does not tell of.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::process::Command;

use phial_e2e::api::Upload;
use phial_e2e::server::Server;
use phial_shared::api::LinkOpened;
use phial_shared::time::Seconds;
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

#[tokio::test]
async fn the_same_holds_for_whoever_is_signed_in() {
    let server = Server::start(&[&NO_LIMITS[..], &["--senders=invite"]].concat()).await;
    for role in ["sender", "auditor", "admin"] {
        let token = server.command(&["token", "create", "--role", role]);
        try_all(&server, Some(token.trim()), &[], &[]);
    }
}
