//! `/readyz`, and the listener of operators.

use std::time::Duration;

use phial::config::DatabaseUrl;
use phial_shared::error_code::ErrorCode;
use phial_shared::keys::LeaseToken;
use phial_testkit::postgres::{Durability, Postgres};

use crate::support::{HOUR, TestServer, problem, soon, times};

async fn ready(server: &TestServer) -> reqwest::Response {
    server.get("/readyz").send().await.unwrap()
}

async fn becomes_unready(server: &TestServer) {
    let refused = async {
        loop {
            let response = ready(server).await;
            if response.status() != 200 {
                break response;
            }
        }
    };
    problem(soon(refused).await, ErrorCode::NotReady).await;
}

/// The lines of the metrics that begin so.
pub(crate) async fn scrape(server: &TestServer, begin: &str) -> Vec<String> {
    let address = server.metrics_address().unwrap();
    let response = server.client.get(format!("http://{address}/metrics")).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let text = response.text().await.unwrap();
    assert!(text.ends_with("# EOF\n"), "{text}");
    text.lines().filter(|line| line.starts_with(begin)).map(str::to_owned).collect()
}

/// Waits until the metrics have a line.
pub(crate) async fn shows(server: &TestServer, line: &str) {
    let waiting = async { while scrape(server, line).await != [line] {} };
    if tokio::time::timeout(Duration::from_secs(30), waiting).await.is_err() {
        panic!("{line} is not in\n{}", scrape(server, "phial_").await.join("\n"));
    }
}

async fn measured() -> TestServer {
    TestServer::with(|config| config.listen.metrics = Some("127.0.0.1:0".parse().unwrap())).await
}

#[tokio::test]
async fn a_server_without_its_store_is_not_ready() {
    let server = TestServer::on_a_folder().await;
    let response = ready(&server).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.text().await.unwrap(), "ok");
    let (objects, elsewhere) = (server.config.data.folder.join("objects"), server.config.data.folder.join("elsewhere"));
    std::fs::rename(&objects, &elsewhere).unwrap();
    // The last answer stands for a second.
    becomes_unready(&server).await;
    std::fs::rename(&elsewhere, &objects).unwrap();
    soon(async { while ready(&server).await.status() != 200 {} }).await;
}

#[tokio::test]
async fn a_server_without_its_database_is_not_ready_until_it_is_back() {
    let mut postgres = Postgres::start(Durability::Off);
    let url = DatabaseUrl::Postgres(postgres.create_database().parse().unwrap());
    let server = TestServer::with(|config| config.data.database.url = url).await;
    assert_eq!(ready(&server).await.status(), 200);
    postgres.stop();
    becomes_unready(&server).await;
    assert_eq!(server.get("/healthz").send().await.unwrap().status(), 200, "it need not be started anew");
    postgres.start_again();
    soon(async { while ready(&server).await.status() != 200 {} }).await;
    server.share(100, &[HOUR]).await;
}

#[tokio::test]
async fn a_server_that_is_about_to_stop_is_not_ready_and_works() {
    let server = TestServer::start().await;
    assert_eq!(ready(&server).await.status(), 200);
    server.announce_stop();
    problem(ready(&server).await, ErrorCode::NotReady).await;
    assert_eq!(server.get("/healthz").send().await.unwrap().status(), 200);
    server.share(100, &[HOUR]).await;
}

