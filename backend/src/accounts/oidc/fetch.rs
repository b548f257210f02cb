//! Requests to the identity provider: bounded in time and length, without redirects.

use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url, redirect};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::provider::Metadata;
use super::{OidcSettings, SignInFailure};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const TIMEOUT: Duration = Duration::from_secs(10);
/// More than any provider has reason to send.
const MAX_ANSWER: usize = 512 * 1024;

/// Asks the provider.
pub(super) struct Fetcher {
    http: Client,
    /// Whether the issuer is encrypted; all of its endpoints then are.
    encrypted: bool,
}

/// The answer to the exchange of a code.
#[derive(Deserialize)]
pub(super) struct Tokens {
    pub(super) id_token: String,
    pub(super) access_token: String,
}

impl Fetcher {
    pub(super) fn new(issuer: &str) -> Result<Self, reqwest::Error> {
        // Fails only if a provider is installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let encrypted = issuer.starts_with("https://");
        let mut builder =
            Client::builder().connect_timeout(CONNECT_TIMEOUT).timeout(TIMEOUT).redirect(redirect::Policy::none());
        if !encrypted {
            // A machine without any certificates can ask a provider of its own.
            builder = builder.tls_certs_only([]);
        }
        Ok(Self { http: builder.build()?, encrypted })
    }

    /// The JSON at an address of the provider.
    pub(super) async fn json<T: DeserializeOwned>(&self, url: &str) -> Result<T, SignInFailure> {
        read(self.http.get(self.checked(url)?).header(ACCEPT, "application/json")).await
    }

    /// Exchanges a code for tokens (RFC 6749, 4.1.3).
    pub(super) async fn exchange(
        &self,
        metadata: &Metadata,
        settings: &OidcSettings,
        fields: &[(&str, String)],
    ) -> Result<Tokens, SignInFailure> {
        let mut fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut request = self.http.post(self.checked(&metadata.token_endpoint)?);
        match &settings.client_secret {
            Some(secret) if metadata.takes_basic() => {
                // Both are encoded as in a form before they are joined (RFC 6749, 2.3.1).
                request = request.basic_auth(encoded(&settings.client_id), Some(encoded(secret.reveal())));
            }
            Some(secret) => fields.extend([("client_id", &*settings.client_id), ("client_secret", secret.reveal())]),
            None => fields.push(("client_id", &settings.client_id)),
        }
        let body = form(&fields);
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(body);
        read(request).await.map_err(|error| match error {
            SignInFailure::Status(400) => SignInFailure::Code,
            error => error,
        })
    }

    /// What the provider says about whoever the token stands for.
    pub(super) async fn user_info(
        &self,
        endpoint: &str,
        access_token: &str,
    ) -> Result<serde_json::Map<String, serde_json::Value>, SignInFailure> {
        read(self.http.get(self.checked(endpoint)?).bearer_auth(access_token)).await
    }

    /// An encrypted issuer has no endpoint in the clear.
    fn checked(&self, url: &str) -> Result<Url, SignInFailure> {
        let url = Url::parse(url).map_err(|_| SignInFailure::Provider)?;
        let fits = url.scheme() == "https" || (!self.encrypted && url.scheme() == "http");
        if fits { Ok(url) } else { Err(SignInFailure::Provider) }
    }
}

/// As `application/x-www-form-urlencoded`.
fn form(fields: &[(&str, &str)]) -> String {
    let encoded: Vec<_> = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    encoded.join("&")
}

fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

async fn read<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, SignInFailure> {
    let response = request.send().await?;
    if response.status() != StatusCode::OK {
        return Err(SignInFailure::Status(response.status().as_u16()));
    }
    serde_json::from_slice(&body(response).await?).map_err(|_| SignInFailure::Provider)
}

async fn body(mut response: Response) -> Result<Zeroizing<Vec<u8>>, SignInFailure> {
    let mut body = Zeroizing::new(Vec::new());
    while let Some(chunk) = response.chunk().await? {
        body.extend_from_slice(&chunk);
        if body.len() > MAX_ANSWER {
            return Err(SignInFailure::Provider);
        }
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_encoded() {
        assert_eq!(form(&[("a", "b c&d"), ("e", "f/+é")]), "a=b%20c%26d&e=f%2F%2B%C3%A9");
    }

    #[test]
    fn an_encrypted_issuer_has_no_endpoint_in_the_clear() {
        let encrypted = Fetcher::new("https://id.example").unwrap();
        assert!(encrypted.checked("https://id.example/token").is_ok());
        assert!(encrypted.checked("http://id.example/token").is_err());
        assert!(Fetcher::new("http://127.0.0.1:1").unwrap().checked("http://127.0.0.1:1/token").is_ok());
        assert!(encrypted.checked("file:///etc/passwd").is_err());
    }
}
