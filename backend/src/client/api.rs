//! The server's API as the command line calls it: every call is repeated while that may help.

use std::net::SocketAddr;
use std::ops::Range;
use std::time::Duration;

use bytes::Bytes;
use phial_shared::api::{
    CreateShare, ErasureReceipt, LinkOpened, LinkStatus, OpenLink, ReportEvent, SealShare, ServerConfig, ShareCreated,
    ShareSealed,
};
use phial_shared::ids::{LinkId, ShareId};
use phial_shared::keys::{LeaseToken, OpenToken, OwnerToken, SessionToken, UploadToken};
use phial_shared::layout::PartIndex;
use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, HeaderValue, RANGE};
use reqwest::{Client, ClientBuilder, Method, RequestBuilder, StatusCode, redirect};
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::call::{self, CallError};
use super::progress::Progress;
use super::retry::Patience;
use super::transfer::{self, Moved, watched};
use crate::server_url::ServerUrl;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a last courtesy may take.
const PARTING: Duration = Duration::from_secs(5);

/// A server.
#[derive(Debug)]
pub(super) struct Api {
    http: Client,
    server: ServerUrl,
    patience: Patience,
}

impl Api {
    /// Prepares to call a server.
    pub(super) fn new(server: ServerUrl, patience: Duration) -> Result<Self, CallError> {
        Self::with(server, patience, |builder| builder)
    }

    /// The same for a server of that name which is reached at this address.
    pub(super) fn at(server: ServerUrl, address: SocketAddr, patience: Duration) -> Result<Self, CallError> {
        let server = server.on_port(address.port());
        let name = server.host().to_owned();
        Self::with(server, patience, |builder| builder.resolve(&name, address))
    }

