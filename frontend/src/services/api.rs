//! The server's endpoints. Every call is one attempt; see [`super::attempts`] for repeating.

use std::ops::Range;
use std::rc::Rc;
use std::time::Duration;

use js_sys::{ArrayBuffer, Uint8Array};
use phial_shared::api::{
    ChangeLink, CreateShare, ErasureReceipt, EventLog, LinkStatus, MAX_EVENTS_WAIT, NewLink, OpenLink, OwnedLink,
    OwnedShare, ReportEvent, SealShare, ServerConfig, ShareCreated, ShareSealed,
};
use phial_shared::error_code::{ErrorCode, Problem};
use phial_shared::ids::{LinkId, LinkRef, ShareId};
use phial_shared::json::ReadJson;
use phial_shared::keys::{LeaseToken, OwnerToken, UploadToken};
use phial_shared::layout::PartIndex;
use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::Blob;

use super::early;
use super::http::{Answer, Body, Flight, NoAnswer, Request};
use super::json::BrowserJson;
use super::message;
use super::progress::Transfer;

const CONFIG: &str = "/api/v1/config";

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// The network or the server is away.
    #[error("no answer")]
    NoAnswer,
    /// The server, or something before it, refused.
    #[error("refused with status {status}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The reason, when the server itself gave one.
        code: Option<ErrorCode>,
        /// How long it asks to wait.
        retry_after: Option<Duration>,
        /// After a wrong factor: how many more are looked at.
        tries_left: Option<u32>,
    },
    /// The answer is none that this version knows.
    #[error("the answer makes no sense")]
    Malformed,
}

impl ApiError {
    /// The locale key of what happened.
    pub const fn message(&self) -> &'static str {
        match self {
            Self::NoAnswer => message::NO_ANSWER,
            Self::Refused { code: Some(code), .. } => message::of_code(*code),
            Self::Refused { code: None, status: 413, .. } => message::TOO_LARGE,
            Self::Refused { .. } | Self::Malformed => message::SERVER,
        }
    }

    /// Whether the same call may succeed later without any change.
    pub const fn can_retry(&self) -> bool {
        match self {
            Self::NoAnswer => true,
            Self::Refused { status, .. } => matches!(status, 408 | 429 | 500..),
            Self::Malformed => false,
        }
    }

    /// The reason that the server gave.
    pub const fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Refused { code, .. } => *code,
            Self::NoAnswer | Self::Malformed => None,
        }
    }

    /// Whether the server answered that it failed.
    pub(super) fn is_server_failure(&self) -> bool {
        matches!(self, Self::Refused { status: 500, .. })
    }

    /// Whether it is worth to try again without asking the person: the cause passes by itself.
    pub(super) fn passes(&self) -> bool {
        // Storage does not empty itself while the page waits.
        self.can_retry() && !matches!(self.code(), Some(ErrorCode::StorageFull | ErrorCode::QuotaExceeded))
    }

    pub(super) const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused { retry_after, .. } => *retry_after,
            Self::NoAnswer | Self::Malformed => None,
        }
    }
}

impl From<NoAnswer> for ApiError {
    fn from(NoAnswer: NoAnswer) -> Self {
        Self::NoAnswer
    }
}

/// What the server allows.
pub async fn config() -> Result<ServerConfig, ApiError> {
    call("GET", CONFIG, None, Body::None).await
}

/// The same, if it was asked for and answered before this program came.
pub fn config_at_once() -> Option<Result<ServerConfig, ApiError>> {
    at_once(CONFIG)
}

pub(super) async fn create_share(request: &CreateShare) -> Result<ShareCreated, ApiError> {
    call("POST", "/api/v1/shares", None, body(request)).await
}

