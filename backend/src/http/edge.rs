//! What every answer has: security headers, and one line in the log.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use actix_web::body::{BodySize, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{ConnectionType, Method};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest};
use bytes::Bytes;
use phial_shared::error_code::ErrorCode;

use super::address::Clients;
use super::problem::ApiError;
use super::{extract, full};
use crate::listener::{UnderWay, Visit};
use crate::metrics::{Answered, Metrics};

/// Only our own files, no inline script or style, nothing from other hosts, no framing. Content that was opened is shown
/// from `blob:` addresses; what is played piece by piece, or downloaded while it is decrypted (in a frame), from one that the
/// page's own worker answers for. Script addresses (workers) come from the one policy that the page makes.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; \
    frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; \
    require-trusted-types-for 'script'; trusted-types phial";
/// The page takes photos; it needs nothing else of the device.
const PERMISSIONS_POLICY: &str = "camera=(self), accelerometer=(), browsing-topics=(), display-capture=(), \
    encrypted-media=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), \
    publickey-credentials-get=(), usb=(), xr-spatial-tracking=()";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::PERMISSIONS_POLICY, PERMISSIONS_POLICY),
];

/// A year: browsers that have once seen the server by HTTPS do not try it without.
const STRICT_TRANSPORT_SECURITY: &str = "max-age=31536000";

/// What the edge works with.
pub(super) struct Edge {
    pub(super) clients: Arc<Clients>,
    /// Whether browsers reach the server by HTTPS.
    pub(super) https: bool,
    pub(super) metrics: Arc<Metrics>,
}

/// How long a request waits for room: who has stopped in the middle of one is noticed sooner.
const MOMENT: Duration = Duration::from_millis(400);

/// Whether there is room for the request, at once or in a moment.
async fn has_room(visit: Option<&Visit>) -> bool {
    let Some(visit) = visit else { return true };
    if visit.is_above_bound() {
        tokio::time::sleep(MOMENT).await;
        return !visit.is_above_bound();
    }
    true
}

impl Edge {
    /// The outermost middleware.
    pub(super) async fn handle(
        self: Arc<Self>,
        request: ServiceRequest,
        next: Next<impl MessageBody + 'static>,
    ) -> Result<ServiceResponse<LoggedBody<impl MessageBody + 'static>>, Error> {
        let started = Instant::now();
        let under_way = request.conn_data::<Visit>().map(Visit::request);
        let has_room = has_room(request.conn_data::<Visit>()).await;
        let mut response = if has_room {
            next.call(request).await?.map_into_left_body()
        } else {
            come_again(request).map_into_right_body()
        };
        self.insert_headers(response.headers_mut());
        let line = LogLine::new(&response, started, &self);
        Ok(response.map_body(|_, body| LoggedBody { body: Box::pin(body), line, _under_way: under_way }))
    }

    fn insert_headers(&self, headers: &mut HeaderMap) {
        for (name, value) in HEADERS {
            // The document for a full server has a policy of its own.
            if !headers.contains_key(&name) {
                headers.insert(name, HeaderValue::from_static(value));
            }
        }
        if self.https {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(STRICT_TRANSPORT_SECURITY));
        }
        // Pages and their files have said how long they may be kept. Nothing else may be.
        if !headers.contains_key(header::CACHE_CONTROL) {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
    }
}

/// The answer to whoever is one too many.
fn come_again(request: ServiceRequest) -> ServiceResponse {
    let mut response = full::answer(&request);
    response.head_mut().set_connection_type(ConnectionType::Close);
    request.into_response(response)
}

/// One line of the log: what was asked in general, never for what in particular.
struct LogLine {
    started: Instant,
    method: &'static str,
    route: Option<String>,
    id: Option<String>,
    client: Option<String>,
    status: u16,
    code: Option<ErrorCode>,
    cause: Option<String>,
    bytes: u64,
    metrics: Arc<Metrics>,
}

impl LogLine {
    fn new<B>(response: &ServiceResponse<B>, started: Instant, edge: &Edge) -> Self {
        let request = response.request();
        let error = response.response().error().and_then(|error| error.as_error::<ApiError>());
        Self {
            started,
            method: known_method(request.method()),
            route: request.match_pattern(),
            id: short_id(request),
            client: edge.clients.logged(request),
            status: response.status().as_u16(),
            code: error.map(ApiError::code),
            cause: error.and_then(ApiError::cause),
            bytes: 0,
            metrics: edge.metrics.clone(),
        }
    }

    fn write(&self) {
        let Self { method, route, id, client, status, code, cause, bytes, .. } = self;
        let (took, route) = (self.started.elapsed(), route.as_deref().unwrap_or("none"));
        self.metrics.answered(Answered { method, route, status: *status, code: *code, sent: *bytes, took });
        let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let code = code.map(ErrorCode::as_str);
        if cause.is_some() {
            tracing::error!(method, route, id, client, status, code, cause, bytes, duration_ms, "request failed");
        } else if matches!(route, "/healthz" | "/readyz") {
            tracing::debug!(method, route, status, bytes, duration_ms, "request");
        } else {
            tracing::info!(method, route, id, client, status, code, bytes, duration_ms, "request");
        }
    }
}

/// A client may send any word as the method; it is not repeated in the log.
fn known_method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "OTHER",
    }
}

fn short_id(request: &HttpRequest) -> Option<String> {
    let share = extract::share(request).map(|share| share.short());
    share.or_else(|| extract::link(request).map(|link| link.short()))
}

/// Counts the bytes of an answer, and writes its line when the last is sent or the client has gone.
pub(super) struct LoggedBody<B> {
    body: Pin<Box<B>>,
    line: LogLine,
    /// The request is over when the answer is.
    _under_way: Option<UnderWay>,
}

impl<B: MessageBody> MessageBody for LoggedBody<B> {
    type Error = B::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, B::Error>>> {
        let piece = ready!(self.body.as_mut().poll_next(cx));
        match &piece {
            Some(Ok(piece)) => self.line.bytes += piece.len() as u64,
            Some(Err(_)) => self.line.cause = Some("the content could not be read to its end".to_owned()),
            None => (),
        }
        Poll::Ready(piece)
    }
}

impl<B> Drop for LoggedBody<B> {
    fn drop(&mut self) {
        self.line.write();
    }
}
