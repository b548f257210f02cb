//! `/api/v1/shares`: sending, and what the owner may do.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use phial_shared::api::{
    ChangeLink, CreateShare, ErasureReceipt, EventLog, MAX_LINK_BODY, MAX_SEAL_BODY, NewLink, OwnedLink, OwnedShare,
    PartsArrived, SealShare, ShareSealed,
};
use phial_shared::error_code::ErrorCode;
use phial_shared::keys::{OwnerToken, UploadToken};
use phial_shared::layout::PartIndex;
use serde::Deserialize;

use super::address::ClientAddress;
use super::body::{BodyError, Pace, Pieces};
use super::extract::{Bearer, Json, LinkRefPath, SharePath, content_length, read_json};
use super::only;
use super::problem::ApiError;
use super::session::Caller;
use crate::metrics::Metrics;
use crate::service::Service;
use crate::service::owners::EventsAsked;

pub(super) fn configure(routes: &mut web::ServiceConfig) {
    routes
        .service(only("/shares", "POST").route(web::post().to(create)))
        .service(only("/shares/{share}", "GET, DELETE").route(web::get().to(look)).route(web::delete().to(erase)))
        .service(only("/shares/{share}/parts", "GET").route(web::get().to(arrived_parts)))
        .service(only("/shares/{share}/parts/{part}", "PUT").route(web::put().to(put_part)))
        .service(only("/shares/{share}/seal", "POST").route(web::post().to(seal)))
        .service(only("/shares/{share}/events", "GET").route(web::get().to(events)))
        .service(only("/shares/{share}/links", "POST").route(web::post().to(add_link)))
        .service(
            only("/shares/{share}/links/{link_ref}", "PATCH, DELETE")
                .route(web::patch().to(change_link))
                .route(web::delete().to(revoke_link)),
        );
}

async fn create(
    service: web::Data<Service>,
    ClientAddress(address): ClientAddress,
    Caller(token): Caller,
    Json(request): Json<CreateShare>,
) -> Result<impl Responder, ApiError> {
    let sender = service.sender(token.as_ref()).await?;
    let created = service.create_share(&request, sender, address.into()).await?;
    Ok((web::Json(created), StatusCode::CREATED))
}

async fn arrived_parts(
    service: web::Data<Service>,
    SharePath(share): SharePath,
    Bearer(token): Bearer<UploadToken>,
) -> Result<web::Json<PartsArrived>, ApiError> {
    Ok(web::Json(service.arrived_parts(share, token.as_ref()).await?))
}

async fn put_part(
    service: web::Data<Service>,
    pace: web::Data<Pace>,
    metrics: web::Data<Metrics>,
    request: HttpRequest,
    SharePath(share): SharePath,
    Bearer(token): Bearer<UploadToken>,
    payload: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let number = request.match_info().get("part").and_then(|part| part.parse().ok()).map(PartIndex);
    let part = service.expect_part(share, token.as_ref(), number, content_length(&request)).await?;
    let wrong_length = || ApiError::with_limit(ErrorCode::PartLength, part.len.into());
    let mut pieces = Pieces::new(&request, payload, part.len as usize, **pace);
    let mut body = service.begin_part(part).await?;
    loop {
        tokio::select! {
            biased;
            piece = pieces.next() => match piece {
                Ok(Some(piece)) => body.push(piece).await?,
                Ok(None) => break,
                Err(BodyError::TooSlow) => return Err(ErrorCode::TooSlow.into()),
                Err(BodyError::TooLong | BodyError::Cut) => return Err(wrong_length()),
            },
            () = body.has_taken_long() => body.make_room().await?,
        }
    }
    let (body, memory) = service.finish_part(body).await?;
    service.into_inner().store_part(part, body, memory).await?;
    metrics.part_stored(part.len.into());
    Ok(HttpResponse::NoContent().finish())
}

async fn seal(
    service: web::Data<Service>,
    request: HttpRequest,
    SharePath(share): SharePath,
    Bearer(token): Bearer<UploadToken>,
    payload: web::Payload,
) -> Result<web::Json<ShareSealed>, ApiError> {
    // Bodies of this length are for those alone who have announced a share.
    service.expect_seal(share, token.as_ref()).await?;
    let request: SealShare = read_json(&request, payload, MAX_SEAL_BODY).await?;
    Ok(web::Json(service.seal_share(share, token.as_ref(), request).await?))
}

async fn look(
    service: web::Data<Service>,
    SharePath(share): SharePath,
    Bearer(token): Bearer<OwnerToken>,
) -> Result<web::Json<OwnedShare>, ApiError> {
    Ok(web::Json(service.owned_share(share, token.as_ref()).await?))
}

async fn events(
    service: web::Data<Service>,
    SharePath(share): SharePath,
    Bearer(token): Bearer<OwnerToken>,
    request: HttpRequest,
) -> Result<web::Json<EventLog>, ApiError> {
    let asked = web::Query::<EventsQuery>::from_query(request.query_string()).map_err(|_| ErrorCode::BadRequest)?;
    let asked = EventsAsked { after: asked.after, wait: Duration::from_secs(asked.wait) };
    Ok(web::Json(service.event_log(share, token.as_ref(), asked).await?))
}

/// The query of `GET …/events`.
#[derive(Deserialize)]
struct EventsQuery {
    after: Option<u64>,
    #[serde(default)]
    wait: u64,
}

async fn add_link(
    service: web::Data<Service>,
    SharePath(share): SharePath,
    Bearer(token): Bearer<OwnerToken>,
    Json(link): Json<NewLink, MAX_LINK_BODY>,
) -> Result<web::Json<OwnedLink>, ApiError> {
    Ok(web::Json(service.add_link(share, token.as_ref(), link).await?))
}

async fn change_link(
    service: web::Data<Service>,
    SharePath(share): SharePath,
    LinkRefPath(link): LinkRefPath,
    Bearer(token): Bearer<OwnerToken>,
    Json(change): Json<ChangeLink>,
) -> Result<web::Json<OwnedLink>, ApiError> {
    Ok(web::Json(service.change_link(share, link, token.as_ref(), change).await?))
}

async fn revoke_link(
    service: web::Data<Service>,
    SharePath(share): SharePath,
    LinkRefPath(link): LinkRefPath,
    Bearer(token): Bearer<OwnerToken>,
) -> Result<web::Json<OwnedLink>, ApiError> {
    Ok(web::Json(service.revoke_link(share, link, token.as_ref()).await?))
}

async fn erase(
    service: web::Data<Service>,
    SharePath(share): SharePath,
    // An upload token has the same form, and is as good until the share is sealed.
    Bearer(token): Bearer<OwnerToken>,
) -> Result<web::Json<ErasureReceipt>, ApiError> {
    let token = token.map(|token| token.hash());
    Ok(web::Json(service.erase_share(share, token.as_ref()).await?))
}
