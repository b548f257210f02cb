//! The organisation's identity provider.

use std::path::PathBuf;

use clap::Args;
use reqwest::Url;

use super::check::Check;
use super::secret::Secret;
use crate::accounts::oidc::OidcSettings;
use crate::server_url::ServerUrl;

/// Flags of the identity provider, for `--senders oidc`.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Identity provider (for --senders oidc)")]
pub struct OidcArgs {
    /// The issuer's address, exactly as the provider writes it; its return address for us is {public-url}/signed-in
    #[arg(long, env = "PHIAL_OIDC_ISSUER", value_name = "URL")]
    pub oidc_issuer: Option<String>,
    /// The name that the provider knows this server by
    #[arg(long, env = "PHIAL_OIDC_CLIENT_ID", value_name = "ID")]
    pub oidc_client_id: Option<String>,
    /// What this server proves itself with; without it, PKCE alone
    #[arg(long, env = "PHIAL_OIDC_CLIENT_SECRET", value_name = "SECRET")]
    pub oidc_client_secret: Option<Secret>,
    /// A file that holds the client secret
    #[arg(long, env = "PHIAL_OIDC_CLIENT_SECRET_FILE", value_name = "FILE")]
    pub oidc_client_secret_file: Option<PathBuf>,
    /// What is asked for beside openid, such as groups
    #[arg(long, env = "PHIAL_OIDC_SCOPES", value_name = "SCOPE", value_delimiter = ',')]
    pub oidc_scopes: Vec<String>,
    /// The claim that lists a person's groups: a name, or a path such as realm_access.roles
    #[arg(long, env = "PHIAL_OIDC_GROUPS_CLAIM", value_name = "CLAIM", default_value = "groups")]
    pub oidc_groups_claim: String,
    /// The groups whose members may send; if not set, whoever signs in
    #[arg(long, env = "PHIAL_OIDC_SENDER_GROUPS", value_name = "GROUP", value_delimiter = ',')]
    pub oidc_sender_groups: Vec<String>,
    /// The groups whose members may read the log of any share
    #[arg(long, env = "PHIAL_OIDC_AUDITOR_GROUPS", value_name = "GROUP", value_delimiter = ',')]
    pub oidc_auditor_groups: Vec<String>,
    /// The groups whose members may erase any share and revoke any account
    #[arg(long, env = "PHIAL_OIDC_ADMIN_GROUPS", value_name = "GROUP", value_delimiter = ',')]
    pub oidc_admin_groups: Vec<String>,
}

impl OidcArgs {
    pub(super) fn check(&self, public_url: Option<&ServerUrl>, check: &mut Check<'_>) -> Option<OidcSettings> {
        let issuer = match self.oidc_issuer.as_deref().filter(|issuer| !issuer.is_empty()) {
            Some(issuer) => check.parsed("oidc-issuer", parse_issuer(issuer)),
            None => check.parsed("oidc-issuer", Err("--senders oidc needs it")),
        };
        let client_id = self.oidc_client_id.as_deref().filter(|id| !id.is_empty()).ok_or("--senders oidc needs it");
        let client_id = check.parsed("oidc-client-id", client_id);
        let client_secret = self.client_secret(check);
        let groups_claim = self.oidc_groups_claim.trim();
        let groups_claim = if groups_claim.is_empty() { Err("is empty") } else { Ok(groups_claim.to_owned()) };
        let groups_claim = check.parsed("oidc-groups-claim", groups_claim);
        Some(OidcSettings {
            issuer: issuer?,
            client_id: client_id?.to_owned(),
            client_secret: client_secret?,
            scopes: named(&self.oidc_scopes),
            groups_claim: groups_claim?,
            sender_groups: named(&self.oidc_sender_groups),
            auditor_groups: named(&self.oidc_auditor_groups),
            admin_groups: named(&self.oidc_admin_groups),
            public_url: public_url?.clone(),
        })
    }

    fn client_secret(&self, check: &mut Check<'_>) -> Option<Option<Secret>> {
        match (&self.oidc_client_secret, &self.oidc_client_secret_file) {
            (Some(_), Some(_)) => {
                check.parsed("oidc-client-secret-file", Err("is not needed beside --oidc-client-secret"))
            }
            // A variable that is empty is one that is not set.
            (Some(secret), None) => Some(Some(secret.clone()).filter(|secret| !secret.reveal().trim().is_empty())),
            (None, Some(file)) => check.parsed("oidc-client-secret-file", Secret::read(file)).map(Some),
            (None, None) => Some(None),
        }
    }
}

fn named(list: &[String]) -> Vec<String> {
    list.iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

/// Encrypted, or on this machine.
fn parse_issuer(text: &str) -> Result<String, &'static str> {
    let url = Url::parse(text).map_err(|_| "write the provider's address, such as https://id.hospital.example")?;
    let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    let here = matches!(url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"));
    match url.scheme() {
        _ if !plain => Err("has no user, query or fragment"),
        "https" => Ok(text.to_owned()),
        "http" if here => Ok(text.to_owned()),
        _ => Err("must begin with https://"),
    }
}
