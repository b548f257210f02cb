//! Signing in with the organisation's identity provider: OpenID Connect Core 1.0, authorization code with PKCE (RFC 7636).
//!
//! Everything that binds a sign-in (state, nonce, code verifier) is derived from one secret in the browser's cookie, so
//! that any replica can finish what another began, and a copy of the database finishes nothing.

mod error;
mod fetch;
mod id_token;
mod provider;
mod signature;

use phial_shared::api::{Role, Roles};
use phial_shared::encoding::encode;
use phial_shared::ids::AccountId;
use phial_shared::keys::SignInSecret;
use phial_shared::time::UnixSeconds;
use reqwest::Url;
use sha2::{Digest, Sha256};

pub use self::error::SignInFailure;
use self::fetch::Fetcher;
use self::id_token::{Claims, Expected};
use self::provider::Providers;
use crate::config::Secret;
use crate::server_url::ServerUrl;

/// Where the identity provider sends the browser back to.
pub const RETURN_PATH: &str = "/signed-in";

/// How to sign in, and who may do what.
#[derive(Clone, Debug)]
pub struct OidcSettings {
    /// The provider's issuer, exactly as it calls itself.
    pub issuer: String,
    /// The name that the provider knows this server by.
    pub client_id: String,
    /// What this server proves itself with; `None`: by PKCE alone.
    pub client_secret: Option<Secret>,
    /// What is asked for, beside `openid`.
    pub scopes: Vec<String>,
    /// The claim that lists a person's groups: its name, or a path of names with dots.
    pub groups_claim: String,
    /// The groups whose members may send; empty: whoever signs in.
    pub sender_groups: Vec<String>,
    /// The groups whose members may read all logs.
    pub auditor_groups: Vec<String>,
    /// The groups whose members may erase everything.
    pub admin_groups: Vec<String>,
    /// Where people reach this server.
    pub public_url: ServerUrl,
}

/// The organisation's identity provider.
pub struct Oidc {
    settings: OidcSettings,
    fetcher: Fetcher,
    providers: Providers,
}

/// Who has signed in.
#[derive(Debug)]
pub struct SignedIn {
    /// Stands for the person, and tells nobody else who it is.
    pub account: AccountId,
    /// What the person's groups allow. May be none.
    pub roles: Roles,
}

impl Oidc {
    /// Prepares to ask the provider. Nothing is asked yet: the server starts without it too.
    ///
    /// # Errors
    /// When this machine cannot make requests.
    pub fn new(settings: OidcSettings) -> Result<Self, reqwest::Error> {
        signature::install();
        let fetcher = Fetcher::new(&settings.issuer)?;
        Ok(Self { settings, fetcher, providers: Providers::default() })
    }

    /// Where the browser goes to sign in.
    ///
    /// # Errors
    /// When the provider cannot be asked.
    pub async fn begin(&self, secret: &SignInSecret) -> Result<String, SignInFailure> {
        let provider = self.providers.current(&self.fetcher, &self.settings.issuer).await?;
        let mut url = Url::parse(&provider.metadata.authorization_endpoint).map_err(|_| SignInFailure::Provider)?;
        url.query_pairs_mut().extend_pairs([
            ("response_type", "code"),
            ("response_mode", provider.metadata.response_mode()),
            ("client_id", &self.settings.client_id),
            ("redirect_uri", &self.return_url()),
            ("scope", &self.scope()),
            ("state", &secret.state().to_bearer()),
            ("nonce", &encode(&secret.nonce())),
            ("code_challenge", &encode(&Sha256::digest(verifier(secret)))),
            ("code_challenge_method", "S256"),
        ]);
        Ok(url.into())
    }

    /// Exchanges the code, and reads who it stands for. The caller has taken the sign-in's state.
    ///
    /// # Errors
    /// When the provider refuses or cannot be asked, or what it says is not about this sign-in.
    pub async fn finish(
        &self,
        secret: &SignInSecret,
        code: &str,
        salt: &[u8; 32],
        now: UnixSeconds,
    ) -> Result<SignedIn, SignInFailure> {
        let provider = self.providers.current(&self.fetcher, &self.settings.issuer).await?;
        let tokens = self.fetcher.exchange(&provider.metadata, &self.settings, &self.exchange(secret, code)).await?;
        let expected = Expected {
            issuer: &self.settings.issuer,
            client_id: &self.settings.client_id,
            nonce: encode(&secret.nonce()),
            now,
        };
        let claims = match expected.check(&tokens.id_token, &provider.keys) {
            // The provider may have changed its keys.
            Err(SignInFailure::UnknownKey) => {
                let provider = self.providers.renewed(&self.fetcher, &self.settings.issuer).await?;
                expected.check(&tokens.id_token, &provider.keys)?
            }
            checked => checked?,
        };
        let groups = match claims.groups(&self.settings.groups_claim) {
            Some(groups) => groups,
            None => self.asked_groups(&provider.metadata, &tokens.access_token, &claims).await?,
        };
        Ok(SignedIn {
            account: account(salt, &self.settings.issuer, &claims.subject),
            roles: self.settings.roles(&groups),
        })
    }