/// Sends a part. May be repeated with the same bytes until the share is sealed.
pub(super) async fn put_part(
    share: ShareId,
    token: &UploadToken,
    part: PartIndex,
    ciphertext: &Blob,
    transfer: &Rc<Transfer>,
) -> Result<(), ApiError> {
    let request = Request {
        method: "PUT",
        path: &format!("/api/v1/shares/{share}/parts/{}", part.0),
        bearer: Some(&token.to_bearer()),
        range: None,
        body: Body::Bytes(ciphertext),
        transfer: Some(Rc::clone(transfer)),
    };
    accepted(request.send().await?).map(drop)
}

/// Makes the share live. The same request may be repeated.
pub(super) async fn seal(share: ShareId, token: &UploadToken, request: &SealShare) -> Result<ShareSealed, ApiError> {
    call("POST", &format!("/api/v1/shares/{share}/seal"), Some(&token.to_bearer()), body(request)).await
}

/// Gives up a share that is not sealed.
pub(super) async fn give_up(share: ShareId, token: &UploadToken) -> Result<ErasureReceipt, ApiError> {
    call("DELETE", &format!("/api/v1/shares/{share}"), Some(&token.to_bearer()), Body::None).await
}

pub(super) async fn link_status(link: LinkId) -> Result<LinkStatus, ApiError> {
    call("GET", &format!("/api/v1/links/{link}"), None, Body::None).await
}

/// The same, if it was asked for and answered before this program came.
pub(super) fn link_status_at_once(link: LinkId) -> Option<Result<LinkStatus, ApiError>> {
    at_once(&format!("/api/v1/links/{link}"))
}

/// The same while a lease lives: nothing is logged.
pub(super) async fn link_status_with(link: LinkId, lease: &LeaseToken) -> Result<LinkStatus, ApiError> {
    call("GET", &format!("/api/v1/links/{link}"), Some(&lease.to_bearer()), Body::None).await
}

/// Counts one opening, unless a live lease is shown. Gives a [`phial_shared::api::LinkOpened`] as it came.
pub(super) async fn open_link(link: LinkId, request: &OpenLink) -> Result<ArrayBuffer, ApiError> {
    send("POST", &format!("/api/v1/links/{link}/open"), None, body(request)).await
}

/// Fetches exactly this range of the ciphertext.
pub(super) async fn content(
    link: LinkId,
    lease: &LeaseToken,
    range: Range<u64>,
    transfer: &Rc<Transfer>,
) -> Result<ArrayBuffer, ApiError> {
    let expected = range.end - range.start;
    let mut flight = begin_content(link, lease, range)?;
    let transfer = Rc::clone(transfer);
    flight.watch(move |moved| transfer.moved(moved));
    let body = accepted(flight.land().await?)?;
    if u64::from(body.byte_length()) == expected { Ok(body) } else { Err(ApiError::Malformed) }
}

/// Asks for a range of the ciphertext, without waiting for it.
pub(super) fn begin_content(link: LinkId, lease: &LeaseToken, range: Range<u64>) -> Result<Flight, ApiError> {
    let request = Request {
        method: "GET",
        path: &format!("/api/v1/links/{link}/content"),
        bearer: Some(&lease.to_bearer()),
        range: Some(range),
        body: Body::None,
        transfer: None,
    };
    Ok(request.begin()?)
}

/// Reports what the recipient did.
pub(super) async fn report(link: LinkId, lease: &LeaseToken, event: &ReportEvent) -> Result<(), ApiError> {
    let request = Request {
        method: "POST",
        path: &format!("/api/v1/links/{link}/events"),
        bearer: Some(&lease.to_bearer()),
        range: None,
        body: body(event),
        transfer: None,
    };
    accepted(request.send().await?).map(drop)
}

pub(super) async fn owned_share(share: ShareId, token: &OwnerToken) -> Result<OwnedShare, ApiError> {
    call("GET", &format!("/api/v1/shares/{share}"), Some(&token.to_bearer()), Body::None).await
}

pub(super) async fn events(share: ShareId, token: &OwnerToken) -> Result<EventLog, ApiError> {
    call("GET", &format!("/api/v1/shares/{share}/events"), Some(&token.to_bearer()), Body::None).await
}

