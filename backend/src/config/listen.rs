//! Where the server is reached.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::check::{Check, given};
use crate::listener::Tls;
use crate::server_url::{BadServerUrl, ServerUrl};

/// Flags of where the server is reached.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Listening")]
pub struct ListenArgs {
    /// Address and port to listen on
    #[arg(long, env = "PHIAL_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// The address that people reach the server by, such as https://phial.hospital.example
    #[arg(long, env = "PHIAL_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// The certificate chain of the server in PEM, for TLS without a proxy
    #[arg(long, value_name = "FILE", env = "PHIAL_TLS_CERT")]
    pub tls_cert: Option<PathBuf>,
    /// The private key of the certificate in PEM
    #[arg(long, value_name = "FILE", env = "PHIAL_TLS_KEY")]
    pub tls_key: Option<PathBuf>,
    /// Address and port for metrics, such as 127.0.0.1:9464; if not set, there are none
    #[arg(long, value_name = "ADDRESS", env = "PHIAL_METRICS_LISTEN")]
    pub metrics_listen: Option<String>,
}

/// Where the server is reached.
#[derive(Clone, Debug)]
pub struct ListenConfig {
    /// Where to listen.
    pub address: SocketAddr,
    /// What people reach the server by, through the proxy if there is one. `None`: not known.
    pub public_url: Option<ServerUrl>,
    /// The server's certificate, if it encrypts by itself.
    pub tls: Option<TlsFiles>,
    /// Where to listen for whoever reads the metrics.
    pub metrics: Option<SocketAddr>,
}

/// A certificate and its key, both in PEM.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// The server's own certificate and those that lead to its authority's.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

impl ListenConfig {
    /// Whether browsers reach the server by HTTPS, as far as the settings tell.
    pub fn is_https(&self) -> bool {
        self.tls.is_some() || self.public_url.as_ref().is_some_and(ServerUrl::is_encrypted)
    }
}

impl ListenArgs {
    pub(super) fn check(&self, check: &mut Check<'_>) -> Option<ListenConfig> {
        let address = check.parsed("listen", parse_address(&self.listen));
        let public_url = match given(self.public_url.as_deref()) {
            Some(url) => check.parsed("public-url", parse_public_url(url)).map(Some),
            None => Some(None),
        };
        let tls = self.tls(check);
        let metrics = match given(self.metrics_listen.as_deref()) {
            Some(address) => check.parsed("metrics-listen", parse_address(address)).map(Some),
            None => Some(None),
        };
        Some(ListenConfig { address: address?, public_url: public_url?, tls: tls?, metrics: metrics? })
    }

    fn tls(&self, check: &mut Check<'_>) -> Option<Option<TlsFiles>> {
        match (&self.tls_cert, &self.tls_key) {
            (None, None) => Some(None),
            (Some(_), None) => check.parsed("tls-key", Err("is needed as well, because --tls-cert is set")),
            (None, Some(_)) => check.parsed("tls-cert", Err("is needed as well, because --tls-key is set")),
            (Some(certificate), Some(key)) => {
                let files = TlsFiles { certificate: certificate.clone(), key: key.clone() };
                let usable = Tls::read(files.certificate.clone(), files.key.clone());
                let usable = usable.map_err(|error| crate::log::causes(&error));
                check.parsed("tls-cert", usable).map(|_| Some(files))
            }
        }
    }
}

/// Browsers encrypt only on pages that came encrypted, or from their own machine.
fn parse_public_url(text: &str) -> Result<ServerUrl, String> {
    let url: ServerUrl = text.parse().map_err(|error: BadServerUrl| error.to_string())?;
    let is_here = matches!(url.host(), "127.0.0.1" | "[::1]" | "localhost");
    if url.is_encrypted() || is_here {
        Ok(url)
    } else {
        Err("must begin with https://, unless it is of this machine: browsers encrypt only on such pages".to_owned())
    }
}

fn parse_address(text: &str) -> Result<SocketAddr, &'static str> {
    text.trim().parse().map_err(|_| "write an address and a port, such as 127.0.0.1:8080")
}
