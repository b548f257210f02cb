//! Signing in and out, and what one has sent. The browser sends the session's cookie by itself; no script can read it.

use phial_shared::api::{ErasureReceipt, FinishSignIn, Join, Session, ShareList, SignInBegun};
use phial_shared::ids::ShareId;
use phial_shared::keys::InviteToken;

use super::api::{ApiError, accepted, body, call};
use super::http::{Body, Request};

/// Who is signed in in this browser.
pub async fn session() -> Result<Session, ApiError> {
    call("GET", "/api/v1/session", None, Body::None).await
}

/// Where the browser goes to sign in.
pub async fn begin() -> Result<SignInBegun, ApiError> {
    call("POST", "/api/v1/session/begin", None, Body::None).await
}

/// Signs in with the identity provider's answer.
pub async fn finish(answer: &FinishSignIn) -> Result<Session, ApiError> {
    call("POST", "/api/v1/session/oidc", None, body(answer)).await
}

/// Signs in by an invitation, which is used up by it.
pub async fn join(invite: &InviteToken) -> Result<Session, ApiError> {
    let join = Join { invite: InviteToken::from_bytes(*invite.as_bytes()) };
    call("POST", "/api/v1/session/join", None, body(&join)).await
}

/// Signs out.
pub async fn end() -> Result<(), ApiError> {
    let path = "/api/v1/session/end";
    let request = Request { method: "POST", path, bearer: None, range: None, body: Body::None, transfer: None };
    accepted(request.send().await?).map(drop)
}

/// A page of what was sent from this account, the newest first.
pub async fn own_shares(after: Option<&str>) -> Result<ShareList, ApiError> {
    let after = after.map(|after| format!("?after={after}")).unwrap_or_default();
    call("GET", &format!("/api/v1/account/shares{after}"), None, Body::None).await
}

/// Erases what was sent from this account. May be repeated: the answer is the same receipt.
pub async fn erase(share: ShareId) -> Result<ErasureReceipt, ApiError> {
    call("DELETE", &format!("/api/v1/account/shares/{share}"), None, Body::None).await
}