/// What follows an event of the log; waits for a while when nothing does. `after` is `None`: from the beginning.
pub(super) async fn events_after(share: ShareId, token: &OwnerToken, after: Option<u64>) -> Result<EventLog, ApiError> {
    let after = after.map(|seq| format!("&after={seq}")).unwrap_or_default();
    let path = format!("/api/v1/shares/{share}/events?wait={MAX_EVENTS_WAIT}{after}");
    call("GET", &path, Some(&token.to_bearer()), Body::None).await
}

/// Adds a link to a share that is live. The same request may be repeated.
pub(super) async fn add_link(share: ShareId, token: &OwnerToken, link: &NewLink) -> Result<OwnedLink, ApiError> {
    call("POST", &format!("/api/v1/shares/{share}/links"), Some(&token.to_bearer()), body(link)).await
}

/// Changes what a link allows.
pub(super) async fn change_link(
    share: ShareId,
    token: &OwnerToken,
    link: LinkRef,
    change: &ChangeLink,
) -> Result<OwnedLink, ApiError> {
    call("PATCH", &format!("/api/v1/shares/{share}/links/{link}"), Some(&token.to_bearer()), body(change)).await
}

/// Takes one link back, for ever.
pub(super) async fn take_back(share: ShareId, token: &OwnerToken, link: LinkRef) -> Result<OwnedLink, ApiError> {
    call("DELETE", &format!("/api/v1/shares/{share}/links/{link}"), Some(&token.to_bearer()), Body::None).await
}

/// Erases the content. May be repeated: the answer is the same receipt.
pub(super) async fn erase(share: ShareId, token: &OwnerToken) -> Result<ErasureReceipt, ApiError> {
    call("DELETE", &format!("/api/v1/shares/{share}"), Some(&token.to_bearer()), Body::None).await
}

pub(super) async fn call<T: DeserializeOwned>(
    method: &'static str,
    path: &str,
    bearer: Option<&str>,
    body: Body<'_>,
) -> Result<T, ApiError> {
    read(&send(method, path, bearer, body).await?)
}

async fn send(method: &'static str, path: &str, bearer: Option<&str>, body: Body<'_>) -> Result<ArrayBuffer, ApiError> {
    if method == "GET"
        && bearer.is_none()
        && let Some(answer) = early::take(path).await
    {
        return accepted(answer);
    }
    let request = Request { method, path, bearer, range: None, body, transfer: None };
    accepted(request.send().await?)
}

fn at_once<T: DeserializeOwned>(path: &str) -> Option<Result<T, ApiError>> {
    Some(accepted(early::answered(path)?).and_then(|answer| read(&answer)))
}

/// Reads an answer.
pub(super) fn read<T: DeserializeOwned>(answer: &ArrayBuffer) -> Result<T, ApiError> {
    BrowserJson::read(&bytes(answer)).ok_or(ApiError::Malformed)
}

pub(super) fn accepted(answer: Answer) -> Result<ArrayBuffer, ApiError> {
    if (200..300).contains(&answer.status) {
        return Ok(answer.body);
    }
    let problem: Option<Problem> = BrowserJson::read(&bytes(&answer.body));
    Err(ApiError::Refused {
        status: answer.status,
        code: problem.as_ref().map(|problem| problem.code),
        retry_after: answer.retry_after,
        tries_left: problem.and_then(|problem| problem.tries_left),
    })
}

/// Only for what is small.
fn bytes(buffer: &ArrayBuffer) -> Vec<u8> {
    Uint8Array::new(buffer).to_vec()
}

#[expect(clippy::expect_used, reason = "the requests are structs of strings and numbers, which are always JSON")]
pub(super) fn body(request: &impl Serialize) -> Body<'static> {
    Body::Json(serde_json::to_string(request).expect("a request is JSON"))
}
