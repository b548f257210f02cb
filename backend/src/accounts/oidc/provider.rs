//! What the identity provider says of itself: its endpoints and its keys (OpenID Connect Discovery 1.0).

use std::sync::Arc;
use std::time::{Duration, Instant};

use jsonwebtoken::jwk::JwkSet;
use serde::Deserialize;
use tokio::sync::Mutex;

use super::SignInFailure;
use super::fetch::Fetcher;

/// After this long, endpoints and keys are asked for again, so that a key which the provider gave up is not believed for
/// longer.
const FRESH: Duration = Duration::from_secs(600);

/// For this long, a provider that did not answer is not asked again: otherwise everyone would wait for everyone before them.
const REST: Duration = Duration::from_secs(5);
/// How long one asks, which is two requests, or waits for others who ask.
const PATIENCE: Duration = Duration::from_secs(25);

/// The provider's description of itself.
#[derive(Debug, Deserialize)]
pub(super) struct Metadata {
    issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    pub(super) userinfo_endpoint: Option<String>,
    jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    response_modes_supported: Option<Vec<String>>,
}

/// A provider as it was a moment ago.
pub(super) struct Provider {
    pub(super) metadata: Metadata,
    pub(super) keys: JwkSet,
    asked: Instant,
}

/// Asks the provider when what is known is old. Other replicas have their own copy, and need none of this one.
#[derive(Default)]
pub(super) struct Providers(Mutex<Known>);

#[derive(Default)]
struct Known {
    provider: Option<Arc<Provider>>,
    /// When it last did not answer.
    failed: Option<Instant>,
}

impl Metadata {
    /// The way back for the code: in the fragment, which no server or proxy sees, unless the provider cannot do that.
    pub(super) fn response_mode(&self) -> &'static str {
        match &self.response_modes_supported {
            Some(modes) if !modes.iter().any(|mode| mode == "fragment") => "query",
            // Both are the rule where nothing is said (OpenID Connect Discovery 1.0, 3).
            _ => "fragment",
        }
    }

    /// Whether this server proves itself in a header; that is the rule where nothing is said.
    pub(super) fn takes_basic(&self) -> bool {
        let methods = self.token_endpoint_auth_methods_supported.as_ref();
        methods.is_none_or(|methods| methods.iter().any(|method| method == "client_secret_basic"))
    }
}

impl Providers {
    /// What the provider said not long ago.
    pub(super) async fn current(&self, fetcher: &Fetcher, issuer: &str) -> Result<Arc<Provider>, SignInFailure> {
        self.ask(fetcher, issuer, FRESH).await
    }

    /// What the provider says now.
    pub(super) async fn renewed(&self, fetcher: &Fetcher, issuer: &str) -> Result<Arc<Provider>, SignInFailure> {
        self.ask(fetcher, issuer, Duration::ZERO).await
    }

    /// What the provider said not longer ago than `fresh`.
    async fn ask(&self, fetcher: &Fetcher, issuer: &str, fresh: Duration) -> Result<Arc<Provider>, SignInFailure> {
        let asked = async {
            let mut known = self.0.lock().await;
            if let Some(provider) = known.provider.as_ref().filter(|provider| provider.asked.elapsed() < fresh) {
                return Ok(provider.clone());
            }
            if known.failed.is_some_and(|failed| failed.elapsed() < REST) {
                return Err(SignInFailure::Away);
            }
            let fetched = fetch(fetcher, issuer).await;
            match &fetched {
                Ok(provider) => *known = Known { provider: Some(provider.clone()), failed: None },
                Err(_) => known.failed = Some(Instant::now()),
            }
            fetched
        };
        tokio::time::timeout(PATIENCE, asked).await.unwrap_or(Err(SignInFailure::Away))
    }
}

async fn fetch(fetcher: &Fetcher, issuer: &str) -> Result<Arc<Provider>, SignInFailure> {
    let place = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let metadata: Metadata = fetcher.json(&place).await?;
    if metadata.issuer != issuer {
        return Err(SignInFailure::Provider);
    }
    let keys = fetcher.json(&metadata.jwks_uri).await?;
    Ok(Arc::new(Provider { metadata, keys, asked: Instant::now() }))
}
