//! How clients' addresses are found out, and what is kept of them.

use clap::Args;
use ipnet::IpNet;

use super::check::Check;

/// Flags of clients' addresses.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Clients")]
pub struct ClientArgs {
    /// Networks or addresses of proxies that may say, in X-Forwarded-For, whom they ask for
    #[arg(long, env = "PHIAL_TRUSTED_PROXIES", value_name = "NETWORK", value_delimiter = ',')]
    pub trusted_proxies: Vec<String>,
    /// What the log says of clients' addresses: hashed (of the network, with a salt that changes at each start), or off
    #[arg(long, env = "PHIAL_LOG_ADDRESSES", default_value = "hashed")]
    pub log_addresses: String,
}

/// How clients' addresses are found out, and what is kept of them.
#[derive(Clone, Debug)]
pub struct ClientConfig {
    /// Who may say whom it asks for.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether the log holds a hash of clients' networks.
    pub log_addresses: bool,
}

impl ClientArgs {
    pub(super) fn check(&self, check: &mut Check<'_>) -> Option<ClientConfig> {
        let networks = self.trusted_proxies.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
        let networks: Vec<_> = networks.map(|text| check.parsed("trusted-proxies", parse_network(text))).collect();
        let log_addresses = match self.log_addresses.trim() {
            "hashed" => Some(true),
            "off" => Some(false),
            _ => check.parsed("log-addresses", Err("must be hashed or off")),
        };
        Some(ClientConfig {
            trusted_proxies: networks.into_iter().collect::<Option<_>>()?,
            log_addresses: log_addresses?,
        })
    }
}

fn parse_network(text: &str) -> Result<IpNet, String> {
    let network = text.parse().or_else(|_| text.parse().map(|address: std::net::IpAddr| IpNet::from(address)));
    network.map_err(|_| format!("{text} is not a network; write for example 10.0.0.0/8 or 192.0.2.7"))
}
