//! Who may send.

use std::net::IpAddr;

use clap::Args;
pub use phial_shared::api::SendersMode;
use phial_shared::time::Seconds;

use super::check::Check;
use super::listen::ListenConfig;
use super::oidc::OidcArgs;
use crate::accounts::oidc::OidcSettings;
use crate::service::accounts::SessionLimits;

/// A shift: who has left the organisation's groups has left here by the next day.
const OIDC_SESSION: SessionLimits = SessionLimits { lifetime: Seconds::HOUR.times(12), idle: Seconds::HOUR.times(2) };
/// The session is all that an invited person has, so it lives as long as an invitation.
const INVITE_SESSION: SessionLimits = SessionLimits { lifetime: Seconds::DAY.times(90), idle: Seconds::DAY.times(30) };

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
    /// How long a session lives, however much it is used; groups that are taken away at the identity provider may
    /// count for so long [default: 12h with oidc, 90d with invite]
    #[arg(long, env = "PHIAL_SESSION_LIFETIME", value_name = "TIME")]
    pub session_lifetime: Option<String>,
    /// How long a session lives unused [default: 2h with oidc, 30d with invite]
    #[arg(long, env = "PHIAL_SESSION_IDLE", value_name = "TIME")]
    pub session_idle: Option<String>,
    /// The identity provider
    #[command(flatten)]
    pub oidc: OidcArgs,
}

/// Who may send.
#[derive(Clone, Debug)]
pub struct SendersConfig {
    /// Who may.
    pub mode: SendersMode,
    /// How long sessions live.
    pub sessions: SessionLimits,
    /// The identity provider, in the mode that has one.
    pub oidc: Option<OidcSettings>,
}

impl SendersArgs {
    /// `listen` is where the server will listen, as far as that is known.
    pub(super) fn check(&self, listen: Option<&ListenConfig>, check: &mut Check<'_>) -> Option<SendersConfig> {
        let mode = match self.senders.trim() {
            "open" => Some(SendersMode::Open),
            "invite" => Some(SendersMode::Invite),
            "oidc" => Some(SendersMode::Oidc),
            _ => check.parsed("senders", Err("must be open, invite or oidc")),
        };
        let open_to_everyone = check.switch("open-to-everyone", &self.open_to_everyone);
        if let (Some(mode), Some(open_to_everyone), Some(listen)) = (mode, open_to_everyone, listen) {
            check_public(mode, open_to_everyone, listen, check);
        }
        let sessions = self.sessions(mode, check);
        let public_url = listen.and_then(|listen| listen.public_url.as_ref());
        let oidc =
            if mode == Some(SendersMode::Oidc) { self.oidc.check(public_url, check).map(Some) } else { Some(None) };
        Some(SendersConfig { mode: mode?, sessions: sessions?, oidc: oidc? })
    }

    fn sessions(&self, mode: Option<SendersMode>, check: &mut Check<'_>) -> Option<SessionLimits> {
        let usual = if mode == Some(SendersMode::Invite) { INVITE_SESSION } else { OIDC_SESSION };
        let lifetime = match &self.session_lifetime {
            Some(text) => check.positive_time("session-lifetime", text),
            None => Some(usual.lifetime),
        };
        let idle = match &self.session_idle {
            Some(text) => check.positive_time("session-idle", text),
            None => Some(usual.idle),
        };
        Some(SessionLimits { lifetime: lifetime?, idle: idle? })
    }
}

/// Whoever is open listens in private; whoever has sessions knows whether browsers reach it by https.
fn check_public(mode: SendersMode, open_to_everyone: bool, listen: &ListenConfig, check: &mut Check<'_>) {
    let address = listen.address.ip();
    match mode {
        SendersMode::Open if !open_to_everyone && !is_private(address) => check.refuse("senders", OPEN_IN_PUBLIC),
        SendersMode::Invite if listen.public_url.is_none() && !address.is_loopback() => {
            check.refuse("public-url", "--senders invite needs it, unless the server listens on this machine alone");
        }
        SendersMode::Oidc if listen.public_url.is_none() => check.refuse("public-url", "--senders oidc needs it"),
        _ => (),
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
