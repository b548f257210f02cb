//! The pages: `/`, `/about`, `/s/…`, `/m/…`, their files, and everything else.
//!
//! The tests hold with and without a built page: without one, every page is an explanation.

use phial_shared::events::EventKind;
use reqwest::{Method, StatusCode};

use crate::support::{HOUR, Recipient, TestServer};

/// What the answer for a page is, where a page that is there has `status`.
async fn page_status(server: &TestServer, status: StatusCode) -> StatusCode {
    let response = server.get("/").send().await.unwrap();
    match response.status() {
        StatusCode::OK => {
            assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
            status
        }
        missing => {
            assert_eq!(missing, StatusCode::SERVICE_UNAVAILABLE);
            assert!(response.text().await.unwrap().contains("cargo xtask build"));
            missing
        }
    }
}

#[tokio::test]
async fn every_address_of_the_application_gives_its_page() {
    let server = TestServer::start().await;
    let ok = page_status(&server, StatusCode::OK).await;
    for path in ["/", "/about", "/s/x", "/s/", "/s/a/b", "/m/x", "/s/x?utm_source=y"] {
        for method in [Method::GET, Method::HEAD] {
            let response = server.request(method.clone(), path).send().await.unwrap();
            assert_eq!(response.status(), ok, "{method} {path}");
            assert_eq!(response.headers()["cache-control"], "no-store", "{method} {path}");
            let announced: usize = response.headers()["content-length"].to_str().unwrap().parse().unwrap();
            assert!(announced > 0);
            let body = response.bytes().await.unwrap();
            assert_eq!(body.len(), if method == Method::HEAD { 0 } else { announced }, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn elsewhere_is_nothing() {
    let server = TestServer::start().await;
    let not_found = page_status(&server, StatusCode::NOT_FOUND).await;
    for path in ["/nowhere", "/s", "/about/x", "/assets/none.js", "/assets/", "/../etc/passwd", "/%2e%2e/x", "//"] {
        let response = server.get(path).send().await.unwrap();
        assert_eq!(response.status(), not_found, "{path}");
        assert_eq!(response.headers()["cache-control"], "no-store", "{path}");
    }
}

#[tokio::test]
async fn files_with_a_hash_in_their_name_are_kept_for_ever() {
    let server = TestServer::start().await;
    let page = server.get("/").send().await.unwrap();
    if page.status() != StatusCode::OK {
        return;
    }
    let page = page.text().await.unwrap();
    let start = page.find("/assets/").expect("the page loads a file");
    let path: String = page[start..].chars().take_while(|c| !matches!(c, '"' | '\'' | ' ' | '>')).collect();
    let response = server.get(&path).send().await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    assert_eq!(response.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(response.headers()["vary"], "Accept-Encoding");
    let etag = response.headers()["etag"].clone();
    let again = server.get(&path).header("if-none-match", etag).send().await.unwrap();
    assert_eq!(again.status(), 304);
    let compressed = server.get(&path).header("accept-encoding", "br").send().await.unwrap();
    assert_eq!(compressed.headers()["content-encoding"], "br");
}

#[tokio::test]
async fn a_key_in_the_path_is_logged_once_for_its_link() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR, HOUR]).await;
    let ok = page_status(&server, StatusCode::OK).await;
    let id = live.links[0].id;
    for mark in ["%23", "%2523", "%23"] {
        for method in [Method::GET, Method::HEAD] {
            let response = server.request(method, &format!("/s/{id}{mark}1abc")).send().await.unwrap();
            assert_eq!(response.status(), ok);
        }
    }
    let unknown = format!("/s/{}%231abc", Recipient::random().id);
    assert_eq!(server.get(&unknown).send().await.unwrap().status(), ok);
    let events = server.events(&live).await;
    let seen: Vec<_> = events.iter().filter(|event| event.kind == EventKind::KeyInPath).map(|e| e.link).collect();
    assert_eq!(seen, [Some(id.to_ref())]);
    assert_eq!(server.owned(&live).await.links[0].opens, 0);
}
