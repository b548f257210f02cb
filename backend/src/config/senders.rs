//! Who may send.

use std::net::{IpAddr, SocketAddr};

use clap::Args;

use super::check::Check;

/// Flags of who may send.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Senders")]
pub struct SendersArgs {
    /// Who may send: open (whoever reaches the server), invite, or oidc
    #[arg(long, env = "PHIAL_SENDERS", default_value = "open")]
    pub senders: String,
    /// Let whoever reaches the server send also when it listens on a public address
    #[arg(
        long,
        env = "PHIAL_OPEN_TO_EVERYONE",
        value_name = "true|false",
        default_value = "false",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    pub open_to_everyone: String,
}

/// Who may send.
#[derive(Clone, Debug)]
pub struct SendersConfig {
    /// Who may.
    pub mode: SendersMode,
}

/// How the server knows who may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendersMode {
    /// Whoever reaches the server may.
    Open,
    /// Whoever has an invite may.
    Invite,
    /// Whoever signs in may.
    Oidc,
}

impl SendersArgs {
    /// `listen` is where the server will listen, as far as that is known.
    pub(super) fn check(&self, listen: Option<SocketAddr>, check: &mut Check<'_>) -> Option<SendersConfig> {
        let mode = match self.senders.trim() {
            "open" => Some(SendersMode::Open),
            "invite" => Some(SendersMode::Invite),
            "oidc" => Some(SendersMode::Oidc),
            _ => check.parsed("senders", Err("must be open, invite or oidc")),
        };
        let open_to_everyone = check.switch("open-to-everyone", &self.open_to_everyone);
        if let (Some(SendersMode::Open), Some(false), Some(address)) = (mode, open_to_everyone, listen)
            && !is_private(address.ip())
        {
            check.refuse("senders", OPEN_IN_PUBLIC);
        }
        Some(SendersConfig { mode: mode? })
    }
}

const OPEN_IN_PUBLIC: &str = "anyone could send through this server, because --listen is not an address of this machine \
    alone or of a private network; set --senders to invite or oidc, or --listen to such an address (127.0.0.1 behind a \
    proxy), or allow it by --open-to-everyone";

/// Loopback, private (RFC 1918, RFC 4193) or link-local. All addresses at once (`0.0.0.0`, `::`) count as public.
pub(super) fn is_private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => address.is_loopback() || address.is_private() || address.is_link_local(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_networks_end_where_they_end() {
        for private in [
            "127.0.0.1",
            "127.255.255.255",
            "10.0.0.0",
            "10.255.255.255",
            "172.16.0.0",
            "172.31.255.255",
            "192.168.0.0",
            "192.168.255.255",
            "169.254.0.1",
            "::1",
            "fc00::",
            "fdff:ffff::1",
            "fe80::1",
            "febf::1",
            "::ffff:10.0.0.1",
        ] {
            assert!(is_private(private.parse().unwrap()), "{private}");
        }
        for public in [
            "0.0.0.0",
            "::",
            "9.255.255.255",
            "11.0.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.167.255.255",
            "192.169.0.0",
            "169.253.0.1",
            "128.0.0.1",
            "100.64.0.1",
            "::2",
            "fbff::1",
            "fe00::1",
            "fe7f::1",
            "fec0::1",
            "2001:db8::1",
            "::ffff:8.8.8.8",
        ] {
            assert!(!is_private(public.parse().unwrap()), "{public}");
        }
    }
}
