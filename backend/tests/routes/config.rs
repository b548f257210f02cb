//! `/healthz`, `/api/v1/config`, and what is nowhere.

use phial::config::StoreConfig;
use phial_shared::api::{ServerConfig, StorageInfo, StorageKind};
use phial_shared::error_code::ErrorCode;
use phial_shared::time::Seconds;
use reqwest::Method;

use crate::support::{TestServer, ok, problem};

#[tokio::test]
async fn config_tells_the_limits() {
    let server = TestServer::with(|config| config.policy.max_opens = Some(10)).await;
    let config: ServerConfig = ok(server.get("/api/v1/config").send().await.unwrap()).await;
    assert_eq!(config.site_name, "Test Hospital");
    assert_eq!(config.max_files_len, 32 << 20);
    assert_eq!(config.max_lifetime, Seconds::DAY.times(30));
    assert_eq!(config.max_opens, Some(10));
    assert_eq!(config.lease, Seconds::HOUR);
}

#[tokio::test]
async fn config_tells_where_ciphertext_is() {
    let server = TestServer::start().await;
    let config: ServerConfig = ok(server.get("/api/v1/config").send().await.unwrap()).await;
    let some = |text: &str| Some(text.to_owned());
    let expected = match server.config.data.store {
        StoreConfig::Folder(_) => StorageInfo { kind: StorageKind::Local, region: None, bucket: None },
        StoreConfig::S3(_) => {
            StorageInfo { kind: StorageKind::S3, region: some("test-region"), bucket: some("test-bucket") }
        }
    };
    assert_eq!(config.storage, expected);
}

#[tokio::test]
async fn healthz_answers() {
    let server = TestServer::start().await;
    let response = server.get("/healthz").send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.text().await.unwrap(), "ok");
}

#[tokio::test]
async fn what_is_nowhere_is_not_found() {
    let server = TestServer::start().await;
    for path in ["/api", "/api/", "/api/v1", "/api/v2/config", "/api/v1/share", "/api/v1/links/x/y/z"] {
        for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE] {
            let response = server.request(method, path).send().await.unwrap();
            assert_eq!(response.status(), 404, "{path}");
            problem(response, ErrorCode::NotFound).await;
        }
    }
}

#[tokio::test]
async fn other_methods_are_not_allowed() {
    let server = TestServer::start().await;
    let cases = [
        (Method::POST, "/healthz", "GET"),
        (Method::PUT, "/api/v1/config", "GET"),
        (Method::GET, "/api/v1/shares", "POST"),
        (Method::POST, "/api/v1/shares/x", "GET, DELETE"),
        (Method::POST, "/api/v1/shares/x/parts", "GET"),
        (Method::GET, "/api/v1/shares/x/parts/0", "PUT"),
        (Method::GET, "/api/v1/shares/x/seal", "POST"),
        (Method::POST, "/api/v1/shares/x/events", "GET"),
        (Method::DELETE, "/api/v1/links/x", "GET"),
        (Method::GET, "/api/v1/links/x/open", "POST"),
        (Method::PUT, "/api/v1/links/x/content", "GET"),
        (Method::GET, "/api/v1/links/x/events", "POST"),
        (Method::POST, "/", "GET, HEAD"),
        (Method::PUT, "/s/x", "GET, HEAD"),
        (Method::DELETE, "/nowhere", "GET, HEAD"),
    ];
    for (method, path, allows) in cases {
        let response = server.request(method.clone(), path).send().await.unwrap();
        assert_eq!(response.headers()["allow"], allows, "{method} {path}");
        problem(response, ErrorCode::MethodNotAllowed).await;
    }
}
