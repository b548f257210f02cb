//! What people see where the server has no room for another connection: a document that is whole in itself, as its reader
//! could fetch nothing else. It loads the address again after a while, with the key of a link.

use std::sync::LazyLock;

use actix_web::HttpResponse;
use actix_web::body::BoxBody;
use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use phial_shared::encoding;
use sha2::{Digest, Sha256};

use super::extract::header_text;
use super::problem::ApiError;
use crate::assets::{self, Asset};

/// Only here, with a policy of its own.
pub(super) const DOCUMENT: &str = "/busy.html";

static ANSWER: LazyLock<Option<(&Asset, HeaderValue)>> = LazyLock::new(|| {
    let document = assets::find(DOCUMENT)?;
    let text = std::str::from_utf8(document.content()).ok()?;
    let policy = HeaderValue::from_str(&policy(text)).ok()?;
    Some((document, policy))
});

/// The answer: the document for a browser that was given an address, else a problem.
pub(super) fn answer(request: &ServiceRequest) -> HttpResponse {
    let problem = HttpResponse::from_error(ApiError::busy());
    match &*ANSWER {
        Some((document, policy)) if is_for_people(request) => {
            let representation = document.representation(header_text(request.headers(), header::ACCEPT_ENCODING));
            let mut answer = problem.set_body(BoxBody::new(representation.body));
            let headers = answer.headers_mut();
            if let Some(encoding) = representation.content_encoding {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(document.content_type));
            headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
            answer
        }
        _ => problem,
    }
}

fn is_for_people(request: &ServiceRequest) -> bool {
    request.method() == Method::GET && header_text(request.headers(), header::ACCEPT).contains("text/html")
}

/// The document's own style and script, and nothing else at all.
fn policy(document: &str) -> String {
    let digest = |element: &str| {
        let inside = document.split_once(&format!("<{element}>"))?.1.split_once(&format!("</{element}>"))?.0;
        // Of 32 bytes, in the other alphabet and with the padding.
        let digest = encoding::encode(&Sha256::digest(inside)).replace('-', "+").replace('_', "/");
        Some(format!("'sha256-{digest}='"))
    };
    let [style, script] = ["style", "script"].map(|element| digest(element).unwrap_or("'none'".to_owned()));
    format!(
        "default-src 'none'; style-src {style}; script-src {script}; frame-ancestors 'none'; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_what_is_in_the_document() {
        // FIPS 180-4, the message "abc"; the digest in base64 by openssl.
        let policy = policy("<style>abc</style><script>x</script>");
        assert!(policy.contains("style-src 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"), "{policy}");
        assert!(policy.contains("script-src 'sha256-"), "{policy}");
        assert!(super::policy("<p>").contains("script-src 'none'"));
    }
}
