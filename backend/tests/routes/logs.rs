//! What the log says, and what it must not say.

use phial_shared::api::ReportKind;
use phial_shared::encoding::encode;
use phial_shared::error_code::ErrorCode;
use phial_shared::keys::LeaseToken;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{HOUR, Live, TestServer, captured, problem, soon};

/// The places of a secret in a text, in any form that it travels or is kept in.
fn find<'a>(text: &str, secrets: &'a [(&'a str, String)]) -> Vec<&'a str> {
    secrets.iter().filter(|(_, secret)| text.contains(secret)).map(|(name, _)| *name).collect()
}

fn secrets_of<'a>(live: &Live, lease: &LeaseToken) -> Vec<(&'a str, String)> {
    let recipient = &live.links[0];
    vec![
        ("share id", live.id.to_string()),
        ("link id", recipient.id.to_string()),
        ("link ref", recipient.id.to_ref().to_string()),
        ("secret", encode(recipient.secret.as_bytes())),
        ("open token", encode(recipient.secret.root().open_token().as_bytes())),
        ("open token hash", encode(recipient.secret.root().open_token().hash().as_bytes())),
        ("owner token", live.owner_token().to_string()),
        ("upload token", live.upload_token.to_bearer().to_string()),
        ("lease", lease.to_bearer().to_string()),
        ("query", "utm_source".to_owned()),
        ("path", "1secretkey".to_owned()),
        ("client's address", "127.0.0.1:4".to_owned()),
    ]
}

/// Requests that the server's parser refuses, with a secret where it could be repeated.
async fn malformed(server: &TestServer, live: &Live) {
    let (id, token) = (live.links[0].id, live.owner_token());
    for request in [
        format!("GET /s/{id}%231secretkey HTTP/9.9\r\n\r\n"),
        format!("GET /s/{id} %231secretkey HTTP/1.1\r\n\r\n"),
        format!("{} /s/x HTTP/1.1\r\nhost: x\r\n\r\n", *token),
        format!("GET /s/{id}\u{1} HTTP/1.1\r\nhost: x\r\n\r\n"),
        format!("GET /s/{id} HTTP/1.1\r\nhost: x\r\n{} : y\r\n\r\n", *token),
        format!("POST /api/v1/shares HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n", *token),
        format!("POST /api/v1/shares HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n{}\r\n", *token),
        format!("GET /s/{id} HTTP/1.1\r\nx: {}\r\n\r\n", "y".repeat(200_000)),
    ] {
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        // The server may close before it has read all.
        let _ = stream.write_all(request.as_bytes()).await;
        let _ = stream.shutdown().await;
        let _ = stream.read_to_end(&mut Vec::new()).await;
    }
}

#[tokio::test]
async fn no_secret_and_no_whole_id_is_logged() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    let recipient = &live.links[0];
    let lease = server.opened(recipient).await.lease;
    server.content(recipient, &lease).send().await.unwrap().bytes().await.unwrap();
    server.report(recipient, &lease, ReportKind::Saved, 0).send().await.unwrap();
    for path in [format!("/s/{}%231secretkey", recipient.id), format!("/s/{}?utm_source=x", recipient.id)] {
        server.get(&path).send().await.unwrap();
    }
    malformed(&server, &live).await;
    // A failure whose cause is logged.
    std::fs::remove_file(server.objects(live.id).join("0")).unwrap();
    problem(server.content(recipient, &lease).send().await.unwrap(), ErrorCode::Internal).await;
    server.owned(&live).await;
    server.erase(live.id, &live.owner_token()).await;
    server.sweep().await;

    let secrets = secrets_of(&live, &lease);
    let log = captured().text();
    assert_eq!(find(&log, &secrets), Vec::<&str>::new());
    // The search finds what is there: the log of this flow was captured, and a planted secret is seen.
    assert!(log.contains(&live.id.short()) && log.contains(&recipient.id.to_ref().short()));
    for (name, secret) in &secrets {
        assert_eq!(find(&format!("{log}{{\"x\":\"{secret}\"}}"), &secrets), [*name]);
    }
}

#[tokio::test]
async fn each_request_is_one_json_line() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    let lease = server.opened(&live.links[0]).await.lease;
    let len = server.content(&live.links[0], &lease).send().await.unwrap().bytes().await.unwrap().len();
    let id = live.links[0].id.to_ref().short();
    // The line is written when the server has sent the last byte, which the client may have read before.
    let line = soon(async {
        loop {
            let log = captured().text();
            let lines = log.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
            let mut found = lines.filter(|line| line["id"] == id && line["route"] == "/api/v1/links/{link}/content");
            if let Some(line) = found.next() {
                assert!(found.next().is_none());
                break line;
            }
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!((&line["level"], &line["method"]), (&"INFO".into(), &"GET".into()));
    assert_eq!((&line["status"], &line["bytes"]), (&200.into(), &len.into()));
    assert!(line["duration_ms"].is_u64());
    let client = line["client"].as_str().unwrap();
    assert!(client.len() == 8 && client.bytes().all(|byte| byte.is_ascii_hexdigit()), "{client}");
}
