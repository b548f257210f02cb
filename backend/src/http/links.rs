//! `/api/v1/links`: what recipients do.

use actix_web::body::SizedStream;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use phial_shared::api::{LinkOpened, LinkStatus, OpenLink, ReportEvent};
use phial_shared::error_code::ErrorCode;
use phial_shared::keys::LeaseToken;

use super::address::ClientAddress;
use super::extract::{Bearer, Json, LinkPath};
use super::only;
use super::problem::ApiError;
use super::range::{self, Asked};
use crate::service::Service;

pub(super) fn configure(routes: &mut web::ServiceConfig) {
    routes
        .service(only("/links/{link}", "GET").route(web::get().to(status)))
        .service(only("/links/{link}/open", "POST").route(web::post().to(open)))
        .service(only("/links/{link}/content", "GET").route(web::get().to(content)))
        .service(only("/links/{link}/events", "POST").route(web::post().to(report)));
}

async fn status(
    service: web::Data<Service>,
    LinkPath(link): LinkPath,
    Bearer(lease): Bearer<LeaseToken>,
) -> Result<web::Json<LinkStatus>, ApiError> {
    match service.link_status(link, lease.as_ref()).await? {
        Some(status) => Ok(web::Json(status)),
        None => Err(ErrorCode::UnknownLink.into()),
    }
}

async fn open(
    service: web::Data<Service>,
    LinkPath(link): LinkPath,
    ClientAddress(address): ClientAddress,
    Json(request): Json<OpenLink>,
) -> Result<web::Json<LinkOpened>, ApiError> {
    Ok(web::Json(service.open_link(link, request, address.into()).await?))
}

async fn content(
    service: web::Data<Service>,
    request: HttpRequest,
    LinkPath(link): LinkPath,
    Bearer(lease): Bearer<LeaseToken>,
) -> Result<HttpResponse, ApiError> {
    let leased = service.leased_content(link, lease.as_ref()).await?;
    let len = leased.content.layout.ciphertext_len();
    let (range, is_part) = match range::parse(asked_range(&request), len) {
        Asked::Whole => (0..len, false),
        Asked::Part(range) => (range, true),
        Asked::Nothing => return Err(not_satisfiable(len)),
    };
    let body = SizedStream::new(range.end - range.start, service.read_content(leased, range.clone()).await?);
    let mut response = if is_part { HttpResponse::PartialContent() } else { HttpResponse::Ok() };
    if is_part {
        let content_range = format!("bytes {}-{}/{len}", range.start, range.end - 1);
        response.insert_header((header::CONTENT_RANGE, content_range));
    }
    response.insert_header((header::ACCEPT_RANGES, "bytes")).content_type("application/octet-stream");
    Ok(response.body(body))
}

/// With `If-Range` the answer is whole: no validator is given out that could match.
fn asked_range(request: &HttpRequest) -> Option<&str> {
    let headers = request.headers();
    if headers.contains_key(header::IF_RANGE) {
        return None;
    }
    headers.get(header::RANGE)?.to_str().ok()
}

fn not_satisfiable(len: u64) -> ApiError {
    let error = ApiError::with_limit(ErrorCode::RangeNotSatisfiable, len);
    match HeaderValue::from_str(&format!("bytes */{len}")) {
        Ok(value) => error.header(header::CONTENT_RANGE, value),
        Err(_) => error,
    }
}

async fn report(
    service: web::Data<Service>,
    LinkPath(link): LinkPath,
    Bearer(lease): Bearer<LeaseToken>,
    Json(request): Json<ReportEvent>,
) -> Result<HttpResponse, ApiError> {
    service.report(link, lease.as_ref(), request).await?;
    Ok(HttpResponse::NoContent().finish())
}
