//! The application in the browser: a document at every address of it, and the files that they load.

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, Resource, Responder, guard, web};
use phial_shared::ids::{LinkId, LinkRef};

use super::extract::header_text;
use super::full;
use super::problem::ApiError;
use crate::assets::{self, Asset};
use crate::service::Service;

/// Below this, a path stands for one content for ever: the name holds its hash.
const HASHED: &str = "/assets/";
/// How long such a content may be kept (RFC 8246).
pub(super) const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// The document of the sender's program, which also says that there is nothing at an address.
const SENDER: &str = "/index.html";
/// The document of the recipient's program.
const RECIPIENT: &str = "/open.html";
/// The document of the program in which people see and change what they have sent, with what only their links open.
const MANAGE: &str = "/manage.html";
/// The document of the program in which people sign in and see what they have sent.
const ACCOUNT: &str = "/account.html";
const NOT_BUILT: &str = "This Phial was built without its page. Run: cargo xtask build\n";

pub(super) fn configure(routes: &mut web::ServiceConfig) {
    for address in ["/", "/about"] {
        routes.service(page_at(address).route(reading().to(page)));
    }
    for address in ["/mine", "/m/{tail:.*}"] {
        routes.service(page_at(address).route(reading().to(manage_page)));
    }
    for address in ["/join", "/signed-in", "/shares"] {
        routes.service(page_at(address).route(reading().to(account_page)));
    }
    routes.service(page_at("/s/{tail:.*}").route(reading().to(opening_page)));
    routes.default_service(web::route().to(file));
}

fn page_at(address: &str) -> Resource {
    super::only(address, "GET, HEAD")
}

/// GET, and HEAD, which the server answers without the body.
pub(super) fn reading() -> actix_web::Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

async fn page(request: HttpRequest) -> HttpResponse {
    document(&request, SENDER, StatusCode::OK)
}

async fn manage_page(request: HttpRequest) -> HttpResponse {
    document(&request, MANAGE, StatusCode::OK)
}

async fn account_page(request: HttpRequest) -> HttpResponse {
    document(&request, ACCOUNT, StatusCode::OK)
}

async fn opening_page(service: web::Data<Service>, request: HttpRequest) -> HttpResponse {
    if let Some(link) = link_with_key_in_path(request.path()) {
        service.key_seen_in_path(link).await;
    }
    document(&request, RECIPIENT, StatusCode::OK)
}

/// A file of the page, or the page that says that there is nothing here.
async fn file(request: HttpRequest) -> HttpResponse {
    if !matches!(*request.method(), actix_web::http::Method::GET | actix_web::http::Method::HEAD) {
        return ApiError::method_not_allowed("GET, HEAD").respond_to(&request);
    }
    match assets::find(request.path()).filter(|asset| asset.path != full::DOCUMENT) {
        Some(asset) if request.path().starts_with(HASHED) => send(&request, asset, StatusCode::OK, FOR_EVER),
        Some(asset) => send(&request, asset, StatusCode::OK, "no-cache"),
        None => document(&request, SENDER, StatusCode::NOT_FOUND),
    }
}

fn document(request: &HttpRequest, path: &str, status: StatusCode) -> HttpResponse {
    match assets::find(path) {
        Some(page) => send(request, page, status, "no-store"),
        None => HttpResponse::ServiceUnavailable().content_type("text/plain; charset=utf-8").body(NOT_BUILT),
    }
}

fn send(request: &HttpRequest, asset: &'static Asset, status: StatusCode, cache: &'static str) -> HttpResponse {
    let header_text = |name| header_text(request.headers(), name);
    let mut response = HttpResponse::build(status);
    response
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::VARY, "Accept-Encoding"))
        .insert_header((header::ETAG, asset.etag));
    if status == StatusCode::OK && header_text(header::IF_NONE_MATCH).split(',').any(|tag| tag.trim() == asset.etag) {
        return response.status(StatusCode::NOT_MODIFIED).finish();
    }
    let representation = asset.representation(header_text(header::ACCEPT_ENCODING));
    if let Some(encoding) = representation.content_encoding {
        response.insert_header((header::CONTENT_ENCODING, encoding));
    }
    response.content_type(asset.content_type).body(representation.body)
}

/// The link of a path such as `/s/{link}%231…`: mail scanners and chat programs write `#` as `%23`, and encode that again.
fn link_with_key_in_path(path: &str) -> Option<LinkRef> {
    let tail = path.strip_prefix("/s/")?;
    let (id, rest) = tail.split_at(tail.find(['%', '#'])?);
    let key_follows = ["#", "%23", "%2523"].iter().any(|mark| rest.starts_with(mark));
    if key_follows { id.parse().ok().map(LinkId::to_ref) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_in_the_path_is_recognised() {
        let id = LinkId::from_bytes([7; 16]);
        for mark in ["%23", "%2523", "#"] {
            assert_eq!(link_with_key_in_path(&format!("/s/{id}{mark}1abc")), Some(id.to_ref()), "{mark}");
        }
        for path in [format!("/s/{id}"), format!("/s/{id}%201"), format!("/m/{id}%231"), "/s/x%231".to_owned()] {
            assert_eq!(link_with_key_in_path(&path), None, "{path}");
        }
    }
}