    fn exchange(&self, secret: &SignInSecret, code: &str) -> Vec<(&'static str, String)> {
        vec![
            ("grant_type", "authorization_code".to_owned()),
            ("code", code.to_owned()),
            ("redirect_uri", self.return_url()),
            ("code_verifier", verifier(secret)),
        ]
    }

    /// Some providers tell the groups only when asked (OpenID Connect Core 1.0, 5.3).
    async fn asked_groups(
        &self,
        metadata: &provider::Metadata,
        access_token: &str,
        claims: &Claims,
    ) -> Result<Vec<String>, SignInFailure> {
        if !self.settings.asks_for_groups() {
            return Ok(Vec::new());
        }
        let Some(endpoint) = &metadata.userinfo_endpoint else { return Ok(Vec::new()) };
        let told = Claims::of_user_info(self.fetcher.user_info(endpoint, access_token).await?)?;
        if told.subject != claims.subject {
            return Err(SignInFailure::Claim("sub"));
        }
        Ok(told.groups(&self.settings.groups_claim).unwrap_or_default())
    }

    fn return_url(&self) -> String {
        format!("{}{RETURN_PATH}", self.settings.public_url)
    }

    fn scope(&self) -> String {
        std::iter::once("openid").chain(self.settings.scopes.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
    }
}

impl OidcSettings {
    fn asks_for_groups(&self) -> bool {
        [&self.sender_groups, &self.auditor_groups, &self.admin_groups].iter().any(|groups| !groups.is_empty())
    }

    fn roles(&self, groups: &[String]) -> Roles {
        let within = |allowed: &[String]| allowed.iter().any(|group| groups.contains(group));
        let sends = self.sender_groups.is_empty() || within(&self.sender_groups);
        let roles = [
            sends.then_some(Role::Sender),
            within(&self.auditor_groups).then_some(Role::Auditor),
            within(&self.admin_groups).then_some(Role::Admin),
        ];
        roles.into_iter().flatten().collect()
    }
}

/// The same for the same person at every sign-in, and meaningless without the salt.
pub(super) fn account(salt: &[u8; 32], issuer: &str, subject: &str) -> AccountId {
    let digest = Sha256::new()
        .chain_update(b"phial/1/account")
        .chain_update(salt)
        .chain_update((issuer.len() as u64).to_be_bytes())
        .chain_update(issuer)
        .chain_update(subject)
        .finalize();
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    AccountId::from_bytes(id)
}

fn verifier(secret: &SignInSecret) -> String {
    encode(&*secret.verifier())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> OidcSettings {
        OidcSettings {
            issuer: "https://id.example".to_owned(),
            client_id: "phial".to_owned(),
            client_secret: None,
            scopes: Vec::new(),
            groups_claim: "groups".to_owned(),
            sender_groups: vec!["clinicians".to_owned()],
            auditor_groups: vec!["privacy".to_owned()],
            admin_groups: vec!["it".to_owned()],
            public_url: "https://phial.example".parse().unwrap(),
        }
    }

    #[test]
    fn groups_give_roles_and_no_group_gives_none() {
        let roles =
            |groups: &[&str]| settings().roles(&groups.iter().map(|group| (*group).to_owned()).collect::<Vec<_>>());
        assert_eq!(roles(&[]), Roles::NONE);
        assert_eq!(roles(&["clinicians", "x"]), [Role::Sender].into_iter().collect());
        assert_eq!(roles(&["it", "privacy"]), [Role::Auditor, Role::Admin].into_iter().collect());
        assert_eq!(roles(&["Clinicians"]), Roles::NONE);
    }

    #[test]
    fn an_account_follows_from_all_that_names_the_person() {
        let of = |salt, issuer, subject| account(&[salt; 32], issuer, subject);
        assert_eq!(of(1, "https://a", "b"), of(1, "https://a", "b"));
        for other in [of(2, "https://a", "b"), of(1, "https://a", "c"), of(1, "https://ab", "")] {
            assert_ne!(of(1, "https://a", "b"), other);
        }
    }
}
