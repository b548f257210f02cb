//! Where the server is reached.

use std::net::SocketAddr;

use clap::Args;

use super::check::Check;
use crate::server_url::ServerUrl;

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
}

/// Where the server is reached.
#[derive(Clone, Debug)]
pub struct ListenConfig {
    /// Where to listen.
    pub address: SocketAddr,
    /// What people reach the server by, through the proxy if there is one. `None`: not known.
    pub public_url: Option<ServerUrl>,
}

impl ListenArgs {
    pub(super) fn check(&self, check: &mut Check<'_>) -> Option<ListenConfig> {
        let address = self.listen.trim().parse().map_err(|_| "write an address and a port, such as 127.0.0.1:8080");
        let address = check.parsed("listen", address);
        let public_url = match self.public_url.as_deref().filter(|url| !url.is_empty()) {
            Some(url) => check.parsed("public-url", url.parse()).map(Some),
            None => Some(None),
        };
        Some(ListenConfig { address: address?, public_url: public_url? })
    }
}