#[tokio::test]
async fn metrics_count_what_happens() {
    let server = measured().await;
    let live = server.share(100, &[times(1)]).await;
    let lease = server.opened(&live.links[0]).await.lease;
    let len = server.content(&live.links[0], &lease).send().await.unwrap().bytes().await.unwrap().len();
    problem(server.open(&live.links[0], None).await, ErrorCode::Exhausted).await;
    for line in [
        "phial_openings_total{result=\"granted\"} 1".to_owned(),
        "phial_openings_total{result=\"exhausted\"} 1".to_owned(),
        "phial_problems_total{code=\"exhausted\"} 1".to_owned(),
        "phial_requests_total{method=\"PUT\",route=\"/api/v1/shares/{share}/parts/{part}\",status=\"2xx\"} 1"
            .to_owned(),
        "phial_requests_total{method=\"POST\",route=\"/api/v1/links/{link}/open\",status=\"4xx\"} 1".to_owned(),
        "phial_request_duration_seconds_count{method=\"POST\",route=\"/api/v1/links/{link}/open\"} 2".to_owned(),
        format!("phial_parts_received_bytes_total {len}"),
        format!("phial_content_served_bytes_total {len}"),
        format!("phial_upload_memory_bytes {}", 64 << 20),
        "phial_upload_memory_used_bytes 0".to_owned(),
        "phial_uploads_waiting 0".to_owned(),
        "phial_sweeps_total{result=\"done\"} 1".to_owned(),
        format!("phial_sweep_success_timestamp_seconds {}", crate::support::START),
        format!("phial_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION")),
    ] {
        // What was answered is counted when its last byte is sent, which the client may have read before; and the server's
        // first sweep takes its time where database and store are elsewhere.
        shows(&server, &line).await;
    }
    // The client has one connection, or two where it did not wait for the first to be free again.
    let connections = scrape(&server, "phial_connections ").await.remove(0);
    assert!(["phial_connections 1", "phial_connections 2"].contains(&&*connections), "{connections}");
    let everything = scrape(&server, "").await.join("\n");
    for secret in [live.id.to_string(), live.id.short(), live.links[0].id.to_string(), "127.0.0.1".to_owned()] {
        assert!(!everything.contains(&secret), "{secret}");
    }
}

#[tokio::test]
async fn the_operators_listener_has_nothing_else() {
    let server = measured().await;
    let at = |path: &str| server.client.get(format!("http://{}{path}", server.metrics_address().unwrap()));
    for path in ["/", "/healthz", "/api/v1/config", "/metrics/"] {
        problem(at(path).send().await.unwrap(), ErrorCode::NotFound).await;
    }
    assert_eq!(server.get("/metrics").send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn what_should_be_gone_has_an_age() {
    let server = measured().await;
    let overdue = async || scrape(&server, "phial_overdue_seconds").await.remove(0);
    assert_eq!(overdue().await, "phial_overdue_seconds 0");
    // An hour and a lease of an hour; exhausted, with its lease; never sealed; taken back, which is erased at once.
    server.share(100, &[HOUR]).await;
    let exhausted = server.share(100, &[times(1)]).await;
    let _: LeaseToken = server.opened(&exhausted.links[0]).await.lease;
    server.draft(100).await;
    server.advance(3599);
    assert_eq!(overdue().await, "phial_overdue_seconds 0");
    server.advance(61);
    assert_eq!(overdue().await, "phial_overdue_seconds 60");
    server.sweep().await;
    assert_eq!(overdue().await, "phial_overdue_seconds 0");
    server.advance(24 * 3600 - 3660 + 7);
    assert_eq!(overdue().await, "phial_overdue_seconds 7", "the draft");
    server.sweep().await;
    assert_eq!(overdue().await, "phial_overdue_seconds 0");
}

#[tokio::test]
async fn waiting_uploads_are_seen() {
    let server = TestServer::with(|config| {
        config.listen.metrics = Some("127.0.0.1:0".parse().unwrap());
        config.uploads.limits.memory = 8 << 20;
        config.uploads.limits.wait = Duration::from_secs(30);
        config.uploads.pace.idle = Duration::from_secs(2);
    })
    .await;
    let draft = server.draft(20_000_000).await;
    let _first = crate::raw::RawPut::begin(&server, &draft, 0).await;
    let used = format!("phial_upload_memory_used_bytes {}", 8 << 20);
    soon(async { while scrape(&server, &used).await.is_empty() {} }).await;
    let second = tokio::spawn(server.put(&draft, 1, draft.part(1)).send());
    soon(async { while scrape(&server, "phial_uploads_waiting 1").await.is_empty() {} }).await;
    // The first never comes, and is given up.
    assert_eq!(second.await.unwrap().unwrap().status(), 204);
    assert_eq!(scrape(&server, "phial_uploads_waiting 0").await.len(), 1);
}