    fn with(
        server: ServerUrl,
        patience: Duration,
        change: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Result<Self, CallError> {
        // Fails only if a provider is installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            // A redirected request would take its tokens to another host.
            .redirect(redirect::Policy::none());
        if !server.is_encrypted() {
            // A machine without any certificates can talk to a server of its own.
            builder = builder.tls_certs_only([]);
        }
        Ok(Self { http: change(builder).build()?, server, patience: Patience::new(patience) })
    }

    /// Asks once whether the server can do its work.
    pub(super) async fn ready(&self) -> Result<(), CallError> {
        call::done(self.http.get(format!("{}/readyz", self.server)).send().await?).await
    }

    /// The server's limits.
    pub(super) async fn config(&self) -> Result<ServerConfig, CallError> {
        self.call(|| self.request(Method::GET, "config")).await
    }

    /// Announces a share. Repeated, it may leave an announced share behind, which the server removes in time.
    /// `token` is that of the sender, where the server asks for one.
    pub(super) async fn create(
        &self,
        share: CreateShare,
        token: Option<&SessionToken>,
    ) -> Result<ShareCreated, CallError> {
        self.call(|| {
            let request = self.request(Method::POST, "shares").json(&share);
            match token {
                Some(token) => request.header(AUTHORIZATION, bearer(&token.to_bearer())),
                None => request,
            }
        })
        .await
    }

    /// Sends one part; repeated, the same bytes.
    pub(super) async fn put_part(
        &self,
        (share, token): (ShareId, &UploadToken),
        index: PartIndex,
        part: &Bytes,
        progress: &Progress,
    ) -> Result<(), CallError> {
        let path = format!("shares/{share}/parts/{}", index.0);
        self.patience
            .insist(async || {
                let moved = Moved::default();
                let request = self
                    .request(Method::PUT, &path)
                    .header(AUTHORIZATION, bearer(&token.to_bearer()))
                    .header(CONTENT_LENGTH, part.len())
                    .body(transfer::body(part, moved.clone(), progress.clone()));
                let sent = watched(&moved, async { call::done(request.send().await?).await }).await;
                if sent.is_err() {
                    progress.take_back(moved.total());
                }
                sent
            })
            .await
    }

    /// Makes a share live.
    pub(super) async fn seal(
        &self,
        (share, token): (ShareId, &UploadToken),
        seal: &SealShare,
    ) -> Result<ShareSealed, CallError> {
        let path = format!("shares/{share}/seal");
        self.call(|| self.request(Method::POST, &path).header(AUTHORIZATION, bearer(&token.to_bearer())).json(seal))
            .await
    }

    /// Asks once for a share to be dropped that will not be sealed. If it fails, the server drops the share in time.
    pub(super) async fn give_up(&self, (share, token): (ShareId, &UploadToken)) {
        let request =
            self.request(Method::DELETE, &format!("shares/{share}")).header(AUTHORIZATION, bearer(&token.to_bearer()));
        let _ = tokio::time::timeout(PARTING, request.send()).await;
    }

    /// Erases a share.
    pub(super) async fn erase(&self, share: ShareId, token: &OwnerToken) -> Result<ErasureReceipt, CallError> {
        let path = format!("shares/{share}");
        self.call(|| self.request(Method::DELETE, &path).header(AUTHORIZATION, bearer(&token.to_bearer()))).await
    }

    /// What is known of a link before it is opened; counts nothing.
    pub(super) async fn status(&self, link: LinkId) -> Result<LinkStatus, CallError> {
        let path = format!("links/{link}");
        self.call(|| self.request(Method::GET, &path)).await
    }

    /// Opens a link: counts one opening. When the answer is lost on its way, the repetition goes on with what was counted.
    pub(super) async fn open(&self, link: LinkId, open_token: OpenToken) -> Result<LinkOpened, CallError> {
        let path = format!("links/{link}/open");
        let open = OpenLink { open_token, lease: Some(LeaseToken::random()) };
        self.call(|| self.request(Method::POST, &path).json(&open)).await
    }

    /// Fetches a range of the ciphertext; goes on where a broken connection stopped.
    pub(super) async fn content(
        &self,
        (link, lease): (LinkId, &LeaseToken),
        range: Range<u64>,
        progress: &Progress,
    ) -> Result<Vec<u8>, CallError> {
        let path = format!("links/{link}/content");
        let mut received = Vec::with_capacity(usize::try_from(range.end - range.start).unwrap_or_default());
        self.patience
            .insist(async || {
                let missing = range.start + received.len() as u64..range.end;
                let request = self
                    .request(Method::GET, &path)
                    .header(AUTHORIZATION, bearer(&lease.to_bearer()))
                    .header(RANGE, format!("bytes={}-{}", missing.start, missing.end - 1));
                let moved = Moved::default();
                watched(&moved, self.receive(request, missing, &mut received, &moved, progress)).await
            })
            .await?;
        Ok(received)
    }

    async fn receive(
        &self,
        request: RequestBuilder,
        missing: Range<u64>,
        received: &mut Vec<u8>,
        moved: &Moved,
        progress: &Progress,
    ) -> Result<(), CallError> {
        let mut response = call::expect(request.send().await?, StatusCode::PARTIAL_CONTENT).await?;
        let mut left = missing.end - missing.start;
        while let Some(chunk) = response.chunk().await? {
            left = left.checked_sub(chunk.len() as u64).ok_or(CallError::Malformed)?;
            received.extend_from_slice(&chunk);
            moved.add(chunk.len());
            progress.advance(chunk.len() as u64);
            self.patience.progressed();
        }
        if left == 0 { Ok(()) } else { Err(CallError::BrokenOff) }
    }

    /// Tells what was done with a file.
    pub(super) async fn report(
        &self,
        (link, lease): (LinkId, &LeaseToken),
        event: ReportEvent,
    ) -> Result<(), CallError> {
        let path = format!("links/{link}/events");
        self.patience
            .insist(async || {
                let request =
                    self.request(Method::POST, &path).header(AUTHORIZATION, bearer(&lease.to_bearer())).json(&event);
                watched(&Moved::default(), async { call::done(request.send().await?).await }).await
            })
            .await
    }

    async fn call<T: DeserializeOwned>(&self, request: impl Fn() -> RequestBuilder) -> Result<T, CallError> {
        self.patience
            .insist(async || watched(&Moved::default(), async { call::json(request().send().await?).await }).await)
            .await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}/api/v1/{path}", self.server))
    }
}

/// The value of `Authorization`, marked so that it never prints.
#[expect(clippy::expect_used, reason = "base64url is made of characters that headers may have")]
fn bearer(token: &Zeroizing<String>) -> HeaderValue {
    let text = Zeroizing::new(format!("Bearer {}", token.as_str()));
    let mut value = HeaderValue::from_str(&text).expect("base64url is visible ASCII");
    value.set_sensitive(true);
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_does_not_print() {
        let token = UploadToken::from_bytes([7; 32]);
        let value = bearer(&token.to_bearer());
        assert_eq!(value.to_str().unwrap(), format!("Bearer {}", *token.to_bearer()));
        assert_eq!(format!("{value:?}"), "Sensitive");
    }

    #[tokio::test]
    async fn nobody_there_is_said_in_plain_words() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let server = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        let api = Api::new(server.parse().unwrap(), Duration::ZERO).unwrap();
        let error = api.config().await.unwrap_err();
        assert!(error.to_string().starts_with("the server cannot be reached: "), "{error}");
        assert!(!error.to_string().contains("/api/"), "{error}");
    }
}
