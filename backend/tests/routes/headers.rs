//! The security headers, on every kind of answer.

use phial_shared::api::LinkState;
use reqwest::{Method, Response};

use crate::support::{HOUR, TestServer};

fn check(response: &Response, what: &str) {
    let header = |name: &str| response.headers().get(name).map_or("", |value| value.to_str().unwrap());
    let policy = header("content-security-policy");
    for rule in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "frame-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(policy.contains(rule), "{what}: {rule}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("data:") && !policy.contains('*'), "{what}");
    assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{what}");
    assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{what}");
    assert_eq!(header("cross-origin-embedder-policy"), "require-corp", "{what}");
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header("referrer-policy"), "no-referrer", "{what}");
    assert!(header("permissions-policy").contains("geolocation=()"), "{what}");
    assert!(!header("cache-control").is_empty(), "{what}");
    assert_eq!(header("server"), "", "{what}");
}

#[tokio::test]
async fn every_kind_of_answer_has_them() {
    let server = TestServer::start().await;
    let live = server.share(100, &[HOUR]).await;
    let lease = server.opened(&live.links[0]).await.lease;
    let content = |range| server.content(&live.links[0], &lease).header("range", range);
    let cases = [
        ("page", server.get("/"), 0),
        ("page that is not there", server.get("/nowhere"), 0),
        ("head", server.request(Method::HEAD, "/s/x"), 0),
        ("health", server.get("/healthz"), 200),
        ("json", server.get("/api/v1/config"), 200),
        ("no content", server.report(&live.links[0], &lease, phial_shared::api::ReportKind::Viewed, 0), 204),
        ("partial content", content("bytes=0-1"), 206),
        ("bad request", server.post("/api/v1/shares").body("{"), 400),
        ("forbidden", server.get(&format!("/api/v1/shares/{}", live.id)), 403),
        ("not found", server.get("/api/nowhere"), 404),
        ("method", server.request(Method::PATCH, "/api/v1/config"), 405),
        ("length required", server.request(Method::PUT, "/api/v1/shares/x/parts/0"), 404),
        ("range", content("bytes=100000-"), 416),
    ];
    for (what, request, status) in cases {
        let response = request.send().await.unwrap();
        check(&response, what);
        if status != 0 {
            assert_eq!(response.status(), status, "{what}");
        }
        if status >= 200 {
            assert_eq!(response.headers()["cache-control"], "no-store", "{what}");
        }
    }
    server.erase(live.id, &live.owner_token()).await;
    let gone = content("bytes=0-1").send().await.unwrap();
    assert_eq!(gone.status(), 410);
    check(&gone, "gone");
    assert_eq!(server.status(&live.links[0]).await.state, LinkState::Revoked);
}
