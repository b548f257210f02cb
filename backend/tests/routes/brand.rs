//! `/brand.css` and `/brand/…`: what is the organisation's own.

use phial::config::ServeConfig;
use phial_shared::api::ServerConfig;
use phial_shared::error_code::ErrorCode;
use reqwest::Method;

use crate::support::{TestServer, ok, problem};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a picture";

async fn with_site(flags: &[&str]) -> TestServer {
    let site = ServeConfig::from_flags(flags).unwrap().site;
    TestServer::with(|config| config.site = site).await
}

#[tokio::test]
async fn the_colours_come_as_a_style() {
    let server = with_site(&["--site-colour=#7a1f5c"]).await;
    let response = server.get("/brand.css").send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "text/css; charset=utf-8");
    assert_eq!(response.headers()["cache-control"], "no-cache");
    assert!(response.text().await.unwrap().contains("--brand:#7a1f5c"));
}

#[tokio::test]
async fn without_colours_the_style_is_empty() {
    let server = TestServer::start().await;
    let response = server.get("/brand.css").send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.text().await.unwrap(), "");
}

#[tokio::test]
async fn the_logo_is_where_the_config_says_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("logo");
    std::fs::write(&file, PNG).unwrap();
    let server =
        with_site(&["--site-name=San Luca", "--site-telephone=02 1234", &format!("--site-logo={}", file.display())])
            .await;
    let config: ServerConfig = ok(server.get("/api/v1/config").send().await.unwrap()).await;
    assert_eq!(config.site_name, "San Luca");
    assert_eq!(config.site.telephone.unwrap().uri, "tel:021234");
    let path = config.site.logo.unwrap();
    for method in [Method::GET, Method::HEAD] {
        let response = server.request(method, &path).send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "image/png");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        assert_eq!(response.headers()["cache-control"], "public, max-age=31536000, immutable");
        assert!(response.headers()["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
    }
    assert_eq!(server.get(&path).send().await.unwrap().bytes().await.unwrap(), PNG);
    for other in ["/brand/logo-0000000000000000.png", "/brand/logo", "/brand/x.css"] {
        problem(server.get(other).send().await.unwrap(), ErrorCode::NotFound).await;
    }
}

#[tokio::test]
async fn they_are_only_read() {
    let server = TestServer::start().await;
    for path in ["/brand.css", "/brand/logo.png"] {
        let response = server.post(path).send().await.unwrap();
        assert_eq!(response.headers()["allow"], "GET, HEAD");
        problem(response, ErrorCode::MethodNotAllowed).await;
    }
}

#[tokio::test]
async fn the_installed_page_has_the_organisations_name() {
    let server = TestServer::start().await;
    let response = server.get("/manifest.webmanifest").send().await.unwrap();
    if server.get("/").send().await.unwrap().status() != 200 {
        problem(response, ErrorCode::NotFound).await;
        return;
    }
    assert_eq!(response.headers()["content-type"], "application/manifest+json");
    assert_eq!(response.headers()["cache-control"], "no-cache");
    let manifest: serde_json::Value = response.json().await.unwrap();
    assert_eq!((&manifest["name"], &manifest["id"]), (&"Test Hospital".into(), &"/".into()));
}
