//! Requests to domain types.

use std::future::{Ready, ready};
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderMap, HeaderName};
use actix_web::{FromRequest, HttpRequest, web};
use phial_shared::api::{MAX_JSON_BODY, MAX_SEAL_BODY};
use phial_shared::error_code::ErrorCode;
use phial_shared::ids::{LinkId, LinkRef, ShareId};
use serde::de::DeserializeOwned;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::body::{BodyError, Pace, Pieces};
use super::problem::ApiError;

/// What a header says; nothing if it is missing or no text.
pub(super) fn header_text(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
}

/// The `{share}` of the path.
pub(super) struct SharePath(pub(super) ShareId);

impl FromRequest for SharePath {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(share(request).map(Self).ok_or_else(|| ErrorCode::UnknownShare.into()))
    }
}

/// The `{link}` of the path, as the server knows it.
pub(super) struct LinkPath(pub(super) LinkRef);

impl FromRequest for LinkPath {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(link(request).map(Self).ok_or_else(|| ErrorCode::UnknownLink.into()))
    }
}

/// The `{link_ref}` of the path: the owner's name for a link, which opens nothing.
pub(super) struct LinkRefPath(pub(super) LinkRef);

impl FromRequest for LinkRefPath {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let link = request.match_info().get("link_ref").and_then(|link| link.parse().ok());
        ready(link.map(Self).ok_or_else(|| ErrorCode::UnknownLink.into()))
    }
}

pub(super) fn share(request: &HttpRequest) -> Option<ShareId> {
    request.match_info().get("share")?.parse().ok()
}

pub(super) fn link(request: &HttpRequest) -> Option<LinkRef> {
    request.match_info().get("link")?.parse().ok().map(LinkId::to_ref)
}

/// The token of `Authorization: Bearer …` (RFC 6750); `None` when it is missing or no token.
pub(super) struct Bearer<T>(pub(super) Option<T>);

impl<T: FromStr> FromRequest for Bearer<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(bearer(request))))
    }
}

fn bearer<T: FromStr>(request: &HttpRequest) -> Option<T> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") { token.trim().parse().ok() } else { None }
}

/// A JSON body of at most `MOST` bytes. The media type is not asked for: nothing but JSON is understood, and no browser
/// sends a token unasked.
pub(super) struct Json<T, const MOST: usize = MAX_JSON_BODY>(pub(super) T);

impl<T: DeserializeOwned, const MOST: usize> FromRequest for Json<T, MOST> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let payload = web::Payload::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let payload = payload.await.map_err(|_| ErrorCode::BadRequest)?;
            Ok(Self(read_json(&request, payload, MOST).await?))
        })
    }
}

/// Reads a JSON body of at most `most` bytes.
pub(super) async fn read_json<T: DeserializeOwned>(
    request: &HttpRequest,
    payload: web::Payload,
    most: usize,
) -> Result<T, ApiError> {
    let pace = request.app_data::<web::Data<Pace>>().ok_or(ErrorCode::Internal)?;
    let room = request.app_data::<web::Data<JsonRoom>>().ok_or(ErrorCode::Internal)?;
    let too_large = || ApiError::with_limit(ErrorCode::BodyTooLarge, most as u64);
    if content_length(request).is_some_and(|len| len > most as u64) {
        return Err(too_large());
    }
    let mut pieces = Pieces::new(request, payload, most, ***pace);
    let mut body = JsonBody::new(room);
    loop {
        match pieces.next().await {
            Ok(Some(piece)) => body.push(&piece).map_err(|NoRoom| ApiError::busy())?,
            Ok(None) => return serde_json::from_slice(&body.bytes).map_err(|_| ErrorCode::BadRequest.into()),
            Err(BodyError::TooLong) => return Err(too_large()),
            Err(BodyError::TooSlow) => return Err(ErrorCode::TooSlow.into()),
            Err(BodyError::Cut) => return Err(ErrorCode::BadRequest.into()),
        }
    }
}

/// The memory that JSON bodies may take together, beyond the first bytes of each.
#[derive(Clone)]
pub(super) struct JsonRoom(Arc<Semaphore>);

/// Bytes of all JSON bodies together: those of 16 of the largest.
const JSON_ROOM: usize = 16 * MAX_SEAL_BODY;
/// Bytes of each body that need no room. They are as many as there are connections.
const FREE_ROOM: usize = MAX_JSON_BODY;

impl JsonRoom {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(JSON_ROOM)))
    }
}

/// A JSON body that arrives. It takes room as it grows: who announces much and sends nothing takes nothing from others.
struct JsonBody<'a> {
    bytes: Vec<u8>,
    room: &'a JsonRoom,
    taken: Option<SemaphorePermit<'a>>,
}

/// Other JSON bodies take all the room.
struct NoRoom;

impl<'a> JsonBody<'a> {
    fn new(room: &'a JsonRoom) -> Self {
        Self { bytes: Vec::new(), room, taken: None }
    }

    fn push(&mut self, piece: &[u8]) -> Result<(), NoRoom> {
        if self.bytes.len() + piece.len() > FREE_ROOM {
            // At most MAX_SEAL_BODY.
            let more = self.room.0.try_acquire_many(piece.len() as u32).map_err(|_| NoRoom)?;
            match &mut self.taken {
                Some(taken) => taken.merge(more),
                None => self.taken = Some(more),
            }
        }
        self.bytes.extend_from_slice(piece);
        Ok(())
    }
}

/// The announced length of the body. The server's parser has refused requests whose header is not one number.
pub(super) fn content_length(request: &HttpRequest) -> Option<u64> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
